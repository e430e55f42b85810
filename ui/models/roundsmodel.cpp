// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/roundsmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"
#include "ui/roundtexts.h"

#include <algorithm>
#include <array>
#include <set>

namespace ui {

using client::contract::RoundRow;
using client::contract::RoundState;
using client::contract::ShownStatus;

namespace {

constexpr std::array<const char*, RoundsModel::columns> headers{
    QT_TRANSLATE_NOOP("ui::RoundsModel", "Round"),   QT_TRANSLATE_NOOP("ui::RoundsModel", "Game"),
    QT_TRANSLATE_NOOP("ui::RoundsModel", "Result"),  QT_TRANSLATE_NOOP("ui::RoundsModel", "Version"),
    QT_TRANSLATE_NOOP("ui::RoundsModel", "State"),   QT_TRANSLATE_NOOP("ui::RoundsModel", "Needs recalculation"),
    QT_TRANSLATE_NOOP("ui::RoundsModel", "Bets"),    QT_TRANSLATE_NOOP("ui::RoundsModel", "Open"),
    QT_TRANSLATE_NOOP("ui::RoundsModel", "Started"), QT_TRANSLATE_NOOP("ui::RoundsModel", "Changed")};

QString headingOf(const char* source)
{
    return RoundsModel::tr(source);
}

} // namespace

RoundsModel::RoundsModel(const client::ports::Clock& clock, const Format& format, int capacity, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format), m_capacity(static_cast<std::size_t>(capacity))
{
}

void RoundsModel::apply(const std::vector<RoundRow>& rows)
{
    std::vector<RoundRow> added;
    std::unordered_map<std::string, std::size_t> addedAt;
    for (const auto& row : rows) {
        if (const int at = rowOf(row.round.text()); at >= 0) {
            auto& held = m_rows[static_cast<std::size_t>(at)];
            // Bets join and leave a round without a new version of it.
            if (row.version < held.version || row == held)
                continue;
            m_needing += static_cast<int>(row.needsRecalculation) - static_cast<int>(held.needsRecalculation);
            held = row;
            Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
            continue;
        }
        const auto [found, isFirst] = addedAt.try_emplace(row.round.text(), added.size());
        if (isFirst)
            added.push_back(row);
        else if (row.version > added[found->second].version)
            added[found->second] = row;
    }
    if (!added.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
        for (auto& row : added) {
            m_serials[row.round.text()] = m_firstSerial + static_cast<std::int64_t>(m_rows.size());
            m_needing += static_cast<int>(row.needsRecalculation);
            m_rows.push_back(std::move(row));
        }
        endInsertRows();
    }
    if (m_rows.size() > m_capacity) {
        const auto surplus = static_cast<std::ptrdiff_t>(m_rows.size() - m_capacity);
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        for (auto row = m_rows.begin(); row != m_rows.begin() + surplus; ++row) {
            m_serials.erase(row->round.text());
            m_needing -= static_cast<int>(row->needsRecalculation);
        }
        m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
        m_firstSerial += surplus;
        endRemoveRows();
    }
    if (!rows.empty())
        Q_EMIT countsChanged();
}

void RoundsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_serials.clear();
    m_firstSerial = 0;
    m_needing = 0;
    endResetModel();
    Q_EMIT countsChanged();
}

