// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/contract/result.h"
#include "client/review/bundlenotes.h"
#include "client/review/columnformat.h"
#include "client/review/log.h"

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace ui {

// What is said of the lines of a log. Whatever a line holds is somebody else's text: secrets are masked, control and
// bidi characters made visible, lengths bounded.
class ReviewTexts
{
    Q_DECLARE_TR_FUNCTIONS(ReviewTexts)

public:
    static constexpr int cellCharsMax = 300;
    static constexpr std::size_t lineBytesShown = 64 * 1024; // of one line, for reading

    // "bet.failed", or what a line is that is no event: "Not JSON".
    static QString what(const client::review::Log& log, std::uint64_t row);
    static QString kind(client::review::LineKind kind);
    // A value as a term of the query; empty: there is none, or it holds what a field for a query cannot show.
    static QString term(client::contract::QueryField field, std::string_view value);
    // "Line 812: not valid JSON, kept as text."; empty: it is not damaged.
    static QString damage(client::review::LineKind kind, const QString& number);
    // In one line: the error of an event, the message of betd's log, else the beginning of the line.
    static QString summary(const client::review::Log& log, std::uint64_t row);
    // The line as it is read: JSON with a member a line.
    static QString whole(const client::review::Log& log, std::uint64_t row);
    // Tags and note of a bundle in one line.
    static QString bundleNote(const client::review::BundleNote& note, int charsMax = cellCharsMax);
    static QString bundleTags(const client::review::BundleNote& note);
    // What is wrong with the notes of a bundle; empty: nothing.
    static QString notesProblem(const client::review::Log& log);
    // Why the file at `path` does not open.
    static QString problem(const QString& path, const client::contract::Error& error);
};

} // namespace ui
