// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/feedservice.h"

#include <algorithm>

namespace tests::samples {

using client::contract::TransportError;
using client::store::Applied;
using support::FakeTransport;

namespace {

constexpr std::int64_t heartbeatMs = 5'000;

std::string parameter(const std::string& target, const std::string& name)
{
    const std::size_t at = target.find(name + '=');
    if (at == std::string::npos)
        return {};
    const std::size_t from = at + name.size() + 1;
    return target.substr(from, target.find('&', from) - from);
}

std::int64_t numberAfterDash(const std::string& text)
{
    return std::stoll(text.substr(text.rfind('-') + 1));
}

} // namespace

FeedService::FeedService(World& world) : m_world(world)
{
    world.transport.service = [this](const client::ports::HttpRequest& request, int) { return serve(request); };
    world.transport.onStream = [this](const FakeTransport::Stream& stream) { open(stream); };
}

void FeedService::touch(const std::string& bet)
{
    auto found = m_bets.find(bet);
    if (found == m_bets.end()) {
        m_order.push_back(bet);
        found = m_bets.emplace(bet, betRow(bet, 0)).first;
    }
    contract::BetRow& row = found->second;
    row.version += 1;
    row.createdAt = epochMs + static_cast<std::int64_t>(m_order.size());
    row.updatedAt = m_world.clock.utcMs() + clockAheadMs;
    contract::FeedEvent event = betEvent(static_cast<std::int64_t>(m_events.size()) + 1, row, m_epoch);
    event.at = row.updatedAt;
    publish(event);
}

void FeedService::touchRound(const std::string& round)
{
    auto found = m_rounds.find(round);
    if (found == m_rounds.end())
        found = m_rounds.emplace(round, roundRow(round, 0)).first;
    found->second.version += 1;
    contract::FeedEvent event;
    event.seq = static_cast<std::int64_t>(m_events.size()) + 1;
    event.id = m_epoch + '-' + std::to_string(event.seq);
    event.at = m_world.clock.utcMs() + clockAheadMs;
    event.type = "round.closed";
    event.roundId = contract::RoundId(round);
    event.round = found->second;
    publish(event);
}

void FeedService::remark()
{
    contract::FeedEvent event;
    event.seq = static_cast<std::int64_t>(m_events.size()) + 1;
    event.id = m_epoch + '-' + std::to_string(event.seq);
    event.at = m_world.clock.utcMs() + clockAheadMs;
    event.type = "note.added";
    publish(event);
}

void FeedService::publish(contract::FeedEvent event)
{
    m_events.push_back(std::move(event));
    if (!silent)
        say(transcript(m_events.back().seq - 1));
}

void FeedService::restore(int lost)
{
    m_world.transport.endStream(m_stream);
    m_epoch += 'x';
    m_events.resize(m_events.size() - static_cast<std::size_t>(lost));
    m_bets.clear();
    m_order.clear();
    for (contract::FeedEvent& event : m_events) {
        event.id = m_epoch + '-' + std::to_string(event.seq);
        if (!event.bet)
            continue;
        if (m_bets.count(event.bet->bet.text()) == 0)
            m_order.push_back(event.bet->bet.text());
        m_bets[event.bet->bet.text()] = *event.bet;
    }
}

std::string FeedService::transcript(std::int64_t afterSeq) const
{
    std::string text;
    for (auto seq = static_cast<std::size_t>(afterSeq); seq < m_events.size(); ++seq) {
        const contract::FeedEvent& event = m_events[seq];
        text += "id: " + event.id + "\nevent: " + event.type + "\ndata: " + encode(event) + "\n\n";
    }
    return text;
}

std::string FeedService::heartbeat() const
{
    return "event: heartbeat\ndata: " + encode(contract::Heartbeat{m_world.clock.utcMs() + clockAheadMs, head()}) +
           "\n\n";
}

std::optional<FakeTransport::Reply> FeedService::serve(const client::ports::HttpRequest& request)
{
    if (refusesConnections)
        return FakeTransport::broken(TransportError::NotConnected);
    if (refusesToken)
        return problemReply(contract::ProblemCode::Unauthenticated);
    if (readsFail)
        return FakeTransport::reply(502, "<html>");
    const std::string cursor = parameter(request.target, "cursor");
    if (request.target.starts_with("/api/v1/rounds")) {
        contract::Page<contract::RoundRow> page;
        for (const auto& [id, row] : m_rounds)
            page.rows.push_back(row);
        return FakeTransport::reply(200, encode(page));
    }
    int limit = std::stoi(parameter(request.target, "limit"));
    if (pageRows > 0)
        limit = std::min(limit, pageRows);
    // Newest first, by the place in the order of their making, which never changes.
    std::int64_t place = cursor.empty() ? static_cast<std::int64_t>(m_order.size()) : std::stoll(cursor);
    contract::Page<contract::BetRow> page;
    for (; place > 0 && static_cast<int>(page.rows.size()) < limit; --place)
        page.rows.push_back(m_bets.at(m_order[static_cast<std::size_t>(place) - 1]));
    if (place > 0)
        page.nextCursor = std::to_string(place);
    std::vector<contract::Header> headers;
    if (cursor.empty()) {
        snapshots += limit > 200 || pageRows > 0 ? 1 : 0;
        headers.push_back({"X-Event-Cursor", head()});
    }
    return FakeTransport::reply(200, encode(page), headers);
}

void FeedService::open(const FakeTransport::Stream& stream)
{
    ++streams;
    const FakeTransport::Id id = stream.id;
    m_stream = id;
    FakeTransport& transport = m_world.transport;
    if (refusesConnections)
        return transport.endStream(id, TransportError::NotConnected);
    if (refusesToken)
        return transport.sendHead(id, 401);
    if (streamsFail)
        return transport.sendHead(id, 503);
    const std::string after = parameter(stream.request.target, "after");
    if (header(stream.request, "Last-Event-ID") != after)
        qFatal("two different cursors");
    if (!after.starts_with(m_epoch + '-') || numberAfterDash(after) + 1 < m_oldest)
        return transport.sendHead(id, 410);
    transport.sendHead(id, 200);
    if (silent)
        return;
    say(transcript(numberAfterDash(after)) + heartbeat());
    beat(id);
}

void FeedService::beat(FakeTransport::Id id)
{
    m_world.time.after(heartbeatMs, [this, id] {
        if (!m_world.transport.isOpen(id) || id != m_stream)
            return;
        if (!silent)
            say(heartbeat());
        beat(id);
    });
}

void FeedService::say(std::string bytes)
{
    FakeTransport& transport = m_world.transport;
    const FakeTransport::Id id = m_stream;
    if (!transport.isOpen(id))
        return;
    const bool cuts = tamper && tamper(bytes);
    const std::size_t step = chunkBytes > 0 ? chunkBytes : bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += step)
        transport.sendData(id, std::string_view(bytes).substr(at, step));
    if (cuts)
        transport.endStream(id);
}

