// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/partners.h"
#include "service/core/partnerhealth.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <optional>
#include <set>
#include <string>

namespace service::core {

// Partners that a person has taken out: they get no new bets, and what is in hand goes on.
class Suspensions
{
public:
    Suspensions(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    bool isSuspended(const contract::PartnerId& partner);
    Handled press(bool suspend, const std::string& partner, const PartnerHealth& health, const Request& request);
    void discard() { m_known.reset(); }

private:
    Context& m_context;
    Recorder& m_recorder;
    // Asked for at every block: what the store says, until it may have changed.
    std::optional<std::set<contract::PartnerId>> m_known;
};

// GET /api/v1/partners/{id}/health. Only reads the store, which may be another connection than the writer's.
Response partnerHealth(Store& store, const Settings& settings, const std::string& partner, const PartnerHealth& health,
                       const Request& request);

} // namespace service::core
