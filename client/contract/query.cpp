// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/query.h"

#include "client/contract/json.h"
#include "client/contract/querynode.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace client::contract {

namespace {

constexpr std::size_t bytesMax = 1'000;
constexpr int depthMax = 32;

constexpr std::array<std::pair<QueryField, std::string_view>, 15> fields{{
    {QueryField::Status, "status"},
    {QueryField::State, "state"},
    {QueryField::Partner, "partner"},
    {QueryField::Player, "player"},
    {QueryField::Bet, "bet"},
    {QueryField::Round, "round"},
    {QueryField::Game, "game"},
    {QueryField::Currency, "currency"},
    {QueryField::Amount, "amount"},
    {QueryField::Payout, "payout"},
    {QueryField::Attempt, "attempt"},
    {QueryField::Http, "http"},
    {QueryField::Error, "error"},
    {QueryField::Last, "last"},
    {QueryField::Created, "created"},
}};

constexpr std::array<std::pair<QueryOperator, std::string_view>, 5> comparisons{{
    {QueryOperator::GreaterEqual, ">="},
    {QueryOperator::LessEqual, "<="},
    {QueryOperator::Greater, ">"},
    {QueryOperator::Less, "<"},
    {QueryOperator::Equals, "="},
}};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isFieldLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool endsWord(char c)
{
    return isSpace(c) || c == '(' || c == ')' || c == '"';
}

bool isKeyword(std::string_view folded)
{
    return folded == "and" || folded == "or" || folded == "not";
}

bool isOrdered(QueryField field)
{
    return field == QueryField::Amount || field == QueryField::Payout || field == QueryField::Attempt ||
           field == QueryField::Http || field == QueryField::Created;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

std::string nearest(std::string_view word, const std::vector<std::string>& known)
{
    std::string best;
    std::size_t bestDistance = 3;
    for (const std::string& candidate : known) {
        const std::size_t distance = word.size() > 32 ? bestDistance : editDistance(word, candidate);
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

std::optional<std::int64_t> parseInt(std::string_view text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    if (text.size() < 2)
        return std::nullopt;
    const auto count = parseInt(text.substr(0, text.size() - 1));
    static constexpr std::array<std::pair<char, std::int64_t>, 4> units{
        {{'s', 1'000}, {'m', 60'000}, {'h', 3'600'000}, {'d', 86'400'000}}};
    for (const auto& [unit, ms] : units) {
        if (text.back() == unit && count && *count > 0 && *count <= 1'000'000)
            return *count * ms;
    }
    return std::nullopt;
}

class Parser
{
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    bool run(Query::Node& root)
    {
        if (m_text.size() > bytesMax)
            return refuse(QueryError::Kind::TooLong, "The query has more than 1000 bytes.", bytesMax,
                          m_text.size() - bytesMax);
        skipSpaces();
        if (atEnd())
            return true;
        if (!disjunction(root, false, 0))
            return false;
        if (!atEnd())
            return refuse(QueryError::Kind::UnexpectedWord, "There is no parenthesis to close.", m_at, 1);
        return true;
    }

    std::vector<QueryTerm> terms;
    bool conjunction = true;
    QueryError error;

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    void skipSpaces()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }
    bool refuse(QueryError::Kind kind, std::string detail, std::size_t position, std::size_t length,
                std::string suggestion = {})
    {
        error.kind = kind;
        error.detail = std::move(detail);
        error.position = position;
        error.length = length;
        error.word = m_text.substr(position, length);
        error.suggestion = std::move(suggestion);
        if (!error.suggestion.empty())
            error.detail += " Did you mean `" + error.suggestion + "`?";
        return false;
    }

    // The keyword at the cursor, in lower case, or empty.
    std::string keyword() const
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isFieldLetter(m_text[end]))
            ++end;
        const std::string word = foldCase(m_text.substr(m_at, end - m_at));
        const bool whole = end == m_text.size() || endsWord(m_text[end]);
        return whole && isKeyword(word) ? word : std::string();
    }
    bool takeKeyword(std::string_view wanted)
    {
        if (keyword() != wanted)
            return false;
        m_at += wanted.size();
        skipSpaces();
        return true;
    }

    bool disjunction(Query::Node& node, bool negated, int depth)
    {
        node.kind = Query::Node::Kind::Or;
        do {
            if (!conjunctionOf(node.children.emplace_back(), negated, depth))
                return false;
        } while (takeKeyword("or"));
        if (node.children.size() > 1)
            conjunction = false;
        return true;
    }

    bool conjunctionOf(Query::Node& node, bool negated, int depth)
    {
        node.kind = Query::Node::Kind::And;
        do {
            if (!factor(node.children.emplace_back(), negated, depth))
                return false;
            if (takeKeyword("and"))
                continue;
            if (atEnd() || m_text[m_at] == ')' || keyword() == "or")
                return true;
        } while (true);
    }

    bool factor(Query::Node& node, bool negated, int depth)
    {
        if (atEnd())
            return refuse(QueryError::Kind::UnexpectedWord, "Something is missing at the end.", m_text.size(), 0);
        const std::size_t start = m_at;
        const bool nests = m_text[start] == '(' || keyword() == "not";
        if (nests && depth >= depthMax)
            return refuse(QueryError::Kind::TooLong, "The query is nested too deep.", start, 1);
        if (takeKeyword("not")) {
            if (negated)
                conjunction = false;
            node.kind = Query::Node::Kind::Not;
            return factor(node.children.emplace_back(), !negated, depth + 1);
        }
        const std::string word = keyword();
        if (!word.empty())
            return refuse(QueryError::Kind::UnexpectedWord, "`" + word + "` stands between two terms.", start,
                          word.size());
        if (m_text[m_at] == ')')
            return refuse(QueryError::Kind::UnexpectedWord, "A term is missing before the parenthesis.", start, 1);
        if (m_text[m_at] != '(')
            return term(node, negated);

        conjunction = false;
        ++m_at;
        skipSpaces();
        if (!disjunction(node, negated, depth + 1))
            return false;
        if (atEnd())
            return refuse(QueryError::Kind::UnclosedParenthesis, "The parenthesis is not closed.", start, 1);
        ++m_at;
        skipSpaces();
        return true;
    }

    bool quoted(std::string& value)
    {
        const std::size_t start = m_at++;
        for (; !atEnd(); ++m_at) {
            char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c == '\\' && m_at + 1 < m_text.size())
                c = m_text[++m_at];
            value += c;
        }
        return refuse(QueryError::Kind::UnclosedQuote, "The quoted text is not closed.", start, m_text.size() - start);
    }

