// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "client/contract/problem.h"
#include "service/core/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace service::core {

namespace contract = client::contract;

enum class Endpoint {
    FiveCalls,
    Instance,
    Bets,
    Bet,
    BetTimeline,
    BetLedger,
    BetReinstate,
    BetNote,
    Rounds,
    Round,
    RoundBets,
    Operations,
    OperationAttempts,
    OperationRetry,
    OperationResolve,
    Refunds,
    Partners,
    Events,
    RoundResults,
    RoundResult,
    RoundFlag,
    JobCreate,
    Jobs,
    Job,
    JobRows,
    JobChanges,
    JobReport,
    JobSubmit,
    JobWithdraw,
    JobPause,
    JobResume,
    JobCancel,
    JobRetryFailed,
    Approvals,
    ApprovalApprove,
    ApprovalReject,
    Failures,
    Failure,
    FailureBets,
    FailureAssign,
    FailureMute,
    FailureUnmute,
    FailureNote,
    FailureRetry,
    Audit,
    AuditVerify,
    OperationAsk,
    Resolutions,
    PartnerHealth,
    PartnerSuspend,
    PartnerResume,
    Stats,
    Alerts,
    AlertAck,
    AlertAssign,
    AlertSnooze,
    AlertRules,
    AlertRuleAdd,
    AlertRuleChange,
    AlertRuleDelete,
    Webhooks,
    WebhookDeadLetters,
    WebhookReplay,
    ReconciliationCreate,
    Reconciliations,
    Reconciliation,
    ReconciliationItems,
    ReconciliationRows,
    ReconciliationCompare,
    ReconciliationCancel,
    ReconciliationAccept,
    Views,
    ViewPut,
    ViewDelete,
};

struct EndpointRule
{
    std::string_view method;
    // Segments in braces match one id: "/api/v1/bets/{partner}/{bet}/timeline".
    std::string_view path;
    Endpoint endpoint;
    std::string_view roles; // who may, in blanks: " viewer support "
};

// Every endpoint with who may use it, reliability.md 4.
const std::vector<EndpointRule>& endpointRules();

struct Route
{
    const EndpointRule* rule = nullptr;
    std::vector<std::string> ids;                           // what stood in the braces
    contract::CallKind call = contract::CallKind::CheckBet; // of FiveCalls
};

// not_found, or method_not_allowed with the methods that are allowed in `detail`.
tl::expected<Route, contract::Problem> route(const Request& request);
bool mayUse(const EndpointRule& rule, const Identity& identity);
std::string allowedMethods(std::string_view path);

} // namespace service::core
