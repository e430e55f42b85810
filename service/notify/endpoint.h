// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace service::notify {

// How an endpoint is reached. Secrets are named here, never held.
struct Endpoint
{
    std::string url;        // http(s) of a webhook, smtp(s) of mail
    std::string secretFile; // key of the signature; of mail the password
    std::string caFile;
    std::int64_t connectTimeoutMs = 3'000;
    std::int64_t timeoutMs = 10'000;
    // Of mail.
    bool mail = false;
    bool tls = true; // STARTTLS, or nothing is sent
    std::string from;
    std::vector<std::string> to;
    std::string user;
};

} // namespace service::notify
