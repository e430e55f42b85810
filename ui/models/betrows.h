// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "ui/models/internpool.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

// What a bet was offered at: few of these stand in a list of many bets.
struct BetTerms
{
    std::string game;
    std::string selection;
    std::int64_t oddsE4 = 0;
    client::contract::Currency currency;
    bool operator==(const BetTerms&) const = default;
};
std::size_t hash_value(const BetTerms& terms); // NOLINT(readability-identifier-naming): boost::hash looks for it

// What became of a bet's newest operation, without what is of this bet alone.
struct BetOutcome
{
    bool isGiven = false; // false: the bet has no operation
    client::contract::OperationKind kind = client::contract::OperationKind::Block;
    client::contract::OperationState state = client::contract::OperationState::InFlight;
    int attempt = 0;
    int attemptsMax = 0;
    int http = 0;
    std::string errorClass;
    std::string error;
    bool operator==(const BetOutcome&) const = default;
};
std::size_t hash_value(const BetOutcome& outcome); // NOLINT(readability-identifier-naming): likewise

// Bets by slot: numbers from 0 that stay with their bets and are used again. A million take about 75 MB, because what
// many bets share is held once, and what few bets have is held aside. Knows no order.
class BetRows
{
    static constexpr int sharedBits = 21; // of the number of a shared value

public:
    // No more fit: each value of a pool has a bet that uses it, and one more while a bet changes.
    static constexpr std::size_t rowsMax = (1U << sharedBits) - 1;

    enum Flag : std::uint8_t {
        HasPayout = 1,
        Resettled = 2,
        IsRare = 4,
        IsShown = 8,   // for who orders and filters
        IsMarked = 16, // for who shows
        IsFree = 32,
        IsOvertaken = 64 // for who shows: a newer row of the bet is kept aside, and counted in its place
    };

    struct Packed
    {
        std::int64_t createdAt = 0;
        std::uint64_t partner : sharedBits = 0; // in partners(), and so on
        std::uint64_t player : sharedBits = 0;
        std::uint64_t round : sharedBits = 0;
        std::uint64_t terms : sharedBits = 0;
        std::uint64_t outcome : sharedBits = 0;
        std::uint64_t latencyMs : 16 = 0; // this, the version, and all of 32 bits are 0 where IsRare
        std::uint64_t shown : 5 = 0;      // ShownStatus
        std::uint32_t updatedAfter = 0;   // ms since createdAt
        std::uint32_t stakeMinor = 0;
        std::uint32_t payoutMinor = 0;
        std::uint32_t operation = 0; // the number in its id; 0: it has none
        std::uint32_t version : 25 = 0;
        std::uint32_t state : 4 = 0; // BetState
        std::uint32_t closedBy : 3 = 0;
        std::uint32_t betAt : 16 = 0; // in the ids of its chunk
        std::uint32_t betLength : 7 = 0;
        std::uint32_t flags : 7 = IsFree;

        bool has(Flag flag) const { return (flags & flag) != 0; }
        void set(Flag flag, bool on) { flags = static_cast<std::uint8_t>(on ? flags | flag : flags & ~flag); }
    };

    // Room for the index of so many is taken at once, because to grow it would cost a frame.
    explicit BetRows(std::size_t capacity);

    int find(std::string_view partner, std::string_view bet) const; // -1: none
    int add(const client::contract::BetRow& row);
    // The same bet; its creation stays as it is.
    void update(int slot, const client::contract::BetRow& row);
    void remove(int slot);
    void clear();

    client::contract::BetRow row(int slot) const;
    std::int64_t version(int slot) const;
    std::int64_t nextAt(int slot) const;
    std::int64_t latencyMs(int slot) const;
    std::int64_t stakeMinor(int slot) const;
    std::int64_t payoutMinor(int slot) const;
    std::string_view bet(int slot) const; // until a row comes or goes

