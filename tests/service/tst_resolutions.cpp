// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/resolution.h"
#include "tests/service/remotedesk.h"

#include <QTest>

#include <algorithm>

using client::contract::OperationKind;
using client::contract::OperationState;
using client::contract::ResolutionRow;
using client::contract::ResolutionState;
using service::core::BookmakerRules;
using tests::body;
using tests::codeOf;
using tests::Desk;
using tests::Fate;
using tests::RemoteDesk;

namespace {

constexpr std::int64_t seriesMs = 40'000;
constexpr std::int64_t dayMs = 86'400'000;

const std::string win = body(R"("status":"win","payout":200)");

std::string orderOf(const char* outcome)
{
    return std::string(R"({"outcome":")") + outcome + R"(","reference":"statement 7","reason":"Their list has it."})";
}

// A bet whose newest operation nobody at the partner will ever speak about.
class DoubtfulDesk : public RemoteDesk
{
public:
    explicit DoubtfulDesk(const BookmakerRules& rules = {}) : RemoteDesk(rules) { bookmaker->answersAsks = false; }

    void leaveInDoubt(const std::string& target, const std::string& json)
    {
        bookmaker->always = Fate::Lost;
        post(target, json);
        pass(seriesMs);
        bookmaker->always = Fate::Answered;
    }
    ResolutionRow propose(const char* outcome, const service::core::Operation& operation)
    {
        last = act(":resolve", operation, "support", orderOf(outcome));
        return client::contract::decodeResolution(last.body).value_or(ResolutionRow{});
    }
    ResolutionRow approve(const ResolutionRow& row, const std::string& who = "zoe")
    {
        last = order("/api/v1/approvals/" + row.id + ":approve",
                     R"({"digest":")" + row.digest + R"(","comment":"seen"})", "manager", who);
        return client::contract::decodeResolution(last.body).value_or(ResolutionRow{});
    }
    service::core::Response last;
};

} // namespace

class TestResolutions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBlockResolvedAsSucceededHoldsTheStake();
    void aBlockResolvedAsFailedIsRejectedForGood();
    void aSettlementResolvedAsFailedMayBeSentAgainWithItsKey();
    void aRefundOfAPersonResolvedAsFailedIsAnsweredSo();
    void aResolvedExpiryDoesNotTryAgain();
    void aCorrectionThatThePartnerDoesNotTakeIsResolved();
    void aSecondPersonHasToAgree();
    void anApprovalCoversWhatWasRead();
    void aRequestExpires();
    void whatBecomesDefiniteByItselfIsNotResolved();
    void aRejectedRequestMovesNothing();
    void onlyOneRequestWaitsAtATime();
    void whatCannotBeResolved();
    void aBlockUnderItsWaitingRefundIsResolved_data();
    void aBlockUnderItsWaitingRefundIsResolved();
    void aLateAnswerThatContradictsIsAnAlert();
    void theListShowsThem();
};

void TestResolutions::aBlockResolvedAsSucceededHoldsTheStake()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const std::string waitingFor = desk.waitingFor;
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    QCOMPARE(desk.last.status, 201);
    QVERIFY(asked.state == ResolutionState::Pending);
    QCOMPARE(desk.state(), std::string("checked"));
    const ResolutionRow agreed = desk.approve(asked);
    QCOMPARE(desk.last.status, 200);
    QVERIFY(agreed.state == ResolutionState::Approved);
    QCOMPARE(agreed.approver, std::string("zoe"));
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.newest().state, OperationState::Succeeded);
    QVERIFY(std::find(desk.finished.begin(), desk.finished.end(), waitingFor) != desk.finished.end());
    QVERIFY(tests::isReplay(desk.post("/api/block_funds", body())));
    const auto attempts = desk.store->attempts(desk.newest().id, -1);
    QVERIFY(attempts.back().request.find("statement 7: Their list has it. (tester, zoe)") != std::string::npos);
    QCOMPARE(desk.audited("resolve"), std::size_t(1));
    QCOMPARE(desk.audited("resolution_approved"), std::size_t(1));
    QVERIFY(desk.saw("resolution.requested"));
    QVERIFY(desk.saw("resolution.approved"));
    const std::size_t sends = desk.bookmaker->seen().size();
    desk.pass(10 * dayMs);
    QCOMPARE(desk.bookmaker->seen().size(), sends);
    QCOMPARE(desk.approve(asked).id, asked.id); // the same press again
    QCOMPARE(desk.last.status, 200);
}

