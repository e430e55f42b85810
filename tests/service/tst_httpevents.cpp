// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/wire.h"
#include "client/ports/systemports.h"
#include "service/http/server.h"
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace service;
using tests::BetdProcess;
using tests::deskToken;
using tests::exchange;
using tests::gameToken;
using tests::member;
using tests::RawClient;
using tests::RawReply;
using tests::request;

namespace {

constexpr const char* epoch = "e1";

// A log of events that the test writes, behind a real server.
class Stage : public http::Backend
{
public:
    explicit Stage(std::int64_t head = 0)
        : m_limits(limits()), m_hub(epoch, head), m_log(m_nowhere, http::LogLevel::Error, m_clock),
          m_server({*this, m_hub, m_callers, m_clock, m_metrics, m_log}, m_limits)
    {
        m_tokens.add(deskToken.toStdString(), core::Identity{"ann", {"support"}});
        for (std::int64_t seq = 1; seq <= head; ++seq)
            m_all.push_back(event(seq));
        m_port = m_server.listen("127.0.0.1", 0).value();
        m_server.start();
    }

    ~Stage() override { m_server.stop(); }

    quint16 port() const { return m_port; }

    void publish(int count)
    {
        std::vector<core::PublishedEvent> fresh;
        {
            const std::lock_guard lock(m_mutex);
            for (int i = 0; i < count; ++i) {
                m_all.push_back(event(static_cast<std::int64_t>(m_all.size()) + 1));
                fresh.push_back(m_all.back());
            }
        }
        m_hub.publish(fresh);
    }

    // Events up to here are gone from the store.
    void prune(std::int64_t upTo)
    {
        const std::lock_guard lock(m_mutex);
        m_prunedUpTo = upTo;
    }

    int reads() const { return m_reads; }

    std::optional<core::Response> answerAtOnce(const core::Request&) override { return std::nullopt; }

    void handle(core::Request, Done done) override { done(core::Response{}); }

    void complete(const core::Request&, core::Response&) override {}

    void turnedAway(const core::Request&, const core::Response&) override {}

    std::optional<core::Response> refuseEvents(const core::Request&) override { return std::nullopt; }

    void oldEvents(std::int64_t after, OldEventsDone done) override
    {
        const std::lock_guard lock(m_mutex);
        ++m_reads;
        if (after < m_prunedUpTo || after > static_cast<std::int64_t>(m_all.size())) {
            done(std::nullopt);
            return;
        }
        OldEvents old{{}, after};
        for (auto i = static_cast<std::size_t>(after); i < m_all.size() && i < static_cast<std::size_t>(after) + 100;
             ++i) {
            old.frames += http::sseFrame(m_all[i].id, m_all[i].type, m_all[i].data);
            old.last = m_all[i].seq;
        }
        done(std::move(old));
    }

private:
    static http::Limits limits()
    {
        http::Limits made;
        made.heartbeatMs = 100;
        return made;
    }

    static core::PublishedEvent event(std::int64_t seq)
    {
        return {seq, http::Cursor{epoch, seq}.text(), "bet.checked",
                R"({"seq":)" + std::to_string(seq) + R"(,"fill":")" + std::string(500, 'x') + "\"}"};
    }

    struct Nowhere
    {
        const int descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ~Nowhere() { ::close(descriptor); }
        operator int() const { return descriptor; }
    };

    const http::Limits m_limits;
    std::mutex m_mutex;
    std::vector<core::PublishedEvent> m_all;
    std::int64_t m_prunedUpTo = 0;
    std::atomic<int> m_reads = 0;
    Nowhere m_nowhere;
    client::ports::SystemClock m_clock;
    http::Tokens m_tokens;
    http::Callers m_callers{m_tokens};
    http::Metrics m_metrics;
    http::EventHub m_hub;
    http::Log m_log;
    http::Server m_server;
    quint16 m_port = 0;
};

// Reads a stream and keeps the sequence numbers of its events.
class Follower
{
public:
    Follower(quint16 port, const QByteArray& query, const QByteArray& headers = {}) : m_client(port)
    {
        m_client.send(request("GET", "/api/v1/events" + query, deskToken, {}, headers));
    }

    QByteArray head() { return m_client.readUntil("\r\n\r\n"); }

