// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/alertreads.h"

#include "client/contract/alerts.h"
#include "service/core/parameters.h"

#include <charconv>

namespace service::core {

namespace {

constexpr std::string_view idPrefix = "a-";

Response ok(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

Response rules(Store& store, const Request& request)
{
    const Parameters given(request, " ");
    if (given.problem())
        return problemResponse(*given.problem(), request);
    contract::Page<contract::AlertRuleRow> page;
    page.rows = store.alertRules();
    return ok(contract::encode(page));
}

} // namespace

std::string alertIdText(std::int64_t id)
{
    return std::string(idPrefix) + std::to_string(id);
}

std::int64_t alertIdFrom(std::string_view text)
{
    if (text.substr(0, idPrefix.size()) != idPrefix)
        return 0;
    text.remove_prefix(idPrefix.size());
    std::int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && id > 0 ? id : 0;
}

Response readAlerts(Store& store, const Route& route, const Request& request)
{
    if (route.rule->endpoint == Endpoint::AlertRules)
        return rules(store, request);
    Parameters given(request, " state limit cursor ");
    AlertFilter filter;
    filter.state = given.word("state", contract::alertStateFrom);
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    Slice<Alert> slice = store.alerts(filter);
    contract::Page<contract::AlertRow> page;
    for (Alert& alert : slice.rows)
        page.rows.push_back(std::move(alert.row));
    page.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(page));
}

} // namespace service::core
