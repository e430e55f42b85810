// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/policy.h"
#include "service/core/settings.h"
#include "service/core/store.h"

namespace service::core {

// The GETs of /api/v1. Pure reads of a store that may be another connection than the writer's; for any thread.
Response read(Store& store, const Settings& settings, const Route& route, const Request& request, std::int64_t nowMs);

// The wire's view of an operation of this bet.
contract::OperationRow operationRow(const Operation& operation, const contract::BetRow& bet);

} // namespace service::core
