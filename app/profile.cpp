// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>

namespace app {

namespace {

constexpr int handOverMs = 2'000;
constexpr qint64 messageMax = 1'000'000; // a link, or as many files as a command line holds

} // namespace

Profile::Profile(QString folder, QObject* parent) : QObject(parent), m_folder(std::move(folder)) {}

QString Profile::userFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/betdesk");
}

QString Profile::file(const QString& name) const
{
    return QDir(m_folder).filePath(name);
}

QString Profile::serverName() const
{
    const auto path = QFileInfo(m_folder).canonicalFilePath().toUtf8();
    return QStringLiteral("betdesk-") +
           QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24));
}

bool Profile::handOver(const QString& link, const QStringList& review) const
{
    QLocalSocket socket;
    socket.connectToServer(serverName());
    if (!socket.waitForConnected(handOverMs))
        return false;
    QByteArray message = "raise\n";
    if (!link.isEmpty())
        message += "open " + link.toUtf8() + '\n';
    QJsonArray files;
    for (const auto& file : review)
        files.append(QFileInfo(file).absoluteFilePath());
    if (!files.isEmpty())
        message += "review " + QJsonDocument(files).toJson(QJsonDocument::Compact) + '\n';
    socket.write(message);
    return socket.waitForBytesWritten(handOverMs);
}

Profile::Opened Profile::open(const QString& link, const QStringList& review)
{
    if (!QDir().mkpath(m_folder)) {
        m_problem = tr("The folder %1 can not be made.").arg(m_folder);
        return Opened::Failed;
    }
    constexpr auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QFile::setPermissions(m_folder, onlyOwner)) {
        m_problem = tr("The folder %1 does not belong to you.").arg(m_folder);
        return Opened::Failed;
    }
    m_lock = std::make_unique<QLockFile>(file(QStringLiteral("lock")));
    m_lock->setStaleLockTime(0); // stale is a lock whose process is gone, never one that is old
    if (!m_lock->tryLock(0)) {
        if (m_lock->error() == QLockFile::LockFailedError && handOver(link, review))
            return Opened::HandedOver;
        m_problem = m_lock->error() == QLockFile::LockFailedError
                        ? tr("Another Betdesk uses %1, but it does not answer.").arg(m_folder)
                        : tr("The folder %1 can not be written.").arg(m_folder);
        return Opened::Failed;
    }
    QLocalServer::removeServer(serverName());
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (auto* socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            Q_EMIT raiseRequested();
            const auto read = [this, socket] {
                while (socket->canReadLine())
                    onMessage(socket->readLine(messageMax).trimmed());
                if (socket->bytesAvailable() > messageMax)
                    socket->abort();
            };
            connect(socket, &QLocalSocket::readyRead, this, read);
            read();
        }
    });
    m_server.listen(serverName());
    return Opened::Own;
}

void Profile::onMessage(const QByteArray& line)
{
    const QByteArray open = "open ";
    if (line.startsWith(open))
        Q_EMIT linkRequested(QString::fromUtf8(line.mid(open.size())));
    const QByteArray review = "review ";
    if (!line.startsWith(review))
        return;
    QStringList files;
    const auto listed = QJsonDocument::fromJson(line.mid(review.size())).array();
    for (const auto& file : listed)
        files << file.toString();
    if (!files.isEmpty())
        Q_EMIT reviewRequested(files);
}

} // namespace app
