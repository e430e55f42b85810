// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/columnbuild.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <thread>
#include <utility>

namespace client::review {

namespace {

constexpr std::size_t pieceBytes = 2 * 1024 * 1024;
constexpr std::size_t paddingBytes = 64;     // that simdjson may read behind a line
constexpr std::size_t linesEach = 32 * 1024; // bounds the memory of a text of empty lines
constexpr unsigned readersMost = 8;          // the one that writes is busy from then on
constexpr std::string_view byteOrderMarkText = "\xEF\xBB\xBF";

// A line that does not fit a piece is not looked into.
static_assert(pieceBytes > lineBytesMax + byteOrderMarkText.size());

std::size_t readersAtOnce()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, readersMost);
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

// Some lines of the text. The first may be the rest of one that is too long, which has its row already.
struct ColumnBuild::Piece
{
    std::string_view text;
    std::size_t readable = 0; // bytes from the start of `text` on, which are more than it has
    std::uint64_t at = 0;     // in the whole text
    bool beginsInLine = false;
    std::size_t done = 0; // of `text`
    std::unique_ptr<char[]> bytes;
    LineReader reader;
    LineTexts texts;
    std::vector<EventLine> lines; // of what is done and not yet written
    std::future<void> reading;    // the last, because its end waits for whoever reads here

    bool isDone() const { return done == text.size(); }
    void readOn();
};

void ColumnBuild::Piece::readOn()
{
    texts.clear();
    lines.clear();
    while (done < text.size() && lines.size() < linesEach) {
        const std::size_t feed = std::min(text.find('\n', done), text.size());
        if (!std::exchange(beginsInLine, false)) {
            std::string_view line = text.substr(done, feed - done);
            if (at + done == 0 && line.starts_with(byteOrderMarkText))
                line.remove_prefix(byteOrderMarkText.size());
            const auto before = static_cast<std::size_t>(line.data() - text.data());
            lines.push_back(reader.read(line, readable - before, texts));
            lines.back().offset = at + done;
        }
        done = std::min(feed + 1, text.size());
    }
}

ColumnBuild::ColumnBuild(QIODevice& out) : m_writer(out) {}

ColumnBuild::~ColumnBuild() = default;

std::unique_ptr<ColumnBuild::Piece> ColumnBuild::freePiece()
{
    if (m_free.empty())
        return std::make_unique<Piece>();
    auto piece = std::move(m_free.back());
    m_free.pop_back();
    return piece;
}

void ColumnBuild::read(std::unique_ptr<Piece> piece)
{
    piece->done = 0;
    piece->reading = std::async(std::launch::async, [each = piece.get()] { each->readOn(); });
    m_reading.push_back(std::move(piece));
    // One more than there are readers, so that none waits for this thread.
    if (m_reading.size() > readersAtOnce())
        write();
}

void ColumnBuild::write()
{
    auto piece = std::move(m_reading.front());
    m_reading.pop_front();
    piece->reading.get();
    for (std::size_t written = 0; true; piece->readOn()) {
        m_writer.add(piece->text.substr(written, piece->done - written), piece->lines);
        written = piece->done;
        if (piece->isDone())
            break;
    }
    m_free.push_back(std::move(piece));
}

std::span<char> ColumnBuild::room()
{
    if (!m_filling)
        m_filling = freePiece();
    if (!m_filling->bytes)
        m_filling->bytes = std::make_unique<char[]>(pieceBytes + paddingBytes);
    return std::span(m_filling->bytes.get(), pieceBytes).subspan(m_filled);
}

void ColumnBuild::take(std::size_t bytes)
{
    m_filled += bytes;
    if (m_filled < pieceBytes)
        return;
    const std::size_t feed = std::string_view(m_filling->bytes.get(), m_filled).rfind('\n');
    readFilled(feed == std::string_view::npos ? m_filled : feed + 1);
}

// Its first bytes; those behind are the beginning of the next piece.
void ColumnBuild::readFilled(std::size_t bytes)
{
    auto piece = std::move(m_filling);
    piece->text = std::string_view(piece->bytes.get(), bytes);
    piece->readable = pieceBytes + paddingBytes;
    const std::string_view rest(piece->bytes.get() + bytes, m_filled - bytes);
    m_filled = 0;
    std::memcpy(room().data(), rest.data(), rest.size());
    m_filled = rest.size();
    m_filling->at = piece->at + bytes;
    m_filling->beginsInLine = !piece->text.ends_with('\n');
    read(std::move(piece));
}

void ColumnBuild::takeLines(std::string_view text, std::size_t begin, std::size_t end)
{
    auto piece = freePiece();
    piece->text = text.substr(begin, end - begin);
    piece->readable = text.size() - begin;
    piece->at = begin;
    piece->beginsInLine = false;
    read(std::move(piece));
}

contract::Result<void> ColumnBuild::finish(const SourceMark& mark)
{
    if (m_filled > 0)
        readFilled(m_filled);
    while (!m_reading.empty())
        write();
    return m_writer.finish(mark);
}

contract::Result<bool> buildColumns(std::string_view text, const SourceMark& mark, QIODevice& out,
                                    const BuildHooks& hooks)
{
    ColumnBuild build(out);
    for (std::size_t begin = 0; begin < text.size();) {
        if (hooks.stop.stop_requested())
            return false;
        const std::size_t end = pieceEnd(text, begin, pieceBytes);
        build.takeLines(text, begin, end);
        begin = end;
        if (hooks.progress)
            hooks.progress({end, text.size(), build.rows()});
    }
    if (hooks.stop.stop_requested())
        return false;
    if (const auto written = build.finish(mark); !written)
        return tl::make_unexpected(written.error());
    return true;
}

contract::Result<void> buildFirstColumns(std::string_view text, const SourceMark& mark, std::size_t bytes,
                                         QIODevice& out)
{
    ColumnBuild build(out);
    build.takeLines(text, 0, pieceEnd(text, 0, bytes));
    return build.finish(mark);
}

} // namespace client::review
