// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace client::operations {

// Withdraw, pause, resume, stop, retry: one command a job at a time, so that a double click is one. The service
// decides whether the job still allows it; what comes back is the job as it is then.
class JobCommands : public QObject
{
    Q_OBJECT

public:
    explicit JobCommands(api::BetApi& api, QObject* parent = nullptr);
    ~JobCommands() override;

    // False, and nothing happens, while another command of this job has no answer yet.
    bool steer(const contract::JobId& job, api::JobVerb verb);
    bool isBusy(const contract::JobId& job) const;

Q_SIGNALS:
    void busyChanged(const client::contract::JobId& job);
    void done(const client::contract::JobRow& row, client::api::JobVerb verb);
    // In doubt: the command may have arrived. The job's own state says so, and repeating it is harmless.
    void failed(const client::contract::JobId& job, client::api::JobVerb verb, const client::contract::Answer& answer);

private:
    api::BetApi& m_api;
    std::map<contract::JobId, QPointer<api::Call>> m_calls;
};

} // namespace client::operations
