// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

// The columns of a list of bets, in the order of their headers.
enum class BetColumn {
    Time,
    Bet,
    Partner,
    Player,
    Round,
    Amount,
    Payout,
    Status,
    Attempt,
    NextTry,
    Latency,
    LastError
};

} // namespace ui
