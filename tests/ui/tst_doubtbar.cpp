// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/jobs.h"
#include "client/contract/resolution.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/resolvedialog.h"
#include "ui/widgets/doubtbar.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace client::contract;

namespace {

const std::string askPath = "/api/v1/operations/op-7:ask";
const std::string resolvePath = "/api/v1/operations/op-7:resolve";

ResolutionRow proposal(const char* author = "m.orlov")
{
    ResolutionRow row;
    row.id = "rs-3";
    row.operation = OperationId("op-7");
    row.kind = OperationKind::Block;
    row.partner = PartnerId("acme");
    row.bet = BetId("b-90412197");
    row.amount = {32'200, {}};
    row.succeeded = true;
    row.reference = "statement line 42";
    row.reason = "the bookmaker lists it";
    row.digest = "d";
    row.author = author;
    row.createdAt = stories::startMs;
    row.expiresAt = stories::startMs + 1'800'000;
    return row;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(const char* role = "support", std::vector<ResolutionRow> pending = {}) : bar(context())
    {
        auto me = bench::instance();
        me.roles = {role};
        connect(me);
        Page<ResolutionRow> page;
        page.rows = std::move(pending);
        // Whatever its exact query: only resolutions are read here.
        transport.otherwise = [body = encode(page)](const client::ports::HttpRequest& request) {
            const bool isRead = request.target.find("/resolutions") != std::string::npos;
            return isRead ? std::optional(bench::reply(200, body)) : std::nullopt;
        };
        bar.resize(400, 200);
        bar.setBet(stories::inDoubtAfterFive().bet);
        time.advance(50);
    }
    template <typename T>
    T* find(const char* name)
    {
        return bar.findChild<T*>(QLatin1String(name));
    }
    QString line() { return find<QLabel>("doubtLine")->text(); }

    ui::DoubtBar bar;
};

} // namespace

class TestDoubtBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThereForADoubtOnly()
    {
        Desk desk;
        QVERIFY(!desk.bar.isHidden());
        auto other = stories::empty().bet;
        other.bet = BetId("b-2");
        desk.bar.setBet(other);
        QVERIFY(desk.bar.isHidden());
    }

    void asksThePartnerAndSaysWhatCameOfIt()
    {
        Desk desk;
        QSignalSpy changed(&desk.bar, &ui::DoubtBar::changed);
        auto row = *stories::inDoubtAfterFive().entries[2].operation;
        row.partner = PartnerId("acme");
        row.bet = BetId("b-90412197");
        desk.transport.script(askPath, bench::reply(200, encode(row)));
        desk.find<QPushButton>("askPartnerButton")->click();
        QVERIFY(!desk.find<QPushButton>("askPartnerButton")->isEnabled());
        desk.time.advance(50);
        QCOMPARE(desk.transport.count(askPath), 1);
        QVERIFY2(desk.line().contains(QStringLiteral("Nothing was sent again.")), qPrintable(desk.line()));
        QCOMPARE(changed.size(), 1);
        // A partner that cannot be asked.
        desk.transport.script(askPath,
                              bench::reply(problem(ProblemCode::RetryUnsafe, "This partner cannot be asked.")));
        desk.find<QPushButton>("askPartnerButton")->click();
        desk.time.advance(50);
        QCOMPARE(desk.line(), QStringLiteral("Not asked: This partner cannot be asked."));
    }

    void aRefundThatWaitsForItsBlockIsAboutTheBlock()
    {
        Desk desk;
        auto bet = stories::inDoubtAfterFive().bet;
        bet.version += 1;
        bet.operation->kind = OperationKind::Refund;
        bet.operation->state = OperationState::InFlight;
        bet.operation->attempt = 0;
        bet.operation->takesBack = OperationId("op-3");
        desk.bar.setBet(bet);
        QVERIFY(!desk.bar.isHidden());
        desk.find<QPushButton>("askPartnerButton")->click();
        desk.time.advance(50);
        QCOMPARE(desk.transport.count("/api/v1/operations/op-3:ask"), 1);
    }

