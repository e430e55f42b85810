// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/partnerfile.h"

#include <QTest>

using client::contract::Currency;
using client::contract::PartnerFile;
using client::contract::PartnerLine;
using client::contract::PartnerState;

namespace {

std::string text(const PartnerLine& line)
{
    std::string made = line.bet.text() + " " + std::string(word(line.state)) + " " + line.stake.text() + " " +
                       line.stake.currency.code;
    if (line.payoutMinor)
        made += " payout " + std::to_string(*line.payoutMinor);
    if (line.refundedMinor)
        made += " refunded " + std::to_string(*line.refundedMinor);
    return made;
}

// Everything that a file came to, in stretches of `stretch` bytes: its bets, then its mistakes.
std::string readIn(const std::string& file, std::size_t stretch, const std::optional<Currency>& currency = {})
{
    PartnerFile reader(currency);
    std::string made;
    const auto take = [&] {
        for (const PartnerLine& line : reader.takeLines())
            made += text(line) + "\n";
    };
    for (std::size_t at = 0; at < file.size(); at += stretch) {
        reader.feed(std::string_view(file).substr(at, stretch));
        take();
    }
    reader.finish();
    take();
    for (const auto& mistake : reader.mistakes())
        made += "line " + std::to_string(mistake.line) + ": " + mistake.detail + "\n";
    return made;
}

std::string read(const std::string& file, const std::optional<Currency>& currency = {})
{
    return readIn(file, file.size() + 1, currency);
}

const std::string header = "bet_id,state,amount,currency,payout,refunded\n";

} // namespace

class TestPartnerFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAFile_data();
    void readsAFile();
    void readsAmounts_data();
    void readsAmounts();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void aCurrencyStandsInForAColumn();
    void aCellWithoutAnEndTakesNoMoreThanItsShare();
    void keepsSoManyMistakesAndCountsAll();
    void holdsNothingBetweenStretches();
};

void TestPartnerFile::readsAFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("lines");
    const QByteArray two = "b-1 won 25.00 EUR payout 5000\nb-2 held 10.50 EUR\n";
    QTest::newRow("comma") << QByteArray(
                                  "bet_id,state,amount,currency,payout\nb-1,won,25,EUR,50.00\nb-2,held,10.5,EUR,\n")
                           << two;
    QTest::newRow("semicolon and decimal comma")
        << QByteArray("Bet ID;Status;Stake;Currency;Payout\nb-1;Won;25,00;EUR;50,00\nb-2;BLOCKED;10,50;EUR;\n") << two;
    QTest::newRow("tab") << QByteArray(
                                "state\tbet\tcurrency\tamount\twin\nwin\tb-1\tEUR\t25\t50\nopen\tb-2\tEUR\t10.5\t\n")
                         << two;
    QTest::newRow("bar") << QByteArray("state|bet|currency|amount|win\nwin|b-1|EUR|25|50\nopen|b-2|EUR|10.5|\n") << two;
    QTest::newRow("byte order mark, CRLF, no last end")
        << QByteArray("\xef\xbb\xbf"
                      "bet_id,state,amount,currency,payout\r\nb-1,won,25,EUR,50\r\nb-2,held,10.5,EUR,")
        << two;
    QTest::newRow("quotes, blank lines, other columns, blanks")
        << QByteArray("\"bet_id\",note,state,amount,currency,payout\n\n"
                      "\"b-1\",\"a, \"\"b\"\"\nc\", won ,\"25,00\",EUR,50\n   \nb-2,,held,10.5,EUR,\n")
        << two;
    QTest::newRow("a stray quote") << QByteArray(
                                          "bet_id,state,amount,currency,payout,note\nb-1,won,25,EUR,50,5\" screen\n"
                                          "b-2,held,10.5,EUR,,\"\"\n")
                                   << two;
    QTest::newRow("JSON lines") << QByteArray(
                                       R"({"bet_id":"b-1","state":"won","amount":"25.00","currency":"EUR","payout":50}
{"bet_id":"b-2","state":"held","amount":10.5,"currency":"EUR","payout":null,"x":"}{\"]"}
)") << two;
    QTest::newRow("a JSON array")
        << QByteArray("\xef\xbb\xbf [\n {\"betId\":\"b-1\",\"status\":\"win\",\"stake\":25,\n \"currency\":\"EUR\","
                      "\"payout\":\"50.00\"},\n{\"bet_id\":\"b-2\",\"state\":\"open\",\"amount\":\"10.5\",\"currency\":"
                      "\"EUR\"}]\n")
        << two;
    QTest::newRow("every state")
        << QByteArray("bet,state,amount,currency,refunded\n1,lost,1,EUR,\n2,void,1,EUR,1\n3,rejected,1,EUR,0\n"
                      "4,expired,1,EUR,\n5,refunded,1,JPY,1\n")
        << QByteArray("1 lost 1.00 EUR\n2 refunded 1.00 EUR refunded 100\n3 rejected 1.00 EUR refunded 0\n"
                      "4 expired 1.00 EUR\n5 refunded 1 JPY refunded 1\n");
    QTest::newRow("only a header") << QByteArray::fromStdString(header) << QByteArray();
    QTest::newRow("an empty array") << QByteArray("[ ]\n") << QByteArray();
}

