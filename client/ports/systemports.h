// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/ports/random.h"

#include <random>

namespace client::ports {

// The real world, for main functions only: deciding code gets it as an argument.
class SystemClock : public Clock
{
public:
    std::int64_t utcMs() const override;
    std::int64_t steadyMs() const override;
};

// The operating system's entropy. Not thread-safe.
class SystemRandom : public Random
{
public:
    std::uint64_t next() override;

private:
    std::random_device m_device;
};

} // namespace client::ports
