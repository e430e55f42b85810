// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/jobreport.h"
#include "ui/context.h"

#include <QWidget>

class QPushButton;

namespace ui {

class LineLabel;

// One line about the report that is being saved: how far it is, Cancel, and what came of it. Hidden until it is used.
class ReportBar : public QWidget
{
    Q_OBJECT

public:
    explicit ReportBar(const Context& context, QWidget* parent = nullptr);

    // Lets a person choose the file; its ending is the format.
    void ask(const client::contract::JobRow& row);
    void save(const client::contract::JobRow& row, const QString& path);
    bool isRunning() const { return m_report.isRunning(); }
    QString text() const;

Q_SIGNALS:
    void runningChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QString refusedText(const QString& detail) const;
    void onFinished(client::operations::JobReport::End end, const QString& detail);

    const Context m_context;
    client::operations::JobReport m_report;
    std::int64_t m_linesExpected = 0;
    QString m_result;
    LineLabel* m_label;
    QPushButton* m_cancel;
};

} // namespace ui
