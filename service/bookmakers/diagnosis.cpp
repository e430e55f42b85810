// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/diagnosis.h"

#include <curl/curl.h>

#include <cstdlib>

namespace service::bookmakers {

namespace {

using contract::AnswerKind;
using contract::ProblemCode;
using contract::TransportError;

// A Date has whole seconds, and the way back takes its time.
constexpr std::int64_t clockOffMaxMs = 3'000;

std::string transportWords(const contract::Exchange& exchange)
{
    switch (exchange.error) {
    case TransportError::None:
        break;
    case TransportError::NotConnected:
        return "It cannot be reached, nothing was sent: ";
    case TransportError::TlsFailed:
        return "It cannot be trusted, nothing was sent. Look at ca_file, pins and the name in its certificate: ";
    case TransportError::Timeout:
        return "It took the call and did not answer in time: ";
    case TransportError::Reset:
        return "It took the call and broke the connection: ";
    case TransportError::ReplyTooLarge:
        return "It sends more than 1 MiB, which is no answer to this call: ";
    case TransportError::Aborted:
        return "The call was given up: ";
    }
    return {};
}

bool isHtml(const contract::Exchange& exchange)
{
    const std::size_t start = exchange.body.find_first_not_of(" \t\r\n");
    return start != std::string::npos && exchange.body[start] == '<';
}

std::string httpWords(const contract::Exchange& exchange, const core::WalletReply& reply)
{
    const std::string status = "HTTP " + std::to_string(exchange.status);
    if (exchange.status == 401 || exchange.status == 403)
        return status + ": it does not take our credentials. Look at token_file, hmac_key_file or the client "
                        "certificate, and at what they are allowed to do.";
    if (exchange.status >= 300 && exchange.status <= 399)
        return status + ": a redirect to " + std::string(contract::headerValue(exchange.headers, "Location")) +
               ", which is never followed. Put the last address into url.";
    if (isHtml(exchange))
        return status + " with HTML: a proxy, a login page or another server answers instead of the five calls.";
    if (exchange.status == 404 && !reply.code)
        return status + ": there is no /api/check_bet below this url.";
    if (exchange.status >= 200 && exchange.status <= 299)
        return status + " with an answer that would never be believed: " + reply.error;
    return status + ": " + reply.error;
}

// The bookmaker understood the call and said no. That it does not know our trial's player is no mistake of anybody.
bool isHarmlessRefusal(ProblemCode code)
{
    return code == ProblemCode::InsufficientFunds || code == ProblemCode::BetDeclined;
}

void judgeAnswer(Diagnosis& diagnosis, const Trial& trial, const core::WalletReply& reply)
{
    if (trial.exchange.error != TransportError::None) {
        diagnosis.good = false;
        diagnosis.lines.push_back(transportWords(trial.exchange) + reply.error);
        return;
    }
    if (reply.answer == AnswerKind::Accepted) {
        diagnosis.lines.emplace_back("It approved the trial bet.");
        return;
    }
    if (reply.answer == AnswerKind::Declined && reply.code && isHarmlessRefusal(*reply.code)) {
        diagnosis.lines.push_back("It understood the trial bet and refused it (" + reply.errorClass +
                                  "), as it may: it does not know the trial's player.");
        return;
    }
    diagnosis.good = false;
    diagnosis.lines.push_back(httpWords(trial.exchange, reply));
}

void judgeTime(Diagnosis& diagnosis, const Trial& trial)
{
    if (trial.exchange.error != TransportError::None)
        return;
    diagnosis.lines.push_back("It answered after " + std::to_string(trial.exchange.durationMs) + " ms.");
    if (trial.exchange.durationMs > trial.answerWithinMs) {
        diagnosis.good = false;
        diagnosis.lines.push_back("That is too slow: a game waits " + std::to_string(trial.answerWithinMs) + " ms.");
    }
    const std::string date(contract::headerValue(trial.exchange.headers, "Date"));
    const auto seconds = static_cast<std::int64_t>(date.empty() ? -1 : curl_getdate(date.c_str(), nullptr));
    if (seconds < 0)
        return;
    const std::int64_t offMs = seconds * 1'000 - trial.utcMs;
    if (std::llabs(offMs) > clockOffMaxMs) {
        diagnosis.good = false;
        diagnosis.lines.push_back("Its clock is " + std::to_string(std::llabs(offMs) / 1'000) + " s " +
                                  (offMs > 0 ? "ahead of" : "behind") +
                                  " ours: signatures and certificates may be refused.");
    }
}

} // namespace

Diagnosis diagnose(const Bookmaker& bookmaker, const Trial& trial)
{
    Diagnosis diagnosis;
    diagnosis.lines.push_back("POST " + bookmaker.url + std::string(contract::path(trial.call.call)));
    const Heard answer = heard(trial.order, bookmaker.rules, trial.call, trial.exchange);
    judgeAnswer(diagnosis, trial, answer.reply);
    judgeTime(diagnosis, trial);
    return diagnosis;
}

} // namespace service::bookmakers
