// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/ledgercheck.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// Clients of which each leads bets through their lives: check, block, settle; each call is repeated, byte for byte,
// until it is acknowledged.
class Lives
{
public:
    Lives(int clients, int livesEach);

    std::string next(int client);
    void answered(int client, int status, std::string_view body);

    const Acknowledged& acknowledged() const { return m_acknowledged; }
    int lives() const { return m_lives; }
    std::int64_t repeats() const { return m_repeats; }

private:
    enum class Step { Check, Block, Settle };
    struct Client
    {
        int life = 0;
        Step step = Step::Check;
        bool again = false;
    };

    int m_livesEach;
    std::vector<Client> m_clients;
    Acknowledged m_acknowledged;
    int m_lives = 0;
    std::int64_t m_repeats = 0;
};

} // namespace bench
