// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"
#include "service/bookmakers/bookmaker.h"
#include "service/bookmakers/ordercall.h"
#include "service/core/wallet.h"

#include <cstdint>
#include <string>
#include <vector>

namespace service::bookmakers {

// What a trial call says about a bookmaker, in words for whoever integrates it.
struct Diagnosis
{
    bool good = true;
    std::vector<std::string> lines;
};

struct Trial
{
    core::WalletOrder order;
    OrderCall call;
    client::contract::Exchange exchange;
    std::int64_t utcMs = 0;          // when it ended, by our clock
    std::int64_t answerWithinMs = 0; // how long a game waits
};

Diagnosis diagnose(const Bookmaker& bookmaker, const Trial& trial);

} // namespace service::bookmakers
