// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace bench {

// Calls that the service acknowledged, by bet.
struct Acknowledged
{
    std::set<std::string> blocked;
    std::set<std::string> settled;
    std::set<std::string> refunded;
};

// What is wrong with a database that the service has left: all of it is 0 in a good one.
struct Faults
{
    std::int64_t sum = 0;     // of the ledger, which has to be 0 exactly
    std::int64_t lost = 0;    // acknowledged and not there
    std::int64_t doubled = 0; // there more than once, or with an effect of the wrong size
    std::int64_t total() const { return (sum < 0 ? -sum : sum) + lost + doubled; }
};

// Reads the tables alone, none of the service's code.
Faults check(const std::string& database, const Acknowledged& acknowledged);

} // namespace bench
