// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobsamples.h"
#include "ui/connection.h"
#include "ui/format.h"
#include "ui/jobactions.h"
#include "ui/jobtexts.h"
#include "ui/translation.h"
#include "ui/widgets/jobprogressbar.h"

#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using tests::jobs::running;
using ui::JobAction;
using ui::JobActions;
using ui::JobTexts;

namespace {

constexpr std::int64_t nowMs = tests::jobs::startMs + 320'000;

ui::Connection& connected(ui::Connection& connection, const char* subject, const char* role)
{
    connection.setInstance({"env-1", "eu-1", "staging", "0.1.0", subject, {role}});
    connection.setLink(LinkState::Live);
    return connection;
}

JobRow inState(JobState state)
{
    auto row = running();
    row.state = state;
    return row;
}

} // namespace

class TestJobTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Which actions a state offers, as a person who may do everything but approve the own request.
    void offersActionsByState()
    {
        const QStringList table{
            QStringLiteral("planning                  withdraw"),
            QStringLiteral("planned                   withdraw"),
            QStringLiteral("pending_approval          withdraw decide"),
            QStringLiteral("holding                   stop"),
            QStringLiteral("running                   pause stop"),
            QStringLiteral("paused                    resume stop retry"),
            QStringLiteral("completed"),
            QStringLiteral("completed_with_exceptions retry"),
            QStringLiteral("cancelled"),
            QStringLiteral("withdrawn"),
            QStringLiteral("stale"),
            QStringLiteral("expired"),
            QStringLiteral("rejected"),
            QStringLiteral("superseded"),
        };
        const QList<QPair<JobAction, QString>> actions{
            {JobAction::Withdraw, QStringLiteral("withdraw")}, {JobAction::Decide, QStringLiteral("decide")},
            {JobAction::Pause, QStringLiteral("pause")},       {JobAction::Resume, QStringLiteral("resume")},
            {JobAction::Stop, QStringLiteral("stop")},         {JobAction::RetryFailed, QStringLiteral("retry")}};
        for (int state = 0; state <= static_cast<int>(JobState::Superseded); ++state) {
            const auto row = inState(static_cast<JobState>(state));
            QStringList offered{QString::fromStdString(std::string(word(row.state))).leftJustified(25)};
            for (const auto& [action, name] : actions)
                if (JobActions::isOffered(action, row))
                    offered << name;
            QCOMPARE(offered.join(u' ').trimmed(), table[state]);
        }
        auto nothingFailed = inState(JobState::CompletedWithExceptions);
        nothingFailed.counts.failed = 0;
        QVERIFY(!JobActions::isOffered(JobAction::RetryFailed, nothingFailed));
    }

    void nobodyApprovesTheirOwnRequest()
    {
        ui::Connection connection;
        const auto row = inState(JobState::PendingApproval);
        const auto why = [&](const char* subject, const char* role) {
            return JobActions::whyNot(JobAction::Decide, row, connected(connection, subject, role));
        };
        QCOMPARE(why("a.petrova", "manager"), QStringLiteral("You cannot approve your own request."));
        QCOMPARE(why("m.orlov", "manager"), QString());
        QCOMPARE(why("m.orlov", "support"), QStringLiteral("Only a manager may approve."));
        QCOMPARE(why("m.orlov", "viewer"), QStringLiteral("Your role may look, but not start or steer jobs."));
    }

    void onlyTheAuthorWithdraws()
    {
        ui::Connection connection;
        const auto row = inState(JobState::PendingApproval);
        QCOMPARE(JobActions::whyNot(JobAction::Withdraw, row, connected(connection, "m.orlov", "manager")),
                 QStringLiteral("Only a.petrova can withdraw it."));
        QCOMPARE(JobActions::whyNot(JobAction::Withdraw, row, connected(connection, "a.petrova", "support")),
                 QString());
    }

    void readOnlyAndOfflineTurnEverythingOff()
    {
        ui::Connection connection;
        connected(connection, "m.orlov", "manager");
        const QList<QPair<JobAction, JobState>> possible{
            {JobAction::Decide, JobState::PendingApproval}, {JobAction::Pause, JobState::Running},
            {JobAction::Resume, JobState::Paused},          {JobAction::Stop, JobState::Running},
            {JobAction::Stop, JobState::Holding},           {JobAction::RetryFailed, JobState::Paused}};
        for (const auto& [action, state] : possible)
            QCOMPARE(JobActions::whyNot(action, inState(state), connection), QString());
        connection.setSafety(ui::SafetyLevel::ReadOnly);
        for (const auto& [action, state] : possible)
            QCOMPARE(JobActions::whyNot(action, inState(state), connection),
                     QStringLiteral("This connection is read-only."));
        connection.setSafety(ui::SafetyLevel::Confirm);
        connection.setLink(LinkState::Offline);
        for (const auto& [action, state] : possible)
            QCOMPARE(JobActions::whyNot(action, inState(state), connection),
                     action == JobAction::Decide ? QStringLiteral("Approvals cannot be given offline.")
                                                 : QStringLiteral("Off until the connection returns."));
    }

    void saysHowFarAJobIs()
    {
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        const JobTexts texts(format);
        auto row = running();
        QCOMPARE(texts.progress(row), QString::fromUtf8("187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 "
                                                        "skipped · 9.8/s · about 12 s left"));
        // Not known is said, not guessed.
        row.rateMilli = 0;
        QCOMPARE(texts.progress(row), QString::fromUtf8("187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 "
                                                        "skipped · —/s · time left: —"));
        row.state = JobState::Paused;
        QCOMPARE(texts.progress(row),
                 QString::fromUtf8("187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 skipped"));
        row.state = JobState::Cancelled;
        row.counts.cancelled = row.counts.waiting;
        row.counts.waiting = 0;
        QCOMPARE(texts.progress(row), QString::fromUtf8("187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 "
                                                        "skipped · 116 untouched"));
    }

    void estimatesTheTimeLeft_data()
    {
        QTest::addColumn<qint64>("waiting");
        QTest::addColumn<qint64>("rateMilli");
        QTest::addColumn<QString>("text");
        QTest::newRow("no rate") << qint64{100} << qint64{0} << QString::fromUtf8("—");
        QTest::newRow("nothing left") << qint64{0} << qint64{9'800} << QString::fromUtf8("—");
        QTest::newRow("seconds, up") << qint64{116} << qint64{9'800} << QStringLiteral("12 s");
        QTest::newRow("one") << qint64{1} << qint64{9'800} << QStringLiteral("1 s");
        QTest::newRow("minutes, up") << qint64{610} << qint64{10'000} << QStringLiteral("2 min");
        QTest::newRow("hours, up") << qint64{10'000} << qint64{1'000} << QStringLiteral("3 h");
        QTest::newRow("slow") << qint64{9'000'000'000} << qint64{1} << QString::fromUtf8("2000000000 h");
    }

    void estimatesTheTimeLeft()
    {
        QFETCH(qint64, waiting);
        QFETCH(qint64, rateMilli);
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        auto row = running();
        row.counts.waiting = waiting;
        row.rateMilli = rateMilli;
        QTEST(JobTexts(format).timeLeft(row), "text");
    }

    void saysWhatHappensNext_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("note");
        const auto row = [](const char* name, JobState state, const char* why, const char* note) {
            QTest::newRow(name) << static_cast<int>(state) << QString::fromUtf8(why) << QString::fromUtf8(note);
        };
        row("planning", JobState::Planning, "", "The service reads the bets into the plan. No money moves.");
        row("planned", JobState::Planned, "",
            "Planned, and not sent for approval yet. No money moves. Expires in 30 min.");
        row("pending", JobState::PendingApproval, "",
            "Waits for a second person. No money has moved yet. Expires in 30 min.");
        row("holding", JobState::Holding, "", "Starts in 30 s.");
        row("running", JobState::Running, "", "The job runs on the service. You can close this window.");
        row("canary", JobState::Paused, "canary",
            "Paused after the first 175 bets: 171 refunded · 3 failed · 1 in doubt · 12 skipped.");
        row("ratio", JobState::Paused, "failure_ratio", "Paused after 187 bets: more than 5 % of the last 50 failed.");
        row("paused", JobState::Paused, "paused", "Paused after 187 bets. Nothing is sent until somebody resumes it.");
        row("unknown pause", JobState::Paused, "moon\nphase", "Paused after 187 bets: moon\u240aphase.");
        row("expired", JobState::Expired, "", "The time ran out before it was approved. No money moved.");
        row("rejected", JobState::Rejected, "", "Rejected by m.orlov: wrong bets. No money moved.");
    }

    void saysWhatHappensNext()
    {
        QFETCH(int, state);
        QFETCH(QString, why);
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        auto row = running();
        row.state = static_cast<JobState>(state);
        row.why = why.toStdString();
        row.comment = "wrong bets";
        row.expiresAt = nowMs + 30 * 60'000 + 500;
        row.startsAt = nowMs + 30'000;
        QTEST(JobTexts(format).note(row, nowMs, "m.orlov"), "note");
    }

    void saysWhyInWords()
    {
        QCOMPARE(JobTexts::why("already_refunded"), QStringLiteral("already refunded"));
        QCOMPARE(JobTexts::why("http_503"), QStringLiteral("HTTP 503"));
        QCOMPARE(JobTexts::why("moon_phase"), QStringLiteral("moon_phase"));
    }

    void tellsTheAuthorThatASecondPersonIsNeeded()
    {
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        auto row = inState(JobState::PendingApproval);
        row.expiresAt = nowMs + 42'000;
        QCOMPARE(JobTexts(format).note(row, nowMs, "a.petrova"),
                 QStringLiteral("Sent to approvers. No money has moved yet. You cannot approve your own request. "
                                "Expires in 42 s."));
        QCOMPARE(JobTexts(format).expires(row, nowMs + 43'000), QStringLiteral("The time for it has run out."));
    }

    void countsInRussian_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("1") << 1 << QString::fromUtf8("1 ставка останется нетронутой.");
        QTest::newRow("2") << 2 << QString::fromUtf8("2 ставки останутся нетронутыми.");
        QTest::newRow("5") << 5 << QString::fromUtf8("5 ставок останутся нетронутыми.");
        QTest::newRow("21") << 21 << QString::fromUtf8("21 ставка останется нетронутой.");
    }

    void countsInRussian()
    {
        QFETCH(int, count);
        ui::Translation translation;
        translation.use(ui::Language::Russian);
        QTEST(QCoreApplication::translate("ui::JobActionDialog", "%n bets will stay untouched.", nullptr, count),
              "text");
    }

    void hasDoneNothingBeforeItBegins()
    {
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        const auto row = tests::jobs::planned(JobId("job-88"));
        QCOMPARE(JobTexts(format).progress(row), QString::fromUtf8("312 bets in the plan · 7 skipped"));
        const auto parts = ui::JobProgressBar::partsOf(ui::JobProgressBar::shownCounts(row), 300);
        QCOMPARE(parts.left, 300);
        QCOMPARE(ui::JobProgressBar::shownCounts(running()), running().counts);
    }

    void tellsTheReasonOfAnOperation()
    {
        ui::Translation translation;
        translation.use(ui::Language::Russian);
        const auto cancelled = JobTexts::reason("cancelled_event");
        QVERIFY(cancelled != QStringLiteral("cancelled_event"));
        QCOMPARE(JobTexts::storedReason("cancelled_event (INC-2291)"), cancelled + QStringLiteral(" (INC-2291)"));
        QCOMPARE(JobTexts::storedReason("cancelled_event: rain (INC-1)"), cancelled + QStringLiteral(": rain (INC-1)"));
        QCOMPARE(JobTexts::storedReason("job 7: cancelled_event"), QString::fromUtf8("задание 7: ") + cancelled);
        QCOMPARE(JobTexts::storedReason("job-7"), QStringLiteral("job-7"));
        QCOMPARE(JobTexts::storedReason("moon phase"), QStringLiteral("moon phase"));
    }

    void namesBothAmountsOfWhatIsDeferred()
    {
        const ui::Format format(ui::Language::English, QTimeZone::utc());
        const JobTexts texts(format);
        JobMove move;
        move.state = JobItemState::Deferred;
        move.bets = 1;
        QCOMPARE(texts.deferredDelta(move), QString());
        move.deltaMinor = -500;
        QCOMPARE(texts.deferredDelta(move), format.signedMoney(-500, {}));
        move.otherDeltaMinor = 0;
        QCOMPARE(texts.deferredDelta(move),
                 QStringLiteral("%1 or %2").arg(format.signedMoney(-500, {}), format.signedMoney(0, {})));
        JobMove more = move;
        more.otherDeltaMinor = 200;
        move.add(more);
        QCOMPARE(move.bets, std::int64_t(2));
        QCOMPARE(texts.deferredDelta(move),
                 QStringLiteral("%1 to %2").arg(format.signedMoney(-1'000, {}), format.signedMoney(200, {})));
    }

    void showsEveryPartThatIsNotZero()
    {
        JobCounts counts;
        QCOMPARE(ui::JobProgressBar::partsOf(counts, 300).left, 300);
        counts.applied = 9'990;
        counts.failed = 1;
        counts.inDoubt = 1;
        counts.waiting = 8;
        const auto parts = ui::JobProgressBar::partsOf(counts, 300);
        QVERIFY(parts.failed >= 3 && parts.inDoubt >= 3 && parts.left >= 3);
        QCOMPARE(parts.done + parts.failed + parts.inDoubt + parts.left, 300);
        counts = {};
        counts.applied = 10;
        QCOMPARE(ui::JobProgressBar::partsOf(counts, 300).done, 300);
        counts = running().counts;
        const auto shown = ui::JobProgressBar::partsOf(counts, 303);
        QVERIFY(std::abs(shown.done - 183) <= 4 && std::abs(shown.left - 116) <= 4);
    }
};

QTEST_MAIN(TestJobTexts)
#include "tst_jobtexts.moc"
