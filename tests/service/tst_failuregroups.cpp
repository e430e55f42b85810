// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/failures.h"
#include "service/core/callcounts.h"
#include "service/core/failurerules.h"
#include "service/core/failures.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>
#include <sstream>

namespace contract = client::contract;
using contract::FailureRow;
using contract::FailureState;
using service::core::FailureBlocks;
using service::core::FailureFacts;
using service::core::Faults;
using tests::body;
using tests::codeOf;
using tests::Desk;

namespace {

constexpr std::int64_t hourMs = contract::failureBlockMs;

Faults always(double Faults::*fault)
{
    Faults faults;
    faults.*fault = 1;
    return faults;
}

std::string name(FailureState state)
{
    return std::string(word(state));
}

std::vector<FailureRow> groups(Desk& desk, const std::string& query = {})
{
    const auto page = contract::decodeFailurePage(desk.get("/api/v1/failures", query).body);
    return page ? page->rows : std::vector<FailureRow>();
}

std::vector<std::string> bets(Desk& desk, const FailureRow& group)
{
    const auto page = contract::decodeBetPage(desk.get("/api/v1/failures/" + group.id.text() + "/bets").body);
    std::vector<std::string> all;
    for (const auto& row : page.value().rows)
        all.push_back(row.bet.text());
    return all;
}

service::core::Response order(Desk& desk, const FailureRow& group, const std::string& verb, const std::string& text,
                              const std::string& key = "k-1")
{
    desk.role = "support";
    desk.headerKey = key;
    auto response = desk.post("/api/v1/failures/" + group.id.text() + ":" + verb, text);
    desk.role = "game";
    desk.headerKey.clear();
    return response;
}

FailureRow after(const service::core::Response& response)
{
    return contract::decodeFailureRow(response.body).value_or(FailureRow{});
}

// A block that this fault keeps from its end.
void fail(Desk& desk, const std::string& bet, double Faults::*fault = &Faults::unavailable503)
{
    desk.wallet->setFaults(always(fault));
    desk.post("/api/block_funds", body({}, "25", bet));
    desk.tick();
}

std::vector<std::string> audited(Desk& desk)
{
    std::vector<std::string> all;
    for (const auto& row : desk.store->audit(0, 10'000)) {
        if (row.action.rfind("failure_", 0) == 0)
            all.push_back(row.action + " " + row.object + " " + row.after);
    }
    return all;
}

} // namespace

class TestFailureGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStateFollowsFromCountsAndTime_data();
    void theStateFollowsFromCountsAndTime();
    void hoursMoveOnAndOldOnesAreDropped();
    void oneCauseAtOnePartnerIsOneGroup();
    void otherCausesMakeOtherGroupsAndABetIsInOne();
    void aBetLeavesWhenItsOperationSucceeds();
    void aRefusedBetStaysForADay();
    void whatPeopleAgreedOnIsNoFailure();
    void theGroupsSurviveARestart();
    void aFailureThatIsRolledBackIsNotCounted();
    void consolesAreToldOnceATickWithTheWholeRow();
    void aQuietGroupLeavesTheListAndComesBackRegressed();
    void aRetriedGroupThatEmptiedComesBackRegressed();
    void aMutedGroupSpeaksUpWhenItDoubles();
    void ownerAndNoteAreKeptAndAudited();
    void retryHurriesEveryOpenOperationOnce();
    void retryRefusesAnotherCount();
    void retryLeavesDoubtAloneWhereItWouldBeDoneTwice();
    void thousandWordingsDoNotMakeAThousandGroups();
    void listsByPartnerAndState();
    void openBetsAreThoseWhoseOperationIsOpenAndFailedLast();
};

