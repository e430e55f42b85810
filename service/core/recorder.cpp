// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/recorder.h"

#include "service/core/keys.h"

#include <algorithm>
#include <utility>

namespace service::core {

namespace {

// Between two prunings; a delete per event would cost more than the event.
constexpr std::int64_t pruneStep = 1'000;
constexpr std::int64_t signEveryMs = 60'000;

bool isOpenBet(const Bet& bet)
{
    return bet.row.state == contract::BetState::Blocked ||
           (bet.row.operation && contract::isOpen(bet.row.operation->state));
}

bool sameBusiness(const contract::BetRow& a, const contract::BetRow& b)
{
    return a.state == b.state && a.payoutMinor == b.payoutMinor && a.refundedMinor == b.refundedMinor;
}

} // namespace

std::string auditObject(const contract::BetRow& bet)
{
    return "bet:" + bet.partner.text() + "/" + bet.bet.text();
}

std::string auditState(const contract::BetRow& bet)
{
    std::string text(word(bet.state));
    text.append(" v").append(std::to_string(bet.version));
    text.append(" stake ").append(std::to_string(bet.stakeMinor));
    if (bet.refundedMinor != 0)
        text.append(" refunded ").append(std::to_string(bet.refundedMinor));
    if (bet.payoutMinor)
        text.append(" payout ").append(std::to_string(*bet.payoutMinor));
    if (bet.operation && contract::isOpen(bet.operation->state))
        text.append(" ").append(word(bet.operation->kind)).append(" ").append(word(bet.operation->state));
    return text;
}

void Recorder::start()
{
    if (!m_epoch.empty())
        return;
    Store& store = m_context.store;
    if (const auto epoch = store.meta("epoch")) {
        m_epoch = *epoch;
    } else {
        m_epoch = client::ports::uuid(m_context.random).substr(0, 8);
        store.setMeta("epoch", m_epoch);
    }
    const std::string& wanted = m_context.settings.environmentId;
    const auto environment = store.meta("environment_id");
    if (!environment || (!wanted.empty() && *environment != wanted))
        store.setMeta("environment_id", wanted.empty() ? client::ports::uuid(m_context.random) : wanted);
    noteAuditKey();
}

// Whoever reads the log has to learn that a later part of it is signed by another key.
void Recorder::noteAuditKey()
{
    if (m_context.settings.auditKey.empty())
        return;
    Store& store = m_context.store;
    const std::string now = hex(m_context.settings.auditKey.publicKey);
    const std::string before = store.meta("audit_key").value_or("");
    if (before == now)
        return;
    store.setMeta("audit_key", now);
    if (!before.empty())
        audit({}, "audit_key_changed", "audit", before, now);
}

void Recorder::saveBet(const Bet* before, Bet& after, std::string_view cause, const Operation* operation,
                       const Actor& actor)
{
    Store& store = m_context.store;
    contract::BetRow& row = after.row;
    row.updatedAt = m_context.nowMs;
    if (before) {
        row.version = before->row.version + 1;
        if (!store.updateBet(after, before->row.version))
            throw StoreError(StoreError::Kind::Constraint, "the bet moved while it was locked");
    } else {
        row.version = 1;
        row.createdAt = m_context.nowMs;
        store.insertBet(after);
    }
    const bool business = !before || !sameBusiness(before->row, row);
    if (business) {
        BetVersion version{after.id,
                           row.version,
                           row.updatedAt,
                           row.state,
                           row.payoutMinor,
                           row.refundedMinor,
                           {},
                           std::string(cause),
                           0,
                           {},
                           {}};
        if (operation) {
            version.operation = operation->id;
            version.result = operation->result;
        } else {
            version.actor = actor.subject;
            version.correlationId = actor.correlationId;
        }
        store.insertVersion(version);
    }
    if (!row.round.empty() && operation) {
        const bool joins = operation->kind == contract::OperationKind::Block && (!before || before->operation == 0);
        const int open = static_cast<int>(isOpenBet(after)) - static_cast<int>(before && isOpenBet(*before));
        if (joins || open != 0)
            store.countRound(row.round, joins ? 1 : 0, open);
    }
    if (m_saved)
        m_saved(before ? &before->row : nullptr, row);
    contract::FeedEvent made;
    const bool ofBet = business || !operation;
    made.type = ofBet ? "bet." : "operation.";
    made.type += ofBet ? word(row.state) : word(operation->state);
    made.partner = row.partner;
    made.betId = row.bet;
    made.roundId = row.round;
    if (operation)
        made.operation = contract::OperationId(operationIdText(operation->id));
    made.correlationId = actor.correlationId;
    made.bet = row;
    event(std::move(made));
}

void Recorder::insertRound(Round& round, const Actor& actor)
{
    round.row.version = 1;
    round.row.createdAt = m_context.nowMs;
    round.row.updatedAt = m_context.nowMs;
    round.id = m_context.store.insertRound(round);
    contract::FeedEvent made;
    made.type = "round.open";
    made.roundId = round.row.round;
    made.correlationId = actor.correlationId;
    made.round = round.row;
    event(std::move(made));
}

void Recorder::saveRound(Round& round, std::string_view type, const Actor& actor)
{
    ++round.row.version;
    round.row.updatedAt = m_context.nowMs;
    m_context.store.updateRound(round);
    contract::FeedEvent made;
    made.type = "round." + std::string(type.empty() ? word(round.row.state) : type);
    made.roundId = round.row.round;
    made.correlationId = actor.correlationId;
    made.round = round.row;
    event(std::move(made));
}

void Recorder::tellJob(const Job& job, std::string_view type)
{
    contract::FeedEvent made;
    made.type = type.empty() ? "job." + std::string(word(job.row.state)) : std::string(type);
    made.roundId = job.row.round;
    made.jobId = job.row.id;
    made.correlationId = job.correlationId;
    made.job = job.row;
    event(std::move(made));
}

void Recorder::tellBet(std::string_view type, const contract::BetRow& bet, std::int64_t operation, const Actor& actor)
{
    contract::FeedEvent made;
    made.type = type;
    made.partner = bet.partner;
    made.betId = bet.bet;
    made.roundId = bet.round;
    made.operation = contract::OperationId(operationIdText(operation));
    made.correlationId = actor.correlationId;
    made.bet = bet;
    event(std::move(made));
}

void Recorder::tellPartner(std::string_view type, const contract::PartnerId& partner, const Actor& actor)
{
    contract::FeedEvent made;
    made.type = type;
    made.partner = partner;
    made.correlationId = actor.correlationId;
    event(std::move(made));
}

void Recorder::tellFailure(const contract::FailureRow& row)
{
    contract::FeedEvent made;
    made.type = "failure.changed";
    made.partner = row.partner;
    made.failureId = row.id;
    made.failure = row;
    event(std::move(made));
}

void Recorder::tellAlert(std::string_view type, const contract::AlertRow& row)
{
    contract::FeedEvent made;
    made.type = type;
    made.partner = row.partner;
    made.betId = row.bet;
    made.roundId = row.round;
    made.jobId = row.job;
    made.alertId = row.id;
    made.alert = row;
    event(std::move(made));
}

void Recorder::event(contract::FeedEvent event)
{
    start();
    if (m_eventSeq < 0)
        m_eventSeq = m_context.store.lastEventSeq();
    event.seq = ++m_eventSeq;
    event.at = m_context.nowMs;
    EventRow row{event.seq, event.at, event.type, m_text.make(event)};
    m_context.store.insertEvent(row);
    m_events.push_back({row.seq, m_epoch + "-" + std::to_string(row.seq), std::move(row.type), std::move(row.data)});
}

void Recorder::audit(const Actor& actor, std::string_view action, std::string object, std::string before,
                     std::string after, std::string reason)
{
    if (!m_auditHead)
        m_auditHead = m_context.store.auditHead();
    AuditRow row;
    row.seq = m_auditHead->seq + 1;
    row.at = m_context.nowMs;
    row.subject = actor.subject;
    row.roles = actor.roles;
    row.action = action;
    row.object = std::move(object);
    row.before = std::move(before);
    row.after = std::move(after);
    row.reason = std::move(reason);
    row.correlationId = actor.correlationId;
    row.previousHash = m_auditHead->hash;
    row.hash = auditHash(row);
    m_context.store.insertAudit(row);
    m_auditHead = AuditHead{row.seq, std::move(row.hash)};
    ++m_audited;
    signIfDue();
}

// A row that is not below a signed one can be written anew by whoever reaches the file: this bounds how many there are.
void Recorder::signIfDue()
{
    if (m_context.settings.auditKey.empty())
        return;
    if (!m_signed)
        m_signed = m_context.store.newestSignedHead().value_or(SignedHead{});
    const std::int64_t age = m_context.nowMs - m_signed->at;
    if (!m_signedInThisRun || m_auditHead->seq - m_signed->head.seq >= auditRowsUnsignedMax || age < 0 ||
        age >= signEveryMs)
        signAudit();
}

void Recorder::signAudit()
{
    Store& store = m_context.store;
    if (m_context.settings.auditKey.empty())
        return;
    if (!m_auditHead)
        m_auditHead = store.auditHead();
    if (!m_signed)
        m_signed = store.newestSignedHead().value_or(SignedHead{});
    if (m_auditHead->seq == m_signed->head.seq)
        return;
    m_signed = SignedHead{*m_auditHead, m_context.nowMs, sign(m_context.settings.auditKey, *m_auditHead)};
    store.insertSignedHead(*m_signed);
    m_signedInThisRun = true;
}

void Recorder::prune(std::optional<std::int64_t> upToMax)
{
    std::int64_t upTo = m_eventSeq - m_context.settings.eventsKept;
    if (upToMax)
        upTo = std::min(upTo, *upToMax);
    if (upTo < m_pruned + pruneStep)
        return;
    const std::int64_t oldest = m_context.store.oldestEventSeq();
    m_pruned = std::min(upTo, oldest + 10 * pruneStep);
    if (oldest > 0 && oldest <= m_pruned)
        m_context.store.pruneEvents(m_pruned);
}

std::vector<PublishedEvent> Recorder::takeEvents()
{
    return std::exchange(m_events, {});
}

void Recorder::discard()
{
    m_events.clear();
    m_epoch.clear();
    m_eventSeq = -1;
    m_pruned = 0;
    m_auditHead.reset();
    m_signed.reset();
    m_signedInThisRun = false;
}

} // namespace service::core
