// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/mappedfile.h"

#include <QDateTime>
#include <QFileInfo>

namespace client::review {

contract::Result<std::unique_ptr<MappedFile>> MappedFile::open(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return contract::fail(contract::ErrorKind::Storage, path.toStdString() + " is not a file.");
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
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

} // namespace client::review
