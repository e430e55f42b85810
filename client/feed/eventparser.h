// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace client::feed {

struct ServerEvent
{
    std::string type; // empty: "message"
    std::string id;
    std::string data;
};

// Server-Sent Events, HTML Living Standard 9.2.6, from bytes in any pieces. Differs in that an id belongs to its own
// event alone.
class EventParser
{
public:
    static constexpr std::size_t eventBytesMax = 64 * 1024;

    // Returns false to stop.
    using Sink = std::function<bool(const ServerEvent&)>;

    // False if the sink stopped, or if an event is larger than the limit; the parser is then at its end.
    bool feed(std::string_view bytes, const Sink& sink);
    bool isTooLarge() const { return m_tooLarge; }

private:
    bool endLine(const Sink& sink);

    ServerEvent m_event;
    std::string m_line;
    bool m_hasData = false;
    bool m_afterReturn = false; // a line feed now belongs to the line before
    bool m_first = true;        // a byte order mark may come
    bool m_tooLarge = false;
    bool m_stopped = false;
};

} // namespace client::feed
