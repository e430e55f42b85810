// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/trace.h"

#include <cstdio>

namespace tests::simulation {

void Trace::mix(std::string_view text)
{
    for (const char c : text) {
        m_hash ^= static_cast<unsigned char>(c);
        m_hash *= 0x100000001B3ULL;
    }
}

void Trace::add(std::string_view who, std::string_view what)
{
    mix(std::to_string(m_time.nowMs()));
    mix(who);
    mix(what);
    if (!m_keepsText)
        return;
    char time[32];
    std::snprintf(time, sizeof(time), "%10.3f ", static_cast<double>(m_time.nowMs()) / 1000.0);
    m_lines.push_back(std::string(time) + std::string(who) + ": " + std::string(what));
}

void Trace::violation(const std::string& what)
{
    add("VIOLATION", what);
    if (m_violation.empty())
        m_violation = what;
}

} // namespace tests::simulation
