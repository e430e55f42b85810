// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace client::contract {

// ISO 4217 code with its number of decimals; unknown codes are refused rather than guessed.
struct Currency
{
    std::string code = "EUR";
    int exponent = 2;

    static Result<Currency> parse(std::string_view code);
    bool operator==(const Currency&) const = default;
};

// 15 digits: what a JSON number carries exactly through any reader (IEEE 754 DBL_DIG).
inline constexpr std::int64_t amountMinorMax = 999'999'999'999'999;

// An amount in minor units. Arithmetic between currencies is a mistake of ours and asserts.
struct Money
{
    std::int64_t minor = 0;
    Currency currency;

    // "25.00": plain decimal with all decimals of the currency, '-' for negatives, no grouping.
    std::string text() const;
    bool operator==(const Money&) const = default;
};

Money operator+(const Money& a, const Money& b);
Money operator-(const Money& a, const Money& b);

// Exact: reads a JSON number's own text (RFC 8259), so 1e2 and 100.00 are 100 and 10.999 EUR is refused with
// Precision. OutOfRange: negative, or above amountMinorMax. Zero is allowed here; the messages decide.
Result<std::int64_t> parseMinor(std::string_view numberText, int exponent);

// The same for "25.00" in a string of /api/v1 (plain decimal, no exponent, no sign but '-').
Result<Money> parseMoney(std::string_view amountText, std::string_view currencyCode);

// Odds with four decimals as an integer: "2.5" is 25000. At least 1.0000, at most 100000.
Result<std::int64_t> parseOdds(std::string_view numberText);
std::string oddsText(std::int64_t oddsE4);

// round-half-even(stake × odds), 128-bit product, domain.md 5. OutOfRange above amountMinorMax.
Result<std::int64_t> payoutMinor(std::int64_t stakeMinor, std::int64_t oddsE4);

} // namespace client::contract
