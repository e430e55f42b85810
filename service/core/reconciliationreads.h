// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/policy.h"
#include "service/core/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace service::core {

std::string reconciliationIdText(std::int64_t id); // "rec-3"
std::string differenceIdText(std::int64_t id);     // "ri-7"
// 0 if it is none of ours.
std::int64_t reconciliationIdFrom(std::string_view text);
std::int64_t differenceIdFrom(std::string_view text);

contract::ReconciliationRow reconciliationRow(const Reconciliation& run);
Response differenceAnswer(const Difference& difference);

// GET /api/v1/reconciliations and what is below it.
Response readReconciliations(Store& store, const Route& route, const Request& request);

} // namespace service::core
