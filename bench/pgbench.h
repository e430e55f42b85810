// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/child.h"

#include <memory>
#include <optional>
#include <string>

namespace bench {

// A PostgreSQL of our own in a temporary folder, with a table for each of the service's and a function per call.
class PostgresReference
{
public:
    // Null with a sentence in `why` where PostgreSQL is not installed or does not start.
    static std::unique_ptr<PostgresReference> start(const std::string& folder, std::string& why);

    // Lives of bets per second (check, block, settle: three commits each) at that many clients; nullopt: pgbench
    // failed.
    std::optional<double> livesPerSecond(int clients, int seconds);

private:
    PostgresReference(std::string programs, std::string folder, std::optional<unsigned> uid);
    bool prepare(std::string& why);

    std::string m_programs;
    std::string m_folder;
    std::optional<unsigned> m_uid;
    std::unique_ptr<Child> m_server;
};

} // namespace bench
