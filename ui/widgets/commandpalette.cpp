// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandpalette.h"

#include "ui/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int widthMax = 640;
constexpr int heightMax = 420;
constexpr int topMargin = 72;
constexpr int hintRole = Qt::UserRole + 1;

class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& colors = m_theme.colors();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colors.selection);
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        const auto cell = option.rect.adjusted(12, 0, -12, 0);
        painter->setFont(Theme::font(metrics::secondaryFont));
        const auto hint = index.data(hintRole).toString();
        painter->setPen(colors.secondary);
        painter->drawText(cell, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine), hint);
        const int room = cell.width() - painter->fontMetrics().horizontalAdvance(hint) - 16;
        painter->setFont(Theme::font());
        painter->setPen(enabled ? colors.text : colors.secondary);
        painter->drawText(cell, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, metrics::rowHeight + 2};
    }

private:
    const Theme& m_theme;
};

class Shade : public QWidget
{
public:
    using QWidget::QWidget;
    std::function<void()> clicked;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), QColor(0, 0, 0, 70)); }
    void mousePressEvent(QMouseEvent*) override { clicked(); }
};

} // namespace

CommandPalette::CommandPalette(const Theme& theme, Source source, QWidget* window)
    : QFrame(window), m_theme(theme), m_source(std::move(source)), m_edit(new QLineEdit(this)),
      m_list(new QListWidget(this)), m_empty(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(StyledPanel);
    setAutoFillBackground(true);
    m_edit->setObjectName(QStringLiteral("paletteField"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setFrameShape(NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new EntryDelegate(theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setAlignment(Qt::AlignCenter);
    setTextRole(m_empty, TextRole::Secondary);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty);

    auto* shade = new Shade(window);
    shade->clicked = [this] { close(true); };
    m_shade = shade;
    m_shade->hide();
    hide();

    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    retranslate();
}

void CommandPalette::retranslate()
{
    m_edit->setPlaceholderText(tr("Type a command, a view or a bet's id"));
    m_edit->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Matching commands"));
    m_empty->setText(tr("Nothing matches."));
}

int CommandPalette::score(const QString& candidate, const QString& text)
{
    const auto wanted = text.simplified();
    if (wanted.isEmpty())
        return 0;
    const auto at = candidate.indexOf(wanted, 0, Qt::CaseInsensitive);
    if (at == 0)
        return 1'000;
    if (at > 0)
        return candidate[at - 1].isLetterOrNumber() ? 500 : 800;
    qsizetype from = 0;
    for (const QChar c : wanted) {
        from = candidate.indexOf(c, from, Qt::CaseInsensitive);
        if (from < 0)
            return -1;
        ++from;
    }
    return 100;
}

void CommandPalette::popUp()
{
    m_before = QApplication::focusWidget();
    m_edit->clear();
    fill();
    place();
    m_shade->show();
    m_shade->raise();
    show();
    raise();
    m_edit->setFocus();
}

void CommandPalette::place()
{
    const auto area = parentWidget()->rect();
    m_shade->setGeometry(area);
    const int width = std::min(widthMax, area.width() - 64);
    const int height = std::min(heightMax, area.height() - topMargin - 40);
    setGeometry((area.width() - width) / 2, topMargin, width, height);
}

void CommandPalette::fill()
{
    m_entries = m_source(m_edit->text());
    m_list->clear();
    for (const auto& entry : m_entries) {
        auto* item = new QListWidgetItem(entry.text, m_list);
        item->setData(hintRole, entry.hint);
        if (!entry.enabled)
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(!m_entries.empty());
    m_empty->setVisible(m_entries.empty());
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || !m_entries[static_cast<std::size_t>(row)].enabled)
        return;
    const auto run = m_entries[static_cast<std::size_t>(row)].run;
    close(true);
    run();
}

void CommandPalette::close(bool giveFocusBack)
{
    hide();
    m_shade->hide();
    if (giveFocusBack && m_before)
        m_before->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit)
        return false;
    if (event->type() == QEvent::FocusOut && isVisible() &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) {
        close(false);
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const int rows = m_list->count();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        close(true);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(rows - 1, m_list->currentRow() + 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(0, m_list->currentRow() - 1));
        return true;
    default:
        return false;
    }
}

void CommandPalette::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace ui