void TestResolutions::aBlockResolvedAsFailedIsRejectedForGood()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    desk.approve(desk.propose("failed", desk.newest()));
    QCOMPARE(desk.state(), std::string("rejected"));
    QCOMPARE(codeOf(desk.post("/api/block_funds", body())), std::string("bet_declined"));
    QCOMPARE(desk.bookmaker->effects("block:p-1/b-1"), 0);
    // Who said so, and by what, stays with the people.
    const auto told = desk.post("/api/block_funds", body());
    for (const char* secret : {"tester", "zoe", "statement"})
        QVERIFY2(told.body.find(secret) == std::string::npos, told.body.c_str());
}

void TestResolutions::aSettlementResolvedAsFailedMayBeSentAgainWithItsKey()
{
    BookmakerRules rules;
    rules.deduplicates = false;
    DoubtfulDesk desk(rules);
    desk.block();
    desk.leaveInDoubt("/api/update_bet_status", win);
    const service::core::Operation first = desk.newest();
    desk.approve(desk.propose("failed", first));
    QCOMPARE(desk.state(), std::string("blocked"));
    QCOMPARE(desk.newest().state, OperationState::Declined);
    QCOMPARE(desk.row().shown(), client::contract::ShownStatus::Failed);
    // The key stands for what it was first used for, whatever people say.
    QCOMPARE(codeOf(desk.post("/api/update_bet_status", body(R"("status":"win","payout":250)"))),
             std::string("idempotency_mismatch"));
    QCOMPARE(desk.post("/api/update_bet_status", win).status, 0);
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("won"));
    QCOMPARE(desk.newest().id, first.id);
    QCOMPARE(desk.bookmaker->balance("u-1"), std::int64_t(1'010'000));
}

void TestResolutions::aRefundOfAPersonResolvedAsFailedIsAnsweredSo()
{
    DoubtfulDesk desk;
    desk.block();
    const std::string json = R"({"refund_id":"r-1","items":[{"partner_id":"p-1","bet_id":"b-1","amount":)"
                             R"({"amount":"100.00","currency":"EUR"},"expected_version":)" +
                             std::to_string(desk.row().version) + R"(}],"reason":"technical_issue"})";
    desk.bookmaker->always = Fate::Lost;
    desk.order("/api/v1/refunds", json, "support");
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    desk.approve(desk.propose("failed", desk.newest()));
    QCOMPARE(desk.state(), std::string("blocked"));
    const auto again = desk.order("/api/v1/refunds", json, "support");
    QCOMPARE(codeOf(again), std::string("bet_declined"));
    QVERIFY(client::contract::decodeProblem(again.body, again.status)->stored);
}

