// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/textsource.h"

#include "client/bundle/bundle.h"
#include "client/review/columnwriter.h"

#include <QDir>
#include <QFileInfo>

#include <xxhash.h>
#include <zlib.h>

#include <array>

namespace client::review {

using contract::ErrorKind;
using contract::Result;

namespace {

constexpr std::uint64_t ratioFrom = 16 << 20;
constexpr std::size_t stepBytes = 256 * 1024;

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

Result<Unpacked> unpack(std::string_view packed, QFile& out, const BuildHooks& hooks, const UnpackLimits& limits)
{
    Inflater inflater;
    z_stream& stream = inflater.stream;
    std::array<char, stepBytes> step;
    std::uint64_t made = 0, taken = 0;
    while (true) {
        if (hooks.stop.stop_requested())
            return Unpacked::Stopped;
        if (stream.avail_in == 0) {
            const std::string_view next = packed.substr(taken, stepBytes);
            if (next.empty())
                return Unpacked::Cut;
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next.data()));
            stream.avail_in = static_cast<uInt>(next.size());
            taken += next.size();
            if (hooks.progress)
                hooks.progress({taken, packed.size(), 0});
        }
        stream.next_out = reinterpret_cast<Bytef*>(step.data());
        stream.avail_out = static_cast<uInt>(step.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = step.size() - stream.avail_out;
        made += got;
        if (made > limits.bytesMax || (made > ratioFrom && made / limits.ratioMax > taken))
            return contract::fail(ErrorKind::TooLarge, "It unpacks to more than a log would.");
        if (out.write(step.data(), static_cast<qint64>(got)) != static_cast<qint64>(got))
            return contract::fail(ErrorKind::Storage, out.errorString().toStdString());
        if (status == Z_STREAM_END) {
            const std::string_view rest = packed.substr(taken - stream.avail_in);
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
    const auto done = (*opened)->unpack(bundle::eventsName, [&](std::string_view piece) {
        written = out.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
        return written && !hooks.stop.stop_requested();
    });
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
                            const UnpackLimits& limits, const std::string& password)
{
    auto file = MappedFile::open(path);
    if (!file)
        return tl::make_unexpected(file.error());
    const std::string_view packed = (*file)->bytes();
    const bool isBundle = packed.starts_with("PK\x03\x04");
    if (!isBundle && !packed.starts_with("\x1f\x8b"))
        return TextSource{*std::move(file)};

    // Named by what is packed, so that another content has another name; only whole files get one.
    const SourceMark mark = markOf(packed, (*file)->modifiedMs());
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
    for (const QString& old : QDir(folder).entryList({key + QStringLiteral("-*")}, QDir::Files))
        QFile::remove(QDir(folder).filePath(old));

    QFile part(stem + QStringLiteral(".part"));
    if (!part.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return contract::fail(ErrorKind::Storage,
                              part.fileName().toStdString() + ": " + part.errorString().toStdString());
    const auto unpacked = isBundle ? unpackBundle(path, part, hooks, password) : unpack(packed, part, hooks, limits);
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
