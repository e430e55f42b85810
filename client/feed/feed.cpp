// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/feed.h"

#include "client/api/target.h"
#include "client/feed/delivery.h"
#include "client/feed/poller.h"
#include "client/feed/position.h"
#include "client/feed/snapshot.h"
#include "client/feed/streamreader.h"
#include "client/feed/vitals.h"

#include <algorithm>
#include <utility>

namespace client::feed {

namespace {

constexpr std::int64_t secondMs = 1'000;
constexpr std::int64_t connectTimeoutMs = 10'000;
constexpr int breaksBeforePolling = 3;
constexpr int damagesBeforeSnapshot = 3;
// A stream that lived so long was no failure, whatever ended it: tokens expire, services are restarted.
constexpr std::int64_t stableMs = 10'000;
constexpr std::int64_t backoffMaxMs = 30'000;

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
    SnapshotLimits limits;

    Phase phase = Phase::Stopped;
    LinkState link = LinkState::Connecting;
    Vitals vitals;
    QString error;
    std::int64_t offlineSinceMs = 0;
    std::int64_t dataAsOfMs = 0;

    std::optional<Position> position; // of the newest event taken in
    Delivery delivery;
    Poller poller;
    std::unique_ptr<Snapshot> snapshot;
    std::shared_ptr<StreamReader> reader;
    ports::Transport::Id streamId = 0;
    bool streamOpen = false;
    bool proved = false; // this stream brought an event or a heartbeat
    std::int64_t streamingSinceMs = 0;

    int failures = 0;
    int damages = 0; // at the same position
    int expiries = 0;
    ports::Timers::Id retryTimer = 0;
    std::int64_t retryAtMs = 0;
    ports::Timers::Id secondTimer = 0;

    Impl(Feed& feed, api::BetApi& betApi, ports::Transport& way, ports::Timers& later, const ports::Clock& time,
         ports::Random& chance, api::BetApi::TokenSource bearer, CacheAccess& cache, const std::string& cursor);

    void setLink(LinkState next);
    void begin();
    void beginSnapshot();
    void onSnapshotBegun(const Position& at);
    void onSnapshotPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last);
    void connectStream();
    void onHeaders(int status, const std::vector<contract::Header>& headers);
    void onData(std::string_view bytes);
    bool onItem(StreamReader::Item item);
    void onHeartbeat(const StreamReader::Item& item);
    void take(contract::FeedEvent event);
    void prove();
    void onDamage(const char* detail);
    void expire();
    void closeStream();
    void close();
    void fail(Break why, const QString& detail);
    void wait(std::int64_t delayMs);
    void rewind();
    void second();
    void armSecond();
};

Feed::Impl::Impl(Feed& feed, api::BetApi& betApi, ports::Transport& way, ports::Timers& later, const ports::Clock& time,
                 ports::Random& chance, api::BetApi::TokenSource bearer, CacheAccess& cache, const std::string& cursor)
    : owner(feed), api(betApi), transport(way), timers(later), clock(time), random(chance), token(std::move(bearer)),
      position(Position::parse(cursor)),
      delivery(cache, later, position,
               {[this](const Rows& rows) { Q_EMIT owner.rowsChanged(rows); },
                [this](const QString& detail) { Q_EMIT owner.cacheFailed(detail); }, [this] { rewind(); }}),
      poller(betApi, later,
             {[this](std::vector<contract::BetRow> rows) {
                  dataAsOfMs = clock.utcMs();
                  setLink(LinkState::Polling);
                  delivery.addLook(std::move(rows));
              },
              [this] { setLink(LinkState::Offline); }})
{
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
    delivery.flush();
    // The cache failed, and everything begins anew.
    if (phase != Phase::Snapshot)
        return;
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
    delivery.beginSnapshot(at, [this] {
        if (phase == Phase::Snapshot)
            snapshot->next();
    });
}

void Feed::Impl::onSnapshotPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last)
{
    vitals.onSign(clock.steadyMs());
    const Position at = snapshot->position();
    delivery.addPage(std::move(bets), std::move(rounds), last, [this, at, last] {
        if (phase != Phase::Snapshot)
            return;
        if (!last)
            return snapshot->next();
        position = at;
        damages = 0;
        connectStream();
    });
}

