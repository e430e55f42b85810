// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QList>
#include <QString>

namespace tests::console {

inline QString betdeskProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/../../app/betdesk");
}

// Processes whose command line names this text.
inline QList<qint64> processesWith(const QString& text)
{
    QList<qint64> found;
    for (const auto& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const auto pid = name.toLongLong(&isNumber);
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (isNumber && file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8()))
            found << pid;
    }
    return found;
}

} // namespace tests::console
