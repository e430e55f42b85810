// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/betsmodel.h"

#include <QRegion>
#include <QTableView>
#include <QTimer>

#include <functional>

namespace ui {

class Theme;

// A table over BetsModel that can be read while bets keep coming: selection, current row and scroll position stay with
// their bets. At the top and untouched it follows the newest bet. However many changes come, it repaints only rows that
// changed, and those once a frame.
class BetsTable : public QTableView
{
    Q_OBJECT

public:
    BetsTable(BetsModel& model, const Theme& theme, QWidget* parent = nullptr);

    bool isFollowing() const { return m_following; }
    int newCount() const { return m_newCount; } // rows that came in above the reader
    void follow();
    void hold();

    BetKey currentKey() const;
    std::vector<BetKey> selectedKeys() const;
    void selectBet(const BetKey& key);
    int rowsOnScreen() const;

    // Widths that fit headers and usual contents in every language.
    void fitColumns();
    // What horizontalHeader()->saveState() has kept: widths, places, what is hidden, what sorts.
    void restoreColumns(const QByteArray& state);
    static constexpr int frameMs = 16;

Q_SIGNALS:
    void followingChanged();
    void newCountChanged();
    void currentBetChanged(); // another bet is current, or none
    void selectionSummaryChanged();
    void openRequested();
    void pauseRequested();
    void clearRequested();
    void filterRequested();

protected Q_SLOTS:
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles = {}) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index, const QEvent* event) const override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    using Predicate = std::function<bool(int row)>;

    bool handleLetter(QKeyEvent& event);
    void go(int row);
    void goWhere(int step, const Predicate& wanted);
    void onAboutToInsert(int first);
    void onInserted(int first, int last);
    void onAboutToReset();
    void onReset();
    void onAboutToArrange();
    void onArranged();
    void onFrame();
    void watchRows();
    void sortByCurrentColumn();
    void saveAnchor();
    void restoreAnchor();
    void setNewCount(int count);

    BetsModel& m_model;
    const Theme& m_theme;
    bool m_following = true;
    bool m_adjusting = false; // our own scrolling is not the reader's
    int m_newCount = 0;
    BetKey m_anchor;        // topmost visible bet …
    int m_anchorOffset = 0; // … and how far above the edge it begins
    BetKey m_savedCurrent;
    std::vector<BetKey> m_savedSelection;
    BetKey m_lastCurrent;
    int m_appended = 0; // rows of the last insertion below the reader, who may yet find their places above
    int m_anchorRow = -1;
    QRegion m_dirty; // of the viewport, to be painted with the next frame
    QTimer m_frame;
};

} // namespace ui
