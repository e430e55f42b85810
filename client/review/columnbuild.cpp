// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/columnbuild.h"

#include "client/review/columnwriter.h"

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <thread>

namespace client::review {

namespace {

constexpr std::size_t pieceBytes = 2 * 1024 * 1024;
constexpr unsigned readersMost = 8; // the one that writes is busy from then on
constexpr std::string_view byteOrderMarkText = "\xEF\xBB\xBF";

struct Piece
{
    std::vector<EventLine> lines;
    LineTexts texts;
};

Piece readPiece(LineReader& reader, std::string_view text, std::size_t begin, std::size_t end)
{
    Piece piece;
    for (std::size_t at = begin; at < end;) {
        const std::size_t feed = text.substr(0, end).find('\n', at);
        const std::size_t lineEnd = feed == std::string_view::npos ? end : feed;
        std::string_view line = text.substr(at, lineEnd - at);
        std::size_t mark = 0;
        if (at == 0 && line.starts_with(byteOrderMarkText))
            mark = byteOrderMarkText.size();
        line.remove_prefix(mark);
        EventLine read = reader.read(line, text.size() - at - mark, piece.texts);
        read.offset = at;
        piece.lines.push_back(read);
        at = lineEnd + 1;
    }
    return piece;
}

// Behind a line feed, so that a piece holds whole lines.
std::size_t pieceEnd(std::string_view text, std::size_t begin, std::size_t bytes)
{
    if (text.size() - begin <= bytes)
        return text.size();
    const std::size_t feed = text.find('\n', begin + bytes - 1);
    return feed == std::string_view::npos ? text.size() : feed + 1;
}

} // namespace

contract::Result<bool> buildColumns(std::string_view text, const SourceMark& mark, QIODevice& out,
                                    const BuildHooks& hooks)
{
    ColumnWriter writer(out, text);
    const unsigned readers = std::clamp(std::thread::hardware_concurrency(), 1U, readersMost);
    std::vector<LineReader> reader(readers);
    std::deque<std::pair<std::size_t, std::future<Piece>>> reading; // with where each ends
    std::size_t begin = 0, piece = 0;
    while (begin < text.size() || !reading.empty()) {
        while (begin < text.size() && reading.size() < readers && !hooks.stop.stop_requested()) {
            const std::size_t end = pieceEnd(text, begin, pieceBytes);
            // Of the pieces in hand no two have the same reader, because they are taken back in order.
            LineReader& own = reader[piece++ % readers];
            reading.emplace_back(end, std::async(std::launch::async, [&own, text, begin, end] {
                                     return readPiece(own, text, begin, end);
                                 }));
            begin = end;
        }
        if (reading.empty())
            return false;
        const std::size_t done = reading.front().first;
        const Piece read = reading.front().second.get();
        reading.pop_front();
        if (hooks.stop.stop_requested())
            continue;
        for (const EventLine& line : read.lines)
            writer.add(line);
        if (hooks.progress)
            hooks.progress({done, text.size(), writer.rows()});
    }
    if (hooks.stop.stop_requested())
        return false;
    if (const auto written = writer.finish(mark, text.size()); !written)
        return tl::make_unexpected(written.error());
    return true;
}

contract::Result<void> buildFirstColumns(std::string_view text, const SourceMark& mark, std::size_t bytes,
                                         QIODevice& out)
{
    ColumnWriter writer(out, text);
    LineReader reader;
    const std::size_t end = pieceEnd(text, 0, bytes);
    for (const EventLine& line : readPiece(reader, text, 0, end).lines)
        writer.add(line);
    return writer.finish(mark, end);
}

} // namespace client::review
