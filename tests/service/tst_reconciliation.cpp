// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/reconciliationrules.h"
#include "tests/service/reconciliationdesk.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>
#include <sstream>

using client::contract::BetState;
using client::contract::PartnerLine;
using client::contract::PartnerState;
using client::contract::ReconciliationClass;
using client::contract::ReconciliationState;
using tests::codeOf;
using tests::line;
using tests::ReconciliationDesk;

namespace {

// "won 100.00 payout 200.00", "-" for a side that does not have the bet.
struct SideText
{
    std::string state;
    std::int64_t stake = 0;
    std::map<std::string, std::int64_t> amounts;

    explicit SideText(const std::string& text)
    {
        std::istringstream words(text);
        std::string amount;
        words >> state >> amount;
        stake = minor(amount);
        for (std::string name; words >> name >> amount;)
            amounts[name] = minor(amount);
    }
    static std::int64_t minor(const std::string& amount)
    {
        return amount.empty() ? 0 : client::contract::parseMinor(amount, 2).value();
    }
    std::optional<std::int64_t> amount(const std::string& name) const
    {
        const auto found = amounts.find(name);
        return found == amounts.end() ? std::nullopt : std::optional(found->second);
    }
};

std::string classOf(const SideText& ours, const SideText& theirs, const std::string& currency, bool moved)
{
    client::contract::BetRow row;
    row.state = client::contract::betStateFrom(ours.state).value_or(BetState::None);
    row.stakeMinor = ours.stake;
    row.payoutMinor = ours.amount("payout");
    row.refundedMinor = ours.amount("refunded").value_or(0);
    row.updatedAt = moved ? 1'000 : 999;
    service::core::ListedBet listed;
    if (theirs.state != "-")
        listed.line = line("b-1", client::contract::partnerStateFrom(theirs.state).value(), theirs.stake,
                           theirs.amount("payout"), theirs.amount("refunded"), currency);
    listed.lines = theirs.amount("lines").value_or(100) / 100;
    if (ours.amounts.count("open") != 0)
        row.operation = client::contract::OperationBrief{};
    const auto verdict =
        service::core::compareSides(ours.state == "-" ? nullptr : &row, theirs.state == "-" ? nullptr : &listed, 1'000);
    if (!verdict)
        return "nothing";
    const std::string why(verdict->why);
    return std::string(word(verdict->kind)) + (why.empty() ? "" : ": " + why);
}

} // namespace

class TestReconciliation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoSidesMakeAClass_data();
    void twoSidesMakeAClass();
    void everyClassIsFoundWithBothSides();
    void aBetOutsideTheWindowIsNotMissingHere();
    void otherPartnersAreLeftAlone();
    void aChunkIsTakenOnce();
    void nothingIsComparedBeforeEverythingCame();
    void theSameOrderMakesOneRun();
    void aPartnerHasOneOpenRun();
    void aRunGoesOnAfterACrashAtAnyStep();
    void aRollbackLosesNothing();
    void whatWasAcceptedStaysSoUntilItChanges();
    void aDifferenceKeepsItsAge();
    void whatCannotBeAccepted();
    void aCancelledRunLeavesNothing();
    void anAbandonedRunEnds();
    void aRunMovesNoMoney();
    void listsArePaged();
    void itFindsWhatANaiveComparisonFinds_data();
    void itFindsWhatANaiveComparisonFinds();
    void aStepIsBounded();
};

