// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "tests/client/samples.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests::samples {

// The reading side of a service: bets, rounds, and the event stream with its heartbeats, in front of a FakeTransport.
class FeedService
{
public:
    explicit FeedService(World& world);

    // The next version of a bet; its event goes to who is listening.
    void touch(const std::string& bet);
    void touchRound(const std::string& round);
    void remark(); // an event without a row
    // As restored from a backup: another epoch, and the last `lost` events never happened.
    void restore(int lost);
    void forgetBefore(std::int64_t seq) { m_oldest = seq; }

    std::string transcript(std::int64_t afterSeq) const;
    std::string head() const { return m_epoch + '-' + std::to_string(m_events.size()); }
    std::string heartbeat() const;
    const std::map<std::string, contract::BetRow>& bets() const { return m_bets; }
    const std::vector<contract::FeedEvent>& events() const { return m_events; }

    // Faults, each until it is set back.
    bool refusesConnections = false;
    bool refusesToken = false;
    bool readsFail = false;
    bool silent = false;        // streams open and then say nothing, not even heartbeats
    bool streamsFail = false;   // 503 for streams
    std::size_t chunkBytes = 0; // 0: as it comes
    // Called with what a stream is about to say at once; may change it. True: the stream is cut after it.
    std::function<bool(std::string& bytes)> tamper;
    std::int64_t clockAheadMs = 0;
    int pageRows = 0; // 0: what was asked for

    int snapshots = 0; // first pages of bets
    int streams = 0;

private:
    std::optional<support::FakeTransport::Reply> serve(const client::ports::HttpRequest& request);
    void open(const support::FakeTransport::Stream& stream);
    void say(std::string bytes);
    void beat(support::FakeTransport::Id id);
    void publish(contract::FeedEvent event);

    World& m_world;
    std::string m_epoch = "e1";
    std::int64_t m_oldest = 1;
    std::vector<contract::FeedEvent> m_events;
    std::vector<std::string> m_order; // of the bets' making
    std::map<std::string, contract::BetRow> m_bets;
    std::map<std::string, contract::RoundRow> m_rounds;
    support::FakeTransport::Id m_stream = 0;
};

// A cache without SQLite that answers late and can fail; it keeps the same rules and checks that it is used by them.
class MapCache : public client::feed::CacheAccess
{
public:
    explicit MapCache(support::VirtualTime& time, std::int64_t delayMs = 0) : m_time(time), m_delayMs(delayMs) {}

    void apply(std::vector<contract::FeedEvent> events, Done done) override;
    void applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, std::string cursor,
                       Done done) override;
    void clear(Done done) override;

    bool fails = false;
    std::string cursor;
    std::map<std::string, contract::BetRow> bets;
    int writes = 0;
    bool skipped = false; // events that did not follow were given

private:
    void answer(Done done, contract::Result<client::store::Applied> result);

    support::VirtualTime& m_time;
    std::int64_t m_delayMs;
};

} // namespace tests::samples
