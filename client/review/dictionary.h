// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/columnformat.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace client::review {

// The same for texts that differ in case only, so that one look-up finds all of them.
std::uint64_t foldedHash(std::string_view text);

// Texts and their codes while a column file is written; code 0 is "none".
class DictionaryBuilder
{
public:
    DictionaryBuilder();
    // The code of `text`, new or known. 0 for an empty text, and when 4 GiB of text are held.
    std::uint32_t code(std::string_view text, std::uint64_t hash);
    // code() will be asked for such a text: its place, and a little later the text there, come from memory meanwhile.
    void expect(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]); }
    void expectText(std::uint64_t hash) const;
    std::size_t entries() const { return m_ends.size() - 1; }

    const std::vector<std::uint32_t>& ends() const { return m_ends; }
    const std::string& text() const { return m_text; }
    std::vector<std::uint32_t> slots() const;

private:
    struct Slot
    {
        std::uint32_t hash = 0; // its low half
        std::uint32_t code = 0; // 0: free
    };
    std::string_view at(std::uint32_t code) const;
    void grow();

    std::vector<std::uint32_t> m_ends;
    std::string m_text;
    std::vector<Slot> m_slots;
};

// Told of memory that is read next, see MappedFile::fetch().
using Fetch = std::function<void(std::string_view bytes)>;

// The same in a mapped file. Whatever the file holds, a code that is not there is an empty text.
class DictionaryView
{
public:
    DictionaryView() = default;
    DictionaryView(std::span<const std::uint32_t> ends, std::string_view text, std::span<const std::uint32_t> slots)
        : m_ends(ends), m_text(text), m_slots(slots)
    {
    }

    // Codes are 1 … entries().
    std::uint32_t entries() const { return m_ends.empty() ? 0 : static_cast<std::uint32_t>(m_ends.size() - 1); }
    std::string_view text(std::uint32_t code) const;
    // Codes of all texts that are `folded` (contract::foldCase) but for their case, ascending.
    std::vector<std::uint32_t> equal(std::string_view folded, const Fetch& fetch = {}) const;
    void fetchText(std::uint32_t code, const Fetch& fetch) const;
    // 1 at every code whose text holds `folded`, without regard to case; entries() + 1 long.
    std::vector<std::uint8_t> containing(std::string_view folded) const;

private:
    std::span<const std::uint32_t> m_ends;
    std::string_view m_text;
    std::span<const std::uint32_t> m_slots;
};

} // namespace client::review
