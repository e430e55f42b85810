// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/bulkrefund.h"

#include <QPointer>

#include <algorithm>
#include <set>

namespace client::operations {

using contract::Answer;
using contract::AnswerKind;
using contract::JobRow;
using contract::JobState;
using contract::ProblemCode;

namespace {

constexpr std::int64_t lookFirstMs = 1'000;
constexpr std::int64_t lookMaxMs = 5'000;

void giveUp(QPointer<api::Call>& call, QObject* listener)
{
    if (!call)
        return;
    call->disconnect(listener);
    call->stop();
    call.clear();
}

} // namespace

struct BulkRefund::Impl
{
    BulkRefund& owner;
    api::BetApi& api;
    const ports::Clock& clock;
    BulkSelection selection;
    contract::JobId id;
    contract::Query query{};

    Step step = Step::Draft;
    contract::JobOrder order{};
    bool orderFixed = false;
    std::optional<JobRow> job{};
    std::optional<contract::JobSummary> summary{};
    Answer answer{};
    bool changedSinceRead = false;
    bool withdrawing = false;
    std::int64_t skewMs = 0;
    std::set<std::pair<std::string, std::string>> news{};

    QPointer<api::Call> asking{};  // create or submit
    QPointer<api::Call> looking{}; // at the job
    std::int64_t lookAfterMs = lookFirstMs;
    std::optional<std::int64_t> lookAtMs{}; // steady
    bool wasExpired = false;                // when it was last told

