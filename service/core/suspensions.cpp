// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/suspensions.h"

#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"
#include "service/core/partners.h"

namespace service::core {

using contract::ProblemCode;

bool Suspensions::isSuspended(const contract::PartnerId& partner)
{
    if (!m_known) {
        m_known.emplace();
        for (const Suspension& suspension : m_context.store.suspensions())
            m_known->insert(suspension.partner);
    }
    return m_known->count(partner) != 0;
}

Handled Suspensions::press(bool suspend, const std::string& name, const PartnerHealth& health, const Request& request)
{
    Store& store = m_context.store;
    const contract::PartnerId partner(name);
    const auto order = contract::decodeSuspendOrder(request.body);
    const auto answer = [&] { return Handled{partnerHealth(store, m_context.settings, name, health, request), {}, 0}; };
    if (!findPartner(m_context.settings, partner))
        return answer();
    HeaderKey key(store, request);
    const std::string print = fingerprint({suspend ? "suspend" : "resume", name, order->reason});
    if (key.standsForOther(print)) {
        contract::Problem problem =
            contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content.");
        return {problemResponse(std::move(problem), request), {}, 0};
    }
    // A late copy of a press must not undo what was pressed after it.
    const bool again = key.standsFor(print);
    key.keep(print);
    if (again || isSuspended(partner) == suspend)
        return answer();
    const Actor actor = actorOf(request);
    if (suspend)
        store.suspend({partner, m_context.nowMs, actor.subject, order->reason});
    else
        store.resume(partner);
    m_known.reset();
    const char* const before = suspend ? "active" : "suspended";
    const char* const after = suspend ? "suspended" : "active";
    m_recorder.audit(actor, suspend ? "partner_suspend" : "partner_resume", "partner:" + name, before, after,
                     order->reason);
    m_recorder.tellPartner(suspend ? "partner.suspended" : "partner.resumed", partner, actor);
    return answer();
}

Response partnerHealth(Store& store, const Settings& settings, const std::string& name, const PartnerHealth& health,
                       const Request& request)
{
    const contract::PartnerId partner(name);
    if (!findPartner(settings, partner))
        return problemResponse(contract::problem(ProblemCode::PartnerUnknown, "This partner is not known."), request);
    contract::PartnerHealthRow row;
    row.partner = partner;
    row.remote = rulesOf(settings, partner) != nullptr;
    if (const auto suspension = store.suspension(partner)) {
        row.suspended = true;
        row.suspendedAt = suspension->at;
        row.suspendedBy = suspension->subject;
        row.suspendedReason = suspension->reason;
    }
    const PartnerCalls calls = health.callsOf(partner);
    row.breaker = calls.breaker;
    row.inFlight = calls.inFlight;
    row.queued = calls.queued;
    row.lastSuccessAt = calls.lastSuccessAt;
    row.errorRatioMilli = calls.errorRatioMilli;
    Response response;
    response.body = contract::encode(row);
    return response;
}

} // namespace service::core
