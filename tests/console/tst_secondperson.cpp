// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/operations/approval.h"
#include "client/operations/recalculation.h"
#include "client/ports/systemports.h"
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace client::contract;
using client::operations::Approval;
using client::operations::Recalculation;
using client::operations::RecalculationDraft;
using Plan = client::operations::Recalculation::Step;
using Decision = client::operations::Approval::Step;

namespace {

constexpr int patienceMs = 20'000;

// One person's console before the service.
struct Person
{
    Person(quint16 port, std::string token, std::string subject)
        : transport(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port))),
          api(transport, timers, clock, random, [token = std::move(token)] { return token; })
    {
        instance.environmentId = "env";
        instance.kind = "staging";
        instance.subject = std::move(subject);
    }

    template <typename T>
    Result<T> answer(client::api::CallOf<T>* call)
    {
        std::optional<Result<T>> got;
        QObject::connect(call, &client::api::Call::finished, &transport, [&got, call] { got = call->result(); });
        if (!QTest::qWaitFor([&got] { return got.has_value(); }, patienceMs))
            return fail(ErrorKind::Network, "no answer in the test's time");
        return *got;
    }

    client::ports::SystemClock clock;
    client::ports::SystemRandom random;
    client::api::QtTimers timers;
    client::api::QtTransport transport;
    client::api::BetApi api;
    InstanceInfo instance;
};

class Service
{
public:
    Service()
    {
        const auto tokens = tests::writeFile(m_folder.filePath(QStringLiteral("tokens")),
                                             "game-secret roulette game acme\nauthor-secret a.petrova support\n"
                                             "second-secret m.orlov manager\nthird-secret x.ivanova manager\n");
        const auto config = tests::writeFile(m_folder.filePath(QStringLiteral("betd.toml")),
                                             "[partners.acme]\n[jobs]\nrecalculation_hold_ms = 0\n"
                                             "[games.roulette]\nresults = [\"RED 14\", \"BLACK 7\", \"BLACK 17\"]\n");
        m_betd = std::make_unique<tests::BetdProcess>(
            QStringList{QStringLiteral("--config"), config, QStringLiteral("--token-file"), tokens});
        port = m_betd->start();
    }

    QByteArray call(const char* name, const QByteArray& body) const
    {
        return tests::exchange(port, tests::request("POST", QByteArray("/api/") + name, "game-secret", body)).body;
    }
    void bet(int number, const char* selection) const
    {
        const QByteArray base = "\"partner_id\":\"acme\",\"partner_player_id\":\"p-" + QByteArray::number(number) +
                                "\",\"amount\":10,\"bet_id\":\"b-" + QByteArray::number(number) + '"';
        call("block_funds", '{' + base + ",\"game_id\":\"roulette\",\"round_id\":\"r-1\",\"selection\":\"" + selection +
                                "\",\"odds\":2}");
    }
    void settle(int number, bool won, const char* result) const
    {
        call("update_bet_status", "{\"partner_id\":\"acme\",\"partner_player_id\":\"p-" + QByteArray::number(number) +
                                      "\",\"amount\":10,\"bet_id\":\"b-" + QByteArray::number(number) +
                                      "\",\"status\":\"" + (won ? "win" : "lose") +
                                      "\",\"payout\":" + (won ? "20" : "0") + ",\"result\":\"" + result + "\"}");
    }

    quint16 port = 0;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<tests::BetdProcess> m_betd;
};

RecalculationDraft draft(const char* result)
{
    RecalculationDraft draft;
    draft.result = result;
    draft.reason = "wrong_result";
    draft.ticket = "INC-1";
    return draft;
}

} // namespace

