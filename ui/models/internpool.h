// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ui {

// Each value once, by a small number, for as long as somebody uses it. Numbers are used again; serial() tells whether
// one still means what it did. Has to stay where it was made.
template <typename Value>
class InternPool
{
public:
    InternPool() : m_ids(0, Hash{this}, Equal{this}) {}
    InternPool(const InternPool&) = delete;
    InternPool& operator=(const InternPool&) = delete;
    ~InternPool() = default;

    // The number of the value, with one user more.
    std::uint32_t take(const Value& value)
    {
        if (const auto found = m_ids.find(value); found != m_ids.end()) {
            ++m_entries[*found].users;
            return *found;
        }
        std::uint32_t id = 0;
        if (m_free.empty()) {
            id = static_cast<std::uint32_t>(m_entries.size());
            m_entries.emplace_back();
        } else {
            id = m_free.back();
            m_free.pop_back();
        }
        m_entries[id] = {value, ++m_serial, 1};
        m_ids.insert(id);
        return id;
    }

    void drop(std::uint32_t id)
    {
        auto& entry = m_entries[id];
        if (--entry.users > 0)
            return;
        m_ids.erase(id);
        entry = {};
        m_free.push_back(id);
    }

    void clear()
    {
        m_ids.clear();
        m_entries.clear();
        m_free.clear();
    }

    const Value& operator[](std::uint32_t id) const { return m_entries[id].value; }
    // Greater than 0, and another one each time that a number gets a value.
    std::uint64_t serial(std::uint32_t id) const { return m_entries[id].serial; }
    // All numbers are below it.
    std::uint32_t end() const { return static_cast<std::uint32_t>(m_entries.size()); }

private:
    struct Entry
    {
        Value value{};
        std::uint64_t serial = 0;
        std::uint32_t users = 0;
    };
    struct Hash
    {
        using is_transparent [[maybe_unused]] = void; // NOLINT(readability-identifier-naming): the containers' name
        const InternPool* pool;
        std::size_t operator()(const Value& value) const { return boost::hash<Value>()(value); }
        std::size_t operator()(std::uint32_t id) const { return (*this)(pool->m_entries[id].value); }
    };
    struct Equal
    {
        using is_transparent [[maybe_unused]] = void; // NOLINT(readability-identifier-naming): the containers' name
        const InternPool* pool;
        bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
        bool operator()(const Value& value, std::uint32_t id) const { return pool->m_entries[id].value == value; }
        bool operator()(std::uint32_t id, const Value& value) const { return pool->m_entries[id].value == value; }
    };

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_serial = 0;
    boost::unordered_flat_set<std::uint32_t, Hash, Equal> m_ids;
};

} // namespace ui
