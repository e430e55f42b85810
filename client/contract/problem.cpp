// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/problem.h"

#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cassert>

namespace client::contract {

namespace {

constexpr auto none = MoneyOutcome::None;
constexpr auto unknown = MoneyOutcome::Unknown;

// domain.md 6, in the order of ProblemCode.
constexpr std::array rules{
    ProblemRule{ProblemCode::ValidationFailed, "validation_failed", "The request breaks a rule", 400, false, none},
    ProblemRule{ProblemCode::MalformedJson, "malformed_json", "The body is not valid JSON", 400, false, none},
    ProblemRule{ProblemCode::MalformedRequest, "malformed_request", "The request is malformed", 400, false, none},
    ProblemRule{ProblemCode::IdempotencyKeyMissing, "idempotency_key_missing", "Idempotency-Key is missing", 400, false,
                none},
    ProblemRule{ProblemCode::MethodNotAllowed, "method_not_allowed", "The method is not allowed here", 405, false,
                none},
    ProblemRule{ProblemCode::RequestTimeout, "request_timeout", "The request did not arrive in time", 408, false, none},
    ProblemRule{ProblemCode::UnsupportedMediaType, "malformed_request", "The media type is not supported", 415, false,
                none},
    ProblemRule{ProblemCode::Unauthenticated, "unauthenticated", "Authentication is required", 401, false, none},
    ProblemRule{ProblemCode::ReauthenticationRequired, "reauthentication_required", "Sign in again", 401, false, none},
    ProblemRule{ProblemCode::Forbidden, "forbidden", "Not allowed", 403, false, none},
    ProblemRule{ProblemCode::SelfApprovalForbidden, "self_approval_forbidden", "A second person has to approve", 403,
                false, none},
    ProblemRule{ProblemCode::ApprovalMismatch, "approval_mismatch", "The approval is for something else", 403, false,
                none},
    ProblemRule{ProblemCode::LimitExceeded, "limit_exceeded", "Over the limit", 403, false, none},
    ProblemRule{ProblemCode::InsufficientFunds, "insufficient_funds", "Insufficient funds", 402, false, none},
    ProblemRule{ProblemCode::NotFound, "not_found", "Not found", 404, false, none},
    ProblemRule{ProblemCode::BetNotFound, "bet_not_found", "The bet is not known", 404, false, none},
    ProblemRule{ProblemCode::RoundNotFound, "round_not_found", "The round is not known", 404, false, none},
    ProblemRule{ProblemCode::PartnerUnknown, "partner_unknown", "The partner is not known", 404, false, none},
    ProblemRule{ProblemCode::OperationNotFound, "operation_not_found", "The operation is not known", 404, false, none},
    ProblemRule{ProblemCode::BetNotBlocked, "bet_not_blocked", "The bet holds no funds", 409, false, none},
    ProblemRule{ProblemCode::BetAlreadySettled, "bet_already_settled", "The bet is already settled", 409, false, none},
    ProblemRule{ProblemCode::BetClosed, "bet_closed", "The bet is closed", 409, false, none},
    ProblemRule{ProblemCode::BetExpired, "bet_expired", "The bet has expired", 409, false, none},
    ProblemRule{ProblemCode::RoundClosed, "round_closed", "The round is closed", 409, false, none},
    ProblemRule{ProblemCode::ResultSuperseded, "result_superseded", "The result was corrected", 409, false, none},
    ProblemRule{ProblemCode::ReversalInsufficientFunds, "reversal_insufficient_funds",
                "The balance does not cover the reversal", 409, false, none},
    ProblemRule{ProblemCode::RetryUnsafe, "retry_unsafe", "Sending again is not safe", 409, false, none},
    ProblemRule{ProblemCode::CountMoved, "count_moved", "The selection has changed", 409, false, none},
    ProblemRule{ProblemCode::JobStateConflict, "job_state_conflict", "The job is past that", 409, false, none},
    ProblemRule{ProblemCode::OperationStateConflict, "operation_state_conflict", "The operation does not allow that",
                409, false, none},
    ProblemRule{ProblemCode::OperationInProgress, "operation_in_progress", "Another operation is in progress", 409,
                true, none},
    ProblemRule{ProblemCode::RecalculationInProgress, "recalculation_in_progress", "A recalculation is in progress",
                409, true, none},
    ProblemRule{ProblemCode::CursorExpired, "cursor_expired", "The cursor has expired", 410, false, none},
    ProblemRule{ProblemCode::ApprovalExpired, "approval_expired", "The approval has expired", 410, false, none},
    ProblemRule{ProblemCode::PlanStale, "plan_stale", "The plan is stale", 412, false, none},
    ProblemRule{ProblemCode::VersionConflict, "version_conflict", "The version has changed", 412, false, none},
    ProblemRule{ProblemCode::PreconditionRequired, "precondition_required", "A precondition is required", 428, false,
                none},
    ProblemRule{ProblemCode::BodyTooLarge, "body_too_large", "The body is too large", 413, false, none},
    ProblemRule{ProblemCode::HeadersTooLarge, "headers_too_large", "The header is too large", 431, false, none},
    ProblemRule{ProblemCode::IdempotencyMismatch, "idempotency_mismatch", "The same key came with other content", 422,
                false, none},
    ProblemRule{ProblemCode::CurrencyMismatch, "currency_mismatch", "The currency differs", 422, false, none},
    ProblemRule{ProblemCode::AmountPrecision, "amount_precision", "Too many decimals", 422, false, none},
    ProblemRule{ProblemCode::AmountOutOfRange, "amount_out_of_range", "The amount is out of range", 422, false, none},
    ProblemRule{ProblemCode::PayoutInvalid, "payout_invalid", "The payout does not fit the status", 422, false, none},
    ProblemRule{ProblemCode::RefundExceedsStake, "refund_exceeds_stake", "The refund exceeds the stake", 422, false,
                none},
    ProblemRule{ProblemCode::BetDeclined, "bet_declined", "The bet was declined", 422, false, none},
    ProblemRule{ProblemCode::PartnerSuspended, "partner_suspended", "The partner is suspended", 423, false, none},
    ProblemRule{ProblemCode::RateLimited, "rate_limited", "Too many requests", 429, true, none},
    ProblemRule{ProblemCode::InternalError, "internal_error", "Internal error", 500, true, unknown},
    ProblemRule{ProblemCode::PartnerBadResponse, "partner_bad_response", "The partner's answer was not understood", 502,
                true, unknown},
    ProblemRule{ProblemCode::PartnerUnavailable, "partner_unavailable", "The partner was not reached", 503, true, none},
    ProblemRule{ProblemCode::QueueBackpressure, "queue_backpressure", "Too much work is waiting", 503, true, none},
    ProblemRule{ProblemCode::Maintenance, "maintenance", "Maintenance", 503, true, none},
    ProblemRule{ProblemCode::PartnerTimeout, "partner_timeout", "The partner did not answer in time", 503, true,
                unknown},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (static_cast<std::size_t>(rules[i].code) != i)
            return false;
    }
    return rules.back().code == ProblemCode::PartnerTimeout;
}
static_assert(inOrder());

std::optional<MoneyOutcome> outcomeFrom(std::string_view text)
{
    for (const MoneyOutcome outcome : {MoneyOutcome::None, MoneyOutcome::Applied, MoneyOutcome::Unknown}) {
        if (word(outcome) == text)
            return outcome;
    }
    return std::nullopt;
}

} // namespace

