// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/feed.h"

#include "client/api/target.h"
#include "client/feed/eventparser.h"
#include "client/feed/position.h"
#include "client/feed/snapshot.h"
#include "client/feed/vitals.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace client::feed {

using contract::ErrorKind;

namespace {

constexpr std::int64_t batchMs = 100;
constexpr std::size_t batchMax = 2'000;    // more are flushed at once
constexpr std::size_t backlogMax = 20'000; // more, and the stream waits until the cache has caught up
constexpr std::int64_t secondMs = 1'000;
constexpr std::int64_t connectTimeoutMs = 10'000;
constexpr std::int64_t pollMs = 5'000;
constexpr int pollRows = 200;
constexpr int breaksBeforePolling = 3;
constexpr int damagesBeforeSnapshot = 3;
// A stream that lived so long was no failure, whatever ended it: tokens expire, services are restarted.
constexpr std::int64_t stableMs = 10'000;
constexpr std::int64_t backoffMaxMs = 30'000;
constexpr std::int64_t cacheProbeMs = 60'000;

enum class Phase { Stopped, Waiting, Snapshot, Connecting, Streaming };

// What a connection ended by.
enum class Break {
    Unreachable, // nobody there, or not to be trusted
    Silent,
    Refused, // the token
    Broken,  // it was there, but the stream is not to be had
};

std::int64_t backoffMs(int failures, double unit)
{
    const auto jitterMs = static_cast<std::int64_t>(unit * 1'000.0);
    if (failures < 2)
        return jitterMs;
    return std::min(std::int64_t{1'000} << std::min(failures - 2, 10), backoffMaxMs) + jitterMs;
}

Break breakOf(const contract::Answer& answer)
{
    if (answer.httpStatus == 401 || answer.httpStatus == 403)
        return Break::Refused;
    return answer.httpStatus == 0 ? Break::Unreachable : Break::Broken;
}

Break breakOf(const contract::Exchange& exchange, Phase phase)
{
    if (phase == Phase::Streaming || exchange.status != 0)
        return Break::Broken;
    const bool nobody = exchange.error == contract::TransportError::NotConnected ||
                        exchange.error == contract::TransportError::TlsFailed;
    return nobody ? Break::Unreachable : Break::Silent;
}

} // namespace

struct Feed::Impl
{
    Feed& owner;
    api::BetApi& api;
    ports::Transport& transport;
    ports::Timers& timers;
    const ports::Clock& clock;
    ports::Random& random;
    api::BetApi::TokenSource token;
    CacheAccess& cache;
    SnapshotLimits limits{};

    // Answers of the cache that come after our end find it gone.
    std::shared_ptr<int> alive = std::make_shared<int>(0);
    Phase phase = Phase::Stopped;
    LinkState link = LinkState::Connecting;
    Vitals vitals{};
    QString error{};
    std::int64_t offlineSinceMs = 0;
    std::int64_t dataAsOfMs = 0;

    std::optional<Position> position{}; // of the newest event taken in
    std::optional<Position> stored{};   // of the newest event in the cache
    std::optional<Position> unmoved{};  // where a heartbeat found us behind the head

    std::unique_ptr<Snapshot> snapshot{};
    std::optional<Position> snapshotPosition{};
    bool startsOver = false;

    ports::Transport::Id streamId = 0;
    bool streamOpen = false;
    bool proved = false; // this stream brought an event or a heartbeat
    std::int64_t streamingSinceMs = 0;
    EventParser parser{};

    int failures = 0;
    int damages = 0; // at the same position
    int expiries = 0;
    ports::Timers::Id retryTimer = 0;
    std::int64_t retryAtMs = 0;
    ports::Timers::Id secondTimer = 0;

    std::vector<contract::FeedEvent> batch{};
    bool batchTimerRuns = false;
    ports::Timers::Id batchTimer = 0;
    int applying = 0;   // batches that the cache has not answered yet
    int generation = 0; // answers to batches from before a rewind are of an older one

    bool uncached = false;
    bool probing = false;
    ports::Timers::Id probeTimer = 0;

    bool polling = false;
    QPointer<api::Call> poll{};
    ports::Timers::Id pollTimer = 0;
    bool pollTimerRuns = false;

    void setLink(LinkState next);
    void begin();
    void beginSnapshot();
    void onSnapshotBegun(const Position& at);
    void onSnapshotPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last);
    void afterSnapshotPage(bool last);
    void connectStream();
    void onHeaders(int status, const std::vector<contract::Header>& headers);
    void onData(std::string_view bytes);
    bool onEvent(const ServerEvent& event);
    bool onHeartbeat(const ServerEvent& event);
    bool take(contract::FeedEvent event, const Position& at);
    void prove();
    bool damage(const char* detail);
    void expire();
    void closeStream();
    void close();
    void fail(Break why, const QString& detail);
    void wait(std::int64_t delayMs);
    void flush();
    void armBatch();
    void onCacheFailed(const contract::Error& failure);
    void rewind();
    void armProbe();
    void startPolling();
    void askPoll();
    void stopPolling();
    void second();
    void armSecond();
    template <typename Then>
    CacheAccess::Done storing(bool snapshotRows, Then then);
};

// What was stored is always told, because no later event will bring it again; where we stand is changed only by answers
// to what was not taken back meanwhile.
template <typename Then>
CacheAccess::Done Feed::Impl::storing(bool snapshotRows, Then then)
{
    return [this, weak = std::weak_ptr<int>(alive), mine = generation, snapshotRows,
            run = std::move(then)](contract::Result<store::Applied> result) mutable {
        if (weak.expired())
            return;
        const bool current = mine == generation && phase != Phase::Stopped;
        if (!result) {
            if (current)
                onCacheFailed(result.error());
            return;
        }
        const bool fromStart = snapshotRows && std::exchange(startsOver, false);
        if (fromStart || !result->bets.empty() || !result->rounds.empty())
            Q_EMIT owner.rowsChanged({std::move(result->bets), std::move(result->rounds), snapshotRows, fromStart});
        if (!weak.expired() && current && mine == generation)
            run();
    };
}

void Feed::Impl::setLink(LinkState next)
{
    if (link == next)
        return;
    link = next;
    offlineSinceMs = next == LinkState::Offline ? clock.utcMs() : 0;
    Q_EMIT owner.linkChanged();
}

void Feed::Impl::begin()
{
    close();
    if (position)
        connectStream();
    else
        beginSnapshot();
}

void Feed::Impl::beginSnapshot()
{
    close();
    phase = Phase::Snapshot;
    // Before the snapshot's pages, because these may be of another epoch.
    flush();
    Snapshot::Listener listener;
    listener.begun = [this](const Position& at) { onSnapshotBegun(at); };
    listener.page = [this](std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last) {
        onSnapshotPage(std::move(bets), std::move(rounds), last);
    };
    listener.failed = [this](const contract::Answer& answer) {
        fail(breakOf(answer), QString::fromStdString(answer.detail));
    };
    snapshot = std::make_unique<Snapshot>(api, limits, std::move(listener));
    snapshot->start();
}

void Feed::Impl::onSnapshotBegun(const Position& at)
{
    snapshotPosition = at;
    // Of another epoch, or unknown: versions may have gone back, and "greater" would keep the rows of a lost future.
    startsOver = !stored || stored->epoch != at.epoch;
    if (!startsOver || uncached)
        return snapshot->next();
    stored.reset();
    cache.clear(storing(false, [this] {
        if (phase == Phase::Snapshot)
            snapshot->next();
    }));
}

void Feed::Impl::onSnapshotPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last)
{
    vitals.onSign(clock.steadyMs());
    if (uncached) {
        Q_EMIT owner.rowsChanged({std::move(bets), std::move(rounds), true, std::exchange(startsOver, false)});
        return afterSnapshotPage(last);
    }
    const Position at = *snapshotPosition;
    cache.applySnapshot(std::move(bets), std::move(rounds), last ? at.text() : std::string(),
                        storing(true, [this, at, last] {
                            if (last)
                                stored = at;
                            afterSnapshotPage(last);
                        }));
}

void Feed::Impl::afterSnapshotPage(bool last)
{
    if (phase != Phase::Snapshot)
        return;
    if (!last)
        return snapshot->next();
    position = snapshotPosition;
    damages = 0;
    connectStream();
}

void Feed::Impl::connectStream()
{
    close();
    if (batch.size() > backlogMax / 2)
        return wait(batchMs);
    phase = Phase::Connecting;
    parser = EventParser();
    proved = false;
    ports::HttpRequest request;
    request.method = "GET";
    request.target = api::Target("/api/v1/events").with("after", position->text()).text();
    request.timeoutMs = connectTimeoutMs;
    request.headers = {{"Accept", "text/event-stream"},
                       {"Cache-Control", "no-store"},
                       {"Last-Event-ID", position->text()},
                       {"X-Correlation-Id", ports::uuid(random)}};
    const std::string bearer = token ? token() : std::string();
    if (!bearer.empty())
        request.headers.push_back({"Authorization", "Bearer " + bearer});
    ports::Transport::StreamHandler handler;
    handler.onHeaders = [this](int status, const std::vector<contract::Header>& headers) {
        onHeaders(status, headers);
    };
    handler.onData = [this](std::string_view bytes) { onData(bytes); };
    handler.onEnd = [this](const contract::Exchange& exchange) {
        streamOpen = false;
        const std::string& detail = exchange.errorDetail;
        fail(breakOf(exchange, phase),
             detail.empty() ? QStringLiteral("The event stream ended.") : QString::fromStdString(detail));
    };
    streamOpen = true;
    streamId = transport.stream(std::move(request), std::move(handler));
}

void Feed::Impl::onHeaders(int status, const std::vector<contract::Header>& headers)
{
    if (status == 410)
        return expire();
    if (status == 401 || status == 403)
        return fail(Break::Refused, QStringLiteral("The service refused the token (HTTP %1).").arg(status));
    if (status != 200)
        return fail(Break::Broken, QStringLiteral("The service refused the event stream (HTTP %1).").arg(status));
    if (!contract::headerValue(headers, "Content-Type").starts_with("text/event-stream"))
        return fail(Break::Broken, QStringLiteral("The answer is not an event stream."));
    phase = Phase::Streaming;
    streamingSinceMs = clock.steadyMs();
    vitals.onSign(streamingSinceMs);
    // After failures a reply's head alone proves nothing: something on the way may hold back the events.
    if (failures == 0)
        setLink(LinkState::Live);
}

void Feed::Impl::onData(std::string_view bytes)
{
    if (phase != Phase::Streaming)
        return;
    const int mine = generation;
    const auto stream = streamId;
    const bool goesOn = parser.feed(bytes, [this](const ServerEvent& event) { return onEvent(event); });
    // The events may have closed this stream.
    if (!goesOn && mine == generation && phase == Phase::Streaming && stream == streamId && parser.isTooLarge())
        damage("An event is larger than 64 KiB.");
}

bool Feed::Impl::onEvent(const ServerEvent& event)
{
    if (event.type == "heartbeat")
        return onHeartbeat(event);
    // Only numbered events carry rows, and a lost one shows by its number.
    if (event.id.empty())
        return true;
    const auto at = Position::parse(event.id);
    auto decoded = contract::decodeFeedEvent(event.id, event.data);
    if (!at || !decoded)
        return damage("An event can not be read.");
    if (at->epoch != position->epoch) {
        expire();
        return false;
    }
    if (at->seq <= position->seq) {
        prove();
        return true;
    }
    if (at->seq != position->seq + 1)
        return damage("Events are missing from the stream.");
    return take(*std::move(decoded), *at);
}

bool Feed::Impl::onHeartbeat(const ServerEvent& event)
{
    const auto heartbeat = contract::decodeHeartbeat(event.data);
    if (!heartbeat)
        return damage("A heartbeat can not be read.");
    vitals.onHeartbeat(heartbeat->now, clock.utcMs());
    const auto head = Position::parse(heartbeat->head);
    if (head && head->epoch != position->epoch) {
        expire();
        return false;
    }
    if (!head || head->seq <= position->seq) {
        unmoved.reset();
        vitals.onCaughtUp();
        dataAsOfMs = clock.utcMs();
    } else if (unmoved == position) {
        return damage("Events are missing at the end of the stream.");
    } else {
        unmoved = position;
    }
    prove();
    return true;
}

bool Feed::Impl::take(contract::FeedEvent event, const Position& at)
{
    position = at;
    damages = 0;
    failures = 0;
    expiries = 0;
    vitals.onEvent(event.at, clock.utcMs());
    dataAsOfMs = std::max(dataAsOfMs, std::min(event.at - vitals.skewMs(), clock.utcMs()));
    prove();
    batch.push_back(std::move(event));
    if (batch.size() > backlogMax) {
        closeStream();
        wait(secondMs);
        return false;
    }
    if (batch.size() >= batchMax && applying == 0)
        flush();
    else
        armBatch();
    return phase == Phase::Streaming;
}

void Feed::Impl::prove()
{
    proved = true;
    vitals.onSign(clock.steadyMs());
    stopPolling();
    setLink(vitals.isDelayed(clock.steadyMs()) ? LinkState::Delayed : LinkState::Live);
}

// What came can not be trusted; it is asked for again from the last good event, and in the end replaced by a snapshot.
bool Feed::Impl::damage(const char* detail)
{
    unmoved.reset();
    if (++damages >= damagesBeforeSnapshot) {
        damages = 0;
        position.reset();
    }
    fail(Break::Broken, QString::fromUtf8(detail));
    return false;
}

void Feed::Impl::expire()
{
    closeStream();
    position.reset();
    unmoved.reset();
    // A service that lets every fresh cursor expire must not be asked without pause.
    if (++expiries > 1)
        return fail(Break::Broken, QStringLiteral("The place in the event stream is no longer known."));
    beginSnapshot();
}

void Feed::Impl::closeStream()
{
    if (std::exchange(streamOpen, false))
        transport.abort(streamId);
}

void Feed::Impl::close()
{
    closeStream();
    snapshot.reset();
    if (phase == Phase::Waiting)
        timers.cancel(retryTimer);
}

void Feed::Impl::fail(Break why, const QString& detail)
{
    ++failures;
    close();
    error = detail;
    wait(backoffMs(failures, ports::unitInterval(random)));
    switch (why) {
    case Break::Unreachable:
        stopPolling();
        setLink(LinkState::Offline);
        break;
    case Break::Silent:
        if (!polling)
            setLink(LinkState::Offline);
        break;
    case Break::Refused:
        stopPolling();
        setLink(LinkState::Offline);
        Q_EMIT owner.unauthorized();
        break;
    case Break::Broken:
        break;
    }
    if ((why == Break::Broken || why == Break::Silent) && failures >= breaksBeforePolling)
        startPolling();
}

void Feed::Impl::wait(std::int64_t delayMs)
{
    phase = Phase::Waiting;
    retryAtMs = clock.steadyMs() + delayMs;
    retryTimer = timers.after(delayMs, [this] { begin(); });
}

void Feed::Impl::armBatch()
{
    if (batchTimerRuns || batch.empty())
        return;
    batchTimerRuns = true;
    batchTimer = timers.after(batchMs, [this] {
        batchTimerRuns = false;
        // One batch at a time, so that they grow and not their number when the disk is slow.
        if (applying == 0)
            flush();
    });
}

void Feed::Impl::flush()
{
    if (batch.empty())
        return;
    auto events = std::exchange(batch, {});
    if (uncached) {
        Rows rows;
        for (contract::FeedEvent& event : events) {
            if (event.bet)
                rows.bets.push_back(*std::move(event.bet));
            if (event.round)
                rows.rounds.push_back(*std::move(event.round));
        }
        Q_EMIT owner.rowsChanged(rows);
        return;
    }
    const auto last = Position::parse(events.back().id);
    ++applying;
    cache.apply(std::move(events), storing(false, [this, last] {
                    --applying;
                    stored = last;
                    armBatch();
                }));
}

// The console goes on without its cache: rows come again from the last stored place and are shown without being stored.
void Feed::Impl::onCacheFailed(const contract::Error& failure)
{
    uncached = true;
    armProbe();
    rewind();
    Q_EMIT owner.cacheFailed(QString::fromStdString(failure.detail));
}

void Feed::Impl::rewind()
{
    ++generation;
    applying = 0;
    batch.clear();
    position = stored;
    unmoved.reset();
    close();
    wait(0);
}

void Feed::Impl::armProbe()
{
    if (std::exchange(probing, true))
        return;
    probeTimer = timers.after(cacheProbeMs, [this] {
        cache.applySnapshot({}, {}, {},
                            [this, weak = std::weak_ptr<int>(alive)](const contract::Result<store::Applied>& written) {
                                if (weak.expired() || phase == Phase::Stopped)
                                    return;
                                probing = false;
                                if (!written)
                                    return armProbe();
                                uncached = false;
                                rewind();
                            });
    });
}

void Feed::Impl::startPolling()
{
    if (poll || pollTimerRuns)
        return;
    askPoll();
}

void Feed::Impl::askPoll()
{
    api::BetFilter filter;
    filter.limit = pollRows;
    auto* const call = api.bets(filter);
    poll = call;
    connect(call, &api::Call::finished, &owner, [this, call] {
        poll = nullptr;
        if (!call->result()) {
            polling = false;
            setLink(LinkState::Offline);
            return;
        }
        polling = true;
        dataAsOfMs = clock.utcMs();
        setLink(LinkState::Polling);
        pollTimerRuns = true;
        pollTimer = timers.after(pollMs, [this] {
            pollTimerRuns = false;
            askPoll();
        });
        std::vector<contract::BetRow> rows = call->result()->rows;
        if (uncached) {
            Q_EMIT owner.rowsChanged({std::move(rows), {}, false, false});
            return;
        }
        // Without a cursor: the place in the stream stays where the stream was left.
        cache.applySnapshot(std::move(rows), {}, {}, storing(false, [] {}));
    });
}

void Feed::Impl::stopPolling()
{
    polling = false;
    if (std::exchange(pollTimerRuns, false))
        timers.cancel(pollTimer);
    if (poll) {
        poll->disconnect(&owner);
        poll->stop();
        poll = nullptr;
    }
}

void Feed::Impl::armSecond()
{
    secondTimer = timers.after(secondMs, [this] {
        armSecond();
        second();
    });
}

void Feed::Impl::second()
{
    vitals.onSecond();
    const std::int64_t now = clock.steadyMs();
    if (link == LinkState::Live || link == LinkState::Delayed)
        setLink(vitals.isDelayed(now) ? LinkState::Delayed : LinkState::Live);
    if (phase == Phase::Streaming && proved && now - streamingSinceMs >= stableMs)
        failures = 0;
    if (vitals.isSilent(now)) {
        if (phase == Phase::Streaming)
            fail(Break::Silent, QStringLiteral("The service went silent."));
        else if (link == LinkState::Live || link == LinkState::Delayed)
            setLink(LinkState::Offline);
    }
    Q_EMIT owner.statsChanged();
}

Feed::Feed(api::BetApi& api, ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock,
           ports::Random& random, api::BetApi::TokenSource token, CacheAccess& cache, std::string cursor,
           QObject* parent)
    : QObject(parent), m_impl(new Impl{*this, api, transport, timers, clock, random, std::move(token), cache})
{
    m_impl->position = Position::parse(cursor);
    m_impl->stored = m_impl->position;
}

Feed::~Feed()
{
    stop();
}

void Feed::setSnapshotLimits(const SnapshotLimits& limits)
{
    m_impl->limits = limits;
}

void Feed::start()
{
    if (m_impl->phase != Phase::Stopped)
        return;
    m_impl->vitals.onSign(m_impl->clock.steadyMs());
    m_impl->setLink(LinkState::Connecting);
    m_impl->armSecond();
    m_impl->begin();
}

void Feed::stop()
{
    Impl& impl = *m_impl;
    if (impl.phase == Phase::Stopped)
        return;
    impl.close();
    impl.stopPolling();
    impl.timers.cancel(impl.secondTimer);
    if (std::exchange(impl.batchTimerRuns, false))
        impl.timers.cancel(impl.batchTimer);
    if (std::exchange(impl.probing, false))
        impl.timers.cancel(impl.probeTimer);
    ++impl.generation;
    impl.applying = 0;
    impl.batch.clear();
    impl.position = impl.stored;
    impl.phase = Phase::Stopped;
}

void Feed::retryNow()
{
    if (m_impl->phase == Phase::Waiting)
        m_impl->begin();
}

LinkState Feed::link() const
{
    return m_impl->link;
}

qint64 Feed::offlineSinceMs() const
{
    return m_impl->offlineSinceMs;
}

qint64 Feed::dataAsOfMs() const
{
    return m_impl->dataAsOfMs;
}

qint64 Feed::nextRetryMs() const
{
    if (m_impl->phase != Phase::Waiting)
        return -1;
    return std::max<std::int64_t>(m_impl->retryAtMs - m_impl->clock.steadyMs(), 0);
}

qint64 Feed::lagMs() const
{
    return m_impl->vitals.lagMs();
}

qint64 Feed::clockSkewMs() const
{
    return m_impl->vitals.skewMs();
}

double Feed::eventsPerSecond() const
{
    return m_impl->vitals.eventsPerSecond();
}

QString Feed::lastError() const
{
    return m_impl->error;
}

} // namespace client::feed
