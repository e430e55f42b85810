// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"
#include "service/core/reconciliationstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace service::core {

struct ReconciliationVerdict
{
    contract::ReconciliationClass kind = contract::ReconciliationClass::Matched;
    std::string_view why; // of Pending: operation_open, moved_since
    bool operator==(const ReconciliationVerdict&) const = default;
};

// One bet as we know it and as the partner's list has it; a null pointer: that side does not have it. `asOf`, UTC: when
// the list was made. nullopt: there is nothing to compare, because the partner need not list a bet that never held
// money. A hold that came back by a refund, a void or its expiry is the same thing on both sides.
std::optional<ReconciliationVerdict> compareSides(const contract::BetRow* ours, const ListedBet* theirs,
                                                  std::int64_t asOf);

contract::OurSide ourSide(const contract::BetRow& bet);
contract::PartnerSide partnerSide(const ListedBet& listed);

// Equal for two differences of a bet if class, states and amounts are; 32 bytes.
std::string differencePrint(const contract::ReconciliationItem& item);

} // namespace service::core
