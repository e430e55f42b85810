// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/virtualtime.h"
#include "tests/ui/bets.h"
#include "ui/models/callsperminute.h"

#include <QDateTime>
#include <QTest>

#include <cmath>

using namespace client::contract;
using ui::CallsPerMinute;

class TestCallsPerMinute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsOutcomesByTheirMinute()
    {
        m_model.add({row(OperationState::Succeeded, 0), row(OperationState::Succeeded, 59'000),
                     row(OperationState::RetryScheduled, 60'000), row(OperationState::Declined, 61'000),
                     row(OperationState::InDoubt, 62'000), row(OperationState::InFlight, 62'000)});
        QCOMPARE(line(CallsPerMinute::minutes - 1), QStringLiteral("10:00 2 0 0"));
        m_time.advance(60'000);
        m_model.add({row(OperationState::RetryScheduled, 60'000), row(OperationState::Declined, 61'000),
                     row(OperationState::InDoubt, 62'000)});
        QCOMPARE(line(CallsPerMinute::minutes - 2), QStringLiteral("10:00 2 0 0"));
        QCOMPARE(line(CallsPerMinute::minutes - 1), QStringLiteral("10:01 0 1 2"));
    }

    void showsNoDataAsADash() { QVERIFY(line(0).endsWith(QStringLiteral("— — —"))); }

    void leavesTheRunningMinuteOutOnceThereAreOthers()
    {
        CallsPerMinute calls{m_clock};
        calls.add({row(OperationState::Succeeded, 0)});
        QVERIFY(!std::isnan(calls.chart().lines[0].values.back()));
        m_time.advance(2 * CallsPerMinute::minuteMs);
        calls.add({row(OperationState::Succeeded, 2 * CallsPerMinute::minuteMs)});
        QVERIFY(std::isnan(calls.chart().lines[0].values.back()));
    }

    void knowsNothingOfMinutesBeforeItLooked()
    {
        tests::support::VirtualTime time{0};
        const tests::support::VirtualClock clock{time, tenMs};
        CallsPerMinute calls{clock};
        const auto seen = [&calls](int back) {
            const auto drawn = calls.chart();
            const auto& values = drawn.lines[0].values;
            return values[values.size() - 1 - static_cast<std::size_t>(back)];
        };
        time.advance(2 * CallsPerMinute::minuteMs + 20'000);
        calls.startAnew();
        // What came before is told of late, once for each bet and not once for each call.
        calls.add(
            {row(OperationState::Succeeded, 0), row(OperationState::Succeeded, 2 * CallsPerMinute::minuteMs + 30'000)});
        QCOMPARE(seen(0), 1.0);
        QVERIFY(std::isnan(seen(1)) && std::isnan(seen(2)));
        time.advance(CallsPerMinute::minuteMs);
        calls.add({row(OperationState::Succeeded, 3 * CallsPerMinute::minuteMs)});
        QCOMPARE(seen(0), 1.0);
        QVERIFY2(std::isnan(seen(1)), "the minute in which it began");
    }

    void showsWhatAFileTells()
    {
        tests::support::VirtualTime time{0};
        const tests::support::VirtualClock clock{time, tenMs};
        CallsPerMinute calls{clock};
        calls.add({row(OperationState::Succeeded, 0)});
        client::review::CallMinutes told{calls.fromMs(), {}};
        told.counts.resize(CallsPerMinute::minutes);
        const auto count = [&told](int back, OperationState state, int ended) {
            told.counts[static_cast<std::size_t>(CallsPerMinute::minutes - 1 - back)][static_cast<std::size_t>(state)] =
                ended;
        };
        count(2, OperationState::Succeeded, 7);
        count(2, OperationState::InFlight, 100);
        count(2, OperationState::Declined, 1);
        count(2, OperationState::NeedsReview, 2);
        count(3, OperationState::RetryScheduled, 4);
        calls.show(told, tenMs - 4 * CallsPerMinute::minuteMs + 30'000);
        const int last = CallsPerMinute::minutes - 1;
        QCOMPARE(line(calls, last), QStringLiteral("10:00 — — —")); // it runs
        QCOMPARE(line(calls, last - 1), QStringLiteral("09:59 0 0 0"));
        QCOMPARE(line(calls, last - 2), QStringLiteral("09:58 7 0 3"));
        QCOMPARE(line(calls, last - 3), QStringLiteral("09:57 0 4 0"));
        QCOMPARE(line(calls, last - 4), QStringLiteral("09:56 — — —")); // it was seen from its middle
        const qint64 minute = CallsPerMinute::minuteMs;
        calls.show(told, tenMs - 20 * minute, {{tenMs - 3 * minute + 1, tenMs - 2 * minute}});
        QCOMPARE(line(calls, last - 2), QStringLiteral("09:58 7 0 3"));
        QCOMPARE(line(calls, last - 3), QStringLiteral("09:57 — — —")); // nobody looked
        QCOMPARE(line(calls, last - 4), QStringLiteral("09:56 0 0 0"));
        calls.show({calls.fromMs(), {}}, tenMs - 20 * minute);
        QCOMPARE(line(calls, last - 2), QStringLiteral("09:58 — — —")); // not counted
    }

    void forgetsWhatIsOlderThanTheWindow()
    {
        m_time.advance(CallsPerMinute::minutes * CallsPerMinute::minuteMs);
        m_model.advance();
        QCOMPARE(m_model.chart().steps(), static_cast<std::size_t>(CallsPerMinute::minutes));
        QVERIFY(!line(0).startsWith(QStringLiteral("10:00")));
        m_model.add({row(OperationState::Succeeded, 0)}); // before the window
        for (int i = 0; i < CallsPerMinute::minutes; ++i)
            QVERIFY(!line(i).contains(QStringLiteral(" 1 ")));
    }

private:
    static constexpr std::int64_t tenMs = 1'795'428'000'000; // 2026-11-23T10:00:00Z

    static BetRow row(OperationState state, std::int64_t afterMs)
    {
        auto made = bets::failed(1);
        made.operation->state = state;
        made.updatedAt = tenMs + afterMs;
        return made;
    }
    QString line(int row) const { return line(m_model, row); }
    static QString line(const CallsPerMinute& calls, int row)
    {
        const auto drawn = calls.chart();
        QStringList cells{QDateTime::fromMSecsSinceEpoch(drawn.startMs + row * drawn.stepMs, Qt::UTC)
                              .toString(QStringLiteral("HH:mm"))};
        for (const auto& of : drawn.lines) {
            const auto value = of.values[static_cast<std::size_t>(row)];
            cells << (std::isnan(value) ? QStringLiteral("—") : QString::number(value));
        }
        return cells.join(u' ');
    }

    tests::support::VirtualTime m_time{0};
    tests::support::VirtualClock m_clock{m_time, tenMs};
    CallsPerMinute m_model{m_clock};
};

QTEST_MAIN(TestCallsPerMinute)
#include "tst_callsperminute.moc"
