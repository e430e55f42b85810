// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "client/contract/problem.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

// Who sends the request, as authentication found it.
struct Identity
{
    std::string subject;
    std::vector<std::string> roles;
    std::vector<std::string> partners = {}; // of a game: the only ones it may call for; empty: any
    std::string team = {};                  // empty: none
    std::int64_t authTime = 0;              // UTC of the sign-in; 0: cannot be asked for, 1: an issuer did not say
    bool has(std::string_view role) const;
};

// A request without HTTP: complete, within the limits, authenticated.
struct Request
{
    std::string method;
    std::string path;  // "/api/v1/bets", percent-decoded
    std::string query; // raw, without '?'
    std::vector<client::contract::Header> headers;
    std::string body;
    Identity identity;
    std::string correlationId; // from X-Correlation-Id, or made by the edge
    std::string source;        // address, for the audit of refusals
};

struct Response
{
    int status = 200;
    std::vector<client::contract::Header> headers;
    std::string body;
    std::string contentType = "application/json";
};

// What a body that could not be decoded is answered with.
client::contract::ProblemCode codeOf(client::contract::ErrorKind kind);
Response problemResponse(client::contract::Problem problem, const Request& request);

} // namespace service::core
