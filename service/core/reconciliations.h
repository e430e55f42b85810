// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/recorder.h"
#include "service/core/service.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace service::core {

// Compares our bets of a window with a partner's list of them, a few hundred bets per tick, and never repairs anything.
// Where a run stands is in the store, so that a crash costs one step. Decision 0017.
class Reconciliations
{
public:
    Reconciliations(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    Handled create(const contract::ReconciliationOrder& order, const Request& request);
    Handled addRows(const std::string& id, const contract::PartnerChunk& chunk, const Request& request);
    Handled compare(const std::string& id, const contract::CompareOrder& order, const Request& request);
    Handled cancel(const std::string& id, const Request& request);
    Handled accept(const std::string& id, const std::string& item, const contract::AcceptOrder& order,
                   const Request& request);

    void recover() { m_dueMs = m_context.steadyMs; }
    void tick();
    std::int64_t nextDueMs() const { return m_dueMs; }
    void discard();

private:
    // The page of a partner's list that was asked for; it is asked for again after a rollback.
    struct Pull
    {
        std::int64_t number = 0;
        std::int64_t notBeforeMs = 0; // steady
        int failures = 0;
        std::optional<ListPage> page;
    };

    void hurry() { m_dueMs = m_context.steadyMs; }
    void wantTickIn(std::int64_t ms);
    void step(Reconciliation run);
    void stepIncoming(Reconciliation& run);
    void stepTheirs(Reconciliation& run);
    void stepOurs(Reconciliation& run);
    void stepSweep(Reconciliation& run);
    void pull(Reconciliation& run);
    void takePage(Reconciliation& run, ListPage page);
    void addLines(Reconciliation& run, std::int64_t chunk, const std::vector<contract::PartnerLine>& lines,
                  const std::string& print);
    void beginComparing(Reconciliation& run);
    void find(const Reconciliation& run, const contract::BetId& bet, const contract::BetRow* ours,
              const ListedBet* theirs);
    void end(Reconciliation& run, contract::ReconciliationState state, const std::string& why, const Actor& actor);
    void save(Reconciliation& run);
    std::int64_t idsBefore(std::int64_t createdMs);
    Handled answer(std::int64_t id, int status = 200);
    tl::expected<Reconciliation, Handled> receiving(const std::string& id, const Request& request);

    Context& m_context;
    Recorder& m_recorder;
    std::int64_t m_dueMs = -1;            // steady
    std::map<std::int64_t, Pull> m_pulls; // by run
    std::int64_t m_pullNumber = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace service::core
