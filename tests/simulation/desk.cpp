// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/desk.h"

#include <algorithm>

namespace tests::simulation {

using client::api::JobVerb;
using client::contract::ErrorKind;
using client::contract::JobKind;
using client::contract::JobRow;
using client::contract::JobState;
using client::contract::Page;
using client::contract::Result;

namespace {

const std::vector<std::string> results = {"red", "black", "void"};
const std::vector<std::string> queries = {"state:blocked", "partner:acme amount>100", "state:lost or state:blocked",
                                          "player:p-1", "round:r0"};

} // namespace

Desk::Desk(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network,
           const std::string& subject, Role role, std::vector<std::string> rounds)
    : m_random(random), m_trace(trace), m_subject(subject), m_role(role), m_rounds(std::move(rounds)), m_clock(time),
      m_timers(time), m_own(random.next()), m_network(network, subject, [] { return true; }),
      m_api(m_network, m_timers, m_clock, m_own, [subject] { return "desk-" + subject; })
{
}

Desk::~Desk() = default;

template <typename T, typename Then>
void Desk::ask(client::api::CallOf<T>* call, const std::string& what, Then then)
{
    ++m_open;
    QObject::connect(call, &client::api::Call::finished, &m_api, [this, call, what, then = std::move(then)] {
        --m_open;
        const Result<T>& result = call->result();
        m_trace.add(m_subject, what + (result ? " is done" : ": " + result.error().detail));
        then(result);
    });
}

void Desk::later(std::int64_t mostMs, std::function<void()> then)
{
    ++m_open;
    m_timers.after(m_random.below(mostMs), [this, then = std::move(then)] {
        --m_open;
        then();
    });
}

template <typename T>
const T& Desk::oneOf(const std::vector<T>& all)
{
    return all[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(all.size())))];
}

void Desk::act()
{
    const std::int64_t choice = m_random.below(20);
    if (choice < 3)
        planRecalculation();
    else if (choice < 5)
        planRefundByQuery();
    else if (choice < 6)
        planRefundOfItems();
    else if (choice < 14)
        review();
    else if (choice < 19)
        steer();
    else
        postResult();
}

client::contract::JobOrder Desk::newOrder(JobKind kind)
{
    client::contract::JobOrder order;
    order.job = client::contract::JobId(m_subject + "-j" + std::to_string(++m_planned));
    order.kind = kind;
    order.reason = kind == JobKind::Recalculation ? "wrong_result" : "technical_issue";
    return order;
}

void Desk::planRecalculation()
{
    if (m_rounds.empty())
        return;
    client::contract::JobOrder order = newOrder(JobKind::Recalculation);
    order.round = client::contract::RoundId(oneOf(m_rounds));
    order.correctResult = oneOf(results);
    create(order, 3);
}

void Desk::planRefundByQuery()
{
    client::contract::JobOrder order = newOrder(JobKind::Refund);
    order.query = oneOf(queries);
    order.overrideSettled = m_random.chance(0.3);
    create(order, 3);
}

void Desk::planRefundOfItems()
{
    client::api::BetFilter filter;
    filter.limit = 20;
    ask(m_api.bets(filter), "reads bets", [this](const Result<Page<client::contract::BetRow>>& page) {
        if (!page || page->rows.empty())
            return;
        client::contract::JobOrder order = newOrder(JobKind::Refund);
        for (const client::contract::BetRow& row : page->rows) {
            if (order.items.empty() || m_random.chance(0.3))
                order.items.push_back({row.partner, row.bet});
        }
        order.overrideSettled = m_random.chance(0.3);
        create(order, 3);
    });
}

void Desk::create(const client::contract::JobOrder& order, int tries)
{
    ask(m_api.createJob(order), "plan " + order.job.text(), [this, order, tries](const Result<JobRow>& job) {
        if (!job) {
            // The same order again: whether it came through before is not known.
            if (tries > 1 && job.error().kind != ErrorKind::Declined)
                later(8'000, [this, order, tries] { create(order, tries - 1); });
            return;
        }
        // Now and then a plan is only looked at, and expires.
        if (m_random.chance(0.1))
            return;
        later(5'000, [this, row = *job] {
            if (m_random.chance(0.1))
                press(row, JobVerb::Withdraw);
            else
                submit(row, 3);
        });
    });
}

