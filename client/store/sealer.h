// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace client::store {

// Seals texts so that they can neither be read nor changed nor moved to another place without the key:
// XChaCha20-Poly1305 with a fresh nonce each. Without a key texts pass as they are.
class Sealer
{
public:
    static constexpr std::size_t keyBytes = 32;

    // `key` has keyBytes or is empty.
    explicit Sealer(std::string key = {}) : m_key(std::move(key)) {}
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;
    void setKey(std::string key);
    bool hasKey() const { return !m_key.empty(); }

    // `place` says what the text belongs to; it is not kept.
    std::string seal(std::string_view text, std::string_view place) const;
    // Nothing: another key, another place, or changed bytes.
    std::optional<std::string> unseal(std::string_view sealed, std::string_view place) const;

private:
    std::string m_key;
};

} // namespace client::store
