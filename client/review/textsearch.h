// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace client::review {

// A text looked for in a large one at the speed of memory: two bytes of it that are rare together there are compared at
// 64 places at once, and the rest only where both are right.
class TextSearch
{
public:
    enum class Case { Exact, Ignored }; // Ignored: of A to Z alone
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // `wanted` is not empty. `sample` is like the text that will be searched, it only decides the speed.
    TextSearch(std::string_view wanted, Case rule, std::string_view sample);

    // Of the first at or after `from`, or none.
    std::size_t find(std::string_view text, std::size_t from) const;

private:
    bool isAt(const char* place) const;

    std::string m_wanted; // in lower case if case is ignored
    bool m_ignored = false;
    std::size_t m_first = 0;  // of the rarest byte
    std::size_t m_second = 0; // of the one that is rarest beside it
};

} // namespace client::review
