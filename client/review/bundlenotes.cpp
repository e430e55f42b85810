// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/bundlenotes.h"

#include "client/bundle/bundle.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <string_view>

namespace client::review {

namespace {

constexpr std::size_t lineBytesMax = 64 * 1024;
constexpr double numberMax = 9'007'199'254'740'992.0; // 2^53: above it JSON's numbers are no longer whole

std::optional<BundleNote> parsed(std::string_view line)
{
    const auto document = QJsonDocument::fromJson(QByteArray(line.data(), static_cast<qsizetype>(line.size())));
    if (!document.isObject())
        return std::nullopt;
    const auto number = document[QStringLiteral("line")];
    const auto tags = document[QStringLiteral("tags")];
    const auto note = document[QStringLiteral("note")];
    if ((!tags.isArray() && !tags.isUndefined()) || (!note.isString() && !note.isUndefined()))
        return std::nullopt;
    BundleNote made;
    if (number.isDouble()) {
        const double of = number.toDouble();
        if (of < 1 || of >= numberMax || of != static_cast<double>(static_cast<std::uint64_t>(of)))
            return std::nullopt;
        made.row = static_cast<std::uint64_t>(of) - 1;
    } else if (!number.isNull()) {
        return std::nullopt;
    }
    for (const auto& tag : tags.toArray()) {
        if (!tag.isString())
            return std::nullopt;
        if (made.tags.size() < BundleNotes::tagsMax)
            made.tags << tag.toString().left(BundleNotes::tagCharsMax);
    }
    made.note = note.toString().left(BundleNotes::noteCharsMax);
    return made;
}

// Takes a file in pieces, and no more of it into memory than a line.
class Reader
{
public:
    explicit Reader(BundleNotes& notes) : m_notes(notes) {}

    void take(std::string_view piece)
    {
        while (!piece.empty()) {
            const auto end = std::min(piece.find('\n'), piece.size());
            // One byte more tells that it was longer.
            m_line += piece.substr(0, std::min(end, lineBytesMax + 1 - std::min(m_line.size(), lineBytesMax + 1)));
            if (end == piece.size())
                return;
            finish();
            piece.remove_prefix(end + 1);
        }
    }
    void finish()
    {
        if (m_line.find_first_not_of(" \t\r") != std::string::npos) {
            if (m_notes.notes.size() == BundleNotes::notesMax)
                ++m_notes.leftOut;
            else if (auto note = m_line.size() > lineBytesMax ? std::nullopt : parsed(m_line))
                m_notes.notes.push_back(*std::move(note));
            else
                ++m_notes.damaged;
        }
        m_line.clear();
    }

private:
    BundleNotes& m_notes;
    std::string m_line;
};

BundleNotes refused(const bundle::BundleError& error)
{
    BundleNotes none;
    none.problem = error.detail;
    return none;
}

} // namespace

BundleNotes readBundleNotes(const QString& path, const std::string& password, const std::stop_token& stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.read(4) != QByteArrayLiteral("PK\x03\x04"))
        return {};
    const auto opened = bundle::Bundle::open(path, {.password = password});
    if (!opened)
        return refused(opened.error());
    const auto& files = (*opened)->manifest().files;
    if (std::none_of(files.begin(), files.end(), [](const auto& each) { return each.name == bundle::notesName; }))
        return {};
    BundleNotes notes;
    Reader reader(notes);
    const auto read = (*opened)->unpack(bundle::notesName, [&](std::string_view piece) {
        reader.take(piece);
        return !stop.stop_requested();
    });
    if (!read)
        return refused(read.error());
    reader.finish();
    return notes;
}

} // namespace client::review
