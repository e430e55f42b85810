// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ports/systemports.h"
#include "service/core/faultywallet.h"
#include "service/core/localwallet.h"
#include "service/http/application.h"
#include "service/store/sqlitestore.h"
#include "tests/service/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace service;
using tests::member;
using Kind = core::StoreError::Kind;

namespace {

core::Request readRequest(const std::string& path)
{
    core::Request request;
    request.method = "GET";
    request.path = path;
    request.identity = {"ann", {"support"}};
    return request;
}

core::Request moneyRequest(const std::string& call, const std::string& bet, const std::string& more = {})
{
    core::Request request;
    request.method = "POST";
    request.path = "/api/" + call;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"partner_id":"p","partner_player_id":"ann","amount":10,"bet_id":")" + bet + "\"" + more + "}";
    request.identity = {"game-1", {"game"}};
    request.correlationId = "c-1";
    return request;
}

struct Nowhere
{
    const int descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ~Nowhere() { ::close(descriptor); }
};

// The writer with the real service and a real file, whose statements a test may fail or hold up.
class Bench
{
public:
    explicit Bench(const core::Faults& faults = {}, const http::Limits& limits = {},
                   std::int64_t answerWithinMs = 5'000)
        : m_hooked([this](std::string_view sql) { onStatement(sql); }), m_settings(settingsOf(answerWithinMs)),
          m_store(path(), options()), m_local(m_settings), m_faulty(m_local, m_clock, 1, faults),
          m_service(m_store, m_faulty, m_clock, m_random, m_settings),
          m_log(m_nowhere.descriptor, http::LogLevel::Error, m_clock),
          m_writer({m_service,
                    m_store,
                    m_clock,
                    m_metrics,
                    m_log,
                    [this](const std::vector<core::PublishedEvent>& events) { m_published += events.size(); },
                    {},
                    &m_refusals},
                   limits),
          m_reader(
              [this] {
                  store::SqliteOptions readOnly;
                  readOnly.readOnly = true;
                  return std::make_unique<store::SqliteStore>(path(), readOnly);
              },
              static_cast<std::size_t>(limits.readsQueuedMax)),
          m_application({m_service, m_writer, m_reader, m_clock, m_metrics, m_log, m_auditHeads, m_refusals}, limits)
    {
        core::Transaction first(m_store);
        m_service.recover();
        first.commit();
        m_service.takeEvents();
        m_service.takeFinished();
        m_watching = true;
    }

    ~Bench()
    {
        release();
        m_writer.stop();
        m_reader.stop();
    }

    std::future<core::Response> send(core::Request request)
    {
        auto answer = std::make_shared<std::promise<core::Response>>();
        auto future = answer->get_future();
        if (!m_writer.submit(std::move(request),
                             [answer](core::Response response) { answer->set_value(std::move(response)); }))
            return {};
        return future;
    }

    core::Response ask(core::Request request) { return send(std::move(request)).get(); }

    // The next COMMIT waits until release().
    void hold()
    {
        m_gate = std::make_shared<std::promise<void>>();
        m_opened = m_gate->get_future().share();
        m_arrived = std::make_shared<std::promise<void>>();
        m_holding = true;
    }
    void untilHeld() { m_arrived->get_future().wait(); }
    void release()
    {
        if (m_gate)
            std::exchange(m_gate, nullptr)->set_value();
    }

    // Statements that begin with `start` throw, `times` times.
    void fail(const std::string& start, Kind kind, int times)
    {
        const std::lock_guard lock(m_mutex);
        m_failStart = start;
        m_failKind = kind;
        m_failTimes = times;
    }

    std::int64_t heldMinor()
    {
        store::SqliteOptions readOnly;
        readOnly.readOnly = true;
        store::SqliteStore reader(path(), readOnly);
        const auto account = reader.findAccount(core::AccountKind::Held, core::contract::PartnerId("p"), {}, {});
        return account ? account->balanceMinor : 0;
    }

    http::Writer& writer() { return m_writer; }

    // Through the application, as the server does.
    std::future<core::Response> serve(core::Request request)
    {
        auto answer = std::make_shared<std::promise<core::Response>>();
        if (auto now = m_application.answerAtOnce(request))
            answer->set_value(std::move(*now));
        else
            m_application.handle(std::move(request),
                                 [answer](core::Response response) { answer->set_value(std::move(response)); });
        return answer->get_future();
    }
    std::string metrics() const { return m_metrics.text(); }
    std::atomic<int> commits = 0;
    std::size_t published() const { return m_published; }

private:
    static core::Settings settingsOf(std::int64_t answerWithinMs)
    {
        core::Settings settings;
        settings.defaultPartner.answerWithinMs = answerWithinMs;
        return settings;
    }

    std::string path() const { return m_folder.filePath(u"b.db"_s).toStdString(); }

    store::SqliteOptions options()
    {
        store::SqliteOptions made;
        made.beforeStatement = m_hooked;
        return made;
    }

    void onStatement(std::string_view sql)
    {
        if (!m_watching)
            return;
        if (sql == "COMMIT") {
            ++commits;
            if (m_holding.exchange(false)) {
                m_arrived->set_value();
                m_opened.wait();
            }
        }
        const std::lock_guard lock(m_mutex);
        if (m_failTimes > 0 && sql.substr(0, m_failStart.size()) == m_failStart) {
            --m_failTimes;
            throw core::StoreError(m_failKind, "as the test wants it");
        }
    }

    QTemporaryDir m_folder;
    std::function<void(std::string_view)> m_hooked;
    std::atomic<bool> m_watching = false;
    std::atomic<bool> m_holding = false;
    std::shared_ptr<std::promise<void>> m_gate;
    std::shared_future<void> m_opened;
    std::shared_ptr<std::promise<void>> m_arrived;
    std::mutex m_mutex;
    std::string m_failStart;
    Kind m_failKind = Kind::Other;
    int m_failTimes = 0;
    std::atomic<std::size_t> m_published = 0;
    client::ports::SystemClock m_clock;
    client::ports::SystemRandom m_random;
    core::Settings m_settings;
    store::SqliteStore m_store;
    core::LocalWallet m_local;
    core::FaultyWallet m_faulty;
    core::Service m_service;
    Nowhere m_nowhere;
    http::Log m_log;
    http::Metrics m_metrics;
    http::AuditHeads m_auditHeads{core::AuditKey{}};
    http::Refusals m_refusals{m_clock};
    http::Writer m_writer;
    http::Reader m_reader;
    http::Application m_application;
};

bool isReady(const std::future<core::Response>& answer)
{
    return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

QByteArray code(const core::Response& response)
{
    return member(QByteArray::fromStdString(response.body), "code");
}

QByteArray outcome(const core::Response& response)
{
    return member(QByteArray::fromStdString(response.body), "outcome");
}

} // namespace

class TestHttpWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsNothingOutBeforeTheCommit()
    {
        Bench bench;
        bench.hold();
        bench.writer().start();
        auto answer = bench.send(moneyRequest("block_funds", "b-1"));
        bench.untilHeld();
        QVERIFY(!isReady(answer));
        QCOMPARE(bench.published(), 0u);
        bench.release();
        QCOMPARE(answer.get().status, 200);
        QTRY_VERIFY(bench.published() > 0);
    }

