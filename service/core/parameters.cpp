// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/parameters.h"

#include "client/contract/ids.h"
#include "client/contract/json.h"
#include "client/contract/money.h"

#include <algorithm>
#include <charconv>

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr int limitDefault = 100;
constexpr int limitMax = 500;

} // namespace

Parameters::Parameters(const Request& request, std::string_view known)
{
    auto parsed = QueryString::parse(request.query);
    if (!parsed) {
        refuse(parsed.error().detail, "");
        return;
    }
    m_query = *std::move(parsed);
    const std::string unknown = m_query.unknown(known);
    if (!unknown.empty())
        refuse("The parameter " + unknown + " is not known.", unknown);
}

std::string Parameters::id(const std::string& name)
{
    const std::string& value = m_query.text(name);
    if (m_query.has(name) && !contract::isValidId(value))
        refuse(name + " is no id.", name);
    return value;
}

std::string Parameters::text(const std::string& name, std::size_t bytesMax)
{
    const std::string& value = m_query.text(name);
    if (value.size() > bytesMax)
        refuse(name + " has over " + std::to_string(bytesMax) + " bytes.", name);
    return value;
}

std::int64_t Parameters::time(const std::string& name)
{
    if (!m_query.has(name))
        return 0;
    const auto at = contract::json::parseTime(m_query.text(name));
    if (!at) {
        refuse(name + ": " + at.error().detail, name);
        return 0;
    }
    return *at;
}

std::optional<bool> Parameters::flag(const std::string& name)
{
    if (!m_query.has(name))
        return std::nullopt;
    const std::string& value = m_query.text(name);
    if (value != "true" && value != "false")
        refuse(name + " is true or false.", name);
    return value == "true";
}

std::string Parameters::currency()
{
    const std::string& code = m_query.text("currency");
    if (m_query.has("currency") && !contract::Currency::parse(code))
        refuse("currency is not an ISO 4217 code in use.", "currency");
    return code;
}

std::optional<std::int64_t> Parameters::amount(const std::string& name)
{
    if (!m_query.has(name))
        return std::nullopt;
    if (!m_query.has("currency")) {
        refuse(name + " needs a currency.", name);
        return std::nullopt;
    }
    const auto money = contract::parseMoney(m_query.text(name), m_query.text("currency"));
    if (!money || money->minor < 0) {
        refuse(name + ": " + (money ? "the amount is negative" : money.error().detail) + ".", name);
        return std::nullopt;
    }
    return money->minor;
}

int Parameters::limit()
{
    if (!m_query.has("limit"))
        return limitDefault;
    const std::int64_t value = number("limit", m_query.text("limit"));
    if (value < 1 || value > limitMax)
        refuse("limit is 1 to " + std::to_string(limitMax) + ".", "limit");
    return static_cast<int>(std::clamp<std::int64_t>(value, 1, limitMax));
}

std::int64_t Parameters::cursor()
{
    if (!m_query.has("cursor"))
        return 0;
    const std::string& value = m_query.text("cursor");
    const std::int64_t id = value.size() > 1 && value[0] == 'p' ? number("cursor", value.substr(1)) : 0;
    if (id <= 0)
        refuse("The cursor is none of ours.", "cursor");
    return id;
}

std::int64_t Parameters::number(const std::string& name, const std::string& value)
{
    std::int64_t parsed = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error != std::errc() || end != value.data() + value.size())
        refuse(name + " is no number.", name);
    return parsed;
}

void Parameters::refuse(const std::string& detail, const std::string& name)
{
    if (m_problem)
        return;
    m_problem = contract::problem(ProblemCode::ValidationFailed, detail);
    m_problem->errors.push_back({"?" + name, detail});
}

std::string cursorText(std::int64_t beforeId)
{
    return beforeId == 0 ? std::string() : "p" + std::to_string(beforeId);
}

} // namespace service::core
