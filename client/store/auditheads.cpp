// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/auditheads.h"

#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace client::store {

using contract::ErrorKind;
using contract::Result;

namespace {

constexpr qint64 fileBytesMax = 64 * 1024;
constexpr std::size_t environmentsMax = 100;

} // namespace

AuditHeads::AuditHeads(std::string path, QObject* parent) : QObject(parent), m_path(std::move(path))
{
    load();
}

void AuditHeads::load()
{
    const auto name = QString::fromStdString(m_path);
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto text = file.read(fileBytesMax).toStdString();
    file.close();
    const auto document = contract::json::parse(text);
    const auto* listed = document ? document->find("heads") : nullptr;
    bool whole = listed && listed->kind == contract::json::Kind::Array;
    for (const auto& item : whole ? listed->items : std::vector<contract::json::Value>{}) {
        contract::json::Reader reader(item);
        const auto environment = reader.requiredString("environment_id");
        const auto head = contract::parseAuditHead(reader.requiredString("head"));
        const auto at = contract::json::parseTime(reader.requiredString("seen_at"));
        whole = whole && reader.ok() && head && at;
        if (whole)
            m_heads[environment] = {*head, *at};
    }
    if (whole)
        return;
    // What it still says may be the only proof that there is.
    const auto aside = name + QStringLiteral(".damaged");
    QFile::remove(aside);
    QFile::rename(name, aside);
}

std::optional<AuditHeads::Seen> AuditHeads::head(const std::string& environmentId) const
{
    const auto found = m_heads.find(environmentId);
    if (found == m_heads.end())
        return std::nullopt;
    return found->second;
}

Result<void> AuditHeads::remember(const std::string& environmentId, const contract::AuditHeadText& head,
                                  std::int64_t at)
{
    const auto known = m_heads.find(environmentId);
    if (known != m_heads.end()) {
        const contract::AuditHeadText& before = known->second.head;
        if (head.seq == before.seq && head.hash != before.hash)
            return contract::fail(ErrorKind::Conflict,
                                  "Row " + std::to_string(head.seq) + " of the audit log is not the one seen before.");
        // Answers overtake each other.
        if (head.seq <= before.seq)
            return {};
    }
    if (m_heads.size() >= environmentsMax && known == m_heads.end())
        m_heads.erase(std::min_element(m_heads.begin(), m_heads.end(),
                                       [](const auto& a, const auto& b) { return a.second.at < b.second.at; }));
    m_heads[environmentId] = {head, at};
    const auto saved = save();
    Q_EMIT changed(QString::fromStdString(environmentId));
    return saved;
}

Result<void> AuditHeads::save() const
{
    nlohmann::ordered_json listed = nlohmann::ordered_json::array();
    for (const auto& [environment, seen] : m_heads)
        listed.push_back({{"environment_id", environment},
                          {"head", seen.head.text()},
                          {"seen_at", contract::json::timeText(seen.at)}});
    const auto text = contract::json::dump({{"heads", listed}}) + '\n';
    QSaveFile file(QString::fromStdString(m_path));
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
    if (!written || !file.commit())
        return contract::fail(ErrorKind::Storage,
                              m_path + " can not be written: " + file.errorString().toStdString() + ".");
    return {};
}

} // namespace client::store