    void unquoted(std::string& value)
    {
        while (!atEnd() && !endsWord(m_text[m_at]))
            value += m_text[m_at++];
    }

    bool takeOperator(QueryOperator& op)
    {
        if (atEnd())
            return false;
        if (m_text[m_at] == ':') {
            op = QueryOperator::Equals;
            ++m_at;
            return true;
        }
        for (const auto& [known, text] : comparisons) {
            if (m_text.substr(m_at, text.size()) == text) {
                op = known;
                m_at += text.size();
                return true;
            }
        }
        return false;
    }

    bool term(Query::Node& node, bool negated)
    {
        QueryTerm made;
        made.position = m_at;
        made.negated = negated;
        std::size_t end = m_at;
        while (end < m_text.size() && isFieldLetter(m_text[end]))
            ++end;
        const std::string name = foldCase(m_text.substr(m_at, end - m_at));
        std::swap(m_at, end);
        const std::size_t operatorAt = m_at;
        const bool named = !name.empty() && takeOperator(made.op);
        const std::size_t valueAt = named ? m_at : end;
        if (!named) {
            m_at = end;
            made.op = QueryOperator::Contains;
        } else {
            const auto known =
                std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.second == name; });
            if (known == fields.end())
                return refuse(QueryError::Kind::UnknownField, "Unknown field `" + name + "`.", made.position,
                              name.size(), nearest(name, Query::fieldWords()));
            made.field = known->first;
            if (made.op != QueryOperator::Equals && !isOrdered(made.field))
                return refuse(QueryError::Kind::BadOperator, "`" + name + "` has no order.", operatorAt,
                              valueAt - operatorAt, ":");
            if (made.field == QueryField::Error && m_text[operatorAt] == ':')
                made.op = QueryOperator::Contains;
        }
        if (!atEnd() && m_text[m_at] == '"') {
            if (!quoted(made.value))
                return false;
        } else {
            unquoted(made.value);
        }
        made.length = m_at - made.position;
        if (made.value.empty())
            return refuse(QueryError::Kind::MissingValue,
                          named ? "A value is missing after `" + name + "`." : "The quoted text is empty.",
                          made.position, made.length);
        if (!prepare(node, made, valueAt, m_at - valueAt))
            return false;
        node.term = terms.size();
        terms.push_back(std::move(made));
        skipSpaces();
        return true;
    }

    bool prepare(Query::Node& node, const QueryTerm& term, std::size_t at, std::size_t length)
    {
        node.kind = Query::Node::Kind::Term;
        node.field = term.field;
        node.op = term.op;
        node.folded = foldCase(term.value);
        switch (term.field) {
        case QueryField::Status:
            node.status = shownStatusFrom(node.folded);
            return node.status || unknownValue(node, at, length);
        case QueryField::State:
            node.state = betStateFrom(node.folded);
            return node.state || unknownValue(node, at, length);
        case QueryField::Currency:
            return true;
        case QueryField::Amount:
        case QueryField::Payout:
            return prepareAmount(node, term.value) ||
                   refuse(QueryError::Kind::BadNumber, "This is not an amount.", at, length);
        case QueryField::Attempt:
        case QueryField::Http: {
            const auto number = parseInt(term.value);
            node.number = number.value_or(0);
            return number || refuse(QueryError::Kind::BadNumber, "This is not a whole number.", at, length);
        }
        case QueryField::Last: {
            const auto duration = parseDuration(term.value);
            node.number = duration.value_or(0);
            return duration ||
                   refuse(QueryError::Kind::BadDuration, "A duration looks like 90s, 15m, 1h or 7d.", at, length);
        }
        case QueryField::Created:
            return prepareTime(node, term.value) ||
                   refuse(QueryError::Kind::UnknownValue, "A time looks like 2026-11-23 or 2026-11-23T18:43:41Z.", at,
                          length);
        case QueryField::Partner:
        case QueryField::Player:
        case QueryField::Bet:
        case QueryField::Round:
        case QueryField::Game:
        case QueryField::Error:
        case QueryField::Text:
            break;
        }
        return true;
    }

    bool unknownValue(const Query::Node& node, std::size_t at, std::size_t length)
    {
        return refuse(QueryError::Kind::UnknownValue,
                      "`" + std::string(Query::word(node.field)) + "` has no value `" + node.folded + "`.", at, length,
                      nearest(node.folded, Query::valueWords(node.field)));
    }

    static bool prepareAmount(Query::Node& node, std::string_view value)
    {
        // The fewest decimals that hold the value exactly, so that large amounts fit too.
        for (node.exponent = 0; node.exponent <= 4; ++node.exponent) {
            const auto number = parseMinor(value, node.exponent);
            if (number) {
                node.number = *number;
                return true;
            }
        }
        return false;
    }

    static bool prepareTime(Query::Node& node, std::string_view value)
    {
        const bool dayOnly = value.size() == 10;
        const auto from = json::parseTime(dayOnly ? std::string(value) + "T00:00:00Z" : std::string(value));
        if (!from)
            return false;
        node.fromMs = *from;
        node.toMs = *from + (dayOnly ? 86'400'000 : 1);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

bool needsQuotes(std::string_view value)
{
    return value.empty() || isKeyword(foldCase(value)) || value.find_first_of(" \t\r\n()\"") != std::string_view::npos;
}

std::string quotedText(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + "\"";
}

} // namespace

