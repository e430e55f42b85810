// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What an operation in doubt came to, said by a person with evidence and agreed to by a second one, domain.md 6.
namespace client::contract {

// Stale: the operation became definite by itself meanwhile.
enum class ResolutionState { Pending, Approved, Rejected, Expired, Stale };

std::string_view word(ResolutionState state);
std::optional<ResolutionState> resolutionStateFrom(std::string_view word);

// POST /api/v1/operations/{id}:resolve
struct ResolveOrder
{
    bool succeeded = false; // on the wire outcome: succeeded | failed
    std::string reference;  // where the evidence is: a line of the partner's statement, a ticket
    std::string reason;
};

struct ResolutionRow
{
    std::string id; // "rs-3"; of the approval too
    OperationId operation;
    OperationKind kind = OperationKind::Block;
    PartnerId partner;
    BetId bet;
    Money amount; // of the operation
    bool succeeded = false;
    std::string reference;
    std::string reason;
    ResolutionState state = ResolutionState::Pending;
    std::string digest; // what an approver agrees to
    std::string author;
    std::string approver; // or who rejected it
    std::string comment;
    std::int64_t createdAt = 0;
    std::int64_t expiresAt = 0;
    std::int64_t endedAt = 0; // 0: pending
};

std::string encode(const ResolveOrder& order);
std::string encode(const ResolutionRow& row);
std::string encode(const Page<ResolutionRow>& page);

Result<ResolveOrder> decodeResolveOrder(std::string_view body); // unknown members are refused here
Result<ResolutionRow> decodeResolution(std::string_view body);
Result<Page<ResolutionRow>> decodeResolutionPage(std::string_view body);

} // namespace client::contract
