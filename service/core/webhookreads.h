// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/policy.h"
#include "service/core/settings.h"
#include "service/core/store.h"

namespace service::core {

// The GETs of webhooks. Pure reads of a store that may be another connection than the writer's; for any thread.
Response readWebhooks(Store& store, const Settings& settings, const Route& route, const Request& request);

} // namespace service::core
