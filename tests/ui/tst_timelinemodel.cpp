// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/stories.h"
#include "ui/format.h"
#include "ui/models/ledgermodel.h"
#include "ui/models/timelinemodel.h"
#include "ui/translation.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace client::contract;
using ui::LedgerModel;
using ui::MoneyFact;
using ui::TimelineModel;

namespace {

QString dump(const TimelineModel& model)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const QVariant shape = index.data(TimelineModel::ShapeRole);
        const std::string_view mark = shape.isValid() ? word(static_cast<ShownStatus>(shape.toInt())) : "-";
        text += QStringLiteral("%1 %2| %3\n")
                    .arg(QString::fromUtf8(mark.data(), static_cast<qsizetype>(mark.size())), -10)
                    .arg(index.data(TimelineModel::TimeRole).toString(), -12)
                    .arg(index.data().toString());
        for (const int role : {TimelineModel::DetailRole, TimelineModel::RemarkRole})
            if (const QString line = index.data(role).toString(); !line.isEmpty())
                text += QStringLiteral("%1| %2\n").arg(QString(), -23).arg(line);
    }
    return text;
}

Story with(BetState state, std::optional<OperationState> operation, OperationKind kind = OperationKind::Block)
{
    Story story = stories::empty();
    story.bet.state = state;
    if (operation) {
        story.bet.operation.emplace();
        story.bet.operation->id = OperationId("op-1");
        story.bet.operation->kind = kind;
        story.bet.operation->state = *operation;
    }
    return story;
}

} // namespace

class TimelineModelTest : public QObject
{
    Q_OBJECT

    ui::Format m_format{ui::Language::English, QTimeZone::utc()};

private Q_SLOTS:
    void tellsFiveAttemptsWithTheirWaitsAndTheDoubtAtTheEnd()
    {
        TimelineModel model(m_format);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStory(stories::inDoubtAfterFive());
        const QString expected = QString::fromUtf8(R"(-          18:42:51.004| check_bet: approved
                       | by game-1
checked    18:42:51.004| Version 1: checked
in_doubt   18:42:51.050| block_funds started
                       | 322.00 EUR · in doubt after 5 tries · by game-1 · key 6f1c…9ae2
retrying   18:42:51.052| block_funds, attempt 1
                       | HTTP 503 · 1.2 s · nothing was done · next try 2^0 + 0.6 s = 1.6 s
                       | upstream unavailable
retrying   18:42:53.856| block_funds, attempt 2
                       | HTTP 503 · 988 ms · nothing was done · waited 1.6 s · next try 2^1 + 0.3 s = 2.3 s
                       | upstream unavailable
-                      | 2.3 s of waiting for the next try
retrying   18:42:57.144| block_funds, attempt 3
                       | no answer in time · 5.0 s · in doubt · next try 2^2 + 0.1 s = 4.1 s
-                      | 4.1 s of waiting for the next try
retrying   18:43:06.244| block_funds, attempt 4
                       | connection lost · 31 ms · in doubt · next try 2^3 + 0.9 s = 8.9 s
                       | The connection was lost
-                      | 8.9 s of waiting for the next try
in_doubt   18:43:15.175| block_funds, attempt 5
                       | no answer in time · 5.0 s · in doubt
in_doubt               | In doubt: the last call got no answer.
                       | Asked again at 18:44:20 with the same key.
)");
        QString shown = dump(model);
        shown.replace(QChar(QChar::Nbsp), QLatin1Char(' ')).remove(QChar(0x2060));
        QCOMPARE(shown, expected);
    }

    void speaksRussianOfWhatTheServiceNamesByACode()
    {
        ui::Translation translation;
        translation.use(ui::Language::Russian);
        Story story = stories::inDoubtAfterFive();
        story.entries.resize(4);
        QCOMPARE(story.entries[2].kind, TimelineKind::Operation);
        story.entries[2].text = "cancelled_event (INC-2291)";
        story.entries[3].attempt->errorClass = "insufficient_funds";
        story.entries[3].attempt->error = "The balance does not cover the stake.";
        TimelineModel model(m_format);
        model.setStory(story);
        QCOMPARE(model.index(0).data().toString(), QString::fromUtf8("check_bet: одобрено"));
        QCOMPARE(model.index(2).data(TimelineModel::RemarkRole).toString(),
                 QString::fromUtf8("Причина: Игровой раунд отменён (INC-2291)"));
        QCOMPARE(model.index(3).data(TimelineModel::RemarkRole).toString(), QString::fromUtf8("На балансе не хватает"));
        // What has no known code stays as it came.
        story.entries[3].attempt->errorClass = "moon_phase";
        model.setStory(story);
        QCOMPARE(model.index(3).data(TimelineModel::RemarkRole).toString(),
                 QStringLiteral("The balance does not cover the stake."));
    }

    void keepsTheIndexesOfLinesThatStay()
    {
        TimelineModel model(m_format);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Story story = stories::inDoubtAfterFive();
        Story before = story;
        before.entries.erase(before.entries.end() - 2, before.entries.end());
        model.setStory(before);
        const QPersistentModelIndex first(model.index(0));
        const QPersistentModelIndex attempt(model.lastAttempt());
        const int number = model.attempt(attempt)->number;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setStory(story);
        QCOMPARE(reset.count(), 0);
        QVERIFY(first.isValid());
        QVERIFY(attempt.isValid());
        QCOMPARE(model.attempt(attempt)->number, number);
        QCOMPARE(model.attempt(model.lastAttempt())->number, 5);
    }

