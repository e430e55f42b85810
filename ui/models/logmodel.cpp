// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/logmodel.h"

#include "client/review/rowsets.h"
#include "ui/format.h"
#include "ui/models/tableroles.h"
#include "ui/reviewtexts.h"

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;
using client::review::Dictionary;
using client::review::Log;

namespace {

// As a damaged file has it, too.
std::optional<ShownStatus> statusOf(const Log& log, std::uint64_t row)
{
    const auto value = log.columns().value(client::review::Column::Status, row);
    return value >= 1 && value <= static_cast<int>(ShownStatus::Expired) + 1
               ? std::optional(static_cast<ShownStatus>(value - 1))
               : std::nullopt;
}

} // namespace

LogModel::LogModel(const Format& format, MarkAt markAt, NotesAt notesAt, QObject* parent)
    : QAbstractTableModel(parent), m_format(format), m_markAt(std::move(markAt)), m_notesAt(std::move(notesAt)),
      m_merged(std::make_shared<const client::review::Merged>())
{
}

void LogModel::setLines(std::shared_ptr<const client::review::Merged> merged,
                        std::shared_ptr<const client::review::Positions> positions,
                        std::shared_ptr<const client::review::SortedMatches> sorted)
{
    beginResetModel();
    m_merged = std::move(merged);
    m_positions = std::move(positions);
    m_sorted = std::move(sorted);
    constexpr std::int64_t dayMs = 86'400'000;
    std::optional<client::review::Span> whole;
    for (const auto& source : m_merged->sources()) {
        auto span = client::review::spanOf(*source.log);
        if (!span)
            continue;
        span->firstMs += source.shiftMs;
        span->lastMs += source.shiftMs;
        if (!whole)
            whole = span;
        whole->firstMs = std::min(whole->firstMs, span->firstMs);
        whole->lastMs = std::max(whole->lastMs, span->lastMs);
    }
    m_hasDays = whole && (whole->lastMs - whole->firstMs >= dayMs ||
                          m_format.dateTime(whole->firstMs).left(10) != m_format.dateTime(whole->lastMs).left(10));
    endResetModel();
}

void LogModel::refreshMarks()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::Mark)),
                           index(rowCount() - 1, static_cast<int>(Column::Mark)));
}

void LogModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

std::uint64_t LogModel::wanted() const
{
    return m_positions ? m_positions->size() : m_merged->rows();
}

std::uint64_t LogModel::rowsLeftOut() const
{
    return wanted() - std::min(wanted(), rowsShownMax);
}

std::uint64_t LogModel::position(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    if (m_sorted)
        return m_sorted->positions[at];
    return m_positions ? (*m_positions)[at] : at;
}

int LogModel::nearestRow(std::uint64_t position) const
{
    const std::uint64_t row =
        m_positions ? static_cast<std::uint64_t>(std::lower_bound(m_positions->begin(), m_positions->end(), position) -
                                                 m_positions->begin())
                    : position;
    return static_cast<int>(std::min<std::uint64_t>(row + 1, static_cast<std::uint64_t>(rowCount()))) - 1;
}

int LogModel::rowOf(std::uint64_t wantedPosition) const
{
    if (m_sorted) {
        const auto found = std::lower_bound(m_positions->begin(), m_positions->end(), wantedPosition);
        if (found == m_positions->end() || *found != wantedPosition)
            return -1;
        const auto row = m_sorted->places[static_cast<std::size_t>(found - m_positions->begin())];
        return row < static_cast<std::uint64_t>(rowCount()) ? static_cast<int>(row) : -1;
    }
    const int row = nearestRow(wantedPosition);
    return row >= 0 && position(row) == wantedPosition ? row : -1;
}

std::optional<client::review::SortField> LogModel::sortField(Column column)
{
    using client::review::SortField;
    switch (column) {
    case Column::Line:
        return SortField::Line;
    case Column::Time:
        return SortField::At;
    case Column::Event:
        return SortField::Type;
    case Column::Bet:
        return SortField::Bet;
    case Column::Partner:
        return SortField::Partner;
    case Column::Status:
        return SortField::Status;
    case Column::Http:
        return SortField::Http;
    case Column::Mark:
    case Column::File:
    case Column::Text:
        break;
    }
    return std::nullopt;
}

