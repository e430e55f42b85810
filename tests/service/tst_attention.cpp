// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/stats.h"
#include "service/core/callcounts.h"
#include "service/core/partnerhealth.h"
#include "tests/service/office.h"
#include "tests/service/remotedesk.h"

#include <QTest>

namespace contract = client::contract;
using contract::Aging;
using contract::Stats;
using service::core::CallMade;
using service::core::DurationCounts;
using service::core::Faults;
using tests::body;
using tests::Desk;
using tests::Office;

namespace {

constexpr std::int64_t minuteMs = contract::statsMinuteMs;

service::core::Settings withPartner()
{
    service::core::Settings settings;
    settings.partners["p-1"].id = "p-1";
    settings.partners["p-1"].name = "Partner one";
    settings.partners["p-2"].id = "p-2";
    return settings;
}

Stats statsOf(Desk& desk)
{
    const auto response = desk.get("/api/v1/stats");
    const auto read = contract::decodeStats(response.body);
    if (!read)
        qFatal("no stats: %s", response.body.c_str());
    return *read;
}

const contract::PartnerStats& partnerOf(const Stats& stats)
{
    return stats.partners.front();
}

Faults always(double Faults::*fault)
{
    Faults faults;
    faults.*fault = 1;
    return faults;
}

QByteArray text(const Aging& aging)
{
    QByteArray made;
    for (const auto count : aging.counts)
        made += QByteArray::number(static_cast<qint64>(count)) + ' ';
    return made.trimmed();
}

// Health of a line that is in trouble.
class Ill : public service::core::PartnerHealth
{
public:
    service::core::PartnerCalls callsOf(const contract::PartnerId& partner) const override
    {
        if (partner.text() != "p-2")
            return {};
        return {contract::CircuitBreaker::State::Open, 3, 5, 1'795'000'000'500, 900};
    }
};

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsFallIntoTheirBuckets()
    {
        using service::core::durationBoundsMs;
        using service::core::durationBucket;
        QCOMPARE(durationBucket(0), 0);
        QCOMPARE(durationBucket(1), 0);
        QCOMPARE(durationBucket(2), 1);
        QCOMPARE(durationBucket(4), 3);
        QCOMPARE(durationBucket(60'000), static_cast<int>(durationBoundsMs.size()) - 1);
        QCOMPARE(durationBucket(600'000), static_cast<int>(durationBoundsMs.size()) - 1);
    }

    void percentilesLieInsideTheirBucket()
    {
        using service::core::durationBucket;
        using service::core::percentileMs;
        DurationCounts counts{};
        QVERIFY(!percentileMs(counts, 50));
        counts[static_cast<std::size_t>(durationBucket(100))] = 1; // (70, 100]
        QCOMPARE(percentileMs(counts, 50), std::optional<std::int64_t>(100));
        QCOMPARE(percentileMs(counts, 95), std::optional<std::int64_t>(100));
        counts[static_cast<std::size_t>(durationBucket(100))] = 10;
        QCOMPARE(percentileMs(counts, 50), std::optional<std::int64_t>(85));
        counts[static_cast<std::size_t>(durationBucket(1'000))] = 10; // (700, 1000]
        QCOMPARE(percentileMs(counts, 50), std::optional<std::int64_t>(100));
        QCOMPARE(percentileMs(counts, 95), std::optional<std::int64_t>(970));
    }

    void aQuietServiceIsCalm()
    {
        Desk desk(withPartner());
        const Stats stats = statsOf(desk);
        QVERIFY(stats.attention.isCalm());
        QCOMPARE(stats.since, 0);
        QCOMPARE(stats.queueDepth, 0);
        QCOMPARE(stats.at, desk.clock.utcMs());
        QCOMPARE(stats.from % minuteMs, 0);
        QCOMPARE(stats.from + 60 * minuteMs > stats.at && stats.from + 59 * minuteMs <= stats.at, true);
        QCOMPARE(stats.partners.size(), std::size_t{2});
        QCOMPARE(partnerOf(stats).name, std::string("Partner one"));
        QVERIFY(!partnerOf(stats).errorRatioMilli && !partnerOf(stats).hour.p50Ms);
    }

    void countsCallsByMinuteAndOutcome()
    {
        Desk desk(withPartner());
        desk.post("/api/block_funds", body({}, "100", "b-1"));
        desk.post("/api/block_funds", body({}, "900000", "b-2")); // more than the player has
        desk.clock.now += 3 * minuteMs;
        desk.post("/api/block_funds", body({}, "100", "b-3"));
        desk.wallet->setFaults(always(&Faults::unavailable503));
        desk.post("/api/block_funds", body({}, "100", "b-4"));
        desk.tick();
        const Stats stats = statsOf(desk);
        QCOMPARE(stats.minutes.size(), contract::statsMinutes);
        QVERIFY(stats.minutes[56].calls == (contract::CallTally{1, 1, 0, 0}));
        QVERIFY(stats.minutes[57].calls == contract::CallTally{});
        QCOMPARE(stats.minutes[59].calls.accepted, 1);
        QCOMPARE(stats.minutes[59].calls.notSent, 1);
        QVERIFY(!stats.minutes[57].queueDepth);
        QCOMPARE(stats.minutes[56].queueDepth, std::optional<std::int64_t>(0));
        QCOMPARE(stats.minutes[59].queueDepth, std::optional<std::int64_t>(1));
        QCOMPARE(stats.queueDepth, 1);
        QCOMPARE(stats.since, stats.from + 56 * minuteMs);
        const auto& partner = partnerOf(stats);
        QVERIFY(partner.calls == (contract::CallTally{2, 1, 1, 0}));
        QCOMPARE(partner.errorRatioMilli, std::optional(250));
        QCOMPARE(partner.lastSuccessAt, stats.from + 59 * minuteMs);
        QVERIFY(partner.minutes[59].p95Ms && !partner.minutes[57].p95Ms);
    }

    void oldMinutesAreForgotten()
    {
        Desk desk(withPartner());
        desk.post("/api/block_funds", body({}, "100", "b-1"));
        desk.clock.now += 59 * minuteMs;
        QCOMPARE(partnerOf(statsOf(desk)).calls.all(), 1);
        QVERIFY(!partnerOf(statsOf(desk)).errorRatioMilli);
        desk.clock.now += minuteMs;
        QCOMPARE(partnerOf(statsOf(desk)).calls.all(), 0);
        desk.clock.now += 60 * minuteMs;
        desk.post("/api/block_funds", body({}, "100", "b-2"));
        QCOMPARE(desk.store->callCounts(0, INT64_MAX).size(), std::size_t{1});
        QCOMPARE(desk.store->queueDepths(0, INT64_MAX).size(), std::size_t{1});
    }

    void aPartnerNobodyNamedHasNoLineOfItsOwn()
    {
        Desk desk(withPartner());
        std::vector<CallMade> told;
        desk.service->watchCalls([&](const CallMade& call) { told.push_back(call); });
        for (const char* name : {"x-1", "x-2"})
            desk.post("/api/block_funds", "{\"partner_id\":\"" + std::string(name) +
                                              "\",\"partner_player_id\":\"u\",\"amount\":1,\"bet_id\":\"b\"}");
        QCOMPARE(told.size(), std::size_t{2});
        QVERIFY(!told[0].named && !told[1].named);
        const Stats stats = statsOf(desk);
        QCOMPARE(stats.minutes[59].calls.accepted, 2);
        QCOMPARE(stats.partners.size(), std::size_t{2});
        const auto rows = desk.store->callCounts(0, INT64_MAX);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(rows[0].partner.empty());
    }

    void callsAreToldOnceTheyAreDurable()
    {
        Desk desk(withPartner());
        std::vector<CallMade> told;
        desk.service->watchCalls([&](const CallMade& call) { told.push_back(call); });
        const auto request = desk.request("POST", "/api/block_funds", body());
        desk.store->begin();
        desk.service->handle(request);
        desk.store->rollback();
        desk.service->discard();
        QVERIFY(told.empty());
        desk.send(request);
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told[0].call, std::string_view("block_funds"));
        QCOMPARE(told[0].partner.text(), std::string("p-1"));
        QCOMPARE(told[0].correlationId, std::string("c-1"));
        QCOMPARE(told[0].outcome, contract::AnswerKind::Accepted);
        QVERIFY(told[0].named && !told[0].remote);
        QCOMPARE(statsOf(desk).minutes[59].calls.accepted, 1);
    }

    void failedBetsAgeFromTheirFailure()
    {
        Desk desk(withPartner());
        desk.post("/api/block_funds", body({}, "900000", "b-1"));
        QCOMPARE(text(statsOf(desk).attention.failed), "1 0 0 0");
        desk.clock.now += 5 * minuteMs;
        QCOMPARE(text(statsOf(desk).attention.failed), "1 0 0 0");
        desk.clock.now += 1;
        QCOMPARE(text(statsOf(desk).attention.failed), "0 1 0 0");
        desk.clock.now += 60 * minuteMs;
        desk.post("/api/block_funds", body({}, "900000", "b-2"));
        QCOMPARE(text(statsOf(desk).attention.failed), "1 0 1 0");
        desk.clock.now += 48 * 60 * minuteMs;
        QCOMPARE(text(statsOf(desk).attention.failed), "0 0 0 2");
        desk.clock.now += 5 * 24 * 60 * minuteMs;
        QCOMPARE(text(statsOf(desk).attention.failed), "0 0 0 1");
    }

    void heldFundsCountAfterFiveMinutes()
    {
        Desk desk(withPartner());
        desk.post("/api/block_funds", body());
        QVERIFY(statsOf(desk).attention.isCalm());
        desk.clock.now += 5 * minuteMs + 1;
        QCOMPARE(text(statsOf(desk).attention.held), "0 1 0 0");
        desk.clock.now += 25 * 60 * minuteMs;
        QCOMPARE(text(statsOf(desk).attention.held), "0 0 0 1");
        desk.post("/api/refund", body());
        QVERIFY(statsOf(desk).attention.isCalm());
    }

    void aFirstTryIsNoTroubleAndASecondIs()
    {
        tests::RemoteDesk desk;
        desk.bookmaker->always = tests::Fate::Unreachable;
        desk.post("/api/block_funds", body());
        QVERIFY(statsOf(desk).attention.isCalm());
        QCOMPARE(statsOf(desk).queueDepth, 1);
        desk.pass(500);
        QCOMPARE(text(statsOf(desk).attention.retrying), "1 0 0 0");
        QCOMPARE(text(statsOf(desk).attention.inDoubt), "0 0 0 0");
    }

    void doubtAgesFromItsOperation()
    {
        tests::RemoteDesk desk;
        std::vector<CallMade> told;
        desk.service->watchCalls([&](const CallMade& call) { told.push_back(call); });
        desk.bookmaker->askable = false;
        desk.bookmaker->always = tests::Fate::Lost;
        desk.post("/api/block_funds", body());
        desk.pass(10 * minuteMs);
        QCOMPARE(text(statsOf(desk).attention.inDoubt), "0 1 0 0");
        const auto vitals = desk.service->vitals(*desk.store);
        QCOMPARE(vitals.inDoubt, 1);
        QCOMPARE(vitals.operations, 1);
        QCOMPARE(vitals.oldestDoubtAt, desk.newest().createdAt);
        QVERIFY(told.size() >= 5);
        QVERIFY(told[0].remote);
        QCOMPARE(told[0].outcome, contract::AnswerKind::InDoubt);
        QCOMPARE(told[0].durationMs, tests::Bookmaker::timeoutMs);
        // What people say of it is no call.
        const auto calls = told.size();
        const auto proposed = desk.act(":resolve", desk.newest(), "support",
                                       R"({"outcome":"failed","reference":"a list","reason":"it says so"})");
        QCOMPARE(proposed.status, 201);
        QCOMPARE(text(statsOf(desk).attention.approvals), "1 0 0 0");
        QCOMPARE(told.size(), calls);
    }

    void jobsThatWaitForASecondPersonAreCounted()
    {
        Office office(withPartner());
        office.block("b-1", "red");
        const auto planned =
            office.by("ann", "support", "/api/v1/jobs",
                      R"({"job_id":"j-1","kind":"refund","query":"state:blocked","reason":"duplicate"})");
        QCOMPARE(planned.status, 201);
        office.pass(1'000);
        QVERIFY(statsOf(office).attention.isCalm());
        const auto sent =
            office.by("ann", "support", "/api/v1/jobs/j-1:submit", "{\"digest\":\"" + office.job().digest + "\"}");
        QCOMPARE(sent.status, 200);
        QCOMPARE(text(statsOf(office).attention.approvals), "1 0 0 0");
        const auto jobs = office.service->vitals(*office.store).jobs;
        QCOMPARE(jobs.size(), std::size_t{1});
        QCOMPARE(jobs[0].first, contract::JobState::PendingApproval);
        office.clock.now += 6 * minuteMs;
        QCOMPARE(text(statsOf(office).attention.approvals), "0 1 0 0");
    }

    void tellsOfBreakersAndSuspensions()
    {
        Desk desk(withPartner());
        Ill ill;
        desk.service->setPartnerHealth(ill);
        desk.store->suspend({contract::PartnerId("p-1"), desk.clock.utcMs(), "mia", "wrong answers"});
        const Stats stats = statsOf(desk);
        QVERIFY(stats.partners[0].suspended && !stats.partners[1].suspended);
        QCOMPARE(stats.partners[1].breaker, contract::CircuitBreaker::State::Open);
        QCOMPARE(stats.partners[1].inFlight, 3);
        QCOMPARE(stats.partners[1].queued, 5);
        QCOMPARE(stats.partners[1].lastSuccessAt, 1'795'000'000'500);
        const auto vitals = desk.service->vitals(*desk.store);
        QVERIFY(vitals.partners[0].suspended);
        QCOMPARE(vitals.partners[1].calls.queued, 5);
    }

    void takesNoParameters()
    {
        Desk desk;
        QCOMPARE(desk.get("/api/v1/stats", "minutes=5").status, 400);
        desk.reader = "game";
        QCOMPARE(desk.get("/api/v1/stats").status, 403);
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
