// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::http {

struct Target
{
    std::string path;  // percent-decoded
    std::string query; // raw, without '?'
};

// Origin form and absolute form, RFC 9112; nullopt for anything else and for escapes that are none.
std::optional<Target> parseTarget(std::string_view target);

std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace = false);
// The decoded value of a parameter; nullopt if it is absent or badly escaped.
std::optional<std::string> queryValue(std::string_view query, std::string_view name);

// "Mon, 23 Nov 2026 06:20:39 GMT", RFC 9110.
std::string httpDate(std::int64_t utcMs);

// What belongs to a connection rather than to the answer.
struct Frame
{
    std::string_view date;
    std::string_view correlationId;
    bool close = false;
    bool withBody = true; // false for HEAD: the same header without the body
    bool endless = false; // an event stream: no length, ends with the connection
};

// Status line, header and body, ready to send.
std::string serialise(const core::Response& response, const Frame& frame);

// The label of a path in metrics, from a bounded set.
std::string_view callLabel(std::string_view path);

} // namespace service::http
