// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobreads.h"

#include "client/contract/jobs.h"
#include "client/contract/json.h"
#include "service/core/jobreview.h"
#include "service/core/parameters.h"
#include "service/core/partners.h"

namespace service::core {

namespace {

using contract::ProblemCode;

constexpr int largestShown = 5;
constexpr int playersLookedAt = 1'000;
constexpr int resultsShown = 100;
constexpr int reportRows = 2'000;
// Of who may not export more.
constexpr std::int64_t supportExportMax = 1'000;

Response json(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

Response notFound(ProblemCode code, const char* detail, const Request& request)
{
    return problemResponse(contract::problem(code, detail), request);
}

contract::JobItem wireItem(const JobItemOfBet& one)
{
    const JobItem& item = one.item;
    contract::JobItem row;
    row.partner = one.partner;
    row.bet = one.bet;
    row.player = contract::PlayerId(item.player.substr(item.player.find('/') + 1));
    row.currency = item.currency;
    row.expectedVersion = item.expectedVersion;
    row.from = item.from;
    row.payoutFromMinor = item.payoutFromMinor;
    row.target = item.target;
    row.payoutMinor = item.payoutMinor;
    row.deltaMinor = item.deltaMinor;
    row.otherDeltaMinor = item.otherDeltaMinor;
    row.state = item.state;
    row.why = item.why;
    if (item.operation != 0)
        row.operation = contract::OperationId(operationIdText(item.operation));
    row.updatedAt = item.updatedAt;
    return row;
}

std::string_view policyWord(Overdraw overdraw)
{
    switch (overdraw) {
    case Overdraw::Negative:
        return "negative";
    case Overdraw::Debt:
        return "debt";
    case Overdraw::Reject:
        break;
    }
    return "reject";
}

std::vector<contract::JobOverdraw> overdrawsOf(Store& store, const Settings& settings, const Job& job)
{
    std::vector<contract::JobOverdraw> overdraws;
    for (const PlayerNet& net : store.losingPlayers(job.id, playersLookedAt)) {
        const PartnerSettings* partner = findPartner(settings, net.partner);
        const auto account = store.findAccount(AccountKind::Player, net.partner, net.player, net.currency);
        const std::int64_t balance = account ? account->balanceMinor : 0;
        if (balance + net.netMinor >= 0)
            continue;
        overdraws.push_back({net.partner, net.player, net.currency, net.debitMinor, balance,
                             std::string(policyWord(partner ? partner->overdraw : Overdraw::Reject))});
        if (overdraws.size() == contract::JobSummary::overdrawsMax)
            break;
    }
    return overdraws;
}

Response summary(Store& store, const Settings& settings, const Job& job)
{
    contract::JobSummary summary;
    summary.job = job.row;
    summary.parts = store.jobParts(job.id);
    summary.moves = store.jobMoves(job.id);
    for (const JobItemOfBet& one : store.largestItems(job.id, largestShown))
        summary.largest.push_back(wireItem(one));
    summary.playersHitTwice = store.playersHitTwice(job.id);
    if (job.row.kind == contract::JobKind::Recalculation)
        summary.overdraws = overdrawsOf(store, settings, job);
    return json(contract::encode(summary));
}

Response rows(Store& store, const Job& job, const Request& request)
{
    Parameters given(request, " state limit cursor ");
    const auto state = given.word("state", contract::jobItemStateFrom);
    const int limit = given.limit();
    const std::int64_t after = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    std::vector<JobItemOfBet> items = store.items(job.id, state, after, limit + 1);
    contract::Page<contract::JobItem> page;
    if (static_cast<int>(items.size()) > limit) {
        items.pop_back();
        page.nextCursor = cursorText(items.back().item.bet);
    }
    for (const JobItemOfBet& one : items)
        page.rows.push_back(wireItem(one));
    return json(contract::encode(page));
}

// A spreadsheet must not take an id for a formula.
std::string cell(const std::string& text)
{
    const bool formula = !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
    return formula ? "\"'" + text + "\"" : text;
}

std::string csvLine(const contract::JobItem& item)
{
    const auto amount = [&item](const std::optional<std::int64_t>& minor) {
        return minor ? contract::Money{*minor, item.currency}.text() : std::string();
    };
    std::string line;
    for (const std::string& text :
         {cell(item.partner.text()), cell(item.bet.text()), cell(item.player.text()), std::string(word(item.from)),
          amount(item.payoutFromMinor), std::string(word(item.target)), amount(item.payoutMinor),
          amount(item.deltaMinor), item.currency.code, std::string(word(item.state)), cell(item.why),
          item.operation.text(), contract::json::timeText(item.updatedAt)})
        line += (line.empty() ? "" : ",") + text;
    return line + "\r\n";
}

Response report(Store& store, const Job& job, const Request& request)
{
    Parameters given(request, " format cursor ");
    const std::string format = given.has("format") ? given.text("format") : "json";
    const std::int64_t after = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    if (format != "csv" && format != "json")
        return problemResponse(contract::problem(ProblemCode::ValidationFailed, "format is csv or json."), request);
    const bool limited = !request.identity.has("manager") && !request.identity.has("auditor");
    if (limited && job.row.counts.total() > supportExportMax)
        return problemResponse(
            contract::problem(ProblemCode::LimitExceeded, "You may export up to 1,000 rows; ask a manager."), request);
    const bool csv = format == "csv";
    Response response;
    response.contentType = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
    if (after == 0)
        response.body = csv ? "partner_id,bet_id,player_id,from,payout_from,target,payout,delta,currency,state,why,"
                              "operation_id,updated_at\r\n"
                            : contract::encode(job.row) + "\n";
    const std::vector<JobItemOfBet> items = store.items(job.id, std::nullopt, after, reportRows);
    for (const JobItemOfBet& one : items) {
        const contract::JobItem item = wireItem(one);
        response.body += csv ? csvLine(item) : contract::encode(item) + "\n";
    }
    if (static_cast<int>(items.size()) == reportRows)
        response.headers.push_back({"X-Next-Cursor", cursorText(items.back().item.bet)});
    return response;
}

Response jobPage(Store& store, const JobFilter& filter)
{
    const Slice<Job> slice = store.jobs(filter);
    contract::Page<contract::JobRow> page;
    for (const Job& job : slice.rows)
        page.rows.push_back(job.row);
    page.nextCursor = cursorText(slice.nextBeforeId);
    return json(contract::encode(page));
}

Response jobs(Store& store, const Request& request, bool approvals)
{
    Parameters given(request, approvals ? " limit cursor " : " state kind round_id limit cursor ");
    JobFilter filter;
    filter.state = approvals ? contract::JobState::PendingApproval : given.word("state", contract::jobStateFrom);
    filter.kind = given.word("kind", contract::jobKindFrom);
    filter.round = given.id("round_id");
    filter.limit = given.limit();
    filter.beforeId = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    return jobPage(store, filter);
}

Response results(Store& store, const std::string& id, const Request& request)
{
    const auto round = store.round(contract::RoundId(id));
    if (!round)
        return notFound(ProblemCode::RoundNotFound, "This round is not known.", request);
    contract::Page<contract::RoundResult> page;
    page.rows = store.results(round->id, resultsShown);
    return json(contract::encode(page));
}

} // namespace

Response readJobs(Store& store, const Settings& settings, const Route& route, const Request& request)
{
    const Endpoint endpoint = route.rule->endpoint;
    if (endpoint == Endpoint::RoundResults)
        return results(store, route.ids[0], request);
    if (endpoint == Endpoint::Jobs || endpoint == Endpoint::Approvals)
        return jobs(store, request, endpoint == Endpoint::Approvals);
    const auto job = store.job(contract::JobId(route.ids[0]));
    if (!job)
        return notFound(ProblemCode::NotFound, "This job is not known.", request);
    if (endpoint == Endpoint::JobRows)
        return rows(store, *job, request);
    if (endpoint == Endpoint::JobReport)
        return report(store, *job, request);
    if (endpoint == Endpoint::JobChanges)
        return json(contract::encode(review(store, settings, *job).changes));
    return summary(store, settings, *job);
}

} // namespace service::core
