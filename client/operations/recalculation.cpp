// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/recalculation.h"

#include "client/operations/typedtext.h"

#include <algorithm>

namespace client::operations {

using contract::AnswerKind;
using contract::JobItemState;
using contract::JobRow;
using contract::JobState;

namespace {

bool sameDraft(const RecalculationDraft& a, const RecalculationDraft& b)
{
    const auto order = [](const RecalculationDraft& draft) {
        contract::JobOrder made;
        made.kind = contract::JobKind::Recalculation;
        made.correctResult = draft.result;
        made.reason = draft.reason;
        made.reasonText = draft.reasonText;
        made.ticket = draft.ticket;
        made.inputs = draft.inputs;
        return contract::encode(made);
    };
    return order(a) == order(b);
}

} // namespace

Recalculation::Recalculation(api::BetApi& api, const ports::Clock& clock, ports::Random& random,
                             contract::InstanceInfo instance, contract::RoundRow round, QObject* parent)
    : QObject(parent), m_api(api), m_clock(clock), m_random(random), m_instance(std::move(instance)),
      m_round(std::move(round))
{
}

// A call that left goes on without us; what comes of it is in the list of jobs.
Recalculation::~Recalculation() = default;

template <typename T, typename Then>
void Recalculation::ask(api::CallOf<T>* call, Then then)
{
    connect(call, &api::Call::finished, this, [this, call, then, generation = m_generation] {
        if (generation != m_generation)
            return;
        m_answer = call->answer();
        then(call->result());
    });
}

void Recalculation::enter(Step step)
{
    m_step = step;
    Q_EMIT changed();
}

bool Recalculation::isRecordedResult(const std::string& result) const
{
    return m_round.resultVersion > 0 && result == m_round.result;
}

Recalculation::Missing Recalculation::missing(const RecalculationDraft& draft) const
{
    if (draft.result.empty())
        return Missing::Result;
    // Bets may have been settled by something else than the result that is recorded.
    if (isRecordedResult(draft.result) && !m_round.needsRecalculation)
        return Missing::OtherResult;
    const auto& reasons = contract::jobReasons(contract::JobKind::Recalculation);
    if (std::find(reasons.begin(), reasons.end(), draft.reason) == reasons.end())
        return Missing::Reason;
    if (draft.reason == "other" && QString::fromStdString(draft.reasonText).trimmed().size() < reasonTextMin)
        return Missing::ReasonText;
    if (m_instance.kind == "production" && draft.ticket.empty())
        return Missing::Ticket;
    return Missing::Nothing;
}

void Recalculation::plan(const RecalculationDraft& draft)
{
    if (m_step == Step::Planning || m_step == Step::Submitting || m_step == Step::SubmitFailed ||
        m_step == Step::Submitted || missing(draft) != Missing::Nothing)
        return;
    // A job that nobody has answered for may exist; only the same id finds it.
    const bool isSame = m_step == Step::PlanFailed && sameDraft(draft, m_draft);
    const bool hasEnded = m_job && contract::isEnded(m_job->state);
    ++m_generation;
    if (!isSame || hasEnded || m_answer.kind == AnswerKind::Declined) {
        m_id = contract::JobId(ports::uuid(m_random));
        m_job.reset();
    }
    m_draft = draft;
    m_summary.reset();
    m_needsInput.clear();
    m_deferred.clear();
    enter(Step::Planning);
    if (m_job)
        return look();
    contract::JobOrder order;
    order.job = m_id;
    order.kind = contract::JobKind::Recalculation;
    order.round = m_round.round;
    order.correctResult = draft.result;
    order.inputs = draft.inputs;
    order.reason = draft.reason;
    order.reasonText = draft.reasonText;
    order.ticket = draft.ticket;
    ask(m_api.createJob(order), [this](const contract::Result<JobRow>& row) { onPlanned(row); });
}

void Recalculation::edit()
{
    if (m_step == Step::Submitting || m_step == Step::SubmitFailed || m_step == Step::Submitted)
        return;
    ++m_generation;
    m_looking = false;
    m_summary.reset();
    m_needsInput.clear();
    m_deferred.clear();
    enter(Step::Editing);
}

void Recalculation::onPlanned(const contract::Result<JobRow>& row)
{
    if (!row)
        return enter(Step::PlanFailed);
    take(*row);
}

// The newest row of our job, wherever it comes from, moves us on.
void Recalculation::take(const JobRow& row)
{
    if (row.id != m_id || (m_job && row.version < m_job->version))
        return;
    m_job = row;
    switch (m_step) {
    case Step::Planning:
        if (contract::isEnded(row.state))
            return enter(Step::PlanFailed);
        if (row.state == JobState::Planned && !m_looking)
            askSummary();
        break;
    case Step::Planned:
        if (contract::isEnded(row.state))
            return enter(Step::Refused);
        [[fallthrough]];
    case Step::Submitting:
    case Step::SubmitFailed:
        if (row.state != JobState::Planning && row.state != JobState::Planned)
            return enter(contract::isEnded(row.state) && row.approval.empty() ? Step::Refused : Step::Submitted);
        break;
    case Step::Editing:
    case Step::PlanFailed:
    case Step::Refused:
    case Step::Submitted:
        break;
    }
    Q_EMIT changed();
}

void Recalculation::askSummary()
{
    m_looking = true;
    auto* call = m_api.job(m_id);
    ask(call, [this](const contract::Result<contract::JobSummary>& summary) {
        m_looking = false;
        if (!summary) {
            // After a submission the job itself is the only witness, so the doubt stays.
            if (m_step == Step::Planning)
                enter(Step::PlanFailed);
            else
                Q_EMIT changed();
            return;
        }
        const bool isPlan = m_step == Step::Planning && summary->job.state == JobState::Planned;
        if (!isPlan || summary->job.digest.empty())
            return take(summary->job);
        m_job = summary->job;
        m_summary = *summary;
        if (summary->job.counts.needsInput > 0)
            return askItems(JobItemState::NeedsInput);
        if (summary->job.counts.deferred > 0)
            return askItems(JobItemState::Deferred);
        enter(Step::Planned);
    });
}

void Recalculation::askItems(JobItemState state)
{
    ask(m_api.jobItems(m_id, std::string(contract::word(state))),
        [this, state](const contract::Result<contract::Page<contract::JobItem>>& page) {
            if (!page)
                return enter(Step::PlanFailed);
            auto& items = state == JobItemState::NeedsInput ? m_needsInput : m_deferred;
            items = page->rows;
            items.resize(std::min(items.size(), listedMax));
            if (state == JobItemState::NeedsInput && m_summary->job.counts.deferred > 0)
                return askItems(JobItemState::Deferred);
            enter(Step::Planned);
        });
}

void Recalculation::look()
{
    const bool mayAsk = m_step == Step::Planning || m_step == Step::SubmitFailed || m_step == Step::Submitted;
    if (mayAsk && m_job && !m_looking)
        askSummary();
}

QString Recalculation::wantedText() const
{
    if (!m_summary)
        return {};
    return QString::fromStdString(m_round.round.text()) + u' ' + QString::fromStdString(m_summary->job.correctResult);
}

std::int64_t Recalculation::validUntilMs() const
{
    return m_summary && m_summary->job.expiresAt > 0 ? m_summary->job.expiresAt - m_skewMs : 0;
}

bool Recalculation::isTooOld() const
{
    const auto until = validUntilMs();
    return until > 0 && m_clock.utcMs() >= until;
}

bool Recalculation::hasRoundMoved() const
{
    return m_summary && m_summary->job.resultVersion != m_round.resultVersion;
}

bool Recalculation::confirm(const QString& typed)
{
    const bool isAgain = m_step == Step::SubmitFailed;
    if (m_step != Step::Planned && !isAgain)
        return false;
    // What was sent and may have arrived is sent again whatever the time; the service knows whether it did.
    if (!isAgain && (isTooOld() || hasRoundMoved()))
        return false;
    if (matchTypedText(typed, wantedText()) != TypedText::Matches)
        return false;
    ++m_generation;
    m_looking = false;
    enter(Step::Submitting);
    // The digest of what was shown, not of what the job may be by now.
    ask(m_api.submitJob(m_id, m_summary->job.digest),
        [this](const contract::Result<JobRow>& row) { onSubmitted(row); });
    return true;
}

void Recalculation::onSubmitted(const contract::Result<JobRow>& row)
{
    if (row) {
        m_job = *row;
        return enter(Step::Submitted);
    }
    if (m_answer.kind == AnswerKind::Declined)
        return enter(Step::Refused);
    // Certainly not sent leaves the plan as it is; a doubt is asked about.
    enter(m_answer.kind == AnswerKind::NotSent ? Step::Planned : Step::SubmitFailed);
    look();
}

void Recalculation::withdraw()
{
    if (m_step != Step::Submitted || m_withdrawing || !m_job || m_job->state != JobState::PendingApproval)
        return;
    m_withdrawing = true;
    Q_EMIT changed();
    ask(m_api.steerJob(m_id, api::JobVerb::Withdraw), [this](const contract::Result<JobRow>& row) {
        m_withdrawing = false;
        if (row)
            return take(*row);
        Q_EMIT changed();
        look();
    });
}

void Recalculation::onRound(const contract::RoundRow& round)
{
    if (round.round != m_round.round || round.version <= m_round.version)
        return;
    m_round = round;
    Q_EMIT changed();
}

void Recalculation::onJob(const JobRow& job)
{
    if (!m_id.empty())
        take(job);
}

} // namespace client::operations
