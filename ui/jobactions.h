// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"

#include <QCoreApplication>
#include <QString>

namespace ui {

class Connection;

// Decide: approve or reject.
enum class JobAction { Decide, Withdraw, Pause, Resume, Stop, RetryFailed };

// What may be done to a job now, and by whom. The service decides; this only keeps a person from pressing in vain.
class JobActions
{
    Q_DECLARE_TR_FUNCTIONS(JobActions)

public:
    // By the job's state alone.
    static bool isOffered(JobAction action, const client::contract::JobRow& row);
    // A sentence for a disabled button's tooltip, empty if it may be pressed.
    static QString whyNot(JobAction action, const client::contract::JobRow& row, const Connection& connection);
    // Money moves that did not move before: the safety level may ask for typing. Whatever only ends a job stays quick.
    static bool movesMoney(JobAction action);
};

} // namespace ui
