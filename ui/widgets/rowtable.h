// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace ui {

class Theme;

// A table with the look and the keys of the table of bets over any model. A row that leaves takes the selection with
// it: the next key must not act on a neighbour that nobody chose.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    explicit RowTable(const Theme& theme, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    // Wide enough for any of these texts, a heading among them or not.
    void fitColumn(int column, const QStringList& texts, bool isChip = false);

    int currentRow() const; // -1: none
    void selectRowAt(int row);

Q_SIGNALS:
    void currentRowChanged();
    void openRequested();
    void filterRequested(); // "/"

protected Q_SLOTS:
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace ui
