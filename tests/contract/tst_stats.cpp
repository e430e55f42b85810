// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/stats.h"

#include <QTest>

using namespace client::contract;

namespace {

Stats sample()
{
    Stats stats;
    stats.at = 1'795'000'000'123;
    stats.attention.failed.counts = {1, 2, 3, 4};
    stats.attention.held.counts = {0, 7, 0, 1};
    stats.attention.approvals.counts = {1, 0, 0, 0};
    stats.queueDepth = 12;
    stats.from = 1'794'996'420'000;
    stats.since = 1'794'996'480'000;
    stats.minutes.resize(statsMinutes);
    stats.minutes[59] = {{10, 1, 2, 3}, 9};
    PartnerStats partner;
    partner.partner = PartnerId("acme");
    partner.name = "ACME";
    partner.remote = true;
    partner.suspended = true;
    partner.breaker = CircuitBreaker::State::HalfOpen;
    partner.inFlight = 3;
    partner.queued = 4;
    partner.lastSuccessAt = 1'794'999'999'000;
    partner.errorRatioMilli = 312;
    partner.calls = {10, 1, 2, 3};
    partner.hour = {40, 2'100};
    partner.minutes.resize(statsMinutes);
    partner.minutes[58] = {12, 900};
    stats.partners.push_back(partner);
    partner.partner = PartnerId("quiet");
    partner.lastSuccessAt = 0;
    partner.errorRatioMilli.reset();
    partner.hour = {};
    stats.partners.push_back(partner);
    return stats;
}

std::string with(std::string text, const std::string& part, const std::string& other)
{
    const auto at = text.find(part);
    return at == std::string::npos ? std::string() : text.replace(at, part.size(), other);
}

} // namespace

class TestStats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAsItWasWritten()
    {
        const Stats stats = sample();
        const std::string text = encode(stats);
        const auto read = decodeStats(text);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(encode(*read), text);
        QVERIFY(read->attention == stats.attention);
        QVERIFY(read->minutes == stats.minutes);
        QCOMPARE(read->since, stats.since);
        QCOMPARE(read->partners.size(), std::size_t{2});
        QVERIFY(read->partners[0].minutes == stats.partners[0].minutes);
        QVERIFY(read->partners[0].suspended);
        QCOMPARE(read->partners[0].errorRatioMilli, std::optional(312));
        QVERIFY(!read->partners[1].errorRatioMilli);
        QVERIFY(!read->partners[1].hour.p50Ms);
    }

    void refusesWhatIsNotWhole_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("other");
        QTest::newRow("three ages") << R"("failed":[1,2,3,4])"
                                    << R"("failed":[1,2,3])";
        QTest::newRow("negative age") << R"("failed":[1,2,3,4])"
                                      << R"("failed":[1,2,3,-4])";
        QTest::newRow("a null age") << R"("failed":[1,2,3,4])"
                                    << R"("failed":[1,2,3,null])";
        QTest::newRow("a fraction") << R"("failed":[1,2,3,4])"
                                    << R"("failed":[1,2,3,4.5])";
        QTest::newRow("no depth") << R"("queue_depth":12)"
                                  << R"("depth":12)";
        QTest::newRow("61 minutes") << R"("accepted":[0,)"
                                    << R"("accepted":[0,0,)";
        QTest::newRow("a breaker of another kind") << R"("breaker":"half_open")"
                                                   << R"("breaker":"ajar")";
        QTest::newRow("a ratio above all") << R"("error_ratio_milli":312)"
                                           << R"("error_ratio_milli":1001)";
    }

    void refusesWhatIsNotWhole()
    {
        QFETCH(const QString, part);
        QFETCH(const QString, other);
        const std::string text = with(encode(sample()), part.toStdString(), other.toStdString());
        QVERIFY(!text.empty());
        QVERIFY(!decodeStats(text));
    }

    void agesFallIntoTheirSteps()
    {
        QCOMPARE(agingStep(-5), std::size_t{0});
        QCOMPARE(agingStep(300'000), std::size_t{0});
        QCOMPARE(agingStep(300'001), std::size_t{1});
        QCOMPARE(agingStep(3'600'000), std::size_t{1});
        QCOMPARE(agingStep(86'400'000), std::size_t{2});
        QCOMPARE(agingStep(86'400'001), std::size_t{3});
        QVERIFY(Attention{}.isCalm());
        QVERIFY(!sample().attention.isCalm());
    }
};

QTEST_GUILESS_MAIN(TestStats)
#include "tst_stats.moc"
