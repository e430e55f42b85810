// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace ui {

// Words about rounds, in the language of the console.
class RoundTexts
{
    Q_DECLARE_TR_FUNCTIONS(RoundTexts)

public:
    static QString state(client::contract::RoundState state);
    // Why a recalculation is needed, as a phrase; a cause that this console does not know is shown as it came.
    static QString cause(std::string_view cause);
    // Where a result comes from: a word of the service, or of whoever posted it.
    static QString source(std::string_view source);
    // "RED 14", or that there is none yet.
    static QString result(std::string_view result);
    // Bets join an open round without a new version of it: that it has none is known only while a service counts them.
    static bool isCounted(const client::contract::RoundRow& round, bool byService);
    static QString notCounted();    // "bets not counted"
    static QString whyNotCounted(); // a sentence
};

} // namespace ui
