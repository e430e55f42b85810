// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/service.h"
#include "service/http/auditheads.h"
#include "service/http/backend.h"
#include "service/http/limits.h"
#include "service/http/log.h"
#include "service/http/metrics.h"
#include "service/http/reader.h"
#include "service/http/sandboxtokens.h"
#include "service/http/writer.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace service::http {

// Puts each request where it belongs: refused at once, to the writer, to the reader, or answered here (health,
// metrics). Under overload reads are refused before anything that moves money.
class Application : public Backend
{
public:
    struct Wiring
    {
        core::Service& service;
        Writer& writer;
        Reader& reader;
        const client::ports::Clock& clock;
        Metrics& metrics;
        Log& log;
        AuditHeads& auditHeads;
        Refusals& refusals;
        const SandboxTokens* sandboxTokens = nullptr; // of a sandbox only
        // Milliseconds since each periodic loop last came round. Any thread.
        std::vector<std::pair<std::string, std::function<std::int64_t()>>> loops = {};
        std::function<std::int64_t()> storeBytes = {};
    };

    Application(Wiring wiring, const Limits& limits);

    std::optional<core::Response> answerAtOnce(const core::Request& request) override;
    void handle(core::Request request, Done done) override;
    void complete(const core::Request& request, core::Response& response) override;
    void turnedAway(const core::Request& request, const core::Response& response) override;
    std::optional<core::Response> refuseEvents(const core::Request& request) override;
    void oldEvents(std::int64_t after, OldEventsDone done) override;

private:
    core::Response ready() const;
    void metrics(const Done& done);
    void read(core::Request request, Done done);
    std::optional<core::Response> precheck(const core::Request& request);

    Wiring m_wiring;
    const Limits m_limits;
};

} // namespace service::http
