// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/faultywallet.h"

#include "client/contract/problem.h"
#include "service/core/store.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::AnswerKind;

// SplitMix64's finalizer over FNV-1a: every bit of the input moves every bit of the output.
std::uint64_t mix(std::uint64_t seed, std::string_view key, std::uint64_t number)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
    for (const char byte : key)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    hash += number * 0x9e3779b97f4a7c15ULL;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
    return hash ^ (hash >> 31);
}

double unit(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

WalletReply unavailable()
{
    WalletReply reply;
    reply.answer = AnswerKind::NotSent;
    reply.code = contract::ProblemCode::PartnerUnavailable;
    reply.http = 503;
    reply.errorClass = "http_503";
    reply.error = "The partner is not available.";
    reply.response = contract::encode(contract::problem(contract::ProblemCode::PartnerUnavailable, reply.error));
    return reply;
}

WalletReply timedOut(std::int64_t afterMs)
{
    WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = "timeout";
    reply.error = "No answer within " + std::to_string(afterMs) + " ms.";
    reply.latencyMs = afterMs;
    return reply;
}

} // namespace

FaultyWallet::FaultyWallet(Wallet& inner, const client::ports::Clock& clock, std::uint64_t seed, const Faults& faults)
    : m_inner(inner), m_clock(clock), m_seed(seed), m_faults(faults)
{
}

bool FaultyWallet::isStuck(const WalletOrder& order) const
{
    return !m_faults.stuckPartner.empty() && order.partner.text() == m_faults.stuckPartner &&
           m_clock.steadyMs() < m_faults.stuckUntilMs;
}

FaultyWallet::Fate FaultyWallet::roll(const WalletOrder& order, int attempt) const
{
    double dice = unit(mix(m_seed, order.key, static_cast<std::uint64_t>(attempt)));
    const auto takes = [&dice](double share) {
        dice -= share;
        return dice < 0;
    };
    if (takes(m_faults.unavailable503))
        return Fate::Unavailable;
    if (takes(m_faults.timeoutAfterEffect))
        return Fate::TimeoutAfter;
    if (takes(m_faults.timeoutBeforeEffect))
        return Fate::TimeoutBefore;
    if (takes(m_faults.slow))
        return Fate::Slow;
    return Fate::Healthy;
}

FaultyWallet::Fate FaultyWallet::fate(const WalletOrder& order) const
{
    if (isStuck(order))
        return Fate::Unavailable;
    // Attempt 0 is no attempt: its dice say how stubborn the operation's first fault is.
    const bool stubborn = order.attempt <= m_faults.stubbornAttempts && m_faults.stubborn > 0 &&
                          unit(mix(m_seed, order.key, 0)) < m_faults.stubborn;
    return roll(order, stubborn ? 1 : order.attempt);
}

std::optional<WalletReply> FaultyWallet::immediate(Store& store, const WalletOrder& order)
{
    if (fate(order) != Fate::Healthy)
        return std::nullopt;
    return m_inner.immediate(store, order);
}

void FaultyWallet::send(Store& store, const WalletOrder& order, Done done)
{
    switch (fate(order)) {
    case Fate::Healthy:
        m_inner.send(store, order, std::move(done));
        return;
    case Fate::Unavailable:
        done(unavailable());
        return;
    case Fate::TimeoutAfter:
        m_inner.send(store, order, [](const WalletReply&) {});
        m_waiting.emplace(m_clock.steadyMs() + m_faults.timeoutMs, Waiting{order, std::move(done), false});
        return;
    case Fate::TimeoutBefore:
        m_waiting.emplace(m_clock.steadyMs() + m_faults.timeoutMs, Waiting{order, std::move(done), false});
        return;
    case Fate::Slow:
        m_waiting.emplace(m_clock.steadyMs() + m_faults.slowMs, Waiting{order, std::move(done), true});
        return;
    }
}

std::optional<WalletReply> FaultyWallet::check(Store& store, const WalletOrder& order)
{
    if (isStuck(order))
        return unavailable();
    return m_inner.check(store, order);
}

std::int64_t FaultyWallet::nextDueMs() const
{
    const std::int64_t inner = m_inner.nextDueMs();
    if (m_waiting.empty())
        return inner;
    const std::int64_t own = m_waiting.begin()->first;
    return inner < 0 ? own : std::min(own, inner);
}

void FaultyWallet::tick(Store& store)
{
    const std::int64_t now = m_clock.steadyMs();
    while (!m_waiting.empty() && m_waiting.begin()->first <= now) {
        Waiting waiting = std::move(m_waiting.extract(m_waiting.begin()).mapped());
        if (!waiting.effectFirst) {
            waiting.done(timedOut(m_faults.timeoutMs));
            continue;
        }
        // The effect belongs to this transaction, so that a rollback never leaves an answer to nothing.
        const std::int64_t latencyMs = m_faults.slowMs;
        m_inner.send(store, waiting.order, [done = std::move(waiting.done), latencyMs](WalletReply reply) {
            reply.latencyMs = latencyMs;
            done(std::move(reply));
        });
    }
    m_inner.tick(store);
}

} // namespace service::core
