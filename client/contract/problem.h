// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

// Did money move? On the wire: none, applied, unknown.
enum class MoneyOutcome { None, Applied, Unknown };

// Every `code` of domain.md 6.
enum class ProblemCode {
    ValidationFailed,
    MalformedJson,
    MalformedRequest,
    IdempotencyKeyMissing,
    MethodNotAllowed,
    RequestTimeout,
    UnsupportedMediaType, // its word is malformed_request, its HTTP status 415
    Unauthenticated,
    ReauthenticationRequired,
    Forbidden,
    SelfApprovalForbidden,
    ApprovalMismatch,
    LimitExceeded,
    InsufficientFunds,
    NotFound,
    BetNotFound,
    RoundNotFound,
    PartnerUnknown,
    OperationNotFound,
    BetNotBlocked,
    BetAlreadySettled,
    BetClosed,
    BetExpired,
    RoundClosed,
    ResultSuperseded,
    ReversalInsufficientFunds,
    RetryUnsafe,
    CountMoved,
    JobStateConflict,       // the job is past what was asked of it
    OperationStateConflict, // likewise an operation, or nobody can be asked about it
    OperationInProgress,
    RecalculationInProgress,
    CursorExpired,
    ApprovalExpired,
    PlanStale,
    VersionConflict,
    PreconditionRequired,
    BodyTooLarge,
    HeadersTooLarge,
    IdempotencyMismatch,
    CurrencyMismatch,
    AmountPrecision,
    AmountOutOfRange,
    PayoutInvalid,
    RefundExceedsStake,
    BetDeclined,
    PartnerSuspended,
    RateLimited,
    InternalError,
    PartnerBadResponse,
    PartnerUnavailable,
    QueueBackpressure,
    Maintenance,
    PartnerTimeout,
};

struct ProblemRule
{
    ProblemCode code;
    std::string_view word;  // "bet_not_found"
    std::string_view title; // one English phrase
    int http;
    bool retryable;
    MoneyOutcome outcome;
};

const ProblemRule& rule(ProblemCode code);
const ProblemRule* findRule(std::string_view word);

std::string_view word(MoneyOutcome outcome);

struct FieldError
{
    std::string pointer;
    std::string detail;
};

// application/problem+json, RFC 9457, with the members of domain.md 6.
struct Problem
{
    ProblemCode code = ProblemCode::InternalError;
    int status = 0; // filled from the rule by problem()
    bool retryable = false;
    MoneyOutcome outcome = MoneyOutcome::Unknown;
    std::string detail;
    std::string instance;
    std::int64_t retryAfterMs = 0;
    std::string betId;
    std::string operationId;
    std::string correlationId;
    std::string reason;  // of bet_declined: the partner's word
    std::string digest;  // of plan_stale: what could be approved instead; empty: nothing
    bool stored = false; // this refusal is what the store holds for this key, for ever
    std::vector<FieldError> errors;
};

Problem problem(ProblemCode code, std::string detail = {});
std::string encode(const Problem& problem);
// Only a body with a known `code` whose HTTP status agrees is ours; anything else is an error.
Result<Problem> decodeProblem(std::string_view body, int httpStatus);

} // namespace client::contract
