// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace service::http {

// What one client, and all of them together, may take. The numbers are documented; operators may change the times.
struct Limits
{
    std::size_t headerBytesMax = 16 * 1024;
    std::size_t bodyBytesMax = 1024 * 1024;
    // Of all requests together: a body is read only into room that was set aside for it.
    std::size_t bodiesBytesMax = 32 * 1024 * 1024;
    int connectionsMax = 256;
    std::int64_t requestTimeoutMs = 10'000; // to the first byte, then for the header, then for the body
    std::int64_t idleTimeoutMs = 75'000;    // between two requests
    std::int64_t writeTimeoutMs = 10'000;
    std::int64_t heartbeatMs = 5'000;
    int writesQueuedMax = 192;
    int readsQueuedMax = 64;
    int batchMax = 128; // requests per commit
};

} // namespace service::http