void MapCache::answer(Done done, client::contract::Result<Applied> result)
{
    ++writes;
    if (m_delayMs == 0)
        return done(std::move(result));
    m_time.after(m_delayMs, [told = std::move(done), answered = std::move(result)] { told(answered); });
}

void MapCache::apply(std::vector<contract::FeedEvent> events, Done done)
{
    if (fails)
        return answer(std::move(done), contract::fail(contract::ErrorKind::Storage, "full"));
    if (!cursor.empty() && numberAfterDash(events.front().id) != numberAfterDash(cursor) + 1)
        skipped = true;
    Applied applied;
    for (const contract::FeedEvent& event : events) {
        if (event.round)
            applied.rounds.push_back(*event.round);
        if (!event.bet)
            continue;
        contract::BetRow& row = bets[event.bet->bet.text()];
        if (event.bet->version <= row.version)
            continue;
        row = *event.bet;
        applied.bets.push_back(row);
    }
    cursor = events.back().id;
    answer(std::move(done), std::move(applied));
}

void MapCache::applySnapshot(std::vector<contract::BetRow> rows, std::vector<contract::RoundRow> rounds, std::string at,
                             Done done)
{
    if (fails)
        return answer(std::move(done), contract::fail(contract::ErrorKind::Storage, "full"));
    Applied applied;
    applied.rounds = std::move(rounds);
    for (const contract::BetRow& given : rows) {
        contract::BetRow& row = bets[given.bet.text()];
        if (given.version <= row.version)
            continue;
        row = given;
        applied.bets.push_back(row);
    }
    if (!at.empty())
        cursor = at;
    answer(std::move(done), std::move(applied));
}

void MapCache::clear(Done done)
{
    if (fails)
        return answer(std::move(done), contract::fail(contract::ErrorKind::Storage, "full"));
    bets.clear();
    cursor.clear();
    answer(std::move(done), Applied{});
}

} // namespace tests::samples
