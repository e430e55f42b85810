// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/textsearch.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

namespace client::review {

namespace {

// The compilers' own vectors, as wide as every machine has them.
constexpr std::size_t lanes = 16;
constexpr std::size_t stride = 4 * lanes;
typedef std::uint8_t Lanes __attribute__((vector_size(lanes)));
typedef std::uint64_t Words __attribute__((vector_size(lanes)));

char lower(char c)
{
    return static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
}

char upper(char c)
{
    return static_cast<char>(c - (c >= 'a' && c <= 'z' ? 'a' - 'A' : 0));
}

Lanes load(const char* place)
{
    Lanes lanesAt;
    std::memcpy(&lanesAt, place, lanes);
    return lanesAt;
}

Lanes all(char c)
{
    return Lanes{} + static_cast<std::uint8_t>(c);
}

} // namespace

TextSearch::TextSearch(std::string_view wanted, Case rule, std::string_view sample)
    : m_wanted(wanted), m_ignored(rule == Case::Ignored)
{
    std::array<std::uint32_t, 256> seen{};
    constexpr std::size_t piece = 4'096;
    const std::size_t step = std::max<std::size_t>(piece, sample.size() / 16);
    for (std::size_t at = 0; at < sample.size(); at += step) {
        for (const char c : sample.substr(at, piece))
            ++seen[static_cast<unsigned char>(m_ignored ? lower(c) : c)];
    }
    if (m_ignored)
        std::transform(m_wanted.begin(), m_wanted.end(), m_wanted.begin(), lower);
    const auto isByte = [&](char c, std::size_t i) { return (m_ignored ? lower(c) : c) == m_wanted[i]; };
    const auto rarity = [&](std::size_t i) { return seen[static_cast<unsigned char>(m_wanted[i])]; };
    for (std::size_t i = 1; i < m_wanted.size(); ++i) {
        if (rarity(i) < rarity(m_first))
            m_first = i;
    }
    // The partner is the byte that is rarest beside the first: all ids may begin alike and still end each its own way.
    constexpr std::size_t placesMost = 4'096; // more tell nothing more
    std::size_t places = 0;
    std::vector<std::uint32_t> beside(m_wanted.size());
    for (std::size_t at = 0; at < sample.size(); at += step) {
        const std::string_view part = sample.substr(at, piece);
        for (std::size_t place = m_first; place + m_wanted.size() <= part.size() + m_first; ++place) {
            if (!isByte(part[place], m_first))
                continue;
            if (++places > placesMost)
                break;
            for (std::size_t i = 0; i < m_wanted.size(); ++i)
                beside[i] += isByte(part[place - m_first + i], i) ? 1 : 0;
        }
    }
    m_second = m_first == 0 ? m_wanted.size() - 1 : 0;
    const auto comesFirst = [&](std::size_t a, std::size_t b) {
        return std::pair(beside[a], rarity(a)) < std::pair(beside[b], rarity(b));
    };
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        if (i != m_first && comesFirst(i, m_second))
            m_second = i;
    }
}

bool TextSearch::isAt(const char* place) const
{
    if (!m_ignored)
        return std::memcmp(place, m_wanted.data(), m_wanted.size()) == 0;
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        if (lower(place[i]) != m_wanted[i])
            return false;
    }
    return true;
}

std::size_t TextSearch::find(std::string_view text, std::size_t from) const
{
    if (text.size() < m_wanted.size() || from > text.size() - m_wanted.size())
        return none;
    const std::size_t last = text.size() - m_wanted.size(); // where it could stand last
    const char* const bytes = text.data();
    const Lanes first = all(m_wanted[m_first]), firstUpper = all(upper(m_wanted[m_first]));
    const Lanes second = all(m_wanted[m_second]), secondUpper = all(upper(m_wanted[m_second]));
    std::size_t at = from;
    const auto both = [&](std::size_t place) {
        const Lanes a = load(bytes + place + m_first), b = load(bytes + place + m_second);
        if (!m_ignored)
            return reinterpret_cast<Words>((a == first) & (b == second));
        return reinterpret_cast<Words>(((a == first) | (a == firstUpper)) & ((b == second) | (b == secondUpper)));
    };
    const auto anyOf = [](Words hits) { return (hits[0] | hits[1]) != 0; };
    while (at + stride <= last + 1) {
        const std::array<Words, 4> hits{both(at), both(at + lanes), both(at + 2 * lanes), both(at + 3 * lanes)};
        if (anyOf((hits[0] | hits[1]) | (hits[2] | hits[3]))) {
            for (std::size_t i = 0; i < stride; ++i) {
                const auto marks = reinterpret_cast<Lanes>(hits[i / lanes]);
                if (marks[i % lanes] != 0 && isAt(bytes + at + i))
                    return at + i;
            }
        }
        at += stride;
    }
    for (; at <= last; ++at) {
        if (isAt(bytes + at))
            return at;
    }
    return none;
}

} // namespace client::review
