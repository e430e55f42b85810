// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "client/review/columnwriter.h"
#include "client/review/logloader.h"
#include "client/review/logsql.h"
#include "client/review/lookup.h"
#include "tests/client/eventlog.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <stop_token>
#include <utility>

using client::contract::ErrorKind;
using client::contract::FeedEvent;
using client::review::Column;
using client::review::Columns;
using client::review::Dictionary;
using client::review::Flag;
using client::review::LineKind;
using client::review::Log;
using client::review::LogLoader;
using tests::samples::EventLog;

namespace contract = client::contract;
namespace review = client::review;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

QByteArray gzip(const QByteArray& bytes)
{
    QByteArray packed;
    packed.resize(static_cast<qsizetype>(compressBound(static_cast<uLong>(bytes.size()))) + 64);
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

std::shared_ptr<const Log> opened(const QString& path, const QString& folder)
{
    const auto log = Log::open(path, {folder});
    if (!log || !*log)
        qFatal("%s does not open", qPrintable(path));
    return *log;
}

// Whether it lies in pages of a file, which need no memory of the program's own.
bool isMapped(std::string_view text)
{
    const auto address = reinterpret_cast<std::uintptr_t>(text.data());
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : maps.readAll().split('\n')) {
        const qsizetype dash = line.indexOf('-'), space = line.indexOf(' ');
        if (dash > 0 && address >= line.left(dash).toULongLong(nullptr, 16) &&
            address < line.mid(dash + 1, space - dash - 1).toULongLong(nullptr, 16))
            return line.contains('/');
    }
    return false;
}

std::shared_ptr<const Log> ofText(const QByteArray& text)
{
    const auto log = Log::fromText(text);
    if (!log)
        qFatal("the text does not open: %s", log.error().detail.c_str());
    return *log;
}

// Everything that can be asked of the columns, so that a damaged value that could crash does.
std::size_t readAll(const Columns& columns)
{
    std::size_t sum = 0;
    for (std::uint64_t row = 0; row < columns.rows(); ++row) {
        sum += static_cast<std::size_t>(columns.kind(row)) + columns.lineEnd(row) - columns.lineBegin(row);
        sum += columns.rowAt(columns.lineBegin(row));
        for (std::size_t i = 0; i < review::dictionaryCount; ++i)
            sum += columns.text(static_cast<Dictionary>(i), row).size();
    }
    for (std::size_t i = 0; i < review::dictionaryCount; ++i) {
        const auto& dictionary = columns.dictionary(static_cast<Dictionary>(i));
        sum += dictionary.equal("b-17").size() + dictionary.equal("acme").size() + dictionary.containing("e").size();
    }
    return sum;
}

QByteArray columnBytes(const QByteArray& text)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadWrite);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    if (const auto built = review::buildColumns(view, review::markOf(view, 0), buffer); !built || !*built)
        qFatal("no columns");
    return bytes;
}

