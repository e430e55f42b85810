// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/views.h"

#include <QTest>

using namespace client::contract;

namespace {

ViewOrder order()
{
    return {"Крупные", "status:failed amount>100", {"time", "last_error"}, "amount", true, true, 4};
}

std::string changed(const std::string& member, const std::string& value)
{
    std::string text = encode(order());
    const std::size_t begin = text.find("\"" + member + "\":") + member.size() + 3;
    const std::size_t end = text[begin] == '[' ? text.find(']', begin) + 1 : text.find_first_of(",}", begin);
    return text.replace(begin, end - begin, value);
}

} // namespace

class TestViewShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOrderComesBack()
    {
        QVERIFY(decodeViewOrder(encode(order())) == order());
        ViewOrder plain{"All", "", {}, "", false, false, 0};
        QVERIFY(decodeViewOrder(encode(plain)) == plain);
    }

    void aRowComesBack()
    {
        ViewRow row{ViewId("v-1"), "mia", "Large", "status:failed", {"bet"}, "bet", true, true, 1'795'000'000'000, 3};
        QVERIFY(decodeViewRow(encode(row)) == row);
        Page<ViewRow> page;
        page.rows = {row};
        QCOMPARE(decodeViewPage(encode(page)).value().rows.size(), 1U);
        row.owner.clear();
        QVERIFY(!decodeViewRow(encode(row)));
    }

    void whatIsNoOrderIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const std::string& body) {
            QTest::newRow(name) << QByteArray::fromStdString(body);
        };
        row("no JSON", "{");
        row("nothing", "{}");
        row("no query", R"({"name":"a","columns":[],"shared":true})");
        row("unknown member", R"({"name":"a","query":"","columns":[],"shared":true,"owner":"mia"})");
        row("name empty", changed("name", "\"\""));
        row("name blank", changed("name", "\"  \""));
        row("name too long", changed("name", '"' + std::string(81, 'x') + '"'));
        row("query of no language", changed("query", "\"staus:failed\""));
        row("query too long", changed("query", '"' + std::string(1'001, 'x') + '"'));
        row("columns no list", changed("columns", "\"time\""));
        row("column of two words", changed("columns", "[\"a b\"]"));
        row("column empty", changed("columns", "[\"\"]"));
        std::string many = "[\"a\"";
        for (int i = 0; i < 32; ++i)
            many += ",\"a\"";
        row("columns too many", changed("columns", many + "]"));
        row("sort no word", changed("sort", "\"Amount\""));
        row("shared no flag", changed("shared", "1"));
        row("version negative", changed("expected_version", "-1"));
    }

    void whatIsNoOrderIsRefused()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!decodeViewOrder(body.toStdString()));
    }

    void theLongestIsTaken()
    {
        ViewOrder longest = order();
        longest.name.clear();
        for (int i = 0; i < 80; ++i)
            longest.name += "й";
        longest.columns = std::vector<std::string>(32, "time");
        QVERIFY(decodeViewOrder(encode(longest)) == longest);
    }
};

QTEST_GUILESS_MAIN(TestViewShapes)
#include "tst_viewshapes.moc"