void Desk::submit(const JobRow& job, int tries)
{
    const std::string digest = m_random.chance(0.03) ? std::string(64, '0') : job.digest;
    ask(m_api.submitJob(job.id, digest), "submission of " + job.id.text(),
        [this, job, tries](const Result<JobRow>& row) {
            if (!row && tries > 1 && row.error().kind != ErrorKind::Declined)
                later(8'000, [this, job, tries] { submit(job, tries - 1); });
        });
}

void Desk::review()
{
    ask(m_api.approvals(), "reads approvals", [this](const Result<Page<JobRow>>& page) {
        if (!page)
            return;
        for (const JobRow& job : page->rows) {
            const bool own = job.author == m_subject;
            if (m_random.chance(own ? 0.3 : 0.7))
                decide(job);
        }
    });
}

void Desk::decide(const JobRow& job)
{
    ask(m_api.jobChanges(job.id), "reads what moved in " + job.id.text(),
        [this, job](const Result<client::contract::JobChanges>& changes) {
            if (!changes)
                return;
            // A slow reader agrees to what was read, while the bets go on.
            later(m_random.chance(0.3) ? 25'000 : 2'000, [this, job, read = changes->digest] {
                if (m_random.chance(0.1)) {
                    ask(m_api.reject(job.approval, "no"), "rejection of " + job.id.text(), [](const auto&) {});
                    return;
                }
                client::contract::ApprovalOrder order;
                order.digest = read.empty() || m_random.chance(0.1) ? job.digest : read;
                if (m_random.chance(0.03))
                    order.digest = std::string(64, '0');
                if (job.kind == JobKind::Recalculation)
                    order.correctResult = m_random.chance(0.9) ? job.correctResult : oneOf(results);
                order.comment = "seen";
                ask(m_api.approve(job.approval, order), "approval of " + job.id.text(),
                    [this](const Result<JobRow>& now) {
                        if (now && m_random.chance(0.6))
                            watch(*now);
                    });
            });
        });
}

// Who agreed looks at the beginning, and stops what looks wrong.
void Desk::watch(const JobRow& job)
{
    const std::int64_t untilMs = std::max<std::int64_t>(0, job.startsAt - m_clock.utcMs());
    ++m_open;
    m_timers.after(untilMs + m_random.below(1'500), [this, job] {
        --m_open;
        press(job, JobVerb::Pause);
    });
}

void Desk::steer()
{
    ask(m_api.jobs({}), "reads jobs", [this](const Result<Page<JobRow>>& page) {
        if (!page || page->rows.empty())
            return;
        // Those that something can be done about, most of the time.
        std::vector<JobRow> open = page->rows;
        std::erase_if(open, [](const JobRow& job) {
            return !isActive(job.state) && job.state != JobState::CompletedWithExceptions;
        });
        const JobRow job = oneOf(open.empty() || m_random.chance(0.2) ? page->rows : open);
        const std::int64_t choice = m_random.below(10);
        const bool mine = job.author == m_subject;
        if (job.state == JobState::Planned || job.state == JobState::PendingApproval) {
            if (choice < (mine ? 2 : 1))
                press(job, JobVerb::Withdraw);
        } else if (job.state == JobState::Paused) {
            press(job, choice < 6 ? JobVerb::Resume : choice < 8 ? JobVerb::RetryFailed : JobVerb::Cancel);
        } else if (job.state == JobState::Running) {
            press(job, choice < 7 ? JobVerb::Pause : choice < 9 ? JobVerb::RetryFailed : JobVerb::Cancel);
        } else if (job.state == JobState::Holding) {
            if (choice < 2)
                press(job, JobVerb::Cancel);
        } else {
            press(job, choice < 8 ? JobVerb::RetryFailed : JobVerb::Resume);
        }
    });
}

void Desk::press(const JobRow& job, JobVerb verb)
{
    static const char* const words[] = {"withdraw", "pause", "resume", "cancel", "retry"};
    ask(m_api.steerJob(job.id, verb), std::string(words[static_cast<int>(verb)]) + " of " + job.id.text(),
        [this, verb](const Result<JobRow>& now) {
            // A nervous hand: stops and goes on, and stops again.
            const bool paused = now && verb == JobVerb::Pause && now->state == JobState::Paused;
            const bool running = now && verb == JobVerb::Resume && now->state == JobState::Running;
            if (paused && m_random.chance(0.7))
                later(6'000, [this, row = *now] { press(row, JobVerb::Resume); });
            else if (running && m_random.chance(0.5))
                later(2'000, [this, row = *now] { press(row, JobVerb::Pause); });
        });
}

void Desk::postResult()
{
    if (m_rounds.empty())
        return;
    const std::string round = oneOf(m_rounds);
    ask(m_api.postResult(client::contract::RoundId(round), {oneOf(results), "table"}), "result of " + round,
        [](const auto&) {});
}

void Desk::tidyUp()
{
    if (m_role != Role::Manager)
        return;
    client::api::JobFilter filter;
    filter.state = "paused";
    ask(m_api.jobs(filter), "reads paused jobs", [this](const Result<Page<JobRow>>& page) {
        if (!page)
            return;
        for (const JobRow& job : page->rows)
            press(job, JobVerb::Resume);
    });
}

} // namespace tests::simulation