    void aSecondPersonAgrees()
    {
        Desk desk("manager", {proposal()});
        QVERIFY2(desk.line().contains(QStringLiteral("m.orlov says that it succeeded. Evidence: statement line 42.")),
                 qPrintable(desk.line()));
        auto* approve = desk.find<QPushButton>("approveResolutionButton");
        QVERIFY(!desk.find<QWidget>("resolutionComment")->isHidden());
        const std::string path = "/api/v1/approvals/rs-3:approve";
        auto done = proposal();
        done.state = ResolutionState::Approved;
        done.approver = "a.petrova";
        done.endedAt = stories::startMs;
        desk.transport.script(path, bench::reply(200, encode(done)));
        // Enter alone never confirms.
        QTest::keyClick(approve, Qt::Key_Return);
        QCOMPARE(desk.transport.count(path), 0);
        QTest::keyClick(approve, Qt::Key_Return, Qt::ControlModifier);
        desk.time.advance(50);
        QCOMPARE(desk.transport.count(path), 1);
        const auto sent = std::find_if(desk.transport.seen.begin(), desk.transport.seen.end(),
                                       [&path](const auto& request) { return request.target == path; });
        QVERIFY(sent != desk.transport.seen.end());
        QCOMPARE(decodeApprovalOrder(sent->body)->digest, std::string("d"));
        QVERIFY(!desk.bar.pending());
    }

    void nobodyAgreesAloneOrWithoutTheRole_data()
    {
        QTest::addColumn<QByteArray>("author");
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<QString>("says");
        QTest::newRow("own") << QByteArray("a.petrova") << QByteArray("manager")
                             << QStringLiteral("A second person has to agree.");
        QTest::newRow("support") << QByteArray("m.orlov") << QByteArray("support")
                                 << QStringLiteral("Only a manager may approve.");
    }

    void nobodyAgreesAloneOrWithoutTheRole()
    {
        QFETCH(QByteArray, author);
        QFETCH(QByteArray, role);
        QFETCH(QString, says);
        Desk desk(role.constData(), {proposal(author.constData())});
        QVERIFY2(desk.line().endsWith(says), qPrintable(desk.line()));
        QVERIFY(desk.find<QPushButton>("approveResolutionButton")->parentWidget()->isHidden());
        QVERIFY(!desk.find<QPushButton>("resolveButton")->isEnabled());
    }

    void aProposalNeedsEvidence()
    {
        Desk desk;
        ui::ResolveDialog dialog(desk.context(), stories::inDoubtAfterFive().bet);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto* send = dialog.findChild<QPushButton*>(QStringLiteral("sendResolutionButton"));
        auto* outcome = dialog.findChild<QComboBox*>(QStringLiteral("resolveOutcome"));
        auto* reference = dialog.findChild<QLineEdit*>(QStringLiteral("resolveReference"));
        auto* reason = dialog.findChild<QLineEdit*>(QStringLiteral("resolveReason"));
        QCOMPARE(outcome->currentIndex(), -1);
        QVERIFY(!send->isEnabled());
        outcome->setCurrentIndex(1);
        reference->setText(QStringLiteral("statement line 42"));
        reason->setText(QStringLiteral("short"));
        QVERIFY(!send->isEnabled());
        reason->setText(QStringLiteral("it is not on the statement"));
        QVERIFY(send->isEnabled());
        QSignalSpy proposed(&dialog, &ui::ResolveDialog::proposed);
        auto made = proposal("a.petrova");
        made.succeeded = false;
        desk.transport.script(resolvePath, bench::reply(201, encode(made)));
        send->click();
        QVERIFY(!send->isEnabled());
        desk.time.advance(50);
        QCOMPARE(desk.transport.count(resolvePath), 1);
        QCOMPARE(proposed.size(), 1);
        const auto order = decodeResolveOrder(desk.transport.seen.back().body);
        QVERIFY(order);
        QVERIFY(!order->succeeded);
        QCOMPARE(order->reference, std::string("statement line 42"));
    }
};

QTEST_MAIN(TestDoubtBar)
#include "tst_doubtbar.moc"