std::string_view word(MoneyOutcome outcome)
{
    switch (outcome) {
    case MoneyOutcome::None:
        return "none";
    case MoneyOutcome::Applied:
        return "applied";
    case MoneyOutcome::Unknown:
        break;
    }
    return "unknown";
}

const ProblemRule& rule(ProblemCode code)
{
    const auto index = static_cast<std::size_t>(code);
    assert(index < rules.size());
    return rules[index];
}

const ProblemRule* findRule(std::string_view word)
{
    for (const ProblemRule& known : rules) {
        if (known.word == word)
            return &known;
    }
    return nullptr;
}

Problem problem(ProblemCode code, std::string detail)
{
    const ProblemRule& known = rule(code);
    Problem made;
    made.code = code;
    made.status = known.http;
    made.retryable = known.retryable;
    made.outcome = known.outcome;
    made.detail = detail.empty() ? std::string(known.title) + "." : std::move(detail);
    return made;
}

std::string encode(const Problem& problem)
{
    const ProblemRule& known = rule(problem.code);
    nlohmann::ordered_json body;
    const auto addText = [&body](const char* key, const std::string& text) {
        if (!text.empty())
            body[key] = text;
    };
    // A urn, because nothing stands behind an address.
    body["type"] = "urn:betdesk:problem:" + std::string(known.word);
    body["title"] = known.title;
    body["status"] = problem.status == 0 ? known.http : problem.status;
    body["detail"] = problem.detail;
    addText("instance", problem.instance);
    body["code"] = known.word;
    body["retryable"] = problem.retryable;
    body["outcome"] = word(problem.outcome);
    if (problem.retryAfterMs > 0)
        body["retry_after_ms"] = problem.retryAfterMs;
    addText("bet_id", problem.betId);
    addText("operation_id", problem.operationId);
    addText("correlation_id", problem.correlationId);
    addText("reason", problem.reason);
    addText("digest", problem.digest);
    if (problem.stored)
        body["stored"] = true;
    for (const FieldError& error : problem.errors)
        body["errors"].push_back({{"pointer", error.pointer}, {"detail", error.detail}});
    // Simple clients show this member of a success and of a refusal alike.
    body["message"] = problem.detail;
    return json::dump(body);
}