void TestFailureGroups::theStateFollowsFromCountsAndTime_data()
{
    QTest::addColumn<QByteArray>("state");
    // Hours before now: when it came, was taken and got worse, the limit of its muting, and the counts, newest first.
    QTest::addColumn<QByteArray>("facts");
    const auto row = [](const char* name, const char* facts, const char* state) {
        QTest::newRow(name) << QByteArray(state) << QByteArray(facts);
    };
    //                                                came back taken worse muted | counts
    row("just came", "0    no   no    no    0       9", "new");
    row("came an hour ago", "1    no   no    no    0       2 2", "new");
    row("came a day ago", "24   no   no    no    0       1 1", "ongoing");
    row("taken since", "1    no   0     no    0       2 2", "ongoing");
    row("taken before it came back", "1    yes  30    no    0       2 2", "regressed");
    row("taken again", "1    yes  0     no    0       2 2", "ongoing");
    row("back for a day", "24   yes  no    no    0       2 2", "ongoing");
    row("more than three times the hour before", "1    no   no    no    0       10 3", "escalating");
    row("just three times", "1    no   no    no    0       9 3", "new");
    row("many, but fewer than five", "1    no   no    no    0       4 0", "new");
    row("the mean counts quiet hours too", "3    no   0     no    0       5 3 0 0", "escalating");
    row("a mean above a third", "3    no   0     no    0       5 3 2 1", "ongoing");
    row("hours before it came back do not count", "1    yes  no    no    0       9 3 0 0 0", "regressed");
    row("escalates although somebody has it", "9    no   2     no    0       50 1", "escalating");
    row("muted", "9    no   no    no    20      19 1", "muted");
    row("at the limit", "9    no   no    no    20      20 9 9 9 9 9 9 9 9 9", "new");
    row("outgrew its muting this hour", "30   no   no    0     0       20 19 18 17", "escalating");
    row("outgrew it an hour ago", "30   no   no    1     0       9 19 18 17 9 9 9 9 9 9", "ongoing");
}

void TestFailureGroups::theStateFollowsFromCountsAndTime()
{
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, facts);
    const std::int64_t now = 500'000 * hourMs + 10 * 60'000;
    std::istringstream words(facts.toStdString());
    const auto hours = [&] {
        std::string word;
        words >> word;
        return word == "no" ? std::int64_t(0) : now - std::stoll(word) * hourMs;
    };
    FailureFacts given;
    given.appearedAt = hours();
    std::string back;
    words >> back;
    given.cameBack = back == "yes";
    given.takenAt = hours();
    given.worseAt = hours();
    words >> given.mutedUntil;
    FailureBlocks blocks{};
    std::size_t at = blocks.size();
    for (std::int64_t count = 0; words >> count;)
        blocks[--at] = count;
    QCOMPARE(name(service::core::failureState(given, blocks, now)), state.toStdString());
}

void TestFailureGroups::hoursMoveOnAndOldOnesAreDropped()
{
    FailureBlocks blocks{};
    blocks[0] = 1;
    blocks[22] = 2;
    blocks[23] = 3;
    const std::int64_t hour = 500'000 * hourMs;
    QCOMPARE(service::core::blocksAt(blocks, hour, hour + hourMs - 1), blocks);
    QCOMPARE(service::core::blocksAt(blocks, hour, hour - 5 * hourMs), blocks);
    const FailureBlocks next = service::core::blocksAt(blocks, hour, hour + hourMs);
    QCOMPARE(next[23], 0);
    QCOMPARE(next[22], 3);
    QCOMPARE(next[21], 2);
    QCOMPARE(std::count(next.begin(), next.end(), 0), 22);
    QCOMPARE(service::core::blocksAt(blocks, hour, hour + 24 * hourMs), FailureBlocks{});
    QCOMPARE(service::core::blocksAt(blocks, hour, hour + 1'000'000 * hourMs), FailureBlocks{});
}

