// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/jobreport.h"

#include <QSaveFile>

#include <algorithm>

namespace client::operations {

namespace {

// A service whose cursors never end must not fill the disk.
constexpr int pagesMax = 100'000;

} // namespace

JobReport::JobReport(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

JobReport::~JobReport()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
}

bool JobReport::save(const contract::JobId& job, Format format, const QString& path)
{
    if (isRunning())
        return false;
    m_job = job;
    m_format = format;
    m_path = path;
    m_lines = 0;
    m_pages = 0;
    m_defuser = {};
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly)) {
        close(End::FileFailed, m_file->errorString());
        return true;
    }
    askPage({});
    return true;
}

void JobReport::askPage(const std::string& cursor)
{
    auto* const call = m_api.jobReport(m_job, m_format == Format::Csv ? "csv" : "json", cursor);
    m_call = call;
    connect(call, &api::Call::finished, this, [this, call, cursor] {
        m_answer = call->answer();
        if (!call->result())
            return close(End::ServiceFailed, QString::fromStdString(call->answer().detail));
        onPage(*call->result(), cursor);
    });
}

void JobReport::onPage(const api::ReportPage& page, const std::string& cursor)
{
    const bool isLast = page.nextCursor.empty();
    std::string text = m_format == Format::Csv ? m_defuser.feed(page.text) : page.text;
    if (isLast && m_format == Format::Csv)
        text += m_defuser.finish();
    if (!write(text))
        return close(End::FileFailed, m_file->errorString());
    Q_EMIT progressed();
    if (!isRunning())
        return; // cancelled by who was told
    if (!isLast && (page.nextCursor == cursor || ++m_pages >= pagesMax))
        return close(End::ServiceFailed, QStringLiteral("the report does not end"));
    if (!isLast)
        return askPage(page.nextCursor);
    if (!m_file->commit())
        return close(End::FileFailed, m_file->errorString());
    close(End::Saved);
}

bool JobReport::write(const std::string& text)
{
    m_lines += std::count(text.begin(), text.end(), '\n');
    return m_file->write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
}

void JobReport::cancel()
{
    if (!isRunning())
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    close(End::Cancelled);
}

void JobReport::close(End end, const QString& detail)
{
    if (end != End::Saved)
        m_file->cancelWriting();
    m_file.reset();
    m_call.clear();
    Q_EMIT finished(end, detail);
}

} // namespace client::operations