// At an address that is aligned as a mapped file's is.
tl::expected<Columns, contract::Error> openColumns(const QByteArray& bytes)
{
    return Columns::open({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

struct Folder
{
    QTemporaryDir folder;
    QString cache = folder.filePath(QStringLiteral("cache"));
    QString file = folder.filePath(QStringLiteral("events.jsonl"));
    QString columns() const { return QDir(cache).filePath(review::cacheKey(file) + QStringLiteral(".columns")); }
};

} // namespace

class TestReviewColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatEveryEventSaid();
    void keepsEventsOverManyBlocks();
    void everyLineIsARowWhateverItHolds_data();
    void everyLineIsARowWhateverItHolds();
    void aDamagedLineStopsNothing();
    void readsTheLogOfTheService();
    void theLastOfTwoMembersCounts();
    void opensAgainWithoutBuilding();
    void buildsAgainWhenTheSourceChanged();
    void buildsAgainWhenTheColumnsAreDamaged_data();
    void buildsAgainWhenTheColumnsAreDamaged();
    void columnsCutAnywhereAreRefused();
    void anyDamagedByteIsNoCrashAndIsFound();
    void worksWithoutAFolder();
    void readsPackedFiles();
    void aPackedFileThatIsCutShowsWhatItHas();
    void refusesWhatUnpacksToTooMuch();
    void whatIsReadWhileItIsCopiedIsTheText_data();
    void whatIsReadWhileItIsCopiedIsTheText();
    void whatIsAppendedWhileItIsCopiedIsReadLater();
    void aFileThatIsShortenedWhileItIsReadEndsEarly_data();
    void aFileThatIsShortenedWhileItIsReadEndsEarly();
    void aFileThatIsShortenedLaterStaysAsItWas();
    void whatIsAppendedIsCopiedAlone();
    void aFileThatHasNoRoomIsNotCopied();
    void firstRowsComeBeforeTheRest();
    void cancelEndsItAndLeavesNothing();
    void cancelInTheMiddleLeavesNothing();
    void lookingForABetReadsWhatItFetched();
    void aFileThatIsNotThereIsAnError();
};

void TestReviewColumns::keepsWhatEveryEventSaid()
{
    EventLog source(1);
    std::vector<FeedEvent> events;
    QByteArray text;
    for (int i = 0; i < 3'000; ++i) {
        events.push_back(source.next());
        text += QByteArray::fromStdString(encode(events.back()) + '\n');
    }
    const auto log = ofText(text);
    const Columns& columns = log->columns();
    QCOMPARE(columns.rows(), std::uint64_t(events.size()));
    std::map<std::string, std::uint64_t> last;
    for (std::uint64_t row = 0; row < columns.rows(); ++row) {
        const FeedEvent& event = events[row];
        QCOMPARE(columns.kind(row), LineKind::Event);
        QCOMPARE(columns.value(Column::At, row), event.at);
        QCOMPARE(columns.value(Column::Seq, row), event.seq);
        QCOMPARE(columns.text(Dictionary::Type, row), std::string_view(event.type));
        QCOMPARE(columns.text(Dictionary::Bet, row), std::string_view(event.betId.text()));
        QCOMPARE(columns.text(Dictionary::Round, row), std::string_view(event.roundId.text()));
        QCOMPARE(log->line(row), std::string_view(encode(event)));
        QCOMPARE(columns.has(Flag::IsBetRow, row), event.bet.has_value());
        if (!event.bet) {
            QCOMPARE(columns.value(Column::Version, row), event.round->version);
            QCOMPARE(columns.value(Column::Status, row), 0);
            QCOMPARE(columns.text(Dictionary::Player, row), std::string_view());
            continue;
        }
        const contract::BetRow& bet = *event.bet;
        QCOMPARE(columns.text(Dictionary::Partner, row), std::string_view(bet.partner.text()));
        QCOMPARE(columns.text(Dictionary::Player, row), std::string_view(bet.player.text()));
        QCOMPARE(columns.text(Dictionary::Game, row), std::string_view(bet.game.text()));
        QCOMPARE(columns.text(Dictionary::Currency, row), std::string_view(bet.currency.code));
        QCOMPARE(columns.value(Column::Stake, row), bet.stakeMinor);
        QCOMPARE(columns.has(Flag::HasPayout, row), bet.payoutMinor.has_value());
        if (bet.payoutMinor)
            QCOMPARE(columns.value(Column::Payout, row), *bet.payoutMinor);
        QCOMPARE(columns.value(Column::Status, row), static_cast<std::int64_t>(bet.shown()) + 1);
        QCOMPARE(columns.value(Column::State, row), static_cast<std::int64_t>(bet.state) + 1);
        QCOMPARE(columns.value(Column::Operation, row),
                 bet.operation ? static_cast<std::int64_t>(bet.operation->state) + 1 : 0);
        QCOMPARE(columns.value(Column::Created, row), bet.createdAt);
        QCOMPARE(columns.value(Column::Version, row), bet.version);
        QCOMPARE(columns.has(Flag::HasOperation, row), bet.operation.has_value());
        if (bet.operation) {
            QCOMPARE(columns.value(Column::Attempt, row), std::int64_t(bet.operation->attempt));
            QCOMPARE(columns.value(Column::Http, row), std::int64_t(bet.operation->http));
            QCOMPARE(columns.text(Dictionary::Error, row), std::string_view(bet.operation->error));
            QCOMPARE(columns.text(Dictionary::ErrorClass, row), std::string_view(bet.operation->errorClass));
        }
        const auto before = last.find(bet.bet.text());
        QCOMPARE(columns.value(Column::Before, row),
                 before == last.end() ? 0 : static_cast<std::int64_t>(row - before->second));
        last[bet.bet.text()] = row;
    }
    QVERIFY(log->verify());
}

void TestReviewColumns::keepsEventsOverManyBlocks()
{
    constexpr int count = 2 * review::rowsPerBlock + 1'234;
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "{\"seq\":" + QByteArray::number(i) +
                ",\"at\":\"2026-11-23T05:46:46.123Z\",\"type\":\"t\",\"bet_id\":\"b-" + QByteArray::number(i / 3) +
                "\"}\n";
    const auto log = ofText(text);
    const Columns& columns = log->columns();
    QCOMPARE(columns.rows(), std::uint64_t(count));
    QCOMPARE(columns.blocks().size(), std::size_t(3));
    for (std::uint64_t row = 0; row < columns.rows(); ++row) {
        if (columns.value(Column::Seq, row) != static_cast<std::int64_t>(row) ||
            columns.rowAt(columns.lineBegin(row) + 5) != row || columns.value(Column::Before, row) != (row % 3 ? 1 : 0))
            QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
    }
    QCOMPARE(columns.text(Dictionary::Bet, count - 1), std::string_view("b-44101"));
    QVERIFY(log->verify());
}

void TestReviewColumns::everyLineIsARowWhateverItHolds_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kind");
    const QByteArray whole = R"({"seq":1,"at":"2026-11-23T05:46:46.123Z","type":"bet.won"})";
    const auto row = [](const char* name, const QByteArray& line, LineKind kind) {
        QTest::newRow(name) << line << static_cast<int>(kind);
    };
    row("an event", whole, LineKind::Event);
    row("an event with a return", whole + '\r', LineKind::Event);
    row("white space around", "  " + whole + "\t", LineKind::Event);
    row("an unknown member", R"({"new":[{}],"seq":1,"at":"2026-11-23T05:46:46.123Z","type":"x"})", LineKind::Event);
    row("no row of a bet", R"({"seq":1,"at":"2026-11-23T05:46:46Z","type":"x","row":7})", LineKind::Event);
    row("a row with members of other types",
        R"({"seq":1,"at":"2026-11-23T05:46:46Z","type":"x","row":{"bet_id":7,"stake":"a","state":[],"version":"v",)"
        R"("created_at":{},"operation":3,"resettled":"x","payout":null}})",
        LineKind::Event);
    row("nothing", "", LineKind::Empty);
    row("white space", " \t\r", LineKind::Empty);
    row("no time", R"({"seq":1,"type":"x"})", LineKind::Foreign);
    row("a time that is none", R"({"seq":1,"at":"soon","type":"x"})", LineKind::Foreign);
    row("no seq", R"({"at":"2026-11-23T05:46:46.123Z","type":"x"})", LineKind::Foreign);
    row("seq as text", R"({"seq":"1","at":"2026-11-23T05:46:46.123Z","type":"x"})", LineKind::Foreign);
    row("seq beyond 64 bits", R"({"seq":99999999999999999999,"at":"2026-11-23T05:46:46.123Z","type":"x"})",
        LineKind::Foreign);
    row("an empty type", R"({"seq":1,"at":"2026-11-23T05:46:46.123Z","type":""})", LineKind::Foreign);
    row("another object", "{}", LineKind::Foreign);
    row("an array", "[1,2]", LineKind::Foreign);
    row("a number", "42", LineKind::Foreign);
    row("a text", R"("lone")", LineKind::Foreign);
    row("null", "null", LineKind::Foreign);
    row("a word", "Exception in thread", LineKind::NotJson);
    row("a cut event", whole.left(40), LineKind::NotJson);
    row("two events on a line", whole + whole, LineKind::NotJson);
    row("something behind", whole + " x", LineKind::NotJson);
    row("a comma too much", R"({"seq":1,})", LineKind::NotJson);
    row("single quotes", "{'seq':1}", LineKind::NotJson);
    row("a comment", "// seq", LineKind::NotJson);
    row("NaN", R"({"seq":NaN})", LineKind::NotJson);
    row("a leading zero", R"({"seq":01})", LineKind::NotJson);
    row("a lone bracket", "{", LineKind::NotJson);
    row("an open text", R"({"seq)", LineKind::NotJson);
    row("a control character in a text", QByteArray("{\"a\":\"\x01\"}"), LineKind::NotJson);
    row("NUL", QByteArray("{\"a\":1}\0", 8), LineKind::NotJson);
    row("only NUL", QByteArray(64, '\0'), LineKind::NotJson);
    row("a bad escape", R"({"a":"\x"})", LineKind::NotJson);
    row("half a surrogate", R"({"a":"\ud800"})", LineKind::NotJson);
    row("not UTF-8", QByteArray("{\"a\":\"\xff\"}"), LineKind::BadText);
    row("an overlong slash", QByteArray("{\"a\":\"\xc0\xaf\"}"), LineKind::BadText);
    row("a surrogate in UTF-8", QByteArray("{\"a\":\"\xed\xa0\x80\"}"), LineKind::BadText);
    row("a cut character", QByteArray("{\"a\":\"\xd0\"}"), LineKind::BadText);
    row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6), LineKind::BadText);
    row("31 levels", QByteArray(31, '[') + QByteArray(31, ']'), LineKind::Foreign);
    row("too deep", QByteArray(33, '[') + QByteArray(33, ']'), LineKind::TooDeep);
    row("half a million levels", QByteArray(500'000, '[') + QByteArray(500'000, ']'), LineKind::TooDeep);
    row("a million levels that stay open", QByteArray(1'000'000, '['), LineKind::NotJson);
    row("as long as may be", '"' + QByteArray((1 << 20) - 2, 'x') + '"', LineKind::Foreign);
    row("too long", '"' + QByteArray((1 << 20) - 1, 'x') + '"', LineKind::TooLong);
    row("100 MB", QByteArray(100'000'000, 'x'), LineKind::TooLong);
}

