// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/retry.h"
#include "client/ports/random.h"

#include <QObject>
#include <QTest>

#include <set>

using namespace client::contract;

namespace {

class Counting : public client::ports::Random
{
public:
    std::uint64_t next() override
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }

private:
    std::uint64_t m_state = 1;
};

class Constant : public client::ports::Random
{
public:
    explicit Constant(std::uint64_t value) : m_value(value) {}
    std::uint64_t next() override { return m_value; }

private:
    std::uint64_t m_value;
};

} // namespace

class RetryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsTwoToTheNPlusAFractionOfASecond_data()
    {
        QTest::addColumn<int>("attempt");
        QTest::addColumn<double>("unit");
        QTest::addColumn<int>("retryAfterMs");
        QTest::addColumn<int>("expected");
        const auto row = [](int attempt, double unit, int retryAfterMs, int expected) {
            QTest::addRow("after %d, U %.3f, told %d", attempt, unit, retryAfterMs)
                << attempt << unit << retryAfterMs << expected;
        };
        row(1, 0.0, 0, 1'000);
        row(1, 0.5, 0, 1'500);
        row(2, 0.0, 0, 2'000);
        row(3, 0.25, 0, 4'250);
        row(4, 0.9, 0, 8'900);
        row(4, 0.9999999999, 0, 8'999);
        row(4, 7.0, 0, 8'999);
        row(1, -1.0, 0, 1'000);
        row(1, 0.5, 300, 300);
        row(1, 0.5, 30'000, 30'000);
        row(4, 0.5, 600'000, 600'000);
        row(4, 0.5, 600'001, 600'000);
        row(2, 0.0, -5, 2'000);
        row(5, 0.0, 0, -1);
        row(5, 0.0, 1'000, -1);
        row(6, 0.0, 0, -1);
    }
    void waitsTwoToTheNPlusAFractionOfASecond()
    {
        QFETCH(int, attempt);
        QFETCH(double, unit);
        QFETCH(int, retryAfterMs);
        QFETCH(int, expected);
        QCOMPARE(RetryPlan::delayAfter(attempt, unit, retryAfterMs).value_or(-1), expected);
    }

    void aSeriesTakesFifteenToNineteenSeconds()
    {
        std::int64_t least = 0;
        std::int64_t most = 0;
        for (int attempt = 1; attempt < RetryPlan::attemptsMax; ++attempt) {
            least += *RetryPlan::delayAfter(attempt, 0.0, 0);
            most += *RetryPlan::delayAfter(attempt, 0.999999, 0);
        }
        QCOMPARE(least, 15'000);
        QVERIFY(most > 18'900 && most < 19'000);
    }

    void looksAgainAfterOneToTenMinutes()
    {
        QCOMPARE(RetryPlan::reconcileDelay(0), 60'000);
        QCOMPARE(RetryPlan::reconcileDelay(1), 60'000);
        QCOMPARE(RetryPlan::reconcileDelay(2), 120'000);
        QCOMPARE(RetryPlan::reconcileDelay(4), 480'000);
        QCOMPARE(RetryPlan::reconcileDelay(5), 600'000);
        QCOMPARE(RetryPlan::reconcileDelay(1'000'000), 600'000);
    }

    void aPartnerIsLookedAtAfterFiveMinutesAnHourAndDailyForFiveDays()
    {
        QCOMPARE(RetryPlan::partnerDelay(1).value(), 300'000);
        QCOMPARE(RetryPlan::partnerDelay(2).value(), 3'600'000);
        for (int series = 3; series <= 7; ++series)
            QCOMPARE(RetryPlan::partnerDelay(series).value(), 86'400'000);
        QVERIFY(!RetryPlan::partnerDelay(8));
    }

    void theBudgetHoldsTenRetriesAndFillsWithSuccesses()
    {
        RetryBudget budget;
        for (int i = 0; i < 10; ++i)
            QVERIFY(budget.take());
        QVERIFY(!budget.take());
        for (int i = 0; i < 9; ++i)
            budget.onSuccess();
        QVERIFY(!budget.take());
        budget.onSuccess();
        QVERIFY(budget.take());
        for (int i = 0; i < 1'000; ++i)
            budget.onSuccess();
        QCOMPARE(budget.tokens(), 10.0);
    }

    void theBreakerOpensAfterConsecutiveFailures()
    {
        CircuitBreaker breaker;
        for (int i = 0; i < CircuitBreaker::failuresToOpen - 1; ++i)
            breaker.onFailure(0);
        breaker.onSuccess();
        for (int i = 0; i < CircuitBreaker::failuresToOpen - 1; ++i)
            breaker.onFailure(100);
        QVERIFY(breaker.allow(100));
        breaker.onFailure(100);
        QCOMPARE(breaker.state(), CircuitBreaker::State::Open);
        QVERIFY(!breaker.allow(100));
        QCOMPARE(breaker.retryInMs(100), 5'000);
        QCOMPARE(breaker.retryInMs(3'000), 2'100);
        QVERIFY(!breaker.allow(5'099));
    }

    void theBreakerLetsOneProbeThrough()
    {
        CircuitBreaker breaker;
        for (int i = 0; i < CircuitBreaker::failuresToOpen; ++i)
            breaker.onFailure(0);
        QVERIFY(breaker.allow(5'000));
        QCOMPARE(breaker.state(), CircuitBreaker::State::HalfOpen);
        QVERIFY(!breaker.allow(5'001));
        breaker.onFailure(6'000);
        QVERIFY(!breaker.allow(10'999));
        QVERIFY(breaker.allow(11'000));
        breaker.onSuccess();
        QCOMPARE(breaker.state(), CircuitBreaker::State::Closed);
        QVERIFY(breaker.allow(11'000));
        breaker.onFailure(11'000);
        QVERIFY(breaker.allow(11'000));
    }

    void aLateFailureDoesNotLengthenThePause()
    {
        CircuitBreaker breaker;
        for (int i = 0; i < CircuitBreaker::failuresToOpen; ++i)
            breaker.onFailure(0);
        breaker.onFailure(4'999);
        QVERIFY(breaker.allow(5'000));
    }

    void aProbeThatNeverEndsIsFollowedByAnother()
    {
        CircuitBreaker breaker;
        for (int i = 0; i < CircuitBreaker::failuresToOpen; ++i)
            breaker.onFailure(0);
        QVERIFY(breaker.allow(5'000));
        QVERIFY(!breaker.allow(9'999));
        QVERIFY(breaker.allow(10'000));
    }

    void unitIntervalStaysBelowOne()
    {
        Constant largest(~std::uint64_t{0});
        Constant smallest(0);
        QVERIFY(client::ports::unitInterval(largest) < 1.0);
        QCOMPARE(client::ports::unitInterval(smallest), 0.0);
    }

    void uuidsAreVersionFourAndDiffer()
    {
        Counting random;
        std::set<std::string> seen;
        for (int i = 0; i < 1'000; ++i) {
            const std::string text = client::ports::uuid(random);
            QCOMPARE(text.size(), 36u);
            QCOMPARE(text[14], '4');
            QVERIFY(std::string("89ab").find(text[19]) != std::string::npos);
            QVERIFY(text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-');
            QVERIFY(seen.insert(text).second);
        }
        Constant ones(~std::uint64_t{0});
        QCOMPARE(client::ports::uuid(ones), std::string("ffffffff-ffff-4fff-bfff-ffffffffffff"));
    }
};

QTEST_APPLESS_MAIN(RetryTest)
#include "tst_retry.moc"
