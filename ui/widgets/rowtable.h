// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace ui {

class Theme;

// A plain table of rows, one selected: j and k as well as the arrows, Enter opens, and the view says where the focus is
// even while no row is chosen.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    explicit RowTable(const Theme& theme, QWidget* parent = nullptr);

    int currentRow() const; // -1: none
    void chooseRow(int row);
    // Widths that fit headers and rows; the last column takes the rest.
    void fitColumns(const QStringList& widest);

Q_SIGNALS:
    void currentRowChanged(int row);
    void openRequested(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace ui
