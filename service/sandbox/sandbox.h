// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"

#include <cstdint>
#include <memory>
#include <string>

namespace service::sandbox {

struct Play
{
    std::string url;   // "http://127.0.0.1:8080"
    std::string token; // of a game
    std::uint64_t seed = 1;
    // Grows with every run on the same database; no id of two runs is ever the same.
    std::int64_t run = 1;
    double betsPerSecond = 5;
    double wrongResults = 0.02; // share of rounds where some bets are settled by a wrong result first
};

// What came of the calls so far.
struct Tally
{
    std::int64_t bets = 0;
    std::int64_t attempts = 0;
    std::int64_t accepted = 0;
    std::int64_t declined = 0;
    std::int64_t notSent = 0;
    std::int64_t inDoubt = 0;
};

// Plays games as a real game would: through the five calls over HTTP, on a thread of its own. What it plays follows
// from seed, run and rate alone.
class Sandbox
{
public:
    Sandbox(Play play, const client::ports::Clock& clock);
    ~Sandbox();

    void start();
    void stop();
    Tally tally() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::sandbox
