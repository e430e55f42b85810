// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/eventparser.h"

namespace client::feed {

bool EventParser::feed(std::string_view bytes, const Sink& sink)
{
    while (!bytes.empty() && !m_stopped) {
        if (m_afterReturn) {
            m_afterReturn = false;
            if (bytes.front() == '\n') {
                bytes.remove_prefix(1);
                continue;
            }
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view part = bytes.substr(0, end);
        if (m_line.size() + part.size() + m_event.data.size() + m_event.type.size() + m_event.id.size() >
            eventBytesMax) {
            m_tooLarge = true;
            m_stopped = true;
            break;
        }
        m_line += part;
        if (end == std::string_view::npos)
            break;
        m_afterReturn = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        m_stopped = !endLine(sink);
    }
    return !m_stopped;
}

bool EventParser::endLine(const Sink& sink)
{
    std::string_view line = m_line;
    if (m_first && line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    m_first = false;
    bool goOn = true;
    if (line.empty()) {
        if (m_hasData)
            goOn = sink(m_event);
        m_event = {};
        m_hasData = false;
    } else {
        const std::size_t colon = line.find(':');
        const std::string_view field = line.substr(0, colon);
        std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' '))
            value.remove_prefix(1);
        if (field == "data") {
            if (m_hasData)
                m_event.data += '\n';
            m_event.data += value;
            m_hasData = true;
        } else if (field == "event") {
            m_event.type = value;
        } else if (field == "id" && value.find('\0') == std::string_view::npos) {
            m_event.id = value;
        }
    }
    m_line.clear();
    return goOn;
}

} // namespace client::feed
