// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/approval.h"

#include "client/operations/typedtext.h"

namespace client::operations {

using contract::AnswerKind;
using contract::JobRow;
using contract::JobState;
using contract::ProblemCode;

Approval::Approval(api::BetApi& api, std::string subject, JobRow job, QObject* parent)
    : QObject(parent), m_api(api), m_subject(std::move(subject)), m_job(std::move(job))
{
    m_answer.kind = AnswerKind::Accepted;
}

// A decision that left goes on without us; the job's row tells what came of it.
Approval::~Approval() = default;

template <typename T, typename Then>
void Approval::ask(api::CallOf<T>* call, Then then)
{
    connect(call, &api::Call::finished, this, [this, call, then, generation = m_generation] {
        if (generation == m_generation)
            then(*call);
    });
}

void Approval::enter(Step step)
{
    m_step = step;
    Q_EMIT changed();
}

void Approval::load()
{
    if (m_step == Step::Sending || m_step == Step::SendFailed)
        return;
    ++m_generation;
    m_looking = false;
    m_summary.reset();
    m_changes.reset();
    enter(Step::Loading);
    ask(m_api.job(m_job.id), [this](const api::CallOf<contract::JobSummary>& call) {
        if (!call.result()) {
            m_answer = call.answer();
            return enter(Step::LoadFailed);
        }
        m_summary = *call.result();
        m_job = m_summary->job;
        if (m_job.state != JobState::PendingApproval)
            return settle();
        askChanges();
    });
}

void Approval::askChanges()
{
    ask(m_api.jobChanges(m_job.id), [this](const api::CallOf<contract::JobChanges>& call) {
        if (!call.result()) {
            m_answer = call.answer();
            return enter(Step::LoadFailed);
        }
        m_changes = *call.result();
        enter(Step::Ready);
    });
}

bool Approval::mayReject() const
{
    return m_step == Step::Ready && !isOwn() && m_job.state == JobState::PendingApproval;
}

bool Approval::mayApprove() const
{
    return mayReject() && m_changes && !m_changes->stale && !m_changes->digest.empty();
}

std::int64_t Approval::bets() const
{
    std::int64_t count = 0;
    for (const auto& sum : m_changes ? m_changes->sums : m_job.sums)
        count += sum.bets;
    return count;
}

QString Approval::wantedText() const
{
    return isBlind() || !m_changes ? QString() : QStringLiteral("approve %1").arg(bets());
}

bool Approval::approve(const QString& typed, const std::string& result, const std::string& comment)
{
    if (!mayApprove())
        return false;
    if (isBlind() ? result.empty() : matchTypedText(typed, wantedText()) != TypedText::Matches)
        return false;
    m_order = {m_changes->digest, isBlind() ? result : std::string(), comment};
    m_rejects = false;
    send();
    return true;
}

bool Approval::reject(const std::string& comment)
{
    if (!mayReject() || QString::fromStdString(comment).trimmed().isEmpty())
        return false;
    m_order = {{}, {}, comment};
    m_rejects = true;
    send();
    return true;
}

void Approval::sendAgain()
{
    if (m_step == Step::SendFailed)
        send();
}

void Approval::send()
{
    ++m_generation;
    m_looking = false;
    m_sent = true;
    enter(Step::Sending);
    auto* call = m_rejects ? m_api.reject(m_job.approval, m_order.comment) : m_api.approve(m_job.approval, m_order);
    ask(call, [this](const api::CallOf<JobRow>& done) {
        m_answer = done.answer();
        onDecided(done.result());
    });
}

void Approval::onDecided(const contract::Result<JobRow>& row)
{
    if (row && row->id == m_job.id) {
        m_job = *row;
        return settle();
    }
    switch (m_answer.kind) {
    case AnswerKind::NotSent:
        return enter(Step::Ready);
    case AnswerKind::Declined:
        return onRefused();
    case AnswerKind::Accepted: // of another shape, or about another job
    case AnswerKind::InDoubt:
        break;
    }
    enter(Step::SendFailed);
    look();
}

void Approval::onRefused()
{
    const auto code = m_answer.problem ? m_answer.problem->code : ProblemCode::InternalError;
    const bool hasMoved = code == ProblemCode::PlanStale || code == ProblemCode::VersionConflict ||
                          code == ProblemCode::ApprovalMismatch || code == ProblemCode::JobStateConflict ||
                          code == ProblemCode::ApprovalExpired;
    if (!hasMoved)
        return enter(Step::Ready);
    // The job is another one now; only it can say what is left to decide.
    m_step = Step::Ready;
    load();
}

// The job does not wait any more: by our decision, or by somebody else's.
void Approval::settle()
{
    if (m_job.state == JobState::PendingApproval)
        return enter(Step::Ready);
    const bool isOurs = m_sent && m_job.approver == m_subject;
    if (!isOurs)
        return enter(Step::Closed);
    if (m_job.state != JobState::Rejected)
        return enter(Step::Approved);
    enter(m_job.why == "result_differs" ? Step::Returned : Step::Rejected);
}

void Approval::look()
{
    if (m_step != Step::SendFailed || m_looking)
        return;
    m_looking = true;
    ask(m_api.job(m_job.id), [this](const api::CallOf<contract::JobSummary>& call) {
        m_looking = false;
        if (call.result())
            onJob(call.result()->job);
    });
}

void Approval::onJob(const JobRow& job)
{
    if (job.id != m_job.id || job.version <= m_job.version)
        return;
    m_job = job;
    switch (m_step) {
    case Step::Ready:
    case Step::SendFailed:
        if (job.state != JobState::PendingApproval)
            return settle();
        break;
    case Step::Loading:
    case Step::LoadFailed:
    case Step::Sending: // its own answer is on the way
    case Step::Approved:
    case Step::Rejected:
    case Step::Returned:
    case Step::Closed:
        break;
    }
    Q_EMIT changed();
}

} // namespace client::operations