void TestResolutions::aResolvedExpiryDoesNotTryAgain()
{
    DoubtfulDesk desk;
    desk.block();
    const auto bet = *desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId("b-1"));
    desk.bookmaker->always = Fate::Lost;
    desk.store->begin();
    desk.store->setExpiry(bet.id, desk.clock.utcMs());
    desk.store->commit();
    desk.service->discard();
    desk.pass(seriesMs);
    QCOMPARE(desk.newest().kind, OperationKind::Expiry);
    desk.approve(desk.propose("failed", desk.newest()));
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.store->begin();
    desk.store->setExpiry(bet.id, desk.clock.utcMs());
    desk.store->commit();
    desk.service->discard();
    desk.pass(seriesMs); // would break the key of the expiry
    QCOMPARE(desk.newest().state, OperationState::Declined);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestResolutions::aCorrectionThatThePartnerDoesNotTakeIsResolved()
{
    BookmakerRules rules;
    rules.corrections = service::core::CorrectionCalls::None;
    DoubtfulDesk desk(rules);
    desk.post("/api/block_funds", body(R"("round_id":"r-1","selection":"5","odds":2)"));
    desk.pass(1'000);
    desk.post("/api/update_bet_status", body(R"("status":"win","payout":200,"result":"5")"));
    desk.pass(1'000);
    desk.post("/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})");
    desk.pass(1'000);
    QCOMPARE(desk.newest().state, OperationState::NeedsReview);
    const auto item = desk.store->itemOfOperation(desk.newest().id);
    QVERIFY(item && item->state == client::contract::JobItemState::Failed);
    desk.approve(desk.propose("succeeded", desk.newest()));
    QCOMPARE(desk.state(), std::string("lost"));
    QVERIFY(desk.row().resettled);
    QVERIFY(desk.store->itemOfOperation(desk.newest().id)->state == client::contract::JobItemState::Applied);
}

void TestResolutions::aSecondPersonHasToAgree()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    desk.approve(asked, "tester");
    QCOMPARE(codeOf(desk.last), std::string("self_approval_forbidden"));
    QCOMPARE(codeOf(desk.order("/api/v1/approvals/" + asked.id + ":approve", R"({"digest":"d"})", "support", "zoe")),
             std::string("forbidden"));
    auto request =
        desk.request("POST", "/api/v1/approvals/" + asked.id + ":approve", R"({"digest":")" + asked.digest + R"("})");
    request.identity = {"zoe", {"manager"}};
    request.identity.authTime = desk.clock.utcMs() - 400'000;
    request.headers.push_back({"Idempotency-Key", "k"});
    QCOMPARE(codeOf(desk.send(request)), std::string("reauthentication_required"));
    QCOMPARE(desk.state(), std::string("checked"));
}

void TestResolutions::anApprovalCoversWhatWasRead()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    ResolutionRow asked = desk.propose("succeeded", desk.newest());
    asked.digest[0] = asked.digest[0] == '0' ? '1' : '0';
    desk.approve(asked);
    QCOMPARE(codeOf(desk.last), std::string("approval_mismatch"));
    QCOMPARE(desk.state(), std::string("checked"));
    QCOMPARE(codeOf(desk.order("/api/v1/approvals/rs-99:approve", R"({"digest":"d"})", "manager", "zoe")),
             std::string("not_found"));
}

void TestResolutions::aRequestExpires()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    desk.bookmaker->always = Fate::Lost;
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    desk.pass(31 * 60'000);
    desk.approve(asked);
    QCOMPARE(codeOf(desk.last), std::string("approval_expired"));
    QCOMPARE(desk.state(), std::string("checked"));
    const ResolutionRow anew = desk.propose("succeeded", desk.newest());
    QVERIFY(anew.id != asked.id);
    desk.approve(anew);
    QCOMPARE(desk.state(), std::string("blocked"));
}

void TestResolutions::whatBecomesDefiniteByItselfIsNotResolved()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const ResolutionRow asked = desk.propose("failed", desk.newest());
    desk.pass(6 * 60'000); // sent again, and answered
    QCOMPARE(desk.state(), std::string("blocked"));
    desk.approve(asked);
    QCOMPARE(codeOf(desk.last), std::string("plan_stale"));
    QCOMPARE(desk.state(), std::string("blocked"));
    QVERIFY(desk.store->resolutionOf(desk.newest().id)->state == ResolutionState::Stale);
}

void TestResolutions::aRejectedRequestMovesNothing()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    const std::string at = "/api/v1/approvals/" + asked.id + ":reject";
    QCOMPARE(codeOf(desk.order(at, R"({})", "manager", "zoe")), std::string("validation_failed"));
    QCOMPARE(desk.order(at, R"({"comment":"not in the list"})", "manager", "zoe").status, 200);
    QCOMPARE(desk.state(), std::string("checked"));
    QCOMPARE(desk.newest().state, OperationState::InDoubt);
    desk.approve(asked, "yan");
    QCOMPARE(codeOf(desk.last), std::string("operation_state_conflict"));
    QVERIFY(desk.saw("resolution.rejected"));
}

void TestResolutions::onlyOneRequestWaitsAtATime()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    QCOMPARE(desk.propose("succeeded", desk.newest()).id, asked.id);
    desk.propose("failed", desk.newest());
    QCOMPARE(codeOf(desk.last), std::string("operation_state_conflict"));
}

