// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remotedesk.h"

#include <algorithm>

namespace tests {

using service::core::Operation;
using service::core::Response;

namespace {

service::core::Settings settingsOf(const service::core::BookmakerRules& rules, std::int64_t holdTtlMs)
{
    service::core::Settings settings;
    settings.defaultPartner.bookmaker = rules;
    settings.defaultPartner.holdTtlMs = holdTtlMs;
    return settings;
}

} // namespace

RemoteDesk::RemoteDesk(const service::core::BookmakerRules& rules, std::int64_t holdTtlMs, const std::string& file)
    : Desk(settingsOf(rules, holdTtlMs), file)
{
    bookmaker->deduplicates = rules.deduplicates;
    bookmaker->honoursTombstones = rules.honoursTombstones;
}

Operation RemoteDesk::newest(const std::string& bet)
{
    const auto found = store->bet(client::contract::PartnerId("p-1"), client::contract::BetId(bet));
    return found ? store->operation(found->operation).value_or(Operation{}) : Operation{};
}

Operation RemoteDesk::of(client::contract::OperationKind kind, const std::string& ref)
{
    const auto found = store->bet(client::contract::PartnerId("p-1"), client::contract::BetId("b-1"));
    return found ? store->operation(found->id, kind, ref).value_or(Operation{}) : Operation{};
}

Response RemoteDesk::act(const std::string& verb, const Operation& operation, const std::string& as,
                         const std::string& json)
{
    return order("/api/v1/operations/" + service::core::operationIdText(operation.id) + verb, json, as);
}

Response RemoteDesk::order(const std::string& target, const std::string& json, const std::string& as,
                           const std::string& who)
{
    const std::string roleBefore = std::exchange(role, as);
    const std::string keyBefore = std::exchange(headerKey, "k-" + std::to_string(++m_keys));
    const std::string subjectBefore = std::exchange(subject, who);
    Response response = post(target, json);
    role = roleBefore;
    headerKey = keyBefore;
    subject = subjectBefore;
    return response;
}

bool RemoteDesk::saw(const std::string& type)
{
    const auto all = store->eventsAfter(0, 10'000);
    return std::any_of(all.begin(), all.end(), [&](const auto& event) { return event.type == type; });
}

std::size_t RemoteDesk::audited(const std::string& action)
{
    service::core::AuditFilter filter;
    filter.action = action;
    return store->audit(filter).rows.size();
}

void RemoteDesk::block()
{
    post("/api/block_funds", body());
    pass(1'000);
}

} // namespace tests