    const Packed& operator[](int slot) const { return at(slot); }
    Packed& operator[](int slot) { return const_cast<Packed&>(at(slot)); } // NOLINT
    int end() const { return m_end; }                                      // all slots are below it; some may be free

    const InternPool<std::string>& partners() const { return m_partners; }
    const InternPool<std::string>& players() const { return m_players; }
    const InternPool<std::string>& rounds() const { return m_rounds; }
    const InternPool<BetTerms>& terms() const { return m_terms; }
    const InternPool<BetOutcome>& outcomes() const { return m_outcomes; }

private:
    // What few bets have, or what is too large for its place.
    struct Rare
    {
        std::int64_t updatedAt = 0;
        std::int64_t version = 0;
        std::int64_t refundedMinor = 0;
        std::int64_t nextAt = 0;
        std::int64_t latencyMs = 0;
        std::int64_t stakeMinor = 0;
        std::int64_t payoutMinor = 0;
        std::string operation;
        std::string closedActor;
    };
    struct Shared
    {
        std::uint32_t partner;
        std::uint32_t player;
        std::uint32_t round;
        std::uint32_t terms;
        std::uint32_t outcome;
    };
    static Shared sharedOf(const Packed& packed)
    {
        return {static_cast<std::uint32_t>(packed.partner), static_cast<std::uint32_t>(packed.player),
                static_cast<std::uint32_t>(packed.round), static_cast<std::uint32_t>(packed.terms),
                static_cast<std::uint32_t>(packed.outcome)};
    }
    struct Key
    {
        std::string_view partner;
        std::string_view bet;
    };
    struct Hash
    {
        using is_transparent [[maybe_unused]] = void; // NOLINT(readability-identifier-naming): the containers' name
        const BetRows* rows;
        std::size_t operator()(const Key& key) const;
        std::size_t operator()(int slot) const { return (*this)(rows->key(slot)); }
    };
    struct Equal
    {
        using is_transparent [[maybe_unused]] = void; // NOLINT(readability-identifier-naming): the containers' name
        const BetRows* rows;
        static bool same(const Key& a, const Key& b) { return a.bet == b.bet && a.partner == b.partner; }
        bool operator()(int a, int b) const { return a == b; }
        bool operator()(const Key& key, int slot) const { return same(key, rows->key(slot)); }
        bool operator()(int slot, const Key& key) const { return same(key, rows->key(slot)); }
    };
    using Index = boost::unordered_flat_set<int, Hash, Equal>;
    // So many that sixteen bits find the id of each.
    static constexpr int chunkBits = 10;
    static constexpr int chunkSize = 1 << chunkBits;
    // In pieces: to move tens of megabytes while the list grows would cost several frames.
    struct Chunk
    {
        std::array<Packed, chunkSize> rows;
        std::string ids; // of the bets, one after the other; with gaps where shorter ones took a place
    };

    Chunk& chunk(int slot) const { return *m_chunks[static_cast<unsigned>(slot) >> chunkBits]; }
    const Packed& at(int slot) const { return chunk(slot).rows[static_cast<unsigned>(slot) & (chunkSize - 1)]; }
    Key key(int slot) const;
    std::size_t indexOf(const Key& key) const { return Hash{this}(key) % m_index.size(); } // in m_index
    void setBet(int slot, std::string_view bet);
    static void closeGaps(Chunk& chunk, std::size_t room);
    void fill(int slot, const client::contract::BetRow& row);
    void drop(const Shared& shared);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    int m_end = 0;
    std::vector<int> m_free;
    InternPool<std::string> m_partners;
    InternPool<std::string> m_players;
    InternPool<std::string> m_rounds;
    InternPool<BetTerms> m_terms;
    InternPool<BetOutcome> m_outcomes;
    boost::unordered_flat_map<int, Rare> m_rare;
    // Five, because a set has a power of two places: for a million slots one would keep half of its places empty.
    std::array<Index, 5> m_index;
};

} // namespace ui
