// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tests {

inline const QByteArray gameToken = "game-token-0001";
inline const QByteArray deskToken = "desk-token-0001";
inline const QByteArray adminToken = "admin-token-0001";

// The real service as a child, on a port and in a folder of its own.
class BetdProcess
{
public:
    explicit BetdProcess(const QStringList& arguments = {}, const QString& database = {});
    ~BetdProcess();

    // Waits for its first line; the port, or 0. 0 lets the system choose the port.
    quint16 start(quint16 port = 0);
    quint16 port() const { return m_port; }
    // SIGTERM; its exit code, or -1 if it did not end.
    int stop();
    void kill();
    QProcess& process() { return m_process; }
    QString database() const { return m_database; }
    QString folder() const { return m_folder.path(); }
    // Resident memory in KiB.
    qint64 residentKiB() const;

private:
    QTemporaryDir m_folder;
    QString m_database;
    QStringList m_arguments;
    QProcess m_process;
    quint16 m_port = 0;
};

// Runs betd to its end: exit code and standard error.
struct Ended
{
    int code = -1;
    QByteArray errors;
    QByteArray output;
};
Ended runBetd(const QStringList& arguments, const QByteArray& input = {});

// A file with these bytes, readable by its owner alone.
QString writeFile(const QString& path, const QByteArray& bytes);

} // namespace tests
