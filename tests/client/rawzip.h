// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <zlib.h>

#include <optional>

// Zips byte by byte, so that a test can say anything in them.
namespace tests::support {

struct RawEntry
{
    QByteArray name;
    QByteArray data;
    quint16 method = 0; // 8: deflated, all else stored whatever it says
    quint16 flags = 0;
    quint32 attributes = 0x81A40000; // a regular file of a Unix
    std::optional<quint32> unpackedBytes = {};
    std::optional<quint32> packedBytes = {};
    std::optional<quint32> crc = {};
    std::optional<quint32> localAt = {};
    std::optional<QByteArray> localName = {};
};

inline QByteArray number(quint64 value, int bytes)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> 8 * i & 0xff);
    return text;
}

inline QByteArray deflated(const QByteArray& data)
{
    QByteArray packed;
    packed.resize(static_cast<qsizetype>(compressBound(static_cast<uLong>(data.size()))) + 64);
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.constData()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

inline QByteArray makeZip(const QList<RawEntry>& entries, const QByteArray& comment = {})
{
    QByteArray files, directory;
    for (const RawEntry& entry : entries) {
        const QByteArray data = entry.method == 8 ? deflated(entry.data) : entry.data;
        const auto sum =
            crc32(0, reinterpret_cast<const Bytef*>(entry.data.constData()), static_cast<uInt>(entry.data.size()));
        const QByteArray common = number(20, 2) + number(entry.flags, 2) + number(entry.method, 2) + number(0, 2) +
                                  number(0x21, 2) + number(entry.crc.value_or(static_cast<quint32>(sum)), 4) +
                                  number(entry.packedBytes.value_or(static_cast<quint32>(data.size())), 4) +
                                  number(entry.unpackedBytes.value_or(static_cast<quint32>(entry.data.size())), 4);
        const QByteArray localName = entry.localName.value_or(entry.name);
        directory += "PK\x01\x02" + number(0x0314, 2) + common + number(static_cast<quint64>(entry.name.size()), 2) +
                     number(0, 8) + number(entry.attributes, 4) +
                     number(entry.localAt.value_or(static_cast<quint32>(files.size())), 4) + entry.name;
        files +=
            "PK\x03\x04" + common + number(static_cast<quint64>(localName.size()), 2) + number(0, 2) + localName + data;
    }
    const auto count = static_cast<quint64>(entries.size());
    return files + directory + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2) +
           number(static_cast<quint64>(directory.size()), 4) + number(static_cast<quint64>(files.size()), 4) +
           number(static_cast<quint64>(comment.size()), 2) + comment;
}

} // namespace tests::support
