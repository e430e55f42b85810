// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace service::core {

// Somebody was not let in, or not let do what was asked for; a row of the audit log.
struct Refusal
{
    std::string subject; // empty: nobody was signed in
    std::string roles;   // "viewer,support"
    std::string asked;   // "POST /api/v1/refunds"; empty: this and that
    std::string code;    // of the answer
    std::string source;  // address
    std::string correlationId;
    std::int64_t count = 1;
};

} // namespace service::core
