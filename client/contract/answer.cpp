// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/answer.h"

#include "client/contract/json.h"
#include "client/contract/retry.h"

#include <algorithm>

namespace client::contract {

namespace {

std::int64_t retryAfterHeaderMs(const std::vector<Header>& headers)
{
    const std::string_view text = headerValue(headers, "Retry-After");
    // A date would need a clock to be understood; the schedule serves instead.
    if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return 0;
    std::int64_t seconds = 0;
    for (const char digit : text)
        seconds = std::min<std::int64_t>(seconds * 10 + (digit - '0'), RetryPlan::retryAfterMaxMs / 1'000);
    return seconds * 1'000;
}

void inDoubt(Answer& answer, std::string errorClass, std::string detail)
{
    answer.kind = AnswerKind::InDoubt;
    answer.errorClass = std::move(errorClass);
    answer.detail = std::move(detail);
}

std::string transportClass(TransportError error)
{
    switch (error) {
    case TransportError::None:
        return {};
    case TransportError::NotConnected:
        return "not_connected";
    case TransportError::TlsFailed:
        return "tls_failed";
    case TransportError::Timeout:
        return "timeout";
    case TransportError::Reset:
        return "reset";
    case TransportError::ReplyTooLarge:
        return "reply_too_large";
    case TransportError::Aborted:
        return "aborted";
    }
    return "transport";
}

std::string transportDetail(TransportError error)
{
    switch (error) {
    case TransportError::None:
        return {};
    case TransportError::NotConnected:
        return "The service could not be reached; nothing was sent.";
    case TransportError::TlsFailed:
        return "The service could not be trusted; nothing was sent.";
    case TransportError::Timeout:
        return "The service did not answer in time.";
    case TransportError::Reset:
        return "The connection was lost before the answer was complete.";
    case TransportError::ReplyTooLarge:
        return "The answer was larger than the limit.";
    case TransportError::Aborted:
        return "The call was given up before the answer came.";
    }
    return {};
}

std::string wrongClass(std::string_view key)
{
    if (key.ends_with("_id"))
        key.remove_suffix(3);
    return "wrong_" + std::string(key);
}

std::string foreignClass(std::string_view body)
{
    const std::size_t start = body.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return "empty_body";
    return body[start] == '{' ? "malformed_body" : "foreign_body";
}

void classifySuccess(Answer& answer, const Expectation& expectation)
{
    const auto body = json::parse(answer.body);
    if (!body || body->kind != json::Kind::Object)
        return inDoubt(answer, foreignClass(answer.body), "The answer is not the service's.");
    const json::Value* const status = body->find("status");
    if (!status || status->kind != json::Kind::String ||
        std::find(expectation.statuses.begin(), expectation.statuses.end(), status->text) == expectation.statuses.end())
        return inDoubt(answer, "unexpected_status", "The answer's status is not one that this call can have.");
    for (const auto& [key, expected] : expectation.echoes) {
        const json::Value* const echo = body->find(key);
        if (!echo || echo->kind != json::Kind::String || echo->text != expected)
            return inDoubt(answer, wrongClass(key), "The answer does not name the " + key + " that was sent.");
    }
    answer.kind = AnswerKind::Accepted;
}

void classifyProblem(Answer& answer, const Expectation& expectation)
{
    const Problem& told = *answer.problem;
    const ProblemRule& known = rule(told.code);
    for (const auto& [key, expected] : expectation.echoes) {
        if (key == "bet_id" && !told.betId.empty() && told.betId != expected)
            return inDoubt(answer, wrongClass(key), "The refusal is about another bet.");
    }
    answer.errorClass = known.word;
    answer.detail = told.detail;
    // "No money moved" is believed only where the table allows it: a 500 can not know.
    if (told.outcome != MoneyOutcome::None || known.outcome != MoneyOutcome::None)
        answer.kind = AnswerKind::InDoubt;
    else
        answer.kind = told.retryable || known.retryable ? AnswerKind::NotSent : AnswerKind::Declined;
}

bool endsDoubt(const Answer& answer)
{
    if (answer.kind == AnswerKind::Accepted)
        return true;
    if (answer.kind != AnswerKind::Declined || !answer.problem || !answer.problem->stored)
        return false;
    // These say something about the caller or the moment, never about the earlier attempt. So do 409
    // operation_in_progress, 429 and 5xx, which are retryable and so never Declined.
    static constexpr int neverDefinite[] = {401, 403, 404, 423};
    return std::find(std::begin(neverDefinite), std::end(neverDefinite), answer.httpStatus) == std::end(neverDefinite);
}

} // namespace

std::string_view word(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Accepted:
        return "accepted";
    case AnswerKind::Declined:
        return "declined";
    case AnswerKind::NotSent:
        return "not_sent";
    case AnswerKind::InDoubt:
        break;
    }
    return "in_doubt";
}

Answer classify(const Exchange& exchange, const Expectation& expectation)
{
    Answer answer;
    answer.httpStatus = exchange.status;
    answer.body = exchange.body;
    if (exchange.error != TransportError::None) {
        const bool nothingLeft = exchange.error == TransportError::NotConnected ||
                                 exchange.error == TransportError::TlsFailed || !exchange.maybeSent;
        inDoubt(answer, transportClass(exchange.error),
                exchange.errorDetail.empty() ? transportDetail(exchange.error) : exchange.errorDetail);
        if (nothingLeft)
            answer.kind = AnswerKind::NotSent;
        return answer;
    }

    const int status = exchange.status;
    if (status >= 200 && status <= 299) {
        classifySuccess(answer, expectation);
        return answer;
    }
    if (status >= 400 && status <= 599) {
        auto told = decodeProblem(exchange.body, status);
        if (told)
            answer.problem = std::move(*told);
    }
    const std::int64_t toldMs = answer.problem ? answer.problem->retryAfterMs : 0;
    answer.retryAfterMs = std::clamp<std::int64_t>(toldMs > 0 ? toldMs : retryAfterHeaderMs(exchange.headers), 0,
                                                   RetryPlan::retryAfterMaxMs);
    if (answer.problem)
        classifyProblem(answer, expectation);
    else if (status >= 300 && status <= 399)
        inDoubt(answer, "redirect", "The answer is a redirect, which is never followed.");
    else
        inDoubt(answer, "http_" + std::to_string(status),
                "HTTP " + std::to_string(status) + " without a body of the service.");
    return answer;
}

void AnswerFold::add(const Answer& answer)
{
    // What was done stays done: a late answer to an earlier attempt takes nothing back.
    if (m_current && m_current->kind == AnswerKind::Accepted)
        return;
    const bool doubted = m_current && m_current->kind == AnswerKind::InDoubt;
    m_current = answer;
    if (doubted && !endsDoubt(answer))
        m_current->kind = AnswerKind::InDoubt;
}

} // namespace client::contract
