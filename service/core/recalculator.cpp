// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/recalculator.h"

#include "service/core/calls.h"

#include <algorithm>
#include <charconv>

namespace service::core {

namespace {

using contract::BetState;
using contract::OperationKind;
using contract::OperationState;
using contract::ProblemCode;

constexpr int betsPerRead = 500;
// Rows run in one transaction: a small round is answered at once, a large one does not keep the writer.
constexpr int rowsPerRun = 200;
constexpr std::int64_t retryAfterMs = 1'000;
constexpr std::string_view idPrefix = "recalc-";

std::string busyKey(const RecalculationRow& row)
{
    return std::to_string(row.recalculation) + " " + row.player;
}

Actor actorOf(const Recalculation& job)
{
    return {job.actor, job.roles, job.correlationId};
}

bool sameAction(const RecalculationRow& a, const RecalculationRow& b)
{
    return a.state == b.state && a.target == b.target && a.payoutMinor == b.payoutMinor && a.deltaMinor == b.deltaMinor;
}

} // namespace

std::string recalculationIdText(std::int64_t id)
{
    return std::string(idPrefix) + std::to_string(id);
}

std::int64_t recalculationIdFrom(std::string_view text)
{
    if (text.substr(0, idPrefix.size()) != idPrefix)
        return 0;
    text.remove_prefix(idPrefix.size());
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

Recalculator::Recalculator(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox)
    : m_context(context), m_recorder(recorder), m_rounds(rounds), m_outbox(outbox)
{
}

RecalculationRow Recalculator::plan(const Bet& bet, const Round& round, const std::string& result)
{
    const contract::GameId& game = bet.row.game.empty() ? round.row.game : bet.row.game;
    return planRow(bet, m_context.store.versions(bet.id), m_rounds.game(game), result);
}

bool Recalculator::hasWork(const Round& round, const std::string& result)
{
    std::int64_t after = 0;
    for (;;) {
        const std::vector<Bet> bets = m_context.store.roundBets(round.row.round, after, betsPerRead);
        if (bets.empty())
            return false;
        after = bets.back().id;
        if (std::any_of(bets.begin(), bets.end(),
                        [&](const Bet& bet) { return plan(bet, round, result).state == RowState::Pending; }))
            return true;
    }
}

Handled Recalculator::start(const contract::RecalculateCall& call, const Request& request)
{
    const Actor actor = core::actorOf(request);
    const auto refuse = [&](ProblemCode code, const char* detail) {
        contract::Problem problem = contract::problem(code, detail);
        if (code == ProblemCode::RecalculationInProgress)
            problem.retryAfterMs = retryAfterMs;
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    Store& store = m_context.store;
    if (m_stale)
        recover();
    auto round = store.round(call.round);
    if (!round)
        return refuse(ProblemCode::RoundNotFound, "This round is not known.");
    if (!m_rounds.isResult(round->row.game, call.correctResult))
        return refuse(ProblemCode::ValidationFailed, "The game has no such result.");
    const auto latest = store.latestRecalculation(round->id);
    if (latest && latest->state == RecalculationState::Running)
        return refuse(ProblemCode::RecalculationInProgress, "This round is being recalculated.");
    const bool sameResult = round->row.resultVersion > 0 && round->row.result == call.correctResult;
    if (sameResult && !hasWork(*round, call.correctResult)) {
        // Who asks twice is told the same twice; that nothing was done now is what the header says.
        const bool again = latest && latest->resultVersion == round->row.resultVersion;
        Response response = again ? answer(*round, latest->id, store.countRows(latest->id)) : answer(*round, 0, {});
        if (again)
            response.headers.push_back({"Idempotency-Replayed", "true"});
        return {std::move(response), {}, 0};
    }

    const std::string before = round->row.result + " v" + std::to_string(round->row.resultVersion);
    round->row.result = call.correctResult;
    ++round->row.resultVersion;
    round->row.state = contract::RoundState::Recalculating;
    round->row.needsRecalculation = false;
    round->row.cause.clear();
    round->binding = true;
    m_recorder.saveRound(*round, {}, actor);

    Recalculation job;
    job.round = round->id;
    job.result = call.correctResult;
    job.resultVersion = round->row.resultVersion;
    job.actor = actor.subject;
    job.roles = actor.roles;
    job.correlationId = actor.correlationId;
    job.createdAt = m_context.nowMs;
    job.updatedAt = m_context.nowMs;
    job.id = store.insertRecalculation(job);
    std::int64_t after = 0;
    for (;;) {
        const std::vector<Bet> bets = store.roundBets(round->row.round, after, betsPerRead);
        if (bets.empty())
            break;
        after = bets.back().id;
        for (const Bet& bet : bets) {
            RecalculationRow row = plan(bet, *round, job.result);
            row.recalculation = job.id;
            store.insertRow(row);
        }
    }
    m_recorder.audit(actor, word(contract::CallKind::RecalculateBets), "round:" + round->row.round.text(), before,
                     round->row.result + " v" + std::to_string(round->row.resultVersion), recalculationIdText(job.id));
    m_active.insert(job.id);
    run(job.id);
    if (store.recalculation(job.id)->state != RecalculationState::Running)
        return {answerFor(job.id, request), {}, 0};
    return {std::nullopt, recalculationIdText(job.id), m_context.settings.defaultPartner.answerWithinMs};
}

void Recalculator::run(std::int64_t id)
{
    const auto job = m_context.store.recalculation(id);
    if (!job) {
        m_active.erase(id);
        return;
    }
    const std::vector<RecalculationRow> rows = m_context.store.rows(id, RowState::Pending, rowsPerRun);
    bool executed = false;
    for (const RecalculationRow& row : rows) {
        if (m_busyPlayers.count(busyKey(row)) != 0)
            continue;
        execute(*job, row);
        executed = true;
    }
    // What is left then waits for a player's earlier row, whose end wakes the job.
    if (!executed || rows.size() < rowsPerRun)
        m_active.erase(id);
    concludeIfDone(*job);
}

void Recalculator::execute(const Recalculation& job, RecalculationRow row)
{
    Store& store = m_context.store;
    const int rankBefore = row.rank;
    const auto bet = store.bet(row.bet);
    const auto round = store.round(job.round);
    if (!bet || !round)
        return;
    const auto latest = store.latestRecalculation(job.round);
    if (latest && latest->id != job.id) {
        row.state = RowState::Superseded;
        store.updateRow(row, rankBefore);
        return;
    }
    const bool open = bet->row.operation && contract::isOpen(bet->row.operation->state);
    if (bet->row.version != row.expectedVersion || open) {
        RecalculationRow again = plan(*bet, *round, job.result);
        again.recalculation = job.id;
        if (again.state == RowState::Pending && !sameAction(again, row)) {
            again.state = RowState::Skipped;
            again.why = "changed_since_approval";
        }
        row = std::move(again);
        store.updateRow(row, rankBefore);
        if (row.state != RowState::Pending)
            return;
    }
    const int rank = row.rank;
    row.state = RowState::Running;
    store.updateRow(row, rank);
    m_busyPlayers.insert(busyKey(row));

    Operation operation;
    operation.kind = bet->row.state == BetState::Blocked ? OperationKind::Settle : OperationKind::Adjust;
    operation.ref = std::to_string(job.id);
    operation.source = Source::Recalculation;
    operation.amountMinor = row.deltaMinor;
    operation.target = row.target;
    operation.payoutMinor = row.payoutMinor;
    operation.result = job.result;
    operation.actor = job.actor;
    operation.roles = job.roles;
    operation.correlationId = job.correlationId;
    operation.reason = recalculationIdText(job.id);
    m_outbox.begin(&*bet, *bet, std::move(operation));
}

void Recalculator::onEnded(const Bet& bet, const Operation& operation)
{
    Store& store = m_context.store;
    if (operation.source == Source::Recalculation) {
        std::int64_t id = 0;
        std::from_chars(operation.ref.data(), operation.ref.data() + operation.ref.size(), id);
        if (auto row = store.row(id, bet.id)) {
            const bool done = operation.state == OperationState::Succeeded;
            row->state = done ? RowState::Applied : RowState::Held;
            row->why = done ? std::string() : operation.errorClass;
            store.updateRow(*row, row->rank);
            m_busyPlayers.erase(busyKey(*row));
            m_active.insert(id);
        }
    }
    if (bet.row.round.empty())
        return;
    for (RecalculationRow& row : store.deferredRows(bet.id))
        release(std::move(row), bet);
}

void Recalculator::release(RecalculationRow row, const Bet& bet)
{
    Store& store = m_context.store;
    const auto job = store.recalculation(row.recalculation);
    const auto round = job ? store.round(job->round) : std::nullopt;
    if (!round)
        return;
    const int rankBefore = row.rank;
    const auto latest = store.latestRecalculation(job->round);
    if (latest && latest->id != job->id) {
        row.state = RowState::Superseded;
    } else {
        row = plan(bet, *round, job->result);
        row.recalculation = job->id;
        m_active.insert(job->id);
    }
    store.updateRow(row, rankBefore);
}

void Recalculator::concludeIfDone(Recalculation job)
{
    Store& store = m_context.store;
    if (!store.rows(job.id, RowState::Pending, 1).empty() || !store.rows(job.id, RowState::Running, 1).empty())
        return;
    const RecalculationCounts counts = store.countRows(job.id);
    const bool exceptions = counts.deferred + counts.held + counts.needsInput > 0;
    const RecalculationState state =
        exceptions ? RecalculationState::CompletedWithExceptions : RecalculationState::Completed;
    if (job.state == state)
        return;
    const bool wasRunning = job.state == RecalculationState::Running;
    job.state = state;
    job.updatedAt = m_context.nowMs;
    store.updateRecalculation(job);
    if (!wasRunning)
        return;
    m_outbox.addFinished(recalculationIdText(job.id));
    if (auto round = store.round(job.round)) {
        round->row.state = round->row.openBets > 0 ? contract::RoundState::Settling : contract::RoundState::Settled;
        m_recorder.saveRound(*round, {}, actorOf(job));
    }
}

Response Recalculator::answer(const Round& round, std::int64_t id, const RecalculationCounts& counts) const
{
    Response response;
    response.body = contract::recalculatedBody(round.row.round);
    response.body.pop_back();
    const auto add = [&response](const char* key, std::int64_t count) {
        response.body.append(",\"").append(key).append("\":").append(std::to_string(count));
    };
    if (id != 0)
        response.body.append(",\"recalculation_id\":\"").append(recalculationIdText(id)).append("\"");
    add("result_version", round.row.resultVersion);
    add("changed", counts.applied);
    add("unchanged", counts.unchanged);
    add("skipped", counts.skipped);
    add("needs_input", counts.needsInput);
    add("deferred", counts.deferred);
    add("held", counts.held);
    response.body += "}";
    return response;
}

Response Recalculator::answerFor(std::int64_t id, const Request& request)
{
    const auto job = m_context.store.recalculation(id);
    const auto round = job ? m_context.store.round(job->round) : std::nullopt;
    if (!round || job->state == RecalculationState::Running)
        return problemResponse(contract::problem(ProblemCode::PartnerTimeout, "The recalculation is still running."),
                               request);
    return answer(*round, id, m_context.store.countRows(id));
}

void Recalculator::recover()
{
    m_active.clear();
    m_busyPlayers.clear();
    m_stale = false;
    for (const Recalculation& job : m_context.store.activeRecalculations()) {
        m_active.insert(job.id);
        for (const RecalculationRow& row : m_context.store.rows(job.id, RowState::Running, -1))
            m_busyPlayers.insert(busyKey(row));
    }
}

void Recalculator::tick()
{
    if (m_stale)
        recover();
    const std::set<std::int64_t> active = m_active;
    for (const std::int64_t id : active)
        run(id);
}

void Recalculator::discard()
{
    m_stale = true;
    m_active.insert(0); // so that the next tick comes at once
}

} // namespace service::core