    void statesTheMoneyFactAndNotTheHttpFact_data()
    {
        QTest::addColumn<Story>("story");
        QTest::addColumn<MoneyFact>("fact");
        using O = OperationState;
        QTest::newRow("checked") << with(BetState::Checked, {}) << MoneyFact::NotHeld;
        QTest::newRow("held") << with(BetState::Blocked, O::Succeeded) << MoneyFact::Held;
        QTest::newRow("block refused") << with(BetState::Rejected, O::Declined) << MoneyFact::NotHeld;
        QTest::newRow("refused while held")
            << with(BetState::Blocked, O::Declined, OperationKind::Settle) << MoneyFact::Held;
        QTest::newRow("block in doubt") << with(BetState::Checked, O::InDoubt) << MoneyFact::InDoubt;
        QTest::newRow("refund in doubt") << with(BetState::Blocked, O::InDoubt, OperationKind::Refund)
                                         << MoneyFact::InDoubt;
        QTest::newRow("needs review") << with(BetState::Blocked, O::NeedsReview, OperationKind::Refund)
                                      << MoneyFact::NeedsReview;
        QTest::newRow("block waits") << with(BetState::Checked, O::RetryScheduled) << MoneyFact::NotYetHeld;
        QTest::newRow("refund waits") << with(BetState::Blocked, O::RetryScheduled, OperationKind::Refund)
                                      << MoneyFact::HeldAndRetrying;
        QTest::newRow("won") << with(BetState::Won, O::Succeeded, OperationKind::Settle) << MoneyFact::Paid;
        QTest::newRow("lost") << with(BetState::Lost, O::Succeeded, OperationKind::Settle) << MoneyFact::Kept;
        QTest::newRow("tombstone") << with(BetState::Refunded, O::Succeeded, OperationKind::Refund)
                                   << MoneyFact::NothingReturned;
        QTest::newRow("expired") << with(BetState::Expired, {}) << MoneyFact::Released;

        Story refunded = with(BetState::Refunded, O::Succeeded, OperationKind::Refund);
        refunded.bet.refundedMinor = refunded.bet.stakeMinor;
        QTest::newRow("refunded") << refunded << MoneyFact::Returned;

        Story doubtful = with(BetState::Checked, O::RetryScheduled);
        TimelineEntry timedOut = stories::attempt(1, 0, 5'000, 0, "in_doubt", "timeout", "", 1, 0);
        timedOut.attempt->operation = OperationId("op-1");
        doubtful.entries.push_back(timedOut);
        QTest::newRow("waits after a lost answer") << doubtful << MoneyFact::InDoubt;
    }

    void statesTheMoneyFactAndNotTheHttpFact()
    {
        QFETCH(Story, story);
        QFETCH(MoneyFact, fact);
        QCOMPARE(ui::moneyFact(story), fact);
        TimelineModel model(m_format);
        model.setStory(story);
        QVERIFY(!model.index(model.rowCount() - 1).data().toString().isEmpty());
    }

    void saysWhyAPersonHasToReviewIt_data()
    {
        QTest::addColumn<QByteArray>("why");
        QTest::addColumn<QString>("text");
        QTest::newRow("silence") << QByteArray("no_definite_answer")
                                 << QStringLiteral("acme gave no definite answer in all the time.");
        QTest::newRow("bare") << QByteArray("told_bare")
                              << QStringLiteral("acme was told of the round's result; its answer names no bet.");
        QTest::newRow("of a newer service") << QByteArray("moon_phase") << QString();
    }

    void saysWhyAPersonHasToReviewIt()
    {
        QFETCH(QByteArray, why);
        QFETCH(QString, text);
        Story story = with(BetState::Blocked, OperationState::NeedsReview, OperationKind::Refund);
        story.bet.partner = PartnerId("acme");
        TimelineEntry started;
        started.kind = TimelineKind::Operation;
        started.operation.emplace();
        started.operation->brief = *story.bet.operation;
        started.operation->why = why.toStdString();
        story.entries.push_back(started);
        TimelineModel model(m_format);
        model.setStory(story);
        QCOMPARE(model.index(model.rowCount() - 1).data(TimelineModel::DetailRole).toString(), text);
    }

    void makesHiddenCharactersOfTheOtherSideVisible()
    {
        Story story = stories::inDoubtAfterFive();
        story.entries.back().attempt->errorClass = "moon_phase";
        story.entries.back().attempt->error = "fine\xE2\x80\xAE\n\x1b[31m";
        TimelineModel model(m_format);
        model.setStory(story);
        const QString remark = model.lastAttempt().data(TimelineModel::RemarkRole).toString();
        QVERIFY(!remark.contains(QChar(0x202E)));
        QVERIFY(!remark.contains(QLatin1Char('\n')));
        QVERIFY(!remark.contains(QChar(0x1b)));
        QVERIFY(remark.startsWith(QStringLiteral("fine")));
    }

    void sortsTheLedgerIntoHeldTakenPaidAndReturned()
    {
        LedgerModel model(m_format);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStory(stories::wonWithLedger());
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data().toString();
            rows << cells.join(QStringLiteral(" | "));
        }
        const QStringList expected{
            QString::fromUtf8("block_funds | 100.00 | 100.00 | — | —"),
            QString::fromUtf8("refund | −20.00 | — | — | 20.00"),
            QString::fromUtf8("update_bet_status | −80.00 | — | 160.00 | —"),
            QString::fromUtf8("Total | 0.00 | 100.00 | 160.00 | 20.00"),
        };
        QCOMPARE(rows, expected);
        QCOMPARE(model.balanceMinor(), 0);
    }

    void noticesALedgerThatDoesNotAddUp()
    {
        Story story = stories::wonWithLedger();
        story.ledger.back().amountMinor += 1;
        LedgerModel model(m_format);
        model.setStory(story);
        QCOMPARE(model.balanceMinor(), 1);
    }
};

QTEST_GUILESS_MAIN(TimelineModelTest)
#include "tst_timelinemodel.moc"
