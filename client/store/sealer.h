// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace client::store {

// Seals texts so that they can neither be read nor changed nor moved to another place without the key:
// XChaCha20-Poly1305. A nonce is 16 random bytes of this object and a count, so that none comes twice and the system is
// asked for randomness once. Without a key texts pass as they are. One thread at a time.
class Sealer
{
public:
    static constexpr std::size_t keyBytes = 32;

    // `key` has keyBytes or is empty.
    explicit Sealer(std::string key = {}) { setKey(std::move(key)); }
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;
    void setKey(std::string key);
    bool hasKey() const { return !m_key.empty(); }

    // `place` says what the text belongs to; it is not kept.
    std::string seal(std::string_view text, std::string_view place);
    // Nothing: another key, another place, or changed bytes.
    std::optional<std::string> unseal(std::string_view sealed, std::string_view place) const;

private:
    std::string m_key;
    std::array<unsigned char, 16> m_nonceBegin{};
    std::uint64_t m_sealed = 0;
};

} // namespace client::store
