// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/policy.h"
#include "service/core/store.h"

namespace service::core {

std::string alertIdText(std::int64_t id); // "a-17"
// 0 if it is none of ours.
std::int64_t alertIdFrom(std::string_view text);

// The GETs of alerts and their rules. Pure reads of a store that may be another connection than the writer's; for any
// thread.
Response readAlerts(Store& store, const Route& route, const Request& request);

} // namespace service::core
