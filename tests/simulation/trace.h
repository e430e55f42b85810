// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/virtualtime.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tests::simulation {

// What happened in a schedule, as a hash always and as text when it is asked for, and the first broken promise.
class Trace
{
public:
    Trace(const support::VirtualTime& time, bool keepsText) : m_time(time), m_keepsText(keepsText) {}

    void add(std::string_view who, std::string_view what);
    void violation(const std::string& what);

    std::uint64_t hash() const { return m_hash; }
    const std::string& firstViolation() const { return m_violation; }
    const std::vector<std::string>& lines() const { return m_lines; }

private:
    void mix(std::string_view text);

    const support::VirtualTime& m_time;
    bool m_keepsText;
    std::uint64_t m_hash = 0xCBF29CE484222325ULL;
    std::string m_violation;
    std::vector<std::string> m_lines;
};

} // namespace tests::simulation
