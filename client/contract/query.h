// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/contract/wire.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

// The one query language of lists, views and alerts (console.md 3.4):
//   status:failed partner:acme amount>100 last:1h "upstream unavailable" not round:r-55120
// Terms are joined by "and" (may be left out), "or", "not" and parentheses. A bare word or a quoted text searches ids
// and the last error, without regard to case.
enum class QueryField {
    Status,
    State,
    Partner,
    Player,
    Bet,
    Round,
    Game,
    Currency,
    Amount,
    Payout,
    Attempt,
    Http,
    Error,
    Last,
    Created,
    Text
};

enum class QueryOperator { Equals, Contains, Less, LessEqual, Greater, GreaterEqual };

struct QueryTerm
{
    QueryField field = QueryField::Text;
    QueryOperator op = QueryOperator::Contains;
    std::string value;
    std::size_t position = 0; // byte offset in the text, for error marks and chips
    std::size_t length = 0;
    bool negated = false;
};

// `position` and `length` are the byte range to underline; `suggestion` is empty or the nearest legal word.
struct QueryError
{
    std::string detail; // English; the console translates by `kind`
    enum class Kind {
        UnknownField,
        UnknownValue,
        BadNumber,
        BadDuration,
        MissingValue,
        UnclosedQuote,
        UnclosedParenthesis,
        UnexpectedWord,
        BadOperator,
        TooLong
    } kind = Kind::UnexpectedWord;
    std::string word;
    std::size_t position = 0;
    std::size_t length = 0;
    std::string suggestion;
};

class Query
{
public:
    Query(); // matches everything
    // At most 1,000 bytes and 32 levels of parentheses.
    static tl::expected<Query, QueryError> parse(std::string_view text);

    bool matches(const BetRow& row, std::int64_t nowMs) const;
    // One term alone, by its index in terms() and before any "not"; a row that has only what the term looks at will do.
    bool termMatches(std::size_t term, const BetRow& row, std::int64_t nowMs) const;
    // The whole query, for who knows what each of its terms says: matches() without a row.
    bool holds(const std::function<bool(std::size_t term)>& says) const;
    bool isEmpty() const;
    // The terms in order of appearance, for chips. Chips can be edited only while the query is a plain conjunction.
    const std::vector<QueryTerm>& terms() const { return m_terms; }
    bool isConjunction() const { return m_conjunction; }
    const std::string& text() const { return m_text; }

    static std::string_view word(QueryField field);
    static std::vector<std::string> fieldWords();
    // Legal values of fields with a fixed set (status, state), else empty.
    static std::vector<std::string> valueWords(QueryField field);
    // One term as text that parse() reads back: partner:acme, "two words", amount>100.
    static std::string termText(QueryField field, QueryOperator op, std::string_view value);

    struct Node;
    // For evaluation over other shapes of rows; see querynode.h.
    const Node& root() const { return *m_root; }

private:
    std::string m_text;
    std::vector<QueryTerm> m_terms;
    bool m_conjunction = true;
    std::shared_ptr<const Node> m_root;
    std::vector<const Node*> m_leaves; // by index in m_terms; m_root owns them
};

} // namespace client::contract