void TestResolutions::whatCannotBeResolved()
{
    DoubtfulDesk desk;
    desk.propose("succeeded", service::core::Operation{});
    QCOMPARE(codeOf(desk.last), std::string("operation_not_found"));
    desk.block();
    desk.propose("succeeded", desk.newest());
    QCOMPARE(codeOf(desk.last), std::string("operation_state_conflict"));
    for (const char* json : {R"({"outcome":"maybe","reference":"a","reason":"b"})", R"({"outcome":"failed"})",
                             R"({"outcome":"failed","reference":"","reason":"b"})",
                             R"({"outcome":"failed","reference":"a","reason":"b","amount":1})"})
        QCOMPARE(codeOf(desk.act(":resolve", desk.newest(), "support", json)), std::string("validation_failed"));
    QCOMPARE(codeOf(desk.act(":resolve", desk.newest(), "viewer", orderOf("failed"))), std::string("forbidden"));

    // The service's own ledger knows what became of it.
    Desk local;
    service::core::Faults faults;
    faults.timeoutAfterEffect = 1;
    local.wallet->setFaults(faults);
    local.post("/api/block_funds", body());
    local.pass(seriesMs);
    local.role = "support";
    local.headerKey = "k";
    QCOMPARE(codeOf(local.post("/api/v1/operations/op-1:resolve", orderOf("failed"))),
             std::string("operation_state_conflict"));
}

void TestResolutions::aBlockUnderItsWaitingRefundIsResolved_data()
{
    QTest::addColumn<bool>("held");
    QTest::newRow("it had blocked the stake") << true;
    QTest::newRow("it never arrived") << false;
}

void TestResolutions::aBlockUnderItsWaitingRefundIsResolved()
{
    QFETCH(bool, held);
    BookmakerRules rules;
    rules.honoursTombstones = false;
    DoubtfulDesk desk(rules);
    desk.leaveInDoubt("/api/block_funds", body());
    desk.post("/api/refund", body());
    desk.propose("succeeded", desk.of(OperationKind::Refund));
    QCOMPARE(codeOf(desk.last), std::string("operation_state_conflict"));
    desk.pass(8 * dayMs);
    QCOMPARE(desk.newest().why, std::string("block_in_doubt"));
    desk.propose("succeeded", desk.newest());
    QCOMPARE(codeOf(desk.last), std::string("operation_state_conflict"));
    desk.approve(desk.propose(held ? "succeeded" : "failed", desk.of(OperationKind::Block)));
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("refunded"));
    QCOMPARE(desk.bookmaker->effects("refund:p-1/b-1/"), held ? 1 : 0);
    QCOMPARE(desk.row().refundedMinor, held ? std::int64_t(10'000) : std::int64_t(0));
}

void TestResolutions::aLateAnswerThatContradictsIsAnAlert()
{
    DoubtfulDesk desk;
    desk.bookmaker->fates.assign(5, Fate::Late);
    desk.post("/api/block_funds", body());
    desk.pass(seriesMs);
    desk.approve(desk.propose("failed", desk.newest()));
    QCOMPARE(desk.state(), std::string("rejected"));
    desk.bookmaker->letLateOnesIn();
    desk.pass(1'000);
    QCOMPARE(desk.state(), std::string("rejected"));
    QVERIFY(desk.saw("operation.contradicted"));
    QVERIFY(desk.audited("late_answer") >= 1);
    QCOMPARE(desk.store->attempts(desk.newest().id, -1).back().answer, client::contract::AnswerKind::Accepted);
}

void TestResolutions::theListShowsThem()
{
    DoubtfulDesk desk;
    desk.leaveInDoubt("/api/block_funds", body());
    const ResolutionRow asked = desk.propose("succeeded", desk.newest());
    const auto list = [&](const std::string& query) {
        return client::contract::decodeResolutionPage(desk.get("/api/v1/resolutions", query).body)->rows;
    };
    QCOMPARE(list({}).size(), std::size_t(1));
    QCOMPARE(list("state=pending").front().digest, asked.digest);
    QVERIFY(list("state=approved").empty());
    QCOMPARE(codeOf(desk.get("/api/v1/resolutions", "state=done")), std::string("validation_failed"));
}

QTEST_GUILESS_MAIN(TestResolutions)
#include "tst_resolutions.moc"
