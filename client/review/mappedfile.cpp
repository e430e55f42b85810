// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/mappedfile.h"

#include <QDateTime>
#include <QFileInfo>

namespace client::review {

contract::Result<std::unique_ptr<MappedFile>> MappedFile::open(const QString& path)
{
    std::unique_ptr<MappedFile> made(new MappedFile(path));
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return contract::fail(contract::ErrorKind::Storage, path.toStdString() + " is not a file.");
    if (!made->m_file.open(QIODevice::ReadOnly))
        return contract::fail(contract::ErrorKind::Storage,
                              path.toStdString() + ": " + made->m_file.errorString().toStdString());
    made->m_modifiedMs = info.lastModified().toMSecsSinceEpoch();
    const qint64 size = made->m_file.size();
    if (size == 0)
        return made;
    const uchar* const memory = made->m_file.map(0, size);
    if (!memory)
        return contract::fail(contract::ErrorKind::Storage,
                              path.toStdString() + ": " + made->m_file.errorString().toStdString());
    made->m_bytes = std::string_view(reinterpret_cast<const char*>(memory), static_cast<std::size_t>(size));
    return made;
}

} // namespace client::review
