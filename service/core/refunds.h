// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "service/core/outbox.h"
#include "service/core/service.h"

#include <optional>
#include <string>
#include <vector>

namespace service::core {

// POST /api/v1/refunds, decoded; what needs a second person is refused here already.
tl::expected<contract::RefundOrder, contract::Problem> decodeRefund(const std::string& body, const Settings& settings);

// Refunds that a person asks for, domain.md 7: one bet, within the person's own limit, never a tombstone.
class Refunds
{
public:
    Refunds(Context& context, Recorder& recorder, Outbox& outbox);

    Handled handle(const contract::RefundOrder& order, const Request& request, bool dryRun);

private:
    struct Judgement
    {
        contract::RefundPreviewItem preview;
        std::optional<contract::Problem> problem; // of the first blocker
    };
    Judgement judge(const contract::RefundItem& item, const Bet& bet, const std::string& subject);
    Handled preview(const contract::RefundOrder& order, const Request& request);
    Handled refuse(contract::Problem problem, const contract::RefundItem& item, const Request& request);

    Context& m_context;
    Recorder& m_recorder;
    Outbox& m_outbox;
};

} // namespace service::core
