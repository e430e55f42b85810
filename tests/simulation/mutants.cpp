// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/mutants.h"

#include "client/contract/problem.h"

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
    SqliteStore::insertAudit(row);
}

void MutantStore::insertEvent(const service::core::EventRow& event)
{
    if (m_mutant == Mutant::EventLost && ++m_count % 5 == 0)
        return;
    SqliteStore::insertEvent(event);
}

} // namespace tests::simulation