    void takesWhatWaitsIntoOneCommit()
    {
        Bench bench;
        bench.hold();
        bench.writer().start();
        std::vector<std::future<core::Response>> answers;
        answers.push_back(bench.send(moneyRequest("block_funds", "first")));
        bench.untilHeld();
        for (int i = 0; i < 100; ++i)
            answers.push_back(bench.send(moneyRequest("block_funds", "b-" + std::to_string(i))));
        bench.release();
        for (auto& answer : answers)
            QCOMPARE(answer.get().status, 200);
        QCOMPARE(bench.commits, 2);
        QCOMPARE(bench.heldMinor(), 101 * 1'000);
    }

    void refusesMoreThanItsQueueHolds()
    {
        http::Limits limits;
        limits.writesQueuedMax = 3;
        Bench bench({}, limits);
        bench.hold();
        bench.writer().start();
        std::vector<std::future<core::Response>> answers;
        answers.push_back(bench.send(moneyRequest("block_funds", "first")));
        bench.untilHeld();
        for (int i = 0; i < 3; ++i)
            answers.push_back(bench.send(moneyRequest("block_funds", "b-" + std::to_string(i))));
        QVERIFY(!bench.send(moneyRequest("block_funds", "over")).valid());
        QCOMPARE(bench.writer().depth(), 3u);
        bench.release();
        for (auto& answer : answers)
            QCOMPARE(answer.get().status, 200);
    }

    void shedsReadsBeforeMoney()
    {
        http::Limits limits;
        limits.writesQueuedMax = 8;
        Bench bench({}, limits);
        bench.hold();
        bench.writer().start();
        std::vector<std::future<core::Response>> answers;
        answers.push_back(bench.serve(moneyRequest("block_funds", "first")));
        bench.untilHeld();
        QCOMPARE(bench.serve(readRequest("/api/v1/bets")).get().status, 200);
        for (int i = 0; i < 5; ++i)
            answers.push_back(bench.serve(moneyRequest("block_funds", "b-" + std::to_string(i))));
        const core::Response shed = bench.serve(readRequest("/api/v1/bets")).get();
        QCOMPARE(shed.status, 503);
        QCOMPARE(code(shed), "queue_backpressure");
        QVERIFY(!client::contract::headerValue(shed.headers, "Retry-After").empty());
        for (int i = 5; i < 8; ++i)
            answers.push_back(bench.serve(moneyRequest("block_funds", "b-" + std::to_string(i))));
        const core::Response over = bench.serve(moneyRequest("block_funds", "over")).get();
        QCOMPARE(over.status, 503);
        QCOMPARE(code(over), "queue_backpressure");
        QCOMPARE(outcome(over), "none");
        // What tells that all this is so is never shed.
        QCOMPARE(bench.serve(readRequest("/readyz")).get().status, 200);
        const std::string metrics = bench.serve(readRequest("/metrics")).get().body;
        QVERIFY(metrics.find("betd_shed_total{kind=\"read\"} 1") != std::string::npos);
        QVERIFY(metrics.find("betd_shed_total{kind=\"write\"} 1") != std::string::npos);
        QVERIFY(metrics.find("betd_writer_queue_depth 8") != std::string::npos);
        bench.release();
        for (auto& answer : answers)
            QCOMPARE(answer.get().status, 200);
        QCOMPARE(bench.serve(readRequest("/api/v1/bets")).get().status, 200);
    }

    void saysThatItIsNotReadyWhileTheDiskIsFull()
    {
        Bench bench;
        bench.fail("INSERT", Kind::Full, 1);
        bench.writer().start();
        QCOMPARE(bench.serve(readRequest("/readyz")).get().status, 200);
        QCOMPARE(bench.serve(moneyRequest("block_funds", "b-1")).get().status, 503);
        const core::Response notReady = bench.serve(readRequest("/readyz")).get();
        QCOMPARE(notReady.status, 503);
        QCOMPARE(member(QByteArray::fromStdString(notReady.body), "store_writable"), "false");
        QCOMPARE(bench.serve(readRequest("/healthz")).get().status, 200);
        QTRY_COMPARE(bench.serve(readRequest("/readyz")).get().status, 200);
    }

    void aFailedCommitIsOfUnknownOutcomeAndTheRepeatMovesMoneyOnce()
    {
        Bench bench;
        bench.fail("COMMIT", Kind::Other, 1);
        bench.writer().start();
        const core::Response first = bench.ask(moneyRequest("block_funds", "b-1"));
        QCOMPARE(first.status, 500);
        QCOMPARE(code(first), "internal_error");
        QCOMPARE(outcome(first), "unknown");
        QCOMPARE(bench.published(), 0u);
        QCOMPARE(bench.heldMinor(), 0);
        QCOMPARE(bench.ask(moneyRequest("block_funds", "b-1")).status, 200);
        QCOMPARE(bench.heldMinor(), 1'000);
    }

    void aFullDiskRefusesAndTheLoopGoesOn()
    {
        Bench bench;
        bench.fail("INSERT", Kind::Full, 1);
        bench.writer().start();
        const core::Response refused = bench.ask(moneyRequest("block_funds", "b-1"));
        QCOMPARE(refused.status, 503);
        QCOMPARE(code(refused), "maintenance");
        QCOMPARE(outcome(refused), "none");
        QVERIFY(!bench.writer().storeWritable());
        // Without any request: a probe of its own finds that the disk has room again.
        QTRY_VERIFY(bench.writer().storeWritable());
        QVERIFY(bench.writer().loopAgeMs() < 2'000);
        QCOMPARE(bench.ask(moneyRequest("block_funds", "b-1")).status, 200);
        QVERIFY(bench.metrics().find("betd_storage_failures_total 1") != std::string::npos);
    }

    void aDiskThatStaysFullNeverStopsTheLoop()
    {
        Bench bench;
        bench.fail("INSERT", Kind::Full, 1'000);
        bench.writer().start();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(bench.ask(moneyRequest("block_funds", "b-1")).status, 503);
        bench.fail("INSERT", Kind::Full, 0);
        QCOMPARE(bench.ask(moneyRequest("block_funds", "b-1")).status, 200);
        QVERIFY(bench.writer().storeWritable());
    }

    void aRefusalIsWrittenOnceTheDiskHasRoomAgain()
    {
        Bench bench;
        core::Request refused = readRequest("/api/v1/bets");
        refused.identity = {"root", {"admin"}};
        QCOMPARE(bench.serve(refused).get().status, 403);
        bench.fail("INSERT INTO audit", Kind::Full, 2);
        bench.writer().start();
        core::Request log = readRequest("/api/v1/audit");
        log.identity = {"vera", {"auditor"}};
        log.query = "action=refused&subject=root";
        // The writer rests a second after each failure.
        QTRY_VERIFY_WITH_TIMEOUT(bench.serve(log).get().body.find("GET /api/v1/bets") != std::string::npos, 30'000);
        QVERIFY(bench.metrics().find("betd_storage_failures_total 2") != std::string::npos);
    }

    void aMoneyCallIsDoneAlthoughARefusalIsNotTaken()
    {
        Bench bench;
        core::Request refused = readRequest("/api/v1/bets");
        refused.identity = {"root", {"admin"}};
        QCOMPARE(bench.serve(refused).get().status, 403);
        // Together, and then the refusal alone.
        bench.fail("INSERT INTO audit", Kind::Constraint, 2);
        auto answer = bench.send(moneyRequest("block_funds", "b-1"));
        bench.writer().start();
        QCOMPARE(answer.get().status, 200);
    }

    void oneRequestThatTheStoreRefusesSparesTheOthers()
    {
        Bench bench;
        bench.hold();
        bench.writer().start();
        std::vector<std::future<core::Response>> answers;
        answers.push_back(bench.send(moneyRequest("block_funds", "first")));
        bench.untilHeld();
        // Once for the batch, once more for the request that is to blame.
        bench.fail("INSERT", Kind::Constraint, 2);
        for (int i = 0; i < 10; ++i)
            answers.push_back(bench.send(moneyRequest("block_funds", "b-" + std::to_string(i))));
        bench.release();
        int accepted = 0;
        int failed = 0;
        for (auto& answer : answers) {
            const core::Response response = answer.get();
            accepted += response.status == 200 ? 1 : 0;
            failed += response.status == 500 ? 1 : 0;
        }
        QCOMPARE(accepted, 10);
        QCOMPARE(failed, 1);
        QCOMPARE(bench.heldMinor(), 10 * 1'000);
    }

    void aRequestWaitsForItsOperation()
    {
        core::Faults slow;
        slow.slow = 1;
        slow.slowMs = 50;
        Bench bench(slow);
        bench.writer().start();
        QCOMPARE(bench.ask(moneyRequest("block_funds", "b-1")).status, 200);
        QTRY_COMPARE(bench.writer().waiting(), 0u);
    }

    void aRequestWaitsNoLongerThanItsPartnerIsGiven()
    {
        core::Faults lost;
        lost.timeoutAfterEffect = 1;
        lost.timeoutMs = 30'000;
        Bench bench(lost, {}, 100);
        bench.writer().start();
        const core::Response response = bench.ask(moneyRequest("block_funds", "b-1"));
        QCOMPARE(response.status, 503);
        QCOMPARE(code(response), "partner_timeout");
        QCOMPARE(outcome(response), "unknown");
    }

    void stoppingAnswersEverything()
    {
        core::Faults lost;
        lost.timeoutAfterEffect = 1;
        lost.timeoutMs = 60'000;
        Bench bench(lost, {}, 60'000);
        bench.hold();
        bench.writer().start();
        auto waiting = bench.send(moneyRequest("block_funds", "b-1"));
        bench.untilHeld();
        auto queued = bench.send(moneyRequest("check_bet", "b-2"));
        bench.release();
        bench.writer().stop();
        QCOMPARE(code(waiting.get()), "partner_timeout");
        QCOMPARE(queued.get().status, 200);
        QVERIFY(!bench.send(moneyRequest("check_bet", "b-3")).valid());
    }
};

QTEST_GUILESS_MAIN(TestHttpWriter)
#include "tst_httpwriter.moc"
