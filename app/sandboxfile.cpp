// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandboxfile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace app {

namespace {

constexpr qint64 bytesMax = 4'096;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto others =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

QString pathIn(const QString& profile)
{
    return QDir(profile).filePath(QStringLiteral("sandbox.json"));
}

} // namespace

SandboxFile::SandboxFile(const QString& profile) : m_path(pathIn(profile)) {}

SandboxFile::~SandboxFile()
{
    if (m_written)
        QFile::remove(m_path);
}

bool SandboxFile::write(const SandboxPlace& place)
{
    const QJsonObject fields{{QStringLiteral("origin"), place.origin.toString()},
                             {QStringLiteral("token"), QString::fromStdString(place.token)}};
    const auto text = QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
    QSaveFile file(m_path);
    const bool whole =
        file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(text) == text.size();
    if (!whole || !file.commit())
        return false;
    m_written = true;
    return true;
}

std::optional<SandboxPlace> SandboxFile::read(const QString& profile)
{
    QFile file(pathIn(profile));
    if (!file.open(QIODevice::ReadOnly) || (file.permissions() & others))
        return std::nullopt;
    const auto fields = QJsonDocument::fromJson(file.read(bytesMax)).object();
    const QUrl origin(fields.value(QStringLiteral("origin")).toString(), QUrl::StrictMode);
    const auto token = fields.value(QStringLiteral("token")).toString().toStdString();
    const bool here =
        origin.scheme() == QStringLiteral("http") && origin.host() == QStringLiteral("127.0.0.1") && origin.port() > 0;
    if (!here || token.empty())
        return std::nullopt;
    return SandboxPlace{origin, token};
}

} // namespace app