void TestReviewColumns::everyLineIsARowWhateverItHolds()
{
    QFETCH(const QByteArray, line);
    QFETCH(const int, kind);
    const QByteArray whole = R"({"seq":7,"at":"2026-11-23T05:46:46.123Z","type":"round.open"})";
    for (const QByteArray& end : {QByteArray("\n" + whole + '\n'), QByteArray("\n" + whole)}) {
        const auto log = ofText(whole + '\n' + line + end);
        QCOMPARE(log->rows(), std::uint64_t(3));
        QCOMPARE(static_cast<int>(log->columns().kind(1)), kind);
        QByteArray shown = line;
        if (shown.endsWith('\r'))
            shown.chop(1);
        QCOMPARE(log->line(1).size(), static_cast<std::size_t>(shown.size()));
        QVERIFY(log->line(1) == std::string_view(shown.constData(), static_cast<std::size_t>(shown.size())));
        QCOMPARE(log->columns().kind(0), LineKind::Event);
        QCOMPARE(log->columns().value(Column::Seq, 2), 7);
        QCOMPARE(log->columns().text(Dictionary::Type, 2), std::string_view("round.open"));
    }
    if (line.isEmpty())
        return; // behind the last line feed there is no further line
    const auto last = ofText(whole + '\n' + line);
    QCOMPARE(last->rows(), std::uint64_t(2));
    QCOMPARE(static_cast<int>(last->columns().kind(1)), kind);
}

