// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/streamreader.h"

namespace client::feed {

namespace {

StreamReader::Item damaged(const char* detail)
{
    StreamReader::Item item;
    item.what = StreamReader::What::Damaged;
    item.detail = detail;
    return item;
}

StreamReader::Item plain(StreamReader::What what)
{
    StreamReader::Item item;
    item.what = what;
    return item;
}

bool isEnd(StreamReader::What what)
{
    return what == StreamReader::What::Damaged || what == StreamReader::What::Expired;
}

} // namespace

void StreamReader::feed(std::string_view bytes, const Sink& sink)
{
    m_parser.feed(bytes, [&](const ServerEvent& event) { return take(event, sink); });
    if (m_parser.isTooLarge())
        sink(damaged("An event is larger than 64 KiB."));
}

bool StreamReader::take(const ServerEvent& event, const Sink& sink)
{
    if (event.type == "heartbeat") {
        Item item = heartbeat(event);
        const bool ends = isEnd(item.what);
        return sink(std::move(item)) && !ends;
    }
    // Only numbered events carry rows, and a lost one shows by its number.
    if (event.id.empty())
        return true;
    const auto at = Position::parse(event.id);
    auto decoded = contract::decodeFeedEvent(event.id, event.data);
    Item item;
    if (!at || !decoded) {
        item = damaged("An event can not be read.");
    } else if (at->epoch != m_position.epoch) {
        item = plain(What::Expired);
    } else if (at->seq <= m_position.seq) {
        item = plain(What::Repeated);
    } else if (at->seq != m_position.seq + 1) {
        item = damaged("Events are missing from the stream.");
    } else {
        m_position = *at;
        item = plain(What::Event);
        item.event = *std::move(decoded);
        item.event.text = event.data;
    }
    const bool ends = isEnd(item.what);
    return sink(std::move(item)) && !ends;
}

StreamReader::Item StreamReader::heartbeat(const ServerEvent& event)
{
    const auto decoded = contract::decodeHeartbeat(event.data);
    if (!decoded)
        return damaged("A heartbeat can not be read.");
    const auto head = Position::parse(decoded->head);
    if (head && head->epoch != m_position.epoch)
        return plain(What::Expired);
    Item item = plain(What::Heartbeat);
    item.heartbeat = *decoded;
    item.isBehind = head && head->seq > m_position.seq;
    // Events come before the heartbeat that counts them, so what is missing at the next one too was lost.
    if (item.isBehind && m_unmoved == m_position)
        return damaged("Events are missing at the end of the stream.");
    m_unmoved = item.isBehind ? std::optional(m_position) : std::nullopt;
    return item;
}

} // namespace client::feed
