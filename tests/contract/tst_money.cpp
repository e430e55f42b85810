// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/money.h"

#include <QObject>
#include <QTest>

using namespace client::contract;

namespace {

std::string told(const Result<std::int64_t>& result)
{
    if (result)
        return std::to_string(*result);
    switch (result.error().kind) {
    case ErrorKind::Precision:
        return "precision";
    case ErrorKind::OutOfRange:
        return "range";
    case ErrorKind::Malformed:
        return "malformed";
    case ErrorKind::Invalid:
    case ErrorKind::TooLarge:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Storage:
    case ErrorKind::Network:
    case ErrorKind::Declined:
    case ErrorKind::InDoubt:
    case ErrorKind::NotSent:
        break;
    }
    return "another error";
}

} // namespace

class MoneyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAmountsExactly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, int exponent, const char* expected) {
            QTest::addRow("%s with %d decimals", text, exponent)
                << QByteArray(text) << exponent << QByteArray(expected);
        };
        row("100", 2, "10000");
        row("1e2", 2, "10000");
        row("1E+2", 2, "10000");
        row("100.00", 2, "10000");
        row("100.0000000", 2, "10000");
        row("10000e-2", 2, "10000");
        row("0.01", 2, "1");
        row("1e-2", 2, "1");
        row("0.1", 2, "10");
        row("0.29", 2, "29"); // 0.29 * 100 is 28.999… as a double
        row("1.15", 2, "115");
        row("10.999", 2, "precision");
        row("0.001", 2, "precision");
        row("1e-3", 2, "precision");
        row("0.1e-400", 2, "precision");
        row("1e-99999999999999999999999", 2, "precision");
        row("0", 2, "0");
        row("-0", 2, "0");
        row("0.000", 2, "0");
        row("0e999", 2, "0");
        row("0e-999999999999999999999", 2, "0");
        row("-5", 2, "range");
        row("-0.001", 2, "range");
        row("1e999", 2, "range");
        row("-1e999", 2, "range");
        row("1E+400", 2, "range");
        row("1e99999999999999999999999", 2, "range");
        row("9999999999999.99", 2, "999999999999999");
        row("10000000000000", 2, "range");
        row("99999999999999.99", 2, "range");
        row("90071992547409931.25", 2, "range");
        row("123456789012345678901234567890", 2, "range");
        row("9223372036854775808", 0, "range");
        row("999999999999999", 0, "999999999999999");
        row("1000000000000000", 0, "range");
        row("500", 0, "500");
        row("500.0", 0, "500");
        row("500.5", 0, "precision");
        row("1.234", 3, "1234");
        row("1.2345", 3, "precision");
        row("", 2, "malformed");
        row("+1", 2, "malformed");
        row("01", 2, "malformed");
        row("1.", 2, "malformed");
        row(".5", 2, "malformed");
        row("1e", 2, "malformed");
        row(" 1", 2, "malformed");
        row("1 ", 2, "malformed");
        row("0x10", 2, "malformed");
        row("NaN", 2, "malformed");
        row("1,5", 2, "malformed");
    }
    void readsAmountsExactly()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, exponent);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(told(parseMinor(text.toStdString(), exponent))), expected);
    }

    void endsQuicklyOnAMillionDigits()
    {
        const std::string nines(1'000'000, '9');
        QCOMPARE(told(parseMinor(nines, 2)), std::string("range"));
        QCOMPARE(told(parseMinor("0." + nines, 2)), std::string("precision"));
        QCOMPARE(told(parseMinor("1e" + nines, 2)), std::string("range"));
        QCOMPARE(told(parseMinor("1" + std::string(1'000'000, '0') + "e-1000000", 2)), std::string("100"));
    }

    void writesEveryDecimalOfTheCurrency()
    {
        QCOMPARE((Money{2500, *Currency::parse("EUR")}.text()), std::string("25.00"));
        QCOMPARE((Money{5, *Currency::parse("EUR")}.text()), std::string("0.05"));
        QCOMPARE((Money{-5, *Currency::parse("EUR")}.text()), std::string("-0.05"));
        QCOMPARE((Money{0, *Currency::parse("EUR")}.text()), std::string("0.00"));
        QCOMPARE((Money{500, *Currency::parse("JPY")}.text()), std::string("500"));
        QCOMPARE((Money{1234, *Currency::parse("KWD")}.text()), std::string("1.234"));
        QCOMPARE((Money{INT64_MIN, *Currency::parse("EUR")}.text()), std::string("-92233720368547758.08"));
    }

    void readsBackWhatItWrote()
    {
        for (const char* code : {"EUR", "JPY", "KWD"}) {
            for (const std::int64_t minor :
                 {0LL, 1LL, -1LL, 99LL, 100LL, 123'456'789LL, 999'999'999'999'999LL, -999'999'999'999'999LL}) {
                const Money money{minor, *Currency::parse(code)};
                const auto read = parseMoney(money.text(), code);
                QVERIFY2(read.has_value(), money.text().c_str());
                QCOMPARE(read->minor, minor);
                QCOMPARE(read->currency.code, std::string(code));
            }
        }
    }

    void refusesMoneyThatIsNoPlainDecimal()
    {
        for (const char* text : {"", "1e2", "+5", "5.", ".5", "5,00", "5 ", "0x5", "--5", "25.001", "10000000000000"})
            QVERIFY2(!parseMoney(text, "EUR"), text);
        QVERIFY(!parseMoney("1.00", "EU"));
    }

    void knowsTheDecimalsOfCurrencies()
    {
        QCOMPARE(Currency::parse("EUR")->exponent, 2);
        QCOMPARE(Currency::parse("RUB")->exponent, 2);
        QCOMPARE(Currency::parse("ZWG")->exponent, 2);
        QCOMPARE(Currency::parse("JPY")->exponent, 0);
        QCOMPARE(Currency::parse("XPF")->exponent, 0);
        QCOMPARE(Currency::parse("BHD")->exponent, 3);
        QCOMPARE(Currency::parse("TND")->exponent, 3);
    }

    void refusesCurrenciesThatItDoesNotKnow()
    {
        for (const char* code :
             {"", "E", "EU", "eur", "EURO", "ZZZ", "BTC", "XAU", "UR ", " EU", "D A", "978", "EUR USD"})
            QVERIFY2(!Currency::parse(code), code);
    }

    void addsAndSubtractsInOneCurrency()
    {
        const Money a{250, {}};
        const Money b{100, {}};
        QCOMPARE((a + b).minor, 350);
        QCOMPARE((b - a).minor, -150);
    }

    void readsOdds()
    {
        QCOMPARE(told(parseOdds("2.5")), std::string("25000"));
        QCOMPARE(told(parseOdds("1")), std::string("10000"));
        QCOMPARE(told(parseOdds("1.0001")), std::string("10001"));
        QCOMPARE(told(parseOdds("100000")), std::string("1000000000"));
        QCOMPARE(told(parseOdds("100000.0001")), std::string("range"));
        QCOMPARE(told(parseOdds("0.9999")), std::string("range"));
        QCOMPARE(told(parseOdds("0")), std::string("range"));
        QCOMPARE(told(parseOdds("-2")), std::string("range"));
        QCOMPARE(told(parseOdds("1e999")), std::string("range"));
        QCOMPARE(told(parseOdds("2.00001")), std::string("precision"));
        QCOMPARE(told(parseOdds("two")), std::string("malformed"));
        QCOMPARE(oddsText(25'000), std::string("2.5000"));
    }

    void roundsPayoutsHalfToEven()
    {
        QCOMPARE(told(payoutMinor(10'000, 25'000)), std::string("25000"));
        QCOMPARE(told(payoutMinor(1, 15'000)), std::string("2")); // 1.5
        QCOMPARE(told(payoutMinor(1, 25'000)), std::string("2")); // 2.5
        QCOMPARE(told(payoutMinor(3, 15'000)), std::string("4")); // 4.5
        QCOMPARE(told(payoutMinor(5, 15'000)), std::string("8")); // 7.5
        QCOMPARE(told(payoutMinor(1, 15'001)), std::string("2")); // 1.5001
        QCOMPARE(told(payoutMinor(1, 14'999)), std::string("1"));
        QCOMPARE(told(payoutMinor(0, 15'000)), std::string("0"));
        // The product needs 80 bits; a double would lose the last digits.
        QCOMPARE(told(payoutMinor(899'999'999'999'999, 11'111)), std::string("999989999999999"));
        QCOMPARE(told(payoutMinor(amountMinorMax, 10'000)), std::string("999999999999999"));
        QCOMPARE(told(payoutMinor(amountMinorMax, 10'001)), std::string("range"));
        QCOMPARE(told(payoutMinor(amountMinorMax, 1'000'000'000)), std::string("range"));
        QCOMPARE(told(payoutMinor(-1, 10'000)), std::string("range"));
    }
};

QTEST_APPLESS_MAIN(MoneyTest)
#include "tst_money.moc"
