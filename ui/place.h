// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

// Something of one page that can be opened from anywhere: from an alert, another page, a dialog.
struct Place
{
    // Recalculation: the wizard of the round with this id.
    enum class Kind { Bets, Bet, Round, Recalculation, Job, Failure };

    Kind kind = Kind::Bets;
    QString id;           // of Bets: a query
    QString partner = {}; // of Bet
};

} // namespace ui
