// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/bundle.h"
#include "client/bundle/bundlewriter.h"
#include "client/bundle/masker.h"
#include "client/contract/wire.h"
#include "client/review/log.h"
#include "tests/client/eventlog.h"
#include "tests/client/rawzip.h"
#include "tests/support/virtualtime.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using client::bundle::Bundle;
using client::bundle::ExportOptions;
using client::bundle::Flaw;
using client::bundle::Lines;
using client::bundle::Manifest;
using client::bundle::Masker;
using client::bundle::Players;
using client::contract::ErrorKind;
using client::review::LineKind;
using client::review::Log;
using tests::samples::EventLog;
using tests::support::makeZip;
using tests::support::RawEntry;
using tests::support::SeededRandom;

namespace bundle = client::bundle;

namespace {

const std::string seed(64, '7');

Lines linesOf(const QByteArray& text)
{
    auto lines = std::make_shared<std::pair<QByteArray, qsizetype>>(text, 0);
    return [lines]() -> std::optional<std::string_view> {
        auto& [bytes, at] = *lines;
        if (at >= bytes.size())
            return std::nullopt;
        const qsizetype feed = bytes.indexOf('\n', at);
        const qsizetype end = feed < 0 ? bytes.size() : feed;
        const std::string_view line(bytes.constData() + at, static_cast<std::size_t>(end - at));
        at = end + 1;
        return line;
    };
}

ExportOptions about()
{
    ExportOptions options;
    options.about.createdAt = 1'790'000'000'000;
    options.about.app = "betdesk test";
    options.about.environmentId = "env-1";
    options.about.environmentName = "eu-1";
    options.about.environmentKind = "production";
    options.about.zone = "Europe/Moscow";
    options.about.filter = "status:failed";
    options.about.fromMs = 1'790'000'000'000;
    options.about.toMs = 1'790'000'100'000;
    return options;
}

struct Folder
{
    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("incident.betlog"));
    QString cache = folder.filePath(QStringLiteral("cache"));

    void write(const QByteArray& bytes) const
    {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || out.write(bytes) != bytes.size())
            qFatal("no bundle");
    }
    QByteArray bytes() const
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    Manifest make(const QByteArray& events, const ExportOptions& options = about(), const Lines& notes = {}) const
    {
        SeededRandom random(1);
        const auto made = exportBundle(file, linesOf(events), notes, options, random);
        if (!made)
            qFatal("no bundle: %s", made.error().detail.c_str());
        return *made;
    }
};

QByteArray unpacked(const Bundle& opened, std::string_view name)
{
    QByteArray text;
    const auto done = opened.unpack(name, [&](std::string_view piece) {
        text.append(piece.data(), static_cast<qsizetype>(piece.size()));
        return true;
    });
    return done ? text : QByteArray("refused: ") + done.error().detail.c_str();
}

// -1: it opens and is what it says.
int verdict(const QString& path, const Bundle::Options& options = {})
{
    const auto opened = Bundle::open(path, options);
    if (!opened)
        return static_cast<int>(opened.error().flaw);
    const auto verified = (*opened)->verify();
    return verified ? -1 : static_cast<int>(verified.error().flaw);
}

QByteArray hash(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray manifestOf(const QByteArray& events)
{
    return R"({"format":"betlog","version":1,"created_at":"2026-11-23T05:46:46.123Z","app":"x","from":"2026-11-23T05:46:46Z",)"
           R"("to":"2026-11-23T05:46:46Z","players":"hashed","files":[{"name":"events.jsonl","rows":)" +
           QByteArray::number(events.count('\n')) + R"(,"bytes":)" + QByteArray::number(events.size()) +
           R"(,"sha256":")" + hash(events) + "\"}]}";
}

QByteArray zipOf(const QByteArray& manifest, const QByteArray& events)
{
    return makeZip({{"manifest.json", manifest}, {"events.jsonl", events}});
}

const QByteArray oneEvent = R"({"seq":1,"at":"2026-11-23T05:46:46.123Z","type":"bet.won"})"
                            "\n";

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWent();
    void masksPlayersAndSecrets_data();
    void masksPlayersAndSecrets();
    void aPlayerHasOneTokenInABundleAndAnotherInTheNext();
    void whatIsNoJsonIsLeftOutAndCounted();
    void isSignedByAKey();
    void isReadWithItsPasswordAlone();
    void writesOverNothingAndLeavesNothing();
    void isReviewedReadOnly();
    void hostileBundlesAreRefused_data();
    void hostileBundlesAreRefused();
    void hostileLinesAreShownAsSuch();
    void cutAnywhereItIsRefused();
    void anyDamagedByteIsRefusedOrHarmless();
    void aFileThatIsNotThereIsAnError();
    void oneThatIsShortenedWhileItIsOpenStaysAsItWas();
};

