// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/textsource.h"

#include "client/bundle/bundle.h"
#include "client/review/columnwriter.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryFile>

#include <xxhash.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

namespace client::review {

using contract::ErrorKind;
using contract::Result;

namespace {

constexpr std::uint64_t ratioFrom = 16 << 20;
constexpr std::uint32_t stepBytes = 256 * 1024;
constexpr qint64 edgeBytes = 64 * 1024;

QString hex(std::uint64_t number)
{
    return QStringLiteral("%1").arg(number, 16, 16, QLatin1Char('0'));
}

// Ends zlib's state whichever way the unpacking ends.
struct Inflater
{
    z_stream stream{};
    Inflater() { inflateInit2(&stream, 16 + MAX_WBITS); }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

enum class Unpacked { Whole, Cut, Stopped };

// What a person opens is read and never mapped: others may shorten it at any moment.
struct Foreign
{
    QFile file;
    qint64 bytes = 0; // when it was opened; what is appended later is not read
    std::int64_t modifiedMs = 0;

    explicit Foreign(const QString& path) : file(path) {}
    std::uint64_t size() const { return static_cast<std::uint64_t>(bytes); }
};

Result<void> open(Foreign& foreign)
{
    const QFileInfo info(foreign.file);
    if (info.exists() && !info.isFile())
        return contract::fail(ErrorKind::Storage, info.filePath().toStdString() + " is not a file.");
    if (!foreign.file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return contract::fail(ErrorKind::Storage,
                              info.filePath().toStdString() + ": " + foreign.file.errorString().toStdString());
    foreign.modifiedMs = info.lastModified().toMSecsSinceEpoch();
    foreign.bytes = foreign.file.size();
    return {};
}

// Its first and last bytes, time and length.
SourceMark markAtOpening(Foreign& foreign)
{
    QByteArray edges = foreign.file.read(edgeBytes);
    foreign.file.seek(std::max<qint64>(foreign.bytes - edgeBytes, 0));
    edges += foreign.file.read(edgeBytes);
    foreign.file.seek(0);
    SourceMark mark = markOf({edges.constData(), static_cast<std::size_t>(edges.size())}, foreign.modifiedMs);
    mark.bytes = foreign.size();
    return mark;
}

// The journal lies on the same disk, and a full one turns refunds off.
bool hasRoom(const QString& folder, qint64 bytes)
{
    constexpr qint64 left = 256 << 20;
    return QStorageInfo(folder).bytesAvailable() - left >= bytes;
}

tl::unexpected<contract::Error> noRoom()
{
    return contract::fail(ErrorKind::Storage, "There is no room for a copy of it.");
}

// What is unpacked is as large as it likes: the disk is asked now and then whether it still has room.
class Room
{
public:
    explicit Room(const QFile& out) : m_folder(QFileInfo(out.fileName()).absolutePath()) {}

    bool take(std::size_t bytes)
    {
        constexpr std::size_t askedEvery = 4 << 20;
        m_sinceAsked += bytes;
        if (m_sinceAsked < askedEvery)
            return true;
        m_sinceAsked = 0;
        return hasRoom(m_folder, 0);
    }

private:
    const QString m_folder;
    std::size_t m_sinceAsked = 0;
};

Result<Unpacked> unpack(Foreign& packed, QFile& out, const BuildHooks& hooks, const UnpackLimits& limits)
{
    Inflater inflater;
    z_stream& stream = inflater.stream;
    std::vector<char> step(stepBytes), next(stepBytes);
    std::uint64_t made = 0, taken = 0;
    Room room(out);
    const auto take = [&] {
        std::memmove(next.data(), stream.next_in, stream.avail_in);
        const qint64 got = packed.file.read(next.data() + stream.avail_in, stepBytes - stream.avail_in);
        stream.next_in = reinterpret_cast<Bytef*>(next.data());
        stream.avail_in += static_cast<uInt>(std::max<qint64>(got, 0));
        taken += static_cast<std::uint64_t>(std::max<qint64>(got, 0));
        if (hooks.progress)
            hooks.progress({taken, std::max(packed.size(), taken), 0});
    };
    stream.next_in = reinterpret_cast<Bytef*>(next.data());
    while (true) {
        if (hooks.stop.stop_requested())
            return Unpacked::Stopped;
        if (stream.avail_in == 0) {
            take();
            if (stream.avail_in == 0)
                return Unpacked::Cut;
        }
        stream.next_out = reinterpret_cast<Bytef*>(step.data());
        stream.avail_out = static_cast<uInt>(step.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = step.size() - stream.avail_out;
        made += got;
        if (made > limits.bytesMax || (made > ratioFrom && made / limits.ratioMax > taken))
            return contract::fail(ErrorKind::TooLarge, "It unpacks to more than a log would.");
        if (!room.take(got))
            return noRoom();
        if (out.write(step.data(), static_cast<qint64>(got)) != static_cast<qint64>(got))
            return contract::fail(ErrorKind::Storage, out.errorString().toStdString());
        if (status == Z_STREAM_END) {
            if (stream.avail_in < 2)
                take();
            const std::string_view rest(reinterpret_cast<const char*>(stream.next_in), stream.avail_in);
            // Logs that were packed in turns are several streams one behind the other.
            if (!rest.starts_with("\x1f\x8b"))
                return Unpacked::Whole;
            if (inflateReset(&stream) != Z_OK)
                return Unpacked::Cut;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return Unpacked::Cut;
        }
    }
}

// Whether it still begins with all that was copied of it before.
bool beginsWith(Foreign& foreign, QFile& copy, const BuildHooks& hooks)
{
    std::vector<char> ours(stepBytes), theirs(stepBytes);
    while (!hooks.stop.stop_requested()) {
        const qint64 got = copy.read(ours.data(), stepBytes);
        if (got <= 0)
            return got == 0;
        if (foreign.file.read(theirs.data(), got) != got ||
            std::memcmp(ours.data(), theirs.data(), static_cast<std::size_t>(got)) != 0)
            return false;
    }
    return false;
}

// From where the file is read to. What was shortened meanwhile ends early.
Result<Unpacked> copy(Foreign& foreign, QFile& out, const BuildHooks& hooks, const BuildHook& building)
{
    ColumnBuild* const build = building && foreign.file.pos() == 0 ? &building() : nullptr;
    std::vector<char> own(build ? 0 : stepBytes);
    while (!hooks.stop.stop_requested()) {
        const std::span<char> step = build ? build->room() : std::span(own);
        const qint64 at = foreign.file.pos();
        const qint64 most = std::min<qint64>({stepBytes, static_cast<qint64>(step.size()), foreign.bytes - at});
        const qint64 got = foreign.file.read(step.data(), most);
        if (got < 0)
            return contract::fail(ErrorKind::Storage, foreign.file.errorString().toStdString());
        if (got == 0)
            return Unpacked::Whole;
        if (out.write(step.data(), got) != got)
            return contract::fail(ErrorKind::Storage, out.errorString().toStdString());
        if (build)
            build->take(static_cast<std::size_t>(got));
        if (hooks.progress)
            hooks.progress({static_cast<std::uint64_t>(at + got), foreign.size(), build ? build->rows() : 0});
    }
    return Unpacked::Stopped;
}

// Opens the copy that is to be made. A log that grew is not copied anew: what was copied before becomes its beginning,
// and whoever has that mapped sees nothing of it.
bool openCopy(Foreign& foreign, const QString& before, QFile& part, const BuildHooks& hooks)
{
    if (!before.isEmpty() && QFile::rename(before, part.fileName()) && part.open(QIODevice::ReadWrite) &&
        beginsWith(foreign, part, hooks))
        return true;
    // Removed and not shortened, because it may still be mapped.
    part.close();
    part.remove();
    foreign.file.seek(0);
    return part.open(QIODevice::WriteOnly | QIODevice::Truncate);
}

// Where there is no folder, the copy lies among the temporary files, as long as it is read.
Result<TextSource> temporaryCopy(Foreign& foreign, const BuildHooks& hooks, const BuildHook& building)
{
    auto part = std::make_unique<QTemporaryFile>();
    if (!part->open() || !hasRoom(part->fileName(), foreign.bytes))
        return noRoom();
    foreign.file.seek(0);
    const auto copied = copy(foreign, *part, hooks, building);
    if (!copied)
        return tl::make_unexpected(copied.error());
    if (*copied == Unpacked::Stopped)
        return TextSource{};
    if (!part->flush())
        return contract::fail(ErrorKind::Storage, part->errorString().toStdString());
    auto text = MappedFile::of(std::move(part));
    if (!text)
        return tl::make_unexpected(text.error());
    return TextSource{*std::move(text)};
}

// What can be shown of a large text before it is copied: two steps of it, so that a line ends in the second.
void showBeginning(Foreign& foreign, const BeginningHook& hook)
{
    if (!hook || foreign.bytes <= 2 * stepBytes)
        return;
    const QByteArray beginning = foreign.file.read(2 * stepBytes);
    foreign.file.seek(0);
    if (beginning.indexOf('\n', stepBytes) >= 0)
        hook(beginning);
}

// What is written is only given a name once all of it was compared with the manifest.
Result<Unpacked> unpackBundle(const QString& path, QFile& out, const BuildHooks& hooks, const std::string& password)
{
    const auto refused = [](const bundle::BundleError& error) {
        const bool large = error.flaw == bundle::Flaw::TooLarge || error.flaw == bundle::Flaw::TooPacked;
        const bool locked = error.flaw == bundle::Flaw::NeedsPassword || error.flaw == bundle::Flaw::WrongPassword;
        return contract::fail(large    ? ErrorKind::TooLarge
                              : locked ? ErrorKind::Invalid
                                       : ErrorKind::Malformed,
                              error.detail);
    };
    const auto opened = bundle::Bundle::open(path, {password});
    if (!opened)
        return refused(opened.error());
    bool written = true;
    bool fits = true;
    Room room(out);
    const auto done = (*opened)->unpack(bundle::eventsName, [&](std::string_view piece) {
        fits = room.take(piece.size());
        if (!fits)
            return false;
        written = out.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
        return written && !hooks.stop.stop_requested();
    });
    if (!fits)
        return noRoom();
    if (!written)
        return contract::fail(ErrorKind::Storage, out.errorString().toStdString());
    if (!done)
        return refused(done.error());
    return hooks.stop.stop_requested() ? Unpacked::Stopped : Unpacked::Whole;
}

} // namespace

QString cacheKey(const QString& path)
{
    const QByteArray name = QFileInfo(path).absoluteFilePath().toUtf8();
    return hex(XXH3_64bits(name.constData(), static_cast<std::size_t>(name.size())));
}

Result<TextSource> openText(const QString& path, const QString& folder, const BuildHooks& hooks,
                            const UnpackLimits& limits, const std::string& password, const BeginningHook& beginning,
                            const BuildHook& building)
{
    Foreign foreign(path);
    if (const auto done = open(foreign); !done)
        return tl::make_unexpected(done.error());
    const SourceMark mark = markAtOpening(foreign);
    const QByteArray magic = foreign.file.read(4);
    foreign.file.seek(0);
    const bool isBundle = magic.startsWith("PK\x03\x04");
    const bool isPlain = !isBundle && !magic.startsWith("\x1f\x8b");

    // Named by what is there, so that another content has another name; only whole files get one.
    const QString key = cacheKey(path);
    const QString stem = QDir(folder).filePath(key + QLatin1Char('-') + hex(XXH3_64bits(&mark, sizeof mark)));
    const QString whole = stem + QStringLiteral(".text"), cut = stem + QStringLiteral(".cut");
    for (const QString& known : {whole, cut}) {
        if (!QFileInfo::exists(known))
            continue;
        auto text = MappedFile::open(known);
        if (!text)
            return tl::make_unexpected(text.error());
        return TextSource{*std::move(text), known == cut};
    }
    QString before;
    for (const QString& old : QDir(folder).entryList({key + QStringLiteral("-*")}, QDir::Files)) {
        const QString name = QDir(folder).filePath(old);
        if (isPlain && before.isEmpty() && old.endsWith(QStringLiteral(".text")))
            before = name;
        else
            QFile::remove(name);
    }

    if (isPlain) {
        // Of one that grew, what was copied before need not be copied again.
        if (QFileInfo::exists(folder) && !hasRoom(folder, foreign.bytes - QFileInfo(before).size()))
            return noRoom();
        showBeginning(foreign, beginning);
    }
    QFile part(stem + QStringLiteral(".part"));
    const bool isOpen =
        isPlain ? openCopy(foreign, before, part, hooks) : part.open(QIODevice::WriteOnly | QIODevice::Truncate);
    if (!isOpen && isPlain)
        return temporaryCopy(foreign, hooks, building);
    if (!isOpen)
        return contract::fail(ErrorKind::Storage,
                              part.fileName().toStdString() + ": " + part.errorString().toStdString());
    part.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto unpacked = isPlain    ? copy(foreign, part, hooks, building)
                          : isBundle ? unpackBundle(path, part, hooks, password)
                                     : unpack(foreign, part, hooks, limits);
    const bool flushed = part.flush();
    part.close();
    if (!unpacked || *unpacked == Unpacked::Stopped || !flushed) {
        part.remove();
        if (!unpacked)
            return tl::make_unexpected(unpacked.error());
        return flushed ? Result<TextSource>(TextSource{})
                       : contract::fail(ErrorKind::Storage, part.errorString().toStdString());
    }
    const QString& target = *unpacked == Unpacked::Whole ? whole : cut;
    if (!part.rename(target))
        return contract::fail(ErrorKind::Storage, target.toStdString() + ": " + part.errorString().toStdString());
    auto text = MappedFile::open(target);
    if (!text)
        return tl::make_unexpected(text.error());
    return TextSource{*std::move(text), *unpacked == Unpacked::Cut};
}

} // namespace client::review
