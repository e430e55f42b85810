// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/betdprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <csignal>

namespace tests {

using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(BETD_PROGRAM);

QProcessEnvironment environment()
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    // AddressSanitizer keeps freed memory; a test that looks at the process's memory wants to see what is in use.
    all.insert(u"ASAN_OPTIONS"_s, all.value(u"ASAN_OPTIONS"_s) + u":quarantine_size_mb=4"_s);
    return all;
}

} // namespace

QString writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

BetdProcess::BetdProcess(const QStringList& arguments, const QString& database)
    : m_database(database.isEmpty() ? m_folder.filePath(u"betd.db"_s) : database), m_arguments(arguments)
{
    const QString tokens =
        writeFile(m_folder.filePath(u"tokens"_s),
                  gameToken + " game-1 game\n" + deskToken + " ann support\n" + adminToken + " root admin\n");
    m_process.setProgram(program);
    m_process.setProcessEnvironment(environment());
    m_process.setStandardErrorFile(m_folder.filePath(u"log"_s), QIODevice::Append);
    m_arguments = QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--db"_s, m_database} + m_arguments;
    if (!m_arguments.contains(u"--token-file"_s) && !m_arguments.contains(u"--token-stdin"_s))
        m_arguments += QStringList{u"--token-file"_s, tokens};
}

BetdProcess::~BetdProcess()
{
    if (m_process.state() != QProcess::NotRunning && stop() == -1)
        kill();
}

quint16 BetdProcess::start(quint16 port)
{
    QStringList arguments = m_arguments;
    arguments[1] = u"127.0.0.1:%1"_s.arg(port);
    m_process.setArguments(arguments);
    m_process.start();
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(30'000))
            return 0;
    }
    const QJsonObject first = QJsonDocument::fromJson(m_process.readLine()).object();
    m_port = first.value(u"listening"_s).toString().section(u':', -1).toUShort();
    return m_port;
}

int BetdProcess::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(20'000) && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode()
                                                                                               : -1;
}

void BetdProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

qint64 BetdProcess::residentKiB() const
{
    QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(u"VmRSS:\\s+(\\d+) kB"_s);
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong();
}

Ended runBetd(const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000))
        return {};
    return {process.exitCode(), process.readAllStandardError(), process.readAllStandardOutput()};
}

} // namespace tests
