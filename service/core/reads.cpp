// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/reads.h"

#include "client/contract/json.h"
#include "service/core/alertreads.h"
#include "service/core/auditreads.h"
#include "service/core/entitytag.h"
#include "service/core/failurereads.h"
#include "service/core/jobreads.h"
#include "service/core/keys.h"
#include "service/core/outbox.h"
#include "service/core/parameters.h"
#include "service/core/partners.h"
#include "service/core/reconciliationreads.h"
#include "service/core/resolutions.h"
#include "service/core/roles.h"
#include "service/core/views.h"
#include "service/core/webhookreads.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr std::size_t responseMax = 16 * 1024;
// An operation that is retried for months keeps every attempt; an answer shows the newest.
constexpr int attemptsShown = 50;
constexpr int notesShown = 100;

Response json(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

// One row as it is in this version; nothing to a caller who has it.
Response versioned(std::string body, std::int64_t version, const Request& request)
{
    const std::string tag = entityTag(version);
    const bool held = isHeldByCaller(request, tag);
    Response response = json(held ? std::string() : std::move(body));
    if (held)
        response.status = 304;
    response.headers.push_back({"ETag", tag});
    return response;
}

Response notFound(ProblemCode code, const Request& request)
{
    return problemResponse(contract::problem(code), request);
}

// Of the state that a snapshot starts from. Read before the rows: a row that is newer than it says is only told again.
std::string eventCursor(Store& store)
{
    return store.meta("epoch").value_or("0") + "-" + std::to_string(store.lastEventSeq());
}

template <typename Row>
Response page(contract::Page<Row> page, const std::string& firstPageCursor)
{
    Response response = json(contract::encode(page));
    if (!firstPageCursor.empty())
        response.headers.push_back({"X-Event-Cursor", firstPageCursor});
    return response;
}

Response betPage(Store& store, const BetFilter& filter)
{
    const std::string cursor = filter.beforeId == 0 ? eventCursor(store) : std::string();
    Slice<Bet> slice = store.bets(filter);
    contract::Page<contract::BetRow> rows;
    for (Bet& bet : slice.rows)
        rows.rows.push_back(std::move(bet.row));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return page(std::move(rows), cursor);
}

Response bets(Store& store, const Request& request)
{
    Parameters given(request, " state status needs_attention partner_id player_id round_id currency amount_min "
                              "amount_max created_from created_to q limit cursor ");
    BetFilter filter;
    filter.state = given.word("state", contract::betStateFrom);
    filter.status = given.word("status", contract::shownStatusFrom);
    filter.needsAttention = given.flag("needs_attention");
    filter.partner = given.id("partner_id");
    filter.player = given.id("player_id");
    filter.round = given.id("round_id");
    filter.currency = given.currency();
    filter.stakeMinMinor = given.amount("amount_min");
    filter.stakeMaxMinor = given.amount("amount_max");
    filter.text = given.id("q");
    filter.createdFrom = given.time("created_from");
    filter.createdTo = given.time("created_to");
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    // A mask that can be tried against guesses hides nothing.
    if (!filter.player.empty() && !seesPlayers(request.identity))
        return problemResponse(contract::problem(ProblemCode::Forbidden, "Your role does not search by player."),
                               request);
    return betPage(store, filter);
}

Response roundBets(Store& store, const contract::RoundId& round, const Request& request)
{
    Parameters given(request, " limit cursor ");
    BetFilter filter;
    filter.round = round.text();
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    if (!store.round(round))
        return notFound(ProblemCode::RoundNotFound, request);
    return betPage(store, filter);
}

Response rounds(Store& store, const Request& request)
{
    Parameters given(request, " state created_from created_to q limit cursor ");
    RoundFilter filter;
    filter.state = given.word("state", contract::roundStateFrom);
    filter.text = given.id("q");
    filter.createdFrom = given.time("created_from");
    filter.createdTo = given.time("created_to");
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const std::string cursor = filter.beforeId == 0 ? eventCursor(store) : std::string();
    Slice<Round> slice = store.rounds(filter);
    contract::Page<contract::RoundRow> rows;
    for (Round& round : slice.rows)
        rows.rows.push_back(std::move(round.row));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return page(std::move(rows), cursor);
}

contract::OperationRow wireRow(const Operation& operation, const contract::PartnerId& partner,
                               const contract::BetId& bet, const contract::Currency& currency)
{
    contract::OperationRow row;
    row.brief = brief(operation);
    row.partner = partner;
    row.bet = bet;
    row.amountMinor = operation.amountMinor;
    row.currency = currency;
    row.key = operationKey(operation.kind, operation.ref, partner.text(), bet.text());
    row.why = operation.why;
    row.actor = operation.actor;
    row.correlationId = operation.correlationId;
    row.createdAt = operation.createdAt;
    row.updatedAt = operation.updatedAt;
    return row;
}

Response operations(Store& store, const Request& request)
{
    Parameters given(request, " state limit cursor ");
    OperationFilter filter;
    filter.state = given.word("state", contract::operationStateFrom);
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const Slice<OperationOfBet> slice = store.operations(filter);
    contract::Page<contract::OperationRow> rows;
    for (const OperationOfBet& row : slice.rows)
        rows.rows.push_back(wireRow(row.operation, row.partner, row.bet, row.currency));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return page(std::move(rows), {});
}

// An adjustment has no call of the specification's five in its plain form: it travels as a row of a recalculation.
std::string adjustmentBody(const contract::BetRow& bet, const Operation& operation)
{
    nlohmann::ordered_json row;
    row["bet_id"] = bet.bet.text();
    row["status"] = word(operation.target);
    if (operation.payoutMinor)
        row["payout"] = contract::Money{*operation.payoutMinor, bet.currency}.text();
    row["delta"] = contract::Money{operation.amountMinor, bet.currency}.text();
    nlohmann::ordered_json body;
    body["round_id"] = bet.round.text();
    body["correct_result"] = operation.result;
    body["recalculation_id"] = operation.ref;
    body["chunk"] = 0;
    body["rows"] = nlohmann::ordered_json::array({row});
    return contract::json::dump(body);
}

// The message that an operation is for the wallet, as the specification writes it.
std::string plainRequest(const contract::BetRow& bet, const Operation& operation)
{
    if (operation.kind == contract::OperationKind::Adjust)
        return "POST /api/recalculate_bets\n\n" + adjustmentBody(bet, operation);
    contract::BetCall call;
    call.call = operation.kind == contract::OperationKind::Block ? contract::CallKind::BlockFunds
                : operation.kind == contract::OperationKind::Settle && operation.target != contract::BetState::Refunded
                    ? contract::CallKind::UpdateBetStatus
                    : contract::CallKind::Refund;
    call.partner = bet.partner;
    call.player = bet.player;
    call.bet = bet.bet;
    const bool refund = call.call == contract::CallKind::Refund;
    call.amountText = contract::Money{refund ? operation.amountMinor : bet.stakeMinor, bet.currency}.text();
    if (call.call == contract::CallKind::UpdateBetStatus) {
        call.won = operation.target == contract::BetState::Won;
        call.payoutText = contract::Money{operation.payoutMinor.value_or(0), bet.currency}.text();
        call.result = operation.result;
    }
    if (call.call == contract::CallKind::BlockFunds) {
        call.game = bet.game;
        call.round = bet.round;
        call.selection = bet.selection;
        if (bet.oddsE4 != 0)
            call.oddsText = contract::oddsText(bet.oddsE4);
    }
    if (operation.kind == contract::OperationKind::Refund)
        call.refund = contract::RefundId(operation.ref);
    return "POST " + std::string(contract::path(call.call)) + "\n\n" + contract::encode(call);
}

contract::AttemptRow wireRow(const Attempt& attempt, const Operation& operation, const contract::BetRow& bet)
{
    contract::AttemptRow row;
    row.operation = contract::OperationId(operationIdText(attempt.operation));
    row.number = attempt.number;
    row.at = attempt.at;
    row.durationMs = attempt.durationMs;
    row.http = attempt.http;
    row.answer = word(attempt.answer);
    row.errorClass = attempt.errorClass;
    row.error = attempt.error;
    row.waitBaseMs = attempt.waitBaseMs;
    row.waitJitterMs = attempt.waitJitterMs;
    row.nextAt = attempt.nextAt;
    row.request = attempt.request.empty() ? plainRequest(bet, operation) : attempt.request;
    row.response = attempt.response.substr(0, responseMax);
    if (row.response.empty() && attempt.answer == contract::AnswerKind::Accepted) {
        const bool adjust = operation.kind == contract::OperationKind::Adjust;
        const bool settle = operation.kind == contract::OperationKind::Settle;
        row.response = adjust ? contract::recalculatedBody(bet.round)
                              : contract::successBody(operation.kind == contract::OperationKind::Block
                                                          ? contract::CallKind::BlockFunds
                                                      : settle ? contract::CallKind::UpdateBetStatus
                                                               : contract::CallKind::Refund,
                                                      bet.bet);
    }
    return row;
}

Response operationAttempts(Store& store, const std::string& id, const Request& request)
{
    const auto operation = store.operation(operationIdFrom(id));
    const auto bet = operation ? store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return notFound(ProblemCode::OperationNotFound, request);
    contract::Page<contract::AttemptRow> rows;
    for (const Attempt& attempt : store.attempts(operation->id, attemptsShown))
        rows.rows.push_back(wireRow(attempt, *operation, bet->row));
    return page(std::move(rows), {});
}

int rankInTime(contract::TimelineKind kind)
{
    switch (kind) {
    case contract::TimelineKind::Call:
        return 0;
    case contract::TimelineKind::Operation:
        return 1;
    case contract::TimelineKind::Attempt:
        return 2;
    case contract::TimelineKind::Version:
        return 3;
    case contract::TimelineKind::Note:
        return 4;
    }
    return 5;
}

contract::Story story(Store& store, const Settings& settings, const Bet& bet)
{
    contract::Story story;
    story.remoteWallet = rulesOf(settings, bet.row.partner) != nullptr;
    story.bet = bet.row;
    std::map<std::int64_t, Operation> operations;
    for (const Operation& operation : store.operationsOf(bet.id)) {
        operations.emplace(operation.id, operation);
        contract::TimelineEntry entry;
        entry.kind = contract::TimelineKind::Operation;
        entry.at = operation.createdAt;
        entry.call = causeOf(operation);
        entry.actor = operation.actor;
        entry.correlationId = operation.correlationId;
        entry.operation = wireRow(operation, bet.row.partner, bet.row.bet, bet.row.currency);
        entry.text = operation.reason;
        story.entries.push_back(entry);
        for (const Attempt& attempt : store.attempts(operation.id, attemptsShown)) {
            contract::TimelineEntry& line = story.entries.emplace_back();
            line.kind = contract::TimelineKind::Attempt;
            line.at = attempt.at;
            line.call = entry.call;
            line.actor = operation.actor;
            line.correlationId = operation.correlationId;
            line.attempt = wireRow(attempt, operation, bet.row);
        }
    }
    for (const BetVersion& version : store.versions(bet.id)) {
        contract::TimelineEntry entry;
        entry.at = version.at;
        entry.call = version.cause;
        entry.actor = version.actor;
        entry.correlationId = version.correlationId;
        const auto operation = operations.find(version.operation);
        if (operation != operations.end()) {
            entry.actor = operation->second.actor;
            entry.correlationId = operation->second.correlationId;
        } else {
            entry.kind = contract::TimelineKind::Call;
            entry.text = "approved";
            story.entries.push_back(entry);
            entry.text.clear();
        }
        entry.kind = contract::TimelineKind::Version;
        entry.state = version.state;
        entry.version = version.version;
        story.entries.push_back(std::move(entry));
    }
    for (Note& note : store.notes(bet.id, notesShown)) {
        contract::TimelineEntry& entry = story.entries.emplace_back();
        entry.kind = contract::TimelineKind::Note;
        entry.at = note.at;
        entry.actor = std::move(note.author);
        entry.correlationId = std::move(note.correlationId);
        entry.text = std::move(note.text);
    }
    std::stable_sort(story.entries.begin(), story.entries.end(), [](const auto& a, const auto& b) {
        return a.at != b.at ? a.at < b.at : rankInTime(a.kind) < rankInTime(b.kind);
    });
    story.ledger = store.ledgerOf(bet.id);
    return story;
}

Response instance(Store& store, const Settings& settings, const Request& request)
{
    contract::InstanceInfo info;
    info.environmentId = store.meta("environment_id").value_or(settings.environmentId);
    info.name = settings.name;
    info.kind = settings.kind;
    info.version = settings.version;
    info.subject = request.identity.subject;
    info.roles = request.identity.roles;
    return json(contract::encode(info));
}

Response partners(const Settings& settings)
{
    nlohmann::ordered_json data = nlohmann::ordered_json::array();
    for (const auto& [id, partner] : settings.partners)
        data.push_back({{"partner_id", id}, {"name", partner.name}, {"currency", partner.currency}});
    return json(contract::json::dump({{"data", data}}));
}

bool onlyPlays(const Identity& identity)
{
    return std::all_of(identity.roles.begin(), identity.roles.end(),
                       [](const std::string& role) { return role == "game"; });
}

Response ofBet(Store& store, const Settings& settings, const Route& route, const Request& request)
{
    if (onlyPlays(request.identity) && !mayServe(request.identity, contract::PartnerId(route.ids[0])))
        return problemResponse(contract::problem(ProblemCode::Forbidden, "This token is not for that partner."),
                               request);
    const auto bet = store.bet(contract::PartnerId(route.ids[0]), contract::BetId(route.ids[1]));
    if (!bet)
        return notFound(ProblemCode::BetNotFound, request);
    if (route.rule->endpoint == Endpoint::BetTimeline)
        return json(contract::encode(story(store, settings, *bet)));
    if (route.rule->endpoint == Endpoint::BetLedger)
        return json(contract::encode(store.ledgerOf(bet->id)));
    return versioned(contract::encode(bet->row), bet->row.version, request);
}

} // namespace

