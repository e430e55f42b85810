// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QString>

#include <optional>
#include <string>

namespace ui {

// "betdesk://ENVIRONMENT/bet/PARTNER/BET": names the bet for a colleague's console.
struct BetLink
{
    QString environment; // the id that its service calls itself by
    QString partner;
    QString bet;
    bool operator==(const BetLink&) const = default;
};

inline constexpr qsizetype betLinkCharsMax = 2'000;

QString betLink(const std::string& environment, const client::contract::BetRow& bet);
// nullopt: it is no such link, or one of its parts is no id.
std::optional<BetLink> parseBetLink(const QString& text);

} // namespace ui
