// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/message.h"

#include "client/contract/messages.h"

#include <array>
#include <ctime>

namespace service::http {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::string_view reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 423:
        return "Locked";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

void add(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            decoded.push_back(plusIsSpace && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return decoded;
}

std::optional<Target> parseTarget(std::string_view target)
{
    if (!target.empty() && target.front() != '/') {
        const std::size_t scheme = target.find("://");
        if (scheme == std::string_view::npos)
            return std::nullopt;
        const std::size_t slash = target.find('/', scheme + 3);
        target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    }
    const std::size_t question = target.find('?');
    auto path = percentDecode(target.substr(0, question));
    if (!path || path->empty())
        return std::nullopt;
    for (const char c : *path) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            return std::nullopt;
    }
    return Target{std::move(*path), question == std::string_view::npos ? "" : std::string(target.substr(question + 1))};
}

std::optional<std::string> queryValue(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) == name)
            return percentDecode(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
    return std::nullopt;
}

std::string httpDate(std::int64_t utcMs)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = utcMs / 1'000;
    std::tm parts = {};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    // Not strftime: its names follow the locale.
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                  months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    return text.data();
}

std::string serialise(const core::Response& response, const Frame& frame)
{
    const bool bodyAllowed = response.status != 204 && response.status != 304;
    std::string message;
    message.reserve(384 + response.body.size());
    message.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status));
    message.append("\r\n");
    add(message, "Date", frame.date);
    if (bodyAllowed)
        add(message, "Content-Type", response.contentType);
    if (bodyAllowed && !frame.endless)
        add(message, "Content-Length", std::to_string(response.body.size()));
    add(message, "X-Correlation-Id", frame.correlationId);
    add(message, "Cache-Control", "no-store");
    add(message, "X-Content-Type-Options", "nosniff");
    for (const auto& header : response.headers)
        add(message, header.name, header.value);
    if (response.status == 401)
        add(message, "WWW-Authenticate", "Bearer realm=\"betd\"");
    if (frame.close || frame.endless)
        add(message, "Connection", "close");
    message.append("\r\n");
    if (frame.withBody && bodyAllowed)
        message.append(response.body);
    return message;
}

std::string_view callLabel(std::string_view path)
{
    if (const auto call = client::contract::callFromPath(path))
        return client::contract::word(*call);
    constexpr std::array<std::string_view, 13> known{"approvals",   "audit",  "bets",       "events",   "failures",
                                                     "instance",    "jobs",   "operations", "partners", "refunds",
                                                     "resolutions", "rounds", "stats"};
    constexpr std::string_view prefix = "/api/v1/";
    if (path.substr(0, prefix.size()) == prefix) {
        const std::string_view first =
            path.substr(prefix.size(), path.find_first_of("/:", prefix.size()) - prefix.size());
        for (const std::string_view word : known) {
            if (first == word)
                return word;
        }
    }
    if (path == "/healthz" || path == "/readyz" || path == "/metrics")
        return path.substr(1);
    return "other";
}

} // namespace service::http
