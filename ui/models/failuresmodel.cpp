// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/failuresmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>
#include <charconv>

namespace ui {

using client::contract::FailureId;
using client::contract::FailureRow;

namespace {

// "f-17" → 17: groups are numbered as they come.
std::int64_t numberOf(const FailureId& failure)
{
    const std::string& text = failure.text();
    const auto dashAt = text.rfind('-');
    const char* const from = text.data() + (dashAt == std::string::npos ? 0 : dashAt + 1);
    std::int64_t number = 0;
    std::from_chars(from, text.data() + text.size(), number);
    return number;
}

bool isNewer(const FailureRow& a, const FailureRow& b)
{
    return numberOf(a.id) > numberOf(b.id);
}

bool isNumeric(FailuresModel::Column column)
{
    return column == FailuresModel::Column::Bets || column == FailuresModel::Column::Amount;
}

} // namespace

FailuresModel::FailuresModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                             QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format), m_texts(format)
{
}

FailuresModel::~FailuresModel()
{
    giveUpCall();
}

void FailuresModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void FailuresModel::reload()
{
    giveUpCall();
    m_unseen.clear();
    for (const auto& row : m_rows)
        m_unseen[row.id.text()] = row.version;
    ask({}, pagesMax);
}

void FailuresModel::ask(const std::string& cursor, int pagesLeft)
{
    client::api::FailureFilter filter;
    filter.cursor = cursor;
    auto* call = m_api.failures(filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call, pagesLeft] {
        m_call.clear();
        if (const auto& page = call->result()) {
            m_problem.clear();
            for (const auto& row : page->rows)
                m_unseen.erase(row.id.text());
            apply(page->rows);
            if (!page->nextCursor.empty() && pagesLeft > 1)
                return ask(page->nextCursor, pagesLeft - 1);
            m_loaded = true;
            if (page->nextCursor.empty())
                dropUnseen();
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

// Rows that moved on meanwhile came from the feed, after the page that would have had them.
void FailuresModel::dropUnseen()
{
    for (const auto& [id, version] : m_unseen) {
        const int at = rowOf(FailureId(id));
        if (at < 0 || row(at).version != version)
            continue;
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
    m_unseen.clear();
    Q_EMIT rowsChanged();
}

void FailuresModel::clear()
{
    giveUpCall();
    beginResetModel();
    m_rows.clear();
    m_unseen.clear();
    m_loaded = false;
    m_problem.clear();
    endResetModel();
    Q_EMIT rowsChanged();
}

int FailuresModel::rowOf(const FailureId& failure) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const FailureRow& row) { return row.id == failure; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const FailureRow* FailuresModel::find(const FailureId& failure) const
{
    const int at = rowOf(failure);
    return at < 0 ? nullptr : &row(at);
}

void FailuresModel::put(const FailureRow& row)
{
    if (const int at = rowOf(row.id); at >= 0) {
        auto& held = m_rows[static_cast<std::size_t>(at)];
        // Of the same version a later reading knows better: hours pass without anything being written.
        if (row.version < held.version || row == held)
            return;
        held = row;
        Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
        return;
    }
    const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), row, isNewer);
    const int to = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, to, to);
    m_rows.insert(place, row);
    endInsertRows();
}

void FailuresModel::apply(const std::vector<FailureRow>& rows)
{
    for (const auto& row : rows)
        put(row);
    if (!rows.empty())
        Q_EMIT rowsChanged();
}

void FailuresModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

int FailuresModel::needingAttention() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const FailureRow& row) {
        return client::contract::needsAttention(row.state);
    }));
}

QString FailuresModel::header(Column column)
{
    switch (column) {
    case Column::Cause:
        return tr("Cause");
    case Column::Partner:
        return tr("Partner");
    case Column::Bets:
        return tr("Bets");
    case Column::Amount:
        return tr("Amount");
    case Column::First:
        return tr("First");
    case Column::Last:
        return tr("Last");
    case Column::Hours:
        return tr("24 hours");
    case Column::State:
        return tr("State");
    case Column::Owner:
        return tr("Owner");
    case Column::Note:
        return tr("Note");
    }
    return {};
}

QString FailuresModel::text(const FailureRow& row, Column column) const
{
    switch (column) {
    case Column::Cause:
        return FailureTexts::cause(row);
    case Column::Partner:
        return Format::foreign(row.partner.text(), 64);
    case Column::Bets:
        return m_format.number(row.bets);
    case Column::Amount:
        return m_texts.amounts(row);
    case Column::First:
        return m_format.moment(row.firstAt, m_clock.utcMs());
    case Column::Last:
        return m_format.moment(row.lastAt, m_clock.utcMs());
    case Column::Hours:
        return m_texts.hours(row);
    case Column::State:
        return FailureTexts::state(row.state);
    case Column::Owner:
        return row.owner.empty() ? dash() : Format::foreign(row.owner, 64);
    case Column::Note:
        return row.note.empty() ? dash() : Format::foreign(row.note, 200);
    }
    return {};
}

QString FailuresModel::sentence(const FailureRow& row) const
{
    //: Read by a screen reader: %1 a state, %2 a cause, %3 a partner, %4 amounts, %5 "44 failures in 24 h, …"
    return tr("%1. %2, %3, %n bets, %4, %5", nullptr, static_cast<int>(std::min<std::int64_t>(row.bets, 2'000'000'000)))
        .arg(text(row, Column::State), text(row, Column::Cause), text(row, Column::Partner), text(row, Column::Amount),
             text(row, Column::Hours));
}

QVariant FailuresModel::sortKey(const FailureRow& row, Column column) const
{
    const auto number = [](std::int64_t value) { return QVariant::fromValue<qlonglong>(value); };
    switch (column) {
    case Column::Bets:
        return number(row.bets);
    case Column::Amount:
        return number(row.amounts.empty() ? 0 : row.amounts.front().minor);
    case Column::First:
        return number(row.firstAt);
    case Column::Last:
        return number(row.lastAt);
    case Column::Hours:
        return number(row.blocks.back());
    case Column::State:
        return number(static_cast<int>(row.state));
    case Column::Cause:
    case Column::Partner:
    case Column::Owner:
    case Column::Note:
        break;
    }
    return text(row, column);
}

int FailuresModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FailuresModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant FailuresModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& failure = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return column == Column::Hours ? QVariant() : text(failure, column);
    case Qt::AccessibleTextRole:
        return column == Column::Cause ? sentence(failure) : tr("%1: %2").arg(header(column), text(failure, column));
    case Qt::ToolTipRole:
        if (column == Column::First || column == Column::Last)
            return m_format.timeDetails(column == Column::First ? failure.firstAt : failure.lastAt, m_clock.utcMs());
        return column == Column::State ? FailureTexts::meaning(failure.state) : text(failure, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        return column == Column::State ? QVariant::fromValue(FailureTexts::look(failure.state)) : QVariant();
    case SortRole:
        return sortKey(failure, column);
    case HoursRole: {
        if (column != Column::Hours)
            return {};
        QVariantList counts;
        for (const auto count : failure.blocks)
            counts << QVariant::fromValue<qlonglong>(count);
        return counts;
    }
    default:
        return {};
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::ToolTipRole)
        return column == Column::Hours ? tr("Failures per hour of the last 24, the present hour at the right")
                                       : header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
