// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/partners.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/partnerdialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace client::contract;

namespace {

const std::string healthPath = "/api/v1/partners/acme/health";
const std::string suspendPath = "/api/v1/partners/acme:suspend";
const std::string resumePath = "/api/v1/partners/acme:resume";

PartnerHealthRow health(bool suspended = false)
{
    PartnerHealthRow row;
    row.partner = PartnerId("acme");
    row.remote = true;
    row.breaker = CircuitBreaker::State::Open;
    row.inFlight = 3;
    row.queued = 41;
    row.errorRatioMilli = 125;
    row.suspended = suspended;
    if (suspended) {
        row.suspendedAt = stories::startMs;
        row.suspendedBy = "o.manager";
        row.suspendedReason = "their wallet is down";
    }
    return row;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(const char* role = "manager", const PartnerHealthRow& row = health())
    {
        auto me = bench::instance();
        me.roles = {role};
        connect(me);
        transport.script(healthPath, bench::reply(200, encode(row)));
        dialog = std::make_unique<ui::PartnerDialog>(context(), PartnerId("acme"));
        // It is on the stack of this test, in effect.
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->open();
        time.advance(50);
    }
    QString text(const char* name) { return dialog->findChild<QLabel*>(QLatin1String(name))->text(); }
    QPushButton& button(const char* name) { return *dialog->findChild<QPushButton*>(QLatin1String(name)); }
    QPushButton& pressed() { return button("switchPartnerButton"); }
    void type(const char* why) { QTest::keyClicks(dialog->findChild<QLineEdit*>(), QLatin1String(why)); }

    std::unique_ptr<ui::PartnerDialog> dialog;
};

} // namespace

class TestPartnerDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowTheCallsFare()
    {
        Desk desk("viewer");
        const auto facts = desk.text("partnerFacts");
        QVERIFY2(facts.contains(QStringLiteral("Calls are held back, because several failed running.")),
                 qPrintable(facts));
        QVERIFY2(facts.contains(QStringLiteral("12.5 % of the last calls failed.")), qPrintable(facts));
        QVERIFY2(facts.contains(QStringLiteral("3 on their way, 41 waiting.")), qPrintable(facts));
        QVERIFY2(facts.contains(QStringLiteral("It has not answered since the service started.")), qPrintable(facts));
        // Everybody may look.
        desk.type("their wallet is down");
        QVERIFY(!desk.pressed().isEnabled());
        QCOMPARE(desk.text("partnerHint"), QStringLiteral("Only a manager may suspend a partner."));
    }

    void suspendsWithAReasonAndResumes()
    {
        Desk desk;
        QVERIFY(!desk.pressed().isEnabled());
        // Enter leaves.
        QVERIFY(desk.button("closePartnerButton").isDefault());
        desk.type("short");
        QVERIFY(!desk.pressed().isEnabled());
        desk.type(" but long enough now");
        desk.transport.script(suspendPath, bench::reply(200, encode(health(true))));
        desk.pressed().click();
        desk.pressed().click();
        desk.time.advance(50);
        QCOMPARE(desk.transport.count(suspendPath), 1);
        QCOMPARE(decodeSuspendOrder(desk.transport.seen.back().body)->reason, std::string("short but long enough now"));
        QVERIFY2(desk.text("partnerFacts").contains(QStringLiteral("Suspended by o.manager since ")),
                 qPrintable(desk.text("partnerFacts")));
        QCOMPARE(desk.pressed().text(), QStringLiteral("&Resume acme"));
        QVERIFY(!desk.pressed().isEnabled());
        desk.type("they are back, says their desk");
        desk.transport.script(resumePath, bench::reply(200, encode(health())));
        desk.pressed().click();
        desk.time.advance(50);
        QCOMPARE(desk.pressed().text(), QStringLiteral("&Suspend acme"));
    }

    void saysWhatARefusalMeans()
    {
        Desk desk;
        desk.type("their wallet is down");
        desk.transport.script(suspendPath, bench::reply(problem(ProblemCode::Forbidden, "Not you.")));
        desk.pressed().click();
        desk.time.advance(50);
        QVERIFY2(desk.text("partnerHint").startsWith(QStringLiteral("Nothing was changed: ")),
                 qPrintable(desk.text("partnerHint")));
        QCOMPARE(desk.pressed().text(), QStringLiteral("&Suspend acme"));
        QVERIFY(desk.pressed().isEnabled());
    }

    void doesNotGuessAfterNoAnswer()
    {
        Desk desk;
        desk.type("their wallet is down");
        desk.transport.script(suspendPath, bench::timeout());
        desk.pressed().click();
        desk.time.advance(600'000);
        QVERIFY2(desk.text("partnerHint").contains(QStringLiteral("Look again before you press once more.")),
                 qPrintable(desk.text("partnerHint")));
        QVERIFY(!desk.pressed().isEnabled());
        desk.transport.script(healthPath, bench::reply(200, encode(health(true))));
        desk.button("lookAgainButton").click();
        desk.time.advance(50);
        QCOMPARE(desk.pressed().text(), QStringLiteral("&Resume acme"));
    }
};

QTEST_MAIN(TestPartnerDialog)
#include "tst_partnerdialog.moc"