class TestSecondPerson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Two consoles and the real service, from the official result to the second version of the round.
    void correctsARound()
    {
        const Service service;
        QVERIFY(service.port != 0);
        service.bet(1, "RED 14");
        service.bet(2, "BLACK 7");
        service.bet(3, "BLACK 17");
        service.settle(1, true, "RED 14");
        service.settle(2, false, "RED 14");
        service.settle(3, false, "RED 14");
        Person author(service.port, "author-secret", "a.petrova");
        Person second(service.port, "second-secret", "m.orlov");

        const auto posted = second.answer(second.api.postResult(RoundId("r-1"), {"BLACK 7", "studio"}));
        QVERIFY2(posted, posted ? "" : posted.error().detail.c_str());
        QVERIFY(posted->needsRecalculation);
        QCOMPARE(posted->cause, std::string("official_result_differs"));
        const auto results = author.answer(author.api.roundResults(RoundId("r-1")));
        QVERIFY(results);
        QCOMPARE(results->rows.size(), std::size_t{2});

        Recalculation wrong(author.api, author.clock, author.random, author.instance, *posted);
        wrong.plan(draft("GREEN 0"));
        QTRY_COMPARE_WITH_TIMEOUT(wrong.step(), Plan::PlanFailed, patienceMs);
        QCOMPARE(wrong.answer().problem->code, ProblemCode::ValidationFailed);

        const auto request = [&] {
            auto one =
                std::make_unique<Recalculation>(author.api, author.clock, author.random, author.instance, *posted);
            one->plan(draft("BLACK 7"));
            return one;
        };
        auto first = request();
        QTRY_VERIFY_WITH_TIMEOUT((first->look(), first->step() == Plan::Planned), patienceMs);
        QCOMPARE(first->summary()->job.counts.waiting, std::int64_t{2});
        QCOMPARE(first->summary()->job.counts.unchanged, std::int64_t{1});
        QCOMPARE(first->summary()->job.sums.front().creditMinor, std::int64_t{2'000});
        QCOMPARE(first->summary()->job.sums.front().debitMinor, std::int64_t{-2'000});
        QVERIFY(first->confirm(QStringLiteral("r-1 BLACK 7")));
        QTRY_COMPARE_WITH_TIMEOUT(first->step(), Plan::Submitted, patienceMs);

        Approval own(author.api, "a.petrova", *first->job());
        own.load();
        QTRY_COMPARE_WITH_TIMEOUT(own.step(), Decision::Ready, patienceMs);
        QVERIFY(!own.approve({}, "BLACK 7", {}));
        Approval differs(second.api, "m.orlov", *first->job());
        differs.load();
        QTRY_COMPARE_WITH_TIMEOUT(differs.step(), Decision::Ready, patienceMs);
        QVERIFY(differs.approve({}, "BLACK 17", {}));
        QTRY_COMPARE_WITH_TIMEOUT(differs.step(), Decision::Returned, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT((first->look(), first->step() == Plan::Submitted), patienceMs);

        auto again = request();
        QTRY_VERIFY_WITH_TIMEOUT((again->look(), again->step() == Plan::Planned), patienceMs);
        QVERIFY(again->confirm(QStringLiteral("r-1 BLACK 7")));
        QTRY_COMPARE_WITH_TIMEOUT(again->step(), Plan::Submitted, patienceMs);
        Person third(service.port, "third-secret", "x.ivanova");
        Approval one(second.api, "m.orlov", *again->job());
        Approval other(third.api, "x.ivanova", *again->job());
        one.load();
        other.load();
        QTRY_COMPARE_WITH_TIMEOUT(one.step(), Decision::Ready, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(other.step(), Decision::Ready, patienceMs);
        QVERIFY(one.approve({}, "BLACK 7", "as the studio says"));
        QVERIFY(other.approve({}, "BLACK 7", {}));
        QTRY_VERIFY_WITH_TIMEOUT(one.step() != Decision::Sending && one.step() != Decision::Loading, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(other.step() != Decision::Sending && other.step() != Decision::Loading, patienceMs);
        QCOMPARE(int(one.step() == Decision::Approved) + int(other.step() == Decision::Approved), 1);
        QCOMPARE(int(one.step() == Decision::Closed) + int(other.step() == Decision::Closed), 1);

        std::optional<RoundRow> round;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const auto row = author.answer(author.api.round(RoundId("r-1")));
                if (row)
                    round = *row;
                return row && row->resultVersion == 2 && row->state == RoundState::Settled;
            }(),
            patienceMs);
        QCOMPARE(round->result, std::string("BLACK 7"));
        QVERIFY(!round->needsRecalculation);
        const auto bet = author.answer(author.api.bet(PartnerId("acme"), BetId("b-2")));
        QVERIFY(bet);
        QCOMPARE(bet->state, BetState::Won);
        const auto job = author.answer(author.api.job(again->job()->id));
        QVERIFY(job);
        QCOMPARE(job->job.state, JobState::Completed);
        QCOMPARE(job->job.counts.applied, std::int64_t{2});
    }
};

QTEST_GUILESS_MAIN(TestSecondPerson)
#include "tst_secondperson.moc"
