// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/money.h"

#include "client/contract/json.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace client::contract {

namespace {

__extension__ typedef __int128 Wide;

// Currencies in use by ISO 4217; funds, metals and test codes can not be staked.
constexpr std::string_view twoDecimals = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP "
                                         "BYN BZD CAD CDF CHF CNY COP CRC CUP CVE "
                                         "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
                                         "HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
                                         "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
                                         "MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB "
                                         "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
                                         "SSP STN SVC SYP SZL THB TJS TMT TOP TRY "
                                         "TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ";
constexpr std::string_view noDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ";
constexpr std::string_view threeDecimals = "BHD IQD JOD KWD LYD OMR TND ";

bool lists(std::string_view table, std::string_view code)
{
    for (std::size_t at = 0; at + 4 <= table.size(); at += 4) {
        if (table.substr(at, 3) == code)
            return true;
    }
    return false;
}

// digits × 10^scale, with neither leading nor trailing zeros in digits; empty digits are zero.
struct Decimal
{
    bool negative = false;
    std::string digits;
    std::int64_t scale = 0;
};

Decimal decimalOf(std::string_view number)
{
    Decimal decimal;
    std::size_t at = 0;
    if (number.front() == '-') {
        decimal.negative = true;
        ++at;
    }
    bool fraction = false;
    for (; at < number.size(); ++at) {
        const char c = number[at];
        if (c == '.') {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            decimal.digits += c;
            if (fraction)
                --decimal.scale;
        } else {
            break;
        }
    }
    if (at < number.size()) {
        ++at;
        const bool negative = number[at] == '-';
        if (negative || number[at] == '+')
            ++at;
        // Far beyond any amount, and far from overflow.
        constexpr std::int64_t enough = 1'000'000'000'000;
        std::int64_t exponent = 0;
        for (; at < number.size(); ++at)
            exponent = std::min(exponent * 10 + (number[at] - '0'), enough);
        decimal.scale += negative ? -exponent : exponent;
    }
    const std::size_t last = decimal.digits.find_last_not_of('0');
    if (last == std::string::npos)
        return {};
    decimal.scale += static_cast<std::int64_t>(decimal.digits.size() - last - 1);
    decimal.digits.resize(last + 1);
    decimal.digits.erase(0, decimal.digits.find_first_not_of('0'));
    return decimal;
}

Result<std::int64_t> minorOf(const Decimal& decimal, int exponent)
{
    if (decimal.digits.empty())
        return 0;
    const std::int64_t scale = decimal.scale + exponent;
    if (static_cast<std::int64_t>(decimal.digits.size()) + scale > 15)
        return fail(ErrorKind::OutOfRange, "the amount is too large");
    if (scale < 0)
        return fail(ErrorKind::Precision, "the amount has more than " + std::to_string(exponent) + " decimals");
    std::int64_t minor = 0;
    for (const char digit : decimal.digits)
        minor = minor * 10 + (digit - '0');
    for (std::int64_t i = 0; i < scale; ++i)
        minor *= 10;
    return minor;
}

std::string decimalText(std::int64_t scaled, int exponent)
{
    const auto magnitude = scaled < 0 ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
    std::string text = std::to_string(magnitude);
    const auto decimals = static_cast<std::size_t>(exponent);
    if (decimals > 0) {
        if (text.size() <= decimals)
            text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    if (scaled < 0)
        text.insert(0, 1, '-');
    return text;
}

} // namespace

Result<Currency> Currency::parse(std::string_view code)
{
    const std::array<std::pair<std::string_view, int>, 3> tables{
        {{twoDecimals, 2}, {noDecimals, 0}, {threeDecimals, 3}}};
    for (const auto& [table, exponent] : tables) {
        if (code.size() == 3 && lists(table, code))
            return Currency{std::string(code), exponent};
    }
    return fail(ErrorKind::Invalid, "the currency is not an ISO 4217 code in use");
}

std::string Money::text() const
{
    return decimalText(minor, currency.exponent);
}

Money operator+(const Money& a, const Money& b)
{
    assert(a.currency == b.currency);
    Money sum = a;
    [[maybe_unused]] const bool overflow = __builtin_add_overflow(a.minor, b.minor, &sum.minor);
    assert(!overflow);
    return sum;
}

Money operator-(const Money& a, const Money& b)
{
    assert(a.currency == b.currency);
    Money difference = a;
    [[maybe_unused]] const bool overflow = __builtin_sub_overflow(a.minor, b.minor, &difference.minor);
    assert(!overflow);
    return difference;
}

Result<std::int64_t> parseMinor(std::string_view numberText, int exponent)
{
    if (!json::isNumber(numberText))
        return fail(ErrorKind::Malformed, "the amount is not a number");
    const Decimal decimal = decimalOf(numberText);
    if (decimal.negative)
        return fail(ErrorKind::OutOfRange, "the amount is negative");
    return minorOf(decimal, exponent);
}

Result<Money> parseMoney(std::string_view amountText, std::string_view currencyCode)
{
    const auto currency = Currency::parse(currencyCode);
    if (!currency)
        return tl::make_unexpected(currency.error());
    if (!json::isNumber(amountText) || amountText.find_first_of("eE") != std::string_view::npos)
        return fail(ErrorKind::Invalid, "the amount is not a plain decimal number");
    const Decimal decimal = decimalOf(amountText);
    const auto minor = minorOf(decimal, currency->exponent);
    if (!minor)
        return tl::make_unexpected(minor.error());
    return Money{decimal.negative ? -*minor : *minor, *currency};
}

Result<std::int64_t> parseOdds(std::string_view numberText)
{
    if (!json::isNumber(numberText))
        return fail(ErrorKind::Malformed, "the odds are not a number");
    const Decimal decimal = decimalOf(numberText);
    const auto oddsE4 = minorOf(decimal, 4);
    if (!oddsE4 && oddsE4.error().kind == ErrorKind::Precision)
        return fail(ErrorKind::Precision, "the odds have more than 4 decimals");
    if (!oddsE4 || decimal.negative || *oddsE4 < 10'000 || *oddsE4 > 1'000'000'000)
        return fail(ErrorKind::OutOfRange, "the odds are not between 1 and 100000");
    return *oddsE4;
}

std::string oddsText(std::int64_t oddsE4)
{
    return decimalText(oddsE4, 4);
}

Result<std::int64_t> payoutMinor(std::int64_t stakeMinor, std::int64_t oddsE4)
{
    if (stakeMinor < 0 || oddsE4 < 0)
        return fail(ErrorKind::OutOfRange, "the stake or the odds are negative");
    const Wide product = static_cast<Wide>(stakeMinor) * oddsE4;
    Wide payout = product / 10'000;
    const auto rest = static_cast<int>(product % 10'000);
    if (rest > 5'000 || (rest == 5'000 && payout % 2 == 1))
        ++payout;
    if (payout > amountMinorMax)
        return fail(ErrorKind::OutOfRange, "the payout is too large");
    return static_cast<std::int64_t>(payout);
}

} // namespace client::contract
