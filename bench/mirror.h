// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace bench {

struct Mirrored
{
    int calls = 0;
    double seconds = 0;
};

// Writes the rows that the service left in `from` into the fresh database `to` with SQLite's C API alone: the same
// schema, WAL and synchronous=FULL, the same statements per call in the same order, `callsPerCommit` calls in a
// transaction. All values lie in memory before the clock runs. Throws if the two databases do not hold exactly the same
// rows in the end.
Mirrored mirror(const std::string& from, const std::string& to, int callsPerCommit);

} // namespace bench
