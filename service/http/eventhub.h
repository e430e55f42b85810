// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/service.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::http {

// Where a subscriber stands: "<epoch>-<seq>".
struct Cursor
{
    std::string epoch;
    std::int64_t seq = 0;

    static std::optional<Cursor> parse(std::string_view text);
    std::string text() const { return epoch + "-" + std::to_string(seq); }
};

// One event as a subscriber receives it.
std::string sseFrame(std::string_view id, std::string_view type, std::string_view data);

// The newest events of all, once for all subscribers: each of them only remembers where it stands, so that a slow one
// costs nothing and reads what left this ring from the store. Any thread.
class EventHub
{
public:
    struct Chunk
    {
        std::string frames;
        std::int64_t last = 0; // of these frames
    };

    // Where the log stands at start.
    EventHub(std::string epoch, std::int64_t head);

    // Durable events, in order.
    void publish(const std::vector<core::PublishedEvent>& events);
    // Frames after `seq` up to about `bytesMax`; an empty chunk: there is nothing newer; nullopt: ask the store.
    std::optional<Chunk> after(std::int64_t seq, std::size_t bytesMax) const;

    const std::string& epoch() const { return m_epoch; }
    std::int64_t head() const { return m_head; }
    std::string headCursor() const { return Cursor{m_epoch, m_head}.text(); }

    // Called on the publisher's thread after each publish(). Set before the first one.
    void onPublished(std::function<void()> then) { m_then = std::move(then); }

private:
    struct Frame
    {
        std::int64_t seq = 0;
        std::string text;
    };

    const std::string m_epoch;
    std::atomic<std::int64_t> m_head;
    std::function<void()> m_then;
    mutable std::mutex m_mutex;
    std::deque<Frame> m_frames;
    std::size_t m_bytes = 0;
};

} // namespace service::http
