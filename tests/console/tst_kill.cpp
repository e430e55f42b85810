// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real program dies in the middle of a refund.
#include "app/application.h"
#include "client/store/journal.h"
#include "tests/console/processes.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using client::store::Intent;
using client::store::IntentState;
using client::store::Journal;
using tests::console::processesWith;

namespace {

constexpr int patienceMs = 30'000;
// The program's tour looks around before it refunds.
constexpr int tourMs = 120'000;

// Each operation takes the wallet 1.5 s.
const auto slowFaults = QStringLiteral("unavailable=0,timeout=0,timeout_before=0,slow=1,wrong_result=0");
const auto noFaults = QStringLiteral("unavailable=0,timeout=0,timeout_before=0,slow=0,wrong_result=0");

// The console's refund that the service has begun and not ended; empty while there is none.
std::string refundUnderWay(const QDir& profile)
{
    try {
        const SQLite::Database service(profile.filePath(QStringLiteral("sandbox.db")).toStdString(),
                                       SQLite::OPEN_READONLY);
        // 2 and 3 are succeeded and declined.
        SQLite::Statement rows(service, "SELECT ref FROM operations WHERE actor = 'operator' AND state NOT IN (2, 3)");
        if (rows.executeStep())
            return rows.getColumn(0).getString();
    } catch (const SQLite::Exception&) {
        return {}; // it is not there yet
    }
    return {};
}

std::unique_ptr<Journal> journalIn(const QDir& profile)
{
    const auto key = client::store::journalKey(profile.filePath(QStringLiteral("journal.key")).toStdString(), {});
    if (!key)
        return nullptr;
    auto journal = Journal::open({profile.filePath(QStringLiteral("journal.db")).toStdString(), {}, *key});
    return journal ? *std::move(journal) : nullptr;
}

// What the refund of this intent brought to the player, by the service's ledger; -1 while it does not tell.
std::int64_t movedMinor(const client::contract::Result<client::contract::Story>& story, const Intent& intent)
{
    if (!story)
        return -1;
    std::int64_t moved = 0;
    for (const auto& entry : story->ledger) {
        if (entry.key.ends_with('/' + intent.id) && entry.account.starts_with("player:"))
            moved += entry.amountMinor;
    }
    return moved;
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWithARefundAfterAKill()
    {
        const QTemporaryDir folder;
        Intent left;
        left.state = IntentState::Declined;
        QDir profile;
        // A machine that is held up just then lets the refund end before the kill.
        for (int tries = 0; tries < 5 && !left.isOpen(); ++tries) {
            profile.setPath(folder.filePath(QStringLiteral("profile-%1").arg(tries)));
            killInARefund(profile, left);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(left.isOpen());

        std::int64_t moved = -1;
        {
            app::Options options;
            options.sandbox = true;
            options.profile = profile.path();
            options.sandboxArguments = {QStringLiteral("--sandbox-rate"), QStringLiteral("0"),
                                        QStringLiteral("--sandbox-faults"), noFaults};
            app::Application console(options);
            QCOMPARE(console.start(), app::Application::Started::Yes);
            QTRY_VERIFY_WITH_TIMEOUT(console.context().runner.open().empty(), patienceMs);
            auto* call = console.context().api.story(left.partner, left.bet);
            connect(call, &client::api::Call::finished, &console,
                    [&moved, &left, call] { moved = movedMinor(call->result(), left); });
            QTRY_VERIFY_WITH_TIMEOUT(moved >= 0, patienceMs);
        }
        const auto journal = journalIn(profile);
        QVERIFY(journal);
        const auto ended = journal->find(left.id);
        QVERIFY(ended);
        QCOMPARE(ended->state, IntentState::Accepted);
        QCOMPARE(ended->body, left.body);
        QCOMPARE(moved, left.amount.minor);
    }

private:
    // Ends with what the journal holds of the refund.
    static void killInARefund(const QDir& profile, Intent& left)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(tests::console::betdeskProgram(),
                      {QStringLiteral("--sandbox"), QStringLiteral("--profile"), profile.path(),
                       QStringLiteral("--tour"), profile.filePath(QStringLiteral("tour")),
                       QStringLiteral("--sandbox-rate"), QStringLiteral("20"), QStringLiteral("--sandbox-faults"),
                       slowFaults});
        std::string refund;
        // Once seen, it may be over at the next look.
        const auto sees = [&] {
            if (refund.empty())
                refund = refundUnderWay(profile);
            return !refund.empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(sees() || program.state() == QProcess::NotRunning, tourMs);
        QCOMPARE(program.state(), QProcess::Running);
        program.kill();
        QVERIFY(program.waitForFinished(patienceMs));
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        QTRY_COMPARE_WITH_TIMEOUT(processesWith(profile.filePath(QStringLiteral("sandbox.db"))).size(), 0, patienceMs);
        const auto journal = journalIn(profile);
        QVERIFY(journal);
        const auto found = journal->find(refund);
        QVERIFY(found);
        left = *found;
    }
};

QTEST_MAIN(TestKill)
#include "tst_kill.moc"
