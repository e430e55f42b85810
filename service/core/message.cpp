// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/message.h"

#include <algorithm>

namespace service::core {

bool Identity::has(std::string_view role) const
{
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Response problemResponse(client::contract::Problem problem, const Request& request)
{
    problem.instance = request.path;
    problem.correlationId = request.correlationId;
    Response response;
    response.status = problem.status;
    response.contentType = "application/problem+json";
    // Whole seconds, rounded up: the header knows no smaller unit.
    if (problem.retryAfterMs > 0)
        response.headers.push_back({"Retry-After", std::to_string((problem.retryAfterMs + 999) / 1'000)});
    response.body = client::contract::encode(problem);
    return response;
}

client::contract::ProblemCode codeOf(client::contract::ErrorKind kind)
{
    using client::contract::ErrorKind;
    using client::contract::ProblemCode;
    if (kind == ErrorKind::Malformed)
        return ProblemCode::MalformedJson;
    if (kind == ErrorKind::TooLarge)
        return ProblemCode::BodyTooLarge;
    if (kind == ErrorKind::Precision)
        return ProblemCode::AmountPrecision;
    if (kind == ErrorKind::OutOfRange)
        return ProblemCode::AmountOutOfRange;
    return ProblemCode::ValidationFailed;
}

} // namespace service::core
