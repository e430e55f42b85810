// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowtable.h"

#include "ui/delegates/betdelegate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int sortMarkRoom = 16;

} // namespace

RowTable::RowTable(const Theme& theme, QWidget* parent) : QTableView(parent), m_theme(theme)
{
    setItemDelegate(new RowDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(metrics::rowHeight);
    verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(40);
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
    connect(this, &QTableView::doubleClicked, this, &RowTable::openRequested);
}

void RowTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RowTable::currentRowChanged);
    connect(model, &QAbstractItemModel::modelReset, this, &RowTable::currentRowChanged);
}

void RowTable::fitColumn(int column, const QStringList& texts, bool isChip)
{
    const QFontMetrics text(Theme::font());
    const QFontMetrics head(Theme::font(metrics::uiFont, QFont::Medium));
    int width = 0;
    for (const auto& one : texts)
        width = std::max({width, isChip ? BetDelegate::chipWidth(one) : text.horizontalAdvance(one),
                          head.horizontalAdvance(one) +
                              (isSortingEnabled() || horizontalHeader()->isSortIndicatorShown() ? sortMarkRoom : 0)});
    setColumnWidth(column, width + 2 * metrics::cellPadding + 4);
}

int RowTable::currentRow() const
{
    const auto rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void RowTable::selectRowAt(int row)
{
    if (row < 0 || row >= model()->rowCount())
        return;
    const auto index = model()->index(row, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(model()->index(row, horizontalHeader()->logicalIndex(0)));
}

void RowTable::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const int current = currentIndex().row();
    if (current >= start && current <= end) {
        selectionModel()->clearSelection();
        selectionModel()->clearCurrentIndex();
    }
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void RowTable::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::NoModifier) {
        switch (event->key()) {
        case Qt::Key_J:
            return selectRowAt(currentRow() + 1);
        case Qt::Key_K:
            return selectRowAt(std::max(0, currentRow() - 1));
        case Qt::Key_Slash:
            Q_EMIT filterRequested();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!event->isAutoRepeat())
                Q_EMIT openRequested();
            return;
        default:
            // Qt would look for a row that begins with the letter, and choose another than the one that is read.
            if (!event->text().isEmpty() && event->text().front().isLetterOrNumber())
                return event->ignore();
            break;
        }
    }
    QTableView::keyPressEvent(event);
}

void RowTable::focusInEvent(QFocusEvent* event)
{
    // Otherwise the view would make the first row the current one, which nobody asked to see.
    if (currentIndex().isValid())
        QTableView::focusInEvent(event);
    else
        viewport()->update();
}

void RowTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || currentIndex().isValid())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.colors().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

} // namespace ui
