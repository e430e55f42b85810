// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/countsview.h"

#include "ui/delegates/sharedelegate.h"
#include "ui/widgets/csvfile.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <optional>

namespace ui {

using client::review::GroupField;

namespace {

constexpr std::array<GroupField, 13> fields{
    GroupField::Partner, GroupField::Type, GroupField::Error, GroupField::ErrorClass, GroupField::Status,
    GroupField::State,   GroupField::Http, GroupField::Game,  GroupField::Currency,   GroupField::Round,
    GroupField::Player,  GroupField::Bet,  GroupField::Kind};

} // namespace

CountsView::CountsView(const Context& context, client::review::Desk& desk, QWidget* parent)
    : QWidget(parent), m_format(context.format), m_desk(&desk), m_model(context.format), m_fieldLabel(new QLabel),
      m_field(new QComboBox), m_export(plainButton("exportCountsButton")), m_said(new LineLabel),
      m_table(new RowTable(context.theme)), m_empty(new QLabel(m_table))
{
    setObjectName(QStringLiteral("countsView"));
    m_field->setObjectName(QStringLiteral("countByField"));
    m_fieldLabel->setBuddy(m_field);
    for (const auto field : fields)
        m_field->addItem(QString(), QVariant::fromValue(static_cast<int>(field)));
    m_said->setObjectName(QStringLiteral("countsSaid"));
    m_table->setObjectName(QStringLiteral("countsTable"));
    m_table->setModel(&m_model);
    m_table->setItemDelegateForColumn(static_cast<int>(CountsModel::Column::Share),
                                      new ShareDelegate(context.theme, CountsModel::shareRole, this));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty->setObjectName(QStringLiteral("noCounts"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setTextRole(m_empty, TextRole::Secondary);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics::cellPadding, 4, metrics::cellPadding, 4);
    row->setSpacing(8);
    row->addWidget(m_fieldLabel);
    row->addWidget(m_field);
    row->addStretch(1);
    row->addWidget(m_export);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(metrics::cellPadding, 0, metrics::cellPadding, 4);
    below->addWidget(m_said);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addLayout(below);
    column->addWidget(m_table, 1);
    setFocusProxy(m_field);
    connect(m_field, &QComboBox::currentIndexChanged, this, [this] {
        m_exported.clear();
        if (isVisible())
            m_desk->setCountBy(field());
        refresh();
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        CsvFile::ask(*this, "countsFileDialog", QStringLiteral("counts.csv"),
                     [this](const QString& path) { exportTo(path); });
    });
    connect(m_table, &RowTable::openRequested, this, [this] {
        if (m_table->currentRow() >= 0)
            Q_EMIT filterRequested(m_table->currentRow());
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        // The menu's key points at no row.
        const auto under = m_table->indexAt(at);
        const int of = under.isValid() ? under.row() : m_table->currentRow();
        if (of >= 0)
            Q_EMIT menuRequested(of, m_table->viewport()->mapToGlobal(at));
    });
    retranslate();
}

GroupField CountsView::field() const
{
    return static_cast<GroupField>(m_field->currentData().toInt());
}

void CountsView::setField(GroupField field)
{
    m_field->setCurrentIndex(std::max(0, m_field->findData(static_cast<int>(field))));
}

void CountsView::refresh()
{
    const auto& counts = m_desk->answer()->counts;
    const auto shown = counts && counts->field == field() ? counts : nullptr;
    if (shown != m_model.counts()) {
        // The value that was chosen stays so, wherever it stands now.
        const int row = m_table->currentRow();
        const auto chosen = row >= 0 && shown && shown->field == m_model.field()
                                ? std::optional(m_model.counts()->groups.first[static_cast<std::size_t>(row)].text)
                                : std::nullopt;
        m_model.setCounts(shown);
        m_exported.clear();
        for (int i = 0; chosen && i < m_model.rowCount(); ++i) {
            if (shown->groups.first[static_cast<std::size_t>(i)].text == *chosen) {
                m_table->selectRowAt(i);
                break;
            }
        }
    }
    say();
}

QString CountsView::said() const
{
    if (!m_exported.isEmpty())
        return m_exported;
    const auto& counts = m_model.counts();
    if (!counts)
        return tr("Counting…");
    const auto number = [&](std::uint64_t value) { return m_format.number(static_cast<std::int64_t>(value)); };
    const auto listed = counts->groups.first.size();
    QStringList parts{tr("Values: %1").arg(number(counts->groups.all))};
    if (counts->groups.all > listed)
        parts << tr("the rarest %1 are not listed").arg(number(counts->groups.all - listed));
    parts << tr("lines: %1").arg(number(counts->rows));
    return parts.join(QStringLiteral(" · "));
}

void CountsView::say()
{
    m_said->setText(said());
    m_said->setAccessibleName(m_said->text());
    m_export->setEnabled(m_model.rowCount() > 0);
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(m_model.counts() && m_model.rowCount() == 0);
}

void CountsView::copy(int row) const
{
    QGuiApplication::clipboard()->setText(m_model.wholeText(row));
}

void CountsView::exportTo(const QString& path)
{
    m_exported = CsvFile::save(path, m_model.csv(), m_model.rowCount());
    say();
}

void CountsView::fitColumns()
{
    const auto fit = [this](CountsModel::Column column, const QString& sample) {
        m_table->fitColumn(
            static_cast<int>(column),
            {m_model.headerData(static_cast<int>(column), Qt::Horizontal, Qt::DisplayRole).toString(), sample});
    };
    fit(CountsModel::Column::Value, QStringLiteral("503 from upstream, no"));
    fit(CountsModel::Column::Lines, m_format.number(9'999'999));
    fit(CountsModel::Column::Share, QStringLiteral("100.0 %"));
}

void CountsView::retranslate()
{
    m_fieldLabel->setText(tr("Count &by"));
    m_field->setAccessibleName(tr("Count by"));
    for (int i = 0; i < m_field->count(); ++i)
        m_field->setItemText(i, CountsModel::fieldText(fields[static_cast<std::size_t>(i)]));
    m_export->setText(tr("Save as CS&V…"));
    m_table->setAccessibleName(tr("Values and how often they stand there"));
    m_empty->setText(tr("No line matches."));
    m_model.retranslate();
    fitColumns();
    say();
}

void CountsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CountsView::hideEvent(QHideEvent* event)
{
    if (m_desk)
        m_desk->setCountBy({});
    QWidget::hideEvent(event);
}

void CountsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

void CountsView::showEvent(QShowEvent* event)
{
    m_desk->setCountBy(field());
    QWidget::showEvent(event);
}

} // namespace ui
