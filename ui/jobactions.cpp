// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobactions.h"

#include "ui/connection.h"
#include "ui/format.h"

namespace ui {

using client::contract::JobRow;
using client::contract::JobState;

bool JobActions::isOffered(JobAction action, const JobRow& row)
{
    switch (action) {
    case JobAction::Decide:
        return row.state == JobState::PendingApproval;
    case JobAction::Withdraw:
        return row.state == JobState::Planning || row.state == JobState::Planned ||
               row.state == JobState::PendingApproval;
    case JobAction::Pause:
        return row.state == JobState::Running;
    case JobAction::Resume:
        return row.state == JobState::Paused;
    case JobAction::Stop:
        return client::contract::isActive(row.state);
    case JobAction::RetryFailed:
        return row.counts.failed > 0 &&
               (row.state == JobState::CompletedWithExceptions || row.state == JobState::Paused);
    }
    return false;
}

QString JobActions::whyNot(JobAction action, const JobRow& row, const Connection& connection)
{
    if (action == JobAction::Decide && !connection.isReachable())
        return tr("Approvals cannot be given offline.");
    if (const auto why = connection.whyNot(Act::Job); !why.isEmpty())
        return why;
    if (!isOffered(action, row)) {
        switch (action) {
        case JobAction::Decide:
            return tr("This job does not wait for an approval.");
        case JobAction::Withdraw:
            return tr("Only a job that is not approved yet can be withdrawn.");
        case JobAction::Pause:
            return tr("This job does not run.");
        case JobAction::Resume:
            return tr("This job is not paused.");
        case JobAction::Stop:
            return tr("Only a job that is about to run, runs or is paused can be stopped.");
        case JobAction::RetryFailed:
            return tr("Nothing failed, or the job still runs.");
        }
    }
    const bool isAuthor = row.author == connection.instance().subject;
    if (action == JobAction::Withdraw && !isAuthor)
        return tr("Only %1 can withdraw it.").arg(Format::foreign(row.author, 64));
    if (action == JobAction::Resume)
        return connection.whyNot(Act::Approve);
    if (action == JobAction::Stop && !isAuthor && !connection.whyNot(Act::Approve).isEmpty())
        return tr("Only a manager or %1 can stop it for good. You can pause it.").arg(Format::foreign(row.author, 64));
    if (action == JobAction::Decide)
        return isAuthor ? tr("You cannot approve your own request.") : connection.whyNot(Act::Approve);
    return {};
}

bool JobActions::movesMoney(JobAction action)
{
    return action == JobAction::Resume || action == JobAction::RetryFailed;
}

} // namespace ui
