// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/gateway.h"

#include "service/bookmakers/askcall.h"
#include "service/bookmakers/listcall.h"
#include "service/core/operations.h"

#include <cassert>
#include <utility>

namespace service::bookmakers {

namespace {

using contract::AnswerKind;

constexpr std::size_t toldMax = 256;

core::WalletReply notSent(std::string errorClass, std::string error, std::int64_t retryAfterMs = 0)
{
    core::WalletReply reply;
    reply.answer = AnswerKind::NotSent;
    reply.code = contract::ProblemCode::PartnerUnavailable;
    reply.errorClass = std::move(errorClass);
    reply.error = std::move(error);
    reply.retryAfterMs = retryAfterMs;
    return reply;
}

core::WalletReply inDoubt(std::string errorClass, std::string error)
{
    core::WalletReply reply;
    reply.answer = AnswerKind::InDoubt;
    reply.errorClass = std::move(errorClass);
    reply.error = std::move(error);
    return reply;
}

core::WalletReply turnedAway(Lane::Turned why, std::int64_t retryAfterMs)
{
    switch (why) {
    case Lane::Turned::Full:
        return notSent("bulkhead_full", "Too many calls wait for this bookmaker.", retryAfterMs);
    case Lane::Turned::Late:
        return notSent("bulkhead_late", "The call's turn did not come in time; nothing was sent.", retryAfterMs);
    case Lane::Turned::Open:
        return notSent("circuit_open", "The bookmaker failed several times running; nothing was sent.", retryAfterMs);
    case Lane::Turned::Budget:
        return notSent("retry_budget", "Too many retries to this bookmaker failed; nothing was sent.", retryAfterMs);
    }
    return {};
}

} // namespace

struct Gateway::Partner
{
    explicit Partner(const Bookmaker& settings) : bookmaker(settings), lane(settings.inFlight, settings.rate) {}

