// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/partnerhealth.h"
#include "service/core/service.h"
#include "service/core/settings.h"
#include "service/core/store.h"

#include <cstdint>

namespace service::core {

// GET /api/v1/stats. Only reads the store, which may be another connection than the writer's.
Response readStats(Store& store, const Settings& settings, const PartnerHealth& health, const Request& request,
                   std::int64_t nowMs);

Vitals readVitals(Store& store, const Settings& settings, const PartnerHealth& health);

} // namespace service::core