Result<Problem> decodeProblem(std::string_view body, int httpStatus)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    json::Reader reader(*value);
    const std::string code = reader.requiredString("code", 64);
    const std::string outcomeWord = reader.requiredString("outcome", 16);
    if (!reader.has("retryable"))
        reader.refuse(ErrorKind::Invalid, "retryable is missing", "retryable");
    Problem decoded;
    decoded.retryable = reader.optionalBool("retryable");
    decoded.status = httpStatus;
    decoded.detail = reader.optionalString("detail", 16'384);
    decoded.instance = reader.optionalString("instance", 1'024);
    decoded.retryAfterMs = reader.optionalInt("retry_after_ms");
    decoded.betId = reader.optionalString("bet_id");
    decoded.operationId = reader.optionalString("operation_id");
    decoded.correlationId = reader.optionalString("correlation_id");
    decoded.reason = reader.optionalString("reason", 1'024);
    decoded.digest = reader.optionalString("digest");
    decoded.stored = reader.optionalBool("stored");
    if (reader.optionalInt("status", httpStatus) != httpStatus)
        reader.refuse(ErrorKind::Invalid, "status is not the status of the reply", "status");
    if (const json::Value* const errors = reader.optionalArray("errors")) {
        for (std::size_t i = 0; i < errors->items.size() && i < 100; ++i) {
            json::Reader item(errors->items[i], reader.pointerTo("errors") + "/" + std::to_string(i));
            decoded.errors.push_back({item.optionalString("pointer", 1'024), item.optionalString("detail", 1'024)});
            if (!item.ok())
                return tl::make_unexpected(item.error());
        }
    }
    if (!reader.ok())
        return tl::make_unexpected(reader.error());

    const auto outcome = outcomeFrom(outcomeWord);
    if (!outcome)
        return fail(ErrorKind::Invalid, "outcome is not a known word", "/outcome");
    decoded.outcome = *outcome;
    for (const ProblemRule& known : rules) {
        if (known.word == code && known.http == httpStatus) {
            decoded.code = known.code;
            return decoded;
        }
    }
    return fail(ErrorKind::Invalid, "code is not known, or not with this HTTP status", "/code");
}

} // namespace client::contract
