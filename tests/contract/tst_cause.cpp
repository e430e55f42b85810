// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/cause.h"

#include <QObject>
#include <QTest>

#include <string>

using client::contract::causeBytesMax;
using client::contract::normalisedMessage;

class TestCause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsSaidAndDropsOfWhom_data();
    void keepsWhatIsSaidAndDropsOfWhom();
    void findsIdsOfTheBetWithoutADigit();
    void doesNotChangeWhatIsNormal();
    void aLongMessageIsCutBetweenItsLetters();
};

void TestCause::keepsWhatIsSaidAndDropsOfWhom_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* message, const char* cause) {
        QTest::newRow(message) << QByteArray(message) << QByteArray(cause);
    };
    row("", "");
    row("The partner is not available.", "The partner is not available.");
    row("No answer within 5000 ms.", "No answer within {n} ms.");
    row("No answer within 250ms", "No answer within {n}ms");
    row("upstream 10.0.0.1:8080 timed out after 1.5 s", "upstream {id} timed out after {n} s");
    row("bet b-90412197 is not known", "bet {id} is not known");
    row("bet 90412197: closed", "bet {n}: closed");
    row("Round r-55120 (player p-1162) is closed.", "Round {id} (player {id}) is closed.");
    row("balance 25.00 EUR does not cover 1,322.50 EUR", "balance {amount} does not cover {amount}");
    row("balance EUR 25 is too low", "balance {amount} is too low");
    row("balance 25 XYZ", "balance {n} XYZ");
    row("account is -12.50 now", "account is {n} now");
    row("at 2026-11-25T12:30:00.123Z the queue was full", "at {time} the queue was full");
    row("at 2026-11-25 12:30:00 the queue was full", "at {time} {time} the queue was full");
    row("since 9:05", "since {time}");
    row("trace 6f1c2d3e-9ae2-4b1c-8d77-0a1b2c3d4e5f", "trace {id}");
    row("HTTP 503", "HTTP {n}");
    row("code=E1017;retry", "code={id};retry");
    row("amount is_not_a_number", "amount is_not_a_number");
    row("two\n  lines\tand\x01tabs ", "two lines and tabs");
    row("Игрок 67890 не найден", "Игрок {n} не найден");
    row("wait 10-20 s", "wait {n} s");
    row("...7...", "...{n}...");
}

void TestCause::keepsWhatIsSaidAndDropsOfWhom()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, cause);
    QCOMPARE(QByteArray::fromStdString(normalisedMessage(message.toStdString())), cause);
}

void TestCause::findsIdsOfTheBetWithoutADigit()
{
    QCOMPARE(normalisedMessage("bet monday.first of anna: no", {"monday.first", "anna"}), "bet {id} of {id}: no");
    QCOMPARE(normalisedMessage("bets of annabel", {"anna"}), "bets of annabel");
}

void TestCause::doesNotChangeWhatIsNormal()
{
    for (const char* message : {"bet b-1 at 12:30 for 25.00 EUR, {odd} text", "No answer within 5000ms"}) {
        const std::string once = normalisedMessage(message);
        QCOMPARE(normalisedMessage(once), once);
    }
}

void TestCause::aLongMessageIsCutBetweenItsLetters()
{
    std::string message = "x";
    while (message.size() < 100'000)
        message += "ж";
    const std::string cause = normalisedMessage(message);
    QVERIFY(cause.size() <= causeBytesMax);
    QVERIFY(cause.size() > causeBytesMax - 4);
    QVERIFY(!QString::fromUtf8(cause.c_str()).contains(QChar::ReplacementCharacter));
}

QTEST_GUILESS_MAIN(TestCause)
#include "tst_cause.moc"
