// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/jobcommands.h"

namespace client::operations {

JobCommands::JobCommands(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

// A command that left is not taken back: its effect comes with the job's next row.
JobCommands::~JobCommands() = default;

bool JobCommands::isBusy(const contract::JobId& job) const
{
    return m_calls.count(job) > 0;
}

bool JobCommands::steer(const contract::JobId& job, api::JobVerb verb)
{
    if (isBusy(job))
        return false;
    auto* const call = m_api.steerJob(job, verb);
    m_calls[job] = call;
    connect(call, &api::Call::finished, this, [this, call, job, verb] {
        m_calls.erase(job);
        if (call->result())
            Q_EMIT done(*call->result(), verb);
        else
            Q_EMIT failed(job, verb, call->answer());
        Q_EMIT busyChanged(job);
    });
    Q_EMIT busyChanged(job);
    return true;
}

} // namespace client::operations
