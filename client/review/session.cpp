// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/session.h"

#include "client/review/lookup.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <xxhash.h>

namespace client::review {

namespace {

constexpr int sessionVersion = 1;
constexpr qint64 fileBytesMax = 256 << 20;
constexpr int asideMax = 1'000;

// JSON's numbers are doubles: what needs 64 bits is written as text.
QString text(std::uint64_t value)
{
    return QString::number(static_cast<qulonglong>(value), 16);
}

QJsonObject objectOf(const Session& session)
{
    QJsonArray files;
    for (const Session::File& file : session.files)
        files.append(QJsonObject{{QStringLiteral("path"), file.path},
                                 {QStringLiteral("shift_ms"), static_cast<qint64>(file.shiftMs)}});
    QJsonObject marked;
    for (const auto& [path, marks] : session.marks) {
        QJsonArray lines;
        for (const auto& [row, mark] : marks)
            lines.append(QJsonObject{{QStringLiteral("line"), static_cast<qint64>(row + 1)},
                                     {QStringLiteral("hash"), text(mark.hash)},
                                     {QStringLiteral("tags"), QJsonArray::fromStringList(mark.tags)},
                                     {QStringLiteral("note"), mark.note}});
        if (!lines.isEmpty())
            marked.insert(path, lines);
    }
    QJsonObject object{{QStringLiteral("version"), sessionVersion},
                       {QStringLiteral("files"), files},
                       {QStringLiteral("query"), session.query},
                       {QStringLiteral("marks"), marked}};
    if (session.period)
        object.insert(QStringLiteral("period_ms"), QJsonArray{static_cast<qint64>(session.period->first),
                                                              static_cast<qint64>(session.period->second)});
    if (!session.currentPath.isEmpty())
        object.insert(QStringLiteral("current"),
                      QJsonObject{{QStringLiteral("path"), session.currentPath},
                                  {QStringLiteral("line"), static_cast<qint64>(session.currentRow + 1)}});
    return object;
}

// Row of a line's number, which counts from 1.
std::optional<std::uint64_t> rowOf(const QJsonValue& line)
{
    const qint64 number = line.toInteger();
    return number < 1 ? std::nullopt : std::optional(static_cast<std::uint64_t>(number - 1));
}

std::optional<std::pair<std::int64_t, std::int64_t>> periodOf(const QJsonArray& bounds)
{
    const std::int64_t from = bounds.at(0).toInteger(), to = bounds.at(1).toInteger();
    if (bounds.size() != 2 || from >= to || from < -timeMsMax || to > timeMsMax)
        return std::nullopt;
    return std::pair(from, to);
}

// Nothing: it is none of ours, in a part or in whole. What a part of it said must not be lost by writing the rest.
std::optional<Session> sessionOf(const QJsonObject& object)
{
    const auto version = object.value(QStringLiteral("version"));
    if (version.toInt() != sessionVersion || !object.value(QStringLiteral("files")).isArray() ||
        !object.value(QStringLiteral("marks")).isObject())
        return std::nullopt;
    Session session;
    for (const auto& value : object.value(QStringLiteral("files")).toArray()) {
        const auto path = value[QStringLiteral("path")].toString();
        const std::int64_t shiftMs = value[QStringLiteral("shift_ms")].toInteger();
        if (path.isEmpty() || shiftMs < -shiftMsMax || shiftMs > shiftMsMax)
            return std::nullopt;
        session.files.push_back({path, shiftMs});
    }
    session.query = object.value(QStringLiteral("query")).toString();
    if (const auto period = object.value(QStringLiteral("period_ms")); !period.isUndefined()) {
        session.period = periodOf(period.toArray());
        if (!session.period)
            return std::nullopt;
    }
    if (const auto current = object.value(QStringLiteral("current")).toObject(); !current.isEmpty()) {
        session.currentPath = current.value(QStringLiteral("path")).toString();
        session.currentRow = rowOf(current.value(QStringLiteral("line"))).value_or(0);
    }
    const auto marked = object.value(QStringLiteral("marks")).toObject();
    for (auto file = marked.begin(); file != marked.end(); ++file) {
        for (const auto& value : file.value().toArray()) {
            const auto row = rowOf(value[QStringLiteral("line")]);
            bool isHash = false;
            const std::uint64_t hash = value[QStringLiteral("hash")].toString().toULongLong(&isHash, 16);
            if (!row || !isHash)
                return std::nullopt;
            Mark mark{hash, {}, value[QStringLiteral("note")].toString()};
            for (const auto& tag : value[QStringLiteral("tags")].toArray())
                mark.tags.append(tag.toString());
            session.marks[file.key()].emplace(*row, mark);
        }
    }
    return session;
}

} // namespace

std::uint64_t lineHash(std::string_view line)
{
    return XXH3_64bits(line.data(), line.size());
}

contract::Result<void> saveSession(const Session& session, const QString& path)
{
    QSaveFile file(path);
    const auto bytes = QJsonDocument(objectOf(session)).toJson();
    const bool opened = file.open(QIODevice::WriteOnly);
    if (opened)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!opened || file.write(bytes) != bytes.size() || !file.commit())
        return contract::fail(contract::ErrorKind::Storage,
                              path.toStdString() + ": " + file.errorString().toStdString());
    return {};
}

contract::Result<LoadedSession> loadSession(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return LoadedSession{};
    if (!file.open(QIODevice::ReadOnly))
        return contract::fail(contract::ErrorKind::Storage,
                              path.toStdString() + ": " + file.errorString().toStdString());
    if (file.size() <= fileBytesMax) {
        const auto document = QJsonDocument::fromJson(file.readAll());
        if (auto session = document.isObject() ? sessionOf(document.object()) : std::nullopt)
            return LoadedSession{*std::move(session), {}};
    }
    file.close();
    for (int i = 1; i <= asideMax; ++i) {
        const auto aside = QStringLiteral("%1.damaged-%2").arg(path).arg(i);
        if (!QFile::exists(aside) && file.rename(aside))
            return LoadedSession{{}, aside};
    }
    return contract::fail(contract::ErrorKind::Storage, path.toStdString() + ": it can not be put aside");
}

} // namespace client::review
