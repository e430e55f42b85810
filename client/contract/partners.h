// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/result.h"
#include "client/contract/retry.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace client::contract {

// GET /api/v1/partners/{id}/health, and the answer to :suspend and :resume.
struct PartnerHealthRow
{
    PartnerId partner;
    bool remote = false;    // on the wire wallet: local | bookmaker
    bool suspended = false; // on the wire state: active | suspended
    std::int64_t suspendedAt = 0;
    std::string suspendedBy;
    std::string suspendedReason;
    CircuitBreaker::State breaker = CircuitBreaker::State::Closed;
    std::int64_t inFlight = 0;
    std::int64_t queued = 0;
    std::int64_t lastSuccessAt = 0; // 0: none since the service started
    int errorRatioMilli = 0;        // of the last calls; 1,000: all
};

// POST /api/v1/partners/{id}:suspend and :resume
struct SuspendOrder
{
    std::string reason;
};

std::string encode(const PartnerHealthRow& row);
std::string encode(const SuspendOrder& order);

Result<PartnerHealthRow> decodePartnerHealth(std::string_view body);
Result<SuspendOrder> decodeSuspendOrder(std::string_view body); // unknown members are refused here

} // namespace client::contract
