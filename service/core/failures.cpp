// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/failures.h"

#include "client/contract/cause.h"
#include "service/core/calls.h"
#include "service/core/failurereads.h"
#include "service/core/failurerules.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::OperationState;
using contract::ProblemCode;

// A partner that words each failure anew would make a group of each.
constexpr std::int64_t causesMax = 100;
constexpr std::string_view otherCauses = "{other}";
// Hurried by one order; more would keep the writer from its callers.
constexpr int retriesMax = 1'000;
constexpr std::size_t noteInAudit = 256;

std::string objectOf(const Failure& failure)
{
    return "failure:" + failureIdText(failure.id);
}

contract::FailureRow causeOf(const Bet& bet, const Operation& operation)
{
    contract::FailureRow cause;
    cause.partner = bet.row.partner;
    cause.call = core::causeOf(operation);
    cause.http = operation.http;
    cause.errorClass = operation.errorClass;
    std::vector<std::string> ids{bet.row.bet.text(), bet.row.player.text()};
    for (const std::string& id : {bet.row.round.text(), operation.ref}) {
        if (!id.empty())
            ids.push_back(id);
    }
    cause.message = contract::normalisedMessage(operation.error, ids);
    return cause;
}

bool isUnsafe(const Settings& settings, const contract::PartnerId& partner, const Operation& operation)
{
    const PartnerSettings* known = findPartner(settings, partner);
    return operation.doubt && known && known->bookmaker && !known->bookmaker->deduplicates;
}

Handled respond(std::string body)
{
    Response response;
    response.body = std::move(body);
    return {std::move(response), {}, 0};
}

Handled notFound(const Request& request)
{
    return {problemResponse(contract::problem(ProblemCode::NotFound, "This group of failures is not known."), request),
            {},
            0};
}

Handled otherContent(const Request& request)
{
    return {problemResponse(
                contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content."), request),
            {},
            0};
}

} // namespace

Failures::Failures(Context& context, Recorder& recorder, Outbox& outbox)
    : m_context(context), m_recorder(recorder), m_outbox(outbox)
{
}

void Failures::onStalled(const Bet& bet, const Operation& operation)
{
    Failure failure = count(bet, operation);
    join(failure, bet, operation);
    save(failure);
}

void Failures::onEnded(const Bet& bet, const Operation& operation)
{
    // What people agree on is an end, and no failure of the partner's.
    if (operation.state == OperationState::Declined && operation.errorClass != resolvedByPeople) {
        onStalled(bet, operation);
        return;
    }
    // Nearly every operation: there was nothing before it that could have failed.
    if (operation.state == OperationState::Succeeded && operation.kind == contract::OperationKind::Block &&
        operation.attempts <= 1)
        return;
    leave(bet.id, 0);
}

// The group of this failure with one more in it.
Failure Failures::count(const Bet& bet, const Operation& operation)
{
    Store& store = m_context.store;
    const std::int64_t now = m_context.nowMs;
    Failure failure;
    failure.row = causeOf(bet, operation);
    auto known = store.failure(failure.row);
    if (!known && store.failureCauses(failure.row) >= causesMax) {
        failure.row.message = otherCauses;
        known = store.failure(failure.row);
    }
    if (known) {
        failure = *std::move(known);
        if (comesBack(failure.row.lastAt, failure.resolved, now)) {
            failure.cameBack = true;
            failure.appearedAt = now;
            failure.retriedAt = 0;
            failure.resolved = false;
        }
    } else {
        failure.row.firstAt = now;
        failure.row.blocksTo = blockOf(now);
        failure.appearedAt = now;
        failure.id = store.insertFailure(failure);
    }
    contract::FailureRow& row = failure.row;
    row.blocks = blocksAt(row.blocks, row.blocksTo, now);
    row.blocksTo = std::max(row.blocksTo, blockOf(now));
    ++row.blocks.back();
    ++row.failures;
    row.lastAt = now;
    if (row.mutedUntil > 0 && row.blocks.back() >= row.mutedUntil) {
        row.mutedUntil = 0;
        failure.worseAt = now;
    }
    return failure;
}

void Failures::join(Failure& failure, const Bet& bet, const Operation& operation)
{
    Store& store = m_context.store;
    leave(bet.id, failure.id);
    const auto before = store.failureBet(failure.id, bet.id);
    const auto state = contract::isOpen(operation.state) ? FailureBet::State::Open : FailureBet::State::Refused;
    const bool wasOpen = before && before->state == FailureBet::State::Open;
    failure.row.openBets +=
        static_cast<std::int64_t>(state == FailureBet::State::Open) - static_cast<std::int64_t>(wasOpen);
    store.saveFailureBet({failure.id, bet.id, operation.id, m_context.nowMs, state});
    if (before)
        return;
    ++failure.row.bets;
    const auto has = [&](const contract::Money& amount) { return amount.currency == bet.row.currency; };
    auto sum = std::find_if(failure.row.amounts.begin(), failure.row.amounts.end(), has);
    if (sum == failure.row.amounts.end())
        sum = failure.row.amounts.insert(sum, {0, bet.row.currency});
    // What no reader could take would be no better than the most that it can.
    sum->minor = std::min(sum->minor + bet.row.stakeMinor, contract::amountMinorMax);
    store.setFailureAmount(failure.id, *sum);
}

// The group that the bet was in until now keeps its counts.
void Failures::leave(std::int64_t bet, std::int64_t exceptFailure)
{
    Store& store = m_context.store;
    auto member = store.failureBet(bet);
    if (!member || member->failure == exceptFailure)
        return;
    auto failure = store.failure(member->failure);
    const bool wasOpen = member->state == FailureBet::State::Open;
    member->state = FailureBet::State::Left;
    store.saveFailureBet(*member);
    if (!failure)
        return;
    failure->row.openBets -= static_cast<std::int64_t>(wasOpen);
    // Somebody retried it and nothing is left: if it comes again it has come back.
    if (wasOpen && failure->row.openBets == 0 && failure->retriedAt != 0) {
        failure->retriedAt = 0;
        failure->resolved = true;
    }
    save(*failure);
}

