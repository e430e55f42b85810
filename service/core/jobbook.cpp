// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobbook.h"

#include <charconv>

#include "service/core/jobplan.h"

namespace service::core {

namespace {

constexpr std::string_view approvalPrefix = "ap-";

} // namespace

std::string bareJobId(std::int64_t id)
{
    return "recalc-" + std::to_string(id);
}

std::string approvalId(std::int64_t job)
{
    return std::string(approvalPrefix) + std::to_string(job);
}

std::int64_t jobOfApproval(std::string_view approval)
{
    if (approval.substr(0, approvalPrefix.size()) != approvalPrefix)
        return 0;
    approval.remove_prefix(approvalPrefix.size());
    std::int64_t id = 0;
    std::from_chars(approval.data(), approval.data() + approval.size(), id);
    return id;
}

std::string objectOf(const Job& job)
{
    return "job:" + job.row.id.text();
}

std::string stateNow(const contract::JobRow& row)
{
    switch (row.state) {
    case contract::JobState::Planning:
    case contract::JobState::Planned:
        return "It was not sent for approval yet.";
    case contract::JobState::PendingApproval:
        return "It waits for approval.";
    case contract::JobState::Holding:
        return "It was approved by " + row.approver + " and starts soon.";
    case contract::JobState::Running:
    case contract::JobState::Paused:
        return "It was approved by " + row.approver + " and has started.";
    case contract::JobState::Completed:
    case contract::JobState::CompletedWithExceptions:
        return "It was approved by " + row.approver + " and has ended.";
    case contract::JobState::Rejected:
        return "It was rejected by " + row.approver + ".";
    case contract::JobState::Withdrawn:
        return "It was withdrawn by " + row.author + ".";
    case contract::JobState::Cancelled:
        return "It was stopped.";
    case contract::JobState::Stale:
        return "The bets changed since it was planned.";
    case contract::JobState::Expired:
        return "The time for it has run out.";
    case contract::JobState::Superseded:
        return "A later job took over.";
    }
    return {};
}

Actor authorOf(const Job& job)
{
    return {job.row.author, job.roles, job.correlationId};
}

void JobBook::addSum(const JobItem& item, int sign)
{
    contract::JobSum sum = sumOf(item);
    if (sum.bets == 0)
        return;
    sum.bets *= sign;
    sum.creditMinor *= sign;
    sum.debitMinor *= sign;
    sum.appliedCreditMinor *= sign;
    sum.appliedDebitMinor *= sign;
    m_context.store.addSum(item.job, sum);
}

void JobBook::add(JobItem item)
{
    item.updatedAt = m_context.nowMs;
    m_context.store.insertItem(item);
    m_context.store.countItems(item.job, item.state, 1);
    addSum(item, 1);
}

void JobBook::change(const JobItem& before, JobItem after)
{
    after.updatedAt = m_context.nowMs;
    m_context.store.updateItem(after);
    if (before.state != after.state) {
        m_context.store.countItems(before.job, before.state, -1);
        m_context.store.countItems(after.job, after.state, 1);
    }
    if (before.state != after.state || before.deltaMinor != after.deltaMinor) {
        addSum(before, -1);
        addSum(after, 1);
    }
}

Job JobBook::save(const Job& job, std::string_view type)
{
    Job now = job;
    ++now.row.version;
    now.row.updatedAt = m_context.nowMs;
    if (isEnded(now.row.state) && now.row.endedAt == 0)
        now.row.endedAt = m_context.nowMs;
    m_context.store.updateJob(now);
    now = m_context.store.job(job.id).value_or(now);
    m_recorder.tellJob(now, type);
    return now;
}

void JobBook::audit(const Job& job, const Actor& actor, std::string_view action, const std::string& before,
                    const std::string& reason)
{
    std::string after(word(job.row.state));
    if (!job.row.digest.empty())
        after += " digest " + job.row.digest;
    m_recorder.audit(actor, action, objectOf(job), before, std::move(after), reason);
}

} // namespace service::core