void TestReviewColumns::aDamagedLineStopsNothing()
{
    EventLog source(2);
    std::mt19937 random(5);
    QByteArray text;
    std::vector<bool> whole;
    for (int i = 0; i < 4'000; ++i) {
        QByteArray line = QByteArray::fromStdString(encode(source.next()));
        whole.push_back(random() % 3 != 0);
        if (!whole.back())
            line.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(line.size() - 1)) + 1);
        text += line + '\n';
    }
    const auto log = ofText(text);
    QCOMPARE(log->rows(), std::uint64_t(4'000));
    for (std::uint64_t row = 0; row < 4'000; ++row)
        QCOMPARE(log->columns().kind(row), whole[row] ? LineKind::Event : LineKind::NotJson);
}

void TestReviewColumns::readsTheLogOfTheService()
{
    const auto log = ofText(
        R"({"@timestamp":"2026-11-25T17:36:20.351Z","log.level":"error","message":"answered",)"
        R"("http.response.status_code":503,"error.code":"storage","error.message":"disk full","service.name":"betd"})"
        "\n{\"@timestamp\":\"never\"}\n");
    const Columns& columns = log->columns();
    QCOMPARE(columns.kind(0), LineKind::Log);
    QCOMPARE(columns.value(Column::At, 0), *contract::json::parseTime("2026-11-25T17:36:20.351Z"));
    QCOMPARE(columns.value(Column::Http, 0), 503);
    QCOMPARE(columns.text(Dictionary::Type, 0), std::string_view("log.error"));
    QCOMPARE(columns.text(Dictionary::Error, 0), std::string_view("disk full"));
    QCOMPARE(columns.text(Dictionary::ErrorClass, 0), std::string_view("storage"));
    QCOMPARE(columns.kind(1), LineKind::Foreign);
}

void TestReviewColumns::theLastOfTwoMembersCounts()
{
    const auto log =
        ofText(R"({"seq":1,"seq":2,"at":"2026-11-23T05:46:46Z","type":"x","row":{"bet_id":"a","bet_id":"b",)"
               R"("stake":{"amount":"1.00","currency":"EUR"},"stake":{"amount":"x","currency":"EUR"}}})"
               "\n");
    QCOMPARE(log->columns().value(Column::Seq, 0), 2);
    QCOMPARE(log->columns().text(Dictionary::Bet, 0), std::string_view("b"));
    QVERIFY(!log->columns().has(Flag::HasStake, 0));
}

void TestReviewColumns::opensAgainWithoutBuilding()
{
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(3).lines(500)));
    QVERIFY(opened(folder.file, folder.cache)->wasBuilt());
    const auto again = opened(folder.file, folder.cache);
    QVERIFY(!again->wasBuilt());
    QCOMPARE(again->rows(), std::uint64_t(500));
    QVERIFY(again->verify());
    QVERIFY(QFile::remove(folder.columns()));
    QVERIFY(opened(folder.file, folder.cache)->wasBuilt());
}

