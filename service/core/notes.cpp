// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/notes.h"

#include "service/core/calls.h"
#include "service/core/headerkey.h"
#include "service/core/keys.h"

namespace service::core {

using contract::ProblemCode;

Response Notes::add(const Route& route, const contract::NoteOrder& order, const Request& request)
{
    const auto bet = m_context.store.bet(contract::PartnerId(route.ids[0]), contract::BetId(route.ids[1]));
    if (!bet)
        return problemResponse(contract::problem(ProblemCode::BetNotFound), request);
    const std::string content = fingerprint({"note", route.ids[0], route.ids[1], order.text});
    HeaderKey key(m_context.store, request);
    if (key.standsForOther(content))
        return problemResponse(contract::problem(ProblemCode::IdempotencyMismatch), request);
    if (!key.standsFor(content)) {
        const Actor actor = actorOf(request);
        m_context.store.insertNote({bet->id, m_context.nowMs, actor.subject, actor.correlationId, order.text});
        m_recorder.audit(actor, "note", auditObject(bet->row), {}, {}, order.text);
        key.keep(content);
    }
    Response response;
    response.body = contract::encode(order);
    return response;
}

} // namespace service::core
