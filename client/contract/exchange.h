// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace client::contract {

struct Header
{
    std::string name;
    std::string value;
};

// Case-insensitive by name; empty when absent.
std::string_view headerValue(const std::vector<Header>& headers, std::string_view name);

// Why an exchange ended without a complete reply.
enum class TransportError {
    None,          // a complete reply is here
    NotConnected,  // refused, unreachable, name not found: no byte of the request left
    TlsFailed,     // the other side could not be trusted: no byte of the request left
    Timeout,       // our own timer
    Reset,         // connection lost, reply cut, or the body would have had to be sent again
    ReplyTooLarge, // the cap on replies was passed while reading
    Aborted,       // by us
};

// What one attempt at an HTTP exchange brought. `status` is 0 unless `error` is None or the headers had arrived.
struct Exchange
{
    TransportError error = TransportError::None;
    // True unless it is certain that no byte of the request left this machine.
    bool maybeSent = true;
    int status = 0;
    std::vector<Header> headers;
    std::string body;
    std::string errorDetail; // for people
    std::int64_t durationMs = 0;
};

} // namespace client::contract