void TestReconciliation::twoSidesMakeAClass_data()
{
    QTest::addColumn<QString>("row");
    // ours | theirs | class
    constexpr const char* table = R"(
blocked 100                 | held 100                  | matched
blocked 100                 | held 100 payout 0         | matched
blocked 100                 | held 100 refunded 0       | matched
blocked 100 refunded 30     | held 100 refunded 30      | matched
blocked 100 refunded 30     | held 100                  | matched
blocked 100 refunded 30     | held 100 refunded 20      | amount_mismatch
won 100 payout 250          | won 100 payout 250        | matched
won 100 payout 250          | won 100                   | matched
won 100 payout 250          | won 100 payout 250.01     | amount_mismatch
won 100 payout 250          | won 99.99 payout 250      | amount_mismatch
lost 100 payout 0           | lost 100                  | matched
lost 100                    | lost 100 payout 0         | matched
lost 100                    | lost 100 payout 1         | amount_mismatch
refunded 100 refunded 100   | refunded 100              | matched
refunded 100 refunded 100   | refunded 100 refunded 100 | matched
refunded 100 refunded 100   | refunded 100 refunded 40  | amount_mismatch
refunded 100 refunded 100   | expired 100               | matched
expired 100                 | refunded 100 refunded 100 | matched
rejected 100                | rejected 100              | matched
rejected 100                | -                         | nothing
rejected 100                | held 100                  | state_mismatch
checked 100                 | -                         | nothing
checked 100                 | held 100                  | state_mismatch
refunded 0                  | -                         | nothing
refunded 0                  | refunded 100              | matched
refunded 0                  | held 100                  | state_mismatch
expired 100                 | -                         | missing_at_partner
blocked 100                 | -                         | missing_at_partner
won 100 payout 250          | -                         | missing_at_partner
-                           | held 100                  | missing_here
-                           | rejected 100              | missing_here
blocked 100                 | won 100 payout 250        | state_mismatch
won 100 payout 250          | held 100                  | state_mismatch
won 100 payout 250          | lost 100                  | state_mismatch
lost 100                    | refunded 100              | state_mismatch
refunded 100 refunded 100   | held 100                  | state_mismatch
refunded 100 refunded 100   | rejected 100              | state_mismatch
blocked 100                 | held 100 lines 2          | duplicate
-                           | held 100 lines 2          | duplicate
blocked 100 open 1          | held 100                  | pending: operation_open
blocked 100 open 1          | -                         | pending: operation_open
checked 100 open 1          | -                         | pending: operation_open
blocked 100 open 1          | won 100 payout 200        | pending: operation_open
)";
    std::istringstream lines(table);
    for (std::string text; std::getline(lines, text);) {
        if (!text.empty())
            QTest::newRow(text.c_str()) << QString::fromStdString(text);
    }
}

void TestReconciliation::twoSidesMakeAClass()
{
    QFETCH(QString, row);
    const QStringList cells = row.split(QLatin1Char('|'));
    const SideText ours(cells[0].trimmed().toStdString());
    const SideText theirs(cells[1].trimmed().toStdString());
    const std::string expected = cells[2].trimmed().toStdString();
    QCOMPARE(classOf(ours, theirs, "EUR", false), expected);
    // What moved after the list was made is no mismatch yet; what agrees all the same is matched.
    const bool settled = expected.find("mismatch") != std::string::npos || expected == "missing_at_partner";
    QCOMPARE(classOf(ours, theirs, "EUR", true), settled ? std::string("pending: moved_since") : expected);
    const bool both = ours.state != "-" && theirs.state != "-";
    const bool ofCurrency = both && expected != "duplicate" && expected.find("pending") == std::string::npos;
    if (ofCurrency)
        QCOMPARE(classOf(ours, theirs, "GBP", false), std::string("currency_mismatch"));
}

