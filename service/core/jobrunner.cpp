// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobrunner.h"

#include "service/core/jobplan.h"
#include "service/core/jobreview.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

#include <algorithm>

namespace service::core {

namespace {

using contract::BetState;
using contract::JobItemState;
using contract::JobKind;
using contract::JobState;
using contract::OperationKind;
using contract::OperationState;

// Items run in one transaction: a small job is done at once, a large one does not keep the writer.
constexpr int itemsPerRun = 200;
// Looked at for those: behind a player or a partner that has to wait others may go.
constexpr int itemsPerScan = 2'000;
// Sent and not answered: what is out when a line breaks is in doubt, so it is few.
constexpr std::int64_t inFlightMax = 16;
constexpr std::int64_t tellEveryMs = 500;
// A job pauses by itself when more than 5 % of its last 50 items went wrong.
constexpr std::size_t outcomesKept = 50;
constexpr std::ptrdiff_t badMax = 2;

constexpr int canaryPassed = -1;

const Actor serviceItself{"betd", {}, {}};

std::string busyKey(const JobItem& item)
{
    return std::to_string(item.job) + " " + item.player;
}

std::string partnerOf(const JobItem& item)
{
    return item.player.substr(0, item.player.find('/'));
}

std::int64_t doneOf(const contract::JobCounts& counts)
{
    return counts.total() - counts.waiting;
}

} // namespace

JobRunner::JobRunner(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox, JobBook& book)
    : m_context(context), m_recorder(recorder), m_rounds(rounds), m_outbox(outbox), m_book(book)
{
}

bool JobRunner::isLatest(const Job& job)
{
    if (job.row.kind == JobKind::Refund)
        return true;
    const auto round = m_context.store.round(job.round);
    return round && round->row.resultVersion == job.newVersion;
}

Job JobRunner::start(Job job)
{
    Store& store = m_context.store;
    const Actor actor = authorOf(job);
    const std::string before(word(job.row.state));
    if (job.row.kind == JobKind::Recalculation) {
        auto round = store.round(job.round);
        if (!round || round->row.resultVersion != job.row.resultVersion || store.runningRecalculation(job.round)) {
            job.row.state = JobState::Superseded;
            job.row.why = "result_version_moved";
            m_book.audit(job, actor, "job_superseded", before);
            return m_book.save(job);
        }
        const std::string former = round->row.result + " v" + std::to_string(round->row.resultVersion);
        round->row.result = job.row.correctResult;
        ++round->row.resultVersion;
        round->row.state = contract::RoundState::Recalculating;
        round->row.needsRecalculation = false;
        round->row.cause.clear();
        round->binding = true;
        m_recorder.saveRound(*round, {}, actor);
        store.insertResult(round->id, {round->row.resultVersion, round->row.result, m_context.nowMs, job.row.author,
                                       job.bare ? job.row.id.text() : "job " + std::to_string(job.id)});
        job.newVersion = round->row.resultVersion;
        m_rounds.afterStart(*round, actor);
        m_recorder.audit(actor, "recalculate_bets", "round:" + round->row.round.text(), former,
                         round->row.result + " v" + std::to_string(round->row.resultVersion), job.row.id.text());
    }
    job.row.state = JobState::Running;
    job.row.startedAt = m_context.nowMs;
    freeDeferred(job);
    job.canaryLeft = job.row.kind == JobKind::Refund ? m_context.settings.jobs.canary : canaryPassed;
    if (job.canaryLeft == 0)
        job.canaryLeft = canaryPassed;
    auditStep(job, "job_start", before);
    return m_book.save(job);
}

// A bare call that nobody had to agree to leaves the rows of its round and bets, as any call does.
void JobRunner::auditStep(const Job& job, std::string_view action, const std::string& before)
{
    if (!job.bare || !job.row.approver.empty())
        m_book.audit(job, authorOf(job), action, before);
}

// What was on its way when the plan was made may have ended before anything was started.
void JobRunner::freeDeferred(const Job& job)
{
    Store& store = m_context.store;
    std::int64_t after = 0;
    for (;;) {
        const auto items = store.items(job.id, JobItemState::Deferred, after, itemsPerRun);
        if (items.empty())
            return;
        after = items.back().item.bet;
        for (const JobItemOfBet& one : items) {
            if (const auto bet = store.bet(one.item.bet))
                release(job, one.item, *bet);
        }
    }
}

bool JobRunner::mayGo(Job& job)
{
    if (m_context.store.countOf(job.id, JobItemState::Running) >= inFlightMax)
        return false;
    if (job.canaryLeft > 0 || job.canaryLeft == canaryPassed)
        return true;
    // All canaries are out; everything else waits for how they end.
    if (m_context.store.countOf(job.id, JobItemState::Running) > 0)
        return false;
    job.canaryLeft = canaryPassed;
    return true;
}

JobRunner::Ran JobRunner::run(Job job)
{
    Store& store = m_context.store;
    // An ended job still runs what became free later, and nothing else.
    const bool late = isEnded(job.row.state);
    if (job.row.state == JobState::Paused)
        return {conclude(std::move(job)), -1};
    Pace& pace = m_paces[job.id];
    const bool inCanary = job.canaryLeft != canaryPassed;
    const bool badCanary = inCanary && job.row.counts.failed + job.row.counts.inDoubt > 0;
    const bool badLine = !inCanary && std::count(pace.outcomes.begin(), pace.outcomes.end(), true) > badMax;
    if (!late && (badCanary || badLine)) {
        job.canaryLeft = canaryPassed;
        pace.outcomes.clear();
        return {pause(std::move(job), badCanary ? "canary" : "failure_ratio", serviceItself), -1};
    }
    m_inRun = job.id;
    const int canariesBefore = job.canaryLeft;
    std::int64_t nextMs = -1;
    int executed = 0;
    int rank = -1;
    std::int64_t bet = 0;
    bool more = true;
    for (int scanned = 0; more && mayGo(job) && scanned < itemsPerScan && executed < itemsPerRun;) {
        const std::vector<JobItem> items = store.waitingItems(job.id, JobItemState::Pending, rank, bet, itemsPerRun);
        more = static_cast<int>(items.size()) == itemsPerRun;
        scanned += static_cast<int>(items.size());
        for (const JobItem& item : items) {
            if (executed == itemsPerRun || !mayGo(job)) {
                more = true;
                break;
            }
            rank = item.rank;
            bet = item.bet;
            if (m_busyPlayers.count(busyKey(item)) != 0)
                continue;
            if (job.row.kind == JobKind::Refund) {
                const std::string partner = partnerOf(item);
                std::int64_t& next = m_partnerNextAt[partner];
                if (next > m_context.steadyMs) {
                    nextMs = nextMs < 0 ? next - m_context.steadyMs : std::min(nextMs, next - m_context.steadyMs);
                    continue;
                }
                const PartnerSettings* settings = findPartner(m_context.settings, contract::PartnerId(partner));
                next = m_context.steadyMs + 1'000 / std::max(1, settings ? settings->refundRate : 1);
            }
            const bool sent = execute(job, item);
            ++executed;
            if (sent && job.canaryLeft > 0)
                --job.canaryLeft;
        }
    }
    if (job.canaryLeft != canariesBefore && !late)
        store.updateJob(job);
    const bool full = executed == itemsPerRun && mayGo(job);
    m_inRun = 0;
    if (late && executed > 0)
        tellIdle(job.id);
    job = conclude(tellProgress(store.job(job.id).value_or(job)));
    return {std::move(job), full ? 0 : nextMs};
}

bool JobRunner::execute(const Job& job, const JobItem& item)
{
    Store& store = m_context.store;
    const auto bet = store.bet(item.bet);
    if (!bet)
        return false;
    JobItem now = item;
    if (!isLatest(job)) {
        now.state = JobItemState::Superseded;
        m_book.change(item, now);
        return false;
    }
    const bool open = bet->row.operation && contract::isOpen(bet->row.operation->state);
    if (bet->row.version != item.expectedVersion || open) {
        JobItem again = planItem(store, m_context.settings, job, *bet);
        if (again.state == JobItemState::Deferred) {
            // What was approved stays what it may become.
            now.state = JobItemState::Deferred;
            now.why = again.why;
            now.otherDeltaMinor = item.otherDeltaMinor.value_or(0);
            m_book.change(item, now);
            return false;
        }
        if (again.state == JobItemState::Pending && !sameAction(again, item)) {
            again.state = JobItemState::Skipped;
            again.why = "changed_since_approval";
        }
        now = std::move(again);
        if (now.state != JobItemState::Pending) {
            m_book.change(item, now);
            return false;
        }
    }
    now.state = JobItemState::Running;
    now.operation = store.nextOperationId();
    m_book.change(item, now);
    m_busyPlayers.insert(busyKey(now));

    Operation operation;
    if (job.row.kind == JobKind::Refund) {
        operation.kind = OperationKind::Refund;
        operation.ref = jobRefundRef(job.id);
        operation.source = Source::Operator;
        operation.reason = "job " + std::to_string(job.id) + ": " + job.row.reason;
    } else {
        operation.kind = bet->row.state == BetState::Blocked ? OperationKind::Settle : OperationKind::Adjust;
        operation.ref = std::to_string(job.id);
        operation.source = Source::Recalculation;
        operation.result = job.row.correctResult;
        operation.reason = job.row.id.text();
    }
    operation.amountMinor = now.deltaMinor;
    operation.target = now.target;
    operation.payoutMinor = now.payoutMinor;
    operation.actor = job.row.author;
    operation.roles = job.roles;
    operation.correlationId = job.correlationId;
    m_outbox.begin(&*bet, *bet, std::move(operation));
    return true;
}

void JobRunner::note(std::int64_t job, bool bad)
{
    std::deque<bool>& outcomes = m_paces[job].outcomes;
    outcomes.push_back(bad);
    if (outcomes.size() > outcomesKept)
        outcomes.pop_front();
}

std::set<std::int64_t> JobRunner::onEnded(const Bet& bet, const Operation& operation)
{
    Store& store = m_context.store;
    std::set<std::int64_t> touched;
    if (const auto item = store.itemOfOperation(operation.id)) {
        const bool done = operation.state == OperationState::Succeeded;
        JobItem now = *item;
        now.state = done ? JobItemState::Applied : JobItemState::Held;
        now.why = done ? std::string() : operation.errorClass;
        m_book.change(*item, now);
        // A balance that does not cover a debit is foreseen by the partner's policy, and no sign of trouble.
        if (operation.attempts == 1)
            note(item->job, false);
        m_busyPlayers.erase(busyKey(now));
        touched.insert(item->job);
    }
    if (!bet.row.round.empty()) {
        for (const JobItem& item : store.deferredItems(bet.id)) {
            const auto job = store.job(item.job);
            if (!job || job->row.startedAt == 0)
                continue;
            release(*job, item, bet);
            touched.insert(job->id);
        }
    }
    for (const std::int64_t job : touched)
        tellIdle(job);
    return touched;
}

std::set<std::int64_t> JobRunner::onStalled(const Operation& operation)
{
    const auto item = m_context.store.itemOfOperation(operation.id);
    if (!item)
        return {};
    // Once for each: a line that is bad at the first try is bad enough to wait for.
    if (operation.attempts == 1)
        note(item->job, true);
    const bool stalled = operation.state == OperationState::InDoubt || operation.state == OperationState::NeedsReview;
    if (!stalled)
        return {item->job};
    JobItem now = *item;
    now.state = operation.state == OperationState::NeedsReview ? JobItemState::Failed : JobItemState::InDoubt;
    now.why = operation.errorClass;
    if (now.state == item->state)
        return {};
    m_book.change(*item, now);
    // What a person has to look at may take days; the player's other items do not wait for that.
    if (now.state == JobItemState::Failed)
        m_busyPlayers.erase(busyKey(now));
    tellIdle(item->job);
    return {item->job};
}

void JobRunner::release(const Job& job, const JobItem& item, const Bet& bet)
{
    JobItem now = item;
    if (job.row.state == JobState::Cancelled) {
        now.state = JobItemState::Cancelled;
    } else if (!isLatest(job)) {
        now.state = JobItemState::Superseded;
    } else {
        now = planItem(m_context.store, m_context.settings, job, bet);
        if (now.state == JobItemState::Deferred)
            return;
        if (now.state == JobItemState::Pending && !asApproved(item, now)) {
            now.state = JobItemState::Skipped;
            now.why = "changed_since_approval";
        }
    }
    m_book.change(item, now);
}

Job JobRunner::tellProgress(Job job)
{
    Pace& pace = m_paces[job.id];
    const std::int64_t now = m_context.steadyMs;
    const std::int64_t done = doneOf(job.row.counts);
    if (pace.toldAt == 0) {
        pace.toldAt = now;
        pace.toldDone = done;
        return job;
    }
    if (now - pace.toldAt < tellEveryMs || done == pace.toldDone)
        return job;
    // What became free, or goes again, is not done any more: that is no pace.
    job.row.rateMilli = std::max<std::int64_t>(0, done - pace.toldDone) * 1'000'000 / (now - pace.toldAt);
    pace.toldAt = now;
    pace.toldDone = done;
    return m_book.save(job, "job.progress");
}

// A job that is over or stands still has no next step that would tell what became of its items. In the transaction that
// changed them: after a crash nobody would look at it again.
void JobRunner::tellIdle(std::int64_t id)
{
    if (id == m_inRun)
        return;
    const auto job = m_context.store.job(id);
    if (!job || (job->row.state != JobState::Paused && !isEnded(job->row.state)))
        return;
    if (isEnded(job->row.state) && conclude(*job).row.version != job->row.version)
        return;
    m_book.save(*job, "job.progress");
}

// What was held back, or settled before and not to be computed. A bet that is open still waits for its game.
bool JobRunner::leavesBets(const Job& job)
{
    if (job.row.counts.held > 0)
        return true;
    std::int64_t after = 0;
    for (;;) {
        const auto items = m_context.store.items(job.id, JobItemState::NeedsInput, after, itemsPerRun);
        if (items.empty())
            return false;
        after = items.back().item.bet;
        if (std::any_of(items.begin(), items.end(), [](const JobItemOfBet& one) {
                return one.item.from == BetState::Won || one.item.from == BetState::Lost;
            }))
            return true;
    }
}

Job JobRunner::conclude(Job job)
{
    if (job.row.startedAt == 0 || job.row.state == JobState::Cancelled || job.row.state == JobState::Superseded ||
        job.row.counts.waiting > 0)
        return job;
    const contract::JobCounts& counts = job.row.counts;
    const bool exceptions = counts.deferred + counts.held + counts.needsInput + counts.failed + counts.inDoubt > 0;
    const JobState state = exceptions ? JobState::CompletedWithExceptions : JobState::Completed;
    if (job.row.state == state)
        return job;
    const bool wasRunning = !isEnded(job.row.state);
    const std::string before(word(job.row.state));
    job.row.state = state;
    job.row.why.clear();
    auditStep(job, "job_end", before);
    job = m_book.save(job);
    if (wasRunning) {
        m_outbox.addFinished(job.row.id.text());
        // What is left does not follow the result: a plan with the same result takes it up.
        unlockRound(job, leavesBets(job) ? "recalculation_incomplete" : "", authorOf(job));
    }
    return job;
}

void JobRunner::unlockRound(const Job& job, const std::string& flag, const Actor& actor)
{
    if (job.row.kind != JobKind::Recalculation)
        return;
    auto round = m_context.store.round(job.round);
    if (!round)
        return;
    round->row.state = round->row.openBets > 0 ? contract::RoundState::Settling : contract::RoundState::Settled;
    m_recorder.saveRound(*round, {}, actor);
    if (!flag.empty())
        m_rounds.mark(*round, flag, actor);
}

Job JobRunner::pause(Job job, const std::string& why, const Actor& actor)
{
    const std::string before(word(job.row.state));
    job.row.state = JobState::Paused;
    job.row.why = why;
    m_book.audit(job, actor, "job_pause", before, why);
    return m_book.save(job);
}

Job JobRunner::cancel(Job job, const Actor& actor)
{
    const std::string before(word(job.row.state));
    const bool started = job.row.startedAt != 0;
    m_context.store.cancelPending(job.id, m_context.nowMs);
    job.row.state = JobState::Cancelled;
    m_book.audit(job, actor, "job_cancel", before);
    job = m_book.save(job);
    m_outbox.addFinished(job.row.id.text());
    // What was applied stays, and the round keeps its new result: it is neither one nor the other.
    if (started)
        unlockRound(job, "recalculation_cancelled", actor);
    return job;
}

Job JobRunner::retryFailed(Job job, const Actor& actor)
{
    Store& store = m_context.store;
    std::int64_t after = 0;
    for (;;) {
        const auto items = store.items(job.id, JobItemState::Failed, after, itemsPerRun);
        if (items.empty())
            break;
        after = items.back().item.bet;
        for (const JobItemOfBet& one : items) {
            const auto operation = store.operation(one.item.operation);
            if (!operation || operation->state != OperationState::NeedsReview)
                continue;
            const auto bet = store.bet(operation->bet);
            if (!bet || !m_outbox.barredBecause(*bet, *operation).empty())
                continue;
            JobItem now = one.item;
            now.state = JobItemState::Running;
            now.why.clear();
            m_book.change(one.item, now);
            m_outbox.hurry(*operation, actor);
        }
    }
    const std::string before(word(job.row.state));
    if (job.row.state == JobState::CompletedWithExceptions && job.row.kind == JobKind::Refund) {
        job.row.state = JobState::Running;
        job.row.endedAt = 0;
    }
    m_book.audit(job, actor, "job_retry_failed", before);
    return m_book.save(job);
}

void JobRunner::recover()
{
    m_busyPlayers.clear();
    m_paces.clear();
    m_partnerNextAt.clear();
    m_inRun = 0;
    for (const Job& job : m_context.store.openJobs()) {
        for (const JobItem& item : m_context.store.waitingItems(job.id, JobItemState::Running, -1, 0, -1))
            m_busyPlayers.insert(busyKey(item));
        for (const JobItemOfBet& one : m_context.store.items(job.id, JobItemState::InDoubt, 0, -1))
            m_busyPlayers.insert(busyKey(one.item));
    }
}

void JobRunner::forget(std::int64_t job)
{
    m_paces.erase(job);
}

} // namespace service::core
