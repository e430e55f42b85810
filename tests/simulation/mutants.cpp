// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/mutants.h"

#include "client/contract/jobs.h"
#include "client/contract/problem.h"
#include "service/core/keys.h"

#include <algorithm>

namespace tests::simulation {

using client::contract::Exchange;
using client::contract::OperationKind;
using client::contract::TransportError;
using client::ports::HttpRequest;
using service::core::WalletOrder;
using service::core::WalletReply;

const std::vector<MutantName>& mutants()
{
    static const std::vector<MutantName> names = {
        {Mutant::FreshKey, "fresh_key"},
        {Mutant::ChangedBytes, "changed_bytes"},
        {Mutant::TimeoutAsFailure, "timeout_as_failure"},
        {Mutant::DoubtErased, "doubt_erased"},
        {Mutant::JournalNotSynced, "journal_not_synced"},
        {Mutant::JournalForgotten, "journal_forgotten"},
        {Mutant::LedgerNotSynced, "ledger_not_synced"},
        {Mutant::EarlyAnswer, "early_answer"},
        {Mutant::NoRecovery, "no_recovery"},
        {Mutant::DoubleEffect, "double_effect"},
        {Mutant::NoNaturalKey, "no_natural_key"},
        {Mutant::NoTombstone, "no_tombstone"},
        {Mutant::OneSidedLedger, "one_sided_ledger"},
        {Mutant::AuditDropped, "audit_dropped"},
        {Mutant::AuditRechained, "audit_rechained"},
        {Mutant::EventLost, "event_lost"},
        {Mutant::CacheLoses, "cache_loses"},
        {Mutant::SelfApproval, "self_approval"},
        {Mutant::LateApproval, "late_approval"},
        {Mutant::ApprovalTampered, "approval_tampered"},
        {Mutant::ResultStamped, "result_stamped"},
        {Mutant::StalePlanRuns, "stale_plan_runs"},
        {Mutant::PlanTampered, "plan_tampered"},
        {Mutant::TwoRecalculations, "two_recalculations"},
        {Mutant::JobsForgotten, "jobs_forgotten"},
        {Mutant::ItemLost, "item_lost"},
        {Mutant::ItemTwice, "item_twice"},
        {Mutant::ItemDropped, "item_dropped"},
        {Mutant::CountsDrift, "counts_drift"},
        {Mutant::SumsDrift, "sums_drift"},
        {Mutant::CancelIgnored, "cancel_ignored"},
        {Mutant::JobEventStale, "job_event_stale"},
        {Mutant::JobAuditDropped, "job_audit_dropped"},
        {Mutant::LimitIgnored, "limit_ignored"},
        {Mutant::PressedTwice, "pressed_twice"},
        {Mutant::ResultLost, "result_lost"},
        {Mutant::PartnerFreshKey, "partner_fresh_key"},
        {Mutant::PartnerTimeout, "partner_timeout"},
        {Mutant::PartnerForgets, "partner_forgets"},
        {Mutant::BlindRetry, "blind_retry"},
        {Mutant::AnswerUnmatched, "answer_unmatched"},
    };
    return names;
}

std::optional<Mutant> mutantFrom(std::string_view name)
{
    const auto found = std::find_if(mutants().begin(), mutants().end(),
                                    [&](const MutantName& candidate) { return candidate.name == name; });
    if (found == mutants().end())
        return std::nullopt;
    return found->mutant;
}

bool needsDesks(Mutant mutant)
{
    return mutant >= Mutant::SelfApproval && !needsBookmaker(mutant);
}

bool needsBookmaker(Mutant mutant)
{
    return mutant >= Mutant::PartnerFreshKey;
}

void spoilLine(Bookmaker& partner, Mutant mutant)
{
    if (mutant == Mutant::PartnerForgets)
        partner.honoursTombstones = false;
    if (mutant == Mutant::BlindRetry)
        partner.deduplicates = false;
    if (mutant == Mutant::PartnerFreshKey)
        partner.onTheWay = [](WalletOrder& order) { order.key += "#" + std::to_string(order.attempt); };
    partner.onTheWayBack = [mutant](WalletReply& reply) {
        if (mutant == Mutant::PartnerTimeout && reply.errorClass == "timeout") {
            reply.answer = client::contract::AnswerKind::Declined;
            reply.stored = true;
        }
        if (mutant == Mutant::AnswerUnmatched && reply.errorClass == "wrong_answer") {
            reply.answer = client::contract::AnswerKind::Accepted;
            reply.errorClass.clear();
            reply.error.clear();
        }
    };
}

namespace {

constexpr std::string_view refundMember = "\"refund_id\":\"";

bool isRefund(const HttpRequest& request)
{
    return request.method == "POST" && request.target == "/api/v1/refunds";
}

// The refund_id of a body with "-n" behind it, from the second sending on; the reply is turned back.
std::string suffixed(const std::string& body, const std::string& suffix)
{
    const std::size_t start = body.find(refundMember);
    if (start == std::string::npos)
        return body;
    const std::size_t end = body.find('"', start + refundMember.size());
    return body.substr(0, end) + suffix + body.substr(end);
}

std::string without(std::string text, const std::string& part)
{
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
    return text;
}

} // namespace

MutantTransport::Id MutantTransport::send(HttpRequest request, Done done)
{
    if (m_mutant == Mutant::FreshKey && isRefund(request)) {
        const int number = ++m_sent[request.body];
        const std::string suffix = number > 1 ? "-n" + std::to_string(number) : "";
        request.body = suffixed(request.body, suffix);
        for (auto& header : request.headers) {
            if (header.name == "Idempotency-Key")
                header.value += suffix;
        }
        return m_inner.send(std::move(request), [suffix, then = std::move(done)](Exchange exchange) {
            if (!suffix.empty())
                exchange.body = without(exchange.body, suffix);
            then(std::move(exchange));
        });
    }
    if (m_mutant == Mutant::ChangedBytes && isRefund(request) && ++m_sent[request.body] > 1)
        request.body += ' ';
    const std::string body = request.method == "POST" ? request.body : std::string();
    if (body.empty())
        return m_inner.send(std::move(request), std::move(done));
    return m_inner.send(std::move(request), [this, body, then = std::move(done)](Exchange exchange) {
        then(judge(body, std::move(exchange)));
    });
}

Exchange MutantTransport::judge(const std::string& body, Exchange exchange)
{
    using client::contract::ProblemCode;
    if (m_mutant == Mutant::TimeoutAsFailure && exchange.error == TransportError::Timeout) {
        exchange.error = TransportError::None;
        exchange.status = 409;
        exchange.body = encode(client::contract::problem(ProblemCode::BetClosed, "time-out"));
    }
    if (m_mutant == Mutant::DoubtErased) {
        if (exchange.error != TransportError::None || exchange.status >= 500)
            m_doubted.insert(body);
        else if ((exchange.status == 401 || exchange.status == 409) && m_doubted.contains(body)) {
            client::contract::Problem refusal = client::contract::problem(ProblemCode::BetClosed, "refused");
            refusal.stored = true;
            exchange.status = 409;
            exchange.body = encode(refusal);
        }
    }
    return exchange;
}

void MutantCache::apply(std::vector<client::contract::FeedEvent> events, Done done)
{
    for (client::contract::FeedEvent& event : events) {
        if (m_mutant == Mutant::CacheLoses && ++m_count % 5 == 0)
            event.bet.reset();
    }
    m_inner.apply(std::move(events), std::move(done));
}

WalletOrder MutantWallet::changed(WalletOrder order) const
{
    if (m_mutant == Mutant::DoubleEffect && order.attempt > 1)
        order.operation += 1'000'000 * order.attempt;
    const bool ofJob = order.key.starts_with("recalc:") || order.key.find("job:") != std::string::npos;
    if (m_mutant == Mutant::ItemTwice && ofJob && order.attempt > 1)
        order.operation += 1'000'000 * order.attempt;
    return order;
}

std::optional<WalletReply> MutantWallet::immediate(service::core::Store& store, const WalletOrder& order)
{
    return m_inner.immediate(store, changed(order));
}

void MutantWallet::send(service::core::Store& store, const WalletOrder& order, Done done)
{
    m_inner.send(store, changed(order), std::move(done));
}

std::optional<WalletReply> MutantWallet::check(service::core::Store& store, const WalletOrder& order)
{
    return m_inner.check(store, order);
}

std::optional<service::core::Operation> MutantStore::operation(std::int64_t bet, OperationKind kind,
                                                               std::string_view ref)
{
    if (m_mutant == Mutant::NoNaturalKey && kind == OperationKind::Refund)
        return std::nullopt;
    return SqliteStore::operation(bet, kind, ref);
}

void MutantStore::insertOperation(const service::core::Operation& operation)
{
    if (m_hidden.contains(operation.bet))
        return;
    if (m_mutant == Mutant::NoNaturalKey && operation.kind == OperationKind::Refund) {
        service::core::Operation other = operation;
        other.ref += "#" + std::to_string(operation.id);
        SqliteStore::insertOperation(other);
        return;
    }
    SqliteStore::insertOperation(operation);
}

void MutantStore::insertBet(const service::core::Bet& bet)
{
    if (m_mutant == Mutant::NoTombstone && bet.row.state == client::contract::BetState::Refunded) {
        m_hidden.insert(bet.id);
        return;
    }
    SqliteStore::insertBet(bet);
}

void MutantStore::insertVersion(const service::core::BetVersion& version)
{
    if (!m_hidden.contains(version.bet))
        SqliteStore::insertVersion(version);
}

void MutantStore::post(const service::core::Posting& posting)
{
    if (m_mutant == Mutant::OneSidedLedger && posting.lines.size() > 1 && ++m_count % 7 == 0) {
        service::core::Posting other = posting;
        other.lines.pop_back();
        SqliteStore::post(other);
        return;
    }
    SqliteStore::post(posting);
}

void MutantStore::insertAudit(const service::core::AuditRow& row)
{
    if (m_mutant == Mutant::AuditDropped && ++m_count % 5 == 0)
        return;
    if (m_mutant == Mutant::AuditRechained && ++m_count % 5 == 0) {
        service::core::AuditRow other = row;
        other.previousHash = std::string(32, '\0');
        SqliteStore::insertAudit(other);
        return;
    }
    if (m_mutant == Mutant::JobAuditDropped) {
        const bool drops = row.object.starts_with("job:") && ++m_count % 3 == 0;
        m_auditsDropped += drops;
        if (drops && m_auditHash.empty())
            m_auditHash = row.previousHash;
        if (drops || m_auditsDropped == 0)
            return drops ? void() : SqliteStore::insertAudit(row);
        // The chain closes over the gap, so that only what is missing tells.
        service::core::AuditRow other = row;
        other.seq -= m_auditsDropped;
        other.previousHash = m_auditHash;
        other.hash = m_auditHash = service::core::auditHash(other);
        SqliteStore::insertAudit(other);
        return;
    }
    SqliteStore::insertAudit(row);
}

void MutantStore::insertEvent(const service::core::EventRow& event)
{
    if (m_mutant == Mutant::EventLost && ++m_count % 5 == 0)
        return;
    static constexpr std::string_view ended = "\"state\":\"completed\"";
    const std::size_t at = event.data.find(ended);
    if (m_mutant == Mutant::JobEventStale && event.type == "job.completed" && at != std::string::npos) {
        service::core::EventRow other = event;
        other.data.replace(at, ended.size(), "\"state\":\"running\"");
        SqliteStore::insertEvent(other);
        return;
    }
    SqliteStore::insertEvent(event);
}

std::optional<service::core::Job> MutantStore::job(std::int64_t id)
{
    auto job = SqliteStore::job(id);
    if (!job)
        return job;
    const bool waits = job->row.state == client::contract::JobState::PendingApproval;
    if (m_mutant == Mutant::SelfApproval && waits)
        job->row.author = "nobody";
    if (m_mutant == Mutant::LateApproval && waits)
        job->row.expiresAt += 3'600'000;
    if (m_mutant == Mutant::TwoRecalculations && job->row.state == client::contract::JobState::Holding) {
        if (const auto round = SqliteStore::round(job->round))
            job->row.resultVersion = round->row.resultVersion;
    }
    return job;
}

void MutantStore::updateJob(const service::core::Job& job)
{
    WatchedStore::updateJob(job);
    if (m_mutant != Mutant::PlanTampered || job.row.state != client::contract::JobState::Holding)
        return;
    for (const auto& one : SqliteStore::items(job.id, client::contract::JobItemState::Pending, 0, 1)) {
        service::core::JobItem item = one.item;
        item.deltaMinor -= 1;
        SqliteStore::updateItem(item);
    }
}

std::optional<service::core::Job> MutantStore::runningRecalculation(std::int64_t round)
{
    if (m_mutant == Mutant::TwoRecalculations)
        return std::nullopt;
    return SqliteStore::runningRecalculation(round);
}

std::vector<service::core::Job> MutantStore::openJobs()
{
    if (m_mutant == Mutant::JobsForgotten)
        return {};
    return SqliteStore::openJobs();
}

std::vector<service::core::JobItem> MutantStore::movedItems(std::int64_t job, std::int64_t afterBet, int limit)
{
    if (m_mutant == Mutant::StalePlanRuns)
        return {};
    return SqliteStore::movedItems(job, afterBet, limit);
}

std::optional<service::core::JobItem> MutantStore::itemOfOperation(std::int64_t operation)
{
    auto item = SqliteStore::itemOfOperation(operation);
    if (m_mutant == Mutant::ItemLost && item && ++m_count % 5 == 0)
        return std::nullopt;
    return item;
}

void MutantStore::insertItem(const service::core::JobItem& item)
{
    if (m_mutant == Mutant::ItemDropped && ++m_count % 5 == 0)
        return;
    SqliteStore::insertItem(item);
}

void MutantStore::countItems(std::int64_t job, client::contract::JobItemState state, std::int64_t more)
{
    if (m_mutant == Mutant::CountsDrift && ++m_count % 7 == 0)
        return;
    SqliteStore::countItems(job, state, more);
}

void MutantStore::addSum(std::int64_t job, const client::contract::JobSum& more)
{
    if (m_mutant == Mutant::SumsDrift && ++m_count % 5 == 0)
        return;
    SqliteStore::addSum(job, more);
}

void MutantStore::cancelPending(std::int64_t job, std::int64_t at)
{
    if (m_mutant != Mutant::CancelIgnored)
        SqliteStore::cancelPending(job, at);
}

service::core::RefundUse MutantStore::refundUse(std::string_view subject, const client::contract::Currency& currency,
                                                std::int64_t sinceMs)
{
    if (m_mutant == Mutant::LimitIgnored)
        return {};
    return SqliteStore::refundUse(subject, currency, sinceMs);
}

void MutantStore::insertHeaderKey(std::string_view subject, std::string_view key, std::string_view fingerprint)
{
    // The presses are those of managers and of support.
    const bool ofDesk = subject.starts_with("m") || subject.starts_with("s");
    if (m_mutant != Mutant::PressedTwice || !ofDesk)
        SqliteStore::insertHeaderKey(subject, key, fingerprint);
}

void MutantStore::insertResult(std::int64_t round, const client::contract::RoundResult& result)
{
    if (m_mutant == Mutant::ResultLost && ++m_count % 2 == 0)
        return;
    SqliteStore::insertResult(round, result);
}

void MutantStore::rollback()
{
    WatchedStore::rollback();
    m_auditsDropped = 0;
    m_auditHash.clear();
}

service::core::Request changedRequest(service::core::Request request, service::core::Store& store, Mutant mutant)
{
    static constexpr std::string_view approvals = "/api/v1/approvals/ap-";
    if ((mutant != Mutant::ApprovalTampered && mutant != Mutant::ResultStamped) ||
        !request.path.starts_with(approvals) || !request.path.ends_with(":approve"))
        return request;
    auto order = client::contract::decodeApprovalOrder(request.body);
    const auto job = store.job(std::atoll(request.path.c_str() + approvals.size()));
    if (!order || !job)
        return request;
    if (mutant == Mutant::ApprovalTampered)
        order->digest = job->row.digest;
    else
        order->correctResult = job->row.correctResult;
    request.body = client::contract::encode(*order);
    return request;
}

} // namespace tests::simulation