    // Until this many events came, or the stream ended.
    void follow(qsizetype count)
    {
        while (m_seqs.size() < count) {
            const QByteArray frame = m_client.readUntil("\n\n");
            if (frame.isEmpty())
                return;
            const qsizetype id = frame.indexOf("id: ");
            if (id >= 0) {
                m_lastId = frame.mid(id + 4, frame.indexOf('\n', id) - id - 4);
                m_seqs.append(m_lastId.mid(m_lastId.lastIndexOf('-') + 1).toLongLong());
            } else {
                ++m_heartbeats;
            }
        }
    }

    void untilHeartbeat()
    {
        const int before = m_heartbeats;
        while (m_heartbeats == before) {
            if (m_client.readUntil("event: heartbeat\ndata: ").isEmpty())
                return;
            m_heartbeat = m_client.readUntil("\n\n");
            ++m_heartbeats;
        }
    }

    const QList<qint64>& seqs() const { return m_seqs; }
    QByteArray lastId() const { return m_lastId; }
    QByteArray heartbeat() const { return m_heartbeat; }
    RawClient& client() { return m_client; }

private:
    RawClient m_client;
    QList<qint64> m_seqs;
    QByteArray m_lastId;
    QByteArray m_heartbeat;
    int m_heartbeats = 0;
};

bool isDense(const QList<qint64>& seqs, qint64 first)
{
    for (qsizetype i = 0; i < seqs.size(); ++i) {
        if (seqs[i] != first + i)
            return false;
    }
    return true;
}

int statusOf(quint16 port, const QByteArray& query, const QByteArray& code)
{
    const RawReply reply = exchange(port, request("GET", "/api/v1/events" + query, deskToken));
    return member(reply.body, "code") == code ? reply.status : -reply.status;
}

QByteArray block(quint16 port, const QByteArray& bet)
{
    const QByteArray body = R"({"partner_id":"p","partner_player_id":"ann","amount":1,"bet_id":")" + bet + "\"}";
    return exchange(port, request("POST", "/api/block_funds", gameToken, body)).body;
}

} // namespace

class TestHttpEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAtTheHeadWithoutACursor()
    {
        Stage stage(50);
        Follower follower(stage.port(), {});
        const QByteArray head = follower.head();
        QVERIFY(head.startsWith("HTTP/1.1 200 "));
        QVERIFY(head.contains("Content-Type: text/event-stream\r\n"));
        follower.untilHeartbeat();
        const auto heartbeat = client::contract::decodeHeartbeat(follower.heartbeat().trimmed().toStdString());
        QVERIFY(heartbeat);
        QCOMPARE(heartbeat->head, "e1-50");
        stage.publish(2);
        follower.follow(2);
        QCOMPARE(follower.seqs(), QList<qint64>({51, 52}));
    }

    void beatsOnAndOn()
    {
        Stage stage;
        Follower follower(stage.port(), {});
        for (int i = 0; i < 4; ++i) {
            follower.untilHeartbeat();
            QVERIFY(!follower.heartbeat().isEmpty());
        }
    }

    void resumesFromTheStoreAndGoesOnLive()
    {
        Stage stage(1'000);
        Follower follower(stage.port(), "?after=e1-0");
        follower.follow(1'000);
        stage.publish(3);
        follower.follow(1'003);
        QCOMPARE(follower.seqs().size(), 1'003);
        QVERIFY(isDense(follower.seqs(), 1));
        QVERIFY(stage.reads() >= 10);
    }

    void prefersTheHeaderOfAReconnect()
    {
        Stage stage(20);
        Follower follower(stage.port(), "?after=e1-0", "Last-Event-ID: e1-18\r\n");
        follower.follow(2);
        QCOMPARE(follower.seqs(), QList<qint64>({19, 20}));
    }

    void losesAndDoublesNothingOverReconnects()
    {
        Stage stage;
        QList<qint64> all;
        QByteArray cursor = "e1-0";
        for (int round = 0; round < 30; ++round) {
            stage.publish(40);
            Follower follower(stage.port(), "?after=" + cursor);
            // Leaves in the middle of what is there.
            follower.follow(25);
            all += follower.seqs();
            cursor = follower.lastId();
        }
        Follower last(stage.port(), "?after=" + cursor);
        last.follow(30 * 40 - all.size());
        all += last.seqs();
        QCOMPARE(all.size(), 30 * 40);
        QVERIFY(isDense(all, 1));
    }

    void aSlowSubscriberMissesNothing()
    {
        constexpr int bursts = 40;
        constexpr int perBurst = 500;
        Stage stage;
        Follower slow(stage.port(), "?after=e1-0");
        slow.follow(0);
        // Far more than the socket and the ring hold: most of it is read from the store later.
        for (int i = 0; i < bursts; ++i)
            stage.publish(perBurst);
        Follower quick(stage.port(), "?after=e1-" + QByteArray::number(bursts * perBurst - 1));
        quick.follow(1);
        QCOMPARE(quick.seqs(), QList<qint64>({bursts * perBurst}));
        slow.follow(bursts * perBurst);
        QCOMPARE(slow.seqs().size(), bursts * perBurst);
        QVERIFY(isDense(slow.seqs(), 1));
        QVERIFY(stage.reads() > 0);
    }

    void tellsWhenACursorIsOfNoUse()
    {
        Stage stage(100);
        stage.prune(60);
        QCOMPARE(statusOf(stage.port(), "?after=e1-59", "cursor_expired"), 410);
        QCOMPARE(statusOf(stage.port(), "?after=e1-101", "cursor_expired"), 410);
        QCOMPARE(statusOf(stage.port(), "?after=e2-80", "cursor_expired"), 410);
        for (const char* nonsense : {"?after=", "?after=80", "?after=e1-", "?after=e1-x", "?after=-5",
                                     "?after=e1-8%200", "?after=e1-99999999999999999999"})
            QCOMPARE(statusOf(stage.port(), nonsense, "validation_failed"), 400);
        Follower follower(stage.port(), "?after=e1-60");
        follower.follow(40);
        QVERIFY(isDense(follower.seqs(), 61));
    }

    void endsTheStreamOfASubscriberThatFellOutOfTheLog()
    {
        Stage stage;
        Follower slow(stage.port(), "?after=e1-0");
        for (int i = 0; i < 40; ++i)
            stage.publish(500);
        stage.prune(20'000);
        slow.follow(20'000);
        QVERIFY(slow.seqs().size() < 20'000);
        QVERIFY(isDense(slow.seqs(), 1));
        QCOMPARE(statusOf(stage.port(), "?after=" + slow.lastId(), "cursor_expired"), 410);
    }

    void followsTheRealServiceOverARestart()
    {
        QList<qint64> all;
        QByteArray cursor;
        BetdProcess first;
        QVERIFY(first.start() != 0);
        const RawReply snapshot = exchange(first.port(), request("GET", "/api/v1/bets", deskToken));
        cursor = snapshot.headers.value("x-event-cursor");
        const qint64 start = cursor.mid(cursor.lastIndexOf('-') + 1).toLongLong();
        {
            Follower follower(first.port(), "?after=" + cursor);
            for (int i = 0; i < 5; ++i)
                block(first.port(), "b-" + QByteArray::number(i));
            follower.follow(3);
            all += follower.seqs();
            cursor = follower.lastId();
        }
        first.kill();
        BetdProcess second({}, first.database());
        QVERIFY(second.start() != 0);
        for (int i = 5; i < 10; ++i)
            block(second.port(), "b-" + QByteArray::number(i));
        const RawReply page = exchange(second.port(), request("GET", "/api/v1/bets", deskToken));
        const QByteArray head = page.headers.value("x-event-cursor");
        const qint64 last = head.mid(head.lastIndexOf('-') + 1).toLongLong();
        QVERIFY(last >= start + 10);
        Follower follower(second.port(), "?after=" + cursor);
        follower.follow(last - start - all.size());
        all += follower.seqs();
        QCOMPARE(all.size(), last - start);
        QVERIFY(isDense(all, start + 1));
        QCOMPARE(exchange(second.port(), request("GET", "/api/v1/events", gameToken)).status, 403);
        QCOMPARE(exchange(second.port(), request("GET", "/api/v1/events", {})).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestHttpEvents)
#include "tst_httpevents.moc"
