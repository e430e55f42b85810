// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

template <typename Row>
struct Slice;

// One event on its way to one endpoint. Those of a subject, a bet above all, go one after the other.
struct Delivery
{
    std::string endpoint;
    std::int64_t event = 0; // its number in the event log
    std::int64_t at = 0;    // UTC, of the event
    std::string type;
    std::string subject;
    std::string body;
    int attempts = 0;
    std::int64_t nextAt = 0; // UTC; 0: it waits for those before it
    bool dead = false;       // after its last attempt, or behind one that is
    int http = 0;            // of the last attempt
    std::string error;
};

struct DeliveryCounts
{
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
    std::int64_t oldestAt = 0; // UTC, of the waiting; 0: there are none
};

// The part of Store that deliveries live in.
class DeliveryStore
{
public:
    // Behind those of its subject that are there: it waits for them, and is dead if they are.
    virtual void insertDelivery(const Delivery& delivery) = 0;
    virtual std::optional<Delivery> delivery(std::string_view endpoint, std::int64_t event) = 0;
    // Firsts of their subjects whose time has come, the longest due first.
    virtual std::vector<Delivery> dueDeliveries(std::string_view endpoint, std::int64_t nowMs, int limit) = 0;
    virtual std::int64_t nextDeliveryAt(std::string_view endpoint, std::int64_t afterMs) = 0; // 0: none
    // It was taken: the next of its subject is due.
    virtual void endDelivery(const Delivery& delivery, std::int64_t nowMs) = 0;
    // Attempts, time of the next, status and error.
    virtual void updateDelivery(const Delivery& delivery) = 0;
    // And all that wait behind it.
    virtual void killDelivery(const Delivery& delivery) = 0;
    virtual Slice<Delivery> deadDeliveries(std::string_view endpoint, std::int64_t beforeEvent, int limit) = 0;
    // Every dead one of the endpoint begins anew, in order; how many.
    virtual std::int64_t reviveDeliveries(std::string_view endpoint, std::int64_t nowMs) = 0;
    virtual DeliveryCounts deliveryCounts(std::string_view endpoint) = 0;

protected:
    ~DeliveryStore() = default;
};

} // namespace service::core
