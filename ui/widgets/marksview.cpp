// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/marksview.h"

#include "ui/reviewtexts.h"
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
    std::vector<Row> rows;
    for (const auto position : m_desk.marked())
        rows.push_back({position});
    for (const auto& each : m_desk.bundleNotes())
        rows.push_back(
            {each.position, Format::fileName(m_desk.merged().sources()[each.source].log->path()), *each.note});
    // One's own before those of a bundle.
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.position < b.position; });
    if (m_rows == rows) {
        retranslate(); // a note may be another
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

bool MarksModel::hasBundleNotes() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.note.has_value(); });
}

void MarksModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int MarksModel::rowOf(std::uint64_t position) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), position,
                                        [](const Row& row, std::uint64_t than) { return row.position < than; });
    return found == m_rows.end() || found->position != position ? -1 : static_cast<int>(found - m_rows.begin());
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
    case Column::From:
        return tr("Whose");
    }
    return {};
}

// Where the line stands, as far as it is known.
QString MarksModel::placeText(const Row& row, Column column) const
{
    if (row.position == Desk::none)
        return column == Column::File ? row.file : dash();
    const auto place = m_desk.merged().place(row.position);
    const auto& log = *m_desk.merged().sources()[place.source].log;
    if (column == Column::Line)
        return m_format.number(static_cast<std::int64_t>(place.row + 1));
    if (column == Column::File)
        return Format::fileName(log.path());
    return log.columns().value(client::review::Column::At, place.row) == 0
               ? dash()
               : m_format.time(m_desk.merged().at(row.position));
}

QString MarksModel::text(const Row& row, Column column) const
{
    const auto* mark = row.note ? nullptr : m_desk.mark(row.position);
    switch (column) {
    case Column::Line:
    case Column::File:
    case Column::Time:
        return placeText(row, column);
    case Column::Tags:
        return row.note ? ReviewTexts::bundleTags(*row.note) : mark ? mark->tags.join(QStringLiteral(", ")) : QString();
    case Column::Note:
        return row.note ? ReviewTexts::bundleNote({{}, {}, row.note->note}, client::review::BundleNotes::noteCharsMax)
               : mark   ? mark->note
                        : QString();
    case Column::From:
        return row.note ? tr("from the bundle") : tr("yours");
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
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& at = m_rows[static_cast<std::size_t>(index.row())];
    // The list may be older than the lines, until refresh().
    if (at.position != Desk::none && at.position >= m_desk.merged().rows())
        return {};
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
    m_table->horizontalHeader()->moveSection(static_cast<int>(MarksModel::Column::From),
                                             static_cast<int>(MarksModel::Column::Tags));
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
        const int row = m_table->currentRow();
        if (row >= 0 && m_model.position(row) != Desk::none)
            Q_EMIT positionRequested(m_model.position(row));
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
    m_table->setColumnHidden(static_cast<int>(MarksModel::Column::From), !m_model.hasBundleNotes());
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
    const int chosen = m_table->currentRow();
    // Of several on one line the one that was chosen stays so.
    if (row >= 0 && (chosen < 0 || m_model.position(chosen) != m_position))
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
