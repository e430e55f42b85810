// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/jobbook.h"
#include "service/core/outbox.h"
#include "service/core/rounds.h"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace service::core {

// Works the items of approved jobs off, one operation each with a key of its own, credits before debits per player. The
// items in the store are the truth; after a crash what is pending runs and what is in doubt goes again with its key.
class JobRunner
{
public:
    JobRunner(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox, JobBook& book);

    // Locks the round and sets its result, or finds that the plan is no longer of this round's version.
    Job start(Job job);
    // The next stretch. `waitMs`: when there is more to do; -1: something else has to happen first.
    struct Ran
    {
        Job job;
        std::int64_t waitMs = -1;
    };
    Ran run(Job job);
    Job pause(Job job, const std::string& why, const Actor& actor);
    Job cancel(Job job, const Actor& actor);
    // Sends what the wallet had refused for good again, with the same keys.
    Job retryFailed(Job job, const Actor& actor);

    // Jobs that may have something to do now.
    std::set<std::int64_t> onEnded(const Bet& bet, const Operation& operation);
    std::set<std::int64_t> onStalled(const Operation& operation);
    void recover();
    void forget(std::int64_t job);

private:
    struct Pace
    {
        std::deque<bool> outcomes; // the newest: true was bad
        std::int64_t toldAt = 0;
        std::int64_t toldDone = 0;
    };

    bool isLatest(const Job& job);
    // False: it was left out, nothing went out.
    bool execute(const Job& job, const JobItem& item);
    void release(const Job& job, const JobItem& item, const Bet& bet);
    void freeDeferred(const Job& job);
    bool mayGo(Job& job);
    bool leavesBets(const Job& job);
    Job conclude(Job job);
    void unlockRound(const Job& job, const std::string& flag, const Actor& actor);
    Job tellProgress(Job job);
    void tellIdle(std::int64_t job);
    void auditStep(const Job& job, std::string_view action, const std::string& before);
    void note(std::int64_t job, bool bad);

    Context& m_context;
    Recorder& m_recorder;
    Rounds& m_rounds;
    Outbox& m_outbox;
    JobBook& m_book;
    std::set<std::string> m_busyPlayers; // "7 acme/p-1": with an item on its way
    std::map<std::int64_t, Pace> m_paces;
    std::map<std::string, std::int64_t> m_partnerNextAt; // steady time, over all jobs
    std::int64_t m_inRun = 0;                            // the job whose stretch is being run: told once, at its end
};

} // namespace service::core
