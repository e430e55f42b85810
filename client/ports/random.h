// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace client::ports {

// Where deciding code gets chance from. Tests and the simulation seed it.
class Random
{
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

// Uniform in [0, 1).
inline double unitInterval(Random& random)
{
    return static_cast<double>(random.next() >> 11) * 0x1.0p-53;
}

// A version 4 UUID in its usual lower-case form, RFC 9562.
std::string uuid(Random& random);

} // namespace client::ports
