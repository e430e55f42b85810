// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/reconciliationreads.h"

#include "service/core/parameters.h"

#include <charconv>

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr std::string_view runPrefix = "rec-";
constexpr std::string_view differencePrefix = "ri-";

std::int64_t idFrom(std::string_view text, std::string_view prefix)
{
    if (text.substr(0, prefix.size()) != prefix)
        return 0;
    text.remove_prefix(prefix.size());
    std::int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && id > 0 ? id : 0;
}

Response ok(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

contract::ReconciliationItem itemOf(const Difference& difference)
{
    contract::ReconciliationItem item = difference.item;
    item.id = differenceIdText(difference.id);
    item.reconciliation = reconciliationIdText(difference.run);
    return item;
}

Response page(Store& store, const Request& request)
{
    Parameters given(request, " partner_id limit cursor ");
    ReconciliationFilter filter;
    filter.partner = given.id("partner_id");
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const Slice<Reconciliation> slice = store.reconciliations(filter);
    contract::Page<contract::ReconciliationRow> rows;
    for (const Reconciliation& run : slice.rows)
        rows.rows.push_back(reconciliationRow(run));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(rows));
}

Response items(Store& store, const Reconciliation& run, const Request& request)
{
    Parameters given(request, " class accepted since_before limit cursor ");
    DifferenceFilter filter;
    filter.run = run.id;
    filter.kind = given.word("class", contract::reconciliationClassFrom);
    if (filter.kind == contract::ReconciliationClass::Matched)
        given.refuse("Matched bets are counted, not kept.", "class");
    filter.accepted = given.flag("accepted");
    filter.sinceBefore = given.time("since_before");
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const Slice<Difference> slice = store.differences(filter);
    contract::Page<contract::ReconciliationItem> rows;
    for (const Difference& difference : slice.rows)
        rows.rows.push_back(itemOf(difference));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(rows));
}

} // namespace

std::string reconciliationIdText(std::int64_t id)
{
    return std::string(runPrefix) + std::to_string(id);
}

std::string differenceIdText(std::int64_t id)
{
    return std::string(differencePrefix) + std::to_string(id);
}

std::int64_t reconciliationIdFrom(std::string_view text)
{
    return idFrom(text, runPrefix);
}

std::int64_t differenceIdFrom(std::string_view text)
{
    return idFrom(text, differencePrefix);
}

contract::ReconciliationRow reconciliationRow(const Reconciliation& run)
{
    contract::ReconciliationRow row = run.row;
    row.id = reconciliationIdText(run.id);
    return row;
}

Response differenceAnswer(const Difference& difference)
{
    return ok(contract::encode(itemOf(difference)));
}

Response readReconciliations(Store& store, const Route& route, const Request& request)
{
    if (route.rule->endpoint == Endpoint::Reconciliations)
        return page(store, request);
    const auto run = store.reconciliation(reconciliationIdFrom(route.ids[0]));
    if (!run)
        return problemResponse(contract::problem(ProblemCode::NotFound, "This reconciliation is not known."), request);
    if (route.rule->endpoint == Endpoint::ReconciliationItems)
        return items(store, *run, request);
    return ok(contract::encode(reconciliationRow(*run)));
}

} // namespace service::core
