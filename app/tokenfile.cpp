// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tokenfile.h"

#include <QFile>
#include <QFileInfo>

namespace app {

namespace {

constexpr qint64 bytesMax = 64 * 1024;

} // namespace

tl::expected<std::string, TokenFileProblem> readTokenFile(const QString& path)
{
    QFile file(path);
    // A folder can be opened on some systems, and then holds nothing.
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return tl::make_unexpected(TokenFileProblem::Unreadable);
    const auto token = QString::fromUtf8(file.read(bytesMax)).simplified().section(u' ', 0, 0);
    if (token.isEmpty())
        return tl::make_unexpected(TokenFileProblem::Empty);
    return token.toStdString();
}

} // namespace app
