// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace client::store {

// Packs texts with Zstandard, quickly rather than small. One thread at a time.
class Packer
{
public:
    static constexpr std::size_t textBytesMax = std::size_t(64) << 20;

    Packer();
    ~Packer();

    // Of at most textBytesMax.
    std::string pack(std::string_view text);
    // Nothing: no whole packed text, or of one that is longer than textBytesMax.
    std::optional<std::string> unpack(std::string_view packed);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::store