void TestReviewColumns::buildsAgainWhenTheSourceChanged()
{
    const Folder folder;
    QByteArray text = QByteArray::fromStdString(EventLog(4).lines(500));
    write(folder.file, text);
    opened(folder.file, folder.cache);
    text += QByteArray::fromStdString(EventLog(5).lines(1));
    write(folder.file, text);
    const auto grown = opened(folder.file, folder.cache);
    QVERIFY(grown->wasBuilt());
    QCOMPARE(grown->rows(), std::uint64_t(501));

    // Of the same length and time, changed in its middle alone: the copy of it is what is read.
    const QDateTime modified = QFileInfo(folder.file).lastModified();
    text[text.size() / 2] = text[text.size() / 2] == 'x' ? 'y' : 'x';
    write(folder.file, text);
    QFile file(folder.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(modified, QFileDevice::FileModificationTime));
    file.close();
    const auto same = opened(folder.file, folder.cache);
    QVERIFY(!same->wasBuilt());
    QVERIFY(same->verify());
    QVERIFY(same->text() == grown->text());
}

void TestReviewColumns::buildsAgainWhenTheColumnsAreDamaged_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {0, 8, 12, 16, 40, 48, 64, 80, 90})
        QTest::addRow("byte %d", at) << at;
}

void TestReviewColumns::buildsAgainWhenTheColumnsAreDamaged()
{
    QFETCH(const int, at);
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(6).lines(300)));
    opened(folder.file, folder.cache);
    QFile columns(folder.columns());
    QVERIFY(columns.open(QIODevice::ReadWrite));
    QVERIFY(columns.seek(at));
    char byte = 0;
    QVERIFY(columns.peek(&byte, 1) == 1);
    byte = static_cast<char>(byte ^ 0x40);
    QVERIFY(columns.write(&byte, 1) == 1);
    columns.close();
    const auto log = opened(folder.file, folder.cache);
    QVERIFY(log->wasBuilt());
    QVERIFY(log->verify());
}

void TestReviewColumns::columnsCutAnywhereAreRefused()
{
    const QByteArray whole = columnBytes(QByteArray::fromStdString(EventLog(7).lines(5'000)));
    QVERIFY(openColumns(whole));
    for (qsizetype length = 0; length < whole.size(); length += 1'000) {
        const auto columns = openColumns(whole.left(length));
        QVERIFY(!columns);
        QCOMPARE(columns.error().kind, ErrorKind::Malformed);
    }
    QVERIFY(!openColumns(whole.left(whole.size() - 1)));
    QVERIFY(!openColumns(whole + '\0'));
}

void TestReviewColumns::anyDamagedByteIsNoCrashAndIsFound()
{
    const QByteArray text = QByteArray::fromStdString(EventLog(8).lines(200));
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    const QByteArray whole = columnBytes(text);
    QVERIFY(openColumns(whole)->verify(view));
    std::mt19937 random(8);
    int opened = 0;
    for (qsizetype at = 0; at < whole.size(); at += 1 + static_cast<qsizetype>(random() % 31)) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1U << random() % 8));
        const auto columns = openColumns(damaged);
        if (!columns)
            continue;
        ++opened;
        readAll(*columns);
        // Between a block's last column and the next there are bytes that belong to nothing.
        if (columns->verify(view))
            QVERIFY(readAll(*columns) == readAll(*openColumns(whole)));
    }
    QVERIFY(opened > 100);
}

void TestReviewColumns::worksWithoutAFolder()
{
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(9).lines(50)));
    // A file where the folder would be: nothing can be written there, whoever asks.
    const auto log = opened(folder.file, folder.file + QStringLiteral("/cache"));
    QCOMPARE(log->rows(), std::uint64_t(50));
    QVERIFY(log->verify());
}

