// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/dictionary.h"

#include "client/contract/querynode.h"
#include "client/review/textsearch.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace client::review {

namespace {

constexpr std::size_t firstSlots = 64;

constexpr std::size_t slotsNear = 64; // more than are looked at in nearly all look-ups
constexpr std::size_t wordBytes = 8;
constexpr std::uint64_t allBytes = 0x0101010101010101;
constexpr std::uint64_t highBits = 0x80 * allBytes;

// Eight characters of ASCII at once.
std::uint64_t lower(std::uint64_t word)
{
    // No sum leaves its byte, and its high bit says whether the character is at least 'A', and above 'Z'.
    const std::uint64_t fromA = word + (0x80 - 'A') * allBytes;
    const std::uint64_t aboveZ = word + (0x80 - 'Z' - 1) * allBytes;
    return word + ((fromA & ~aboveZ & highBits) >> 2); // 0x20, by which the small ones are greater
}

char lower(char c)
{
    return static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
}

std::string_view bytesOf(std::span<const std::uint32_t> numbers)
{
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

bool isAscii(std::string_view text)
{
    std::uint64_t all = 0;
    for (; text.size() >= wordBytes; text.remove_prefix(wordBytes)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), wordBytes);
        all |= word;
    }
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return (all & highBits) == 0;
}

} // namespace

std::uint64_t foldedHash(std::string_view text)
{
    std::array<char, 64> folded;
    if (text.size() > folded.size() || !isAscii(text)) {
        const std::string longer = contract::foldCase(text);
        return XXH3_64bits(longer.data(), longer.size());
    }
    const auto lowerWord = [&](std::size_t at) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, wordBytes);
        word = lower(word);
        std::memcpy(folded.data() + at, &word, wordBytes);
    };
    std::size_t at = 0;
    for (; at + wordBytes <= text.size(); at += wordBytes)
        lowerWord(at);
    if (at > 0)
        lowerWord(text.size() - wordBytes); // some of it for the second time
    else
        std::transform(text.begin(), text.end(), folded.begin(), [](char c) { return lower(c); });
    return XXH3_64bits(folded.data(), text.size());
}

DictionaryBuilder::DictionaryBuilder() : m_ends{0}, m_slots(firstSlots) {}

void DictionaryBuilder::expectText(std::uint64_t hash) const
{
    if (const std::uint32_t code = m_slots[hash & (m_slots.size() - 1)].code)
        __builtin_prefetch(m_text.data() + m_ends[code - 1]);
}

std::vector<std::uint32_t> DictionaryBuilder::slots() const
{
    std::vector<std::uint32_t> codes(m_slots.size());
    std::transform(m_slots.begin(), m_slots.end(), codes.begin(), [](const Slot& slot) { return slot.code; });
    return codes;
}

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
    for (; m_slots[slot].code != 0; slot = (slot + 1) & mask) {
        const Slot& known = m_slots[slot];
        if (known.hash == static_cast<std::uint32_t>(hash) && at(known.code) == text)
            return known.code;
    }
    if (m_text.size() + text.size() > std::numeric_limits<std::uint32_t>::max())
        return 0;
    const auto made = static_cast<std::uint32_t>(m_ends.size());
    m_slots[slot] = {static_cast<std::uint32_t>(hash), made};
    m_text += text;
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    if (m_ends.size() * 4 > m_slots.size() * 3)
        grow();
    return made;
}

void DictionaryBuilder::grow()
{
    std::vector<Slot> slots(m_slots.size() * 2);
    const std::size_t mask = slots.size() - 1;
    for (const Slot& known : m_slots) {
        if (known.code == 0)
            continue;
        // Above 2^32 slots the low half would not spread, but codes are 32 bits as well.
        std::size_t slot = known.hash & mask;
        while (slots[slot].code != 0)
            slot = (slot + 1) & mask;
        slots[slot] = known;
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

void DictionaryView::fetchText(std::uint32_t code, const Fetch& fetch) const
{
    if (!fetch || code == 0 || code >= m_ends.size())
        return;
    fetch(bytesOf(m_ends.subspan(code - 1, 2)));
    fetch(text(code));
}

std::vector<std::uint32_t> DictionaryView::equal(std::string_view folded, const Fetch& fetch) const
{
    std::vector<std::uint32_t> codes;
    if (m_slots.empty() || folded.empty())
        return codes;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = foldedHash(folded) & mask;
    if (fetch)
        fetch(bytesOf(m_slots.subspan(slot, std::min(slotsNear, m_slots.size() - slot))));
    // Bounded, because a damaged table may have no free slot.
    for (std::size_t i = 0; i < m_slots.size() && m_slots[slot] != 0; ++i, slot = (slot + 1) & mask) {
        fetchText(m_slots[slot], fetch);
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
