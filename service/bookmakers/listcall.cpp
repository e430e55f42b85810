// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/listcall.h"

#include "client/contract/json.h"
#include "client/contract/wire.h"

#include <optional>

namespace service::bookmakers {

namespace {

namespace contract = client::contract;
using contract::BetState;
using contract::PartnerState;
using Outcome = core::ListPage::Outcome;

constexpr std::size_t cursorBytesMax = 1'024;

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// The other side made it up: it must not become a parameter of its own.
std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 0xFU];
    }
    return encoded;
}

// nullopt: it never held money.
std::optional<PartnerState> stateThere(BetState state)
{
    switch (state) {
    case BetState::None:
    case BetState::Checked:
        break;
    case BetState::Blocked:
        return PartnerState::Held;
    case BetState::Won:
        return PartnerState::Won;
    case BetState::Lost:
        return PartnerState::Lost;
    case BetState::Refunded:
        return PartnerState::Refunded;
    case BetState::Rejected:
        return PartnerState::Rejected;
    case BetState::Expired:
        return PartnerState::Expired;
    }
    return std::nullopt;
}

core::ListPage failed(Outcome outcome, std::string error)
{
    core::ListPage page;
    page.outcome = outcome;
    page.error = std::move(error);
    return page;
}

core::ListPage withoutReply(const contract::Exchange& exchange)
{
    const bool large = exchange.error == contract::TransportError::ReplyTooLarge;
    return failed(large ? Outcome::Useless : Outcome::NotReached,
                  large ? "A page of the list is larger than 1 MiB."
                        : "The list cannot be reached: " + exchange.errorDetail);
}

} // namespace

std::string listUrl(std::string_view listUrl, const core::ListOrder& order)
{
    std::string url(listUrl);
    replaceAll(url, "{partner_id}", order.partner.text());
    replaceAll(url, "{from}", contract::json::timeText(order.from));
    replaceAll(url, "{to}", contract::json::timeText(order.to));
    if (!order.cursor.empty())
        url += (url.find('?') == std::string::npos ? "?cursor=" : "&cursor=") + percentEncoded(order.cursor);
    return url;
}

core::ListPage listPageOf(const core::ListOrder& order, const contract::Exchange& exchange)
{
    if (exchange.error != contract::TransportError::None)
        return withoutReply(exchange);
    const bool busy = exchange.status >= 500 || exchange.status == 408 || exchange.status == 429;
    if (exchange.status < 200 || exchange.status > 299)
        return failed(busy ? Outcome::NotReached : Outcome::Useless,
                      "The bookmaker answered HTTP " + std::to_string(exchange.status) + " when asked for its list.");
    const auto read = contract::decodeBetPage(exchange.body);
    if (!read)
        return failed(Outcome::Useless, "The answer is no page of bets: " + read.error().detail + ".");
    if (read->nextCursor.size() > cursorBytesMax)
        return failed(Outcome::Useless, "The list names a page in more than 1 KiB.");
    core::ListPage page;
    page.nextCursor = read->nextCursor;
    for (const contract::BetRow& row : read->rows) {
        if (row.partner != order.partner)
            return failed(Outcome::Useless, "The list has bets of another partner.");
        if (const auto state = stateThere(row.state))
            page.lines.push_back({row.bet, *state, {row.stakeMinor, row.currency}, row.payoutMinor, row.refundedMinor});
    }
    return page;
}

} // namespace service::bookmakers
