// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/message.h"
#include "service/core/service.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace service::http {

// What the server needs from behind it. Called on the server's thread, which it must never hold up.
class Backend
{
public:
    using Done = std::function<void(core::Response)>;
    // A stretch of old events as frames, in order; `last` is the newest of them. nullopt: some are gone for ever.
    struct OldEvents
    {
        std::string frames;
        std::int64_t last = 0;
    };
    using OldEventsDone = std::function<void(std::optional<OldEvents>)>;

    virtual ~Backend() = default;
    // The answer, if it takes neither the store nor any time; then handle() is not called.
    virtual std::optional<core::Response> answerAtOnce(const core::Request& request) = 0;
    // `done` comes exactly once, on any thread.
    virtual void handle(core::Request request, Done done) = 0;
    // What handle() came to, on the server's thread, before it goes out: headers may be added.
    virtual void complete(const core::Request& request, core::Response& response) = 0;
    // Somebody without a valid token was turned away by this answer.
    virtual void turnedAway(const core::Request& request, const core::Response& response) = 0;
    // May this caller follow the events? An answer is the refusal.
    virtual std::optional<core::Response> refuseEvents(const core::Request& request) = 0;
    virtual void oldEvents(std::int64_t after, OldEventsDone done) = 0;
};

} // namespace service::http
