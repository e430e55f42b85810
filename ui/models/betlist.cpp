// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betlist.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>

namespace ui {

using client::contract::BetRow;
using client::contract::Query;

BetList::BetList(BetListWatcher& watcher, std::size_t capacity)
    : m_watcher(watcher), m_capacity(std::min(capacity, BetRows::rowsMax)), m_rows(m_capacity), m_filter(m_rows)
{
}

std::size_t BetList::place(int slot, std::size_t end) const
{
    const auto last = m_shown.begin() + static_cast<std::ptrdiff_t>(end);
    const auto found =
        std::lower_bound(m_shown.begin(), last, slot, [this](int a, int b) { return isBefore(m_order, a, b); });
    return static_cast<std::size_t>(found - m_shown.begin());
}

int BetList::positionOf(int slot) const
{
    if (!m_rows[slot].has(BetRows::IsShown))
        return -1;
    const std::size_t end = m_isSettled ? m_shown.size() : m_orderedCount;
    if (const auto at = place(slot, end); at < end && m_shown[at] == slot)
        return static_cast<int>(at);
    const auto found = std::find(m_shown.begin(), m_shown.end(), slot);
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

std::vector<BetList::Known> BetList::take(std::span<const BetRow> rows, std::size_t newMax, std::vector<int>& fresh,
                                          std::int64_t& skipped)
{
    constexpr std::size_t isFresh = static_cast<std::size_t>(-1);
    newMax = std::min(newMax, BetRows::rowsMax - m_all.size());
    std::vector<Known> taken;
    boost::unordered_flat_map<int, std::size_t> seen; // slot → index in `taken`
    for (const BetRow& row : rows) {
        const int slot = m_rows.find(row.partner.text(), row.bet.text());
        if (slot < 0) {
            if (fresh.size() >= newMax) {
                ++skipped;
                continue;
            }
            fresh.push_back(m_rows.add(row));
            seen.emplace(fresh.back(), isFresh);
            continue;
        }
        const auto [at, isFirst] = seen.try_emplace(slot, taken.size());
        if (isFirst) {
            if (row.version > m_rows.version(slot))
                taken.push_back({slot, &row, -1, 0});
            else
                seen.erase(at);
        } else if (at->second == isFresh) {
            if (row.version > m_rows.version(slot))
                m_rows.update(slot, row);
        } else if (row.version > taken[at->second].row->version) {
            taken[at->second].row = &row;
        }
    }
    return taken;
}

std::vector<int> BetList::makeRoom(std::vector<int>& fresh)
{
    std::sort(fresh.begin(), fresh.end(), [this](int a, int b) { return isNewer(a, b); });
    std::vector<int> victims;
    if (m_all.size() + fresh.size() <= m_capacity)
        return victims;
    // Some more than has to be: a table's header looks at every row when some are removed at the end, which each batch
    // would cost.
    while (m_all.size() + fresh.size() > m_capacity - m_capacity / roomShare) {
        if (!fresh.empty() && (m_all.empty() || isNewer(m_all.back(), fresh.back()))) {
            m_rows.remove(fresh.back());
            fresh.pop_back();
        } else {
            victims.push_back(m_all.back());
            m_all.pop_back();
        }
    }
    return victims;
}

// In a list of everything, newest first, a change moves nothing, and its place need not be looked for.
bool BetList::changesMayMove() const
{
    return m_order.column != BetColumn::Time || !m_filter.query().isEmpty();
}

void BetList::insertIntoAll(const std::vector<int>& fresh)
{
    for (std::size_t i = 0; i < fresh.size();) {
        const auto at =
            std::lower_bound(m_all.begin(), m_all.end(), fresh[i], [this](int a, int b) { return isNewer(a, b); });
        std::size_t end = i + 1;
        while (end < fresh.size() && (at == m_all.end() || isNewer(fresh[end], *at)))
            ++end;
        m_all.insert(at, fresh.begin() + static_cast<std::ptrdiff_t>(i),
                     fresh.begin() + static_cast<std::ptrdiff_t>(end));
        i = end;
    }
}

BetList::Changes BetList::apply(std::span<const BetRow> rows, std::int64_t nowMs, std::size_t newMax)
{
    Changes changes;
    std::vector<int> fresh;
    auto taken = take(rows, newMax, fresh, changes.skipped);
    const auto victims = makeRoom(fresh);
    std::vector<Left> left;
    const boost::unordered_flat_set<int> gone(victims.begin(), victims.end());
    std::erase_if(taken, [&gone](const Known& known) { return gone.contains(known.slot); });
    for (const int slot : victims) {
        if (const int position = positionOf(slot); position >= 0)
            left.push_back({position, slot, false});
    }
    // Places are looked up before the first row changes: afterwards the list is not in order.
    const bool moving = changesMayMove();
    for (auto& known : taken) {
        known.position = moving ? positionOf(known.slot) : m_rows[known.slot].has(BetRows::IsShown) ? 0 : -1;
        known.mark = mark(known.slot);
    }
    std::vector<int> came;
    for (const auto& known : taken) {
        const BetRow before = m_rows.row(known.slot);
        m_rows.update(known.slot, *known.row);
        m_watcher.changed(known.slot, before, *known.row);
        const bool matches = m_filter.matches(known.slot, nowMs);
        if (known.position < 0) {
            if (matches)
                came.push_back(known.slot);
        } else if (!matches || mark(known.slot) != known.mark) {
            left.push_back({known.position, known.slot, matches});
        } else {
            changes.touched.push_back(known.slot);
        }
    }
    insertIntoAll(fresh);
    for (const int slot : fresh) {
        m_watcher.came(slot);
        if (m_filter.matches(slot, nowMs))
            came.push_back(slot);
    }
    commit(std::move(left), std::move(came));
    for (const int slot : victims) {
        m_watcher.aboutToForget(slot);
        m_rows.remove(slot);
    }
    return changes;
}

void BetList::commit(std::vector<Left> left, std::vector<int> came)
{
    if (left.empty() && came.empty())
        return;
    std::sort(left.begin(), left.end(), [](const Left& a, const Left& b) { return a.position < b.position; });
    std::sort(came.begin(), came.end(), [this](int a, int b) { return isBefore(m_order, a, b); });
    int spans = 0;
    bool moves = false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        spans += i == 0 || left[i].position != left[i - 1].position + 1 ? 1 : 0;
        moves = moves || left[i].stays;
    }
    for (std::size_t i = 0, before = 0; !moves && spans <= spansMax && i < came.size(); ++i) {
        const auto at = place(came[i], m_shown.size());
        spans += i == 0 || at != before ? 1 : 0;
        before = at;
    }
    // A row that moves is not taken away and brought again: it would lose its selection.
    if (moves || spans > spansMax) {
        arrange(left, came);
        return;
    }
    removeSpans(left);
    insertSpans(came);
}

void BetList::removeSpans(const std::vector<Left>& left)
{
    for (std::size_t end = left.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && left[begin - 1].position + 1 == left[begin].position)
            --begin;
        const int first = left[begin].position;
        const int last = left[end - 1].position;
        m_watcher.aboutToRemove(first, last);
        for (std::size_t i = begin; i < end; ++i)
            m_rows[left[i].slot].set(BetRows::IsShown, false);
        m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
        m_watcher.removed();
        end = begin;
    }
}