void RoundsModel::setCounted(bool counted)
{
    if (m_isCounted == counted)
        return;
    m_isCounted = counted;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int RoundsModel::rowOf(const std::string& round) const
{
    const auto found = m_serials.find(round);
    return found == m_serials.end() ? -1 : static_cast<int>(found->second - m_firstSerial);
}

const RoundRow* RoundsModel::find(const std::string& round) const
{
    const int at = rowOf(round);
    return at < 0 ? nullptr : &m_rows[static_cast<std::size_t>(at)];
}

QStringList RoundsModel::resultsOf(const client::contract::GameId& game) const
{
    std::set<std::string> found;
    for (const auto& row : m_rows) {
        if (row.game == game && !row.result.empty())
            found.insert(row.result);
    }
    QStringList results;
    for (const auto& result : found)
        results << Format::foreign(result, 64);
    return results;
}

void RoundsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

const char* RoundsModel::headerSource(Column column)
{
    return headers[static_cast<std::size_t>(column)];
}

bool RoundsModel::isNumeric(Column column)
{
    return column == Column::Version || column == Column::Bets || column == Column::Open;
}

QString RoundsModel::text(const RoundRow& row, Column column) const
{
    switch (column) {
    case Column::Round:
        return Format::foreign(row.round.text(), 64);
    case Column::Game:
        return row.game.empty() ? dash() : Format::foreign(row.game.text(), 64);
    case Column::Started:
        return m_format.moment(row.createdAt, m_clock.utcMs());
    case Column::State:
        return RoundTexts::state(row.state);
    case Column::Result:
        return row.result.empty() ? dash() : Format::foreign(row.result, 64);
    case Column::Version:
        return row.resultVersion == 0 ? dash() : m_format.number(row.resultVersion);
    case Column::Bets:
        return RoundTexts::isCounted(row, m_isCounted) ? m_format.number(row.bets) : dash();
    case Column::Open:
        return RoundTexts::isCounted(row, m_isCounted) ? m_format.number(row.openBets) : dash();
    case Column::Attention:
        return row.needsRecalculation ? RoundTexts::cause(row.cause) : QString();
    case Column::Updated:
        return m_format.moment(row.updatedAt, m_clock.utcMs());
    }
    return {};
}

QString RoundsModel::sentence(const RoundRow& row) const
{
    QStringList parts;
    //: Screen reader. %1 a round's id, %2 its state
    parts << tr("Round %1, %2").arg(text(row, Column::Round), text(row, Column::State));
    if (!row.result.empty())
        //: Screen reader. %1 a result, %2 its version
        parts << tr("result %1, version %2").arg(text(row, Column::Result), text(row, Column::Version));
    if (RoundTexts::isCounted(row, m_isCounted))
        parts << tr("%n bets", nullptr, static_cast<int>(row.bets));
    else
        parts << RoundTexts::notCounted();
    if (row.openBets > 0)
        parts << tr("%n open", nullptr, static_cast<int>(row.openBets));
    const auto said = parts.join(QStringLiteral(", "));
    return row.needsRecalculation
               //: Screen reader. %1 why a round needs a recalculation, %2 the rest of the sentence
               ? tr("Needs recalculation, %1. %2").arg(RoundTexts::cause(row.cause), said)
               : said;
}

QVariant RoundsModel::toolTip(const RoundRow& row, Column column) const
{
    QString tip;
    if (column == Column::Started)
        tip = m_format.timeDetails(row.createdAt, m_clock.utcMs());
    else if (column == Column::Updated)
        tip = m_format.timeDetails(row.updatedAt, m_clock.utcMs());
    else if (column == Column::Attention || column == Column::Result)
        tip = text(row, column);
    else if ((column == Column::Bets || column == Column::Open) && !RoundTexts::isCounted(row, m_isCounted))
        tip = RoundTexts::whyNotCounted();
    return tip.isEmpty()
               ? QVariant()
               : QVariant(QStringLiteral("<p style='white-space:pre'>") + tip.toHtmlEscaped() + QStringLiteral("</p>"));
}

int RoundsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RoundsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant RoundsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& held = row(index.row());
    const auto at = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(held, at);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(at) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(held, at);
    case Qt::AccessibleTextRole: {
        const auto shown = text(held, at);
        return at == Column::Round ? sentence(held)
                                   : tr("%1: %2").arg(headingOf(headerSource(at)), shown.isEmpty() ? dash() : shown);
    }
    case ChipRole:
        if (at == Column::Attention && held.needsRecalculation)
            return QVariant::fromValue(Chip{Glyph::DiamondOutline, ShownStatus::Retrying});
        if (at == Column::State && held.state == RoundState::Recalculating)
            return QVariant::fromValue(Chip{Glyph::Diamond, ShownStatus::Recalculated});
        return {};
    default:
        return {};
    }
}

QVariant RoundsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto at = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return headingOf(headerSource(at));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(at) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && (at == Column::Started || at == Column::Updated))
        return m_format.zoneName(m_clock.utcMs());
    return {};
}

} // namespace ui