void Feed::Impl::connectStream()
{
    close();
    if (delivery.isLong())
        return wait(secondMs);
    phase = Phase::Connecting;
    reader = std::make_shared<StreamReader>(*position);
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
    // Kept while it reads, because a slot of ours may ask for the next connection at once.
    const auto reading = reader;
    if (phase == Phase::Streaming)
        reading->feed(bytes, [this](StreamReader::Item item) { return onItem(std::move(item)); });
}

// True while this stream goes on.
bool Feed::Impl::onItem(StreamReader::Item item)
{
    switch (item.what) {
    case StreamReader::What::Event:
        take(std::move(item.event));
        break;
    case StreamReader::What::Repeated:
        prove();
        break;
    case StreamReader::What::Heartbeat:
        onHeartbeat(item);
        break;
    case StreamReader::What::Damaged:
        onDamage(item.detail);
        break;
    case StreamReader::What::Expired:
        expire();
        break;
    }
    return phase == Phase::Streaming;
}

void Feed::Impl::onHeartbeat(const StreamReader::Item& item)
{
    vitals.onHeartbeat(item.heartbeat.now, clock.utcMs());
    if (!item.isBehind) {
        vitals.onCaughtUp();
        dataAsOfMs = clock.utcMs();
    }
    prove();
}

void Feed::Impl::take(contract::FeedEvent event)
{
    position = reader->position();
    damages = 0;
    failures = 0;
    expiries = 0;
    vitals.onEvent(event.at, clock.utcMs());
    dataAsOfMs = std::max(dataAsOfMs, std::min(event.at - vitals.skewMs(), clock.utcMs()));
    prove();
    delivery.add(std::move(event));
    if (phase == Phase::Streaming && delivery.isFull()) {
        closeStream();
        wait(secondMs);
    }
}

void Feed::Impl::prove()
{
    proved = true;
    vitals.onSign(clock.steadyMs());
    poller.stop();
    setLink(vitals.isDelayed(clock.steadyMs()) ? LinkState::Delayed : LinkState::Live);
}

// What came can not be trusted; it is asked for again from the last good event, and in the end replaced by a snapshot.
void Feed::Impl::onDamage(const char* detail)
{
    if (++damages >= damagesBeforeSnapshot) {
        damages = 0;
        position.reset();
    }
    fail(Break::Broken, QString::fromUtf8(detail));
}

void Feed::Impl::expire()
{
    closeStream();
    position.reset();
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
        poller.stop();
        setLink(LinkState::Offline);
        break;
    case Break::Silent:
        if (!poller.isAnswered())
            setLink(LinkState::Offline);
        break;
    case Break::Refused:
        poller.stop();
        setLink(LinkState::Offline);
        Q_EMIT owner.unauthorized();
        break;
    case Break::Broken:
        break;
    }
    if ((why == Break::Broken || why == Break::Silent) && failures >= breaksBeforePolling)
        poller.start();
}

void Feed::Impl::wait(std::int64_t delayMs)
{
    phase = Phase::Waiting;
    retryAtMs = clock.steadyMs() + delayMs;
    retryTimer = timers.after(delayMs, [this] { begin(); });
}

void Feed::Impl::rewind()
{
    position = delivery.stored();
    close();
    wait(0);
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
           ports::Random& random, api::BetApi::TokenSource token, CacheAccess& cache, const std::string& cursor,
           QObject* parent)
    : QObject(parent),
      m_impl(std::make_unique<Impl>(*this, api, transport, timers, clock, random, std::move(token), cache, cursor))
{
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
    m_impl->delivery.start();
    m_impl->armSecond();
    m_impl->begin();
}

void Feed::stop()
{
    Impl& impl = *m_impl;
    if (impl.phase == Phase::Stopped)
        return;
    impl.close();
    impl.poller.stop();
    impl.delivery.stop();
    impl.timers.cancel(impl.secondTimer);
    impl.position = impl.delivery.stored();
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
