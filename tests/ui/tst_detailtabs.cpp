// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the detail dock's tabs know beyond the timeline.
#include "tests/support/failureservice.h"
#include "tests/ui/bench.h"
#include "ui/betlink.h"
#include "ui/widgets/copymenu.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/notesview.h"
#include "ui/widgets/relatedview.h"
#include "ui/widgets/rowtable.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace client::contract;

namespace {

AttemptRow attemptWith(int number, const char* response)
{
    AttemptRow attempt;
    attempt.operation = OperationId("op-7");
    attempt.number = number;
    attempt.http = 503;
    attempt.request = "POST /api/block_funds\n\n{\"bet_id\":\"b-1\",\"note\":\"it's\",\"token\":\"abc\"}";
    attempt.response = response;
    return attempt;
}

} // namespace

class TestDetailTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatChangedSinceTheAttemptBefore()
    {
        bench::Bench desk;
        ui::JsonView view(desk.format);
        auto* difference = view.findChild<QToolButton*>(QStringLiteral("differenceButton"));
        const auto first = attemptWith(1, "{\"message\":\"busy\",\"id\":1}");
        const auto second = attemptWith(2, "{\"message\":\"closed\",\"id\":1}");
        view.setAttempt(first, "block_funds");
        QVERIFY(!difference->isEnabled());
        view.setAttempt(second, "block_funds", first);
        QVERIFY(difference->isEnabled());
        difference->setChecked(true);
        QVERIFY2(view.text().contains(QStringLiteral("-   \"message\": \"busy\",\n")), qPrintable(view.text()));
        QVERIFY(view.text().contains(QStringLiteral("+   \"message\": \"closed\",\n")));
        QVERIFY(view.text().contains(QStringLiteral("    \"id\": 1\n")));
        QVERIFY(!view.text().contains(QStringLiteral("abc")));
    }

    void aCommandForAShellHoldsNoSecret()
    {
        const QString command = ui::curlCommand(attemptWith(1, ""), "block:acme/b-1");
        QVERIFY2(command.startsWith(QStringLiteral("curl --request 'POST' \"$BASE_URL\"'/api/block_funds'")),
                 qPrintable(command));
        QVERIFY(command.contains(QStringLiteral("Bearer $TOKEN")));
        QVERIFY(command.contains(QStringLiteral("'Idempotency-Key: block:acme/b-1'")));
        QVERIFY(command.contains(QStringLiteral("it'\\''s")));
        QVERIFY(!command.contains(QStringLiteral("abc")));
        AttemptRow foreign;
        foreign.request = "no request at all";
        QCOMPARE(ui::curlCommand(foreign, "k"), QString());
    }

    void aLinkNamesTheBet()
    {
        BetRow bet;
        bet.partner = PartnerId("acme");
        bet.bet = BetId("b:1");
        const auto link = ui::betLink("eu 1", bet);
        QCOMPARE(link, QStringLiteral("betdesk://eu%201/bet/acme/b%3A1"));
        const auto read = ui::parseBetLink(link);
        QVERIFY(read && *read == (ui::BetLink{QStringLiteral("eu 1"), QStringLiteral("acme"), QStringLiteral("b:1")}));
        QVERIFY(ui::parseBetLink(QStringLiteral("BETDESK://eu-1/bet/acme/b-1")));
        for (const char* other :
             {"", "betdesk:", "betdesk://eu-1", "betdesk://eu-1/bet/acme", "betdesk://eu-1/round/acme/r-1",
              "betdesk://eu-1/bet/acme/b-1/refund", "betdesk://eu-1/bet//b-1", "betdesk://eu-1/bet/acme/b%00",
              "betdesk://eu-1/bet/acme/b%0a1", "https://eu-1/bet/acme/b-1"})
            QVERIFY2(!ui::parseBetLink(QString::fromUtf8(other)), other);
        QVERIFY(!ui::parseBetLink(QStringLiteral("betdesk://e/bet/p/") + QString(ui::betLinkCharsMax, u'b')));
    }

    void relatedBetsAreAskedForWhenSomebodyLooks()
    {
        bench::Bench desk;
        ui::RelatedView view(desk.context());
        const BetRow bet = stories::inDoubtAfterFive().bet;
        BetRow other = bet;
        other.bet = BetId("b-2");
        other.operation.reset();
        Page<BetRow> page;
        page.rows = {bet, other};
        desk.transport.otherwise = [body = encode(page)](const client::ports::HttpRequest&) {
            return std::optional(bench::reply(200, body));
        };
        view.setBet(bet);
        desk.time.advance(50);
        QVERIFY(desk.transport.seen.empty());
        view.resize(400, 300);
        view.show();
        desk.time.advance(50);
        QCOMPARE(desk.transport.seen.size(), std::size_t(1));
        QVERIFY(desk.transport.seen[0].target.find("round_id=r-55120") != std::string::npos);
        auto* table = view.findChild<ui::RowTable*>(QStringLiteral("relatedTable"));
        QCOMPARE(table->model()->rowCount(), 1); // the bet itself is not related
        view.findChild<QComboBox*>(QStringLiteral("relatedScope"))->setCurrentIndex(1);
        desk.time.advance(50);
        const std::string asked = desk.transport.seen.back().target;
        QVERIFY2(asked.find("player_id=p-1162") != std::string::npos, asked.c_str());
        QVERIFY2(asked.find("created_from=") != std::string::npos, asked.c_str());
        QSignalSpy opened(&view, &ui::RelatedView::betRequested);
        table->selectRowAt(0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<BetRow>().bet, BetId("b-2"));
    }

    void betsThatFailForTheSameCauseAreRelated()
    {
        bench::Bench desk;
        ui::RelatedView view(desk.context());
        const BetRow bet = stories::inDoubtAfterFive().bet;
        BetRow other = bet;
        other.bet = BetId("b-2");
        Page<BetRow> bets;
        bets.rows = {bet, other};
        Page<FailureRow> groups;
        desk.transport.otherwise = [&](const client::ports::HttpRequest& request) {
            const bool isBets = request.target.find("/failures/f-3/bets") != std::string::npos;
            return std::optional(bench::reply(200, isBets ? encode(bets) : encode(groups)));
        };
        view.findChild<QComboBox*>(QStringLiteral("relatedScope"))->setCurrentIndex(2);
        view.setBet(bet);
        view.show();
        desk.time.advance(50);
        const std::string asked = desk.transport.seen.back().target;
        QVERIFY2(asked.find("partner_id=acme&bet_id=b-90412197") != std::string::npos, asked.c_str());
        auto* line = view.findChild<QLabel*>(QStringLiteral("relatedLine"));
        QCOMPARE(line->text(), QStringLiteral("This bet is in no group of failures."));
        groups.rows = {tests::failures::group(3)};
        view.clear();
        view.setBet(bet);
        desk.time.advance(50);
        QCOMPARE(line->text(), QStringLiteral("1 other bets."));
        QCOMPARE(view.findChild<ui::RowTable*>(QStringLiteral("relatedTable"))->model()->rowCount(), 1);
    }

    void aNoteIsSentOnceAndSaid()
    {
        bench::Bench desk;
        ui::NotesView view(desk.context());
        desk.transport.otherwise = [](const client::ports::HttpRequest& request) {
            return request.method == "GET" ? std::optional(bench::reply(200, encode(Page<AuditEntry>{})))
                                           : std::nullopt;
        };
        desk.transport.script("bet", bench::reply(200, encode(NoteOrder{"The player called."})));
        view.setBet(stories::inDoubtAfterFive().bet);
        view.resize(400, 300);
        view.show();
        desk.time.advance(50);
        auto* field = view.findChild<QLineEdit*>(QStringLiteral("noteField"));
        auto* add = view.findChild<QPushButton*>(QStringLiteral("addNoteButton"));
        QVERIFY(!add->isEnabled());
        QSignalSpy noted(&view, &ui::NotesView::noted);
        field->setText(QStringLiteral("  The player called. "));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return);
        desk.time.advance(50);
        QCOMPARE(noted.size(), 1);
        QCOMPARE(desk.transport.count("bet"), 1);
        QCOMPARE(field->text(), QString());
        // Who may only look is told so.
        auto me = bench::instance();
        me.roles = {"viewer"};
        desk.connect(me);
        QVERIFY(!field->isEnabled());
        QCOMPARE(add->toolTip(), QStringLiteral("Your role may not write notes."));
    }
};

QTEST_MAIN(TestDetailTabs)
#include "tst_detailtabs.moc"