void TestFailureGroups::oneCauseAtOnePartnerIsOneGroup()
{
    Desk desk;
    fail(desk, "b-1");
    fail(desk, "b-2");
    desk.post("/api/block_funds", R"({"partner_id":"p-2","partner_player_id":"u","amount":7,"bet_id":"b-3"})");
    desk.tick();
    const auto all = groups(desk);
    QCOMPARE(all.size(), std::size_t(2));
    const FailureRow& group = all[1];
    QCOMPARE(all[0].partner.text(), "p-2");
    QCOMPARE(group.partner.text(), "p-1");
    QCOMPARE(group.call, "block_funds");
    QCOMPARE(group.http, 503);
    QCOMPARE(group.errorClass, "http_503");
    QCOMPARE(group.message, "The partner is not available.");
    QCOMPARE(group.bets, 2);
    QCOMPARE(group.openBets, 2);
    QCOMPARE(group.failures, 2);
    QCOMPARE(group.amounts, (std::vector<contract::Money>{{5'000, {"EUR", 2}}}));
    QCOMPARE(group.blocks.back(), 2);
    QCOMPARE(name(group.state), "new");
    QCOMPARE(bets(desk, group), (std::vector<std::string>{"b-2", "b-1"}));
    desk.pass(3'000);
    const FailureRow later = after(desk.get("/api/v1/failures/" + group.id.text()));
    QCOMPARE(later.bets, 2);
    QVERIFY(later.failures > 2);
    QCOMPARE(later.blocks.back(), later.failures);
    QVERIFY(later.lastAt > later.firstAt);
}

void TestFailureGroups::otherCausesMakeOtherGroupsAndABetIsInOne()
{
    Desk desk;
    fail(desk, "b-1");
    desk.wallet->setFaults(always(&Faults::timeoutBeforeEffect));
    desk.pass(4'500);
    const auto all = groups(desk);
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].errorClass, "timeout");
    QCOMPARE(all[0].http, 0);
    QCOMPARE(all[0].message, "No answer within {n} ms.");
    QCOMPARE(all[0].openBets, 1);
    QCOMPARE(all[1].openBets, 0);
    QCOMPARE(all[1].bets, 1);
    QCOMPARE(bets(desk, all[0]), std::vector<std::string>{"b-1"});
    QVERIFY(bets(desk, all[1]).empty());
    const auto ofBet = groups(desk, "partner_id=p-1&bet_id=b-1");
    QCOMPARE(ofBet.size(), std::size_t(1));
    QCOMPARE(ofBet[0].id.text(), all[0].id.text());
    QVERIFY(groups(desk, "partner_id=p-1&bet_id=b-2").empty());
    QVERIFY(groups(desk, "partner_id=p-2&bet_id=b-1").empty());
    QCOMPARE(codeOf(desk.get("/api/v1/failures", "bet_id=b-1")), "validation_failed");
}

void TestFailureGroups::aBetLeavesWhenItsOperationSucceeds()
{
    Desk desk;
    fail(desk, "b-1");
    fail(desk, "b-2");
    desk.wallet->setFaults({});
    desk.pass(5'000);
    QCOMPARE(desk.state("b-1"), "blocked");
    const FailureRow group = groups(desk).at(0);
    QCOMPARE(group.openBets, 0);
    QCOMPARE(group.bets, 2);
    QCOMPARE(group.failures, 2);
    QVERIFY(bets(desk, group).empty());
    // The same bet again is not another bet.
    desk.wallet->setFaults(always(&Faults::unavailable503));
    desk.post("/api/refund", body({}, "25", "b-1"));
    desk.tick();
    const auto all = groups(desk);
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].call, "refund");
    QCOMPARE(all[0].openBets, 1);
}

void TestFailureGroups::aRefusedBetStaysForADay()
{
    Desk desk;
    desk.post("/api/block_funds", body({}, "9999999"));
    const FailureRow group = groups(desk).at(0);
    QCOMPARE(group.http, 402);
    QCOMPARE(group.bets, 1);
    QCOMPARE(group.openBets, 0);
    QCOMPARE(bets(desk, group), std::vector<std::string>{"b-1"});
    desk.pass(25 * hourMs);
    QVERIFY(bets(desk, group).empty());
}

void TestFailureGroups::whatPeopleAgreedOnIsNoFailure()
{
    Desk desk;
    fail(desk, "b-1");
    service::core::Context context{*desk.store, *desk.wallet, desk.clock, desk.random, desk.settings};
    context.readClock();
    service::core::Recorder recorder(context);
    service::core::Rounds rounds(context, recorder);
    service::core::CallCounts counts(context);
    service::core::Outbox outbox(context, recorder, rounds, counts);
    service::core::Failures failures(context, recorder, outbox);
    const auto bet = desk.store->bet(contract::PartnerId("p-1"), contract::BetId("b-1")).value();
    auto operation = desk.store->operation(bet.operation).value();
    operation.state = contract::OperationState::Declined;
    operation.errorClass = "resolved";
    operation.error = "the partner's report of today";
    service::core::Transaction transaction(*desk.store);
    failures.onEnded(bet, operation);
    transaction.commit();
    QCOMPARE(groups(desk).size(), std::size_t(1));
    QCOMPARE(groups(desk).at(0).failures, 1);
    QCOMPARE(groups(desk).at(0).openBets, 0);
    QVERIFY(bets(desk, groups(desk).at(0)).empty());
}

void TestFailureGroups::theGroupsSurviveARestart()
{
    QTemporaryDir folder;
    Desk desk({}, folder.filePath(QStringLiteral("bets.db")).toStdString());
    fail(desk, "b-1");
    order(desk, groups(desk).at(0), "note", R"({"text":"told"})");
    const FailureRow before = groups(desk).at(0);
    desk.restart();
    QCOMPARE(groups(desk).at(0), before);
    fail(desk, "b-2");
    QCOMPARE(groups(desk).at(0).bets, 2);
}

void TestFailureGroups::aFailureThatIsRolledBackIsNotCounted()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::unavailable503));
    desk.post("/api/block_funds", body());
    {
        service::core::Transaction transaction(*desk.store);
        desk.service->tick();
    }
    desk.service->discard();
    QVERIFY(groups(desk).empty());
    desk.tick();
    QCOMPARE(groups(desk).at(0).failures, 1);
}

