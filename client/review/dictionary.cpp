// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/dictionary.h"

#include "client/contract/querynode.h"
#include "client/review/textsearch.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <limits>

namespace client::review {

namespace {

constexpr std::size_t firstSlots = 64;

bool isAscii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

char lower(char c)
{
    return static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
}

} // namespace

std::uint64_t foldedHash(std::string_view text)
{
    std::array<char, 64> folded;
    if (text.size() > folded.size() || !isAscii(text)) {
        const std::string longer = contract::foldCase(text);
        return XXH3_64bits(longer.data(), longer.size());
    }
    for (std::size_t i = 0; i < text.size(); ++i)
        folded[i] = lower(text[i]);
    return XXH3_64bits(folded.data(), text.size());
}

DictionaryBuilder::DictionaryBuilder() : m_ends{0}, m_slots(firstSlots), m_hashes{0} {}

std::string_view DictionaryBuilder::at(std::uint32_t code) const
{
    return std::string_view(m_text).substr(m_ends[code - 1], m_ends[code] - m_ends[code - 1]);
}

std::uint32_t DictionaryBuilder::code(std::string_view text, std::uint64_t hash)
{
    if (text.empty())
        return 0;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    for (; m_slots[slot] != 0; slot = (slot + 1) & mask) {
        const std::uint32_t known = m_slots[slot];
        if (m_hashes[known] == static_cast<std::uint32_t>(hash) && at(known) == text)
            return known;
    }
    if (m_text.size() + text.size() > std::numeric_limits<std::uint32_t>::max())
        return 0;
    const auto made = static_cast<std::uint32_t>(m_ends.size());
    m_slots[slot] = made;
    m_text += text;
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    m_hashes.push_back(static_cast<std::uint32_t>(hash));
    if (m_ends.size() * 4 > m_slots.size() * 3)
        grow();
    return made;
}

void DictionaryBuilder::grow()
{
    std::vector<std::uint32_t> slots(m_slots.size() * 2);
    const std::size_t mask = slots.size() - 1;
    for (std::uint32_t code = 1; code < m_ends.size(); ++code) {
        // Above 2^32 slots the low half would not spread, but codes are 32 bits as well.
        std::size_t slot = m_hashes[code] & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = code;
    }
    m_slots = std::move(slots);
}

std::string_view DictionaryView::text(std::uint32_t code) const
{
    if (code == 0 || code >= m_ends.size())
        return {};
    const std::uint32_t begin = m_ends[code - 1];
    const std::uint32_t end = m_ends[code];
    if (begin > end || end > m_text.size())
        return {};
    return m_text.substr(begin, end - begin);
}

std::vector<std::uint32_t> DictionaryView::equal(std::string_view folded) const
{
    std::vector<std::uint32_t> codes;
    if (m_slots.empty() || folded.empty())
        return codes;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = foldedHash(folded) & mask;
    // Bounded, because a damaged table may have no free slot.
    for (std::size_t i = 0; i < m_slots.size() && m_slots[slot] != 0; ++i, slot = (slot + 1) & mask) {
        const std::string_view known = text(m_slots[slot]);
        if (!known.empty() && contract::foldCase(known) == folded)
            codes.push_back(m_slots[slot]);
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::vector<std::uint8_t> DictionaryView::containing(std::string_view folded) const
{
    std::vector<std::uint8_t> found(std::size_t(entries()) + 1);
    if (!isAscii(folded)) {
        for (std::uint32_t code = 1; code <= entries(); ++code)
            found[code] = contract::foldCase(text(code)).find(folded) != std::string::npos;
        return found;
    }
    // All texts at once, because most hold nothing; a find that crosses two texts is none.
    const TextSearch search(folded, TextSearch::Case::Ignored, m_text);
    const auto begin = m_ends.begin();
    for (std::size_t at = search.find(m_text, 0); at != TextSearch::none; at = search.find(m_text, at)) {
        const auto end = std::upper_bound(begin, m_ends.end(), static_cast<std::uint32_t>(at));
        if (end == m_ends.end())
            break;
        if (at + folded.size() <= *end) {
            found[static_cast<std::size_t>(end - begin)] = 1;
            at = std::max<std::size_t>(*end, at + 1);
        } else {
            ++at;
        }
    }
    return found;
}

} // namespace client::review
