// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobitemsmodel.h"

#include "ui/format.h"
#include "ui/joblook.h"
#include "ui/models/tableroles.h"

#include <map>
#include <utility>

namespace ui {

using client::contract::JobId;
using client::contract::JobItem;
using client::contract::JobItemState;
using client::contract::JobKind;

namespace {

using Key = std::pair<std::string, std::string>;

Key keyOf(const JobItem& item)
{
    return {item.partner.text(), item.bet.text()};
}

bool isSame(const JobItem& a, const JobItem& b)
{
    return a.state == b.state && a.why == b.why && a.updatedAt == b.updatedAt && a.deltaMinor == b.deltaMinor &&
           a.target == b.target;
}

// Where each of `wanted` stands in `items`, if they stand there in the same order.
bool inSameOrder(const std::vector<JobItem>& wanted, const std::map<Key, std::size_t>& places)
{
    std::size_t next = 0;
    for (const auto& item : wanted) {
        const auto place = places.find(keyOf(item));
        if (place == places.end())
            continue;
        if (place->second < next)
            return false;
        next = place->second + 1;
    }
    return true;
}

std::map<Key, std::size_t> placesOf(const std::vector<JobItem>& items)
{
    std::map<Key, std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i)
        places[keyOf(items[i])] = i;
    return places;
}

// Without those of `more` that are there already: pages of a list that moves may overlap.
std::vector<JobItem> newOnes(const std::vector<JobItem>& items, const std::vector<JobItem>& more)
{
    auto places = placesOf(items);
    std::vector<JobItem> added;
    for (const auto& item : more)
        if (places.emplace(keyOf(item), 0).second)
            added.push_back(item);
    return added;
}

} // namespace

JobItemsModel::JobItemsModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                             QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format), m_texts(format)
{
}

JobItemsModel::~JobItemsModel()
{
    giveUpCall();
}

void JobItemsModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void JobItemsModel::show(const JobId& job, JobKind kind)
{
    if (job == m_job)
        return;
    m_job = job;
    m_kind = kind;
    startOver();
}

void JobItemsModel::setStateFilter(std::optional<JobItemState> state)
{
    if (state == m_filter)
        return;
    m_filter = state;
    startOver();
}

void JobItemsModel::startOver()
{
    giveUpCall();
    beginResetModel();
    m_items.clear();
    m_fresh.clear();
    m_nextCursor.clear();
    m_problem.clear();
    m_stale = false;
    endResetModel();
    if (!m_job.empty())
        ask({}, false);
    Q_EMIT loadingChanged();
}

void JobItemsModel::ask(const std::string& cursor, bool again)
{
    const std::string state = m_filter ? std::string(client::contract::word(*m_filter)) : std::string();
    auto* call = m_api.jobItems(m_job, state, cursor);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call, again] {
        m_call.clear();
        m_readAtMs = m_clock.steadyMs();
        if (const auto& page = call->result()) {
            m_problem.clear();
            if (again) {
                onPageAgain(*page);
            } else {
                m_nextCursor = page->nextCursor;
                append(page->rows);
            }
        } else {
            m_problem = JobTexts::refusal(call->answer());
            m_fresh.clear();
            // What is on the screen may be old now.
            m_stale = true;
        }
        Q_EMIT loadingChanged();
    });
}

void JobItemsModel::append(const Items& page)
{
    const Items items = newOnes(m_items, page);
    if (items.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
    m_items.insert(m_items.end(), items.begin(), items.end());
    endInsertRows();
}

bool JobItemsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_call && !m_nextCursor.empty();
}

void JobItemsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    ask(m_nextCursor, false);
    Q_EMIT loadingChanged();
}

void JobItemsModel::tick()
{
    if (m_stale && !m_call && !m_job.empty() && m_clock.steadyMs() - m_readAtMs >= againAfterMs)
        readAgain();
}

void JobItemsModel::readAgain()
{
    m_stale = false;
    m_fresh.clear();
    ask({}, true);
}

