// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

// Shapes of /api/v1/failures: groups of failures by cause and partner.
namespace client::contract {

// POST /api/v1/failures/{id}:assign
struct FailureOwner
{
    std::string owner; // empty: nobody's
};

// POST /api/v1/failures/{id}:note
struct FailureNote
{
    std::string text; // empty: the note is taken away
};

// POST /api/v1/failures/{id}:retry
struct FailureRetry
{
    std::int64_t expectedCount = 0; // openBets as they were read
};

// What came of it: every open bet is in one of these.
struct FailureRetried
{
    std::int64_t retried = 0;
    std::int64_t inFlight = 0; // already on their way, or being taken back
    std::int64_t unsafe = 0;   // in doubt at a partner that would do it twice
    std::int64_t left = 0;     // more than one request retries
    bool operator==(const FailureRetried&) const = default;
};

std::string encode(const FailureRow& row);
std::string encode(const Page<FailureRow>& page);
std::string encode(const FailureOwner& order);
std::string encode(const FailureNote& order);
std::string encode(const FailureRetry& order);
std::string encode(const FailureRetried& answer);

Result<FailureRow> decodeFailureRow(std::string_view body);
Result<Page<FailureRow>> decodeFailurePage(std::string_view body);
// Unknown members are refused in orders.
Result<FailureOwner> decodeFailureOwner(std::string_view body);
Result<FailureNote> decodeFailureNote(std::string_view body);
Result<FailureRetry> decodeFailureRetry(std::string_view body);
Result<FailureRetried> decodeFailureRetried(std::string_view body);

} // namespace client::contract
