// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/rate.h"

#include <algorithm>

namespace service::bookmakers {

namespace {

constexpr std::int64_t oneCall = 1'000;

} // namespace

Rate::Rate(int perSecond)
    : m_perSecond(std::max(perSecond, 1)), m_most(std::max(oneCall, m_perSecond * 100)), m_thousandths(m_most)
{
}

std::int64_t Rate::filled(std::int64_t steadyMs) const
{
    const std::int64_t passedMs = std::clamp<std::int64_t>(steadyMs - m_at, 0, 60'000);
    return std::min(m_most, m_thousandths + passedMs * m_perSecond);
}

bool Rate::take(std::int64_t steadyMs)
{
    m_thousandths = filled(steadyMs);
    m_at = steadyMs;
    if (m_thousandths < oneCall)
        return false;
    m_thousandths -= oneCall;
    return true;
}

std::int64_t Rate::waitMs(std::int64_t steadyMs) const
{
    const std::int64_t missing = oneCall - filled(steadyMs);
    return missing <= 0 ? 0 : (missing + m_perSecond - 1) / m_perSecond;
}

} // namespace service::bookmakers
