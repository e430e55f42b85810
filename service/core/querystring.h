// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace service::core {

// The part of an address after '?', decoded. A name that comes twice is an error: nobody knows which one is meant.
class QueryString
{
public:
    static client::contract::Result<QueryString> parse(std::string_view text);

    // Empty if absent.
    const std::string& text(const std::string& name) const;
    bool has(const std::string& name) const { return m_values.count(name) != 0; }
    // The first name that is not among `known`, which has a blank on each side of each; empty if all are.
    std::string unknown(std::string_view known) const;

private:
    std::map<std::string, std::string> m_values;
};

} // namespace service::core
