// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/refund.h"
#include "client/store/cache.h"
#include "client/store/journal.h"
#include "tests/simulation/mutants.h"
#include "tests/simulation/network.h"
#include "tests/support/crashvfs.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tests::simulation {

// One operator's machine with the genuine client on a disk that can crash, and an operator who refunds.
class Console
{
public:
    Console(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Network& network, int number,
            Mutant mutant);
    ~Console();

    const std::string& name() const { return m_name; }
    support::CrashDisk& disk() { return m_disk; }
    bool start();
    void kill();
    bool isRunning() const { return m_process != nullptr; }

    // One thing that a person does: refund some bet, stop trying, try now, or nothing.
    void act();
    // From here on no intent waits for a person's whim.
    void tidyUp();

    // Of the running process.
    client::store::Journal& journal();
    client::store::Cache& cache();
    // No intent is left whose end the service could still tell, and the cache stands at `head`.
    bool isQuiet(const std::string& head, std::int64_t sinceMs);
    // For people: what keeps it from being quiet.
    std::string unrest(const std::string& head) const;
    // Intents that were acknowledged to the operator as on their way.
    const std::vector<std::string>& promised() const { return m_promised; }

private:
    struct Process;

    void hello();
    void startRefund();
    void onRefundChanged(client::operations::Refund* refund);
    void checkVersions(const std::vector<client::contract::BetRow>& rows);

    support::VirtualTime& m_time;
    support::SeededRandom& m_random;
    Trace& m_trace;
    Network& m_network;
    Mutant m_mutant;
    std::string m_name;
    support::VirtualClock m_clock;
    support::CrashDisk m_disk;
    int m_starts = 0;
    std::vector<std::string> m_promised;
    std::unique_ptr<Process> m_process;
};

} // namespace tests::simulation
