// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "client/contract/resolution.h"
#include "service/core/outbox.h"
#include "service/core/service.h"

#include <string>
#include <string_view>

namespace service::core {

// What an operation in doubt came to, said by one person with evidence and agreed to by another, domain.md 6. It ends
// the operation through the same states as the wallet's own answer.
class Resolutions
{
public:
    Resolutions(Context& context, Recorder& recorder, Outbox& outbox)
        : m_context(context), m_recorder(recorder), m_outbox(outbox)
    {
    }

    // "rs-7"
    static bool isResolution(std::string_view approval);

    Handled propose(const std::string& operation, const contract::ResolveOrder& order, const Request& request);
    Handled approve(const std::string& approval, const contract::ApprovalOrder& order, const Request& request);
    Handled reject(const std::string& approval, const contract::ApprovalOrder& order, const Request& request);

private:
    struct Case
    {
        Resolution resolution;
        Operation operation;
        Bet bet;
    };
    tl::expected<Case, Handled> forApproval(const std::string& approval, std::string_view action,
                                            const Request& request);
    Handled refuse(contract::Problem problem, const Bet& bet, std::string_view action, const Request& request);
    Handled answer(const Case& found, int status = 200);
    void end(Case& found, contract::ResolutionState state, const Request& request, const std::string& comment);

    Context& m_context;
    Recorder& m_recorder;
    Outbox& m_outbox;
};

// GET /api/v1/resolutions. Only reads the store, which may be another connection than the writer's.
Response resolutionPage(Store& store, const Request& request);

std::string resolutionIdText(std::int64_t id); // "rs-17", the name of its approval

} // namespace service::core
