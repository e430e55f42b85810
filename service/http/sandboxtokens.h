// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/message.h"
#include "service/http/jwks.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace service::http {

// The sandbox as its own issuer: an ES256 key that lives as long as the process, and short tokens for the people of the
// sandbox. Whoever may call the sandbox may be any of them, from this machine alone. The server's thread only.
class SandboxTokens : public KeySource
{
public:
    static constexpr const char* path = "/sandbox/token";
    static constexpr const char* issuer = "betd sandbox";
    static constexpr const char* audience = "betd";
    static constexpr std::int64_t lifetimeMs = 300'000;

    explicit SandboxTokens(const client::ports::Clock& clock);

    // POST /sandbox/token, of somebody who is signed in.
    core::Response answer(const core::Request& request) const;

    const PublicKey* find(std::string_view id) override;
    std::int64_t generation() override { return 1; }

private:
    std::string sign(const std::string& claims) const;

    const client::ports::Clock& m_clock;
    std::shared_ptr<json_t> m_key; // both halves
    std::optional<PublicKey> m_public;
};

} // namespace service::http
