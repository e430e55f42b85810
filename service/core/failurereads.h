// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/policy.h"
#include "service/core/store.h"

namespace service::core {

std::string failureIdText(std::int64_t id); // "f-17"
// 0 if it is none of ours.
std::int64_t failureIdFrom(std::string_view text);

// The group as it is at this time: hours pass and news grow old without anything being written.
contract::FailureRow failureRow(const Failure& failure, std::int64_t nowMs);

// The GETs of failures. Pure reads of a store that may be another connection than the writer's; for any thread.
Response readFailures(Store& store, const Route& route, const Request& request, std::int64_t nowMs);

} // namespace service::core
