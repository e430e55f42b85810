// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/csv.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <string>

class QSaveFile;

namespace client::operations {

// Saves a job's report page by page, so that a report of any size needs one page of memory. The file appears under its
// name only when it is complete; a cancelled or broken one leaves what was there before.
class JobReport : public QObject
{
    Q_OBJECT

public:
    enum class Format { Csv, JsonLines };
    enum class End { Saved, Cancelled, ServiceFailed, FileFailed };

    explicit JobReport(api::BetApi& api, QObject* parent = nullptr);
    ~JobReport() override;

    // False, and nothing happens, while another report is being saved.
    bool save(const contract::JobId& job, Format format, const QString& path);
    void cancel();

    bool isRunning() const { return m_file != nullptr; }
    qint64 lines() const { return m_lines; } // written so far, the heading of a CSV included
    const QString& path() const { return m_path; }
    // What the service said last; of ServiceFailed.
    const contract::Answer& answer() const { return m_answer; }

Q_SIGNALS:
    void progressed();
    // Exactly once for each save() that returned true. `detail` is English, and empty unless something failed.
    void finished(client::operations::JobReport::End end, const QString& detail);

private:
    void askPage(const std::string& cursor);
    void onPage(const api::ReportPage& page, const std::string& cursor);
    bool write(const std::string& text);
    void close(End end, const QString& detail = {});

    api::BetApi& m_api;
    contract::JobId m_job;
    Format m_format = Format::Csv;
    QString m_path;
    std::unique_ptr<QSaveFile> m_file;
    contract::CsvDefuser m_defuser;
    QPointer<api::Call> m_call;
    contract::Answer m_answer;
    qint64 m_lines = 0;
    int m_pages = 0;
};

} // namespace client::operations
