// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/bookmaker.h"

#include "service/core/partners.h"

#include <algorithm>
#include <utility>

namespace tests {

using client::contract::AnswerKind;
using client::contract::ProblemCode;
using service::core::OrderKind;
using service::core::WalletOrder;
using service::core::WalletReply;

namespace {

WalletReply accepted(std::int64_t movedMinor)
{
    WalletReply reply;
    reply.answer = AnswerKind::Accepted;
    reply.http = 200;
    reply.movedMinor = movedMinor;
    return reply;
}

WalletReply refused(ProblemCode code, const char* error)
{
    WalletReply reply;
    reply.answer = AnswerKind::Declined;
    reply.stored = true;
    reply.code = code;
    reply.error = error;
    reply.http = client::contract::rule(code).http;
    reply.errorClass = "http_" + std::to_string(reply.http);
    return reply;
}

WalletReply unreachable()
{
    WalletReply reply;
    reply.answer = AnswerKind::NotSent;
    reply.errorClass = "not_connected";
    reply.error = "Nobody listens there.";
    return reply;
}

WalletReply failing()
{
    WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.http = 503;
    reply.errorClass = "http_503";
    reply.error = "The partner answered 503.";
    return reply;
}

WalletReply lying()
{
    WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.http = 200;
    reply.errorClass = "wrong_answer";
    reply.error = "The partner answered for another bet.";
    reply.response = R"({"status":"blocked","message":"","bet_id":"another"})";
    return reply;
}

std::string betKey(const WalletOrder& order)
{
    return order.partner.text() + "/" + order.bet.text();
}

Fate next(std::deque<Fate>& fates, Fate otherwise)
{
    if (fates.empty())
        return otherwise;
    const Fate fate = fates.front();
    fates.pop_front();
    return fate;
}

} // namespace

WalletReply timedOut()
{
    WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = "timeout";
    reply.error = "No answer in time.";
    reply.latencyMs = Bookmaker::timeoutMs;
    return reply;
}

bool Bookmaker::isRemote(const WalletOrder& order) const
{
    return service::core::rulesOf(m_settings, order.partner) != nullptr;
}

void Bookmaker::hangUp()
{
    m_answers.clear();
    m_pages.clear();
    for (Stray& stray : m_strays)
        stray.done = {};
}

std::int64_t& Bookmaker::balanceOf(const WalletOrder& order)
{
    return m_balances.emplace(order.player.text(), openingMinor).first->second;
}

std::int64_t Bookmaker::balance(const std::string& player) const
{
    const auto found = m_balances.find(player);
    return found == m_balances.end() ? openingMinor : found->second;
}

std::int64_t Bookmaker::held(const std::string& bet) const
{
    const auto found = m_held.find(bet);
    return found == m_held.end() ? 0 : found->second;
}

std::int64_t Bookmaker::net(const std::string& bet) const
{
    const auto found = m_nets.find(bet);
    return found == m_nets.end() ? 0 : found->second;
}

std::int64_t Bookmaker::moved(const std::string& key) const
{
    const auto found = m_moved.find(key);
    return found == m_moved.end() ? 0 : found->second;
}

int Bookmaker::sends(const std::string& key) const
{
    return static_cast<int>(
        std::count_if(m_seen.begin(), m_seen.end(), [&key](const Seen& seen) { return seen.key == key; }));
}

int Bookmaker::effects(const std::string& key) const
{
    const auto found = m_effects.find(key);
    return found == m_effects.end() ? 0 : found->second;
}

WalletReply Bookmaker::arrive(const WalletOrder& order)
{
    m_seen.push_back({order.key, order.kind, order.amountMinor, order.bet.text()});
    if (deduplicates) {
        if (const auto known = m_known.find(order.key); known != m_known.end())
            return known->second;
    }
    const std::int64_t before = balanceOf(order);
    WalletReply reply = move(order);
    m_nets[betKey(order)] += balanceOf(order) - before;
    m_moved[order.key] += balanceOf(order) - before;
    m_known.emplace(order.key, reply);
    return reply;
}

WalletReply Bookmaker::move(const WalletOrder& order)
{
    std::int64_t& balance = balanceOf(order);
    std::int64_t& held = m_held[betKey(order)];
    switch (order.kind) {
    case OrderKind::Block:
        if (m_tombstones.count(betKey(order)) != 0)
            return refused(ProblemCode::BetClosed, "This bet was taken back before it arrived.");
        if (balance < order.amountMinor)
            return refused(ProblemCode::InsufficientFunds, "The balance does not cover the stake.");
        balance -= order.amountMinor;
        held += order.amountMinor;
        break;
    case OrderKind::Settle:
        balance += order.amountMinor;
        held = 0;
        break;
    case OrderKind::Refund:
        balance += order.amountMinor;
        held -= order.amountMinor;
        break;
    case OrderKind::Cancel: {
        if (honoursTombstones)
            m_tombstones.insert(betKey(order));
        const std::int64_t moved = std::exchange(held, 0);
        balance += moved;
        ++m_effects[order.key];
        return accepted(moved);
    }
    case OrderKind::Adjust:
        balance += order.amountMinor;
        break;
    }
    ++m_effects[order.key];
    return accepted(order.amountMinor);
}

void Bookmaker::answer(const Done& done, WalletReply reply, std::int64_t afterMs)
{
    if (onTheWayBack)
        onTheWayBack(reply);
    m_answers.emplace(m_clock.steadyMs() + afterMs, Answer{done, std::move(reply)});
}

std::optional<WalletReply> Bookmaker::immediate(service::core::Store& store, const WalletOrder& order)
{
    return isRemote(order) ? std::nullopt : m_local->immediate(store, order);
}

void Bookmaker::send(service::core::Store& store, const WalletOrder& given, Done done)
{
    if (!isRemote(given)) {
        m_local->send(store, given, std::move(done));
        return;
    }
    m_handed.push_back({given, std::move(done)});
}

void Bookmaker::onCommitted()
{
    for (const Handed& handed : std::exchange(m_handed, {}))
        carry(handed.order, handed.done);
}

void Bookmaker::carry(const WalletOrder& given, const Done& done)
{
    WalletOrder order = given;
    if (onTheWay)
        onTheWay(order);
    switch (decide ? decide(order) : next(fates, always)) {
    case Fate::Answered:
        answer(done, arrive(order), latencyMs);
        return;
    case Fate::Unreachable:
        answer(done, unreachable(), latencyMs);
        return;
    case Fate::Lost:
        answer(done, timedOut(), timeoutMs);
        return;
    case Fate::AnswerLost:
        arrive(order);
        answer(done, timedOut(), timeoutMs);
        return;
    case Fate::Failing:
        arrive(order);
        answer(done, failing(), latencyMs);
        return;
    case Fate::Late:
        m_strays.push_back({order, done, true, arrive(order)});
        answer(done, timedOut(), timeoutMs);
        return;
    case Fate::StrayThenLost:
        m_strays.push_back({order, done, false, {}});
        answer(done, timedOut(), timeoutMs);
        return;
    case Fate::Lying:
        answer(done, lying(), latencyMs);
        return;
    case Fate::Refused:
        m_seen.push_back({order.key, order.kind, order.amountMinor, order.bet.text()});
        answer(done, refused(ProblemCode::BetClosed, "The partner has closed this bet."), latencyMs);
        return;
    }
}

void Bookmaker::letLateOnesIn()
{
    for (Stray& stray : std::exchange(m_strays, {})) {
        const WalletReply reply = stray.arrived ? stray.reply : arrive(stray.order);
        if (stray.done)
            answer(stray.done, reply, 0);
    }
}

std::optional<WalletReply> Bookmaker::check(service::core::Store& store, const WalletOrder& order)
{
    return isRemote(order) ? std::nullopt : m_local->check(store, order);
}

bool Bookmaker::checkLater(const WalletOrder& order, const Done& done)
{
    if (!isRemote(order) || !knowsChecks)
        return false;
    switch (next(checkFates, Fate::Answered)) {
    case Fate::Answered:
        answer(done,
               balanceOf(order) < order.amountMinor
                   ? refused(ProblemCode::InsufficientFunds, "The balance does not cover the stake.")
                   : accepted(0),
               latencyMs);
        break;
    case Fate::Unreachable:
        answer(done, unreachable(), latencyMs);
        break;
    case Fate::Failing:
        answer(done, failing(), latencyMs);
        break;
    case Fate::Lying:
        answer(done, lying(), latencyMs);
        break;
    case Fate::Refused: {
        WalletReply reply = refused(ProblemCode::BetDeclined, "Not this player.");
        reply.reason = "self_excluded";
        answer(done, reply, latencyMs);
        break;
    }
    case Fate::Late:
    case Fate::StrayThenLost:
        m_strays.push_back({order, done, true, accepted(0)});
        break;
    case Fate::Lost:
    case Fate::AnswerLost:
        break;
    }
    return true;
}

bool Bookmaker::ask(const WalletOrder& order, const Done& done)
{
    if (!isRemote(order) || !askable)
        return false;
    ++m_asks;
    const auto known = m_known.find(order.key);
    WalletReply reply = answersAsks && known != m_known.end() ? known->second : timedOut();
    if (answersAsks && known == m_known.end()) {
        reply.http = 404;
        reply.errorClass = "http_404";
        reply.error = "Not known there; it may still arrive.";
    }
    answer(done, std::move(reply), answersAsks ? latencyMs : timeoutMs);
    return true;
}

bool Bookmaker::list(const service::core::ListOrder& order, const ListDone& done)
{
    if (!lists)
        return false;
    m_pages.emplace(m_clock.steadyMs() + latencyMs, [this, order, done] { done(lists(order)); });
    return true;
}

std::int64_t Bookmaker::nextDueMs() const
{
    const std::int64_t answer = m_answers.empty() ? -1 : m_answers.begin()->first;
    const std::int64_t page = m_pages.empty() ? -1 : m_pages.begin()->first;
    return answer < 0 || page < 0 ? std::max(answer, page) : std::min(answer, page);
}

void Bookmaker::tick(service::core::Store&)
{
    const std::int64_t now = m_clock.steadyMs();
    while (!m_answers.empty() && m_answers.begin()->first <= now) {
        const Answer answer = std::move(m_answers.extract(m_answers.begin()).mapped());
        answer.done(answer.reply);
    }
    while (!m_pages.empty() && m_pages.begin()->first <= now)
        m_pages.extract(m_pages.begin()).mapped()();
}

} // namespace tests
