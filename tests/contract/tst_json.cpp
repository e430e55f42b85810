// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"

#include <QObject>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace client::contract;

namespace {

ErrorKind refusal(std::string_view text, const json::Limits& limits = {})
{
    const auto value = json::parse(text, limits);
    // No parse error is of this kind, so it stands for "was taken".
    return value ? ErrorKind::NotFound : value.error().kind;
}

// The text of a value as compact JSON, with the numbers as they were.
std::string shown(const json::Value& value)
{
    std::string text;
    switch (value.kind) {
    case json::Kind::Null:
        return "null";
    case json::Kind::Bool:
        return value.boolean ? "true" : "false";
    case json::Kind::Number:
        return value.text;
    case json::Kind::String:
        return json::dump(value.text);
    case json::Kind::Array:
        for (const json::Value& item : value.items)
            text += (text.empty() ? "" : ",") + shown(item);
        return "[" + text + "]";
    case json::Kind::Object:
        for (const auto& [key, member] : value.members)
            text += (text.empty() ? "" : ",") + json::dump(key) + ":" + shown(member);
        return "{" + text + "}";
    }
    return text;
}

} // namespace

class JsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheTextOfNumbers_data()
    {
        QTest::addColumn<QByteArray>("number");
        for (const char* number : {"0", "-0", "1e999", "-1e999", "1E+400", "123456789012345678901234567890", "0.1e-400",
                                   "90071992547409931.25", "9223372036854775808", "-9223372036854775809", "100.00",
                                   "1e2", "10.999", "1e99999999999999999999"})
            QTest::newRow(number) << QByteArray(number);
        QTest::newRow("a thousand digits") << QByteArray(1000, '7');
    }
    void keepsTheTextOfNumbers()
    {
        QFETCH(QByteArray, number);
        const std::string text = number.toStdString();
        for (const std::string& document :
             {text, "[" + text + "]", "{\"a\":" + text + "}", "[0," + text + ",{\"b\":[" + text + ",7]}]"}) {
            const auto value = json::parse(document);
            QVERIFY2(value.has_value(), document.c_str());
            QCOMPARE(QByteArray::fromStdString(shown(*value)), QByteArray::fromStdString(document));
        }
    }

    void leavesNumbersInsideStringsAlone()
    {
        const std::string text =
            "[\"1e999\",1e999,\"\\\"1e999\",1e998,\"\\\\\",-3,\"a\\\\\\\"5\",4,{\"12\":12,\"-1e9\":\"-1e9\"}]";
        const auto value = json::parse(text);
        QVERIFY(value.has_value());
        QCOMPARE(QByteArray::fromStdString(shown(*value)), QByteArray::fromStdString(text));
    }

    void readsEveryKindInOrder()
    {
        const auto value = json::parse(" { \"z\" : [ ] , \"a\" : { } , \"s\" : \"\\u00e9\\ud83c\\udfb2\" , \"t\" : "
                                       "true , \"f\" : false , \"n\" : null } ");
        QVERIFY(value.has_value());
        QCOMPARE(QByteArray::fromStdString(shown(*value)),
                 QByteArray("{\"z\":[],\"a\":{},\"s\":\"é🎲\",\"t\":true,\"f\":false,\"n\":null}"));
        QVERIFY(value->find("t"));
        QVERIFY(!value->find("missing"));
        QVERIFY(!json::parse("[]")->find("t"));
    }

    void refusesWhatRfc8259DoesNotAllow_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const QByteArray& text) { QTest::newRow(text.toPercentEncoding().left(40)) << text; };
        for (const char* text : {"",
                                 " ",
                                 "{",
                                 "}",
                                 "[1,]",
                                 "{\"a\":1,}",
                                 "[1 2]",
                                 "01",
                                 "+1",
                                 "1.",
                                 ".5",
                                 "1e",
                                 "-",
                                 "--1",
                                 "1-2",
                                 "1.2.3",
                                 "[1-2]",
                                 "1e1e1",
                                 "0x1",
                                 "NaN",
                                 "tru",
                                 "nul1",
                                 "'a'",
                                 "\"a",
                                 "\"\\x\"",
                                 "\"\\u12g4\"",
                                 "\"\\ud800\"",
                                 "\"\\udc00\\ud800\"",
                                 "{\"a\" 1}",
                                 "{1:2}",
                                 "{}{}",
                                 "{} 1",
                                 "1 1",
                                 "// a\n1",
                                 "1 /* a */",
                                 "\"a\nb\"",
                                 "\"a\tb\"",
                                 "\xEF\xBB\xBF{}",
                                 "\"\xff\"",
                                 "\"\xc0\x80\"",
                                 "\"\xed\xa0\x80\"",
                                 "\"\xf4\x90\x80\x80\"",
                                 "\"\xe2\x82\"",
                                 "1\"a\"",
                                 "\"a\"1",
                                 "true1e999"})
            row(text);
        row(QByteArray("{\"a\":1}\0", 8));
        row(QByteArray("{\"a\":1}\0garbage", 15));
        row(QByteArray("\"a\0b\"", 5));
    }
    void refusesWhatRfc8259DoesNotAllow()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(refusal(text.toStdString()), ErrorKind::Malformed);
    }

    void refusesDoubledKeysAtAnyDepth()
    {
        QCOMPARE(refusal(R"({"a":1,"a":1})"), ErrorKind::Malformed);
        QCOMPARE(refusal(R"({"a":1,"b":2,"\u0061":3})"), ErrorKind::Malformed);
        QCOMPARE(refusal(R"([{"x":{"":1,"":2}}])"), ErrorKind::Malformed);
        QCOMPARE(refusal(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}],"A":1})"), ErrorKind::NotFound);
    }

    void findsADoubledKeyAmongManyQuickly()
    {
        std::string text = "{";
        for (int i = 0; i < 60'000; ++i)
            text += "\"" + std::to_string(i) + "\":0,";
        QCOMPARE(refusal(text + "\"x\":0}"), ErrorKind::NotFound);
        QCOMPARE(refusal(text + "\"30000\":0}"), ErrorKind::Malformed);
    }

    void stopsAtTheDepthLimit()
    {
        const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
        QCOMPARE(refusal(nested(32)), ErrorKind::NotFound);
        QCOMPARE(refusal(nested(33)), ErrorKind::Malformed);
        QCOMPARE(refusal(nested(200'000)), ErrorKind::Malformed);
        QCOMPARE(refusal(std::string(200'000, '[')), ErrorKind::Malformed);
        QCOMPARE(refusal(nested(3), {.depthMax = 2}), ErrorKind::Malformed);
        std::string objects;
        for (int i = 0; i < 100'000; ++i)
            objects += "{\"a\":";
        QCOMPARE(refusal(objects), ErrorKind::Malformed);
    }

    void refusesWhatIsTooLarge()
    {
        QCOMPARE(refusal(std::string(1 << 20, ' ') + "1"), ErrorKind::TooLarge);
        QCOMPARE(refusal("\"" + std::string((1 << 20) - 2, 'x') + "\""), ErrorKind::NotFound);
        QCOMPARE(refusal("[1,2,3]", {.bytesMax = 6}), ErrorKind::TooLarge);
        std::string many = "[0";
        for (int i = 0; i < 200'000; ++i)
            many += ",0";
        QCOMPARE(refusal(many + "]"), ErrorKind::TooLarge);
    }

    void saysWhereTheTextBreaks()
    {
        const auto value = json::parse("{\"a\":1,}");
        QVERIFY(!value);
        QCOMPARE(value.error().detail, std::string("the text is not valid JSON, at byte 8"));
    }

    void readerReadsMembers()
    {
        const auto value = json::parse(R"({"s":"abc","i":-12,"b":true,"n":1e2,"o":{},"l":[],"none":null})");
        json::Reader reader(*value);
        QCOMPARE(reader.requiredString("s"), std::string("abc"));
        QCOMPARE(reader.optionalString("gone"), std::string());
        QCOMPARE(reader.optionalString("none"), std::string());
        QCOMPARE(reader.requiredInt("i"), -12);
        QCOMPARE(reader.optionalInt("gone", 7), 7);
        QCOMPARE(reader.optionalBool("b"), true);
        QCOMPARE(reader.optionalBool("gone", true), true);
        QCOMPARE(reader.requiredNumberText("n"), std::string("1e2"));
        QCOMPARE(reader.optionalNumberText("gone"), std::string());
        QVERIFY(reader.optionalObject("o"));
        QVERIFY(reader.optionalArray("l"));
        QVERIFY(!reader.optionalArray("gone"));
        QVERIFY(reader.has("s") && !reader.has("none") && !reader.has("gone"));
        QVERIFY(reader.ok());
    }

    void readerCollectsErrorsWithPointers()
    {
        const auto value = json::parse(
            R"({"s":5,"i":"5","b":1,"n":"1","o":[],"l":{},"f":1.5,"e":1e2,"big":9223372036854775808,"long":"абвг"})");
        json::Reader reader(*value, "/items/3");
        reader.requiredString("s");
        reader.requiredInt("i");
        reader.optionalBool("b");
        reader.requiredNumberText("n");
        reader.optionalObject("o");
        reader.optionalArray("l");
        reader.requiredInt("f");
        reader.requiredInt("e");
        reader.requiredInt("big");
        reader.requiredString("long", 3);
        reader.requiredString("gone");
        QCOMPARE(reader.errors().size(), 11u);
        QCOMPARE(reader.error().pointer, std::string("/items/3/s"));
        QCOMPARE(reader.errors().back().pointer, std::string("/items/3/gone"));
        QCOMPARE(reader.pointerTo("a/b~c"), std::string("/items/3/a~1b~0c"));
    }

    void readerCountsCharactersNotBytes()
    {
        const auto value = json::parse(R"({"text":"абвг"})");
        json::Reader reader(*value);
        QCOMPARE(reader.requiredString("text", 4), std::string("абвг"));
        QVERIFY(reader.ok());
    }

    void readerRefusesWhatIsNoObject()
    {
        for (const char* text : {"[]", "null", "1", "\"a\""}) {
            const auto value = json::parse(text);
            json::Reader reader(*value);
            QCOMPARE(reader.requiredString("a"), std::string());
            QVERIFY(!reader.ok());
        }
    }

    void dumpReplacesBadUtf8() { QCOMPARE(json::dump("a\xff z"), std::string("\"a\xEF\xBF\xBD z\"")); }

    void writesAndReadsTime_data()
    {
        QTest::addColumn<qint64>("utcMs");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01T00:00:00.000Z");
        QTest::newRow("before") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999Z");
        QTest::newRow("leap day") << qint64(1'709'210'096'789) << QByteArray("2024-02-29T12:34:56.789Z");
        QTest::newRow("century") << qint64(951'782'400'000) << QByteArray("2000-02-29T00:00:00.000Z");
        QTest::newRow("first") << qint64(-62'167'219'200'000) << QByteArray("0000-01-01T00:00:00.000Z");
        QTest::newRow("last") << qint64(253'402'300'799'999) << QByteArray("9999-12-31T23:59:59.999Z");
    }
    void writesAndReadsTime()
    {
        QFETCH(qint64, utcMs);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(json::timeText(utcMs)), text);
        const auto read = json::parseTime(text.toStdString());
        QVERIFY(read.has_value());
        QCOMPARE(*read, utcMs);
    }

    void clampsTimesThatRfc3339CanNotWrite()
    {
        QCOMPARE(json::timeText(INT64_MAX), std::string("9999-12-31T23:59:59.999Z"));
        QCOMPARE(json::timeText(INT64_MIN), std::string("0000-01-01T00:00:00.000Z"));
    }

    void readsOtherFormsOfRfc3339()
    {
        QCOMPARE(*json::parseTime("1970-01-01T00:00:00Z"), 0);
        QCOMPARE(*json::parseTime("1970-01-01T00:00:00.5Z"), 500);
        QCOMPARE(*json::parseTime("1970-01-01T00:00:00.123456789Z"), 123);
        QCOMPARE(*json::parseTime("1970-01-01T02:30:00+02:30"), 0);
        QCOMPARE(*json::parseTime("1969-12-31T19:00:00-05:00"), 0);
    }

    void refusesWhatIsNoTime()
    {
        for (const char* text : {"",
                                 "2026",
                                 "2026-11-23",
                                 "2026-11-23T10:00Z",
                                 "2026-11-23T10:00:00",
                                 "2026-11-23 10:00:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-02-29T00:00:00Z",
                                 "2026-11-00T00:00:00Z",
                                 "2026-11-23T24:00:00Z",
                                 "2026-11-23T10:60:00Z",
                                 "2026-11-23T10:00:60Z",
                                 "2026-11-23T10:00:00.Z",
                                 "2026-11-23T10:00:00.1234567890Z",
                                 "2026-11-23T10:00:00+1:00",
                                 "2026-11-23T10:00:00+24:00",
                                 "2026-11-23T10:00:00ZZ",
                                 "-026-11-23T10:00:00Z",
                                 "2026-11-23T10:00:00.000z",
                                 "202a-11-23T10:00:00Z"})
            QVERIFY2(!json::parseTime(text), text);
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_json.moc"
