// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/query.h"

#include <QObject>
#include <QTest>

using namespace client::contract;

namespace {

constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t nowMs = 1'795'437'821'000; // 2026-11-23T12:43:41Z

BetRow bet(const char* id, const char* partner, const char* currency, std::int64_t stakeMinor, BetState state)
{
    BetRow row;
    row.bet = BetId(id);
    row.partner = PartnerId(partner);
    row.player = PlayerId("p-1");
    row.round = RoundId("r-1");
    row.currency = *Currency::parse(currency);
    row.stakeMinor = stakeMinor;
    row.state = state;
    row.createdAt = nowMs - 10 * hourMs;
    return row;
}

OperationBrief operation(OperationState state, int attempt, int http, const char* errorClass, const char* error)
{
    OperationBrief brief;
    brief.id = OperationId("o-1");
    brief.state = state;
    brief.attempt = attempt;
    brief.http = http;
    brief.errorClass = errorClass;
    brief.error = error;
    return brief;
}

// a: failed, acme, EUR 100.00 · b: funds held, ACME, JPY 500 · c: won, bolt, KWD 1.234 · d: in doubt, bolt, EUR 99.99
std::vector<BetRow> rows()
{
    std::vector<BetRow> all;
    all.push_back(bet("bet-a", "acme", "EUR", 10'000, BetState::Rejected));
    all.back().operation = operation(OperationState::Declined, 3, 503, "http_503", "Upstream unavailable");
    all.back().createdAt = nowMs - hourMs / 2;
    all.push_back(bet("bet-b", "ACME", "JPY", 500, BetState::Blocked));
    all.back().round = RoundId("r-55120");
    all.back().game = GameId("roulette");
    all.push_back(bet("bet-c", "bolt", "KWD", 1'234, BetState::Won));
    all.back().payoutMinor = 2'468;
    all.back().player = PlayerId("VIP");
    all.push_back(bet("bet-d", "bolt", "EUR", 9'999, BetState::Blocked));
    all.back().operation = operation(OperationState::InDoubt, 5, 0, "timeout", "Сервис НЕ ответил \"вовремя\"");
    all.back().createdAt = nowMs - hourMs;
    return all;
}

std::string matching(const Query& query)
{
    std::string ids;
    for (const BetRow& row : rows()) {
        if (query.matches(row, nowMs))
            ids += row.bet.text().substr(4);
    }
    return ids.empty() ? "none" : ids;
}

const char* word(QueryError::Kind kind)
{
    switch (kind) {
    case QueryError::Kind::UnknownField:
        return "unknown field";
    case QueryError::Kind::UnknownValue:
        return "unknown value";
    case QueryError::Kind::BadNumber:
        return "bad number";
    case QueryError::Kind::BadDuration:
        return "bad duration";
    case QueryError::Kind::MissingValue:
        return "missing value";
    case QueryError::Kind::UnclosedQuote:
        return "unclosed quote";
    case QueryError::Kind::UnclosedParenthesis:
        return "unclosed parenthesis";
    case QueryError::Kind::UnexpectedWord:
        return "unexpected word";
    case QueryError::Kind::BadOperator:
        return "bad operator";
    case QueryError::Kind::TooLong:
        return "too long";
    }
    return "";
}

// query => ids of the rows that match.
constexpr const char* matchTable = R"(
                                            => abcd
status:failed                               => a
STATUS:Failed                               => a
status=failed                               => a
status:in_doubt                             => d
status:funds_held                           => b
status:won                                  => c
not status:failed                           => bcd
NOT status:failed                           => bcd
not not status:failed                       => a
state:blocked                               => bd
state:rejected                              => a
partner:acme                                => ab
partner:acm                                 => none
partner:"ACME"                              => ab
player:vip                                  => c
bet:BET-a                                   => a
round:r-55120                               => b
not round:r-55120                           => acd
game:roulette                               => b
currency:eur                                => ad
amount>99.99                                => ab
amount>=99.99                               => abd
amount:99.99                                => d
amount=1e2                                  => a
amount:500                                  => b
amount<100                                  => cd
amount<=100                                 => acd
amount<1.2341                               => c
amount>1.2339                               => abcd
amount:1.234                                => c
amount>99.995                               => ab
amount<1000000000000                        => abcd
payout>0                                    => c
payout:2.468                                => c
payout<1                                    => none
not payout>0                                => abd
attempt>2                                   => ad
attempt:5                                   => d
attempt<5                                   => a
http:503                                    => a
http>=500                                   => a
http<600                                    => a
error:unavailable                           => a
error:"upstream UNAVAILABLE"                => a
error=timeout                               => d
error=time                                  => none
error:time                                  => d
error:"не ОТВЕТИЛ"                          => d
error:"\"ВОВРЕМЯ\""                         => d
last:1h                                     => ad
last:59m                                    => a
last:30m                                    => a
last:1799s                                  => none
last:7d                                     => abcd
created:2026-11-23                          => abcd
created:2026-11-22                          => none
created<2026-11-23                          => none
created<=2026-11-23                         => abcd
created>2026-11-22                          => abcd
created>=2026-11-23T11:43:41Z               => ad
created>2026-11-23T11:43:41Z                => a
created:2026-11-23T11:43:41Z                => d
upstream                                    => a
UPSTREAM                                    => a
"Upstream unavailable"                      => a
"unavailable upstream"                      => none
bet-                                        => abcd
bet-c                                       => c
vip                                         => c
55120                                       => b
bolt                                        => cd
status:failed partner:acme                  => a
status:failed and partner:acme              => a
status:failed AND partner:acme              => a
status:failed partner:bolt                  => none
status:failed or status:won                 => ac
status:failed or partner:bolt status:won    => ac
(status:failed or partner:bolt) status:won  => c
( status:failed )                           => a
not (status:failed or status:won)           => bd
not(status:failed)partner:acme              => b
partner:acme not status:failed              => b
status:failed partner:acme amount>=100 last:1h "upstream unavailable" not round:r-55120 => a
andy                                        => none
orbit or bolt                               => cd
"and"                                       => none
"not"                                       => none
)";

// query => kind @ position + length, suggestion.
constexpr const char* errorTable = R"(
staus:failed                => unknown field @0+5 status
partner:acme stats:won      => unknown field @13+5 status
zzzzzz:1                    => unknown field @0+6
a:b                         => unknown field @0+1
status:faild                => unknown value @7+5 failed
status:zzzzzzzzz            => unknown value @7+9
state:wno                   => unknown value @6+3 won
status:"in doubt"           => unknown value @7+10 in_doubt
amount>ten                  => bad number @7+3
amount>-5                   => bad number @7+2
amount:1.00001              => bad number @7+7
amount:>5                   => bad number @7+2
amount:1e999                => bad number @7+5
attempt>1.5                 => bad number @8+3
http:abc                    => bad number @5+3
http:99999999999999999999   => bad number @5+20
last:1                      => bad duration @5+1
last:h                      => bad duration @5+1
last:1w                     => bad duration @5+2
last:0h                     => bad duration @5+2
last:-1h                    => bad duration @5+3
last:99999999999999999999h  => bad duration @5+21
created:yesterday           => unknown value @8+9
created:2026-02-30          => unknown value @8+10
status:                     => missing value @0+7
partner: acme               => missing value @0+8
error:""                    => missing value @0+8
""                          => missing value @0+2
"open                       => unclosed quote @0+5
error:"open                 => unclosed quote @6+5
error:"open\"               => unclosed quote @6+7
(status:failed              => unclosed parenthesis @0+1
bet-a ((bet-b)              => unclosed parenthesis @6+1
)                           => unexpected word @0+1
bet-a)                      => unexpected word @5+1
()                          => unexpected word @1+1
and bet-a                   => unexpected word @0+3
or                          => unexpected word @0+2
bet-a and                   => unexpected word @9+0
bet-a or                    => unexpected word @8+0
bet-a and or bet-b          => unexpected word @10+2
not                         => unexpected word @3+0
not and                     => unexpected word @4+3
status>failed               => bad operator @6+1 :
partner>=acme               => bad operator @7+2 :
last<1h                     => bad operator @4+1 :
)";

// Lines of a table as left and right of "=>".
std::vector<std::pair<std::string, std::string>> linesOf(const char* table)
{
    std::vector<std::pair<std::string, std::string>> lines;
    for (const QByteArray& line : QByteArray(table).split('\n')) {
        const auto arrow = line.indexOf("=>");
        if (arrow >= 0)
            lines.emplace_back(line.left(arrow).trimmed().toStdString(), line.mid(arrow + 2).trimmed().toStdString());
    }
    return lines;
}

} // namespace

class QueryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRowsThatAreMeant()
    {
        const auto lines = linesOf(matchTable);
        QVERIFY(lines.size() > 70);
        for (const auto& [text, expected] : lines) {
            const auto query = Query::parse(text);
            QVERIFY2(query.has_value(), text.c_str());
            const std::string told = matching(*query);
            QVERIFY2(told == expected, (text + " finds " + told).c_str());
        }
    }

    void saysWhereAQueryIsWrongAndWhatWasMeant()
    {
        const auto lines = linesOf(errorTable);
        QVERIFY(lines.size() > 40);
        for (const auto& [text, expected] : lines) {
            const auto query = Query::parse(text);
            QVERIFY2(!query, text.c_str());
            const QueryError& error = query.error();
            const std::string suggestion = error.suggestion.empty() ? "" : " " + error.suggestion;
            const std::string told = std::string(word(error.kind)) + " @" + std::to_string(error.position) + "+" +
                                     std::to_string(error.length) + suggestion;
            QVERIFY2(told == expected, (text + " is: " + told).c_str());
            QVERIFY2(error.position + error.length <= text.size(), text.c_str());
            QCOMPARE(error.word, text.substr(error.position, error.length));
            QVERIFY(!error.detail.empty());
        }
        QCOMPARE(Query::parse("staus:failed").error().detail,
                 std::string("Unknown field `staus`. Did you mean `status`?"));
    }

    void anEmptyQueryFindsEverything()
    {
        QVERIFY(Query().isEmpty());
        QVERIFY(Query::parse(" \t ")->isEmpty());
        QVERIFY(Query().isConjunction());
        QCOMPARE(matching(Query()), std::string("abcd"));
    }

    void keepsTheTermsForChips()
    {
        const std::string text = "status:failed not amount>=100 \"two words\"  error=x";
        const auto query = Query::parse(text);
        QVERIFY(query.has_value());
        QCOMPARE(query->text(), text);
        const auto& terms = query->terms();
        QCOMPARE(terms.size(), 4u);
        std::vector<std::string> slices;
        for (const QueryTerm& term : terms)
            slices.push_back(text.substr(term.position, term.length));
        QCOMPARE(slices, (std::vector<std::string>{"status:failed", "amount>=100", "\"two words\"", "error=x"}));
        QCOMPARE(terms[1].field, QueryField::Amount);
        QCOMPARE(terms[1].op, QueryOperator::GreaterEqual);
        QCOMPARE(terms[1].value, std::string("100"));
        QVERIFY(terms[1].negated && !terms[0].negated && !terms[2].negated);
        QCOMPARE(terms[2].field, QueryField::Text);
        QCOMPARE(terms[2].value, std::string("two words"));
        QCOMPARE(terms[3].op, QueryOperator::Equals);
    }

    void onlyPlainConjunctionsAreEditableAsChips()
    {
        QVERIFY(Query::parse("status:failed")->isConjunction());
        QVERIFY(Query::parse("status:failed and not partner:acme")->isConjunction());
        QVERIFY(!Query::parse("status:failed or partner:acme")->isConjunction());
        QVERIFY(!Query::parse("(status:failed partner:acme)")->isConjunction());
        QVERIFY(!Query::parse("not (status:failed)")->isConjunction());
        QVERIFY(!Query::parse("not not status:failed")->isConjunction());
    }

    void aTermWrittenByUsIsReadBackAsTheSame()
    {
        const std::vector<std::string> values{"acme", "two words", "a\"b",     "back\\slash", "(x)", "and",
                                              "Not",  "a:b",       "amount>5", "трёх слов",   "a=b", "<",
                                              "\\",   "\"",        "x\\\"",    "tab\there"};
        const auto same = [](QueryField field, QueryOperator op, const std::string& value) {
            const std::string text = Query::termText(field, op, value);
            const auto query = Query::parse("bet-x " + text + " bet-y");
            if (!query || query->terms().size() != 3)
                return text;
            const QueryTerm& term = query->terms()[1];
            return term.field == field && term.op == op && term.value == value ? std::string() : text;
        };
        for (const std::string& value : values) {
            QCOMPARE(same(QueryField::Text, QueryOperator::Contains, value), std::string());
            QCOMPARE(same(QueryField::Error, QueryOperator::Contains, value), std::string());
            QCOMPARE(same(QueryField::Error, QueryOperator::Equals, value), std::string());
            for (const QueryField field : {QueryField::Partner, QueryField::Player, QueryField::Bet, QueryField::Round,
                                           QueryField::Game, QueryField::Currency})
                QCOMPARE(same(field, QueryOperator::Equals, value), std::string());
        }
        for (const QueryOperator op : {QueryOperator::Equals, QueryOperator::Less, QueryOperator::LessEqual,
                                       QueryOperator::Greater, QueryOperator::GreaterEqual}) {
            QCOMPARE(same(QueryField::Amount, op, "100.50"), std::string());
            QCOMPARE(same(QueryField::Created, op, "2026-11-23T10:00:00Z"), std::string());
        }
        for (const QueryField field : {QueryField::Status, QueryField::State}) {
            for (const std::string& value : Query::valueWords(field))
                QCOMPARE(same(field, QueryOperator::Equals, value), std::string());
        }
        QCOMPARE(Query::termText(QueryField::Amount, QueryOperator::Greater, "100"), std::string("amount>100"));
        QCOMPARE(Query::termText(QueryField::Text, QueryOperator::Contains, "two words"), std::string("\"two words\""));
        QCOMPARE(Query::termText(QueryField::Partner, QueryOperator::Equals, "acme"), std::string("partner:acme"));
    }

    void everyFieldHasAWordThatParses()
    {
        const auto words = Query::fieldWords();
        QCOMPARE(words.size(), 15u);
        QCOMPARE(Query::word(QueryField::Status), std::string_view("status"));
        QVERIFY(Query::valueWords(QueryField::Partner).empty());
        QCOMPARE(Query::valueWords(QueryField::Status).size(), 10u);
    }

    void staysWithinItsLimits()
    {
        QVERIFY(Query::parse(std::string(1'000, 'x')).has_value());
        QCOMPARE(Query::parse(std::string(1'001, 'x')).error().kind, QueryError::Kind::TooLong);
        const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "x" + std::string(depth, ')'); };
        QVERIFY(Query::parse(nested(32)).has_value());
        QCOMPARE(Query::parse(nested(33)).error().kind, QueryError::Kind::TooLong);
        QCOMPARE(Query::parse(std::string(1'000, '(')).error().kind, QueryError::Kind::TooLong);
        std::string nots;
        for (int i = 0; i < 240; ++i)
            nots += "not ";
        QCOMPARE(Query::parse(nots + "x").error().kind, QueryError::Kind::TooLong);
    }

    void anyBytesAreEitherTakenOrRefused()
    {
        const std::string alphabet = "a1 :<>=\"\\()\t\xd0\xff"
                                     "not or and status:amount>";
        std::uint64_t state = 7;
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (std::uint64_t length = (state >> 40) % 24; length > 0; --length) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                text += alphabet[(state >> 33) % alphabet.size()];
            }
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            const auto query = Query::parse(text);
            if (query)
                matching(*query);
            else
                QVERIFY2(query.error().position + query.error().length <= text.size(), text.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(QueryTest)
#include "tst_query.moc"
