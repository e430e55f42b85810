// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace client::api {

// Percent-encoded for a path segment or a query value, RFC 3986.
std::string escaped(std::string_view text);

// A path with its query; empty values are left out.
class Target
{
public:
    explicit Target(std::string path) : m_text(std::move(path)) {}

    Target& with(std::string_view name, std::string_view value);
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
    bool m_hasQuery = false;
};

} // namespace client::api