void BetList::insertSpans(const std::vector<int>& came)
{
    for (std::size_t i = 0; i < came.size();) {
        const auto at = place(came[i], m_shown.size());
        std::size_t end = i + 1;
        while (end < came.size() && (at == m_shown.size() || isBefore(m_order, came[end], m_shown[at])))
            ++end;
        m_watcher.aboutToInsert(static_cast<int>(at), static_cast<int>(at + end - i) - 1);
        m_shown.insert(m_shown.begin() + static_cast<std::ptrdiff_t>(at), came.begin() + static_cast<std::ptrdiff_t>(i),
                       came.begin() + static_cast<std::ptrdiff_t>(end));
        for (; i < end; ++i)
            m_rows[came[i]].set(BetRows::IsShown, true);
        m_watcher.inserted();
    }
}

// Rows that come are appended, then all move to their places at once, with those that go at the end, and these are cut
// off: three steps for a view, however many places there are.
void BetList::arrange(const std::vector<Left>& left, const std::vector<int>& came)
{
    const std::size_t before = m_shown.size();
    m_isSettled = false;
    m_orderedCount = 0;
    if (!came.empty()) {
        m_watcher.aboutToInsert(static_cast<int>(before), static_cast<int>(before + came.size()) - 1);
        m_shown.insert(m_shown.end(), came.begin(), came.end());
        for (const int slot : came)
            m_rows[slot].set(BetRows::IsShown, true);
        m_watcher.inserted();
    }
    m_watcher.aboutToArrange();
    std::vector<int> placed = came;
    std::vector<int> gone;
    for (const auto& item : left)
        (item.stays ? placed : gone).push_back(item.slot);
    std::sort(placed.begin(), placed.end(), [this](int a, int b) { return isBefore(m_order, a, b); });
    compact(left, before);
    merge(placed, before - left.size());
    std::copy(gone.begin(), gone.end(), m_shown.end() - static_cast<std::ptrdiff_t>(gone.size()));
    m_orderedCount = m_shown.size() - gone.size();
    m_watcher.arranged();
    if (!gone.empty()) {
        m_watcher.aboutToRemove(static_cast<int>(m_orderedCount), shownCount() - 1);
        for (const int slot : gone)
            m_rows[slot].set(BetRows::IsShown, false);
        m_shown.resize(m_orderedCount);
        m_isSettled = true;
        m_watcher.removed();
    }
    m_isSettled = true;
}

