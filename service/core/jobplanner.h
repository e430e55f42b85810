// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "service/core/context.h"
#include "service/core/jobbook.h"

#include <vector>

namespace service::core {

// Reads bets into the plan of a job, a stretch at a time, so that a large one keeps nobody waiting. Moves nothing.
class JobPlanner
{
public:
    JobPlanner(Context& context, JobBook& book) : m_context(context), m_book(book) {}

    // The next stretch; the job is `Planned` after the last.
    Job plan(Job job);
    // Bets that were named one by one, in any order.
    Job planThese(Job job, std::vector<Bet> bets);

private:
    void add(Job& job, const Bet& bet);
    Job finish(Job job);

    Context& m_context;
    JobBook& m_book;
};

} // namespace service::core