void TestFailureGroups::consolesAreToldOnceATickWithTheWholeRow()
{
    Desk desk;
    desk.wallet->setFaults(always(&Faults::unavailable503));
    for (int i = 0; i < 5; ++i)
        desk.post("/api/block_funds", body({}, "25", "b-" + std::to_string(i)));
    desk.events.clear();
    desk.tick();
    std::vector<contract::FeedEvent> told;
    for (const auto& event : desk.events) {
        if (event.type == "failure.changed")
            told.push_back(contract::decodeFeedEvent(event.id, event.data).value());
    }
    QCOMPARE(told.size(), std::size_t(1));
    QCOMPARE(told[0].failure, std::optional(groups(desk).at(0)));
    QCOMPARE(told[0].failure->bets, 5);
}

void TestFailureGroups::aQuietGroupLeavesTheListAndComesBackRegressed()
{
    Desk desk;
    fail(desk, "b-1");
    desk.wallet->setFaults({});
    desk.pass(5'000);
    QCOMPARE(groups(desk).size(), std::size_t(1));
    const std::string id = groups(desk).at(0).id.text();
    desk.pass(25 * hourMs);
    QVERIFY(groups(desk).empty());
    fail(desk, "b-2");
    QCOMPARE(groups(desk).at(0).id.text(), id);
    QCOMPARE(name(groups(desk).at(0).state), "regressed");
    QCOMPARE(groups(desk).at(0).blocks.back(), 1);
    QCOMPARE(groups(desk).at(0).failures, 2);
}

void TestFailureGroups::aRetriedGroupThatEmptiedComesBackRegressed()
{
    Desk desk;
    fail(desk, "b-1");
    order(desk, groups(desk).at(0), "assign", R"({"owner":"a.petrova"})");
    QCOMPARE(name(groups(desk).at(0).state), "ongoing");
    // Without anybody's retry an end is no resolution.
    desk.wallet->setFaults({});
    desk.pass(5'000);
    fail(desk, "b-2");
    QCOMPARE(name(groups(desk).at(0).state), "ongoing");
    desk.wallet->setFaults({});
    QCOMPARE(order(desk, groups(desk).at(0), "retry", R"({"expected_count":1})", "k-2").status, 200);
    desk.tick();
    QCOMPARE(groups(desk).at(0).openBets, 0);
    desk.pass(60'000);
    fail(desk, "b-3");
    QCOMPARE(name(groups(desk).at(0).state), "regressed");
    QCOMPARE(groups(desk).at(0).owner, "a.petrova");
    // Whoever has it says so again.
    QCOMPARE(name(after(order(desk, groups(desk).at(0), "assign", R"({"owner":"a.petrova"})", "k-3")).state),
             "ongoing");
}

void TestFailureGroups::aMutedGroupSpeaksUpWhenItDoubles()
{
    Desk desk;
    for (int i = 0; i < 4; ++i)
        fail(desk, "b-" + std::to_string(i));
    const std::int64_t before = groups(desk).at(0).blocks.back();
    const FailureRow muted = after(order(desk, groups(desk).at(0), "mute", "{}"));
    QCOMPARE(name(muted.state), "muted");
    QCOMPARE(muted.mutedUntil, 2 * before);
    QCOMPARE(after(order(desk, muted, "mute", "{}", "k-2")).mutedUntil, 2 * before);
    int next = 10;
    while (groups(desk).at(0).blocks.back() < 2 * before - 1) {
        QCOMPARE(name(groups(desk).at(0).state), "muted");
        fail(desk, "b-" + std::to_string(next++));
    }
    QCOMPARE(name(groups(desk).at(0).state), "muted");
    fail(desk, "b-" + std::to_string(next++));
    QCOMPARE(name(groups(desk).at(0).state), "escalating");
    QCOMPARE(groups(desk).at(0).mutedUntil, 0);
    const FailureRow again = after(order(desk, groups(desk).at(0), "mute", "{}", "k-3"));
    QCOMPARE(name(again.state), "muted");
    QCOMPARE(name(after(order(desk, again, "unmute", "{}", "k-4")).state), "new");
}

void TestFailureGroups::ownerAndNoteAreKeptAndAudited()
{
    Desk desk;
    fail(desk, "b-1");
    const FailureRow group = groups(desk).at(0);
    const FailureRow owned = after(order(desk, group, "assign", R"({"owner":"a.petrova"})"));
    QCOMPARE(owned.owner, "a.petrova");
    QVERIFY(owned.version > group.version);
    QCOMPARE(after(order(desk, group, "note", R"({"text":"ACME told"})", "k-2")).note, "ACME told");
    const FailureRow free = after(order(desk, group, "assign", R"({"owner":""})", "k-3"));
    QVERIFY(free.owner.empty());
    QCOMPARE(free.note, "ACME told");
    QCOMPARE(name(free.state), "new");
    const std::string object = " failure:" + group.id.text() + " ";
    QCOMPARE(audited(desk),
             (std::vector<std::string>{"failure_assign" + object + "a.petrova", "failure_note" + object + "ACME told",
                                       "failure_assign" + object}));
    FailureRow none;
    none.id = contract::FailureId("f-99");
    QCOMPARE(codeOf(order(desk, none, "mute", "{}", "k-4")), "not_found");
}

void TestFailureGroups::retryHurriesEveryOpenOperationOnce()
{
    Desk desk;
    fail(desk, "b-1");
    fail(desk, "b-2");
    desk.wallet->setFaults({});
    const FailureRow group = groups(desk).at(0);
    const auto first = order(desk, group, "retry", R"({"expected_count":2})");
    QCOMPARE(*contract::decodeFailureRetried(first.body), (contract::FailureRetried{2, 0, 0, 0}));
    desk.tick();
    QCOMPARE(desk.state("b-1"), "blocked");
    QCOMPARE(desk.state("b-2"), "blocked");
    QCOMPARE(groups(desk).at(0).openBets, 0);
    const auto again = order(desk, group, "retry", R"({"expected_count":2})");
    QVERIFY(tests::isReplay(again));
    QCOMPARE(again.body, first.body);
    QCOMPARE(codeOf(order(desk, group, "retry", R"({"expected_count":0})")), "idempotency_mismatch");
}

void TestFailureGroups::retryRefusesAnotherCount()
{
    Desk desk;
    fail(desk, "b-1");
    fail(desk, "b-2");
    QCOMPARE(codeOf(order(desk, groups(desk).at(0), "retry", R"({"expected_count":1})")), "count_moved");
    QCOMPARE(audited(desk).back(), "failure_retry failure:" + groups(desk).at(0).id.text() + " refused count_moved");
}

void TestFailureGroups::retryLeavesDoubtAloneWhereItWouldBeDoneTwice()
{
    service::core::Settings settings;
    settings.anyPartner = false;
    service::core::PartnerSettings partner;
    partner.id = "p-1";
    partner.bookmaker = service::core::BookmakerRules{false, true, service::core::CorrectionCalls::Rows};
    settings.partners["p-1"] = partner;
    Desk desk(settings);
    fail(desk, "b-1", &Faults::timeoutBeforeEffect);
    desk.pass(2'000);
    const FailureRow group = groups(desk).at(0);
    QCOMPARE(group.errorClass, "timeout");
    const auto done = contract::decodeFailureRetried(order(desk, group, "retry", R"({"expected_count":1})").body);
    QCOMPARE(*done, (contract::FailureRetried{0, 0, 1, 0}));
}

void TestFailureGroups::thousandWordingsDoNotMakeAThousandGroups()
{
    Desk desk;
    service::core::Transaction transaction(*desk.store);
    for (int i = 0; i < 100; ++i) {
        service::core::Failure failure;
        failure.row.partner = contract::PartnerId("p-1");
        failure.row.call = "block_funds";
        failure.row.http = 503;
        failure.row.errorClass = "http_503";
        failure.row.message = std::string("wording ") + static_cast<char>('a' + i % 26) + std::string(i / 26, 'x');
        desk.store->insertFailure(failure);
    }
    transaction.commit();
    fail(desk, "b-1");
    fail(desk, "b-2");
    QCOMPARE(groups(desk).size(), std::size_t(1));
    QCOMPARE(groups(desk).at(0).message, "{other}");
    QCOMPARE(groups(desk).at(0).bets, 2);
}

void TestFailureGroups::listsByPartnerAndState()
{
    Desk desk;
    fail(desk, "b-1");
    desk.post("/api/block_funds", R"({"partner_id":"p-2","partner_player_id":"u","amount":7,"bet_id":"b-3"})");
    desk.tick();
    QCOMPARE(groups(desk, "partner_id=p-2").size(), std::size_t(1));
    QCOMPARE(groups(desk, "partner_id=p-3").size(), std::size_t(0));
    QCOMPARE(groups(desk, "state=new").size(), std::size_t(2));
    order(desk, groups(desk).at(1), "mute", "{}");
    QCOMPARE(groups(desk, "state=muted").at(0).partner.text(), "p-1");
    QCOMPARE(codeOf(desk.get("/api/v1/failures", "state=resolved")), "validation_failed");
    const auto page = contract::decodeFailurePage(desk.get("/api/v1/failures", "limit=1").body);
    QCOMPARE(page->rows.size(), std::size_t(1));
    QCOMPARE(groups(desk, "cursor=" + page->nextCursor).at(0).partner.text(), "p-1");
}

// A stretch of ordinary life with faults: the counts that are kept must be what counting anew finds.
void TestFailureGroups::openBetsAreThoseWhoseOperationIsOpenAndFailedLast()
{
    Desk desk;
    Faults faults;
    faults.unavailable503 = 0.35;
    faults.timeoutBeforeEffect = 0.2;
    faults.timeoutAfterEffect = 0.2;
    desk.wallet->setFaults(faults);
    constexpr int betsMade = 60;
    const auto agree = [&] {
        std::int64_t kept = 0;
        for (const FailureRow& group : groups(desk, "limit=500")) {
            kept += group.openBets;
            QCOMPARE(group.openBets,
                     static_cast<std::int64_t>(
                         desk.store->openFailureBets(std::stoll(group.id.text().substr(2)), -1).size()));
            QCOMPARE(std::accumulate(group.blocks.begin(), group.blocks.end(), std::int64_t(0)), group.failures);
        }
        std::set<std::int64_t> failing; // a bet counts once, also while a refund takes its block back
        for (const auto& operation : desk.store->openOperations()) {
            if (!desk.store->attempts(operation.id, 1).empty())
                failing.insert(operation.bet);
        }
        QCOMPARE(kept, static_cast<std::int64_t>(failing.size()));
    };
    for (int i = 0; i < betsMade; ++i) {
        const std::string bet = "b-" + std::to_string(i);
        desk.post("/api/block_funds", body({}, i % 7 == 0 ? "9999999" : "25", bet));
        desk.pass(700);
        const std::string older = "b-" + std::to_string(i / 2);
        if (i % 3 == 0)
            desk.post("/api/update_bet_status", body(R"("status":"lose")", "25", older));
        else
            desk.post("/api/refund", body({}, "25", older));
        desk.pass(900);
        agree();
    }
    desk.restart();
    agree();
    desk.wallet->setFaults({});
    desk.pass(hourMs);
    agree();
    for (const FailureRow& group : groups(desk, "limit=500"))
        QCOMPARE(group.openBets, 0);
}

QTEST_GUILESS_MAIN(TestFailureGroups)
#include "tst_failuregroups.moc"
