// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/settings.h"
#include "service/core/store.h"

#include <vector>

namespace service::core {

// How this bet stands to the job now. Only reads the store, which may be another connection than the writer's.
JobItem planItem(Store& store, const Settings& settings, const Job& job, const Bet& bet);

// A plan held against the bets as they are now, domain.md 5.2.
struct JobReview
{
    struct Moved
    {
        JobItem before;
        JobItem after;
    };
    contract::JobChanges changes;
    std::vector<Moved> moved; // all of them, unless the plan is stale
};

JobReview review(Store& store, const Settings& settings, const Job& job);

} // namespace service::core
