// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqliteimpl.h"

namespace service::store {

namespace {

#define DELIVERY_COLUMNS                                                                                               \
    "endpoint, event, at, type, subject, body, attempts, next_at, state, http, error FROM deliveries "

constexpr std::int64_t dead = 1;

core::Delivery deliveryOf(const Query& query)
{
    core::Delivery delivery;
    delivery.endpoint = query.text(0);
    delivery.event = query.integer(1);
    delivery.at = query.integer(2);
    delivery.type = query.text(3);
    delivery.subject = query.text(4);
    delivery.body = query.text(5);
    delivery.attempts = static_cast<int>(query.integer(6));
    delivery.nextAt = query.integer(7);
    delivery.dead = query.integer(8) == dead;
    delivery.http = static_cast<int>(query.integer(9));
    delivery.error = query.text(10);
    return delivery;
}

} // namespace

void SqliteStore::insertDelivery(const core::Delivery& delivery)
{
    // -1: there is none of the subject.
    Query before(*m_impl, "SELECT coalesce(max(state), -1) FROM deliveries WHERE endpoint = ? AND subject = ?");
    before << delivery.endpoint << delivery.subject;
    before.step();
    const std::int64_t state = before.integer(0);
    Query query(*m_impl, "INSERT INTO deliveries (endpoint, event, at, type, subject, body, state, attempts, next_at, "
                         "http) VALUES (?,?,?,?,?,?,?,0,?,0) ON CONFLICT DO NOTHING");
    query << delivery.endpoint << delivery.event << delivery.at << delivery.type << delivery.subject << delivery.body
          << (state == dead ? dead : 0) << (state < 0 ? delivery.nextAt : 0);
    query.run();
}

std::optional<core::Delivery> SqliteStore::delivery(std::string_view endpoint, std::int64_t event)
{
    Query query(*m_impl, "SELECT " DELIVERY_COLUMNS "WHERE endpoint = ? AND event = ?");
    query << endpoint << event;
    if (!query.step())
        return std::nullopt;
    return deliveryOf(query);
}

std::vector<core::Delivery> SqliteStore::dueDeliveries(std::string_view endpoint, std::int64_t nowMs, int limit)
{
    Query query(*m_impl, "SELECT " DELIVERY_COLUMNS "WHERE endpoint = ? AND state = 0 AND next_at > 0 AND next_at <= ? "
                         "ORDER BY next_at LIMIT ?");
    query << endpoint << nowMs << limit;
    std::vector<core::Delivery> all;
    while (query.step())
        all.push_back(deliveryOf(query));
    return all;
}

std::int64_t SqliteStore::nextDeliveryAt(std::string_view endpoint, std::int64_t afterMs)
{
    Query query(*m_impl,
                "SELECT coalesce(min(next_at), 0) FROM deliveries WHERE endpoint = ? AND state = 0 AND next_at "
                "> 0 AND next_at > ?");
    query << endpoint << afterMs;
    query.step();
    return query.integer(0);
}

void SqliteStore::endDelivery(const core::Delivery& delivery, std::int64_t nowMs)
{
    Query query(*m_impl, "DELETE FROM deliveries WHERE endpoint = ? AND event = ?");
    query << delivery.endpoint << delivery.event;
    query.run();
    Query next(*m_impl, "UPDATE deliveries SET next_at = ?3 WHERE endpoint = ?1 AND event = (SELECT min(event) FROM "
                        "deliveries WHERE endpoint = ?1 AND subject = ?2) AND state = 0 AND next_at = 0");
    next << delivery.endpoint << delivery.subject << nowMs;
    next.run();
}

void SqliteStore::updateDelivery(const core::Delivery& delivery)
{
    Query query(*m_impl, "UPDATE deliveries SET attempts = ?, next_at = ?, http = ?, error = ? WHERE endpoint = ? AND "
                         "event = ?");
    query << delivery.attempts << delivery.nextAt << delivery.http;
    query.orNull(delivery.error) << delivery.endpoint << delivery.event;
    query.run();
}

void SqliteStore::killDelivery(const core::Delivery& delivery)
{
    updateDelivery(delivery);
    Query query(*m_impl, "UPDATE deliveries SET state = 1, next_at = 0 WHERE endpoint = ? AND subject = ?");
    query << delivery.endpoint << delivery.subject;
    query.run();
}

core::Slice<core::Delivery> SqliteStore::deadDeliveries(std::string_view endpoint, std::int64_t beforeEvent, int limit)
{
    const std::string where = beforeEvent == 0 ? std::string() : " AND event < " + std::to_string(beforeEvent);
    Query query(*m_impl, "SELECT " DELIVERY_COLUMNS "WHERE endpoint = ? AND state = 1" + where +
                             " ORDER BY event DESC LIMIT " + std::to_string(limit + 1));
    query << endpoint;
    core::Slice<core::Delivery> slice;
    while (query.step()) {
        if (static_cast<int>(slice.rows.size()) == limit) {
            slice.nextBeforeId = slice.rows.back().event;
            break;
        }
        slice.rows.push_back(deliveryOf(query));
    }
    return slice;
}

std::int64_t SqliteStore::reviveDeliveries(std::string_view endpoint, std::int64_t nowMs)
{
    Query query(*m_impl, "UPDATE deliveries SET state = 0, attempts = 0 WHERE endpoint = ? AND state = 1");
    query << endpoint;
    query.run();
    const std::int64_t count = m_impl->database->getChanges();
    // Of a subject that was alive the first has its time already.
    Query firsts(*m_impl,
                 "UPDATE deliveries SET next_at = ?2 WHERE endpoint = ?1 AND state = 0 AND next_at = 0 AND NOT EXISTS "
                 "(SELECT 1 FROM deliveries AS other WHERE other.endpoint = ?1 AND other.subject = deliveries.subject "
                 "AND other.event < deliveries.event)");
    firsts << endpoint << nowMs;
    firsts.run();
    return count;
}

core::DeliveryCounts SqliteStore::deliveryCounts(std::string_view endpoint)
{
    Query query(*m_impl,
                "SELECT coalesce(sum(state = 0), 0), coalesce(sum(state = 1), 0), coalesce(min(CASE state WHEN 0 "
                "THEN at END), 0) FROM deliveries WHERE endpoint = ?");
    query << endpoint;
    query.step();
    return {query.integer(0), query.integer(1), query.integer(2)};
}

} // namespace service::store
