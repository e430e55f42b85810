// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace app {

// The folder that belongs to one running console: 0700, locked while it runs. A second copy hands over to the first.
class Profile : public QObject
{
    Q_OBJECT

public:
    enum class Opened { Own, HandedOver, Failed };

    explicit Profile(QString folder, QObject* parent = nullptr);

    static QString userFolder();

    // `link` and `review` are handed over to the console that runs.
    Opened open(const QString& link = {}, const QStringList& review = {});
    const QString& folder() const { return m_folder; }
    QString file(const QString& name) const;
    const QString& problem() const { return m_problem; } // a sentence after Failed

Q_SIGNALS:
    // Another copy was started on this profile and went away again.
    void raiseRequested();
    void linkRequested(const QString& link);
    void reviewRequested(const QStringList& files); // absolute paths

private:
    QString serverName() const;
    bool handOver(const QString& link, const QStringList& review) const;
    void onMessage(const QByteArray& line);

    QString m_folder;
    QString m_problem;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace app
