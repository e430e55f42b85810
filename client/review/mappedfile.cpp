// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/mappedfile.h"

#include <QDateTime>
#include <QFileInfo>

#include <array>

namespace client::review {

contract::Result<std::unique_ptr<MappedFile>> MappedFile::open(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return contract::fail(contract::ErrorKind::Storage, path.toStdString() + " is not a file.");
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return contract::fail(contract::ErrorKind::Storage,
                              path.toStdString() + ": " + file->errorString().toStdString());
    return of(std::move(file));
}

contract::Result<std::unique_ptr<MappedFile>> MappedFile::of(std::unique_ptr<QFile> file)
{
    std::unique_ptr<MappedFile> made(new MappedFile(std::move(file)));
    QFile& mapped = *made->m_file;
    made->m_modifiedMs = mapped.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    const qint64 size = mapped.size();
    if (size == 0)
        return made;
    const uchar* const memory = mapped.map(0, size);
    if (!memory)
        return contract::fail(contract::ErrorKind::Storage,
                              mapped.fileName().toStdString() + ": " + mapped.errorString().toStdString());
    made->m_bytes = std::string_view(reinterpret_cast<const char*>(memory), static_cast<std::size_t>(size));
    return made;
}

void MappedFile::fetch(std::string_view bytes) const
{
    constexpr std::size_t pageBytes = 4'096;
    if (bytes.empty())
        return;
    std::array<char, pageBytes> read;
    const auto begin = static_cast<std::size_t>(bytes.data() - m_bytes.data());
    const std::lock_guard lock(m_fetching);
    m_fetched.resize(m_bytes.size() / pageBytes + 1);
    for (std::size_t page = begin / pageBytes; page <= (begin + bytes.size() - 1) / pageBytes; ++page) {
        // What cannot be read is noticed where the memory is.
        if (!m_fetched[page] && m_file->seek(static_cast<qint64>(page * pageBytes)))
            m_file->read(read.data(), pageBytes);
        m_fetched[page] = true;
    }
}

} // namespace client::review
