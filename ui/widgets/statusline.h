// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/money.h"
#include "ui/linkstatus.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace ui {

class LineLabel;
class Format;
class Theme;

struct TableSummary
{
    int shown = 0;
    int total = 0;
    int selected = 0;
    std::vector<client::contract::Money> selectedSums; // per currency, never added across
    qint64 skipped = 0;
    qint64 newestAtMs = 0;
};

// The status bar: one line that never wraps.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(const Theme& theme, const Format& format, QWidget* parent = nullptr);

    void setLink(const LinkStatus& status);
    void setTable(const TableSummary& summary);
    // False: the table is on another page.
    void showTable(bool shown);
    // For a few seconds instead of the table's numbers: "Copied".
    void showMessage(const QString& message);
    // Refunds without a definite end; a button names them while there are any.
    void setUnfinished(int count);
    // Alerts that nobody has seen, likewise.
    void setAlerts(int count);
    // Whether alerts are neither shown nor sounded by the desktop.
    void setMuted(bool muted);
    // Mute and test; false: this window tells nobody of alerts.
    void showTelling(bool shown);
    void retranslate();
    QString text() const;

Q_SIGNALS:
    void unfinishedRequested();
    void alertsRequested();
    void muteRequested(bool muted);
    void testRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawIcons();
    QString linkText() const;
    QString tableText() const;

    const Theme& m_theme;
    const Format& m_format;
    LinkStatus m_link;
    TableSummary m_table;
    bool m_showsTable = true;
    QString m_message;
    LineLabel* m_left;
    LineLabel* m_right;
    QPushButton* m_unfinished;
    QPushButton* m_alerts;
    QPushButton* m_mute;
    QPushButton* m_test;
    int m_unfinishedCount = 0;
    int m_alertsCount = 0;
};

} // namespace ui
