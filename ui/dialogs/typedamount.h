// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/money.h"

#include <QString>

namespace ui {

// What typed text is, held against the text that was asked for. Spaces of any kind are layout and do not count.
enum class TypedMatch { Empty, Matches, OtherDecimalMark, ForeignCharacter, Differs };

TypedMatch matchTyped(const QString& typed, const QString& wanted);

// An amount as a person writes it: digits, and the decimal mark of the language if the currency has decimals.
enum class AmountProblem {
    None,
    Empty,
    OtherDecimalMark,
    ForeignCharacter,
    NotANumber,
    TooPrecise,
    TooSmall,
    TooLarge
};

struct TypedAmount
{
    AmountProblem problem = AmountProblem::Empty;
    client::contract::Money money;
};

TypedAmount parseTyped(const QString& typed, const client::contract::Currency& currency, QChar decimalMark,
                       std::int64_t maxMinor);

} // namespace ui
