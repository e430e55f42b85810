// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/outbox.h"
#include "tests/service/corefixture.h"

#include <string>
#include <utility>

namespace tests {

// A service whose partners hold the players' money themselves, with the rules that it believes and the partner keeps.
class RemoteDesk : public Desk
{
public:
    explicit RemoteDesk(const service::core::BookmakerRules& rules = {}, std::int64_t holdTtlMs = 0,
                        const std::string& file = ":memory:");

    service::core::Operation newest(const std::string& bet = "b-1");
    service::core::Operation of(client::contract::OperationKind kind, const std::string& ref = {});
    // POST /api/v1/operations/…:ask and the like, with a key of its own.
    service::core::Response act(const std::string& verb, const service::core::Operation& operation,
                                const std::string& as = "support", const std::string& json = "{}");
    service::core::Response order(const std::string& target, const std::string& json, const std::string& as,
                                  const std::string& who = "tester");
    bool saw(const std::string& type);
    std::size_t audited(const std::string& action);
    void block();

private:
    int m_keys = 0;
};

} // namespace tests