    void enter(Step next)
    {
        step = next;
        Q_EMIT owner.changed();
    }
    std::int64_t nowMs() const { return clock.utcMs() + skewMs; }
    void create();
    void onCreated(const Answer& answered, const contract::Result<JobRow>& row);
    void onSubmitted(const Answer& answered, const contract::Result<JobRow>& row);
    void look();
    void lookLater();
    void stopLooking();
    void onSummary(const contract::JobSummary& found);
    bool take(const JobRow& row);
    void follow(bool hasJustLooked = false);
};

void BulkRefund::Impl::create()
{
    auto* const call = api.createJob(order);
    asking = call;
    orderFixed = true;
    QObject::connect(call, &api::Call::finished, &owner, [this, call] {
        asking.clear();
        onCreated(call->answer(), call->result());
    });
    enter(Step::Planning);
}

void BulkRefund::Impl::onCreated(const Answer& answered, const contract::Result<JobRow>& row)
{
    if (row) {
        take(*row);
        return follow();
    }
    // The feed may have told of the job before its answer was lost.
    if (job)
        return follow();
    answer = answered;
    orderFixed = answered.kind == AnswerKind::InDoubt;
    enter(Step::PlanFailed);
}

// Only a newer version is news.
bool BulkRefund::Impl::take(const JobRow& row)
{
    if (row.id != id || (job && row.version <= job->version))
        return false;
    job = row;
    return true;
}

// Where the job stands decides where we stand.
void BulkRefund::Impl::follow(bool hasJustLooked)
{
    switch (job->state) {
    case JobState::Planning:
        lookLater();
        return enter(Step::Planning);
    case JobState::Planned:
        if (summary && summary->job.digest == job->digest)
            return enter(step == Step::Submitting || step == Step::SubmitFailed ? step : Step::Ready);
        // A preview is what submit() sends: without the one of this digest there is nothing to send.
        changedSinceRead = changedSinceRead || summary.has_value();
        summary.reset();
        // A reader that is behind the feed is not asked without a pause.
        if (hasJustLooked)
            lookLater();
        else
            look();
        return enter(Step::Planning);
    case JobState::PendingApproval:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Paused:
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
        stopLooking();
        return enter(Step::Submitted);
    case JobState::Cancelled:
    case JobState::Withdrawn:
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Rejected:
    case JobState::Superseded:
        break;
    }
    stopLooking();
    enter(job->startedAt > 0 ? Step::Submitted : Step::Over);
}

void BulkRefund::Impl::look()
{
    if (looking)
        return;
    lookAtMs.reset();
    auto* const call = api.job(id);
    looking = call;
    QObject::connect(call, &api::Call::finished, &owner, [this, call] {
        looking.clear();
        if (call->result())
            return onSummary(*call->result());
        // The job is there: an answer that did not come is asked for again.
        lookLater();
    });
}

void BulkRefund::Impl::lookLater()
{
    if (looking || lookAtMs)
        return;
    lookAtMs = clock.steadyMs() + lookAfterMs;
    lookAfterMs = std::min(lookAfterMs * 3 / 2, lookMaxMs);
}

void BulkRefund::Impl::stopLooking()
{
    giveUp(looking, &owner);
    lookAtMs.reset();
}

void BulkRefund::Impl::onSummary(const contract::JobSummary& found)
{
    take(found.job);
    if (found.job.state == JobState::Planned && found.job.digest == job->digest)
        summary = found;
    follow(true);
}

void BulkRefund::Impl::onSubmitted(const Answer& answered, const contract::Result<JobRow>& row)
{
    if (row) {
        take(*row);
        return follow();
    }
    if (step != Step::Submitting)
        return; // the feed knew better
    answer = answered;
    const auto code = answered.problem ? std::optional(answered.problem->code) : std::nullopt;
    if (answered.kind == AnswerKind::Declined && code == ProblemCode::PlanStale)
        return enter(Step::Over);
    enter(Step::SubmitFailed);
    // Whether it arrived, and whether the job has moved on, is what the job itself says.
    if (answered.kind == AnswerKind::InDoubt || code == ProblemCode::JobStateConflict ||
        code == ProblemCode::ApprovalExpired)
        look();
}

BulkRefund::BulkRefund(api::BetApi& api, const ports::Clock& clock, ports::Random& random, BulkSelection selection,
                       QObject* parent)
    : QObject(parent), m_impl(new Impl{*this, api, clock, std::move(selection), contract::JobId(ports::uuid(random))})
{
    if (auto query = contract::Query::parse(m_impl->selection.query))
        m_impl->query = *query;
}

BulkRefund::BulkRefund(api::BetApi& api, const ports::Clock& clock, const JobRow& job, QObject* parent)
    : QObject(parent), m_impl(new Impl{*this, api, clock, BulkSelection{{}, job.query}, job.id})
{
    if (auto query = contract::Query::parse(job.query))
        m_impl->query = *query;
    m_impl->orderFixed = true;
    m_impl->job = job;
    m_impl->follow();
}

BulkRefund::~BulkRefund()
{
    m_impl->stopLooking();
    // A plan or a submission that left is not taken back: it shows among the jobs.
    if (m_impl->asking)
        m_impl->asking->disconnect(this);
}

void BulkRefund::plan(const std::string& reason, const std::string& reasonText, const std::string& ticket,
                      bool overrideSettled)
{
    Impl& impl = *m_impl;
    if (impl.asking || (impl.step != Step::Draft && impl.step != Step::PlanFailed))
        return;
    if (!impl.orderFixed) {
        impl.order = {};
        impl.order.job = impl.id;
        impl.order.kind = contract::JobKind::Refund;
        impl.order.items = impl.selection.items;
        impl.order.query = impl.selection.items.empty() ? impl.selection.query : std::string();
        impl.order.overrideSettled = overrideSettled;
        impl.order.reason = reason;
        impl.order.reasonText = reasonText;
        impl.order.ticket = ticket;
    }
    impl.create();
}

bool BulkRefund::isOrderFixed() const
{
    return m_impl->orderFixed;
}

bool BulkRefund::maySubmit() const
{
    return (m_impl->step == Step::Ready || m_impl->step == Step::SubmitFailed) && m_impl->summary && !isExpired() &&
           !m_impl->withdrawing && !m_impl->asking && toRefund() > 0;
}

void BulkRefund::submit()
{
    Impl& impl = *m_impl;
    if (!maySubmit())
        return;
    auto* const call = impl.api.submitJob(impl.id, impl.summary->job.digest);
    impl.asking = call;
    connect(call, &api::Call::finished, this, [this, call] {
        m_impl->asking.clear();
        m_impl->onSubmitted(call->answer(), call->result());
    });
    impl.enter(Step::Submitting);
}

void BulkRefund::withdraw()
{
    Impl& impl = *m_impl;
    const bool mayBeWithdrawn =
        impl.job && (impl.job->state == JobState::Planning || impl.job->state == JobState::Planned ||
                     impl.job->state == JobState::PendingApproval);
    if (impl.withdrawing || impl.asking || !mayBeWithdrawn)
        return;
    impl.withdrawing = true;
    auto* const call = impl.api.steerJob(impl.id, api::JobVerb::Withdraw);
    connect(call, &api::Call::finished, this, [this, call] {
        m_impl->withdrawing = false;
        if (call->result()) {
            m_impl->take(*call->result());
            return m_impl->follow();
        }
        m_impl->answer = call->answer();
        m_impl->look();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void BulkRefund::onJob(const JobRow& row)
{
    // Before the order went out there is no job of this id, and a row that says so is of somebody else's making.
    if (m_impl->step == Step::Draft || !m_impl->take(row))
        return;
    m_impl->follow();
}

void BulkRefund::onBets(const std::vector<contract::BetRow>& rows)
{
    Impl& impl = *m_impl;
    if (impl.selection.query.empty() || !impl.selection.items.empty() || frozenAtMs() == 0)
        return;
    const auto before = impl.news.size();
    for (const auto& row : rows)
        if (row.createdAt > frozenAtMs() && impl.query.matches(row, impl.nowMs()))
            impl.news.emplace(row.partner.text(), row.bet.text());
    if (impl.news.size() != before)
        Q_EMIT changed();
}

void BulkRefund::tick()
{
    Impl& impl = *m_impl;
    if (impl.lookAtMs && impl.clock.steadyMs() >= *impl.lookAtMs)
        impl.look();
    if (isExpired() != impl.wasExpired) {
        impl.wasExpired = !impl.wasExpired;
        Q_EMIT changed();
    }
}

void BulkRefund::setClockSkew(std::int64_t ms)
{
    m_impl->skewMs = ms;
}

BulkRefund::Step BulkRefund::step() const
{
    return m_impl->step;
}

const BulkSelection& BulkRefund::selection() const
{
    return m_impl->selection;
}

const contract::JobId& BulkRefund::id() const
{
    return m_impl->id;
}

const std::optional<JobRow>& BulkRefund::job() const
{
    return m_impl->job;
}

const std::optional<contract::JobSummary>& BulkRefund::summary() const
{
    return m_impl->summary;
}

const Answer& BulkRefund::answer() const
{
    return m_impl->answer;
}

bool BulkRefund::isExpired() const
{
    const auto& job = m_impl->job;
    return job && (job->state == JobState::Expired ||
                   (job->state == JobState::Planned && job->expiresAt > 0 && job->expiresAt <= m_impl->nowMs()));
}

bool BulkRefund::isWithdrawing() const
{
    return m_impl->withdrawing;
}

bool BulkRefund::wasChanged() const
{
    return m_impl->changedSinceRead;
}

std::int64_t BulkRefund::frozenAtMs() const
{
    return m_impl->job ? m_impl->job->createdAt : 0;
}

int BulkRefund::newMatches() const
{
    return static_cast<int>(m_impl->news.size());
}

std::int64_t BulkRefund::toRefund() const
{
    if (!m_impl->summary)
        return 0;
    // What is deferred runs by itself once the bet's open operation is definite.
    const auto& counts = m_impl->summary->job.counts;
    return counts.waiting + counts.deferred;
}

} // namespace client::operations
