// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandboxprocess.h"

#include "app/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>

namespace app {

namespace {

constexpr int restartMaxMs = 15'000;
constexpr int settledMs = 10'000; // one that dies sooner is started again ever more slowly
constexpr int stopPatienceMs = 3'000;
constexpr qsizetype firstLineMax = 4'096;
constexpr int exitCannotListen = 4;

} // namespace

SandboxProcess::SandboxProcess(QString program, QString folder, QStringList extraArguments,
                               client::ports::Random& random, QObject* parent)
    : QObject(parent), m_program(std::move(program)), m_folder(std::move(folder)),
      m_extraArguments(std::move(extraArguments)), m_token(client::ports::uuid(random) + client::ports::uuid(random))
{
    m_restart.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &SandboxProcess::start);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settledMs);
    connect(&m_settled, &QTimer::timeout, this, [this] { m_failures = 0; });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxProcess::onOutput);
    connect(&m_process, &QProcess::finished, this, &SandboxProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        m_reason = m_process.errorString();
        restartLater();
    });
}

SandboxProcess::~SandboxProcess()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(stopPatienceMs))
        return;
    m_process.kill();
    m_process.waitForFinished(stopPatienceMs);
}

QString SandboxProcess::findProgram()
{
    const QDir own(QCoreApplication::applicationDirPath());
    for (const auto& path : {own.filePath(QStringLiteral("betd")), own.filePath(QStringLiteral("../service/betd")),
                             own.filePath(QStringLiteral("../../service/betd"))}) {
        if (QFileInfo(path).isExecutable() && QFileInfo(path).isFile())
            return QDir::cleanPath(path);
    }
    return QStandardPaths::findExecutable(QStringLiteral("betd"));
}

void SandboxProcess::start()
{
    m_state = State::Starting;
    m_output.clear();
    Q_EMIT noteChanged();
    m_process.setProgram(m_program);
    m_process.setArguments(
        QStringList{QStringLiteral("--sandbox"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_port),
                    QStringLiteral("--db"), QDir(m_folder).filePath(QStringLiteral("sandbox.db")),
                    QStringLiteral("--token-stdin"), QStringLiteral("--log-level"), QStringLiteral("warn")} +
        m_extraArguments);
    m_process.setStandardErrorFile(QDir(m_folder).filePath(QStringLiteral("sandbox.log")),
                                   m_wasStarted ? QIODevice::Append : QIODevice::Truncate);
    m_wasStarted = true;
    m_process.start();
    // Tokens go through the pipe: an argument or a file could be read by others.
    m_process.write(QByteArray::fromStdString(m_token + " operator support\n\n"));
}

void SandboxProcess::onOutput()
{
    if (m_state != State::Starting) {
        m_process.readAllStandardOutput();
        return;
    }
    m_output += m_process.readAllStandardOutput();
    const auto end = m_output.indexOf('\n');
    if (end < 0 && m_output.size() < firstLineMax)
        return;
    const auto address =
        QJsonDocument::fromJson(m_output.left(end)).object().value(QStringLiteral("listening")).toString();
    const QUrl origin(QStringLiteral("http://") + address);
    if (address.isEmpty() || origin.port() <= 0) {
        m_reason = tr("its first line is not an address");
        m_process.kill();
        return;
    }
    m_port = origin.port();
    m_state = State::Listening;
    m_settled.start();
    qCInfo(logSandbox) << "listening on port" << m_port;
    Q_EMIT noteChanged();
    Q_EMIT listening(origin);
}

QString SandboxProcess::lastLogLine() const
{
    constexpr qint64 tailBytes = 4'096;
    QFile log(QDir(m_folder).filePath(QStringLiteral("sandbox.log")));
    if (!log.open(QIODevice::ReadOnly))
        return {};
    log.seek(std::max<qint64>(0, log.size() - tailBytes));
    const auto lines = log.readAll().trimmed().split('\n');
    const auto fields = QJsonDocument::fromJson(lines.last()).object();
    const auto message = fields.value(QStringLiteral("message")).toString();
    return (message.isEmpty() ? QString::fromUtf8(lines.last()) : message).left(200);
}

void SandboxProcess::onFinished(int code, QProcess::ExitStatus status)
{
    m_settled.stop();
    if (code == exitCannotListen)
        m_port = 0; // somebody else took it meanwhile
    if (m_reason.isEmpty())
        m_reason =
            status == QProcess::CrashExit ? tr("it was killed") : tr("exit code %1: %2").arg(code).arg(lastLogLine());
    restartLater();
}

void SandboxProcess::restartLater()
{
    const int delayMs = std::min(restartMaxMs, 500 << std::min(m_failures, 5));
    ++m_failures;
    m_state = State::Waiting;
    qCWarning(logSandbox) << "stopped:" << m_reason << "- starting again in" << delayMs << "ms";
    m_restart.start(delayMs);
    Q_EMIT noteChanged();
    m_reason.clear();
}

QString SandboxProcess::note() const
{
    switch (m_state) {
    case State::Starting:
        return tr("Starting the sandbox…");
    case State::Waiting:
        return tr("The sandbox stopped. It is started again.");
    case State::Listening:
        break;
    }
    return {};
}

} // namespace app
