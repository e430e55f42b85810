// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "ui/models/betrows.h"

#include <functional>
#include <vector>

namespace ui {

// A query over BetRows: the same answers as Query::matches() of the whole rows, but what many rows share is compared
// once, because a million rows have to be filtered within a frame or two.
class BetFilter
{
public:
    explicit BetFilter(const BetRows& rows, client::contract::Query query = {});
    // The answers remember by address.
    BetFilter(const BetFilter&) = delete;
    BetFilter& operator=(const BetFilter&) = delete;
    ~BetFilter() = default;

    void setQuery(const client::contract::Query& query);
    const client::contract::Query& query() const { return m_query; }
    // Time alone may change what matches.
    bool ages() const { return m_ages; }
    bool matches(int slot, std::int64_t nowMs);

private:
    // What a term said of a value: 0, nothing yet; else twice the value's serial, plus 1 for yes.
    using Memo = std::vector<std::uint64_t>;
    struct Term
    {
        client::contract::QueryField field = client::contract::QueryField::Text;
        Memo memo;
        // A text is looked for in more than one place.
        Memo players;
        Memo rounds;
        Memo outcomes;
    };

    template <typename Pool, typename Fill>
    bool remembered(std::size_t term, Memo& memo, const Pool& pool, std::uint32_t id, Fill&& fill);
    template <typename Fill>
    bool rememberedSmall(std::size_t term, Memo& memo, std::uint8_t value, Fill&& fill);
    bool says(std::size_t term);
    bool textSays(std::size_t index, Term& term);
    bool amountSays(std::size_t term, bool payout);
    bool ask(std::size_t term) const { return m_query.termMatches(term, m_scratch, m_nowMs); }
    void fillOutcome(const BetOutcome& outcome);

    const BetRows& m_rows;
    client::contract::Query m_query;
    std::function<bool(std::size_t)> m_says;
    std::vector<Term> m_terms;
    bool m_ages = false;
    int m_slot = 0; // what is looked at now
    std::int64_t m_nowMs = 0;
    client::contract::BetRow m_scratch; // has only what the term looks at
};

} // namespace ui
