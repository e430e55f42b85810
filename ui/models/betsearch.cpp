// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betsearch.h"

#include "client/contract/json.h"
#include "ui/jobtexts.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace ui {

using namespace client::contract;

namespace {

constexpr std::int64_t dayMs = 86'400'000;

// Of a value that the query has accepted: "90s", "15m", "1h", "7d".
std::int64_t durationMs(const std::string& text)
{
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    switch (text.back()) {
    case 's':
        return count * 1'000;
    case 'm':
        return count * 60'000;
    case 'h':
        return count * 3'600'000;
    default:
        return count * dayMs;
    }
}

void narrow(client::api::BetFilter& filter, std::int64_t from, std::int64_t to)
{
    if (from != 0)
        filter.createdFrom = std::max(filter.createdFrom, from);
    if (to != 0)
        filter.createdTo = filter.createdTo == 0 ? to : std::min(filter.createdTo, to);
}

void narrowByTime(client::api::BetFilter& filter, const QueryTerm& term)
{
    const bool dayOnly = term.value.size() == 10;
    const auto from = json::parseTime(dayOnly ? term.value + "T00:00:00Z" : term.value);
    if (!from)
        return;
    const std::int64_t to = *from + (dayOnly ? dayMs : 1);
    switch (term.op) {
    case QueryOperator::Equals:
    case QueryOperator::Contains:
        return narrow(filter, *from, to);
    case QueryOperator::Less:
        return narrow(filter, 0, *from);
    case QueryOperator::LessEqual:
        return narrow(filter, 0, to);
    case QueryOperator::Greater:
        return narrow(filter, to, 0);
    case QueryOperator::GreaterEqual:
        return narrow(filter, *from, 0);
    }
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

client::api::BetFilter BetSearch::filterOf(const Query& query, std::int64_t nowMs)
{
    client::api::BetFilter filter;
    filter.limit = pageSize;
    if (!query.isConjunction())
        return filter;
    for (const auto& term : query.terms()) {
        if (term.negated)
            continue;
        switch (term.field) {
        case QueryField::Partner:
            filter.partner = term.value;
            break;
        case QueryField::Player:
            filter.player = term.value;
            break;
        case QueryField::Round:
            filter.round = term.value;
            break;
        case QueryField::Bet:
            filter.idPrefix = term.value;
            break;
        case QueryField::Status:
            filter.status = lower(term.value);
            break;
        case QueryField::Last:
            narrow(filter, nowMs - durationMs(term.value), 0);
            break;
        case QueryField::Created:
            narrowByTime(filter, term);
            break;
        case QueryField::State:
        case QueryField::Game:
        case QueryField::Currency:
        case QueryField::Amount:
        case QueryField::Payout:
        case QueryField::Attempt:
        case QueryField::Http:
        case QueryField::Error:
        case QueryField::Text:
            break;
        }
    }
    return filter;
}

BetSearch::BetSearch(client::api::BetApi& api, const BetsModel& known, const client::ports::Clock& clock,
                     const Format& format, QObject* parent)
    : QObject(parent), m_api(api), m_known(known), m_clock(clock), m_model(clock, format, betsMax)
{
}

BetSearch::~BetSearch()
{
    giveUpCall();
}

void BetSearch::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void BetSearch::show(const Query& query)
{
    giveUpCall();
    m_query = query;
    m_begun = false;
    m_complete = false;
    m_read = 0;
    m_readBackTo = 0;
    m_problem.clear();
    m_model.clear();
    m_model.setQuery(query);
    m_model.apply(m_known.matching(query, betsMax), false);
    Q_EMIT changed();
}

void BetSearch::ask()
{
    if (m_call || m_complete)
        return;
    if (!m_begun) {
        m_filter = filterOf(m_query, m_clock.utcMs());
        m_begun = true;
    }
    askPage(readMax);
    Q_EMIT changed();
}

void BetSearch::stop()
{
    giveUpCall();
    Q_EMIT changed();
}

void BetSearch::askPage(int left)
{
    m_problem.clear();
    auto* call = m_api.bets(m_filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call, left] {
        m_call.clear();
        if (const auto& page = call->result()) {
            m_read += static_cast<int>(page->rows.size());
            if (!page->rows.empty())
                m_readBackTo = page->rows.back().createdAt;
            m_model.apply(page->rows, false);
            m_filter.cursor = page->nextCursor;
            m_complete = page->nextCursor.empty();
            // Older ones would push nothing but each other out.
            const bool isFull = m_model.totalCount() >= betsMax;
            if (!m_complete && !isFull && left > pageSize)
                askPage(left - pageSize);
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT changed();
    });
}

void BetSearch::setFollowing(bool following)
{
    m_following = following;
    if (following)
        m_model.apply(m_known.matching(m_query, betsMax), false);
}

void BetSearch::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver) {
        show(m_query);
        return;
    }
    std::vector<BetRow> ours;
    for (const auto& row : rows.bets) {
        if ((m_following && m_query.matches(row, m_clock.utcMs())) || m_model.find(BetKey::of(row)))
            ours.push_back(row);
    }
    m_model.apply(ours, !rows.snapshot);
}

} // namespace ui
