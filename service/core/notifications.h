// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/courier.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace service::core {

// Is this event for the endpoint? `events` name types, "bet.won", or all of a kind, "bet.*".
bool isFor(const EndpointSettings& endpoint, const contract::FeedEvent& event);
// What keeps its order: the events of a bet above all.
std::string subjectOf(const contract::FeedEvent& event);
// Before the next attempt; `attempts` were made, `unit` is from [0, 1).
std::int64_t deliveryWaitMs(const EndpointSettings& endpoint, int attempts, double unit);

// Tells other systems and mailboxes of events. A place in the event log says up to where events were made deliveries,
// and a delivery goes when it was taken: what a crash interrupts is sent again with the same id, so each event arrives
// at least once, and those of a bet in their order.
class Notifications
{
public:
    Notifications(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    void setCourier(Courier& courier) { m_courier = &courier; }
    Handled replay(const std::string& name, const Request& request);

    void recover();
    // Before anything else of a transaction: the log then holds nothing that may yet be rolled back.
    void tick();
    std::int64_t nextDueMs() const; // steady, or -1
    void onTransactionEnd(bool wroteEvents);
    void discard();
    // No event from here on may be deleted; nullopt: there are no endpoints.
    std::optional<std::int64_t> place() const;

private:
    void takeReceipts();
    void onReceipt(const Receipt& receipt);
    void follow();
    void offer(const EventRow& row);
    std::string idOf(std::int64_t event) const;
    void send(const EndpointSettings& endpoint);
    void look();

    using Key = std::pair<std::string, std::int64_t>; // endpoint and event
    Context& m_context;
    Recorder& m_recorder;
    Courier m_nobody;
    Courier* m_courier = &m_nobody;
    std::set<Key> m_inFlight;
    std::vector<Receipt> m_receipts; // kept until their transaction is durable
    std::size_t m_worked = 0;        // of m_receipts, in this transaction
    std::int64_t m_place = 0;        // the last event that was made deliveries, in this transaction
    std::int64_t m_durablePlace = 0;
    bool m_more = false;       // there is work now
    std::int64_t m_dueMs = -1; // steady
};

} // namespace service::core
