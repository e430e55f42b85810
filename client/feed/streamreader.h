// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/feed/eventparser.h"
#include "client/feed/position.h"

#include <functional>
#include <optional>
#include <string_view>

namespace client::feed {

// Reads one event stream from a position on and lets through only what follows it without a gap.
class StreamReader
{
public:
    enum class What {
        Event,    // the next one
        Repeated, // one that came before
        Heartbeat,
        Damaged, // detail() says why; nothing behind it can be trusted
        Expired, // of another epoch: the service was restored
    };

    struct Item
    {
        What what = What::Damaged;
        contract::FeedEvent event;
        contract::Heartbeat heartbeat;
        bool isBehind = false; // of a heartbeat: its head is not here yet
        const char* detail = "";
    };

    // Returns false to stop; Damaged and Expired stop by themselves.
    using Sink = std::function<bool(Item)>;

    explicit StreamReader(Position from) : m_position(std::move(from)) {}

    void feed(std::string_view bytes, const Sink& sink);
    const Position& position() const { return m_position; }

private:
    bool take(const ServerEvent& event, const Sink& sink);
    Item heartbeat(const ServerEvent& event);

    EventParser m_parser;
    Position m_position;
    std::optional<Position> m_unmoved; // where the last heartbeat found us behind its head
};

} // namespace client::feed