void TestBundle::comesBackAsItWent()
{
    const Folder folder;
    ExportOptions options = about();
    options.players = Players::Plain;
    const QByteArray events = QByteArray::fromStdString(EventLog(1).lines(500));
    const Manifest made = folder.make(events, options, linesOf("{\"text\":\"looked into it\"}\n"));
    const auto opened = Bundle::open(folder.file, {});
    QVERIFY(opened);
    QVERIFY((*opened)->verify());
    QVERIFY((*opened)->manifest() == made);
    QCOMPARE(made.files.size(), std::size_t(2));
    QCOMPARE(made.files.front().rows, 500);
    QCOMPARE(made.filter, std::string("status:failed"));
    QVERIFY(unpacked(**opened, bundle::eventsName) == events);
    QCOMPARE(unpacked(**opened, bundle::notesName), QByteArray("{\"text\":\"looked into it\"}\n"));
    QVERIFY(!(*opened)->signature());
}

void TestBundle::masksPlayersAndSecrets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("masked"); // H: the token of p-1
    QTest::newRow("a player") << QByteArray(R"({"row":{"player_id":"p-1","bet_id":"b-1"}})")
                              << QByteArray(R"({"row":{"player_id":"H","bet_id":"b-1"}})");
    QTest::newRow("in a text of the line") << QByteArray(R"({"error":"no funds of p-1, not p-12.","player_id":"p-1"})")
                                           << QByteArray(R"({"error":"no funds of H, not p-12.","player_id":"H"})");
    QTest::newRow("at the end of a sentence") << QByteArray(R"({"error":"no funds of p-1.","player_id":"p-1"})")
                                              << QByteArray(R"({"error":"no funds of H.","player_id":"H"})");
    QTest::newRow("an account") << QByteArray(R"({"account":"player:p-1","amount":"1"})")
                                << QByteArray(R"({"account":"player:H","amount":"1"})");
    QTest::newRow("a body in a text") << QByteArray(R"({"request":"{\"player_id\":\"p-1\",\"amount\":1.50}"})")
                                      << QByteArray(R"({"request":"{\"player_id\":\"H\",\"amount\":1.5}"})");
    QTest::newRow("in an array") << QByteArray(R"([[{"player":"p-1"}],"p-1"])")
                                 << QByteArray(R"([[{"player":"H"}],"H"])");
    QTest::newRow("as a key") << QByteArray(R"({"player_id":"p-1","by":{"p-1":2}})")
                              << QByteArray(R"({"player_id":"H","by":{"H":2}})");
    QTest::newRow("secrets by their names")
        << QByteArray(
               R"({"access_token":"a","Password":"b","x":{"client_secret":{"a":1},"Authorization":"c","set-cookie":["d"]},"api_key":5,"seq":1})")
        << QByteArray(R"({"x":{},"seq":1})");
    QTest::newRow("a bearer token")
        << QByteArray(R"({"request":"POST /x\r\nAuthorization: Bearer abc.DEF-1\r\n","n":"bearer  "})")
        << QByteArray(R"({"request":"POST /x\r\nAuthorization: Bearer ***\r\n","n":"bearer  "})");
    QTest::newRow("a web token") << QByteArray(R"({"m":"got eyJhbGciOiJIUzI1NiJ9.e30.abc-_ here, eyJ no"})")
                                 << QByteArray(R"({"m":"got *** here, eyJ no"})");
    QTest::newRow("nothing") << QByteArray(R"({"seq":1,"a":[true,null,-5,"x"]})")
                             << QByteArray(R"({"seq":1,"a":[true,null,-5,"x"]})");
}

void TestBundle::masksPlayersAndSecrets()
{
    QFETCH(const QByteArray, line);
    QFETCH(QByteArray, masked);
    SeededRandom random(1);
    const Masker masker(Players::Hashed, random);
    const auto made = masker.masked(line.toStdString());
    QVERIFY(made);
    QCOMPARE(QByteArray::fromStdString(*made), masked.replace('H', QByteArray::fromStdString(masker.token("p-1"))));
    QVERIFY(masker.token("p-1").starts_with("h-"));
}

