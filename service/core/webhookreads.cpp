// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/webhookreads.h"

#include "client/contract/webhooks.h"
#include "service/core/parameters.h"

namespace service::core {

namespace {

Response ok(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

Response webhooks(Store& store, const Settings& settings, const Request& request)
{
    const Parameters given(request, " ");
    if (given.problem())
        return problemResponse(*given.problem(), request);
    contract::Page<contract::WebhookRow> page;
    for (const auto& [name, endpoint] : settings.endpoints) {
        const DeliveryCounts counts = store.deliveryCounts(name);
        page.rows.push_back({name, endpoint.mail, endpoint.url, endpoint.events, endpoint.partners, counts.waiting,
                             counts.dead, counts.oldestAt});
    }
    return ok(contract::encode(page));
}

Response deadLetters(Store& store, const std::string& name, const Request& request)
{
    Parameters given(request, " limit cursor ");
    const int limit = given.limit();
    const std::int64_t before = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const std::string epoch = store.meta("epoch").value_or("0");
    const Slice<Delivery> slice = store.deadDeliveries(name, before, limit);
    contract::Page<contract::DeadLetterRow> page;
    for (const Delivery& delivery : slice.rows)
        page.rows.push_back({epoch + "-" + std::to_string(delivery.event), delivery.at, delivery.type, delivery.subject,
                             delivery.attempts, delivery.http, delivery.error});
    page.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(page));
}

} // namespace

Response readWebhooks(Store& store, const Settings& settings, const Route& route, const Request& request)
{
    if (route.rule->endpoint == Endpoint::Webhooks)
        return webhooks(store, settings, request);
    if (settings.endpoints.count(route.ids[0]) == 0)
        return problemResponse(contract::problem(contract::ProblemCode::NotFound, "This webhook is not known."),
                               request);
    return deadLetters(store, route.ids[0], request);
}

} // namespace service::core
