// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace client::review {

// What whoever made a bundle wrote about one of its lines.
struct BundleNote
{
    std::optional<std::uint64_t> row = {}; // of its events; nothing: that line did not go along
    QStringList tags = {};
    QString note = {};
    bool operator==(const BundleNote&) const = default;
};

// Text of a stranger, bounded in number and length; what shows it treats it as foreign.
struct BundleNotes
{
    static constexpr std::size_t notesMax = 10'000;
    static constexpr qsizetype noteCharsMax = 4'000;
    static constexpr qsizetype tagsMax = 20;
    static constexpr qsizetype tagCharsMax = 40;

    std::vector<BundleNote> notes = {}; // as they stand there
    std::uint64_t damaged = 0;          // lines that are no note
    std::uint64_t leftOut = 0;          // beyond notesMax
    std::string problem = {};           // why none of them is here, English; may quote the bundle
};

// Those of the file at `path`, if it is a bundle that has any. Nothing that is wrong with them keeps its lines from
// being read.
BundleNotes readBundleNotes(const QString& path, const std::string& password, const std::stop_token& stop = {});

} // namespace client::review
