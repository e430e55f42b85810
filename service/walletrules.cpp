// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/walletrules.h"

#include <algorithm>
#include <array>

namespace service {

namespace {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

constexpr std::size_t urlMax = 1'000;
constexpr std::array<std::string_view, 13> ours{
    "accept",     "authorization",   "connection", "content-length",    "content-type", "expect",
    "host",       "idempotency-key", "te",         "transfer-encoding", "upgrade",      "x-correlation-id",
    "x-signature"};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isDigitOrLetter(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

// Host without port; of [::1] what is between the brackets.
std::string_view hostOf(std::string_view authority)
{
    if (authority.starts_with('['))
        return authority.substr(1, authority.find(']') - 1);
    return authority.substr(0, authority.find(':'));
}

bool isLoopback(std::string_view host)
{
    if (host == "localhost" || host == "::1")
        return true;
    return host.starts_with("127.") &&
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

bool namesSecret(std::string_view text)
{
    std::string known(text);
    std::transform(known.begin(), known.end(), known.begin(), lower);
    static constexpr std::array<std::string_view, 7> words{"secret",  "password", "passwd", "token",
                                                           "api-key", "apikey",   "api_key"};
    return std::any_of(words.begin(), words.end(),
                       [&known](std::string_view word) { return known.find(word) != std::string::npos; });
}

} // namespace

Result<void> checkBookmakerUrl(std::string_view url)
{
    const bool plain = url.starts_with("http://");
    if ((!plain && !url.starts_with("https://")) || url.size() > urlMax)
        return fail(ErrorKind::Invalid, "has to begin with https://");
    if (std::any_of(url.begin(), url.end(), [](char c) { return c < 0x21 || c > 0x7e || c == '\\' || c == '#'; }))
        return fail(ErrorKind::Invalid, "holds a character that an address cannot have");
    const std::string_view rest = url.substr(plain ? 7 : 8);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.find('@') != std::string_view::npos)
        return fail(ErrorKind::Invalid, "must not hold a name or a password: credentials come from files");
    if (namesSecret(rest.substr(std::min(rest.find('?'), rest.size()))))
        return fail(ErrorKind::Invalid, "must not hold a secret: credentials come from files");
    if (hostOf(authority).empty())
        return fail(ErrorKind::Invalid, "names no host");
    if (plain && !isLoopback(hostOf(authority)))
        return fail(ErrorKind::Invalid, "may be http:// only for a loopback address; use https://");
    return {};
}

Result<void> checkExtraHeader(std::string_view name, std::string_view value)
{
    std::string known(name);
    std::transform(known.begin(), known.end(), known.begin(), lower);
    if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) { return isDigitOrLetter(c) || c == '-'; }))
        return fail(ErrorKind::Invalid, "is no name of a header");
    if (std::find(ours.begin(), ours.end(), known) != ours.end())
        return fail(ErrorKind::Invalid, "is a header that the service sets itself");
    if (namesSecret(known))
        return fail(ErrorKind::Invalid, "looks like a secret: credentials come from files");
    if (value.empty() || std::any_of(value.begin(), value.end(), [](char c) { return c < 0x20 || c > 0x7e; }))
        return fail(ErrorKind::Invalid, "has to hold visible ASCII characters");
    return {};
}

Result<void> checkMailUrl(std::string_view url, bool tls)
{
    const bool plain = url.starts_with("smtp://");
    if ((!plain && !url.starts_with("smtps://")) || url.size() > urlMax)
        return fail(ErrorKind::Invalid, "has to begin with smtp:// or smtps://");
    const std::string_view authority = url.substr(plain ? 7 : 8);
    const bool fine = std::all_of(authority.begin(), authority.end(), [](char c) {
        return isDigitOrLetter(c) || std::string_view(".-:[]").find(c) != std::string_view::npos;
    });
    if (!fine || hostOf(authority).empty())
        return fail(ErrorKind::Invalid, "has to be HOST or HOST:PORT after smtp://: credentials come from files");
    if (plain && !tls && !isLoopback(hostOf(authority)))
        return fail(ErrorKind::Invalid, "may go without tls to a loopback address only");
    return {};
}

bool isMailAddress(std::string_view address)
{
    const std::size_t at = address.find('@');
    const auto fine = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return isDigitOrLetter(c) || std::string_view("._+-").find(c) != std::string_view::npos;
        });
    };
    return at != std::string_view::npos && fine(address.substr(0, at)) && fine(address.substr(at + 1));
}

bool isPin(std::string_view pin)
{
    constexpr std::string_view prefix = "sha256//";
    constexpr std::size_t base64Of32 = 44;
    if (!pin.starts_with(prefix) || pin.size() != prefix.size() + base64Of32 || pin.back() != '=')
        return false;
    pin = pin.substr(prefix.size(), base64Of32 - 1);
    return std::all_of(pin.begin(), pin.end(), [](char c) { return isDigitOrLetter(c) || c == '+' || c == '/'; });
}

} // namespace service
