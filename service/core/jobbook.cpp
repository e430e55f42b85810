// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/jobbook.h"

#include "service/core/jobplan.h"

namespace service::core {

std::string bareJobId(std::int64_t id)
{
    return "recalc-" + std::to_string(id);
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
    m_recorder.audit(actor, action, "job:" + job.row.id.text(), before, std::move(after), reason);
}

} // namespace service::core
