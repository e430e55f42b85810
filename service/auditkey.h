// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "service/core/auditkey.h"

#include <string>

namespace service {

// "<database>.audit-key": the secret that the audit log's heads are signed by. Whoever has it can write the log anew.
std::string auditKeyPath(const std::string& databasePath);

// Refuses a file that others may read.
client::contract::Result<core::AuditKey> readAuditKey(const std::string& databasePath);
// Makes the file if there is none, for its owner alone, durable before it returns.
client::contract::Result<core::AuditKey> takeAuditKey(const std::string& databasePath);

} // namespace service