contract::OperationRow operationRow(const Operation& operation, const contract::BetRow& bet)
{
    return wireRow(operation, bet.partner, bet.bet, bet.currency);
}

Response read(Store& store, const Settings& settings, const Route& route, const Request& request, std::int64_t nowMs)
{
    switch (route.rule->endpoint) {
    case Endpoint::Instance:
        return instance(store, settings, request);
    case Endpoint::Partners:
        return partners(settings);
    case Endpoint::Bets:
        return bets(store, request);
    case Endpoint::Bet:
    case Endpoint::BetTimeline:
    case Endpoint::BetLedger:
        return ofBet(store, settings, route, request);
    case Endpoint::Rounds:
        return rounds(store, request);
    case Endpoint::Round: {
        const auto round = store.round(contract::RoundId(route.ids[0]));
        return round ? versioned(contract::encode(round->row), round->row.version, request)
                     : notFound(ProblemCode::RoundNotFound, request);
    }
    case Endpoint::RoundBets:
        return roundBets(store, contract::RoundId(route.ids[0]), request);
    case Endpoint::Operations:
        return operations(store, request);
    case Endpoint::OperationAttempts:
        return operationAttempts(store, route.ids[0], request);
    case Endpoint::RoundResults:
    case Endpoint::Jobs:
    case Endpoint::Job:
    case Endpoint::JobRows:
    case Endpoint::JobChanges:
    case Endpoint::JobReport:
    case Endpoint::Approvals:
        return readJobs(store, settings, route, request);
    case Endpoint::Webhooks:
    case Endpoint::WebhookDeadLetters:
        return readWebhooks(store, settings, route, request);
    case Endpoint::Alerts:
    case Endpoint::AlertRules:
        return readAlerts(store, route, request);
    case Endpoint::Views:
        return readViews(store, request);
    case Endpoint::Failures:
    case Endpoint::Failure:
    case Endpoint::FailureBets:
        return readFailures(store, route, request, nowMs);
    case Endpoint::Reconciliations:
    case Endpoint::Reconciliation:
    case Endpoint::ReconciliationItems:
        return readReconciliations(store, route, request);
    case Endpoint::Audit:
        return auditPage(store, request);
    case Endpoint::AuditVerify:
        return auditCheck(store, settings, request);
    case Endpoint::Resolutions:
        return resolutionPage(store, request);
    case Endpoint::FiveCalls:
    case Endpoint::RoundResult:
    case Endpoint::RoundFlag:
    case Endpoint::JobCreate:
    case Endpoint::JobSubmit:
    case Endpoint::JobWithdraw:
    case Endpoint::JobPause:
    case Endpoint::JobResume:
    case Endpoint::JobCancel:
    case Endpoint::JobRetryFailed:
    case Endpoint::ApprovalApprove:
    case Endpoint::ApprovalReject:
    case Endpoint::WebhookReplay:
    case Endpoint::AlertAck:
    case Endpoint::AlertAssign:
    case Endpoint::AlertSnooze:
    case Endpoint::AlertRuleAdd:
    case Endpoint::AlertRuleChange:
    case Endpoint::AlertRuleDelete:
    case Endpoint::FailureAssign:
    case Endpoint::FailureMute:
    case Endpoint::FailureUnmute:
    case Endpoint::FailureNote:
    case Endpoint::FailureRetry:
    case Endpoint::BetReinstate:
    case Endpoint::BetNote:
    case Endpoint::OperationRetry:
    case Endpoint::OperationResolve:
    case Endpoint::OperationAsk:
    case Endpoint::PartnerHealth:
    case Endpoint::Stats:
    case Endpoint::PartnerSuspend:
    case Endpoint::PartnerResume:
    case Endpoint::ReconciliationCreate:
    case Endpoint::ReconciliationRows:
    case Endpoint::ReconciliationCompare:
    case Endpoint::ReconciliationCancel:
    case Endpoint::ReconciliationAccept:
    case Endpoint::ViewPut:
    case Endpoint::ViewDelete:
    case Endpoint::Refunds:
    case Endpoint::Events:
        break;
    }
    return notFound(ProblemCode::NotFound, request);
}

} // namespace service::core