void TestReviewColumns::readsPackedFiles()
{
    const Folder folder;
    const QByteArray text = QByteArray::fromStdString(EventLog(10).lines(2'000));
    // Two streams, one behind the other, as rotated logs are joined.
    write(folder.file, gzip(text.left(100'000)) + gzip(text.mid(100'000)));
    const auto log = opened(folder.file, folder.cache);
    QVERIFY(log->text() == std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QCOMPARE(log->rows(), std::uint64_t(2'000));
    QVERIFY(!log->isCut());
    QVERIFY(!opened(folder.file, folder.cache)->wasBuilt());
    write(folder.file, gzip(text.left(100'000)));
    QCOMPARE(opened(folder.file, folder.cache)->text().size(), std::size_t(100'000));
    QCOMPARE(QDir(folder.cache).entryList({QStringLiteral("*.text")}).size(), 1);
}

void TestReviewColumns::aPackedFileThatIsCutShowsWhatItHas()
{
    const Folder folder;
    const QByteArray packed = gzip(QByteArray::fromStdString(EventLog(11).lines(2'000)));
    for (qsizetype length = 2; length < packed.size(); length += 10'000) {
        write(folder.file, packed.left(length));
        const auto log = opened(folder.file, folder.cache);
        QVERIFY(log->isCut());
        QVERIFY(length < 20'000 || log->rows() > 1);
        for (std::uint64_t row = 0; row + 1 < log->rows(); ++row)
            QCOMPARE(log->columns().kind(row), LineKind::Event);
    }
}

void TestReviewColumns::refusesWhatUnpacksToTooMuch()
{
    const Folder folder;
    write(folder.file, gzip(QByteArray(64 << 20, ' ')));
    const auto log = Log::open(folder.file, {folder.cache});
    QVERIFY(!log);
    QCOMPARE(log.error().kind, ErrorKind::TooLarge);
    QVERIFY(QDir(folder.cache).entryList(QDir::Files).isEmpty());
}

void TestReviewColumns::whatIsReadWhileItIsCopiedIsTheText_data()
{
    // Texts are read in pieces of 2 MiB.
    QTest::addColumn<QByteArray>("text");
    const QByteArray events = QByteArray::fromStdString(EventLog(30).lines(1'000));
    const auto half = events.left(events.lastIndexOf("\n", events.size() / 2) + 1);
    constexpr qsizetype piece = 2 << 20;
    QTest::newRow("many pieces") << events.repeated(20);
    QTest::newRow("a mark before all") << "\xEF\xBB\xBF" + events.repeated(8);
    QTest::newRow("a line over several pieces") << events + QByteArray(3 * piece, 'x') + '\n' + events;
    QTest::newRow("one line") << QByteArray(2 * piece + 17, 'x');
    QTest::newRow("a line that ends with a piece") << QByteArray(2 * piece - 1, 'x') + '\n' + events;
    QTest::newRow("a line feed that begins a piece") << QByteArray(piece, 'x') + '\n' + events;
    QTest::newRow("just a piece") << (half + QByteArray(piece - half.size() - 1, ' ') + '\n');
    QTest::newRow("no line feed at the end") << events.repeated(8).chopped(1);
    QTest::newRow("more lines in a piece than are read at once") << events + QByteArray(100'000, '\n') + events;
}

void TestReviewColumns::whatIsReadWhileItIsCopiedIsTheText()
{
    QFETCH(const QByteArray, text);
    const Folder folder;
    write(folder.file, text);
    const auto log = opened(folder.file, folder.cache);
    QVERIFY(log->wasBuilt());
    QVERIFY(log->text() == std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QVERIFY(log->verify());
    std::uint64_t row = 0;
    for (qsizetype at = 0; at < text.size(); ++row) {
        const qsizetype feed = text.indexOf('\n', at);
        const qsizetype end = feed < 0 ? text.size() : feed;
        if (row == log->rows() || log->columns().lineBegin(row) != static_cast<std::uint64_t>(at) ||
            log->line(row).size() != static_cast<std::size_t>(end - at) ||
            (log->columns().kind(row) == LineKind::TooLong) != (end - at > (1 << 20)))
            QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
        at = end + 1;
    }
    QCOMPARE(log->rows(), row);
    // Read in memory it has the same values.
    const auto other = ofText(text);
    for (std::size_t column = 0; column < review::columnCount; ++column) {
        for (row = 0; row < log->rows(); row += 1 + row % 7) {
            if (log->columns().value(static_cast<Column>(column), row) !=
                other->columns().value(static_cast<Column>(column), row))
                QFAIL(qPrintable(QStringLiteral("column %1 of row %2").arg(column).arg(row)));
        }
    }
}

void TestReviewColumns::whatIsAppendedWhileItIsCopiedIsReadLater()
{
    const Folder folder;
    EventLog source(31);
    const QByteArray text = QByteArray::fromStdString(source.lines(2'000)).repeated(4);
    const QByteArray more = QByteArray::fromStdString(source.lines(10));
    write(folder.file, text);
    bool isAppended = false;
    Log::Options options{folder.cache};
    options.hooks.progress = [&](const review::Progress&) {
        if (!std::exchange(isAppended, true))
            write(folder.file, text + more);
    };
    const auto log = Log::open(folder.file, options);
    QVERIFY(log && isAppended);
    QCOMPARE((*log)->rows(), std::uint64_t(8'000));
    QVERIFY((*log)->isComplete());
    QVERIFY((*log)->verify());
    const auto grown = opened(folder.file, folder.cache);
    QCOMPARE(grown->rows(), std::uint64_t(8'010));
    QVERIFY(grown->verify());
}

void TestReviewColumns::aFileThatIsShortenedWhileItIsReadEndsEarly_data()
{
    QTest::addColumn<bool>("isPacked");
    QTest::addColumn<bool>("hasCache");
    QTest::newRow("plain") << false << true;
    QTest::newRow("packed") << true << true;
    QTest::newRow("without a folder") << false << false;
}

void TestReviewColumns::aFileThatIsShortenedWhileItIsReadEndsEarly()
{
    QFETCH(const bool, isPacked);
    QFETCH(const bool, hasCache);
    const Folder folder;
    const QByteArray text = QByteArray::fromStdString(EventLog(20).lines(2'000)).repeated(10);
    write(folder.file, isPacked ? gzip(text) : text);
    QVERIFY(QFileInfo(folder.file).size() > 512 * 1024);
    bool isShortened = false;
    Log::Options options{hasCache ? folder.cache : folder.file + QStringLiteral("/cache")};
    options.hooks.progress = [&](const review::Progress&) {
        if (!std::exchange(isShortened, true))
            QVERIFY(QFile::resize(folder.file, 0));
    };
    const auto log = Log::open(folder.file, options);
    QVERIFY(isShortened);
    QVERIFY(log.has_value());
    const auto got = (*log)->text();
    QVERIFY(!got.empty() && got.size() < static_cast<std::size_t>(text.size()));
    QVERIFY(isMapped(got));
    QVERIFY(std::string_view(text.constData(), static_cast<std::size_t>(text.size())).starts_with(got));
    QCOMPARE((*log)->isCut(), isPacked);
    QVERIFY((*log)->verify());
}

void TestReviewColumns::aFileThatIsShortenedLaterStaysAsItWas()
{
    const Folder folder;
    const QByteArray text = QByteArray::fromStdString(EventLog(21).lines(2'000));
    write(folder.file, text);
    const auto log = opened(folder.file, folder.cache);
    QVERIFY(QFile::resize(folder.file, 0));
    QVERIFY(log->text() == std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    const auto query = contract::Query::parse("nothing-has-this");
    QVERIFY(review::answer({.sources = {{log, 0}}, .query = *query}).matches->empty());
    const auto rows = review::runSql(review::Merged({{log, 0}}), "SELECT sum(length(CAST(text AS BLOB))) FROM log");
    QCOMPARE(std::get<std::int64_t>(rows->rows[0][0]), static_cast<std::int64_t>(text.size()) - 2'000);
    // Both are there: the old one of a file that is read anew as well.
    QCOMPARE(opened(folder.file, folder.cache)->rows(), std::uint64_t(0));
    QVERIFY(log->verify());
}

void TestReviewColumns::whatIsAppendedIsCopiedAlone()
{
    const Folder folder;
    EventLog source(22);
    QByteArray text = QByteArray::fromStdString(source.lines(2'000));
    write(folder.file, text);
    const auto log = opened(folder.file, folder.cache);
    const auto copies = [&] {
        QStringList paths;
        for (const auto& name : QDir(folder.cache).entryList({QStringLiteral("*.text")}, QDir::Files))
            paths << QDir(folder.cache).filePath(name);
        return paths;
    };
    // A second name of the same copy tells whether it goes on being that file.
    QCOMPARE(copies().size(), 1);
    const auto other = folder.folder.filePath(QStringLiteral("other")).toStdString();
    std::filesystem::create_hard_link(copies()[0].toStdString(), other);
    text += QByteArray::fromStdString(source.lines(10));
    write(folder.file, text);
    const auto grown = opened(folder.file, folder.cache);
    QCOMPARE(grown->rows(), std::uint64_t(2'010));
    QVERIFY(grown->verify());
    QCOMPARE(copies().size(), 1);
    QVERIFY(std::filesystem::equivalent(copies()[0].toStdString(), other));
    // One that begins otherwise is another: what is mapped of the old one is not touched.
    text[10] = text[10] == 'x' ? 'y' : 'x';
    write(folder.file, text);
    QVERIFY(opened(folder.file, folder.cache)->verify());
    QVERIFY(!std::filesystem::equivalent(copies()[0].toStdString(), other));
    QVERIFY(log->verify());
    QVERIFY(!(QFile::permissions(copies()[0]) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestReviewColumns::aFileThatHasNoRoomIsNotCopied()
{
    const Folder folder;
    write(folder.file, "{}\n");
    // Without a byte of it on the disk.
    if (!QFile::resize(folder.file, QStorageInfo(folder.folder.path()).bytesAvailable()))
        QSKIP("this file system has no holes");
    for (const QString& cache : {folder.cache, folder.file + QStringLiteral("/cache")}) {
        const auto log = Log::open(folder.file, {cache});
        QVERIFY(!log);
        QCOMPARE(log.error().kind, ErrorKind::Storage);
        QCOMPARE(log.error().detail, std::string("There is no room for a copy of it."));
    }
    QVERIFY(QDir(folder.cache).entryList(QDir::Files).isEmpty());
}

void TestReviewColumns::firstRowsComeBeforeTheRest()
{
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(12).lines(6'000)));
    LogLoader loader;
    QSignalSpy ended(&loader, &LogLoader::opened);
    std::uint64_t first = 0, told = 0;
    bool isCopied = false;
    std::shared_ptr<const Log> log;
    QObject::connect(&loader, &LogLoader::firstRowsCame, &loader, [&](const std::shared_ptr<const Log>& rows) {
        QVERIFY(!log);
        QVERIFY(!isCopied);
        QCOMPARE(first, std::uint64_t(0));
        QVERIFY(!rows->isComplete());
        QCOMPARE(rows->columns().kind(rows->rows() - 1), LineKind::Event);
        first = rows->rows();
    });
    QObject::connect(&loader, &LogLoader::progressed, &loader, [&](const review::Progress& progress) {
        isCopied = true;
        QVERIFY(progress.rows >= told);
        told = progress.rows;
    });
    QObject::connect(&loader, &LogLoader::opened, &loader, [&](const auto& whole) { log = whole; });
    loader.open(folder.file, folder.cache);
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(first > 100 && first < 2'000);
    QVERIFY(isCopied);
    QCOMPARE(told, std::uint64_t(6'000));
    QVERIFY(log->isComplete());
    QCOMPARE(log->rows(), std::uint64_t(6'000));
}

void TestReviewColumns::cancelEndsItAndLeavesNothing()
{
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(13).lines(6'000)));
    LogLoader loader;
    QSignalSpy ended(&loader, &LogLoader::cancelled);
    QSignalSpy opened(&loader, &LogLoader::opened);
    loader.open(folder.file, folder.cache);
    loader.cancel();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(opened.count(), 0);
    QVERIFY(QDir(folder.cache).entryList(QDir::Files).isEmpty());
}

void TestReviewColumns::cancelInTheMiddleLeavesNothing()
{
    const Folder folder;
    write(folder.file, QByteArray::fromStdString(EventLog(32).lines(2'000)).repeated(10));
    std::stop_source stop;
    std::uint64_t done = 0;
    Log::Options options{folder.cache};
    options.hooks.stop = stop.get_token();
    options.hooks.progress = [&](const review::Progress& progress) {
        done = progress.bytesDone;
        if (done > 5 << 20)
            stop.request_stop();
    };
    const auto log = Log::open(folder.file, options);
    QVERIFY(log && !*log);
    QVERIFY(done < static_cast<std::uint64_t>(QFileInfo(folder.file).size()));
    QVERIFY(QDir(folder.cache).entryList(QDir::Files).isEmpty());
}

void TestReviewColumns::lookingForABetReadsWhatItFetched()
{
    const QByteArray text = QByteArray::fromStdString(EventLog(33).lines(20'000));
    const QByteArray whole = columnBytes(text);
    const auto known = openColumns(whole);
    // Memory that holds nothing but what was asked for.
    QByteArray fetched(whole.size(), '\0');
    qsizetype bytes = 0;
    const auto columns =
        Columns::open({fetched.constData(), static_cast<std::size_t>(fetched.size())}, [&](std::string_view asked) {
            const qsizetype at = asked.data() - fetched.constData();
            std::copy_n(whole.constData() + at, asked.size(), fetched.data() + at);
            bytes += static_cast<qsizetype>(asked.size());
        });
    QVERIFY(columns.has_value());
    for (std::uint64_t row : {std::uint64_t(0), std::uint64_t(7'000), std::uint64_t(19'000)}) {
        while (!known->has(Flag::IsBetRow, row))
            ++row;
        const std::string bet(known->text(Dictionary::Bet, row)), partner(known->text(Dictionary::Partner, row));
        QVERIFY(!known->rowsOfBet(bet).empty());
        QCOMPARE(columns->rowsOfBet(bet), known->rowsOfBet(bet));
        QVERIFY(!partner.empty());
        QCOMPARE(columns->rowsOfBet(bet, partner), known->rowsOfBet(bet, partner));
    }
    QVERIFY(columns->rowsOfBet("none").empty());
    QVERIFY(bytes < 16 * 1024 && bytes < whole.size() / 10);
}

void TestReviewColumns::aFileThatIsNotThereIsAnError()
{
    const Folder folder;
    LogLoader loader;
    QSignalSpy ended(&loader, &LogLoader::failed);
    loader.open(folder.file, folder.cache);
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!Log::open(folder.folder.path(), {folder.cache}));
}

QTEST_GUILESS_MAIN(TestReviewColumns)
#include "tst_reviewcolumns.moc"
