// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/problem.h"
#include "service/core/message.h"
#include "service/core/querystring.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace service::core {

namespace contract = client::contract;

// Reads the parameters of one list and keeps the first complaint.
class Parameters
{
public:
    // `known` has a blank on each side of each name.
    Parameters(const Request& request, std::string_view known);

    const std::string& text(const std::string& name) const { return m_query.text(name); }
    bool has(const std::string& name) const { return m_query.has(name); }
    std::string id(const std::string& name);
    // Free text; refused if it is longer.
    std::string text(const std::string& name, std::size_t bytesMax);
    std::int64_t time(const std::string& name); // 0: absent
    std::optional<bool> flag(const std::string& name);
    std::string currency();
    // In the minor units of the currency that is asked for: without one, 10 could mean ten of anything.
    std::optional<std::int64_t> amount(const std::string& name);
    int limit();
    std::int64_t cursor(); // 0: the first page

    template <typename Parse>
    auto word(const std::string& name, Parse parse) -> decltype(parse(std::string_view()))
    {
        if (!m_query.has(name))
            return std::nullopt;
        const auto value = parse(m_query.text(name));
        if (!value)
            refuse(name + " is not a known word.", name);
        return value;
    }

    // For what only the reader of the list knows.
    void refuse(const std::string& detail, const std::string& name);
    const std::optional<contract::Problem>& problem() const { return m_problem; }

private:
    std::int64_t number(const std::string& name, const std::string& value);

    QueryString m_query;
    std::optional<contract::Problem> m_problem;
};

// What leads to the rows before this one; empty for 0.
std::string cursorText(std::int64_t beforeId);

} // namespace service::core
