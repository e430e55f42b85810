// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/cache.h"
#include "client/store/packer.h"
#include "tests/client/samples.h"

#include <SQLiteCpp/Database.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

using client::store::Cache;
using client::store::Packer;
using tests::samples::betEvent;
using tests::samples::betRow;
using tests::samples::roundRow;

namespace contract = client::contract;

namespace {

const std::string key(32, 'k');
constexpr std::size_t plenty = 1 << 30;

contract::FeedEvent told(std::int64_t seq, const contract::BetRow& row)
{
    contract::FeedEvent event = betEvent(seq, row);
    event.text = encode(event);
    return event;
}

std::vector<std::string> linesOf(const QByteArray& text)
{
    std::vector<std::string> lines;
    std::istringstream in(text.toStdString());
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

} // namespace

// What the stream told is kept, and told again.
class TestCacheHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatTheStreamToldOverARestart();
    void aLineIsWhatWasToldByteByByte();
    void aRowIsKeptAsItWasTold();
    void aSnapshotIsKnownFromTheMomentItCame();
    void nothingIsToldTwiceOrWithoutItsCursor();
    void anotherServiceForgetsIt();
    void theNewestThatFitAreTold();
    void nobodyReadsItWithoutTheKey();
    void aDamagedBatchIsForgottenAndCounted();
    void aHoleIsKnownForAsLongAsItLasts();
    void oldBatchesGoWithTheLimits();
    void noPackedTextIsBelievedBeforeItIsUnpacked();

private:
    std::unique_ptr<Cache> open(const QString& name = QStringLiteral("cache.db")) const
    {
        auto cache = Cache::open({m_folder.filePath(name).toStdString(), {}, "env-1", key});
        if (!cache)
            qFatal("the cache does not open: %s", cache.error().detail.c_str());
        return *std::move(cache);
    }
    QTemporaryDir m_folder;
};

void TestCacheHistory::tellsWhatTheStreamToldOverARestart()
{
    const auto name = QStringLiteral("restart.db");
    const auto first = told(1, betRow("b-1")), second = told(2, betRow("b-2")), third = told(3, betRow("b-1", 2));
    {
        auto cache = open(name);
        QVERIFY(cache->apply({first, second}).has_value());
        QVERIFY(cache->apply({third}).has_value());
    }
    const auto kept = open(name)->told(plenty);
    QVERIFY(kept.has_value());
    QCOMPARE(kept->lines.toStdString(), first.text + '\n' + second.text + '\n' + third.text + '\n');
    QVERIFY(!kept->isCut);
    QCOMPARE(kept->unreadable, std::int64_t(0));
}

void TestCacheHistory::aLineIsWhatWasToldByteByByte()
{
    auto cache = open(QStringLiteral("bytes.db"));
    auto odd = told(1, betRow("b-1"));
    odd.text.insert(1, R"( "new_field" : [1, 2] , )");
    auto broken = told(2, betRow("b-2"));
    broken.text.insert(1, "\n"); // a stream may send its data in several lines
    auto unknown = betEvent(3, betRow("b-3"));
    QVERIFY(cache->apply({odd, broken, unknown}).has_value());
    const auto lines = linesOf(cache->told(plenty)->lines);
    QCOMPARE(lines, (std::vector<std::string>{odd.text, encode(broken), encode(unknown)}));
}

void TestCacheHistory::aRowIsKeptAsItWasTold()
{
    auto cache = open(QStringLiteral("rows.db"));
    auto row = betRow("b-1");
    row.selection = "RED } \" \\ \xE2\x9C\x93";
    auto event = told(1, row);
    event.text.replace(event.text.find("\"row\":"), 6, "\"row\" :  ");
    auto round = betEvent(2, betRow("b-2"));
    round.bet.reset();
    round.round = roundRow("r-1", 3);
    round.text = encode(round);
    QVERIFY(cache->apply({event, round}).has_value());
    QVERIFY(cache->bet(row.partner, row.bet) == row);
    QVERIFY(cache->newestRounds(5) == std::vector{roundRow("r-1", 3)});
    QCOMPARE(cache->unreadable(), std::int64_t(0));
}

