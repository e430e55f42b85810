// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/refund.h"
#include "tests/client/samples.h"
#include "tests/support/crashvfs.h"

#include <QSignalSpy>
#include <QTest>

using client::contract::AnswerKind;
using client::contract::ErrorKind;
using client::contract::Money;
using client::contract::ProblemCode;
using client::contract::TransportError;
using client::operations::Refund;
using client::operations::Runner;
using client::ports::HttpRequest;
using client::store::Journal;
using tests::samples::problemReply;
using tests::support::DiskFault;
using tests::support::FakeTransport;
using Step = client::operations::Refund::Step;

namespace contract = client::contract;

namespace {

constexpr std::int64_t minuteMs = 60'000;

const Money whole{2'500, {}};

// A refund dialog's object before a service that knows one bet.
struct Desk : tests::samples::World
{
    tests::support::CrashDisk disk{"refund-test"};
    std::unique_ptr<Journal> journal = *Journal::open({"journal.db", disk.vfsName(), std::string(32, 'k')});
    client::api::BetApi api{transport, timers, clock, random, {}};
    Runner runner{*journal, api, timers, clock};
    contract::InstanceInfo instance;

    contract::BetRow bet = tests::samples::betRow("b-1", 4);
    std::vector<std::string> blockers;
    std::optional<FakeTransport::Reply> betReply;
    std::optional<FakeTransport::Reply> previewReply;
    std::vector<std::optional<FakeTransport::Reply>> refundReplies; // empty: it succeeds
    std::vector<HttpRequest> refunds;
    std::optional<contract::RefundOrder> previewed;
    int previews = 0;

    Desk()
    {
        instance.environmentId = "env-1";
        instance.subject = "a.petrova";
        runner.resume(instance);
        transport.service = [this](const HttpRequest& request, int) { return serve(request); };
    }

    std::optional<FakeTransport::Reply> serve(const HttpRequest& request)
    {
        if (request.method == "GET")
            return betReply ? *betReply : FakeTransport::reply(200, encode(bet));
        auto order = contract::decodeRefundOrder(request.body);
        if (!order)
            return problemReply(ProblemCode::ValidationFailed);
        if (request.target.ends_with("dry_run=true")) {
            previewed = *order;
            ++previews;
            if (previewReply)
                return previewReply;
            contract::RefundPreview preview;
            preview.digest = "d";
            preview.checkedAt = clock.utcMs();
            contract::RefundPreviewItem item;
            item.bet = bet;
            item.currency = bet.currency;
            item.heldMinor = bet.stakeMinor;
            item.refundedMinor = bet.refundedMinor;
            item.refundableMinor = bet.netStakeMinor();
            item.blockers = blockers;
            preview.items.push_back(item);
            return FakeTransport::reply(200, encode(preview));
        }
        refunds.push_back(request);
        if (!refundReplies.empty())
            return refundReplies[std::min(refunds.size(), refundReplies.size()) - 1];
        return FakeTransport::reply(200, tests::samples::refundedBody(order->refund.text(), "b-1"));
    }

    std::unique_ptr<Refund> dialog()
    {
        return std::make_unique<Refund>(runner, api, clock, random, instance, bet.partner, bet.bet);
    }
    std::unique_ptr<Refund> ready()
    {
        auto refund = dialog();
        refund->preview();
        time.advance(1'000);
        if (refund->step() != Step::Ready)
            qFatal("the preview did not come through: %d", int(refund->step()));
        return refund;
    }
};

void confirm(Refund& refund, const Money& amount = whole)
{
    refund.confirm(amount, "technical_issue", "", "T-1");
}

} // namespace

class TestRefund : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void previewsTheStateOfNow();
    void aRefundedBetIsAskedAboutToo();
    void blockersStopIt();
    void anOpenIntentOfThisBetBlocksToo();
    void aFailedPreviewSaysWhyAndMayBeRepeated();
    void aSecondPreviewReplacesTheFirst();
    void aHundredConfirmsMakeOneIntent();
    void amountsOutsideThePreviewAreIgnored();
    void confirmsNothingBeforeThePreview();
    void sendsWhatWasConfirmed();
    void tellsItsSteps();
    void aRefusalIsDeclined();
    void aServiceThatIsNotThereIsNotSent();
    void silenceIsInDoubtUntilItIsDefinite();
    void stopTryingBetweenAttempts();
    void aFullDiskIsNotSent();
    void aDiskThatMayHaveStoredItIsInDoubt();
    void aLostConnectionIsNotSent();
    void hearsOfItsOwnRefundOnly();
    void goesOnWithoutItsDialog();
};

void TestRefund::previewsTheStateOfNow()
{
    Desk desk;
    auto refund = desk.dialog();
    QSignalSpy changed(refund.get(), &Refund::changed);
    refund->preview();
    QCOMPARE(refund->step(), Step::Previewing);
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Ready);
    QVERIFY(changed.count() >= 2);
    QCOMPARE(refund->item()->refundableMinor, std::int64_t(2'500));
    QVERIFY(refund->checkedAtMs() > desk.clock.utcMs() - 1'000);
    QCOMPARE(desk.previewed->items.front().expectedVersion, std::int64_t(4));
    QVERIFY(desk.previewed->items.front().amount == whole);
    QVERIFY(desk.journal->newest(1).empty());
    QVERIFY(desk.refunds.empty());
}

void TestRefund::aRefundedBetIsAskedAboutToo()
{
    Desk desk;
    desk.bet.refundedMinor = desk.bet.stakeMinor;
    desk.bet.state = contract::BetState::Refunded;
    desk.blockers = {"already_refunded"};
    auto refund = desk.dialog();
    refund->preview();
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Blocked);
    QCOMPARE(refund->item()->blockers, std::vector<std::string>{"already_refunded"});
}

void TestRefund::blockersStopIt()
{
    Desk desk;
    desk.blockers = {"already_settled"};
    auto refund = desk.dialog();
    refund->preview();
    desk.time.advance(1'000);
    QCOMPARE(refund->step(), Step::Blocked);
    confirm(*refund);
    desk.time.advance(minuteMs);
    QVERIFY(desk.refunds.empty());
    QCOMPARE(refund->step(), Step::Blocked);
}

void TestRefund::anOpenIntentOfThisBetBlocksToo()
{
    Desk desk;
    desk.refundReplies = {std::nullopt};
    auto first = desk.ready();
    confirm(*first);
    desk.time.advance(2 * minuteMs);
    QCOMPARE(first->step(), Step::InDoubt);
    // The service may not have heard of it, so that it names no blocker.
    auto second = desk.dialog();
    second->preview();
    desk.time.advance(1'000);
    QCOMPARE(second->step(), Step::Blocked);
    QCOMPARE(second->item()->blockers, std::vector<std::string>{"in_doubt"});
}

void TestRefund::aFailedPreviewSaysWhyAndMayBeRepeated()
{
    Desk desk;
    auto refund = desk.dialog();
    desk.betReply = problemReply(ProblemCode::BetNotFound);
    refund->preview();
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::PreviewFailed);
    QCOMPARE(refund->previewError().kind, ErrorKind::Declined);
    desk.betReply.reset();
    desk.previewReply = problemReply(ProblemCode::Forbidden);
    refund->preview();
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::PreviewFailed);
    desk.previewReply.reset();
    refund->preview();
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::Ready);
}

void TestRefund::aSecondPreviewReplacesTheFirst()
{
    // Once while the bet is asked for, once while the preview is: each reply takes a millisecond.
    for (const std::int64_t after : {0, 1}) {
        Desk desk;
        auto refund = desk.dialog();
        QSignalSpy changes(refund.get(), &Refund::changed);
        refund->preview();
        desk.time.advance(after);
        desk.bet.version = 9;
        refund->preview();
        desk.time.advance(1'000);
        QCOMPARE(refund->step(), Step::Ready);
        QCOMPARE(refund->item()->bet.version, std::int64_t(9));
        // Asked, asked again, ready: the answer to the first is never shown.
        QCOMPARE(changes.count(), 3);
        desk.bet.version = 10;
        refund->preview();
        QCOMPARE(refund->step(), Step::Previewing);
        confirm(*refund);
        desk.time.advance(1'000);
        QVERIFY(desk.refunds.empty());
        QCOMPARE(refund->item()->bet.version, std::int64_t(10));
    }
}

void TestRefund::aHundredConfirmsMakeOneIntent()
{
    Desk desk;
    auto refund = desk.ready();
    for (int i = 0; i < 50; ++i)
        confirm(*refund);
    desk.time.advance(50);
    for (int i = 0; i < 50; ++i) {
        confirm(*refund);
        desk.time.advance(1);
    }
    desk.time.advance(minuteMs);
    confirm(*refund);
    refund->preview();
    desk.time.advance(minuteMs);
    confirm(*refund);
    desk.time.advance(minuteMs);
    QCOMPARE(desk.refunds.size(), std::size_t(1));
    QCOMPARE(desk.journal->newest(10).size(), std::size_t(1));
    QCOMPARE(refund->step(), Step::Refunded);
}

void TestRefund::amountsOutsideThePreviewAreIgnored()
{
    Desk desk;
    auto refund = desk.ready();
    for (const Money& amount : {Money{0, {}}, Money{-1, {}}, Money{2'501, {}}, Money{2'500, {"USD", 2}}})
        confirm(*refund, amount);
    desk.time.advance(minuteMs);
    QVERIFY(desk.refunds.empty());
    QCOMPARE(refund->step(), Step::Ready);
    confirm(*refund, {1'000, {}});
    desk.time.advance(minuteMs);
    QCOMPARE(desk.refunds.size(), std::size_t(1));
}

void TestRefund::confirmsNothingBeforeThePreview()
{
    Desk desk;
    auto refund = desk.dialog();
    confirm(*refund);
    refund->preview();
    confirm(*refund);
    desk.time.advance(minuteMs);
    QVERIFY(desk.refunds.empty());
    QVERIFY(refund->refundId().empty());
}

void TestRefund::sendsWhatWasConfirmed()
{
    Desk desk;
    auto refund = desk.ready();
    refund->confirm({1'200, {}}, "duplicate", "seen twice", "T-7");
    desk.time.advance(minuteMs);
    const auto order = contract::decodeRefundOrder(desk.refunds.front().body);
    QVERIFY(order.has_value());
    QCOMPARE(order->refund.text(), refund->refundId());
    QCOMPARE(order->items.size(), std::size_t(1));
    QVERIFY(order->items[0].amount == (Money{1'200, {}}));
    QCOMPARE(order->items[0].expectedVersion, std::int64_t(4));
    QCOMPARE(order->reason, std::string("duplicate"));
    QCOMPARE(order->reasonText, std::string("seen twice"));
    QCOMPARE(order->ticket, std::string("T-7"));
    const auto intent = desk.journal->find(refund->refundId());
    QCOMPARE(intent->body, desk.refunds.front().body);
    QCOMPARE(intent->subject, std::string("a.petrova"));
    QCOMPARE(intent->environmentId, std::string("env-1"));
}

void TestRefund::tellsItsSteps()
{
    Desk desk;
    desk.refundReplies = {problemReply(ProblemCode::PartnerUnavailable), problemReply(ProblemCode::PartnerUnavailable)};
    auto refund = desk.ready();
    std::vector<Step> steps;
    connect(refund.get(), &Refund::changed, this, [&] {
        if (steps.empty() || steps.back() != refund->step())
            steps.push_back(refund->step());
        if (refund->step() == Step::Waiting) {
            QCOMPARE(refund->answer().problem->code, ProblemCode::PartnerUnavailable);
            QVERIFY(refund->nextAttemptAtMs() >= desk.clock.steadyMs() + 1'000);
        }
    });
    confirm(*refund);
    QCOMPARE(refund->step(), Step::Sending);
    desk.time.advance(2'500);
    desk.refundReplies.clear();
    desk.time.advance(minuteMs);
    QCOMPARE(steps, (std::vector<Step>{Step::Sending, Step::Waiting, Step::Sending, Step::Waiting, Step::Sending,
                                       Step::Refunded}));
    QCOMPARE(refund->attempt(), 3);
    QCOMPARE(refund->nextAttemptAtMs(), std::int64_t(0));
    QCOMPARE(refund->answer().kind, AnswerKind::Accepted);
}

void TestRefund::aRefusalIsDeclined()
{
    Desk desk;
    desk.refundReplies = {problemReply(ProblemCode::VersionConflict)};
    auto refund = desk.ready();
    confirm(*refund);
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::Declined);
    QCOMPARE(refund->answer().problem->code, ProblemCode::VersionConflict);
}

void TestRefund::aServiceThatIsNotThereIsNotSent()
{
    Desk desk;
    desk.refundReplies = {FakeTransport::broken(TransportError::NotConnected)};
    auto refund = desk.ready();
    confirm(*refund);
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::NotSent);
}

void TestRefund::silenceIsInDoubtUntilItIsDefinite()
{
    Desk desk;
    desk.refundReplies = {std::nullopt};
    auto refund = desk.ready();
    std::vector<Step> steps;
    connect(refund.get(), &Refund::changed, this, [&] {
        if (steps.empty() || steps.back() != refund->step())
            steps.push_back(refund->step());
    });
    confirm(*refund);
    desk.time.advance(10 * minuteMs);
    QCOMPARE(refund->step(), Step::InDoubt);
    desk.refundReplies.clear();
    desk.time.advance(20 * minuteMs);
    QCOMPARE(refund->step(), Step::Refunded);
    // Never seen as failed, and not as sending anew.
    QCOMPARE(steps.size(), std::size_t(11));
    for (std::size_t n = 0; n + 2 < steps.size(); ++n)
        QVERIFY(steps[n] == Step::Sending || steps[n] == Step::Waiting);
    QCOMPARE(steps[9], Step::InDoubt);
}

void TestRefund::stopTryingBetweenAttempts()
{
    for (const auto error : {TransportError::NotConnected, TransportError::Timeout}) {
        Desk desk;
        desk.refundReplies = {FakeTransport::broken(error)};
        auto refund = desk.ready();
        confirm(*refund);
        desk.time.advance(500);
        QCOMPARE(refund->step(), Step::Waiting);
        refund->stopTrying();
        QCOMPARE(refund->step(), error == TransportError::NotConnected ? Step::NotSent : Step::InDoubt);
        refund->stopTrying();
    }
    Desk desk;
    auto refund = desk.ready();
    confirm(*refund);
    refund->stopTrying();
    QCOMPARE(refund->step(), Step::NotSent);
    desk.time.advance(minuteMs);
    QVERIFY(desk.refunds.empty());
}

void TestRefund::aFullDiskIsNotSent()
{
    Desk desk;
    auto refund = desk.ready();
    desk.disk.failAfter(0, DiskFault::Full, true);
    confirm(*refund);
    QCOMPARE(refund->step(), Step::NotSent);
    QCOMPARE(refund->answer().errorClass, std::string("storage"));
    QVERIFY(refund->answer().detail.find("full") != std::string::npos);
    desk.disk.repair();
    desk.time.advance(60 * minuteMs);
    QVERIFY(desk.refunds.empty());
}

void TestRefund::aDiskThatMayHaveStoredItIsInDoubt()
{
    int doubts = 0;
    for (int i = 0; i < 12; ++i) {
        Desk desk;
        auto refund = desk.ready();
        desk.disk.failAfter(i, DiskFault::Io, true);
        confirm(*refund);
        if (refund->step() == Step::InDoubt)
            ++doubts;
        else
            QVERIFY(refund->step() == Step::NotSent || refund->step() == Step::Sending);
    }
    QVERIFY(doubts > 0);
}

void TestRefund::aLostConnectionIsNotSent()
{
    Desk desk;
    auto refund = desk.ready();
    desk.runner.suspend();
    confirm(*refund);
    QCOMPARE(refund->step(), Step::NotSent);
    QCOMPARE(refund->answer().errorClass, std::string("not_connected"));
    desk.runner.resume(desk.instance);
    desk.time.advance(minuteMs);
    QVERIFY(desk.refunds.empty());
}

void TestRefund::hearsOfItsOwnRefundOnly()
{
    Desk desk;
    auto refund = desk.ready();
    confirm(*refund);
    desk.time.advance(minuteMs);
    QCOMPARE(refund->step(), Step::Refunded);

    auto other = desk.ready();
    QSignalSpy changed(refund.get(), &Refund::changed);
    desk.refundReplies = {problemReply(ProblemCode::BetClosed)};
    confirm(*other);
    desk.time.advance(minuteMs);
    QCOMPARE(other->step(), Step::Declined);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(refund->step(), Step::Refunded);
}

void TestRefund::goesOnWithoutItsDialog()
{
    Desk desk;
    desk.refundReplies = {std::nullopt, FakeTransport::broken(TransportError::Reset)};
    {
        auto refund = desk.ready();
        confirm(*refund);
        desk.time.advance(100);
    }
    desk.refundReplies.clear();
    desk.time.advance(minuteMs);
    QCOMPARE(desk.journal->newest(1).front().state, client::store::IntentState::Accepted);
    // Closed while its preview is out, it leaves nothing behind either.
    {
        auto refund = desk.dialog();
        refund->preview();
    }
    desk.time.advance(minuteMs);
}

QTEST_GUILESS_MAIN(TestRefund)
#include "tst_refund.moc"
