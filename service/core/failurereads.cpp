// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/failurereads.h"

#include "client/contract/failures.h"
#include "service/core/failurerules.h"
#include "service/core/parameters.h"

#include <charconv>

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr std::string_view idPrefix = "f-";

Response ok(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

// The group that a bet is in now; a bet is in one at a time.
std::optional<Failure> groupOf(Store& store, const std::string& partner, const std::string& id)
{
    const auto bet = store.bet(contract::PartnerId(partner), contract::BetId(id));
    const auto place = bet ? store.failureBet(bet->id) : std::nullopt;
    return place ? store.failure(place->failure) : std::nullopt;
}

Response page(Store& store, const Request& request, std::int64_t nowMs)
{
    Parameters given(request, " partner_id bet_id state limit cursor ");
    FailureFilter filter;
    filter.partner = given.id("partner_id");
    const std::string bet = given.id("bet_id");
    if (!bet.empty() && filter.partner.empty())
        given.refuse("bet_id needs the bet's partner_id.", "bet_id");
    const auto state = given.word("state", contract::failureStateFrom);
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    filter.activeSince = nowMs - failureSilenceMs;
    Slice<Failure> slice;
    if (bet.empty())
        slice = store.failures(filter);
    else if (auto group = groupOf(store, filter.partner, bet))
        slice.rows.push_back(std::move(*group));
    contract::Page<contract::FailureRow> rows;
    for (const Failure& failure : slice.rows) {
        contract::FailureRow row = failureRow(failure, nowMs);
        if (!state || row.state == *state)
            rows.rows.push_back(std::move(row));
    }
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(rows));
}

Response bets(Store& store, const Failure& failure, const Request& request, std::int64_t nowMs)
{
    Parameters given(request, " limit cursor ");
    const int limit = given.limit();
    const std::int64_t before = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    Slice<Bet> slice = store.failedBets(failure.id, nowMs - failureSilenceMs, before, limit);
    contract::Page<contract::BetRow> rows;
    for (Bet& bet : slice.rows)
        rows.rows.push_back(std::move(bet.row));
    rows.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(rows));
}

} // namespace

std::string failureIdText(std::int64_t id)
{
    return std::string(idPrefix) + std::to_string(id);
}

std::int64_t failureIdFrom(std::string_view text)
{
    if (text.substr(0, idPrefix.size()) != idPrefix)
        return 0;
    text.remove_prefix(idPrefix.size());
    std::int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && id > 0 ? id : 0;
}

contract::FailureRow failureRow(const Failure& failure, std::int64_t nowMs)
{
    contract::FailureRow row = failure.row;
    row.id = contract::FailureId(failureIdText(failure.id));
    row.blocks = blocksAt(row.blocks, row.blocksTo, nowMs);
    row.blocksTo = std::max(row.blocksTo, blockOf(nowMs));
    row.state = failureState({failure.appearedAt, failure.cameBack, failure.takenAt, failure.worseAt, row.mutedUntil},
                             row.blocks, nowMs);
    return row;
}

Response readFailures(Store& store, const Route& route, const Request& request, std::int64_t nowMs)
{
    if (route.rule->endpoint == Endpoint::Failures)
        return page(store, request, nowMs);
    const auto failure = store.failure(failureIdFrom(route.ids[0]));
    if (!failure)
        return problemResponse(contract::problem(ProblemCode::NotFound, "This group of failures is not known."),
                               request);
    if (route.rule->endpoint == Endpoint::FailureBets)
        return bets(store, *failure, request, nowMs);
    return ok(contract::encode(failureRow(*failure, nowMs)));
}

} // namespace service::core