void TestBundle::aPlayerHasOneTokenInABundleAndAnotherInTheNext()
{
    SeededRandom random(1);
    const Masker one(Players::Hashed, random), next(Players::Hashed, random);
    QCOMPARE(one.token("p-1"), one.token("p-1"));
    QVERIFY(one.token("p-1") != one.token("p-2"));
    QVERIFY(one.token("p-1") != next.token("p-1"));
    const Folder folder;
    folder.make(QByteArray::fromStdString(EventLog(2).lines(300)));
    const auto opened = Bundle::open(folder.file, {});
    const QByteArray text = unpacked(**opened, bundle::eventsName);
    QVERIFY(text.contains("\"player_id\":\"h-") && !text.contains("\"p-"));
}

void TestBundle::whatIsNoJsonIsLeftOutAndCounted()
{
    const Folder folder;
    const Manifest made = folder.make(oneEvent + "player p-1 said\n\n  \n{\"cut\":\n" + oneEvent);
    QCOMPARE(made.leftOut, 2);
    QCOMPARE(made.files.front().rows, 2);
    QCOMPARE(verdict(folder.file), -1);
}

void TestBundle::isSignedByAKey()
{
    const Folder folder;
    ExportOptions options = about();
    options.signingSeed = seed;
    folder.make(oneEvent, options);
    const std::string key = *bundle::signerOf(seed);
    const auto opened = Bundle::open(folder.file, {{}, key});
    QVERIFY(opened);
    QCOMPARE((*opened)->signature()->key, key);
    QCOMPARE(verdict(folder.file), -1);
    QCOMPARE(verdict(folder.file, {{}, *bundle::signerOf(std::string(64, '8'))}), static_cast<int>(Flaw::OtherSigner));
    QVERIFY(!bundle::signerOf("77"));
    QVERIFY(!bundle::signerOf(std::string(64, 'x')));

    const Folder plain;
    plain.make(oneEvent);
    QCOMPARE(verdict(plain.file, {{}, key}), static_cast<int>(Flaw::NotSigned));

    // Another manifest under the same signature.
    const QByteArray signature = QByteArray::fromStdString(encode(*(*opened)->signature()));
    folder.write(
        makeZip({{"manifest.json", manifestOf(oneEvent)}, {"events.jsonl", oneEvent}, {"signature.json", signature}}));
    QCOMPARE(verdict(folder.file), static_cast<int>(Flaw::BadSignature));
}

void TestBundle::isReadWithItsPasswordAlone()
{
    const Folder folder;
    ExportOptions options = about();
    options.password = "слово и дело";
    folder.make(oneEvent, options);
    QVERIFY(!folder.bytes().contains("bet.won") && !folder.bytes().contains("betlog\""));
    QCOMPARE(verdict(folder.file), static_cast<int>(Flaw::NeedsPassword));
    QCOMPARE(verdict(folder.file, {"word", {}}), static_cast<int>(Flaw::WrongPassword));
    QCOMPARE(verdict(folder.file, {options.password, {}}), -1);
}

void TestBundle::writesOverNothingAndLeavesNothing()
{
    const Folder folder;
    SeededRandom random(1);
    folder.write("mine");
    const auto there = exportBundle(folder.file, linesOf(oneEvent), {}, about(), random);
    QVERIFY(!there);
    QCOMPARE(there.error().kind, ErrorKind::Conflict);
    QCOMPARE(folder.bytes(), QByteArray("mine"));

    ExportOptions options = about();
    options.signingSeed = "no key";
    const QString other = folder.folder.filePath(QStringLiteral("other.betlog"));
    QCOMPARE(exportBundle(other, linesOf(oneEvent), {}, options, random).error().kind, ErrorKind::Invalid);
    QCOMPARE(exportBundle(other, linesOf(oneEvent), linesOf("{\"line\":1}\n{bad\n"), about(), random).error().kind,
             ErrorKind::Invalid);
    const QString nowhere = folder.folder.filePath(QStringLiteral("no/such/folder.betlog"));
    QCOMPARE(exportBundle(nowhere, linesOf(oneEvent), {}, about(), random).error().kind, ErrorKind::Storage);
    QCOMPARE(QDir(folder.folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("incident.betlog")});
}