void Failures::save(Failure& failure)
{
    ++failure.row.version;
    m_context.store.updateFailure(failure);
    m_changed.insert(failure.id);
}

Handled Failures::changed(Failure failure, std::string_view action, const std::string& before, const std::string& after,
                          const Request& request)
{
    if (before != after) {
        save(failure);
        m_recorder.audit(actorOf(request), action, objectOf(failure), before.substr(0, noteInAudit),
                         after.substr(0, noteInAudit));
    }
    return respond(contract::encode(failureRow(failure, m_context.nowMs)));
}

Handled Failures::assign(const std::string& id, const contract::FailureOwner& order, const Request& request)
{
    auto failure = m_context.store.failure(failureIdFrom(id));
    if (!failure)
        return notFound(request);
    const std::string before = std::exchange(failure->row.owner, order.owner);
    if (before != order.owner)
        failure->takenAt = order.owner.empty() ? 0 : m_context.nowMs;
    // Whoever has it already takes it again when it came back.
    if (before == order.owner && !order.owner.empty() && failure->takenAt < failure->appearedAt) {
        failure->takenAt = m_context.nowMs;
        save(*failure);
    }
    return changed(*std::move(failure), "failure_assign", before, order.owner, request);
}

Handled Failures::mute(const std::string& id, bool muted, const Request& request)
{
    auto failure = m_context.store.failure(failureIdFrom(id));
    if (!failure)
        return notFound(request);
    contract::FailureRow& row = failure->row;
    const std::string before = row.mutedUntil > 0 ? "muted until " + std::to_string(row.mutedUntil) : "not muted";
    if (muted != (row.mutedUntil > 0))
        row.mutedUntil = muted ? muteLimit(blocksAt(row.blocks, row.blocksTo, m_context.nowMs)) : 0;
    failure->worseAt = 0;
    const std::string after = muted ? "muted until " + std::to_string(row.mutedUntil) : "not muted";
    return changed(*std::move(failure), muted ? "failure_mute" : "failure_unmute", before, after, request);
}

Handled Failures::note(const std::string& id, const contract::FailureNote& order, const Request& request)
{
    auto failure = m_context.store.failure(failureIdFrom(id));
    if (!failure)
        return notFound(request);
    const std::string before = std::exchange(failure->row.note, order.text);
    return changed(*std::move(failure), "failure_note", before, order.text, request);
}

Handled Failures::retry(const std::string& id, const contract::FailureRetry& order, const Request& request)
{
    Store& store = m_context.store;
    auto failure = store.failure(failureIdFrom(id));
    if (!failure)
        return notFound(request);
    const Actor actor = actorOf(request);
    const std::string key(contract::headerValue(request.headers, "Idempotency-Key"));
    HeaderKey header(store, request);
    const std::string print = fingerprint({"failure retry", id, std::to_string(order.expectedCount)});
    if (header.standsForOther(print))
        return otherContent(request);
    if (const auto first = store.failureRetry(actor.subject, key); first && header.standsFor(print)) {
        Handled again = respond(*first);
        again.response->headers.push_back({"Idempotency-Replayed", "true"});
        return again;
    }
    if (order.expectedCount != failure->row.openBets) {
        contract::Problem problem = contract::problem(
            ProblemCode::CountMoved, "The group has " + std::to_string(failure->row.openBets) + " open bets by now.");
        m_recorder.audit(actor, "failure_retry", objectOf(*failure), {}, "refused count_moved");
        return {problemResponse(std::move(problem), request), {}, 0};
    }
    const contract::FailureRetried done = hurryAll(*failure, actor);
    if (done.retried > 0)
        failure->retriedAt = m_context.nowMs;
    save(*failure);
    m_recorder.audit(actor, "failure_retry", objectOf(*failure), std::to_string(order.expectedCount) + " open",
                     std::to_string(done.retried) + " retried, " + std::to_string(done.inFlight) + " in flight, " +
                         std::to_string(done.unsafe) + " unsafe, " + std::to_string(done.left) + " left");
    std::string answer = contract::encode(done);
    header.keep(print);
    if (!key.empty())
        store.insertFailureRetry(actor.subject, key, answer);
    return respond(std::move(answer));
}

contract::FailureRetried Failures::hurryAll(const Failure& failure, const Actor& actor)
{
    contract::FailureRetried done;
    const std::vector<FailureBet> members = m_context.store.openFailureBets(failure.id, retriesMax);
    for (const FailureBet& member : members) {
        auto operation = m_context.store.operation(member.operation);
        if (!operation || operation->sent || !contract::isOpen(operation->state) ||
            operation->state == OperationState::Cancelling) {
            ++done.inFlight;
        } else if (isUnsafe(m_context.settings, failure.row.partner, *operation)) {
            ++done.unsafe;
        } else {
            m_outbox.hurry(*operation, actor);
            // Whether it may go again is the outbox's to say.
            const auto now = m_context.store.operation(member.operation);
            ++(now && now->nextAt == m_context.nowMs ? done.retried : done.unsafe);
        }
    }
    done.left = failure.row.openBets - static_cast<std::int64_t>(members.size());
    return done;
}

void Failures::tell()
{
    for (const std::int64_t id : std::exchange(m_changed, {})) {
        if (const auto failure = m_context.store.failure(id))
            m_recorder.tellFailure(failureRow(*failure, m_context.nowMs));
    }
}

} // namespace service::core
