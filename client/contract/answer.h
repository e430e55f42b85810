// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

// The four answers to a money call, domain.md 6. Never a bool.
enum class AnswerKind { Accepted, Declined, NotSent, InDoubt };

std::string_view word(AnswerKind kind);

struct Answer
{
    AnswerKind kind = AnswerKind::InDoubt;
    int httpStatus = 0;
    // Ours, if the reply was a problem body of ours.
    std::optional<Problem> problem;
    // Short class of what went wrong, for grouping and the timeline: "", "timeout", "reset", "not_connected",
    // "http_503", "foreign_body", "wrong_bet", "reply_too_large"…
    std::string errorClass;
    std::string detail;            // for people
    std::int64_t retryAfterMs = 0; // from the body or the Retry-After header, capped at 10 minutes
    std::string body;              // as received, capped by the transport
    bool retryable() const { return kind == AnswerKind::NotSent || kind == AnswerKind::InDoubt; }
};

// What an accepted reply has to say; everything else is not success.
struct Expectation
{
    std::vector<std::string> statuses; // allowed values of the body's "status"
    // Members that must echo what was sent: {"bet_id", "b-1"}.
    std::vector<std::pair<std::string, std::string>> echoes;
};

Answer classify(const Exchange& exchange, const Expectation& expectation);

// The operation's answer over its attempts: once in doubt, only a 2xx or a stored refusal ends the doubt.
class AnswerFold
{
public:
    void add(const Answer& answer);
    // The operation so far; nullopt before the first attempt.
    const std::optional<Answer>& current() const { return m_current; }

private:
    std::optional<Answer> m_current;
};

} // namespace client::contract
