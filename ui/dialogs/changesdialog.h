// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/changesmodel.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace ui {

class Format;
class RowTable;
class Theme;

// "What changed between these two moments" as a table.
class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    // Times are UTC; `before` is the earlier of the two.
    ChangesDialog(const Theme& theme, const Format& format, client::review::Changed changed, qint64 beforeMs,
                  qint64 afterMs, QWidget* parent = nullptr);

    ChangesModel& model() { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    const Format& m_format;
    const qint64 m_beforeMs;
    const qint64 m_afterMs;
    ChangesModel m_model;
    QLabel* m_text;
    RowTable* m_table;
    QPushButton* m_close;
};

} // namespace ui
