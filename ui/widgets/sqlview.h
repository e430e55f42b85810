// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/context.h"
#include "ui/models/sqlmodel.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QPushButton;
class QSplitter;

namespace ui {

class LineLabel;
class RowTable;

// SQL over the lines of a review: a statement, its rows, a file of them. Nothing can be written by it.
class SqlView : public QWidget
{
    Q_OBJECT

public:
    SqlView(const Context& context, client::review::Desk& desk, QWidget* parent = nullptr);

    void setSql(const QString& sql);
    QString sql() const;
    void run();
    QString said() const;
    SqlModel& model() { return m_model; }
    // The export's own file dialog ends here.
    void exportTo(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onFinished(const std::shared_ptr<const client::review::SqlRun::Outcome>& outcome);
    void askForFile();
    void refresh();
    void retranslate();

    const Context m_context;
    client::review::Desk& m_desk;
    SqlModel m_model;
    client::review::SqlRun m_run;
    std::optional<client::contract::Error> m_error;
    bool m_hasRun = false;
    QString m_exported;
    QPlainTextEdit* m_sql;
    QPushButton* m_start;
    QPushButton* m_export;
    LineLabel* m_said;
    RowTable* m_table;
};

} // namespace ui
