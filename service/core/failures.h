// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/failures.h"
#include "service/core/outbox.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <set>

namespace service::core {

// Groups failed attempts by cause and partner, in the transaction that stores the attempt, so that every console shows
// the same groups. A bet belongs to the group of its last failure until its operation succeeds.
class Failures
{
public:
    Failures(Context& context, Recorder& recorder, Outbox& outbox);

    // An attempt that did not end its operation.
    void onStalled(const Bet& bet, const Operation& operation);
    void onEnded(const Bet& bet, const Operation& operation);

    Handled assign(const std::string& id, const contract::FailureOwner& order, const Request& request);
    Handled mute(const std::string& id, bool muted, const Request& request);
    Handled note(const std::string& id, const contract::FailureNote& order, const Request& request);
    // Sends every open operation of the group at the next tick, each with its own key.
    Handled retry(const std::string& id, const contract::FailureRetry& order, const Request& request);

    // One event for each group that changed since the last call.
    void tell();
    void discard() { m_changed.clear(); }

private:
    Failure count(const Bet& bet, const Operation& operation);
    void join(Failure& failure, const Bet& bet, const Operation& operation);
    void leave(std::int64_t bet, std::int64_t exceptFailure);
    void save(Failure& failure);
    Handled changed(Failure failure, std::string_view action, const std::string& before, const std::string& after,
                    const Request& request);
    contract::FailureRetried hurryAll(const Failure& failure, const Actor& actor);

    Context& m_context;
    Recorder& m_recorder;
    Outbox& m_outbox;
    std::set<std::int64_t> m_changed;
};

} // namespace service::core
