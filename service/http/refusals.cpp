// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/refusals.h"

#include "client/contract/problem.h"
#include "service/core/calls.h"

#include <utility>

namespace service::http {

namespace {

constexpr const char* otherSources = "other sources";
constexpr std::size_t askedBytesMax = 256;

} // namespace

void Refusals::note(const core::Request& request, const core::Response& response)
{
    if (response.status != 401 && response.status != 403)
        return;
    const auto problem = client::contract::decodeProblem(response.body, response.status);
    core::Refusal refusal;
    refusal.code = problem ? client::contract::rule(problem->code).word : std::to_string(response.status);
    refusal.source = request.source;
    const std::lock_guard lock(m_mutex);
    if (request.identity.subject.empty()) {
        const bool full = m_strangers.size() >= sourcesMax && m_strangers.count({request.source, refusal.code}) == 0;
        ++m_strangers[{full ? otherSources : request.source, refusal.code}].count;
        return;
    }
    const core::Actor actor = core::actorOf(request);
    refusal.subject = actor.subject;
    refusal.roles = actor.roles;
    refusal.correlationId = actor.correlationId;
    refusal.asked = (request.method + " " + request.path).substr(0, askedBytesMax);
    push(std::move(refusal));
}

void Refusals::push(core::Refusal refusal)
{
    if (m_waiting.size() < waitingMax) {
        m_waiting.push_back(std::move(refusal));
        return;
    }
    const auto [place, fresh] = m_together.try_emplace({refusal.subject, refusal.code}, refusal);
    if (fresh) {
        place->second.asked.clear();
        place->second.correlationId.clear();
    } else {
        place->second.count += refusal.count;
    }
}

std::vector<core::Refusal> Refusals::take(std::size_t max, bool end)
{
    std::vector<core::Refusal> taken;
    const std::int64_t now = m_clock.steadyMs();
    const std::lock_guard lock(m_mutex);
    for (auto it = m_strangers.begin(); it != m_strangers.end();) {
        auto& [key, strangers] = *it;
        const bool due = end || now >= strangers.notBefore;
        if (due && strangers.count > 0 && (end || taken.size() < max)) {
            taken.push_back({{}, {}, {}, key.second, key.first, {}, std::exchange(strangers.count, 0)});
            strangers.notBefore = now + strangersEveryMs;
        } else if (due && strangers.count == 0) {
            it = m_strangers.erase(it);
            continue;
        }
        ++it;
    }
    while (!m_waiting.empty() && (end || taken.size() < max)) {
        taken.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    if (m_waiting.empty()) {
        for (auto& [key, refusal] : std::exchange(m_together, {}))
            taken.push_back(std::move(refusal));
    }
    return taken;
}

void Refusals::putBack(std::vector<core::Refusal> refusals)
{
    const std::lock_guard lock(m_mutex);
    for (core::Refusal& refusal : refusals) {
        if (refusal.subject.empty())
            m_strangers[{refusal.source, refusal.code}].count += refusal.count;
        else
            push(std::move(refusal));
    }
}

} // namespace service::http