    Bookmaker bookmaker;
    Lane lane;
    std::int64_t lastSuccessAt = 0;
    // By the key of a bare correction: it says the same for every bet of its round, so that one call does for all.
    struct Told
    {
        std::optional<core::WalletReply> reply;
        std::vector<Done> waiting;
    };
    std::map<std::string, Told> told;
};

Gateway::Gateway(const std::map<std::string, Bookmaker>& bookmakers, Link& link, const client::ports::Clock& clock)
    : m_link(link), m_clock(clock)
{
    for (const auto& [id, bookmaker] : bookmakers)
        m_partners.emplace(id, std::make_unique<Partner>(bookmaker));
}

Gateway::~Gateway() = default;

bool Gateway::serves(const client::contract::PartnerId& partner) const
{
    return m_partners.count(partner.text()) > 0;
}

Gateway::Partner& Gateway::partner(const core::WalletOrder& order) const
{
    const auto found = m_partners.find(order.partner.text());
    assert(found != m_partners.end());
    return *found->second;
}

std::optional<core::WalletReply> Gateway::immediate(core::Store&, const core::WalletOrder&)
{
    return std::nullopt;
}

std::optional<core::WalletReply> Gateway::check(core::Store&, const core::WalletOrder&)
{
    return std::nullopt;
}

void Gateway::send(core::Store&, const core::WalletOrder& order, Done done)
{
    m_fresh.push_back({order, std::move(done)});
}

void Gateway::onCommitted()
{
    for (Sending& sending : std::exchange(m_fresh, {}))
        dispatch(std::move(sending));
    tellHealth();
}

void Gateway::onRolledBack()
{
    m_fresh.clear();
}

void Gateway::dispatch(Sending sending)
{
    Partner& to = partner(sending.order);
    const core::WalletOrder& order = sending.order;
    // The store knows best what may have moved money.
    if (!to.bookmaker.rules.deduplicates && order.doubt) {
        sending.done(inDoubt("retry_unsafe", "This bookmaker would take a repeat for a second call; it was not sent."));
        return;
    }
    const auto call = orderCall(order, to.bookmaker.rules);
    if (!call) {
        sending.done(inDoubt("no_correction_call", "There is no call that tells this bookmaker of a correction."));
        return;
    }
    const bool bare = call->call == contract::CallKind::RecalculateBets &&
                      to.bookmaker.rules.corrections == core::CorrectionCalls::Bare;
    if (bare && !order.doubt && !leadsTheRound(to, call->key, sending.done))
        return;
    Lane::Job job;
    job.bet = order.bet.text();
    job.retry = order.attempt > 1;
    Outgoing outgoing;
    outgoing.method = "POST";
    outgoing.url = to.bookmaker.url + std::string(contract::path(call->call));
    outgoing.headers = {{"Idempotency-Key", call->key}};
    outgoing.body = call->body;
    if (!order.correlationId.empty())
        outgoing.headers.push_back({"X-Correlation-Id", order.correlationId});
    enqueue(
        to, std::move(job), std::move(outgoing),
        [order, call = *call, &to](const contract::Exchange& exchange) {
            return heard(order, to.bookmaker.rules, call, exchange);
        },
        std::move(sending.done));
}

bool Gateway::leadsTheRound(Partner& to, const std::string& key, Done& done)
{
    // Forgotten ones are told again, under the same key.
    if (to.told.size() >= toldMax)
        std::erase_if(to.told, [](const auto& told) { return told.second.waiting.empty(); });
    const auto [found, first] = to.told.try_emplace(key);
    if (found->second.reply) {
        done(*found->second.reply);
        return false;
    }
    found->second.waiting.push_back(std::move(done));
    if (!first)
        return false;
    done = [&to, key](const core::WalletReply& reply) {
        const std::vector<Done> waiting = std::exchange(to.told[key].waiting, {});
        if (reply.errorClass == core::needsEvidence)
            to.told[key].reply = reply;
        else
            to.told.erase(key);
        for (const Done& one : waiting)
            one(reply);
    };
    return true;
}

bool Gateway::checkLater(const core::WalletOrder& order, const Done& done)
{
    Partner& to = partner(order);
    const OrderCall call = checkCall(order);
    Outgoing outgoing;
    outgoing.method = "POST";
    outgoing.url = to.bookmaker.url + std::string(contract::path(call.call));
    outgoing.body = call.body;
    if (!order.correlationId.empty())
        outgoing.headers = {{"X-Correlation-Id", order.correlationId}};
    enqueue(
        to, {}, std::move(outgoing),
        [order, call, &to](const contract::Exchange& exchange) {
            return heard(order, to.bookmaker.rules, call, exchange);
        },
        done);
    return true;
}

bool Gateway::ask(const core::WalletOrder& order, const Done& done)
{
    Partner& to = partner(order);
    if (to.bookmaker.statusUrl.empty())
        return false;
    Outgoing outgoing;
    outgoing.method = "GET";
    outgoing.url = askUrl(to.bookmaker.statusUrl, order);
    if (!order.correlationId.empty())
        outgoing.headers = {{"X-Correlation-Id", order.correlationId}};
    enqueue(
        to, {}, outgoing,
        [order, url = outgoing.url](const contract::Exchange& exchange) {
            return Heard{toldOf(order, url, exchange), exchange.status != 0 && exchange.status < 500};
        },
        done);
    return true;
}

bool Gateway::list(const core::ListOrder& order, const ListDone& done)
{
    const auto found = m_partners.find(order.partner.text());
    if (found == m_partners.end() || found->second->bookmaker.listUrl.empty())
        return false;
    Partner& from = *found->second;
    Outgoing outgoing;
    outgoing.partner = order.partner;
    outgoing.method = "GET";
    outgoing.url = listUrl(from.bookmaker.listUrl, order);
    if (!order.correlationId.empty())
        outgoing.headers = {{"X-Correlation-Id", order.correlationId}};
    const std::int64_t now = m_clock.steadyMs();
    Lane::Job job;
    job.until = now + turnMs;
    job.turnAway = [done](Lane::Turned why, std::int64_t retryAfterMs) {
        core::ListPage page;
        page.outcome = core::ListPage::Outcome::NotReached;
        page.error = turnedAway(why, retryAfterMs).error;
        done(std::move(page));
    };
    job.go = [this, &from, order, outgoing = std::move(outgoing), done]() mutable {
        m_link.start(std::move(outgoing), [this, &from, order, done](const contract::Exchange& exchange) {
            const bool healthy = exchange.status != 0 && exchange.status < 500;
            if (healthy)
                from.lastSuccessAt = m_clock.utcMs();
            done(listPageOf(order, exchange));
            from.lane.ended({}, healthy, false, m_clock.steadyMs());
        });
    };
    from.lane.add(std::move(job), now);
    return true;
}

void Gateway::enqueue(Partner& partner, Lane::Job job, Outgoing call, Judge judge, Done done)
{
    const std::int64_t now = m_clock.steadyMs();
    call.partner = client::contract::PartnerId(partner.bookmaker.id);
    job.until = now + turnMs;
    job.turnAway = [done](Lane::Turned why, std::int64_t retryAfterMs) { done(turnedAway(why, retryAfterMs)); };
    job.go = [this, &partner, bet = job.bet, retry = job.retry, call = std::move(call), judge = std::move(judge),
              done]() mutable {
        m_link.start(std::move(call), [this, &partner, bet, retry, judge, done](const contract::Exchange& exchange) {
            const Heard heard = judge(exchange);
            if (heard.healthy)
                partner.lastSuccessAt = m_clock.utcMs();
            done(heard.reply);
            partner.lane.ended(bet, heard.healthy, retry, m_clock.steadyMs());
        });
    };
    partner.lane.add(std::move(job), now);
}

std::int64_t Gateway::nextDueMs() const
{
    const std::int64_t now = m_clock.steadyMs();
    if (m_link.hasNews())
        return now;
    std::int64_t next = -1;
    for (const auto& [id, partner] : m_partners) {
        const std::int64_t due = partner->lane.nextDueMs(now);
        if (due >= 0 && (next < 0 || due < next))
            next = due;
    }
    return next;
}

void Gateway::tick(core::Store&)
{
    m_link.deliver();
    for (const auto& [id, partner] : m_partners)
        partner->lane.pump(m_clock.steadyMs());
    tellHealth();
}

void Gateway::tellHealth()
{
    const std::lock_guard lock(m_healthMutex);
    for (const auto& [id, partner] : m_partners) {
        const Lane& lane = partner->lane;
        m_health[id] = {lane.breaker(), lane.inFlight(), static_cast<std::int64_t>(lane.waiting()),
                        partner->lastSuccessAt, lane.errorRatioMilli()};
    }
}

core::PartnerCalls Gateway::callsOf(const client::contract::PartnerId& partner) const
{
    const std::lock_guard lock(m_healthMutex);
    const auto found = m_health.find(partner.text());
    return found == m_health.end() ? core::PartnerCalls{} : found->second;
}

} // namespace service::bookmakers
