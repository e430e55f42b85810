// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/mutants.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tests::simulation {

struct Outcome
{
    std::string violation; // empty: every promise was kept
    std::uint64_t traceHash = 0;
    std::vector<std::string> lines; // of the trace, if asked for
    int bets = 0;
    int refunds = 0; // that operators were promised
    int crashes = 0;
    int inDoubt = 0;     // intents that stay in doubt for good
    int needsReview = 0; // operations that wait for a person
    int jobs = 0;        // that were planned, by people or by a game's call
    int jobsAgreed = 0;  // by a second person
    int jobsStarted = 0;
    int itemsApplied = 0;
    std::int64_t drainedMs = 0; // virtual time from the healing to the end
};

// Whether people with jobs and approvals take part.
bool hasDesks(std::uint64_t seed);

// Whether the players' money is a bookmaker's, whose line loses, repeats, delays and lies.
bool hasBookmaker(std::uint64_t seed);

// One life of consoles, games and the service under one seed: chaos, then healing, then judgement. The same seed and
// mutant always give the same trace.
Outcome runSchedule(std::uint64_t seed, Mutant mutant, bool keepTrace);

} // namespace tests::simulation
