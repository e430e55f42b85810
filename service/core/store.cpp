// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/store.h"

#include <charconv>

namespace service::core {

contract::OperationBrief brief(const Operation& operation)
{
    contract::OperationBrief made;
    made.id = contract::OperationId(operationIdText(operation.id));
    made.kind = operation.kind;
    made.state = operation.state;
    made.attempt = operation.attempt;
    made.nextAt = operation.nextAt;
    made.latencyMs = operation.latencyMs;
    made.http = operation.http;
    made.errorClass = operation.errorClass;
    made.error = operation.error;
    if (operation.cancels != 0)
        made.takesBack = contract::OperationId(operationIdText(operation.cancels));
    return made;
}

std::string operationIdText(std::int64_t id)
{
    return "op-" + std::to_string(id);
}

std::int64_t operationIdFrom(std::string_view text)
{
    if (text.substr(0, 3) != "op-")
        return 0;
    text.remove_prefix(3);
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() && id > 0 ? id : 0;
}

} // namespace service::core
