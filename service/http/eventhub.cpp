// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/eventhub.h"

#include "client/contract/ids.h"

#include <charconv>

namespace service::http {

namespace {

constexpr std::size_t framesMax = 4'096;
constexpr std::size_t bytesMax = 8 << 20;

} // namespace

std::optional<Cursor> Cursor::parse(std::string_view text)
{
    const std::size_t dash = text.rfind('-');
    if (dash == std::string_view::npos || dash + 1 == text.size() || !client::contract::isValidId(text.substr(0, dash)))
        return std::nullopt;
    Cursor cursor;
    cursor.epoch = text.substr(0, dash);
    const std::string_view digits = text.substr(dash + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), cursor.seq);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    return cursor;
}

std::string sseFrame(std::string_view id, std::string_view type, std::string_view data)
{
    std::string frame;
    frame.reserve(id.size() + type.size() + data.size() + 24);
    frame.append("id: ").append(id).append("\nevent: ").append(type).append("\ndata: ").append(data).append("\n\n");
    return frame;
}

EventHub::EventHub(std::string epoch, std::int64_t head) : m_epoch(std::move(epoch)), m_head(head) {}

void EventHub::publish(const std::vector<core::PublishedEvent>& events)
{
    if (events.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        for (const core::PublishedEvent& event : events) {
            m_frames.push_back({event.seq, sseFrame(event.id, event.type, event.data)});
            m_bytes += m_frames.back().text.size();
        }
        while (m_frames.size() > framesMax || (m_bytes > bytesMax && m_frames.size() > 1)) {
            m_bytes -= m_frames.front().text.size();
            m_frames.pop_front();
        }
        m_head = events.back().seq;
    }
    if (m_then)
        m_then();
}

std::optional<EventHub::Chunk> EventHub::after(std::int64_t seq, std::size_t chunkBytesMax) const
{
    const std::lock_guard lock(m_mutex);
    Chunk chunk;
    chunk.last = seq;
    if (seq >= m_head)
        return chunk;
    if (m_frames.empty() || m_frames.front().seq > seq + 1)
        return std::nullopt;
    // Sequence numbers are dense.
    for (auto i = static_cast<std::size_t>(seq + 1 - m_frames.front().seq); i < m_frames.size(); ++i) {
        if (!chunk.frames.empty() && chunk.frames.size() + m_frames[i].text.size() > chunkBytesMax)
            break;
        chunk.frames += m_frames[i].text;
        chunk.last = m_frames[i].seq;
    }
    return chunk;
}

} // namespace service::http
