// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <optional>

namespace client::contract {

// An event that people have to hear of although it need not change a row.
struct Incident
{
    enum class Kind {
        PartnerLied,       // an answer named another bet or another amount
        ResolutionPending, // somebody says what an operation came to; a second person has to agree
        Contradicted,      // the partner's late answer says otherwise than people did
    };

    Kind kind = Kind::PartnerLied;
    PartnerId partner;
    BetId bet; // empty: it is about no stored bet
};

std::optional<Incident> incidentOf(const FeedEvent& event);

} // namespace client::contract
