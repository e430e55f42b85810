// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/marksview.h"

#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace ui {

using client::review::Desk;

namespace {

constexpr int tagsCharsMax = 200;
constexpr int noteCharsMax = 4'000;
constexpr int tagCharsMax = 40;

// "asked, refund" as tags: words between commas or spaces, once each.
QStringList tagsOf(const QString& text)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    QStringList tags;
    for (const auto& tag : text.split(between, Qt::SkipEmptyParts))
        tags << tag.left(tagCharsMax);
    tags.removeDuplicates();
    return tags;
}

} // namespace

MarksModel::MarksModel(const Desk& desk, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_desk(desk), m_format(format)
{
}

void MarksModel::refresh()
{
    if (m_rows == m_desk.marked()) {
        retranslate(); // a note may be another
        return;
    }
    beginResetModel();
    m_rows = m_desk.marked();
    endResetModel();
}

void MarksModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int MarksModel::rowOf(std::uint64_t position) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), position);
    return found == m_rows.end() || *found != position ? -1 : static_cast<int>(found - m_rows.begin());
}

QString MarksModel::header(Column column)
{
    switch (column) {
    case Column::Line:
        return tr("Line");
    case Column::File:
        return tr("File");
    case Column::Time:
        return tr("Time");
    case Column::Tags:
        return tr("Tags");
    case Column::Note:
        return tr("Note");
    }
    return {};
}

QString MarksModel::text(std::uint64_t position, Column column) const
{
    const auto place = m_desk.merged().place(position);
    const auto& log = *m_desk.merged().sources()[place.source].log;
    const auto* mark = m_desk.mark(position);
    switch (column) {
    case Column::Line:
        return m_format.number(static_cast<std::int64_t>(place.row + 1));
    case Column::File:
        return Format::fileName(log.path());
    case Column::Time:
        return log.columns().value(client::review::Column::At, place.row) == 0
                   ? dash()
                   : m_format.time(m_desk.merged().at(position));
    case Column::Tags:
        return mark ? mark->tags.join(QStringLiteral(", ")) : QString();
    case Column::Note:
        return mark ? mark->note : QString();
    }
    return {};
}

int MarksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MarksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant MarksModel::data(const QModelIndex& index, int role) const
{
    // The list may be older than the lines, until refresh().
    if (!index.isValid() || position(index.row()) >= m_desk.merged().rows())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto at = position(index.row());
    if (role == Qt::DisplayRole)
        return text(at, column);
    if (role == Qt::ToolTipRole && column == Column::Note)
        return Format::tip(text(at, column));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), text(at, column));
    return {};
}

QVariant MarksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

MarksView::MarksView(const Context& context, Desk& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_model(desk, context.format), m_table(new RowTable(context.theme)),
      m_tagsLabel(new QLabel), m_tags(new QLineEdit), m_noteLabel(new QLabel), m_note(new QLineEdit)
{
    setObjectName(QStringLiteral("marksView"));
    m_table->setObjectName(QStringLiteral("marksTable"));
    m_table->setModel(&m_model);
    m_tags->setObjectName(QStringLiteral("markTags"));
    m_tags->setMaxLength(tagsCharsMax);
    m_note->setObjectName(QStringLiteral("markNote"));
    m_note->setMaxLength(noteCharsMax);
    m_tagsLabel->setBuddy(m_tags);
    m_noteLabel->setBuddy(m_note);
    auto* fields = new QGridLayout;
    fields->setContentsMargins(metrics::cellPadding, 4, metrics::cellPadding, 4);
    fields->addWidget(m_tagsLabel, 0, 0);
    fields->addWidget(m_tags, 0, 1);
    fields->addWidget(m_noteLabel, 1, 0);
    fields->addWidget(m_note, 1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addLayout(fields);
    setFocusProxy(m_table);
    const auto request = [this] {
        if (m_table->currentRow() >= 0)
            Q_EMIT positionRequested(m_model.position(m_table->currentRow()));
    };
    connect(m_table, &QTableView::clicked, this, request);
    connect(m_table, &RowTable::openRequested, this, request);
    for (auto* field : {m_tags, m_note})
        connect(field, &QLineEdit::editingFinished, this, &MarksView::keep);
    retranslate();
    fill();
}

void MarksView::setLine(std::uint64_t position)
{
    // What is written belongs to the line it was written for.
    if (position != m_position)
        keep();
    m_position = position;
    fill();
}

void MarksView::refresh()
{
    m_model.refresh();
    if (!m_tags->isModified() && !m_note->isModified())
        fill();
}

void MarksView::fill()
{
    const auto* mark = m_position == Desk::none ? nullptr : m_desk.mark(m_position);
    for (auto* field : {m_tags, m_note})
        field->setEnabled(m_position != Desk::none);
    m_tags->setText(mark ? mark->tags.join(QStringLiteral(", ")) : QString());
    m_note->setText(mark ? mark->note : QString());
    const int row = m_position == Desk::none ? -1 : m_model.rowOf(m_position);
    if (row >= 0 && row != m_table->currentRow())
        m_table->selectRowAt(row);
}

void MarksView::keep()
{
    if (m_position == Desk::none || (!m_tags->isModified() && !m_note->isModified()))
        return;
    m_tags->setModified(false);
    m_note->setModified(false);
    if (m_position < m_desk.merged().rows())
        m_desk.annotate(m_position, tagsOf(m_tags->text()), m_note->text().trimmed());
}

void MarksView::retranslate()
{
    m_table->setAccessibleName(tr("Marked lines"));
    m_tagsLabel->setText(tr("&Tags"));
    m_noteLabel->setText(tr("&Note"));
    m_tags->setPlaceholderText(tr("Words between commas: asked, refund"));
    m_note->setPlaceholderText(tr("What you found out about this line"));
    m_tags->setAccessibleName(tr("Tags of the line"));
    m_note->setAccessibleName(tr("Note on the line"));
    m_model.retranslate();
}

void MarksView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
