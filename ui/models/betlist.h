// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/betcolumn.h"
#include "ui/models/betfilter.h"
#include "ui/models/betrows.h"

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace ui {

// Told of every step while a list changes, so that views move with it. Between "about to" and "done" nothing is to be
// asked of the list.
class BetListWatcher
{
public:
    virtual void aboutToInsert(int first, int last) = 0;
    virtual void inserted() = 0;
    virtual void aboutToRemove(int first, int last) = 0;
    virtual void removed() = 0;
    // The same rows in another order.
    virtual void aboutToArrange() = 0;
    virtual void arranged() = 0;
    virtual void aboutToReset() = 0;
    virtual void wasReset() = 0;
    // A bet that was known has changed, shown or not.
    virtual void changed(int slot, const client::contract::BetRow& before, const client::contract::BetRow& after) = 0;
    // Its slot may now be used by another bet; also told of a bet that came just now.
    virtual void came(int slot) = 0;
    virtual void aboutToForget(int slot) = 0;

protected:
    BetListWatcher() = default;
    BetListWatcher(const BetListWatcher&) = default;
    BetListWatcher& operator=(const BetListWatcher&) = default;
    ~BetListWatcher() = default;
};

// The newest bets, at most `capacity`, of which those that match a query are shown, in the order of a column. A batch
// costs what it changes, not what the list holds: only its rows are filtered and find their places, in one merge.
// Bets that are equal in the column stand newest first, and those of one moment by their ids.
class BetList
{
public:
    struct Order
    {
        BetColumn column = BetColumn::Time;
        bool descending = true;
        bool operator==(const Order&) const = default;
    };

    // What a batch did beside what the watcher was told.
    struct Changes
    {
        std::vector<int> touched; // slots that are shown where they were
        std::int64_t skipped = 0; // new bets that were too many
    };

    // More separate spans than this cost a view more than one new arrangement.
    static constexpr int spansMax = 8;
    // A full list makes room for this share of its capacity at once.
    static constexpr std::size_t roomShare = 256;

    BetList(BetListWatcher& watcher, std::size_t capacity);

    // Of several rows of a bet the greatest version counts, and only if it is greater than the one held. Of new bets
    // only the first `newMax` are taken.
    Changes apply(std::span<const client::contract::BetRow> rows, std::int64_t nowMs, std::size_t newMax);
    void clear();
    void setQuery(const client::contract::Query& query, std::int64_t nowMs);
    void setOrder(const Order& order);
    // Looks again at `count` bets, newest first and round and round, whose age may decide; nothing if none does.
    void age(std::int64_t nowMs, std::size_t count);

    const client::contract::Query& query() const { return m_filter.query(); }
    const Order& order() const { return m_order; }
    int shownCount() const { return static_cast<int>(m_shown.size()); }
    int totalCount() const { return static_cast<int>(m_all.size()); }
    int slotAt(int position) const { return m_shown[static_cast<std::size_t>(position)]; }
    int positionOf(int slot) const; // -1: not shown
    // In the order of the list?
    bool isBefore(int slot, int other) const { return isBefore(m_order, slot, other); }
    const std::deque<int>& all() const { return m_all; } // newest first
    BetRows& rows() { return m_rows; }
    const BetRows& rows() const { return m_rows; }

private:
    using Slots = std::deque<int>;
    // Where a bet that leaves its place stood before the batch.
    struct Left
    {
        int position;
        int slot;
        bool stays; // at another place
    };
    struct Known
    {
        int slot;
        const client::contract::BetRow* row;
        int position; // -1: was not shown
        std::uint64_t mark;
    };

    bool isNewer(int a, int b) const;
    bool isBefore(const Order& order, int a, int b) const;
    // What a column of numbers is ordered by; 0 of texts.
    std::uint64_t number(BetColumn column, int slot) const;
    std::uint64_t mark(int slot) const; // changes when the bet's place may
    std::string_view text(BetColumn column, int slot) const;
    std::vector<std::uint32_t> ranks(BetColumn column) const;
    Slots shownInOrder() const; // by the flags of the rows
    std::vector<int> byBet(std::vector<int> slots) const;
    // The newest rows of bets that are known; new bets go into `fresh`.
    std::vector<Known> take(std::span<const client::contract::BetRow> rows, std::size_t newMax, std::vector<int>& fresh,
                            std::int64_t& skipped);
    // The oldest beyond the capacity, already out of m_all or of `fresh`.
    std::vector<int> makeRoom(std::vector<int>& fresh);
    bool changesMayMove() const;
    void insertIntoAll(const std::vector<int>& fresh);
    std::size_t place(int slot, std::size_t end) const; // in m_shown, of which `end` are in order
    void commit(std::vector<Left> left, std::vector<int> came);
    void removeSpans(const std::vector<Left>& left);
    void insertSpans(const std::vector<int>& came);
    void arrange(const std::vector<Left>& left, const std::vector<int>& came);
    void compact(const std::vector<Left>& left, std::size_t count);
    void merge(const std::vector<int>& sorted, std::size_t count);

    BetListWatcher& m_watcher;
    const std::size_t m_capacity;
    BetRows m_rows;
    BetFilter m_filter;
    Order m_order;
    Slots m_all;             // newest first
    Slots m_shown;           // those that match, in order
    bool m_isSettled = true; // false while only the first m_orderedCount of m_shown are in order
    std::size_t m_orderedCount = 0;
    std::size_t m_ageCursor = 0;
};

} // namespace ui