void TestCacheHistory::aSnapshotIsKnownFromTheMomentItCame()
{
    auto cache = open(QStringLiteral("snapshot.db"));
    QVERIFY(cache->applySnapshot({betRow("b-1"), betRow("b-2")}, {roundRow("r-1")}, "e1-7").has_value());
    // A look is not told: the stream tells of it. Of a snapshot what is known is told again.
    QVERIFY(cache->applyLook({betRow("b-1", 2), betRow("b-3")}).has_value());
    QCOMPARE(cache->bet(contract::PartnerId("acme"), contract::BetId("b-1"))->version, std::int64_t(2));
    QVERIFY(cache->applySnapshot({betRow("b-3")}, {}, "e1-9").has_value());
    const auto lines = linesOf(cache->told(plenty)->lines);
    QCOMPARE(lines.size(), std::size_t(4));
    QCOMPARE(contract::decodeFeedEvent("e1-0", lines[3])->betId.text(), std::string("b-3"));
    const auto bet = contract::decodeFeedEvent("e1-0", lines[0]);
    QVERIFY2(bet.has_value(), lines[0].c_str());
    QCOMPARE(bet->type, std::string("bet.seen"));
    QVERIFY(bet->bet == betRow("b-1"));
    QCOMPARE(bet->at, betRow("b-1").updatedAt);
    const auto round = contract::decodeFeedEvent("e1-0", lines[2]);
    QVERIFY2(round.has_value(), lines[2].c_str());
    QVERIFY(round->round == roundRow("r-1"));
}

void TestCacheHistory::nothingIsToldTwiceOrWithoutItsCursor()
{
    auto cache = open(QStringLiteral("twice.db"));
    QVERIFY(cache->apply({told(1, betRow("b-1")), told(2, betRow("b-2"))}).has_value());
    QVERIFY(cache->apply({told(2, betRow("b-2")), told(3, betRow("b-3"))}).has_value());
    QVERIFY(!cache->apply({told(9, betRow("b-9"))}).has_value()); // does not follow
    QVERIFY(cache->apply({told(4, betRow("b-4"))}).has_value());
    std::vector<std::string> bets;
    for (const auto& line : linesOf(cache->told(plenty)->lines))
        bets.push_back(contract::decodeFeedEvent("e1-" + std::to_string(bets.size() + 1), line)->betId.text());
    QCOMPARE(bets, (std::vector<std::string>{"b-1", "b-2", "b-3", "b-4"}));
}

void TestCacheHistory::anotherServiceForgetsIt()
{
    const auto name = QStringLiteral("other.db");
    QVERIFY(open(name)->apply({told(1, betRow("b-1"))}).has_value());
    auto other = *Cache::open({m_folder.filePath(name).toStdString(), {}, "env-2", key});
    QVERIFY(other->told(plenty)->lines.isEmpty());
    QVERIFY(other->apply({told(1, betRow("b-1"))}).has_value());
    QVERIFY(other->clear().has_value());
    QVERIFY(other->told(plenty)->lines.isEmpty());
}

void TestCacheHistory::theNewestThatFitAreTold()
{
    auto cache = open(QStringLiteral("fit.db"));
    const auto first = told(1, betRow("b-1")), second = told(2, betRow("b-2"));
    QVERIFY(cache->apply({first}).has_value());
    QVERIFY(cache->apply({second}).has_value());
    const auto kept = cache->told(second.text.size() + 1);
    QCOMPARE(kept->lines.toStdString(), second.text + '\n');
    QVERIFY(kept->isCut);
    QVERIFY(!cache->told(first.text.size() + second.text.size() + 2)->isCut);
}

void TestCacheHistory::nobodyReadsItWithoutTheKey()
{
    const auto name = QStringLiteral("sealed.db");
    auto row = betRow("b-1");
    row.player = contract::PlayerId("p-secret-player");
    QVERIFY(open(name)->apply({told(1, row)}).has_value());
    for (const char* ending : {"", "-wal"}) {
        QFile file(m_folder.filePath(name) + QLatin1String(ending));
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains("secret"));
    }
    {
        SQLite::Database database(m_folder.filePath(name).toStdString(), SQLite::OPEN_READONLY);
        const auto blob = database.execAndGet("SELECT lines FROM told");
        Packer packer;
        QVERIFY(!packer.unpack({static_cast<const char*>(blob.getBlob()), static_cast<std::size_t>(blob.getBytes())}));
    }
    QVERIFY(open(name)->told(plenty)->lines.contains("p-secret-player"));
}

