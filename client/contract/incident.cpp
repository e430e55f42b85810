// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/incident.h"

namespace client::contract {

std::optional<Incident> incidentOf(const FeedEvent& event)
{
    const auto made = [&event](Incident::Kind kind) { return Incident{kind, event.partner, event.betId}; };
    if (event.type == "partner.lied")
        return made(Incident::Kind::PartnerLied);
    if (event.type == "resolution.requested")
        return made(Incident::Kind::ResolutionPending);
    if (event.type == "operation.contradicted")
        return made(Incident::Kind::Contradicted);
    return std::nullopt;
}

} // namespace client::contract
