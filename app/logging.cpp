// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

Q_LOGGING_CATEGORY(logApp, "betdesk.app", QtInfoMsg)
Q_LOGGING_CATEGORY(logSandbox, "betdesk.sandbox", QtInfoMsg)
Q_LOGGING_CATEGORY(logLink, "betdesk.link", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "betdesk.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logTour, "betdesk.tour", QtInfoMsg)

namespace app {

namespace {

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warn");
    case QtCriticalMsg:
        return QStringLiteral("error");
    case QtFatalMsg:
        return QStringLiteral("fatal");
    }
    return {};
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const auto category = QString::fromUtf8(context.category ? context.category : "default");
    const QJsonObject line{{QStringLiteral("at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                           {QStringLiteral("level"), levelName(type)},
                           {QStringLiteral("category"), category},
                           {QStringLiteral("message"), message}};
    const auto bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    // One write a line, so that lines of two processes do not mix.
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void installLogHandler()
{
    qInstallMessageHandler(writeLine);
}

} // namespace app
