// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/auditexport.h"

#include "client/contract/csv.h"
#include "client/contract/json.h"

#include <QSaveFile>

namespace client::operations {

namespace {

constexpr int rowsPerPage = 500;

std::string line(const contract::AuditEntry& entry)
{
    std::string roles;
    for (const auto& role : entry.roles)
        roles += (roles.empty() ? "" : " ") + role;
    std::string text;
    for (const auto& cell :
         {std::to_string(entry.seq), contract::json::timeText(entry.at), entry.subject, roles, entry.action,
          entry.object, entry.reason, entry.before, entry.after, entry.correlationId, entry.hash})
        text += (text.empty() ? "" : ",") + contract::csvCell(cell);
    return text + '\n';
}

} // namespace

AuditExport::AuditExport(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

AuditExport::~AuditExport()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
}

bool AuditExport::save(const api::AuditFilter& filter, const QString& path)
{
    if (isRunning())
        return false;
    m_filter = filter;
    m_filter.cursor.clear();
    m_filter.limit = rowsPerPage;
    m_path = path;
    m_rows = 0;
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly) ||
        !write("seq,at,subject,roles,action,object,reason,before,after,correlation_id,hash\n")) {
        close(End::FileFailed, m_file->errorString());
        return true;
    }
    askPage();
    return true;
}

void AuditExport::askPage()
{
    auto* const call = m_api.audit(m_filter);
    m_call = call;
    connect(call, &api::Call::finished, this, [this, call] {
        m_answer = call->answer();
        if (!call->result())
            return close(End::ServiceFailed, QString::fromStdString(call->answer().detail));
        onPage(*call->result());
    });
}

void AuditExport::onPage(const contract::Page<contract::AuditEntry>& page)
{
    std::string text;
    for (const auto& entry : page.rows)
        text += line(entry);
    m_rows += static_cast<qint64>(page.rows.size());
    if (!write(text))
        return close(End::FileFailed, m_file->errorString());
    Q_EMIT progressed();
    if (!isRunning())
        return; // cancelled by who was told
    // A page without rows that names another would go on for ever.
    if (!page.nextCursor.empty() && (page.rows.empty() || page.nextCursor == m_filter.cursor))
        return close(End::ServiceFailed, QStringLiteral("the log does not end"));
    if (!page.nextCursor.empty()) {
        m_filter.cursor = page.nextCursor;
        return askPage();
    }
    if (!m_file->commit())
        return close(End::FileFailed, m_file->errorString());
    close(End::Saved);
}

bool AuditExport::write(const std::string& text)
{
    return m_file->write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
}

void AuditExport::cancel()
{
    if (!isRunning())
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    close(End::Cancelled);
}

void AuditExport::close(End end, const QString& detail)
{
    if (end != End::Saved)
        m_file->cancelWriting();
    m_file.reset();
    m_call.clear();
    Q_EMIT finished(end, detail);
}

} // namespace client::operations