void JobItemsModel::onPageAgain(const client::contract::Page<JobItem>& page)
{
    const Items more = newOnes(m_fresh, page.rows);
    m_fresh.insert(m_fresh.end(), more.begin(), more.end());
    if (!page.nextCursor.empty() && !page.rows.empty() && m_fresh.size() < m_items.size())
        return ask(page.nextCursor, true);
    m_nextCursor = page.nextCursor;
    replaceBy(std::exchange(m_fresh, {}));
}

void JobItemsModel::replaceBy(Items fresh)
{
    const auto wanted = placesOf(fresh);
    if (!inSameOrder(m_items, wanted)) {
        beginResetModel();
        m_items = std::move(fresh);
        endResetModel();
        return;
    }
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted.count(keyOf(item(last))) > 0)
            continue;
        int first = last;
        while (first > 0 && wanted.count(keyOf(item(first - 1))) == 0)
            --first;
        beginRemoveRows({}, first, last);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    const auto held = placesOf(m_items);
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        const int row = static_cast<int>(at);
        if (held.count(keyOf(fresh[at])) > 0) {
            const bool changed = !isSame(m_items[at], fresh[at]);
            m_items[at] = fresh[at];
            if (changed)
                Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
            continue;
        }
        std::size_t end = at + 1;
        while (end < fresh.size() && held.count(keyOf(fresh[end])) == 0)
            ++end;
        const auto from = static_cast<std::ptrdiff_t>(at);
        beginInsertRows({}, row, static_cast<int>(end) - 1);
        m_items.insert(m_items.begin() + from, fresh.begin() + from, fresh.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        at = end - 1;
    }
}

void JobItemsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString JobItemsModel::header(Column column)
{
    switch (column) {
    case Column::Bet:
        return tr("Bet");
    case Column::Player:
        return tr("Player");
    case Column::Change:
        return tr("From → To");
    case Column::Delta:
        return tr("Delta");
    case Column::State:
        return tr("State");
    case Column::Cause:
        return tr("Cause");
    case Column::Time:
        return tr("Time");
    }
    return {};
}

QString JobItemsModel::text(const JobItem& item, Column column) const
{
    switch (column) {
    case Column::Bet:
        return Format::foreign(item.bet.text());
    case Column::Player:
        return Format::foreign(item.player.text());
    case Column::Change:
        return m_texts.change(item);
    case Column::Delta:
        return m_texts.delta(item);
    case Column::State:
        return JobTexts::itemState(item.state, m_kind);
    case Column::Cause:
        return item.why.empty() ? dash() : JobTexts::why(item.why);
    case Column::Time:
        return m_format.timeShort(item.updatedAt);
    }
    return {};
}

QString JobItemsModel::sentence(const JobItem& item) const
{
    //: Read by a screen reader: %1 a state, %2 a bet's id, %3 a partner, %4 "hold → refunded", %5 an amount
    const auto said = tr("%1. Bet %2, %3, %4, %5")
                          .arg(text(item, Column::State), text(item, Column::Bet), Format::foreign(item.partner.text()),
                               text(item, Column::Change), text(item, Column::Delta));
    return item.why.empty() ? said : said + QStringLiteral(", ") + JobTexts::why(item.why);
}

int JobItemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int JobItemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant JobItemsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, column);
    case Qt::AccessibleTextRole:
        return column == Column::Bet ? sentence(shown) : tr("%1: %2").arg(header(column), text(shown, column));
    case Qt::ToolTipRole:
        if (column == Column::Time)
            return m_format.timeDetails(shown.updatedAt, m_clock.utcMs());
        if (column == Column::Bet)
            return tr("Bet %1 at %2").arg(text(shown, column), Format::foreign(shown.partner.text()));
        return text(shown, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::Delta ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        return column == Column::State ? QVariant::fromValue(lookOf(shown.state, m_kind)) : QVariant();
    default:
        return {};
    }
}

QVariant JobItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Delta ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