// Closes the gaps among the first `count`.
void BetList::compact(const std::vector<Left>& left, std::size_t count)
{
    if (left.empty())
        return;
    const auto at = [this](std::size_t position) { return m_shown.begin() + static_cast<std::ptrdiff_t>(position); };
    auto to = at(static_cast<std::size_t>(left.front().position));
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto from = static_cast<std::size_t>(left[i].position) + 1;
        const auto end = i + 1 < left.size() ? static_cast<std::size_t>(left[i + 1].position) : count;
        to = std::move(at(from), at(end), to);
    }
}

// Puts `sorted` among the first `count`, from the back.
void BetList::merge(const std::vector<int>& sorted, std::size_t count)
{
    const auto at = [this](std::size_t position) { return m_shown.begin() + static_cast<std::ptrdiff_t>(position); };
    std::size_t readEnd = count;
    std::size_t writeEnd = count + sorted.size();
    std::vector<std::size_t> places;
    places.reserve(sorted.size());
    for (const int slot : sorted)
        places.push_back(place(slot, count));
    for (std::size_t i = sorted.size(); i > 0; --i) {
        const auto from = places[i - 1];
        std::move_backward(at(from), at(readEnd), at(writeEnd));
        writeEnd -= readEnd - from + 1;
        readEnd = from;
        m_shown[writeEnd] = sorted[i - 1];
    }
}

void BetList::clear()
{
    m_watcher.aboutToReset();
    m_shown.clear();
    m_all.clear();
    m_rows.clear();
    m_ageCursor = 0;
    m_watcher.wasReset();
}

void BetList::setQuery(const Query& query, std::int64_t nowMs)
{
    m_watcher.aboutToReset();
    m_filter.setQuery(query);
    // By slot, as they lie in memory.
    for (int slot = 0; slot < m_rows.end(); ++slot) {
        if (auto& packed = m_rows[slot]; !packed.has(BetRows::IsFree))
            packed.set(BetRows::IsShown, m_filter.matches(slot, nowMs));
    }
    m_shown = shownInOrder();
    m_watcher.wasReset();
}

void BetList::setOrder(const Order& order)
{
    if (order == m_order)
        return;
    m_watcher.aboutToArrange();
    m_order = order;
    m_shown = shownInOrder();
    m_watcher.arranged();
}

void BetList::age(std::int64_t nowMs, std::size_t count)
{
    if (!m_filter.ages() || m_all.empty())
        return;
    if (m_ageCursor >= m_all.size())
        m_ageCursor = 0;
    std::vector<Left> left;
    std::vector<int> came;
    for (const auto end = std::min(m_all.size(), m_ageCursor + count); m_ageCursor < end; ++m_ageCursor) {
        const int slot = m_all[m_ageCursor];
        const int position = positionOf(slot);
        if (const bool matches = m_filter.matches(slot, nowMs); matches && position < 0)
            came.push_back(slot);
        else if (!matches && position >= 0)
            left.push_back({position, slot, false});
    }
    commit(std::move(left), std::move(came));
}

} // namespace ui