void LogModel::setSortable(bool sortable)
{
    m_sortable = sortable;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString LogModel::timeSample() const
{
    constexpr std::int64_t someMs = 1'790'000'000'000;
    return m_hasDays ? m_format.dateTime(someMs) : m_format.time(someMs);
}

QString LogModel::header(Column column)
{
    switch (column) {
    case Column::Line:
        return tr("Line");
    case Column::Mark:
        return tr("Mark");
    case Column::File:
        return tr("File");
    case Column::Time:
        return tr("Time");
    case Column::Event:
        return tr("Event");
    case Column::Bet:
        return tr("Bet");
    case Column::Partner:
        return tr("Partner");
    case Column::Status:
        return tr("Status");
    case Column::Http:
        return tr("HTTP");
    case Column::Text:
        return tr("Text");
    }
    return {};
}

QString LogModel::markText(std::uint64_t position) const
{
    QStringList parts;
    if (const auto* mark = m_markAt(position)) {
        parts << QStringLiteral("★");
        if (!mark->tags.isEmpty())
            parts << mark->tags.join(QStringLiteral(", "));
        if (!mark->note.isEmpty())
            parts << mark->note.simplified();
    }
    // Hollow: of the maker of a bundle, not one's own.
    for (const auto* note : m_notesAt(position))
        parts << QStringLiteral("☆") << ReviewTexts::bundleNote(*note);
    return Format::foreign(parts.join(u' ').toStdString(), ReviewTexts::cellCharsMax);
}

QString LogModel::text(std::uint64_t position, Column column) const
{
    const auto place = m_merged->place(position);
    const auto& log = *m_merged->sources()[place.source].log;
    const auto& values = log.columns();
    const auto coded = [&](Dictionary dictionary, int flag) {
        const auto flags = values.value(client::review::Column::Flags, place.row);
        const auto word = values.text(dictionary, place.row);
        return word.empty() || (flag != 0 && (flags & flag) == 0) ? dash() : Format::foreign(word, 128);
    };
    switch (column) {
    case Column::Line:
        return m_format.number(static_cast<std::int64_t>(place.row + 1));
    case Column::Mark:
        return markText(position);
    case Column::File:
        return Format::fileName(log.path());
    case Column::Time: {
        if (values.value(client::review::Column::At, place.row) == 0)
            return dash();
        const auto at = m_merged->at(position);
        return m_hasDays ? m_format.dateTime(at) : m_format.time(at);
    }
    case Column::Event:
        return ReviewTexts::what(log, place.row);
    case Column::Bet:
        return coded(Dictionary::Bet, client::review::HasBet);
    case Column::Partner:
        return coded(Dictionary::Partner, 0);
    case Column::Status: {
        const auto status = statusOf(log, place.row);
        return status ? m_format.status(*status) : dash();
    }
    case Column::Http: {
        const auto http = values.value(client::review::Column::Http, place.row);
        return http == 0 ? dash() : QString::number(http);
    }
    case Column::Text:
        return ReviewTexts::summary(log, place.row);
    }
    return {};
}

std::optional<ShownStatus> LogModel::statusAt(std::uint64_t position) const
{
    const auto place = m_merged->place(position);
    return statusOf(*m_merged->sources()[place.source].log, place.row);
}

QVariant LogModel::chip(std::uint64_t position) const
{
    const auto status = statusAt(position);
    return status ? QVariant::fromValue(Chip{glyph(*status), *status}) : QVariant();
}

QString LogModel::sentence(std::uint64_t position) const
{
    QStringList parts;
    for (const auto column : {Column::Event, Column::Status, Column::Bet, Column::Partner, Column::Time, Column::Text})
        parts << text(position, column);
    parts.removeAll(dash());
    //: Screen reader. %1 number of the line, %2 what it says
    return tr("Line %1. %2").arg(text(position, Column::Line), parts.join(QStringLiteral(", ")));
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min(wanted(), rowsShownMax));
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto at = position(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(at, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::Line || column == Column::Http ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return column == Column::Text || column == Column::Mark ? Format::tip(text(at, column)) : QVariant();
    case Qt::AccessibleTextRole:
        return column == Column::Line ? sentence(at) : tr("%1: %2").arg(header(column), text(at, column));
    case ChipRole:
        return column == Column::Status ? chip(at) : QVariant();
    case FaintRole: {
        const auto place = m_merged->place(at);
        const auto kind = m_merged->sources()[place.source].log->columns().kind(place.row);
        return kind != client::review::LineKind::Event && kind != client::review::LineKind::Log;
    }
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::ToolTipRole && !m_sortable)
        return sortRefusal();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Line || column == Column::Http ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    return {};
}

QString LogModel::sortRefusal()
{
    return tr("Lines of several files stand in order of time; SQL sorts them.");
}

} // namespace ui
