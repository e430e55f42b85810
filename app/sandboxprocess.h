// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/random.h"

#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

#include <string>

namespace app {

// A bet service of our own on this computer. It ends with its standard input, so it never outlives the console, however
// that ends. Restarted when it dies, on the same port and database.
class SandboxProcess : public QObject
{
    Q_OBJECT

public:
    SandboxProcess(QString program, QString folder, QStringList extraArguments, client::ports::Random& random,
                   QObject* parent = nullptr);
    ~SandboxProcess() override;

    // Beside the console, in the build tree, or on the PATH; empty if there is none.
    static QString findProgram();

    void start();
    // As if it had died: it is started again as then.
    void kill() { m_process.kill(); }
    const std::string& token() const { return m_token; }
    // What a person should know while it is not there; empty while it is.
    QString note() const;
    void retranslate() { Q_EMIT noteChanged(); }

Q_SIGNALS:
    void listening(const QUrl& origin);
    void noteChanged();

private:
    enum class State { Starting, Listening, Waiting };

    void onOutput();
    void onFinished(int code, QProcess::ExitStatus status);
    void restartLater();
    QString lastLogLine() const;

    const QString m_program;
    const QString m_folder;
    const QStringList m_extraArguments;
    const std::string m_token;
    QProcess m_process;
    QTimer m_restart;
    QTimer m_settled;
    bool m_wasStarted = false;
    State m_state = State::Starting;
    QByteArray m_output;
    QString m_reason;
    int m_port = 0;
    int m_failures = 0;
};

} // namespace app
