// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/trace.h"

namespace tests::simulation {

class ServiceHost;
struct Outcome;

// Holds the jobs at the end of a schedule against their promises: nothing moved that a second person did not agree to,
// every item once and for its money, counts and sums that are true, rounds whose results follow their jobs, limits
// kept, and no job left behind.
void judgeJobs(ServiceHost& service, Trace& trace, Outcome& outcome);

} // namespace tests::simulation
