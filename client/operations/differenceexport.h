// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QSaveFile;

namespace client::operations {

// Saves what a filter finds among the differences of a reconciliation as CSV, both sides in a line, page by page. The
// file appears under its name only when it is complete.
class DifferenceExport : public QObject
{
    Q_OBJECT

public:
    enum class End { Saved, Cancelled, ServiceFailed, FileFailed };

    explicit DifferenceExport(api::BetApi& api, QObject* parent = nullptr);
    ~DifferenceExport() override;

    // False, and nothing happens, while another file is being saved.
    bool save(const std::string& run, const api::ReconciliationItemFilter& filter, const QString& path);
    void cancel();

    bool isRunning() const { return m_file != nullptr; }
    qint64 rows() const { return m_rows; } // written so far
    const QString& path() const { return m_path; }
    // What the service said last; of ServiceFailed.
    const contract::Answer& answer() const { return m_answer; }

Q_SIGNALS:
    void progressed();
    // Exactly once for each save() that returned true. `detail` is English, and empty unless something failed.
    void finished(client::operations::DifferenceExport::End end, const QString& detail);

private:
    void askPage();
    void onPage(const contract::Page<contract::ReconciliationItem>& page);
    bool write(const std::string& text);
    void close(End end, const QString& detail = {});

    api::BetApi& m_api;
    std::string m_run;
    api::ReconciliationItemFilter m_filter;
    QString m_path;
    std::unique_ptr<QSaveFile> m_file;
    QPointer<api::Call> m_call;
    contract::Answer m_answer;
    qint64 m_rows = 0;
};

} // namespace client::operations
