// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/policy.h"

#include "client/contract/ids.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr std::string_view readers = " viewer support manager auditor ";
constexpr std::string_view people = " viewer support manager auditor admin ";
constexpr std::string_view desk = " support manager ";
constexpr std::string_view managers = " manager ";
constexpr std::string_view exporters = " support manager auditor ";
constexpr std::string_view games = " game ";
// Of a bet, so that a service whose bookmaker this one is can ask what became of a call.
constexpr std::string_view readersAndGames = " viewer support manager auditor game ";
// What needs a second person and cannot be proposed yet.
constexpr std::string_view nobody = " ";

// A pattern's next segment and the path's; the slash between segments is dropped.
std::string_view takeSegment(std::string_view& path)
{
    path.remove_prefix(path.empty() ? 0 : 1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& ids)
{
    ids.clear();
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = takeSegment(pattern);
        std::string_view given = takeSegment(path);
        if (wanted.empty() || wanted.front() != '{') {
            if (wanted != given)
                return false;
            continue;
        }
        const std::string_view verb = wanted.substr(wanted.find('}') + 1);
        if (given.size() <= verb.size() || given.substr(given.size() - verb.size()) != verb)
            return false;
        given.remove_suffix(verb.size());
        if (!contract::isValidId(given))
            return false;
        ids.emplace_back(given);
    }
    return pattern.empty() && path.empty();
}

} // namespace

const std::vector<EndpointRule>& endpointRules()
{
    static const std::vector<EndpointRule> rules = {
        {"POST", "/api/check_bet", Endpoint::FiveCalls, games},
        {"POST", "/api/block_funds", Endpoint::FiveCalls, games},
        {"POST", "/api/update_bet_status", Endpoint::FiveCalls, games},
        {"POST", "/api/refund", Endpoint::FiveCalls, games},
        {"POST", "/api/recalculate_bets", Endpoint::FiveCalls, games},
        {"GET", "/api/v1/instance", Endpoint::Instance, people},
        {"GET", "/api/v1/bets", Endpoint::Bets, readers},
        {"GET", "/api/v1/bets/{partner}/{bet}", Endpoint::Bet, readersAndGames},
        {"GET", "/api/v1/bets/{partner}/{bet}/timeline", Endpoint::BetTimeline, readers},
        {"GET", "/api/v1/bets/{partner}/{bet}/ledger", Endpoint::BetLedger, readers},
        {"POST", "/api/v1/bets/{partner}/{bet}:reinstate", Endpoint::BetReinstate, nobody},
        {"POST", "/api/v1/bets/{partner}/{bet}:note", Endpoint::BetNote, desk},
        {"GET", "/api/v1/rounds", Endpoint::Rounds, readers},
        {"GET", "/api/v1/rounds/{round}", Endpoint::Round, readers},
        {"GET", "/api/v1/rounds/{round}/bets", Endpoint::RoundBets, readers},
        {"GET", "/api/v1/operations", Endpoint::Operations, readers},
        {"GET", "/api/v1/operations/{operation}/attempts", Endpoint::OperationAttempts, readers},
        {"POST", "/api/v1/operations/{operation}:retry", Endpoint::OperationRetry, desk},
        {"POST", "/api/v1/operations/{operation}:resolve", Endpoint::OperationResolve, desk},
        {"POST", "/api/v1/refunds", Endpoint::Refunds, desk},
        {"GET", "/api/v1/partners", Endpoint::Partners, readers},
        {"GET", "/api/v1/events", Endpoint::Events, readers},
        {"GET", "/api/v1/rounds/{round}/results", Endpoint::RoundResults, readers},
        {"POST", "/api/v1/rounds/{round}/result", Endpoint::RoundResult, managers},
        {"POST", "/api/v1/rounds/{round}:flag", Endpoint::RoundFlag, desk},
        {"POST", "/api/v1/jobs", Endpoint::JobCreate, desk},
        {"GET", "/api/v1/jobs", Endpoint::Jobs, readers},
        {"GET", "/api/v1/jobs/{job}", Endpoint::Job, readers},
        {"GET", "/api/v1/jobs/{job}/rows", Endpoint::JobRows, readers},
        {"GET", "/api/v1/jobs/{job}/changes", Endpoint::JobChanges, readers},
        {"GET", "/api/v1/jobs/{job}/report", Endpoint::JobReport, exporters},
        {"POST", "/api/v1/jobs/{job}:submit", Endpoint::JobSubmit, desk},
        {"POST", "/api/v1/jobs/{job}:withdraw", Endpoint::JobWithdraw, desk},
        {"POST", "/api/v1/jobs/{job}:pause", Endpoint::JobPause, desk},
        {"POST", "/api/v1/jobs/{job}:resume", Endpoint::JobResume, managers},
        {"POST", "/api/v1/jobs/{job}:cancel", Endpoint::JobCancel, desk},
        {"POST", "/api/v1/jobs/{job}:retry_failed", Endpoint::JobRetryFailed, desk},
        {"GET", "/api/v1/approvals", Endpoint::Approvals, readers},
        {"POST", "/api/v1/approvals/{approval}:approve", Endpoint::ApprovalApprove, managers},
        {"POST", "/api/v1/approvals/{approval}:reject", Endpoint::ApprovalReject, managers},
        {"GET", "/api/v1/failures", Endpoint::Failures, readers},
        {"GET", "/api/v1/failures/{failure}", Endpoint::Failure, readers},
        {"GET", "/api/v1/failures/{failure}/bets", Endpoint::FailureBets, readers},
        {"POST", "/api/v1/failures/{failure}:assign", Endpoint::FailureAssign, desk},
        {"POST", "/api/v1/failures/{failure}:mute", Endpoint::FailureMute, desk},
        {"POST", "/api/v1/failures/{failure}:unmute", Endpoint::FailureUnmute, desk},
        {"POST", "/api/v1/failures/{failure}:note", Endpoint::FailureNote, desk},
        {"POST", "/api/v1/failures/{failure}:retry", Endpoint::FailureRetry, desk},
        {"GET", "/api/v1/audit", Endpoint::Audit, " support manager auditor "},
        {"GET", "/api/v1/audit/verify", Endpoint::AuditVerify, " auditor "},
        {"POST", "/api/v1/operations/{operation}:ask", Endpoint::OperationAsk, desk},
        {"GET", "/api/v1/resolutions", Endpoint::Resolutions, readers},
        {"GET", "/api/v1/partners/{partner}/health", Endpoint::PartnerHealth, readers},
        {"POST", "/api/v1/partners/{partner}:suspend", Endpoint::PartnerSuspend, " manager admin "},
        {"POST", "/api/v1/partners/{partner}:resume", Endpoint::PartnerResume, " manager admin "},
        {"GET", "/api/v1/stats", Endpoint::Stats, readers},
        {"GET", "/api/v1/alerts", Endpoint::Alerts, readers},
        {"POST", "/api/v1/alerts/{alert}:ack", Endpoint::AlertAck, desk},
        {"POST", "/api/v1/alerts/{alert}:assign", Endpoint::AlertAssign, desk},
        {"POST", "/api/v1/alerts/{alert}:snooze", Endpoint::AlertSnooze, desk},
        {"GET", "/api/v1/alert-rules", Endpoint::AlertRules, readers},
        {"POST", "/api/v1/alert-rules", Endpoint::AlertRuleAdd, managers},
        {"POST", "/api/v1/alert-rules/{rule}:change", Endpoint::AlertRuleChange, managers},
        {"POST", "/api/v1/alert-rules/{rule}:delete", Endpoint::AlertRuleDelete, managers},
        {"GET", "/api/v1/webhooks", Endpoint::Webhooks, managers},
        {"GET", "/api/v1/webhooks/{webhook}/dead-letters", Endpoint::WebhookDeadLetters, managers},
        {"POST", "/api/v1/webhooks/{webhook}:replay", Endpoint::WebhookReplay, managers},
        {"POST", "/api/v1/reconciliations", Endpoint::ReconciliationCreate, managers},
        {"GET", "/api/v1/reconciliations", Endpoint::Reconciliations, readers},
        {"GET", "/api/v1/reconciliations/{run}", Endpoint::Reconciliation, readers},
        {"GET", "/api/v1/reconciliations/{run}/items", Endpoint::ReconciliationItems, readers},
        {"POST", "/api/v1/reconciliations/{run}:rows", Endpoint::ReconciliationRows, managers},
        {"POST", "/api/v1/reconciliations/{run}:compare", Endpoint::ReconciliationCompare, managers},
        {"POST", "/api/v1/reconciliations/{run}:cancel", Endpoint::ReconciliationCancel, managers},
        {"POST", "/api/v1/reconciliations/{run}/items/{item}:accept", Endpoint::ReconciliationAccept, managers},
        {"GET", "/api/v1/views", Endpoint::Views, readers},
        {"PUT", "/api/v1/views/{view}", Endpoint::ViewPut, desk},
        {"DELETE", "/api/v1/views/{view}", Endpoint::ViewDelete, desk},
    };
    return rules;
}

