// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/csv.h"

#include <QTest>

using client::contract::csvCell;
using client::contract::CsvDefuser;

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesACell_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const char* text, const char* cell) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(cell);
        };
        row("", "");
        row("b-1", "b-1");
        row("a, b", "\"a, b\"");
        row("a;b", "\"a;b\"");
        row("say \"x\"", "\"say \"\"x\"\"\"");
        row("two\nlines", "\"two\nlines\"");
        row("=1+1", "'=1+1");
        row("+1+1", "'+1+1");
        row("-1+1", "'-1+1");
        row("@SUM(A1)", "'@SUM(A1)");
        row("\tx", "'\tx");
        row("\rx", "\"'\rx\"");
        row("-322.00", "-322.00");
        row("+8120", "+8120");
        row("-", "'-");
        row("-1.2.3", "'-1.2.3");
        row("-.5", "'-.5");
        row("=cmd|' /C calc'!A0, \"x\"", "\"'=cmd|' /C calc'!A0, \"\"x\"\"\"");
    }

    void writesACell()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cell);
        QCOMPARE(QByteArray::fromStdString(csvCell(text.toStdString())), cell);
    }

    void defusesWhereverAStretchEnds()
    {
        const std::string report = "bet,why,delta\r\nb-1,\"=HYPERLINK(\"\"http://x\"\")\",-3.50\r\n\"+b,2\",,\"two\n"
                                   "lines\"\n,@x,";
        const std::string wanted = "bet,why,delta\nb-1,\"'=HYPERLINK(\"\"http://x\"\")\",-3.50\n\"'+b,2\",,\"two\n"
                                   "lines\"\n,'@x,\n";
        for (std::size_t at = 0; at <= report.size(); ++at) {
            CsvDefuser defuser;
            std::string out = defuser.feed(std::string_view(report).substr(0, at));
            out += defuser.feed(std::string_view(report).substr(at));
            out += defuser.finish();
            QCOMPARE(QByteArray::fromStdString(out), QByteArray::fromStdString(wanted));
        }
    }

    void leavesItsOwnOutputAsItIs()
    {
        CsvDefuser first;
        const std::string once = first.feed("=a,b\n\"x \"\"y\"\"\",-1\n") + first.finish();
        CsvDefuser second;
        QCOMPARE(QByteArray::fromStdString(second.feed(once) + second.finish()), QByteArray::fromStdString(once));
    }

    void addsNoLineOfItsOwn()
    {
        CsvDefuser defuser;
        QCOMPARE(QByteArray::fromStdString(defuser.feed("a,b\n") + defuser.finish()), QByteArray("a,b\n"));
        QCOMPARE(QByteArray::fromStdString(defuser.finish()), QByteArray());
    }
};

QTEST_MAIN(TestCsv)
#include "tst_csv.moc"