void TestBundle::isReviewedReadOnly()
{
    const Folder folder;
    folder.make(QByteArray::fromStdString(EventLog(3).lines(400)));
    const QByteArray before = folder.bytes();
    const auto log = Log::open(folder.file, {folder.cache});
    QVERIFY(log);
    QCOMPARE((*log)->rows(), std::uint64_t(400));
    QCOMPARE((*log)->columns().kind(399), LineKind::Event);
    QVERIFY(!(*Log::open(folder.file, {folder.cache}))->wasBuilt());
    QVERIFY(folder.bytes() == before);

    folder.write(zipOf(manifestOf(oneEvent), oneEvent + oneEvent));
    const auto lied = Log::open(folder.file, {folder.cache});
    QVERIFY(!lied);
    QCOMPARE(lied.error().kind, ErrorKind::Malformed);
    QVERIFY(QDir(folder.cache).entryList({QStringLiteral("*.text"), QStringLiteral("*.part")}, QDir::Files).isEmpty());
}

void TestBundle::hostileBundlesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("flaw");
    int number = 0;
    const auto row = [&](const QByteArray& name, const QByteArray& bytes, Flaw flaw) {
        QTest::addRow("%d %s", ++number, name.left(60).constData()) << bytes << static_cast<int>(flaw);
    };
    const QByteArray manifest = manifestOf(oneEvent);
    const RawEntry head{"manifest.json", manifest}, events{"events.jsonl", oneEvent};

    for (const QByteArray& bytes :
         {QByteArray(), QByteArray("P"), QByteArray("PK\x03"), QByteArray("SQLite format 3\0", 16),
          QByteArray("\x1f\x8b\x08"), QByteArray("%PDF-1.7"), QByteArray("<html>"), QByteArray(1'000'000, '\0'),
          QByteArray("Rar!\x1a\x07"), oneEvent, QByteArray("x") + makeZip({head, events}), makeZip({})})
        row("no zip " + bytes.left(8).toHex(), bytes, Flaw::NotABundle);
    const QList<QByteArray> names{"../events.jsonl",
                                  "../../../../etc/passwd",
                                  "/etc/passwd",
                                  "/events.jsonl",
                                  "./events.jsonl",
                                  "a/events.jsonl",
                                  "events.jsonl/",
                                  "events.jsonl/..",
                                  "..\\events.jsonl",
                                  "C:\\events.jsonl",
                                  "C:events.jsonl",
                                  "\\\\host\\share\\x",
                                  "events.jsonl\\",
                                  "cache.db",
                                  "journal.db",
                                  "cache.db-wal",
                                  "events.sqlite",
                                  "EVENTS.JSONL",
                                  "Manifest.json",
                                  "events.jsonl ",
                                  " events.jsonl",
                                  "events.jsonl.",
                                  "events.json",
                                  "events.jsonl\n",
                                  "events.jsonl\t",
                                  QByteArray("events.jsonl\0", 13),
                                  QByteArray("events.jsonl\0.exe", 17),
                                  QByteArray("\0", 1),
                                  "",
                                  "events.jsonl\x1b[2J",
                                  "\x1b]0;title\x07",
                                  QByteArray("\xe2\x80\xae") + "lnosj.stneve",
                                  "events\xe2\x80\x8b.jsonl",
                                  "\xd0\xb5vents.jsonl",
                                  "\xff\xfe",
                                  "\xc0\xaf",
                                  "events.jsonl\xcc\x81",
                                  "con",
                                  "nul",
                                  "aux.json",
                                  ".bashrc",
                                  ".ssh/authorized_keys",
                                  "~/events.jsonl",
                                  "$HOME",
                                  "%TEMP%\\x",
                                  "-rf",
                                  "file:///etc/passwd",
                                  "http://x/",
                                  "notes.jsonl/../events.jsonl",
                                  QByteArray(255, 'a'),
                                  QByteArray(65'535, 'a'),
                                  QByteArray(3'000, '/'),
                                  "script.js",
                                  "index.html",
                                  "a.lnk",
                                  "desktop.ini",
                                  "events.jsonl:stream"};
    for (const QByteArray& name : names) {
        row("a further name " + name.left(20).toPercentEncoding(), makeZip({head, events, {name, "x"}}), Flaw::BadName);
        row("another name " + name.left(20).toPercentEncoding(), makeZip({head, {name, oneEvent}}), Flaw::BadName);
    }
    row("the manifest twice", makeZip({head, head, events}), Flaw::DuplicateName);
    row("events twice", makeZip({head, events, {"events.jsonl", "x"}}), Flaw::DuplicateName);
    row("five files", makeZip({head, events, {"notes.jsonl", "x"}, {"signature.json", "{}"}, {"more", "x"}}),
        Flaw::NotABundle);

    for (const quint32 mode : {0xA1FFU, 0x41EDU, 0x61B0U, 0x21B6U, 0x11B6U, 0xC1EDU}) {
        RawEntry link = events;
        link.attributes = mode << 16;
        row("no file but of mode " + QByteArray::number(mode, 8), makeZip({head, link}), Flaw::Link);
    }
    for (const quint16 method : {quint16(1), quint16(6), quint16(9), quint16(12), quint16(14), quint16(93), quint16(95),
                                 quint16(98), quint16(0xFFFF)}) {
        RawEntry odd = events;
        odd.method = method;
        row("method " + QByteArray::number(method), makeZip({head, odd}), Flaw::BadMethod);
    }
    const auto sized = [&](std::optional<quint32> unpackedBytes, std::optional<quint32> packedBytes) {
        RawEntry odd = events;
        odd.unpackedBytes = unpackedBytes;
        odd.packedBytes = packedBytes;
        return makeZip({head, odd});
    };
    row("says 3 GiB", sized(3U << 30, {}), Flaw::TooLarge);
    row("says 4 GiB (zip64)", sized(0xFFFFFFFF, {}), Flaw::TooLarge);
    row("says 2 GiB of 60 bytes", sized(2U << 30, {}), Flaw::TooPacked);
    row("says a hundredfold", sized(10 << 20, {}), Flaw::TooPacked);
    row("says more than there is", sized({}, 1'000'000), Flaw::Damaged);
    row("says a byte more", sized(static_cast<quint32>(oneEvent.size() + 1), {}), Flaw::Damaged);
    row("says a byte less", sized(static_cast<quint32>(oneEvent.size() - 1), {}), Flaw::TooLarge);
    RawEntry bomb{"events.jsonl", QByteArray(50'000'000, ' ')};
    bomb.method = 8;
    row("a bomb", makeZip({{"manifest.json", manifestOf(bomb.data)}, bomb}), Flaw::TooPacked);
    bomb.data = QByteArray(100'000'000, 'x') + '\n';
    row("a line of 100 MB", makeZip({{"manifest.json", manifestOf(bomb.data)}, bomb}), Flaw::TooPacked);
    bomb.unpackedBytes = 60'000;
    row("a bomb that says it is small", makeZip({{"manifest.json", manifestOf(bomb.data)}, bomb}), Flaw::TooLarge);
    RawEntry large = head;
    large.data = manifest + QByteArray(2 << 20, ' ');
    row("a manifest of 2 MiB", makeZip({large, events}), Flaw::TooLarge);
    RawEntry overlap = events;
    overlap.localAt = 0;
    row("two files in one place", makeZip({head, overlap}), Flaw::Damaged);
    RawEntry other = events;
    other.localName = "notes.jsonl";
    row("a file of two names", makeZip({head, other}), Flaw::Damaged);
    RawEntry wrong = events;
    wrong.crc = 1;
    row("another checksum", makeZip({head, wrong}), Flaw::Damaged);
    row("something behind", makeZip({head, events}) + 'x', Flaw::Damaged);
    row("a second zip behind", makeZip({head, events}) + makeZip({head, events}), Flaw::Damaged);
    row("a comment", makeZip({head, events}, "comment"), Flaw::Damaged);
    RawEntry locked = events;
    locked.flags = 1;
    row("the old encryption", makeZip({head, locked}), Flaw::NeedsPassword);

    row("no manifest", makeZip({events}), Flaw::BadManifest);
    row("no events", makeZip({head}), Flaw::Lies);
    row("notes of no manifest", makeZip({head, events, {"notes.jsonl", "{}\n"}}), Flaw::Lies);
    row("other events", zipOf(manifest, oneEvent + oneEvent), Flaw::Lies);
    row("a letter less", zipOf(manifest, QByteArray(oneEvent).replace("won", "wox")), Flaw::Lies);
    row("no end of line", zipOf(manifest, oneEvent.chopped(1)), Flaw::Lies);
    const auto changed = [&](const char* from, const QByteArray& to, Flaw flaw) {
        row("the manifest with " + to.left(40).toPercentEncoding(),
            zipOf(QByteArray(manifest).replace(from, to), oneEvent), flaw);
    };
    changed("\"rows\":1", "\"rows\":2", Flaw::Lies);
    changed("\"rows\":1", "\"rows\":0", Flaw::Lies);
    changed("\"bytes\":", "\"bytes\":1", Flaw::Lies); // one digit more
    changed(hash(oneEvent), hash("x"), Flaw::Lies);
    for (const char* const value : {"2", "3", "999", "9223372036854775807"})
        changed("\"version\":1", QByteArray("\"version\":") + value, Flaw::NewerVersion);
    for (const char* const value : {"0", "-1", "\"1\"", "1.5", "null", "9223372036854775808", "1e3", "[]"})
        changed("\"version\":1", QByteArray("\"version\":") + value, Flaw::BadManifest);
    for (const char* const value :
         {"\"rows\":-1", "\"rows\":\"1\"", "\"rows\":1.5", "\"rows\":1e400", "\"rows\":null", "\"lines\":1"})
        changed("\"rows\":1", value, Flaw::BadManifest);
    for (const QByteArray& value : {QByteArray("\"name\":\"../x\""), QByteArray("\"name\":\"cache.db\""),
                                    QByteArray("\"name\":\"manifest.json\""), QByteArray("\"name\":7"),
                                    QByteArray("\"name\":\"events.jsonl\\u0000\"")})
        changed("\"name\":\"events.jsonl\"", value, Flaw::BadManifest);
    changed(hash(oneEvent), hash(oneEvent).toUpper(), Flaw::BadManifest);
    changed(hash(oneEvent), hash(oneEvent).left(63), Flaw::BadManifest);
    changed("\"betlog\"", "\"betlog2\"", Flaw::BadManifest);
    changed("\"format\"", "\"form\"", Flaw::BadManifest);
    changed("\"hashed\"", "\"masked\"", Flaw::BadManifest);
    changed("\"players\":\"hashed\",", "", Flaw::BadManifest);
    changed("\"from\":\"2026-11-23T05:46:46Z\"", "\"from\":\"yesterday\"", Flaw::BadManifest);
    changed("\"from\":\"2026-11-23T05:46:46Z\"", "\"from\":0", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"x\",\"app\":\"y\"", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"\xff\"", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"" + QByteArray(300, 'x') + '"', Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"x\",\"left_out\":-1", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"x\",\"environment\":7", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":\"x\",\"environment\":{\"name\":[]}", Flaw::BadManifest);
    changed("\"app\":\"x\"", "\"app\":" + QByteArray(100, '[') + QByteArray(100, ']'), Flaw::BadManifest);
    changed("[{", "[{},{", Flaw::BadManifest);
    changed("}]}", "}]}}", Flaw::BadManifest);
    for (const QByteArray& text :
         {QByteArray(), QByteArray("null"), QByteArray("[]"), QByteArray("{"), QByteArray("\xef\xbb\xbf{}"),
          QByteArray("{}"), QByteArray(500'000, '['), QByteArray("{\"format\":\"betlog\"}"), QByteArray(64, '\0'),
          QByteArray("\"\\ud800\"")})
        row("a manifest that is " + text.left(20).toPercentEncoding(), zipOf(text, oneEvent), Flaw::BadManifest);
    for (const QByteArray& text :
         {QByteArray(), QByteArray("{}"), QByteArray("[]"), QByteArray("{\"key\":\"\",\"signature\":\"\"}"),
          QByteArray("{\"key\":1}"), QByteArray(1'000, '{')})
        row("a signature that is " + text.left(20), makeZip({head, events, {"signature.json", text}}),
            Flaw::BadSignature);
    row("a signature of zeros",
        makeZip({head,
                 events,
                 {"signature.json",
                  "{\"key\":\"" + QByteArray(64, '0') + "\",\"signature\":\"" + QByteArray(128, '0') + "\"}"}}),
        Flaw::BadSignature);
    QVERIFY(number >= 200);
}

void TestBundle::hostileBundlesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, flaw);
    const Folder folder;
    folder.write(zipOf(manifestOf(oneEvent), oneEvent));
    QCOMPARE(verdict(folder.file), -1); // what the others are changed from
    folder.write(bytes);
    QCOMPARE(verdict(folder.file), flaw);
    const auto log = Log::open(folder.file, {folder.cache});
    // What does not begin as a zip is text like any other.
    QCOMPARE(log.has_value(), !bytes.startsWith("PK\x03\x04"));
    QCOMPARE(QDir(folder.folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 2);
}

void TestBundle::hostileLinesAreShownAsSuch()
{
    const QByteArray events = oneEvent + QByteArray("\xff\xfe\n") + QByteArray("a\0b\n", 4) + "\x1b[2J\x1b]0;x\x07\n" +
                              "\xe2\x80\xae"
                              "abc\n" +
                              QByteArray(1 << 20, '[') + "\n" + '"' + QByteArray(1'500'000, 'x') + "\"\n" +
                              "{\"seq\":\n" + oneEvent;
    const Folder folder;
    QByteArray mixed = events;
    std::mt19937 random(1);
    for (int i = 0; i < 100'000; ++i) // so that it packs like a log
        mixed += static_cast<char>('a' + random() % 26);
    mixed += '\n';
    RawEntry entry{"events.jsonl", mixed};
    entry.method = 8;
    folder.write(makeZip({{"manifest.json", manifestOf(mixed)}, entry}));
    QCOMPARE(verdict(folder.file), -1);
    const auto log = Log::open(folder.file, {folder.cache});
    QVERIFY(log);
    const std::vector<LineKind> kinds{LineKind::Event,   LineKind::BadText, LineKind::NotJson, LineKind::NotJson,
                                      LineKind::NotJson, LineKind::NotJson, LineKind::TooLong, LineKind::NotJson,
                                      LineKind::Event,   LineKind::NotJson};
    QCOMPARE((*log)->rows(), std::uint64_t(kinds.size()));
    for (std::size_t row = 0; row < kinds.size(); ++row)
        QCOMPARE((*log)->columns().kind(row), kinds[row]);
}

void TestBundle::cutAnywhereItIsRefused()
{
    const Folder folder;
    folder.make(QByteArray::fromStdString(EventLog(4).lines(2'000)));
    const QByteArray whole = folder.bytes();
    QVERIFY(whole.size() > 60'000);
    for (qsizetype length = 0; length < whole.size(); length += 1'000) {
        folder.write(whole.left(length));
        QCOMPARE(verdict(folder.file), static_cast<int>(length == 0 ? Flaw::NotABundle : Flaw::Damaged));
    }
    folder.write(whole.chopped(1));
    QCOMPARE(verdict(folder.file), static_cast<int>(Flaw::Damaged));
}

void TestBundle::anyDamagedByteIsRefusedOrHarmless()
{
    const Folder folder;
    ExportOptions options = about();
    options.signingSeed = seed;
    folder.make(QByteArray::fromStdString(EventLog(5).lines(20)), options);
    const QByteArray whole = folder.bytes();
    const auto good = Bundle::open(folder.file, {});
    const Manifest manifest = (*good)->manifest();
    const QByteArray events = unpacked(**good, bundle::eventsName);
    std::mt19937 random(5);
    int refused = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1U << random() % 8));
        folder.write(damaged);
        const auto opened = Bundle::open(folder.file, {});
        if (!opened || !(*opened)->verify()) {
            ++refused;
            continue;
        }
        // A time stamp or a reserved bit: nothing that anybody sees.
        QVERIFY((*opened)->manifest() == manifest);
        QVERIFY(unpacked(**opened, bundle::eventsName) == events);
    }
    QVERIFY(refused > whole.size() * 8 / 10);
}

void TestBundle::aFileThatIsNotThereIsAnError()
{
    const Folder folder;
    QCOMPARE(verdict(folder.file), static_cast<int>(Flaw::Unreadable));
    QCOMPARE(verdict(folder.folder.path()), static_cast<int>(Flaw::Unreadable));
}

void TestBundle::oneThatIsShortenedWhileItIsOpenStaysAsItWas()
{
    const Folder folder;
    const QByteArray events = QByteArray::fromStdString(EventLog(1).lines(500));
    ExportOptions options = about();
    options.players = Players::Plain;
    folder.make(events, options);
    const auto opened = Bundle::open(folder.file, {});
    QVERIFY(opened);
    QVERIFY(QFile::resize(folder.file, 0));
    QVERIFY((*opened)->verify());
    QVERIFY(unpacked(**opened, bundle::eventsName) == events);
}

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
