// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/json.h"
#include "client/contract/result.h"
#include "client/ports/clock.h"
#include "service/http/log.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct json_t;

namespace service::http {

// A public key, RFC 7517, with the one algorithm that it may sign by: its own `alg`, else what its kind implies. A
// token's header never decides that.
class PublicKey
{
public:
    // NotFound: it is no key with an id for signatures of RS256, PS256 or ES256. Invalid: it should not be used.
    static client::contract::Result<PublicKey> from(const client::contract::json::Value& jwk);

    const std::string& id() const { return m_id; }
    const std::string& algorithm() const { return m_algorithm; }
    // The three parts of a compact token, as they stand in it.
    bool verifies(std::string_view header, std::string_view payload, std::string_view signature) const;

private:
    std::string m_id;
    std::string m_algorithm;
    std::shared_ptr<json_t> m_key;
};

// Where the keys of an issuer come from. The server's thread only.
class KeySource
{
public:
    virtual ~KeySource() = default;
    // Null: unknown, even after looking again.
    virtual const PublicKey* find(std::string_view id) = 0;
    // Another number means that the keys changed.
    virtual std::int64_t generation() = 0;
};

// Keys that are not for signatures of ours are passed over; Invalid: none is left, or one should not be used.
client::contract::Result<std::vector<PublicKey>> parseKeySet(std::string_view text);

// A JWKS file, read again when it changes: it is looked at every 10 seconds, and sooner when a key is unknown, though
// not more often than that either. A file that cannot be used leaves the keys as they were.
class JwksFile : public KeySource
{
public:
    static client::contract::Result<std::unique_ptr<JwksFile>> open(const std::string& path,
                                                                    const client::ports::Clock& clock, Log& log);

    const PublicKey* find(std::string_view id) override;
    std::int64_t generation() override;

private:
    struct Stamp
    {
        std::int64_t modifiedNs = 0;
        std::int64_t size = -1;
        std::uint64_t inode = 0;
        bool operator==(const Stamp&) const = default;
    };

    JwksFile(std::string path, const client::ports::Clock& clock, Log& log);
    const PublicKey* known(std::string_view id) const;
    Stamp stamp() const;
    client::contract::Result<void> read();
    void look();

    const std::string m_path;
    const client::ports::Clock& m_clock;
    Log& m_log;
    std::vector<PublicKey> m_keys;
    Stamp m_stamp;
    std::int64_t m_generation = 0;
    std::int64_t m_lookAt = 0; // steady
    std::int64_t m_lookForUnknownAt = 0;
};

} // namespace service::http