Query::Query() : m_root(std::make_shared<const Node>()) {}

tl::expected<Query, QueryError> Query::parse(std::string_view text)
{
    Parser parser(text);
    auto root = std::make_shared<Node>();
    if (!parser.run(*root))
        return tl::make_unexpected(std::move(parser.error));
    Query query;
    query.m_text = text;
    query.m_terms = std::move(parser.terms);
    query.m_conjunction = parser.conjunction;
    query.m_root = std::move(root);
    query.m_root->collectLeaves(query.m_leaves);
    return query;
}

bool Query::matches(const BetRow& row, std::int64_t nowMs) const
{
    return m_root->matches(row, nowMs);
}

bool Query::termMatches(std::size_t term, const BetRow& row, std::int64_t nowMs) const
{
    return m_leaves[term]->matches(row, nowMs);
}

bool Query::holds(const std::function<bool(std::size_t term)>& says) const
{
    return m_root->holds(says);
}

bool Query::isEmpty() const
{
    return m_terms.empty();
}

std::string_view Query::word(QueryField field)
{
    for (const auto& [known, text] : fields) {
        if (known == field)
            return text;
    }
    return {};
}

std::vector<std::string> Query::fieldWords()
{
    std::vector<std::string> words;
    for (const auto& [field, text] : fields)
        words.emplace_back(text);
    return words;
}

std::vector<std::string> Query::valueWords(QueryField field)
{
    std::vector<std::string> words;
    if (field == QueryField::Status) {
        for (int i = 0; i <= static_cast<int>(ShownStatus::Expired); ++i)
            words.emplace_back(contract::word(static_cast<ShownStatus>(i)));
    } else if (field == QueryField::State) {
        for (int i = 0; i <= static_cast<int>(BetState::Expired); ++i)
            words.emplace_back(contract::word(static_cast<BetState>(i)));
    }
    return words;
}

std::string Query::termText(QueryField field, QueryOperator op, std::string_view value)
{
    if (field == QueryField::Text) {
        // Quotes keep a text such as "player:7" from being read as a field.
        const bool plain = !needsQuotes(value) && value.find_first_of(":<>=") == std::string_view::npos;
        return plain ? std::string(value) : quotedText(value);
    }
    std::string text(word(field));
    const bool exactError = field == QueryField::Error && op == QueryOperator::Equals;
    std::string_view sign = exactError ? "=" : ":";
    for (const auto& [known, sample] : comparisons) {
        if (known == op && op != QueryOperator::Equals)
            sign = sample;
    }
    text += sign;
    return text + (needsQuotes(value) ? quotedText(value) : std::string(value));
}

} // namespace client::contract
