// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/views.h"

#include "client/contract/query.h"
#include "service/core/calls.h"
#include "service/core/parameters.h"
#include "service/core/roles.h"

#include <algorithm>
#include <limits>

namespace service::core {

namespace {

using contract::ProblemCode;
using contract::ViewRow;

constexpr std::int64_t perOwnerMax = 50;
constexpr std::int64_t allMax = 2'000;
constexpr std::size_t sharedBytesMax = 600'000; // with 50 of one's own, the list stays one answer of 1 MiB

Handled refuse(ProblemCode code, const char* detail, const Request& request)
{
    return {problemResponse(contract::problem(code, detail), request), {}, 0};
}

Handled stored(const ViewRow& row)
{
    Response response;
    response.body = contract::encode(row);
    return {std::move(response), {}, 0};
}

ViewRow rowOf(const std::string& id, const contract::ViewOrder& order, const Request& request)
{
    ViewRow row;
    row.id = contract::ViewId(id);
    row.owner = request.identity.subject;
    row.name = order.name;
    row.query = order.query;
    row.columns = order.columns;
    row.sort = order.sort;
    row.descending = order.descending;
    row.shared = order.shared;
    row.version = order.expectedVersion < std::numeric_limits<std::int64_t>::max() ? order.expectedVersion + 1 : 0;
    return row;
}

std::string textOf(const ViewRow& row)
{
    return (row.shared ? "shared, " : "not shared, ") + row.name + ": " + row.query;
}

bool namesPlayers(const ViewRow& row)
{
    const auto query = contract::Query::parse(row.query);
    return !query || std::any_of(query->terms().begin(), query->terms().end(), [](const contract::QueryTerm& term) {
        return term.field == contract::QueryField::Player || term.field == contract::QueryField::Text;
    });
}

// Of all that are shared, with this one among them.
std::size_t sharedBytes(Store& store, const ViewRow& row)
{
    contract::Page<ViewRow> page;
    page.rows = store.viewsFor({});
    std::erase_if(page.rows, [&row](const ViewRow& known) { return known.id == row.id; });
    page.rows.push_back(row);
    return contract::encode(page).size();
}

} // namespace

Handled Views::put(const std::string& id, const contract::ViewOrder& order, const Request& request)
{
    const auto& roles = request.identity.roles;
    if (order.shared && std::find(roles.begin(), roles.end(), "manager") == roles.end())
        return refuse(ProblemCode::Forbidden, "Only a manager shares a view with everybody.", request);
    const auto known = m_context.store.view(contract::ViewId(id));
    if (known && known->owner != request.identity.subject)
        return refuse(ProblemCode::Forbidden, "Only its owner changes a view; save it under a new name.", request);
    if (!known && order.expectedVersion != 0)
        return refuse(ProblemCode::NotFound, "This view is not known.", request);
    ViewRow row = rowOf(id, order, request);
    row.updatedAt = known ? known->updatedAt : m_context.nowMs;
    // The same order again, whose answer was lost.
    if (known && row == *known)
        return stored(*known);
    if (known && order.expectedVersion != known->version)
        return refuse(ProblemCode::VersionConflict, "This view was changed meanwhile.", request);
    if (!known && m_context.store.viewCount(row.owner) >= perOwnerMax)
        return refuse(ProblemCode::LimitExceeded, "You have 50 views on the service; delete one first.", request);
    if (!known && m_context.store.viewCount() >= allMax)
        return refuse(ProblemCode::LimitExceeded, "The service keeps 2000 views; somebody has to delete one.", request);
    if (row.shared && sharedBytes(m_context.store, row) > sharedBytesMax)
        return refuse(ProblemCode::LimitExceeded,
                      "The shared views are as long as one answer may be; delete one first.", request);
    row.updatedAt = m_context.nowMs;
    m_context.store.saveView(row);
    m_recorder.audit(actorOf(request), known ? "view_change" : "view_add", "view:" + id,
                     known ? textOf(*known) : std::string(), textOf(row));
    return stored(row);
}

Handled Views::remove(const std::string& id, const Request& request)
{
    const auto known = m_context.store.view(contract::ViewId(id));
    if (!known)
        return refuse(ProblemCode::NotFound, "This view is not known.", request);
    if (known->owner != request.identity.subject)
        return refuse(ProblemCode::Forbidden, "Only its owner deletes a view.", request);
    m_context.store.deleteView(known->id);
    m_recorder.audit(actorOf(request), "view_delete", "view:" + id, textOf(*known), {});
    return stored(*known);
}

Response readViews(Store& store, const Request& request)
{
    const Parameters given(request, " ");
    if (given.problem())
        return problemResponse(*given.problem(), request);
    contract::Page<ViewRow> page;
    page.rows = store.viewsFor(request.identity.subject);
    // What others ask for may name the players whose ids this reader is told masked.
    if (!seesPlayers(request.identity)) {
        page.rows.erase(std::remove_if(page.rows.begin(), page.rows.end(),
                                       [&](const ViewRow& row) {
                                           return row.owner != request.identity.subject && namesPlayers(row);
                                       }),
                        page.rows.end());
    }
    Response response;
    response.body = contract::encode(page);
    return response;
}

} // namespace service::core