tl::expected<Route, contract::Problem> route(const Request& request)
{
    Route found;
    const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
    if (const auto call = contract::callFromPath(request.path)) {
        found.call = *call;
        found.rule = &endpointRules()[static_cast<std::size_t>(*call)];
        if (method == found.rule->method)
            return found;
    } else {
        for (const EndpointRule& rule : endpointRules()) {
            if (rule.method == method && matches(rule.path, request.path, found.ids)) {
                found.rule = &rule;
                return found;
            }
        }
    }
    const std::string allowed = allowedMethods(request.path);
    if (allowed.empty())
        return tl::make_unexpected(contract::problem(ProblemCode::NotFound, "There is nothing at this address."));
    return tl::make_unexpected(
        contract::problem(ProblemCode::MethodNotAllowed, "This address takes " + allowed + " only."));
}

std::string allowedMethods(std::string_view path)
{
    std::string allowed;
    std::vector<std::string> ids;
    for (const EndpointRule& rule : endpointRules()) {
        if (!matches(rule.path, path, ids) || allowed.find(rule.method) != std::string::npos)
            continue;
        if (!allowed.empty())
            allowed += ", ";
        allowed += rule.method;
    }
    return allowed;
}

bool mayUse(const EndpointRule& rule, const Identity& identity)
{
    return std::any_of(identity.roles.begin(), identity.roles.end(), [&rule](const std::string& role) {
        // A role is one word: two in one text must not match two of the list.
        return !role.empty() && role.find(' ') == std::string::npos &&
               rule.roles.find(" " + role + " ") != std::string_view::npos;
    });
}

} // namespace service::core
