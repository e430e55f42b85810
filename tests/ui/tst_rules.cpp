// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/webhooks.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/alertruledialog.h"
#include "ui/dialogs/deliveriesdialog.h"
#include "ui/translation.h"
#include "ui/widgets/alertsdock.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTimeEdit>

using namespace client::contract;
using client::feed::LinkState;
using ui::DeliveriesDialog;

namespace {

constexpr std::int64_t minuteMs = 60'000;

AlertRuleRow rule(const std::string& name, AlertCondition condition = AlertCondition::Query)
{
    AlertRuleRow row;
    row.id = AlertRuleId(name);
    row.condition = condition;
    row.builtIn = condition != AlertCondition::Query;
    row.query = row.builtIn ? "" : "status:failed";
    row.threshold = condition == AlertCondition::FailureRatio ? 50 : 3;
    row.windowMs = 2 * minuteMs;
    row.version = 4;
    return row;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(std::vector<std::string> roles = {"manager"}, ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance();
        info.roles = std::move(roles);
        connect(info);
        transport.script("/api/v1/webhooks", bench::reply(200, encode(Page<WebhookRow>())));
        rules({rule("failures", AlertCondition::FailureRatio), rule("vip")});
    }

    void rules(std::vector<AlertRuleRow> rows)
    {
        Page<AlertRuleRow> page;
        page.rows = std::move(rows);
        transport.script("/api/v1/alert-rules", bench::reply(200, encode(page)));
    }
    // The service takes what it is sent.
    void takes(const std::string& name, AlertRuleRow as)
    {
        ++as.version;
        transport.script("/api/v1/alert-rules/" + name + ":change", bench::reply(200, encode(as)));
    }
    void open()
    {
        made = std::make_unique<ui::Context>(context());
        dialog = std::make_unique<DeliveriesDialog>(*made);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        tester = std::make_unique<QAbstractItemModelTester>(table().model(),
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
        dialog->showTab(DeliveriesDialog::Tab::Rules);
        dialog->show();
        dialog->activateWindow();
        if (!QTest::qWaitForWindowActive(dialog.get()))
            qFatal("the dialog does not become active");
        settle();
    }
    void settle(std::int64_t ms = 500)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
    }
    ui::RowTable& table() { return *dialog->findChild<ui::RowTable*>(QStringLiteral("rulesTable")); }
    QPushButton* button(const char* name) { return dialog->findChild<QPushButton*>(QLatin1String(name)); }
    void press(const char* name)
    {
        button(name)->click();
        settle();
    }
    ui::AlertRuleDialog* form() { return dialog->findChild<ui::AlertRuleDialog*>(); }
    template <typename Widget>
    Widget* field(const char* name)
    {
        return form()->findChild<Widget*>(QLatin1String(name));
    }
    // Only what somebody sees.
    QString said(const char* name)
    {
        const auto* label = dialog->findChild<QLabel*>(QLatin1String(name));
        return label->isVisible() ? label->text() : QString();
    }
    QString line(int row)
    {
        QStringList cells;
        for (int column = 0; column < table().model()->columnCount(); ++column)
            cells << table().model()->index(row, column).data().toString();
        return cells.join(u'|');
    }
    // Bodies of what was posted, each after its path.
    QStringList posted() const
    {
        QStringList sent;
        for (const auto& request : transport.seen) {
            if (request.method == "POST")
                sent << QString::fromStdString(request.target + ' ' + request.body);
        }
        return sent;
    }
    static QString order(const char* path, const AlertRuleRow& rule, std::int64_t expected)
    {
        return QString::fromStdString(std::string("/api/v1/alert-rules") + path + ' ' +
                                      encode(AlertRuleOrder{rule, expected}));
    }

    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<DeliveriesDialog> dialog;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsRulesAndMarksWhatIsBuiltIn()
    {
        Desk desk;
        auto silence = rule("silence", AlertCondition::Silence);
        silence.windowMs = 90'000;
        silence.severity = AlertSeverity::Critical;
        silence.quietFrom = 22 * 60;
        silence.quietTo = 6 * 60 + 30;
        silence.sound = false;
        auto vip = rule("vip");
        vip.snoozedUntil = desk.clock.utcMs() + 10 * minuteMs;
        auto off = rule("off");
        off.enabled = false;
        off.sound = off.desktop = false;
        off.windowMs = 60 * minuteMs;
        desk.rules({rule("failures", AlertCondition::FailureRatio), silence, vip, off});
        desk.open();
        QCOMPARE(desk.line(0), QStringLiteral("failures (built in)|On|Warning|Sound, desktop|—|"
                                              "More than 5.0 % of the calls to a partner failed within 2 min"));
        QCOMPARE(desk.line(1), QStringLiteral("silence (built in)|On|Critical|Desktop|22:00–06:30|"
                                              "No bets for 90 s from a partner that usually sends at least 3"));
        QCOMPARE(desk.line(2), QStringLiteral("vip|Snoozed until %1|Warning|Sound, desktop|—|"
                                              "At least 3 bets within 2 min: status:failed")
                                   .arg(desk.format.moment(vip.snoozedUntil, desk.clock.utcMs())));
        QCOMPARE(desk.line(3), QStringLiteral("off|Off|Warning|The list alone|—|"
                                              "At least 3 bets within 1 h: status:failed"));
        desk.table().selectRowAt(0);
        QVERIFY(desk.button("editRuleButton")->isEnabled());
        QVERIFY(desk.button("toggleRuleButton")->isEnabled());
        QVERIFY(!desk.button("deleteRuleButton")->isEnabled());
        QCOMPARE(desk.button("deleteRuleButton")->toolTip(),
                 QStringLiteral("A built-in rule can be turned off, not deleted."));
        desk.table().selectRowAt(2);
        QVERIFY(desk.button("deleteRuleButton")->isEnabled());
        QCOMPARE(desk.said("ruleText"), QStringLiteral("At least 3 bets within 2 min: status:failed"));
        bench::shoot(*desk.dialog, QStringLiteral("rules"));
    }

    void turnsARuleOff()
    {
        Desk desk;
        auto off = rule("failures", AlertCondition::FailureRatio);
        off.enabled = false;
        desk.takes("failures", off);
        desk.open();
        desk.table().selectRowAt(0);
        desk.press("toggleRuleButton");
        QCOMPARE(desk.posted().join(u'\n'), Desk::order("/failures:change", off, 4));
        QVERIFY2(desk.line(0).startsWith(QStringLiteral("failures (built in)|Off|")), qPrintable(desk.line(0)));
        QCOMPARE(desk.said("ruleResult"), QStringLiteral("The rule is off: it raises nothing."));
        QCOMPARE(desk.button("toggleRuleButton")->text(), QStringLiteral("Turn &on"));
    }

    void snoozesARuleAndEndsTheSnooze()
    {
        Desk desk;
        desk.open();
        desk.table().selectRowAt(1);
        auto* menu = desk.dialog->findChild<QMenu*>(QStringLiteral("snoozeRuleMenu"));
        auto* end = menu->findChild<QAction*>(QStringLiteral("endRuleSnooze"));
        QVERIFY(!end->isEnabled());
        auto snoozed = rule("vip");
        snoozed.snoozedUntil = desk.clock.utcMs() + 120 * minuteMs;
        desk.takes("vip", snoozed);
        menu->findChild<QAction*>(QStringLiteral("snoozeRule120"))->trigger();
        desk.settle();
        QCOMPARE(desk.posted().last(), Desk::order("/vip:change", snoozed, 4));
        const auto until = desk.format.moment(snoozed.snoozedUntil, desk.clock.utcMs());
        QCOMPARE(desk.said("ruleResult"), QStringLiteral("The rule raises nothing new until %1.").arg(until));
        QVERIFY2(desk.line(1).contains(QStringLiteral("Snoozed until ") + until), qPrintable(desk.line(1)));
        QVERIFY(end->isEnabled());
        auto awake = rule("vip");
        awake.version = 5;
        desk.takes("vip", awake);
        end->trigger();
        desk.settle();
        QCOMPARE(desk.posted().last(), Desk::order("/vip:change", awake, 5));
        QVERIFY2(desk.line(1).startsWith(QStringLiteral("vip|On|")), qPrintable(desk.line(1)));
        QVERIFY(!end->isEnabled());
    }

    void saysThatSomebodyWasFaster()
    {
        Desk desk;
        desk.transport.script("/api/v1/alert-rules/vip:change",
                              bench::reply(problem(ProblemCode::VersionConflict, "Somebody changed this rule.")));
        desk.open();
        desk.table().selectRowAt(1);
        auto newer = rule("vip");
        newer.version = 5;
        newer.threshold = 9;
        desk.rules({rule("failures", AlertCondition::FailureRatio), newer});
        desk.press("toggleRuleButton");
        QVERIFY2(desk.said("ruleResult").startsWith(QStringLiteral("Somebody changed this rule meanwhile.")),
                 qPrintable(desk.said("ruleResult")));
        QVERIFY2(desk.line(1).contains(QStringLiteral("|On|")), qPrintable(desk.line(1)));
        QVERIFY2(desk.line(1).contains(QStringLiteral("At least 9 bets")), qPrintable(desk.line(1)));
        QCOMPARE(desk.table().currentRow(), 1);
    }

    void addsARuleWhoseFieldsAreCheckedAsTheyAreTyped()
    {
        Desk desk;
        desk.open();
        desk.press("addRuleButton");
        auto* save = desk.field<QPushButton>("saveRuleButton");
        QVERIFY(!save->isEnabled());
        QCOMPARE(desk.said("ruleNameHint"), QStringLiteral("Give the rule a name."));
        auto* name = desk.field<QLineEdit>("ruleName");
        QTest::keyClicks(name, QStringLiteral("big losses"));
        QCOMPARE(desk.said("ruleNameHint"),
                 QStringLiteral("A name has letters A to Z, digits and . _ : - only, no spaces."));
        name->clear();
        QTest::keyClicks(name, QStringLiteral("big"));
        QCOMPARE(desk.said("ruleNameHint"), QString());
        auto* query = desk.field<ui::QueryField>("ruleQuery");
        QTest::keyClicks(query, QStringLiteral("partner:acme staus:failed"));
        QCOMPARE(desk.said("ruleQueryHint"),
                 QStringLiteral("Position 14: Unknown field `staus`. Did you mean `status`?"));
        QVERIFY(!save->isEnabled());
        bench::shoot(*desk.form(), QStringLiteral("rule-wrong"));
        query->clear();
        QTest::keyClicks(query, QStringLiteral("status:failed"));
        QCOMPARE(desk.said("ruleQueryHint"), QString());
        QVERIFY(save->isEnabled());
        desk.field<QDoubleSpinBox>("ruleThreshold")->setValue(7);
        desk.field<QSpinBox>("ruleWindow")->setValue(3);
        desk.field<QComboBox>("ruleWindowUnit")->setCurrentText(QStringLiteral("hours"));
        desk.field<QCheckBox>("ruleQuiet")->setChecked(true);
        QCOMPARE(desk.said("ruleQuietHint"), QStringLiteral("The quiet hours end when they begin."));
        QVERIFY(!save->isEnabled());
        desk.field<QTimeEdit>("ruleQuietTo")->setTime(QTime(6, 30));
        desk.field<QCheckBox>("ruleSound")->setChecked(false);
        QCOMPARE(desk.said("ruleMeaning"), QStringLiteral("At least 7 bets within 3 h: status:failed"));
        bench::shoot(*desk.form(), QStringLiteral("rule-new"));
        auto made = rule("big");
        made.threshold = 7;
        made.windowMs = 180 * minuteMs;
        made.quietTo = 390;
        made.sound = false;
        made.version = 1;
        desk.transport.script("/api/v1/alert-rules", bench::reply(201, encode(made)));
        save->click();
        desk.settle();
        QCOMPARE(desk.posted().join(u'\n'), Desk::order("", made, 0));
        QCOMPARE(desk.said("ruleResult"), QStringLiteral("Saved."));
        QCOMPARE(desk.table().model()->rowCount(), 3);
        QCOMPARE(desk.table().currentRow(), 2);
        QTRY_VERIFY(!desk.form());
    }

    void keepsAFormThatWasNotTaken()
    {
        Desk desk;
        Page<AlertRuleRow> listed;
        listed.rows = {rule("vip")};
        desk.transport.script(
            "/api/v1/alert-rules", {[body = encode(listed)](const client::ports::HttpRequest& request) {
                return request.method == "GET" ? bench::reply(200, body)
                                               : bench::reply(problem(ProblemCode::VersionConflict, "Taken."));
            }});
        desk.open();
        desk.press("addRuleButton");
        QTest::keyClicks(desk.field<QLineEdit>("ruleName"), QStringLiteral("vip"));
        QTest::keyClicks(desk.field<ui::QueryField>("ruleQuery"), QStringLiteral("status:won"));
        desk.field<QPushButton>("saveRuleButton")->click();
        desk.settle();
        QCOMPARE(desk.said("ruleHint"), QStringLiteral("There is a rule of this name already."));
        QCOMPARE(desk.field<QLineEdit>("ruleName")->text(), QStringLiteral("vip"));
        QVERIFY(desk.field<QPushButton>("saveRuleButton")->isEnabled());
    }

    void changesWhatMayBeChangedOfABuiltInRule()
    {
        Desk desk;
        desk.transport.script("/api/v1/alert-rules/failures:change",
                              bench::reply(problem(ProblemCode::ValidationFailed, "No.")));
        desk.open();
        desk.table().selectRowAt(0);
        desk.table().setFocus();
        QTest::keyClick(&desk.table(), Qt::Key_Return);
        QVERIFY(!desk.field<QLineEdit>("ruleName")->isEnabled());
        QVERIFY(!desk.field<ui::QueryField>("ruleQuery")->isVisible());
        auto* threshold = desk.field<QDoubleSpinBox>("ruleThreshold");
        QCOMPARE(threshold->text(), QStringLiteral("5.0 %"));
        QCOMPARE(desk.field<QComboBox>("ruleWindowUnit")->currentText(), QStringLiteral("minutes"));
        threshold->setValue(7.5);
        desk.field<QPushButton>("saveRuleButton")->click();
        desk.settle();
        auto changed = rule("failures", AlertCondition::FailureRatio);
        changed.threshold = 75;
        QCOMPARE(desk.posted().join(u'\n'), Desk::order("/failures:change", changed, 4));
        QVERIFY2(desk.said("ruleHint").startsWith(QStringLiteral("Not saved: ")), qPrintable(desk.said("ruleHint")));
        QCOMPARE(threshold->value(), 7.5);
        // What the service does not take now it may take the next time.
        desk.takes("failures", changed);
        desk.field<QPushButton>("saveRuleButton")->click();
        desk.settle();
        QVERIFY2(desk.line(0).endsWith(QStringLiteral("More than 7.5 % of the calls to a partner failed within 2 min")),
                 qPrintable(desk.line(0)));
    }

    // What the form can not show stays as it was.
    void aWindowOfNoWholeSecondSurvivesAnotherChange()
    {
        Desk desk;
        auto odd = rule("odd");
        odd.windowMs = 1'500;
        odd.snoozedUntil = desk.clock.utcMs() + minuteMs;
        desk.rules({odd});
        desk.open();
        desk.table().selectRowAt(0);
        desk.press("editRuleButton");
        desk.field<QCheckBox>("ruleDesktop")->setChecked(false);
        odd.desktop = false;
        desk.takes("odd", odd);
        desk.field<QPushButton>("saveRuleButton")->click();
        desk.settle();
        QCOMPARE(desk.posted().join(u'\n'), Desk::order("/odd:change", odd, 4));
    }

    void deletesAtTheSecondPress()
    {
        Desk desk;
        desk.transport.script("/api/v1/alert-rules/vip:delete", bench::reply(200, encode(rule("vip"))));
        desk.open();
        desk.table().selectRowAt(1);
        desk.press("deleteRuleButton");
        QCOMPARE(desk.posted().size(), 0);
        QCOMPARE(desk.said("ruleResult"),
                 QStringLiteral("Deletes the rule and ends its open alerts. Press again to delete it."));
        desk.table().selectRowAt(0);
        QCOMPARE(desk.said("ruleResult"), QString());
        desk.table().selectRowAt(1);
        desk.press("deleteRuleButton");
        QCOMPARE(desk.posted().size(), 0);
        desk.press("deleteRuleButton");
        QCOMPARE(desk.posted().join(u'\n'), QStringLiteral("/api/v1/alert-rules/vip:delete {}"));
        QCOMPARE(desk.table().model()->rowCount(), 1);
        QCOMPARE(desk.said("ruleResult"), QStringLiteral("Deleted. Its open alerts are over."));
    }

    void saysThatNothingIsKnownWithoutAnAnswer()
    {
        Desk desk;
        desk.transport.script("/api/v1/alert-rules/vip:delete", bench::timeout());
        desk.open();
        desk.table().selectRowAt(1);
        desk.press("deleteRuleButton");
        desk.rules({rule("failures", AlertCondition::FailureRatio)});
        desk.button("deleteRuleButton")->click();
        desk.settle(600'000);
        QVERIFY2(desk.said("ruleResult").startsWith(QStringLiteral("The service did not answer (")),
                 qPrintable(desk.said("ruleResult")));
        QCOMPARE(desk.table().model()->rowCount(), 1);
    }

    void whoIsNoManagerMayOnlyReadThem()
    {
        Desk desk({"support"});
        desk.open();
        QCOMPARE(desk.table().model()->rowCount(), 2);
        desk.table().selectRowAt(1);
        for (const char* name :
             {"addRuleButton", "editRuleButton", "toggleRuleButton", "snoozeRuleButton", "deleteRuleButton"}) {
            QVERIFY2(!desk.button(name)->isEnabled(), name);
            QCOMPARE(desk.button(name)->toolTip(), QStringLiteral("Only a manager may change alert rules."));
        }
        QCOMPARE(desk.said("ruleResult"), QStringLiteral("Only a manager may change alert rules."));
        desk.table().setFocus();
        QTest::keyClick(&desk.table(), Qt::Key_Return);
        QVERIFY(!desk.form());
    }

    void waitsForTheConnection()
    {
        Desk desk;
        desk.connection.setLink(LinkState::Offline);
        desk.open();
        QCOMPARE(desk.said("rulesText"),
                 QStringLiteral("The service does not answer. The rules come with the connection."));
        QCOMPARE(desk.transport.seen.size(), std::size_t{0});
        desk.connection.setLink(LinkState::Live);
        desk.settle();
        QCOMPARE(desk.table().model()->rowCount(), 2);
        desk.table().selectRowAt(1);
        desk.press("editRuleButton");
        QVERIFY(desk.field<QPushButton>("saveRuleButton")->isEnabled());
        desk.connection.setLink(LinkState::Offline);
        QVERIFY(!desk.field<QPushButton>("saveRuleButton")->isEnabled());
        QCOMPARE(desk.said("ruleHint"), QStringLiteral("Off until the connection returns."));
        QCOMPARE(desk.button("addRuleButton")->toolTip(), QStringLiteral("Off until the connection returns."));
        QCOMPARE(desk.said("rulesText"), QStringLiteral("The service does not answer. This is what it said last."));
    }

    void showsWhatTheServiceRefuses()
    {
        Desk desk;
        desk.transport.script("/api/v1/alert-rules", bench::reply(problem(ProblemCode::Forbidden, "No.")));
        desk.open();
        QVERIFY2(desk.said("rulesText").startsWith(QStringLiteral("The rules did not come: ")),
                 qPrintable(desk.said("rulesText")));
        QVERIFY(!desk.button("addRuleButton")->isEnabled());
        // Refused once is not refused for ever.
        desk.rules({});
        desk.press("refreshRulesButton");
        QCOMPARE(desk.said("rulesText"), QStringLiteral("There are no rules. The service raises no alerts."));
        QVERIFY(desk.button("addRuleButton")->isEnabled());
    }

    // Another rule's answer is no answer to this one.
    void doesNotTakeAnAnswerAboutAnotherRule()
    {
        Desk desk;
        auto other = rule("other");
        other.enabled = false;
        desk.takes("vip", other);
        desk.open();
        desk.table().selectRowAt(1);
        desk.press("toggleRuleButton");
        QVERIFY2(desk.line(1).startsWith(QStringLiteral("vip|On|")), qPrintable(desk.line(1)));
        QCOMPARE(desk.table().model()->rowCount(), 2);
        QVERIFY(desk.said("ruleResult") != QStringLiteral("The rule is off: it raises nothing."));
    }

    void isAskedForBelowTheAlertsAndOpensAtItsTab()
    {
        Desk desk;
        const auto given = desk.context();
        ui::AlertsDock dock(given);
        QSignalSpy asked(&dock, &ui::AlertsDock::rulesRequested);
        dock.findChild<QAction*>(QStringLiteral("openAlertRules"))->trigger();
        QCOMPARE(asked.size(), 1);
        QWidget window;
        DeliveriesDialog::showFor(given, &window, DeliveriesDialog::Tab::Deliveries);
        DeliveriesDialog::showFor(given, &window, DeliveriesDialog::Tab::Rules);
        const auto* tabs = window.findChild<QTabWidget*>();
        QCOMPARE(tabs->currentWidget()->objectName(), QStringLiteral("alertRulesView"));
        DeliveriesDialog::showFor(given, &window, DeliveriesDialog::Tab::Deliveries);
        QCOMPARE(tabs->currentWidget()->objectName(), QStringLiteral("deliveriesView"));
    }

    void hasRoomForLongerTexts()
    {
        Desk desk;
        bench::PseudoTranslator longer;
        QCoreApplication::installTranslator(&longer);
        desk.open();
        desk.table().selectRowAt(0);
        desk.dialog->resize(640, 520);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(bench::clipped(*desk.dialog).join(u' '), QString());
        desk.press("editRuleButton");
        QCOMPARE(bench::clipped(*desk.form()).join(u' '), QString());
        QVERIFY2(desk.form()->height() <= 700 && desk.form()->width() <= 1'024, qPrintable(desk.form()->objectName()));
        QCoreApplication::removeTranslator(&longer);
    }

    void speaksRussian()
    {
        Desk desk({"manager"}, ui::Language::Russian);
        desk.theme.setMode(ui::ThemeMode::Dark);
        auto vip = rule("vip");
        vip.snoozedUntil = desk.clock.utcMs() + 10 * minuteMs;
        desk.rules({rule("failures", AlertCondition::FailureRatio), rule("silence", AlertCondition::Silence), vip});
        desk.open();
        desk.table().selectRowAt(2);
        QCOMPARE(desk.said("ruleText"), QStringLiteral("Хотя бы 3 ставки за 2 мин: status:failed"));
        QCOMPARE(bench::clipped(*desk.dialog).join(u' '), QString());
        bench::shoot(*desk.dialog, QStringLiteral("rules-ru"));
        desk.press("editRuleButton");
        QCOMPARE(bench::clipped(*desk.form()).join(u' '), QString());
        bench::shoot(*desk.form(), QStringLiteral("rule-ru"));
    }
};

QTEST_MAIN(TestRules)
#include "tst_rules.moc"
