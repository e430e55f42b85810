// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/notifications.h"

#include "client/contract/webhooks.h"
#include "service/core/calls.h"
#include "service/core/webhookreads.h"

#include <algorithm>

namespace service::core {

namespace {

constexpr int eventsPerTick = 500;
constexpr std::string_view placeKey = "notify_place";
// A wait is lengthened by up to this part of it, so that endpoints of one dead system do not knock together.
constexpr double jitter = 0.25;
constexpr int doublingsMax = 40;

std::string numberText(std::int64_t number)
{
    return std::to_string(number);
}

} // namespace

bool isFor(const EndpointSettings& endpoint, const contract::FeedEvent& event)
{
    const auto names = [&event](const std::string& name) {
        if (!name.ends_with(".*"))
            return name == event.type;
        return std::string_view(event.type).starts_with(std::string_view(name).substr(0, name.size() - 1));
    };
    if (!std::any_of(endpoint.events.begin(), endpoint.events.end(), names))
        return false;
    // An endpoint that is bound to partners is told nothing of others, nor of what is of no partner.
    if (!endpoint.partners.empty() &&
        std::find(endpoint.partners.begin(), endpoint.partners.end(), event.partner.text()) == endpoint.partners.end())
        return false;
    if (!event.alert)
        return true;
    return event.alert->severity >= endpoint.severityMin && !(endpoint.mail && event.alert->quiet);
}

std::string subjectOf(const contract::FeedEvent& event)
{
    if (!event.alertId.empty())
        return "alert:" + event.alertId.text();
    if (!event.jobId.empty())
        return "job:" + event.jobId.text();
    if (!event.failureId.empty())
        return "failure:" + event.failureId.text();
    if (!event.betId.empty())
        return "bet:" + event.partner.text() + "/" + event.betId.text();
    return event.roundId.empty() ? "partner:" + event.partner.text() : "round:" + event.roundId.text();
}

std::int64_t deliveryWaitMs(const EndpointSettings& endpoint, int attempts, double unit)
{
    const int doublings = std::clamp(attempts - 1, 0, doublingsMax);
    std::int64_t wait = endpoint.firstWaitMs;
    for (int i = 0; i < doublings && wait < endpoint.waitMaxMs; ++i)
        wait *= 2;
    wait = std::min(wait, endpoint.waitMaxMs);
    return wait + static_cast<std::int64_t>(static_cast<double>(wait) * jitter * unit);
}

void Notifications::recover()
{
    Store& store = m_context.store;
    m_inFlight.clear();
    if (m_context.settings.endpoints.empty()) {
        // Who comes later is not told of what was before.
        if (!store.meta(placeKey).value_or("").empty())
            store.setMeta(placeKey, "");
        return;
    }
    const std::string known = store.meta(placeKey).value_or("");
    m_place = known.empty() ? store.lastEventSeq() : std::stoll(known);
    if (known.empty())
        store.setMeta(placeKey, numberText(m_place));
    m_durablePlace = m_place;
    m_more = true;
}

std::optional<std::int64_t> Notifications::place() const
{
    return m_context.settings.endpoints.empty() ? std::nullopt : std::optional(m_durablePlace);
}

std::int64_t Notifications::nextDueMs() const
{
    if (m_context.settings.endpoints.empty())
        return -1;
    return m_more || m_courier->hasNews() ? m_context.steadyMs : m_dueMs;
}

void Notifications::tick()
{
    if (m_context.settings.endpoints.empty())
        return;
    const bool due = m_dueMs >= 0 && m_dueMs <= m_context.steadyMs;
    if (!m_more && !due && !m_courier->hasNews())
        return;
    m_more = false;
    takeReceipts();
    follow();
    for (const auto& [name, endpoint] : m_context.settings.endpoints)
        send(endpoint);
    look();
}

void Notifications::takeReceipts()
{
    for (Receipt& receipt : m_courier->take())
        m_receipts.push_back(std::move(receipt));
    while (m_worked < m_receipts.size())
        onReceipt(m_receipts[m_worked++]);
}

void Notifications::onReceipt(const Receipt& receipt)
{
    Store& store = m_context.store;
    const auto endpoint = m_context.settings.endpoints.find(receipt.endpoint);
    auto delivery = store.delivery(receipt.endpoint, receipt.event);
    // Its transaction was rolled back after all was done, or a person replayed it meanwhile.
    if (!delivery || delivery->dead || endpoint == m_context.settings.endpoints.end())
        return;
    if (receipt.taken) {
        store.endDelivery(*delivery, m_context.nowMs);
        return;
    }
    ++delivery->attempts;
    delivery->http = receipt.http;
    delivery->error = receipt.error;
    if (delivery->attempts >= endpoint->second.attemptsMax) {
        store.killDelivery(*delivery);
        return;
    }
    delivery->nextAt = m_context.nowMs + deliveryWaitMs(endpoint->second, delivery->attempts,
                                                        client::ports::unitInterval(m_context.random));
    store.updateDelivery(*delivery);
}

std::string Notifications::idOf(std::int64_t event) const
{
    return m_context.store.meta("epoch").value_or("0") + "-" + numberText(event);
}

// Makes deliveries of the events that came since.
void Notifications::follow()
{
    const std::vector<EventRow> rows = m_context.store.eventsAfter(m_place, eventsPerTick);
    for (const EventRow& row : rows)
        offer(row);
    if (rows.empty())
        return;
    m_place = rows.back().seq;
    m_context.store.setMeta(placeKey, numberText(m_place));
    m_more = m_more || static_cast<int>(rows.size()) == eventsPerTick;
}

void Notifications::offer(const EventRow& row)
{
    std::optional<contract::FeedEvent> event;
    for (const auto& [name, endpoint] : m_context.settings.endpoints) {
        const auto mayBe = [&row](const std::string& type) {
            return std::string_view(row.type).substr(0, row.type.find('.')) ==
                   std::string_view(type).substr(0, type.find('.'));
        };
        // Most events are for nobody, and reading one costs more than looking at its type.
        if (std::none_of(endpoint.events.begin(), endpoint.events.end(), mayBe))
            continue;
        if (!event) {
            auto read = contract::decodeFeedEvent(idOf(row.seq), row.data);
            // Every event was written by us; what is damaged on the disk is told to nobody.
            if (!read)
                return;
            event = *std::move(read);
            // Who of us did something is nobody's business outside.
            event->correlationId.clear();
            if (event->bet)
                event->bet->closedActor.clear();
        }
        if (!isFor(endpoint, *event))
            continue;
        Delivery delivery;
        delivery.endpoint = name;
        delivery.event = row.seq;
        delivery.at = row.at;
        delivery.type = row.type;
        delivery.subject = subjectOf(*event);
        delivery.body = contract::encode(*event);
        delivery.nextAt = m_context.nowMs;
        m_context.store.insertDelivery(delivery);
    }
}

void Notifications::send(const EndpointSettings& endpoint)
{
    const auto busy = static_cast<int>(std::count_if(m_inFlight.begin(), m_inFlight.end(),
                                                     [&](const Key& key) { return key.first == endpoint.name; }));
    int free = endpoint.inFlight - busy;
    if (free <= 0)
        return;
    // Those in flight are due as well.
    for (Delivery& delivery : m_context.store.dueDeliveries(endpoint.name, m_context.nowMs, endpoint.inFlight + busy)) {
        if (free == 0 || !m_inFlight.emplace(delivery.endpoint, delivery.event).second)
            continue;
        --free;
        m_courier->send({delivery.endpoint, delivery.event, idOf(delivery.event), delivery.at, std::move(delivery.type),
                         std::move(delivery.body)});
    }
}

// When the next attempt is due, of those whose time has not come.
void Notifications::look()
{
    m_dueMs = -1;
    for (const auto& [name, endpoint] : m_context.settings.endpoints) {
        const std::int64_t next = m_context.store.nextDeliveryAt(name, m_context.nowMs);
        if (next == 0)
            continue;
        const std::int64_t due = m_context.steadyMs + (next - m_context.nowMs);
        m_dueMs = m_dueMs < 0 ? due : std::min(m_dueMs, due);
    }
}

void Notifications::onTransactionEnd(bool wroteEvents)
{
    if (m_context.settings.endpoints.empty())
        return;
    for (std::size_t i = 0; i < m_worked; ++i)
        m_inFlight.erase({m_receipts[i].endpoint, m_receipts[i].event});
    // What was next in the turn of those, or came since.
    m_more = m_more || wroteEvents || m_worked > 0;
    m_receipts.erase(m_receipts.begin(), m_receipts.begin() + static_cast<std::ptrdiff_t>(m_worked));
    m_worked = 0;
    m_durablePlace = m_place;
}

void Notifications::discard()
{
    m_worked = 0;
    m_place = m_durablePlace;
    m_more = true;
}

Handled Notifications::replay(const std::string& name, const Request& request)
{
    const auto endpoint = m_context.settings.endpoints.find(name);
    if (endpoint == m_context.settings.endpoints.end())
        return {
            problemResponse(contract::problem(contract::ProblemCode::NotFound, "This webhook is not known."), request),
            {},
            0};
    const std::int64_t count = m_context.store.reviveDeliveries(name, m_context.nowMs);
    if (count > 0)
        m_recorder.audit(actorOf(request), "webhook_replay", "webhook:" + name, std::to_string(count) + " dead",
                         std::to_string(count) + " waiting");
    m_more = true;
    Response response;
    response.body = contract::encode(contract::WebhookReplayed{count});
    return {std::move(response), {}, 0};
}

} // namespace service::core
