// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemView;

namespace ui {

class Theme;

// The hatched left edge of a table whose rows are over 15 minutes old, console.md 3.6. Hidden until it is wanted; takes
// no click from the rows below it.
class StaleEdge : public QWidget
{
    Q_OBJECT

public:
    StaleEdge(const Theme& theme, QAbstractItemView* table);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void place();

    const Theme& m_theme;
    QAbstractItemView* m_table;
};

} // namespace ui
