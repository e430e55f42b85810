// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/messages.h"
#include "service/core/outbox.h"
#include "service/core/recalculation.h"
#include "service/core/service.h"

#include <set>
#include <string>

namespace service::core {

// Corrects a round: plans a row per bet, then runs the rows one operation each, credits before debits per player. The
// rows in the store are the truth; after a crash what is pending runs and what is in doubt goes again with its key.
class Recalculator
{
public:
    Recalculator(Context& context, Recorder& recorder, Rounds& rounds, Outbox& outbox);

    // Plans and starts at once.
    Handled start(const contract::RecalculateCall& call, const Request& request);
    // For who waited for "recalc-7".
    Response answerFor(std::int64_t id, const Request& request);

    void onEnded(const Bet& bet, const Operation& operation);
    void recover();
    // Runs a stretch of rows of each job that has any to run.
    void tick();
    bool hasWork() const { return !m_active.empty(); }
    void discard();

private:
    RecalculationRow plan(const Bet& bet, const Round& round, const std::string& result);
    bool hasWork(const Round& round, const std::string& result);
    void run(std::int64_t id);
    void execute(const Recalculation& job, RecalculationRow row);
    void release(RecalculationRow row, const Bet& bet);
    void concludeIfDone(Recalculation job);
    Response answer(const Round& round, std::int64_t id, const RecalculationCounts& counts) const;

    Context& m_context;
    Recorder& m_recorder;
    Rounds& m_rounds;
    Outbox& m_outbox;
    std::set<std::int64_t> m_active;     // jobs with rows to run
    std::set<std::string> m_busyPlayers; // "7 acme/p-1": with a row on its way
    bool m_stale = false;
};

std::string recalculationIdText(std::int64_t id); // "recalc-7"
std::int64_t recalculationIdFrom(std::string_view text);

} // namespace service::core