void TestReconciliation::everyClassIsFoundWithBothSides()
{
    ReconciliationDesk desk;
    desk.make("same", BetState::Won, 10'000, 25'000);
    desk.make("ours", BetState::Blocked);
    desk.make("amount", BetState::Won, 10'000, 25'000);
    desk.make("currency", BetState::Blocked);
    desk.make("state", BetState::Lost, 10'000, 0);
    desk.make("twice", BetState::Blocked);
    desk.make("late", BetState::Blocked);
    // A block that nobody answers: the operation stays open.
    service::core::Faults lost;
    lost.timeoutBeforeEffect = 1;
    desk.wallet->setFaults(lost);
    desk.post("/api/block_funds", tests::body({}, "100", "open"));
    desk.tick();
    const std::int64_t asOf = desk.clock.utcMs();
    desk.clock.now += 60'000;
    const auto run = desk.reconcile(
        {line("same", PartnerState::Won, 10'000, 25'000), line("theirs", PartnerState::Held, 500),
         line("amount", PartnerState::Won, 10'000, 25'001), line("currency", PartnerState::Held, 10'000, {}, {}, "USD"),
         line("state", PartnerState::Won, 10'000, 20'000), line("twice", PartnerState::Held),
         line("late", PartnerState::Held), line("twice", PartnerState::Held)},
        R"(,"as_of":")" + client::contract::json::timeText(asOf) + "\"");
    QVERIFY(run.state == ReconciliationState::Completed);
    QCOMPARE(run.lines, 8);
    QCOMPARE(run.count(ReconciliationClass::Matched).found, 2);
    QCOMPARE(run.compared(), 9);
    QCOMPARE(run.openExceptions(), 6);
    QVERIFY(desk.saw("reconciliation.mismatch"));
    std::map<std::string, client::contract::ReconciliationItem> found;
    for (const auto& item : desk.items(run.id))
        found[item.bet.text()] = item;
    QCOMPARE(found.size(), std::size_t(7));
    const std::map<std::string, ReconciliationClass> expected{
        {"ours", ReconciliationClass::MissingAtPartner}, {"theirs", ReconciliationClass::MissingHere},
        {"amount", ReconciliationClass::AmountMismatch}, {"currency", ReconciliationClass::CurrencyMismatch},
        {"state", ReconciliationClass::StateMismatch},   {"twice", ReconciliationClass::Duplicate},
        {"open", ReconciliationClass::Pending},
    };
    for (const auto& [bet, kind] : expected) {
        QCOMPARE(std::string(word(found.at(bet).kind)), std::string(word(kind)));
        QCOMPARE(run.count(kind).found, 1);
        QCOMPARE(desk.items(run.id, "class=" + std::string(word(kind))).size(), std::size_t(1));
    }
    QVERIFY(!found.at("ours").theirs && found.at("ours").ours->stake.minor == 10'000);
    QVERIFY(!found.at("theirs").ours && found.at("theirs").theirs->stake.minor == 500);
    QCOMPARE(*found.at("amount").ours->payoutMinor, 25'000);
    QCOMPARE(*found.at("amount").theirs->payoutMinor, 25'001);
    QCOMPARE(found.at("currency").theirs->stake.text(), std::string("100.00"));
    QCOMPARE(found.at("currency").theirs->stake.currency.code, std::string("USD"));
    QCOMPARE(found.at("twice").theirs->lines, 2);
    QCOMPARE(found.at("open").why, std::string("operation_open"));
    // Of a list without differences nobody has to be told.
    desk.events.clear();
    ReconciliationDesk quiet;
    quiet.make("b-1", BetState::Blocked);
    QCOMPARE(quiet.reconcile({line("b-1", PartnerState::Held)}).openExceptions(), 0);
    QVERIFY(!quiet.saw("reconciliation.mismatch"));
    QVERIFY(quiet.saw("reconciliation.completed"));
}

void TestReconciliation::aBetOutsideTheWindowIsNotMissingHere()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    desk.clock.now += 3 * ReconciliationDesk::dayMs;
    const auto run = desk.reconcile({line("b-1", PartnerState::Held)});
    QCOMPARE(run.count(ReconciliationClass::Matched).found, 1);
    QCOMPARE(desk.reconcile({}).compared(), 0); // and not missing there
}

void TestReconciliation::otherPartnersAreLeftAlone()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked, 10'000, {}, 0, "p-2");
    const auto run = desk.reconcile({line("b-1", PartnerState::Held)});
    QCOMPARE(run.count(ReconciliationClass::MissingHere).found, 1);
    QCOMPARE(run.compared(), 1);
}

void TestReconciliation::aChunkIsTakenOnce()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    const std::string id = desk.create();
    const client::contract::PartnerChunk chunk{1, {line("b-1", PartnerState::Held)}};
    QCOMPARE(desk.rows(id, chunk).status, 200);
    QCOMPARE(desk.rows(id, chunk).status, 200);
    QCOMPARE(desk.run(id).lines, 1);
    QCOMPARE(codeOf(desk.rows(id, {1, {line("b-2", PartnerState::Held)}})), std::string("idempotency_mismatch"));
    QCOMPARE(desk.run(id).lines, 1);
    QCOMPARE(desk.compare(id, 1, 1).status, 200);
    QCOMPARE(desk.compare(id, 1, 1).status, 200); // its copy
    QCOMPARE(desk.rows(id, chunk).status, 200);   // a late copy
    QCOMPARE(codeOf(desk.rows(id, {2, {line("b-2", PartnerState::Held)}})), std::string("job_state_conflict"));
    desk.pass(60'000);
    QCOMPARE(desk.run(id).count(ReconciliationClass::Matched).found, 1);
    QCOMPARE(desk.run(id).compared(), 1);
    // More lines than a chunk holds, and none, are no chunk.
    const std::string next = desk.create();
    client::contract::PartnerChunk large{1, {}};
    QCOMPARE(codeOf(desk.rows(next, large)), std::string("validation_failed"));
    for (int i = 0; i <= 500; ++i)
        large.lines.push_back(line("b-" + std::to_string(i), PartnerState::Held));
    QCOMPARE(codeOf(desk.rows(next, large)), std::string("body_too_large"));
    large.lines.pop_back();
    QCOMPARE(desk.rows(next, large).status, 200);
}

void TestReconciliation::nothingIsComparedBeforeEverythingCame()
{
    ReconciliationDesk desk;
    const std::string id = desk.create();
    desk.rows(id, {1, {line("b-1", PartnerState::Held)}});
    desk.rows(id, {3, {line("b-3", PartnerState::Held)}});
    QCOMPARE(codeOf(desk.compare(id, 3, 3)), std::string("count_moved"));
    QCOMPARE(codeOf(desk.compare(id, 2, 2)), std::string("count_moved")); // chunk 2 is the one that is missing
    desk.rows(id, {2, {line("b-2", PartnerState::Held)}});
    QCOMPARE(codeOf(desk.compare(id, 3, 4)), std::string("count_moved"));
    QCOMPARE(desk.compare(id, 3, 3).status, 200);
    QCOMPARE(codeOf(desk.compare("rec-99", 0, 0)), std::string("not_found"));
}

void TestReconciliation::theSameOrderMakesOneRun()
{
    ReconciliationDesk desk;
    desk.role = "manager";
    desk.headerKey = "once";
    const std::string text = desk.orderText();
    const auto first = desk.post("/api/v1/reconciliations", text);
    QCOMPARE(first.status, 201);
    const auto again = desk.post("/api/v1/reconciliations", text);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QCOMPARE(codeOf(desk.post("/api/v1/reconciliations", desk.orderText(R"(,"as_of":"2026-01-01T00:00:00.000Z")"))),
             std::string("idempotency_mismatch"));
    desk.headerKey = "next";
    QCOMPARE(codeOf(desk.post("/api/v1/reconciliations", desk.orderText(R"(,"as_of":"2099-01-01T00:00:00.000Z")"))),
             std::string("validation_failed"));
    std::string pulled = text;
    pulled.replace(pulled.find("file"), 4, "pull");
    QCOMPARE(codeOf(desk.post("/api/v1/reconciliations", pulled)), std::string("validation_failed"));
}

void TestReconciliation::aPartnerHasOneOpenRun()
{
    ReconciliationDesk desk;
    const std::string id = desk.create();
    QCOMPARE(id, std::string("rec-1"));
    desk.create();
    QCOMPARE(codeOf(desk.last), std::string("job_state_conflict"));
    QCOMPARE(desk.by("ann", "/api/v1/reconciliations/" + id + ":cancel").status, 200);
    QCOMPARE(desk.create(), std::string("rec-2"));
}

void TestReconciliation::aRunGoesOnAfterACrashAtAnyStep()
{
    // The process dies after each number of steps in turn, until a run needs fewer.
    const auto result = [](int crashAt, int& steps) {
        const QTemporaryDir folder;
        ReconciliationDesk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
        std::vector<PartnerLine> lines;
        {
            service::core::Transaction transaction(*desk.store);
            for (int i = 0; i < 1'200; ++i) {
                const std::string bet = "b-" + std::to_string(i);
                if (i % 7 != 0)
                    desk.insert(bet, BetState::Blocked, 100 + i);
                if (i % 5 != 0)
                    lines.push_back(line(bet, i % 11 == 0 ? PartnerState::Lost : PartnerState::Held, 100 + i));
            }
            transaction.commit();
        }
        const std::string id = desk.create();
        client::contract::PartnerChunk chunk;
        std::int64_t sent = 0;
        for (const PartnerLine& one : lines) {
            chunk.lines.push_back(one);
            if (chunk.lines.size() == 300 || &one == &lines.back()) {
                chunk.chunk = ++sent;
                desk.rows(id, chunk);
                if (sent == crashAt)
                    desk.restart();
                desk.rows(id, chunk); // the answer was lost
                chunk.lines.clear();
            }
        }
        desk.compare(id, sent, static_cast<std::int64_t>(lines.size()));
        for (steps = 0; desk.run(id).state == ReconciliationState::Comparing; ++steps) {
            desk.clock.now = std::max(desk.clock.now, desk.service->nextDueMs());
            desk.tick();
            if (steps + 1 == crashAt)
                desk.restart();
        }
        std::string text;
        for (const auto& item : desk.items(id))
            text += item.bet.text() + " " + std::string(word(item.kind)) + "\n";
        return text + std::to_string(desk.run(id).compared());
    };
    int steps = 0;
    const std::string undisturbed = result(-1, steps);
    QVERIFY(undisturbed.find("missing_here") != std::string::npos);
    QVERIFY(steps > 4);
    for (int crashAt = 1, taken = 0; crashAt <= steps; ++crashAt)
        QCOMPARE(result(crashAt, taken), undisturbed);
}

void TestReconciliation::aRollbackLosesNothing()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    const std::string id = desk.create();
    desk.rows(id, {1, {line("b-1", PartnerState::Lost)}});
    desk.compare(id, 1, 1);
    for (int i = 0; i < 20; ++i) {
        desk.clock.now = std::max(desk.clock.now, desk.service->nextDueMs());
        {
            const service::core::Transaction transaction(*desk.store);
            desk.service->tick();
        }
        desk.service->discard();
        desk.tick();
    }
    QCOMPARE(desk.run(id).count(ReconciliationClass::StateMismatch).found, 1);
    QVERIFY(desk.run(id).state == ReconciliationState::Completed);
}

void TestReconciliation::whatWasAcceptedStaysSoUntilItChanges()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    desk.make("b-2", BetState::Blocked);
    const std::vector<PartnerLine> list{line("b-1", PartnerState::Held, 9'000), line("b-2", PartnerState::Held, 9'000)};
    const auto first = desk.reconcile(list);
    const auto found = desk.items(first.id, "class=amount_mismatch");
    QCOMPARE(found.size(), std::size_t(2));
    const auto& of = found.at(0).bet.text() == "b-1" ? found.at(0) : found.at(1);
    const std::string target = "/api/v1/reconciliations/" + first.id + "/items/" + of.id + ":accept";
    QCOMPARE(codeOf(desk.by("bob", target, R"({"reason":" "})")), std::string("validation_failed"));
    const auto accepted =
        client::contract::decodeReconciliationItem(desk.by("bob", target, R"({"reason":"fee"})").body);
    QVERIFY(accepted);
    QCOMPARE(accepted->acceptedBy, std::string("bob"));
    QCOMPARE(accepted->acceptedReason, std::string("fee"));
    QCOMPARE(desk.by("bob", target, R"({"reason":"fee"})").status, 200); // its copy
    QCOMPARE(codeOf(desk.by("eve", target, R"({"reason":"no"})")), std::string("job_state_conflict"));
    QCOMPARE(desk.run(first.id).openExceptions(), 1);
    service::core::AuditFilter accepts;
    accepts.action = "reconcile_accept";
    const auto audited = desk.store->audit(accepts).rows;
    QCOMPARE(audited.size(), std::size_t(1));
    QCOMPARE(audited.at(0).reason, std::string("fee"));
    QCOMPARE(audited.at(0).object, std::string("bet:p-1/b-1"));

    const auto second = desk.reconcile(list);
    QCOMPARE(second.count(ReconciliationClass::AmountMismatch).accepted, 1);
    QCOMPARE(desk.items(second.id, "accepted=true").size(), std::size_t(1));
    QCOMPARE(desk.items(second.id, "accepted=false").size(), std::size_t(1));
    // Accepted in the newest run, it is so in the older one as well.
    const auto other = desk.items(second.id, "accepted=false").at(0);
    desk.by("bob", "/api/v1/reconciliations/" + second.id + "/items/" + other.id + ":accept", R"({"reason":"fee"})");
    QCOMPARE(desk.run(first.id).openExceptions(), 0);
    desk.events.clear();
    QCOMPARE(desk.reconcile(list).openExceptions(), 0);
    QVERIFY(!desk.saw("reconciliation.mismatch"));

    const auto changed = desk.reconcile({line("b-1", PartnerState::Held, 8'000), line("b-2", PartnerState::Held)});
    QCOMPARE(changed.openExceptions(), 1);
    QVERIFY(!desk.items(changed.id).at(0).isAccepted());
    QCOMPARE(codeOf(desk.by("bob", target, R"({"reason":"fee"})")), std::string("job_state_conflict"));
    // What was in order meanwhile is a new difference when it comes back.
    QCOMPARE(desk.reconcile(list).openExceptions(), 2);
}

void TestReconciliation::aDifferenceKeepsItsAge()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    const auto first = desk.reconcile({});
    const std::int64_t since = desk.items(first.id).at(0).since;
    desk.clock.now += 3'600'000;
    const auto second = desk.reconcile({});
    QCOMPARE(desk.items(second.id).at(0).since, since);
    const auto before = [&](std::int64_t at) {
        return desk.items(second.id, "since_before=" + client::contract::json::timeText(at)).size();
    };
    QCOMPARE(before(since), std::size_t(0));
    QCOMPARE(before(since + 1), std::size_t(1));
}

void TestReconciliation::whatCannotBeAccepted()
{
    ReconciliationDesk desk;
    desk.make("b-1", BetState::Blocked);
    const auto run = desk.reconcile({}, R"(,"as_of":")" + client::contract::json::timeText(1'795'000'000'000) + "\"");
    const auto pending = desk.items(run.id).at(0);
    QCOMPARE(pending.why, std::string("moved_since"));
    const std::string reason = R"({"reason":"x"})";
    const std::string items = "/api/v1/reconciliations/" + run.id + "/items/";
    QCOMPARE(codeOf(desk.by("bob", items + pending.id + ":accept", reason)), std::string("job_state_conflict"));
    QCOMPARE(codeOf(desk.by("bob", items + "ri-99:accept", reason)), std::string("not_found"));
    QCOMPARE(codeOf(desk.by("bob", "/api/v1/reconciliations/rec-99/items/" + pending.id + ":accept", reason)),
             std::string("not_found"));
    QCOMPARE(codeOf(desk.get("/api/v1/reconciliations/" + run.id + "/items", "class=matched")),
             std::string("validation_failed"));
}

void TestReconciliation::aCancelledRunLeavesNothing()
{
    ReconciliationDesk desk;
    const std::string id = desk.create();
    client::contract::PartnerChunk chunk{1, {}};
    for (int i = 0; i < 500; ++i)
        chunk.lines.push_back(line("b-" + std::to_string(i), PartnerState::Held));
    for (chunk.chunk = 1; chunk.chunk <= 5; ++chunk.chunk)
        desk.rows(id, chunk);
    QCOMPARE(desk.by("ann", "/api/v1/reconciliations/" + id + ":cancel").status, 200);
    QCOMPARE(desk.by("ann", "/api/v1/reconciliations/" + id + ":cancel").status, 200);
    QCOMPARE(codeOf(desk.compare(id, 5, 2'500)), std::string("job_state_conflict"));
    desk.pass(60'000);
    QVERIFY(desk.run(id).state == ReconciliationState::Cancelled);
    QVERIFY(desk.store->partnerLines(1, "", 10).empty());
    QVERIFY(!desk.store->partnerChunk(1, 1));
    QVERIFY(desk.store->busyReconciliations().empty());
}

void TestReconciliation::anAbandonedRunEnds()
{
    ReconciliationDesk desk;
    const std::string id = desk.create();
    desk.pass(ReconciliationDesk::dayMs / 2);
    desk.rows(id, {1, {line("b-1", PartnerState::Held)}});
    desk.pass(ReconciliationDesk::dayMs - 1'000);
    QVERIFY(desk.run(id).state == ReconciliationState::Receiving);
    desk.pass(60'000);
    QVERIFY(desk.run(id).state == ReconciliationState::Failed);
    QVERIFY(!desk.run(id).why.empty());
    QVERIFY(!desk.create().empty());
}

void TestReconciliation::aRunMovesNoMoney()
{
    ReconciliationDesk desk;
    desk.post("/api/block_funds", tests::body());
    const auto before = desk.row();
    const std::int64_t balance = desk.balance();
    desk.clock.now += 60'000;
    const auto run = desk.reconcile({line("b-1", PartnerState::Won, 10'000, 50'000)});
    QCOMPARE(run.count(ReconciliationClass::StateMismatch).found, 1);
    QVERIFY(desk.row() == before);
    QCOMPARE(desk.balance(), balance);
    QVERIFY(desk.store->openOperations().empty());
}

void TestReconciliation::listsArePaged()
{
    ReconciliationDesk desk;
    std::vector<PartnerLine> list;
    for (int i = 0; i < 7; ++i)
        list.push_back(line("b-" + std::to_string(i), PartnerState::Held));
    const auto run = desk.reconcile(list);
    std::set<std::string> bets;
    for (const auto& item : desk.items(run.id, "limit=3"))
        bets.insert(item.bet.text());
    QCOMPARE(bets.size(), std::size_t(7));
    desk.reconcile(list);
    const auto page =
        client::contract::decodeReconciliationPage(desk.get("/api/v1/reconciliations", "partner_id=p-1&limit=1").body);
    QVERIFY(page);
    QCOMPARE(page->rows.at(0).id, std::string("rec-2"));
    const auto older = client::contract::decodeReconciliationPage(
        desk.get("/api/v1/reconciliations", "cursor=" + page->nextCursor).body);
    QCOMPARE(older->rows.at(0).id, std::string("rec-1"));
    QVERIFY(client::contract::decodeReconciliationPage(desk.get("/api/v1/reconciliations", "partner_id=p-2").body)
                ->rows.empty());
}

void TestReconciliation::itFindsWhatANaiveComparisonFinds_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed)
        QTest::newRow(std::to_string(seed).c_str()) << seed;
}

// Both sides in two maps, and every rule written as plainly as it can be.
void TestReconciliation::itFindsWhatANaiveComparisonFinds()
{
    QFETCH(int, seed);
    std::uint64_t state = static_cast<std::uint64_t>(seed) * 7'919;
    const auto roll = [&state](int sides) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(sides));
    };
    ReconciliationDesk desk;
    std::map<std::string, client::contract::BetRow> here;
    std::map<std::string, std::vector<PartnerLine>> there;
    std::vector<PartnerLine> list;
    {
        service::core::Transaction transaction(*desk.store);
        for (int i = 0; i < 1'300; ++i) {
            const std::string bet = "b" + std::to_string(roll(100'000)) + "." + std::to_string(i);
            const BetState ours[] = {BetState::Blocked,  BetState::Won,     BetState::Lost,
                                     BetState::Refunded, BetState::Checked, BetState::Rejected};
            const PartnerState theirs[] = {PartnerState::Held,     PartnerState::Won,      PartnerState::Lost,
                                           PartnerState::Refunded, PartnerState::Rejected, PartnerState::Rejected};
            const int which = roll(6);
            const std::int64_t stake = 100 + roll(1'000);
            const std::optional<std::int64_t> payout =
                which == 1 ? std::optional<std::int64_t>(stake * 2) : std::nullopt;
            if (roll(10) != 0)
                here[bet] = desk.insert(bet, ours[which], stake, payout, which == 3 ? stake : 0);
            const int copies = roll(10) == 0 ? 0 : roll(40) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; ++copy) {
                PartnerLine made = line(bet, roll(8) == 0 ? theirs[roll(6)] : theirs[which],
                                        stake + (roll(9) == 0 ? 1 : 0), payout, {}, roll(15) == 0 ? "USD" : "EUR");
                there[bet].push_back(made);
                list.push_back(made);
            }
        }
        transaction.commit();
    }
    std::map<std::string, std::string> expected;
    std::map<std::string, std::int64_t> counts;
    for (const auto& [bet, lines] : there)
        expected[bet] = lines.size() > 1 ? "duplicate" : here.count(bet) == 0 ? "missing_here" : "";
    for (const auto& [bet, row] : here) {
        const std::string ours(word(row.state));
        const bool never = ours == "checked" || ours == "rejected";
        if (there.count(bet) == 0) {
            if (!never)
                expected[bet] = "missing_at_partner";
            continue;
        }
        const PartnerLine& first = there[bet].front();
        const std::string theirs(word(first.state));
        const bool sameState =
            (ours == "blocked" ? "held" : ours) == theirs || (never && (theirs == "rejected" || theirs == "refunded"));
        if (!expected[bet].empty())
            continue;
        if (first.stake.currency.code != "EUR")
            expected[bet] = "currency_mismatch";
        else if (!sameState)
            expected[bet] = "state_mismatch";
        else if (!never &&
                 (first.stake.minor != row.stakeMinor || (first.payoutMinor && first.payoutMinor != row.payoutMinor)))
            expected[bet] = "amount_mismatch";
        else
            expected[bet] = "matched";
    }
    const auto run = desk.reconcile(list);
    QVERIFY(run.state == ReconciliationState::Completed);
    for (const auto& [bet, kind] : expected)
        ++counts[kind];
    for (std::size_t i = 0; i < client::contract::reconciliationClasses; ++i) {
        const auto kind = static_cast<ReconciliationClass>(i);
        QCOMPARE(run.count(kind).found, counts[std::string(word(kind))]);
    }
    std::map<std::string, std::string> found;
    for (const auto& item : desk.items(run.id)) {
        QVERIFY(found.count(item.bet.text()) == 0);
        found[item.bet.text()] = word(item.kind);
    }
    for (const auto& [bet, kind] : expected) {
        const auto place = found.find(bet);
        QCOMPARE(place == found.end() ? std::string("matched") : place->second, kind);
    }
}

// The work of a tick does not grow with the list: what it holds in memory is what it looks at.
void TestReconciliation::aStepIsBounded()
{
    constexpr int bets = 50'000;
    constexpr std::int64_t perStep = 500;
    const QTemporaryDir folder;
    ReconciliationDesk desk({}, folder.filePath(QStringLiteral("betd.db")).toStdString());
    const std::string id = desk.create();
    {
        // Half of the list is of bets that are not here, so that both walks have as much to find.
        service::core::Transaction transaction(*desk.store);
        for (int i = 0; i < bets; ++i) {
            const std::string bet = std::to_string(i);
            desk.insert("b-" + bet, BetState::Blocked);
            desk.store->addPartnerLine(1, line((i % 2 == 0 ? "b-" : "x-") + bet, PartnerState::Held));
        }
        transaction.commit();
    }
    QCOMPARE(desk.compare(id, 0, 0).status, 200);
    std::int64_t compared = 0;
    int ticks = 0;
    for (; desk.run(id).state == ReconciliationState::Comparing; ++ticks) {
        desk.clock.now = std::max(desk.clock.now, desk.service->nextDueMs());
        desk.tick();
        const std::int64_t now = desk.run(id).compared();
        QVERIFY2(now - compared <= perStep, "a tick compared more than its share");
        compared = now;
    }
    QCOMPARE(compared, std::int64_t(bets) * 3 / 2);
    QCOMPARE(desk.run(id).count(ReconciliationClass::Matched).found, bets / 2);
    QCOMPARE(desk.run(id).count(ReconciliationClass::MissingHere).found, bets / 2);
    QCOMPARE(desk.run(id).count(ReconciliationClass::MissingAtPartner).found, bets / 2);
    QVERIFY(ticks >= 2 * bets / perStep);
    QVERIFY(ticks <= 2 * bets / perStep + 4);
    desk.pass(60'000);
    QVERIFY(desk.store->partnerLines(1, "", 1).empty());
}

QTEST_GUILESS_MAIN(TestReconciliation)
#include "tst_reconciliation.moc"
