// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/checks.h"

#include "service/core/answers.h"
#include "service/core/calls.h"
#include "service/core/operations.h"

#include <charconv>
#include <utility>

namespace service::core {

namespace {

constexpr std::size_t evidenceMax = 1'024;

using contract::AnswerKind;
using contract::BetState;
using contract::ProblemCode;

// With a blank, so that no job can be called so.
constexpr std::string_view prefix = "check ";
constexpr std::size_t pendingMax = 10'000;
// Longer than anybody waits for an answer, and long enough for the writer to fetch it.
constexpr std::int64_t keptMs = 60'000;
constexpr std::int64_t retryAfterMs = 1'000;

std::int64_t numberOf(std::string_view id)
{
    if (!Checks::isCheck(id))
        return 0;
    id.remove_prefix(prefix.size());
    std::int64_t number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    return number;
}

contract::Problem refusal(const WalletReply& reply)
{
    switch (isLie(reply) ? AnswerKind::InDoubt : reply.answer) {
    case AnswerKind::Declined: {
        const ProblemCode code = reply.code.value_or(ProblemCode::BetDeclined);
        const bool ours = code == ProblemCode::InsufficientFunds || code == ProblemCode::BetDeclined;
        contract::Problem problem = contract::problem(ours ? code : ProblemCode::BetDeclined, reply.error);
        problem.reason = ours ? reply.reason : std::string(contract::rule(code).word);
        return problem;
    }
    case AnswerKind::NotSent: {
        contract::Problem problem = contract::problem(ProblemCode::PartnerUnavailable, reply.error);
        problem.retryAfterMs = reply.retryAfterMs;
        return problem;
    }
    case AnswerKind::Accepted:
    case AnswerKind::InDoubt:
        break;
    }
    return contract::problem(reply.http == 0 ? ProblemCode::PartnerTimeout : ProblemCode::PartnerBadResponse,
                             reply.error);
}

} // namespace

bool Checks::isCheck(std::string_view id)
{
    return id.substr(0, prefix.size()) == prefix;
}

std::optional<Handled> Checks::ask(const Bet& bet, const WalletOrder& order, std::int64_t waitMs,
                                   const Request& request)
{
    forgetOld();
    if (m_pending.size() >= pendingMax) {
        contract::Problem problem = contract::problem(ProblemCode::QueueBackpressure);
        problem.betId = bet.row.bet.text();
        problem.retryAfterMs = retryAfterMs;
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    }
    const std::int64_t number = ++m_number;
    m_pending[number] = {bet, actorOf(request), {}, m_context.steadyMs + waitMs + keptMs};
    const bool later =
        m_context.wallet.checkLater(order, [this, alive = std::weak_ptr<int>(m_alive), number](WalletReply reply) {
            const auto found = alive.expired() ? m_pending.end() : m_pending.find(number);
            if (alive.expired() || found == m_pending.end())
                return;
            found->second.reply = std::move(reply);
            m_news = true;
        });
    if (!later) {
        m_pending.erase(number);
        return std::nullopt;
    }
    return Handled{std::nullopt, std::string(prefix) + std::to_string(number), waitMs};
}

Response Checks::answerFor(const std::string& id, const Request& request)
{
    const auto found = m_pending.find(numberOf(id));
    contract::Problem problem = contract::problem(ProblemCode::PartnerTimeout);
    if (found != m_pending.end()) {
        Pending& pending = found->second;
        pending.answeredNow = true;
        const auto& reply = pending.reply;
        if (reply && reply->answer == AnswerKind::Accepted && !isLie(*reply))
            return plainSuccess(contract::CallKind::CheckBet, pending.bet, pending.bet.row.bet.text());
        if (reply)
            problem = refusal(*reply);
        problem.betId = pending.bet.row.bet.text();
    }
    return problemResponse(std::move(problem), request);
}

void Checks::tick()
{
    if (!std::exchange(m_news, false))
        return;
    for (auto& [number, pending] : m_pending) {
        if (!pending.reply || pending.told)
            continue;
        pending.told = true;
        pending.toldNow = true;
        take(pending);
        m_finished.push_back(std::string(prefix) + std::to_string(number));
    }
}

void Checks::take(Pending& pending)
{
    const WalletReply& reply = *pending.reply;
    m_counts.count({.partner = pending.bet.row.partner,
                    .named = m_context.settings.partners.count(pending.bet.row.partner.text()) != 0,
                    .call = word(contract::CallKind::CheckBet),
                    .outcome = isLie(reply) ? AnswerKind::InDoubt : reply.answer,
                    .durationMs = reply.latencyMs,
                    .http = reply.http,
                    .remote = true,
                    .errorClass = reply.errorClass,
                    .correlationId = pending.actor.correlationId});
    if (isLie(*pending.reply)) {
        // No attempt keeps what a check was answered, so that the evidence is here.
        m_recorder.audit(pending.actor, "partner_lied", auditObject(pending.bet.row), {}, pending.reply->errorClass,
                         pending.reply->error + " " + pending.reply->response.substr(0, evidenceMax));
        m_recorder.tellPartner("partner.lied", pending.bet.row.partner, pending.actor);
        return;
    }
    if (pending.reply->answer != AnswerKind::Accepted)
        return;
    const auto before = m_context.store.bet(pending.bet.row.partner, pending.bet.row.bet);
    const bool moved = before && before->row.state != BetState::Checked;
    const bool open = before && before->row.operation && contract::isOpen(before->row.operation->state);
    // What was blocked meanwhile is further than an approval.
    if (moved || open)
        return;
    Bet bet = before.value_or(Bet{});
    const contract::BetRow& said = pending.bet.row;
    bet.row.partner = said.partner;
    bet.row.bet = said.bet;
    bet.row.player = said.player;
    bet.row.game = said.game;
    bet.row.round = said.round;
    bet.row.selection = said.selection;
    bet.row.oddsE4 = said.oddsE4;
    bet.row.currency = said.currency;
    bet.row.stakeMinor = said.stakeMinor;
    if (before && bet.row == before->row)
        return;
    bet.id = before ? before->id : m_context.store.nextBetId();
    bet.row.state = BetState::Checked;
    m_recorder.saveBet(before ? &*before : nullptr, bet, word(contract::CallKind::CheckBet), nullptr, pending.actor);
}

std::int64_t Checks::nextDueMs() const
{
    return m_news ? m_context.clock.steadyMs() : -1;
}

std::vector<std::string> Checks::takeFinished()
{
    return std::exchange(m_finished, {});
}

void Checks::forgetOld()
{
    for (auto it = m_pending.begin(); it != m_pending.end();)
        it = it->second.forgetMs < m_context.steadyMs ? m_pending.erase(it) : std::next(it);
}

void Checks::onTransactionEnd()
{
    for (auto it = m_pending.begin(); it != m_pending.end();) {
        Pending& pending = it->second;
        pending.begun = false;
        pending.toldNow = false;
        it = pending.answeredNow ? m_pending.erase(it) : std::next(it);
    }
}

void Checks::discard()
{
    m_finished.clear();
    for (auto it = m_pending.begin(); it != m_pending.end();) {
        Pending& pending = it->second;
        // Its request is handled again, or was refused.
        if (pending.begun) {
            it = m_pending.erase(it);
            continue;
        }
        if (pending.toldNow) {
            pending.told = false;
            m_news = true;
        }
        pending.toldNow = false;
        pending.answeredNow = false;
        ++it;
    }
}

} // namespace service::core
