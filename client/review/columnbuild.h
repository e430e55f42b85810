// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/columnformat.h"
#include "client/review/columnwriter.h"

#include <QIODevice>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace client::review {

struct Progress
{
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    std::uint64_t rows = 0;
};

struct BuildHooks
{
    std::stop_token stop;
    std::function<void(const Progress&)> progress; // on the calling thread, every few megabytes
};

// Writes the columns of a text that comes bit by bit, read on every processor at once in pieces of a few megabytes: the
// memory does not grow with the text, only with the ids in it. One thread.
class ColumnBuild
{
public:
    // `out` is empty, open and seekable, and outlives this.
    explicit ColumnBuild(QIODevice& out);
    ~ColumnBuild(); // what was not finished is no column file

    // Where the next bytes of the text are to be put; take() says how many were.
    std::span<char> room();
    void take(std::size_t bytes);
    // The next lines of a text that is in memory as a whole and stays there until finish().
    void takeLines(std::string_view text, std::size_t begin, std::size_t end);

    std::uint64_t rows() const { return m_writer.rows(); } // so far
    // Storage: `out` took less than all. TooLarge: above rowsMax.
    contract::Result<void> finish(const SourceMark& mark);

private:
    struct Piece;

    std::unique_ptr<Piece> freePiece();
    void read(std::unique_ptr<Piece> piece);
    void readFilled(std::size_t bytes);
    void write();

    ColumnWriter m_writer;
    std::deque<std::unique_ptr<Piece>> m_reading; // in the order of the text
    std::vector<std::unique_ptr<Piece>> m_free;
    std::unique_ptr<Piece> m_filling;
    std::size_t m_filled = 0;
};

// The columns of a text in memory. False: it was stopped. Otherwise as ColumnBuild::finish().
contract::Result<bool> buildColumns(std::string_view text, const SourceMark& mark, QIODevice& out,
                                    const BuildHooks& hooks = {});

// The same for the first lines of `text`, at least one and about `bytes` of them.
contract::Result<void> buildFirstColumns(std::string_view text, const SourceMark& mark, std::size_t bytes,
                                         QIODevice& out);

} // namespace client::review