void TestCacheHistory::aDamagedBatchIsForgottenAndCounted()
{
    const auto name = QStringLiteral("damaged.db");
    const auto last = told(3, betRow("b-3"));
    {
        auto cache = open(name);
        QVERIFY(cache->apply({told(1, betRow("b-1"))}).has_value());
        QVERIFY(cache->apply({told(2, betRow("b-2"))}).has_value());
        QVERIFY(cache->apply({last}).has_value());
    }
    {
        SQLite::Database database(m_folder.filePath(name).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE told SET lines = zeroblob(length(lines)) WHERE batch = 1");
        database.exec("UPDATE told SET at = at + 1 WHERE batch = 2"); // moved to another time
    }
    auto cache = open(name);
    const auto kept = cache->told(plenty);
    QCOMPARE(kept->lines.toStdString(), last.text + '\n');
    QVERIFY(kept->isCut); // nothing of the first two is there
    QCOMPARE(kept->unreadable, std::int64_t(0));
}

void TestCacheHistory::aHoleIsKnownForAsLongAsItLasts()
{
    const auto name = QStringLiteral("hole.db");
    {
        auto cache = open(name);
        for (int seq = 1; seq <= 4; ++seq)
            QVERIFY(cache->apply({told(seq, betRow("b-" + std::to_string(seq)))}).has_value());
    }
    {
        SQLite::Database database(m_folder.filePath(name).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE told SET lines = zeroblob(length(lines)) WHERE batch IN (2, 3)");
    }
    auto cache = open(name);
    for (int look = 0; look < 2; ++look) {
        const auto kept = cache->told(plenty);
        QCOMPARE(linesOf(kept->lines).size(), std::size_t(2));
        QCOMPARE(kept->unreadable, std::int64_t(2));
        QVERIFY(!kept->isCut);
    }
    QVERIFY(cache->clear().has_value());
    QVERIFY(cache->apply({told(1, betRow("b-1"))}).has_value());
    QCOMPARE(cache->told(plenty)->unreadable, std::int64_t(0));
    QVERIFY(!cache->told(plenty)->isCut);
}

void TestCacheHistory::oldBatchesGoWithTheLimits()
{
    auto cache = open(QStringLiteral("limits.db"));
    auto early = told(1, betRow("b-1")), late = told(2, betRow("b-2"));
    early.at = 1'000;
    late.at = 9'000'000'000'000;
    QVERIFY(cache->apply({early}).has_value());
    QVERIFY(cache->apply({late}).has_value());
    QVERIFY(cache->trim({.createdFrom = 2'000}).has_value());
    QCOMPARE(cache->told(plenty)->lines.toStdString(), late.text + '\n');
    QVERIFY(cache->told(plenty)->isCut);
    QVERIFY(cache->trim({.bytesMax = 1}).has_value());
    QVERIFY(cache->told(plenty)->lines.isEmpty());
}

void TestCacheHistory::noPackedTextIsBelievedBeforeItIsUnpacked()
{
    Packer packer;
    const std::string text(100'000, 'x');
    const std::string packed = packer.pack(text);
    QVERIFY(packed.size() < 1'000);
    QVERIFY(packer.unpack(packed) == text);
    QVERIFY(packer.unpack(packer.pack("")) == std::string());
    for (std::size_t size = 0; size < packed.size(); ++size)
        QVERIFY(!packer.unpack(packed.substr(0, size)));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        auto flipped = packed;
        flipped[i] = static_cast<char>(flipped[i] ^ 0xff);
        const auto got = packer.unpack(flipped); // whatever it is, it is bounded
        QVERIFY(!got || got->size() <= Packer::textBytesMax);
    }
}

QTEST_GUILESS_MAIN(TestCacheHistory)
#include "tst_cachehistory.moc"
