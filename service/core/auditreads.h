// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/message.h"
#include "service/core/settings.h"
#include "service/core/store.h"

namespace service::core {

// GET /api/v1/audit: an auditor sees all, a manager what the own team did, support what it did itself.
Response auditPage(Store& store, const Request& request);
// GET /api/v1/audit/verify: a stretch of the log, bounded so that no other read waits long.
Response auditCheck(Store& store, const Settings& settings, const Request& request);

} // namespace service::core