void TestPartnerFile::readsAFile()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, lines);
    QCOMPARE(QByteArray::fromStdString(read(file.toStdString())), lines);
    // Wherever the stretches end.
    for (const std::size_t stretch : {1, 2, 3, 7, 64})
        QCOMPARE(QByteArray::fromStdString(readIn(file.toStdString(), stretch)), lines);
}

void TestPartnerFile::readsAmounts_data()
{
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<qint64>("minor"); // -1: refused
    const auto row = [](const char* amount, qint64 minor) { QTest::newRow(amount) << QByteArray(amount) << minor; };
    row("25", 2'500);
    row("25.5", 2'550);
    row("25,50", 2'550);
    row("0", 0);
    row("1.234,56", 123'456);
    row("1,234.56", 123'456);
    row("1.234.567", 123'456'700);
    row("12.345.678,9", 1'234'567'890);
    row("9999999999999.99", 999'999'999'999'999);
    // Which of two it means nobody knows.
    row("1.234", -1);
    row("1,234", -1);
    row("12.34.567", -1);
    row("1.2.3", -1);
    row("1,23.4,5", -1);
    row("1234.567,89", -1);
    row("99999999999999.99", -1);
    row("-5", -1);
    row("+5", -1);
    row("1e2", -1);
    row("25 EUR", -1);
    row("1 234", -1);
    row(".5", -1);
    row("5.", -1);
    row("0x10", -1);
    row("NaN", -1);
    row("", -1);
}

void TestPartnerFile::readsAmounts()
{
    QFETCH(QByteArray, amount);
    QFETCH(qint64, minor);
    PartnerFile reader;
    reader.feed("bet;state;amount;currency\nb-1;held;" + amount.toStdString() + ";EUR\n");
    reader.finish();
    const auto lines = reader.takeLines();
    QCOMPARE(lines.empty() ? qint64(-1) : qint64(lines.at(0).stake.minor), minor);
    QCOMPARE(reader.mistakeCount(), minor < 0 ? 1 : 0);
}

void TestPartnerFile::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says"); // empty: nothing is wrong
    const QByteArray head = QByteArray::fromStdString(header);
    QTest::newRow("empty") << QByteArray() << QByteArray("line 1: The file has no line with the names");
    QTest::newRow("no header") << QByteArray("b-1,won,25,EUR\n") << QByteArray("line 1: There is no column bet_id.");
    QTest::newRow("no currency") << QByteArray("bet,state,amount\n")
                                 << QByteArray("line 1: There is no column currency.");
    QTest::newRow("two of a kind") << QByteArray("bet,id,state,amount,currency\n")
                                   << QByteArray("line 1: Two columns are called like id.");
    QTest::newRow("a cell too few") << head + "b-1,held,1,EUR,,\n\nb-2,held,1,EUR,\n"
                                    << QByteArray("line 4: There are 5 cells instead of 6.");
    QTest::newRow("a bad id") << head + "b/1,held,1,EUR,,\n" << QByteArray("line 2: bet_id: an id is");
    QTest::newRow("a strange state") << head + "b-1,held,1,EUR,,\nb-2,maybe,1,EUR,,\n"
                                     << QByteArray("line 3: state: \"maybe\" is not known.");
    QTest::newRow("a strange currency") << head + "b-1,held,1,EURO,,\n" << QByteArray("line 2: currency: ");
    QTest::newRow("no amount") << head + "b-1,held,,EUR,,\n" << QByteArray("line 2: amount: \"\" is no amount.");
    QTest::newRow("too many decimals") << head + "b-1,won,1,EUR,2.999,\n"
                                       << QByteArray("line 2: payout: \"2.999\": the amount has more than 2 decimals.");
    QTest::newRow("after a cell of two lines") << head + "\"b\n1\",held,1,EUR,,\nb-2,?,1,EUR,,\n"
                                               << QByteArray("line 4: state: ");
    QTest::newRow("a quote without an end") << head + "b-1,held,1,EUR,,\"x\n"
                                            << QByteArray("line 2: A quoted cell does not end.");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "b\0e\0t\0",
                                          8)
                            << QByteArray("line 1: The file is UTF-16.");
    QTest::newRow("a spreadsheet") << QByteArray("PK\x03\x04....") << QByteArray("line 1: The file is a spreadsheet");
    QTest::newRow("JSON: cut") << QByteArray("[{\"bet_id\":\"b-1\"")
                               << QByteArray("line 1: The file ends inside a bet.");
    QTest::newRow("JSON: nonsense") << QByteArray("[\n{\"bet_id\":nothing}]")
                                    << QByteArray("line 2: This is no JSON: ");
    QTest::newRow("JSON: not a bet") << QByteArray("[\n1]") << QByteArray("line 2: Here should be a bet in braces.");
    QTest::newRow("JSON: a doubled member")
        << QByteArray(R"({"bet_id":"b-1","bet":"b-2"})") << QByteArray("line 1: Two members are called like bet.");
    QTest::newRow("JSON: an object for a text")
        << QByteArray(R"({"bet_id":{"a":1}})") << QByteArray("line 1: bet_id is neither a text nor a number.");
    QTest::newRow("JSON: nothing of it") << QByteArray("{}\n") << QByteArray("line 1: bet_id: ");
}

void TestPartnerFile::saysWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    const std::string whole = read(file.toStdString());
    QVERIFY2(QByteArray::fromStdString(whole).contains(says), whole.c_str());
    QCOMPARE(readIn(file.toStdString(), 1), whole);
}

void TestPartnerFile::aCurrencyStandsInForAColumn()
{
    const Currency dollars = *Currency::parse("USD");
    QCOMPARE(read("bet,state,amount\nb-1,held,1\n", dollars), std::string("b-1 held 1.00 USD\n"));
    QCOMPARE(read("bet,state,amount,currency\nb-1,held,1,\nb-2,held,1,EUR\n", dollars),
             std::string("b-1 held 1.00 USD\nb-2 held 1.00 EUR\n"));
}

void TestPartnerFile::aCellWithoutAnEndTakesNoMoreThanItsShare()
{
    std::string file = header + "b-1,\"held,1,EUR,,\n";
    for (int i = 0; i < 20'000; ++i)
        file += "x-" + std::to_string(i) + ",held,1,EUR,,\n";
    PartnerFile reader;
    reader.feed(file);
    reader.finish();
    QCOMPARE(reader.mistakeCount(), 1);
    QCOMPARE(reader.mistakes().front().line, 2);
    QVERIFY(reader.linesRead() > 15'000); // it is read anew behind what was given up
    const std::string deep = "[{\"a\":" + std::string(200'000, '{');
    QVERIFY(read(deep).find("line 1: A bet is longer than 64 KiB.") != std::string::npos);
}

void TestPartnerFile::keepsSoManyMistakesAndCountsAll()
{
    PartnerFile reader;
    reader.feed(header);
    for (int i = 0; i < 5'000; ++i)
        reader.feed("b-1,what,1,EUR,,\n");
    reader.finish();
    QCOMPARE(reader.mistakeCount(), 5'000);
    QCOMPARE(reader.mistakes().size(), PartnerFile::mistakesKept);
    QCOMPARE(reader.mistakes().back().line, 1'001);
}

void TestPartnerFile::holdsNothingBetweenStretches()
{
    PartnerFile reader;
    reader.feed(header);
    std::int64_t most = 0;
    for (int i = 0; i < 100'000; ++i) {
        reader.feed("b-" + std::to_string(i) + ",held,1,EUR,,\n");
        most = std::max<std::int64_t>(most, static_cast<std::int64_t>(reader.takeLines().size()));
    }
    QCOMPARE(most, 1);
    QCOMPARE(reader.linesRead(), 100'000);
}

QTEST_GUILESS_MAIN(TestPartnerFile)
#include "tst_partnerfile.moc"
