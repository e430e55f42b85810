// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include <QTest>

using client::contract::Currency;
using ui::Format;
using ui::Language;

namespace {

// Reads _ as the space between groups, ~ as the one before a currency and - as a true minus.
QString text(const char* sample)
{
    return QString::fromUtf8(sample)
        .replace(u'_', QChar(0x202F))
        .replace(u'~', QChar(QChar::Nbsp))
        .replace(u'-', QChar(0x2212));
}

Currency currency(const char* code)
{
    return *Currency::parse(code);
}

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAmountsFromMinorUnits_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("code");
        QTest::addColumn<qlonglong>("minor");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, Language language, const char* code, qlonglong minor,
                            const char* sample) {
            QTest::newRow(name) << language << QString::fromUtf8(code) << minor << text(sample);
        };
        row("zero", Language::English, "EUR", 0, "0.00");
        row("cents", Language::English, "EUR", 5, "0.05");
        row("no group", Language::English, "EUR", 99'999, "999.99");
        row("one group", Language::English, "EUR", 128'800, "1_288.00");
        row("many groups", Language::English, "EUR", 999'999'999'999'999, "9_999_999_999_999.99");
        row("negative", Language::English, "EUR", -128'805, "-1_288.05");
        row("russian", Language::Russian, "EUR", -128'805, "-1_288,05");
        row("no decimals", Language::English, "JPY", 12'345, "12_345");
        row("three decimals", Language::Russian, "KWD", 12'345, "12,345");
    }

    void writesAmountsFromMinorUnits()
    {
        QFETCH(Language, language);
        QFETCH(QString, code);
        QFETCH(qlonglong, minor);
        const Format format(language, QTimeZone::utc());
        QTEST(format.amount(minor, currency(code.toUtf8().constData())), "text");
    }

    void writesADashForNone()
    {
        const Format format(Language::English, QTimeZone::utc());
        QCOMPARE(format.amount(std::nullopt, Currency{}), QStringLiteral("—"));
        QCOMPARE(format.time(0), QStringLiteral("—"));
    }

    void keepsCurrencyAndAmountTogether()
    {
        QCOMPARE(Format(Language::English, QTimeZone::utc()).money(32'200, Currency{}), text("322.00~EUR"));
    }

    void writesTimesInTheChosenZone()
    {
        constexpr std::int64_t at = 1'795'459'377'274; // 2026-11-23T18:42:57.274Z
        QCOMPARE(Format(Language::English, QTimeZone::utc()).time(at), QStringLiteral("18:42:57.274"));
        const Format moscow(Language::English, QTimeZone("Europe/Moscow"));
        QCOMPARE(moscow.time(at), QStringLiteral("21:42:57.274"));
        QCOMPARE(moscow.zoneName(at), QStringLiteral("Europe/Moscow (UTC+3)"));
        QCOMPARE(Format(Language::English, QTimeZone("Asia/Kolkata")).zoneName(at),
                 QStringLiteral("Asia/Kolkata (UTC+5:30)"));
    }

    void followsADaylightSavingDay()
    {
        const Format berlin(Language::English, QTimeZone("Europe/Berlin"));
        constexpr std::int64_t before = 1'792'889'999'000; // 2026-10-25T00:59:59Z, an hour before the second 02:00
        QCOMPARE(berlin.timeShort(before), QStringLiteral("02:59:59"));
        QCOMPARE(berlin.timeShort(before + 1'000), QStringLiteral("02:00:00"));
        QCOMPARE(berlin.zoneName(before), QStringLiteral("Europe/Berlin (UTC+2)"));
        QCOMPARE(berlin.zoneName(before + 1'000), QStringLiteral("Europe/Berlin (UTC+1)"));
    }

    void writesDurations_data()
    {
        QTest::addColumn<qlonglong>("ms");
        QTest::addColumn<QString>("text");
        const auto row = [](qlonglong ms, const char* sample) { QTest::addRow("%lld", ms) << ms << text(sample); };
        row(41, "41 ms");
        row(2'640, "2.6 s");
        row(250'000, "4 min");
        row(11'000'000, "3 h");
        row(-41, "-41 ms");
    }

    void writesDurations()
    {
        QFETCH(qlonglong, ms);
        QTEST(Format(Language::English, QTimeZone::utc()).duration(ms), "text");
    }

    void neverWritesAMinusBeforeZero()
    {
        QCOMPARE(Format(Language::English, QTimeZone::utc()).decimal(-0.04, 1), QStringLiteral("0.0"));
    }

    void makesHiddenCharactersVisible()
    {
        QCOMPARE(Format::foreign("a\tb\x1b[31m"), QStringLiteral("a␉b␛[31m"));
        QCOMPARE(Format::foreign("x\xE2\x80\xAE"
                                 "y"),
                 QStringLiteral("x⟨U+202e⟩y"));
        QCOMPARE(Format::foreign("\xF3\xA0\x81\xA1"), QStringLiteral("⟨U+e0061⟩"));
        QCOMPARE(Format::foreign("Ставка 💶"), QStringLiteral("Ставка 💶"));
        QCOMPARE(Format::foreign("abcdef", 3), QStringLiteral("abc…"));
    }
};

QTEST_MAIN(TestFormat)
#include "tst_format.moc"
