// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/betstable.h"

#include "ui/delegates/betdelegate.h"
#include "ui/format.h"
#include "ui/theme.h"
#include "ui/translation.h"

#include <QAccessible>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;

namespace {

constexpr int sortArrow = 14; // beside the heading of the column that sorts

} // namespace

BetsTable::BetsTable(BetsModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent), m_model(model), m_theme(theme)
{
    setObjectName(QStringLiteral("betsTable"));
    setModel(&model);
    setItemDelegate(new BetDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its coming and going would move the columns
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(metrics::rowHeight);
    verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(40);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(static_cast<int>(model.order().column),
                                         model.order().descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_frame.setSingleShot(true);
    m_frame.setInterval(frameMs);
    connect(&m_frame, &QTimer::timeout, this, &BetsTable::onFrame);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, &model, &BetsModel::sort);
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex&, int first) { onAboutToInsert(first); });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { onInserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] { viewport()->update(); });
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &BetsTable::onAboutToReset);
    connect(&model, &QAbstractItemModel::modelReset, this, &BetsTable::onReset);
    connect(&model, &QAbstractItemModel::layoutAboutToBeChanged, this, &BetsTable::onAboutToArrange);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &BetsTable::onArranged);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_adjusting)
            return;
        if (value > 0)
            hold();
        else if (!selectionModel()->hasSelection())
            follow();
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (selectionModel()->hasSelection() && !m_adjusting)
            hold();
        Q_EMIT selectionSummaryChanged();
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        const auto key = currentKey();
        if (key == m_lastCurrent || m_adjusting)
            return;
        m_lastCurrent = key;
        Q_EMIT currentBetChanged();
    });
    connect(this, &QTableView::doubleClicked, this, &BetsTable::openRequested);
    fitColumns();
}

void BetsTable::fitColumns()
{
    const QFontMetrics text(Theme::font());
    const QFontMetrics head(Theme::font(metrics::uiFont, QFont::Medium));
    const auto contents = [](BetsModel::Column column) -> QString {
        switch (column) {
        case BetsModel::Column::Time:
            return QStringLiteral("00:00:00.000");
        case BetsModel::Column::Bet:
            return QStringLiteral("b-00000000000");
        case BetsModel::Column::Partner:
            return QStringLiteral("northbet");
        case BetsModel::Column::Player:
            return QStringLiteral("p00000-0-0000");
        case BetsModel::Column::Round:
            return QStringLiteral("r00000-0-00");
        case BetsModel::Column::Amount:
            return QStringLiteral("00 000.000 KWD");
        case BetsModel::Column::Payout:
            return QStringLiteral("000 000.00");
        case BetsModel::Column::Attempt:
            return QStringLiteral("0/5");
        case BetsModel::Column::NextTry:
            return QStringLiteral("00:00:00");
        case BetsModel::Column::Latency:
            return QStringLiteral("0 000 ms");
        case BetsModel::Column::LastError:
            return QStringLiteral("HTTP 503, partner unavailable");
        case BetsModel::Column::Status:
            break;
        }
        return {};
    };
    for (int i = 0; i < BetsModel::columns; ++i) {
        const auto column = static_cast<BetsModel::Column>(i);
        int width = text.horizontalAdvance(contents(column));
        if (column == BetsModel::Column::Status) {
            for (int s = 0; s <= static_cast<int>(ShownStatus::Expired); ++s) {
                for (const auto& word : Translation::everyStatus(static_cast<ShownStatus>(s)))
                    width = std::max(width, BetDelegate::chipWidth(word));
            }
        }
        for (const auto& word : Translation::everyHeader(column))
            width = std::max(width, head.horizontalAdvance(word) + sortArrow);
        setColumnWidth(i, width + 2 * metrics::cellPadding + 4);
    }
}

void BetsTable::restoreColumns(const QByteArray& state)
{
    auto* header = horizontalHeader();
    header->restoreState(state);
    // A state of before a list could be sorted turns it off.
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
}

void BetsTable::follow()
{
    m_adjusting = true;
    scrollToTop();
    m_adjusting = false;
    setNewCount(0);
    if (m_following)
        return;
    m_following = true;
    Q_EMIT followingChanged();
}

void BetsTable::hold()
{
    if (!m_following)
        return;
    m_following = false;
    Q_EMIT followingChanged();
}

void BetsTable::setNewCount(int count)
{
    if (m_newCount == count)
        return;
    m_newCount = count;
    Q_EMIT newCountChanged();
}

BetKey BetsTable::currentKey() const
{
    const auto current = currentIndex();
    return current.isValid() ? m_model.key(current.row()) : BetKey{};
}

std::vector<BetKey> BetsTable::selectedKeys() const
{
    std::vector<BetKey> keys;
    for (const auto& index : selectionModel()->selectedRows())
        keys.push_back(m_model.key(index.row()));
    return keys;
}

void BetsTable::selectBet(const BetKey& key)
{
    const int row = m_model.rowOf(key);
    if (row >= 0)
        go(row);
}

int BetsTable::rowsOnScreen() const
{
    const int first = rowAt(0);
    if (first < 0)
        return 0;
    const int last = rowAt(viewport()->height() - 1);
    return (last < 0 ? m_model.rowCount() - 1 : last) - first + 1;
}

void BetsTable::saveAnchor()
{
    m_anchor = {};
    const int row = rowAt(0);
    if (row < 0)
        return;
    m_anchor = m_model.key(row);
    m_anchorOffset = -rowViewportPosition(row);
}

void BetsTable::restoreAnchor()
{
    const int row = m_anchor.isEmpty() ? -1 : m_model.rowOf(m_anchor);
    if (row < 0)
        return;
    m_adjusting = true;
    updateGeometries(); // the scroll bar has to know the new rows before it can stand among them
    verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize() + m_anchorOffset);
    m_adjusting = false;
}

void BetsTable::onAboutToInsert(int)
{
    if (!m_following)
        saveAnchor();
}

void BetsTable::onInserted(int first, int last)
{
    // Qt lays its rows out a moment later; a paint of changed rows before that would show a bet in two of them.
    viewport()->update();
    if (m_following)
        return;
    const int anchorRow = m_anchor.isEmpty() ? -1 : m_model.rowOf(m_anchor);
    restoreAnchor();
    if (first < anchorRow)
        setNewCount(m_newCount + last - first + 1);
    else
        m_appended = last - first + 1;
}

void BetsTable::onAboutToArrange()
{
    if (m_following)
        return;
    saveAnchor();
    m_anchorRow = m_anchor.isEmpty() ? -1 : m_model.rowOf(m_anchor);
}

void BetsTable::onArranged()
{
    viewport()->update();
    if (m_following)
        return;
    restoreAnchor();
    const int row = m_anchorRow < 0 ? -1 : m_model.rowOf(m_anchor);
    // In another order what comes is anywhere, and a row above the reader is no sign of news.
    if (row > m_anchorRow && m_model.order() == BetList::Order{})
        setNewCount(m_newCount + std::min(row - m_anchorRow, m_appended));
    m_appended = 0;
}

void BetsTable::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>&)
{
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(topLeft.row());
        event.setLastRow(bottomRight.row());
        event.setFirstColumn(topLeft.column());
        event.setLastColumn(bottomRight.column());
        QAccessible::updateAccessibility(&event);
    }
    // Qt would repaint everything for more than one cell.
    const int top = std::max(rowViewportPosition(topLeft.row()), 0);
    const int bottom =
        std::min(rowViewportPosition(bottomRight.row()) + rowHeight(bottomRight.row()), viewport()->height());
    if (top >= bottom)
        return;
    m_dirty += QRect(0, top, viewport()->width(), bottom - top);
    if (!m_frame.isActive())
        onFrame();
}

void BetsTable::onFrame()
{
    if (m_dirty.isEmpty())
        return;
    viewport()->update(m_dirty);
    m_dirty = {};
    m_frame.start();
}

void BetsTable::watchRows()
{
    const int first = std::max(rowAt(0), 0);
    const int last = rowAt(viewport()->height() - 1);
    m_model.watch(first, last < 0 ? std::max(m_model.rowCount() - 1, 0) : last);
}

void BetsTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    m_dirty.translate(dx, dy);
    watchRows();
}

void BetsTable::sortByCurrentColumn()
{
    const int column = std::max(0, currentIndex().column());
    auto* header = horizontalHeader();
    const bool again = header->sortIndicatorSection() == column;
    const bool descending = again ? header->sortIndicatorOrder() == Qt::AscendingOrder
                                  : BetsModel::isNumeric(static_cast<BetsModel::Column>(column));
    header->setSortIndicator(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void BetsTable::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const int current = currentIndex().row();
    if (current >= start && current <= end) {
        // Qt would make the neighbour the current bet, and the next key would act on a bet that nobody chose.
        selectionModel()->clearSelection();
        selectionModel()->clearCurrentIndex();
    }
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void BetsTable::onAboutToReset()
{
    m_savedCurrent = currentKey();
    m_savedSelection = selectedKeys();
    saveAnchor();
}

void BetsTable::onReset()
{
    m_adjusting = true;
    QItemSelection selection;
    for (const auto& key : m_savedSelection) {
        if (const int row = m_model.rowOf(key); row >= 0)
            selection.select(m_model.index(row, 0), m_model.index(row, BetsModel::columns - 1));
    }
    const int current = m_savedCurrent.isEmpty() ? -1 : m_model.rowOf(m_savedCurrent);
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_model.index(current, 0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_adjusting = false;
    if (m_following)
        follow();
    else
        restoreAnchor();
    if (currentKey() != m_lastCurrent) {
        m_lastCurrent = currentKey();
        Q_EMIT currentBetChanged();
    }
    Q_EMIT selectionSummaryChanged();
}

void BetsTable::go(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const auto index = m_model.index(row, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(m_model.index(row, horizontalHeader()->logicalIndex(0)));
}

void BetsTable::goWhere(int step, const Predicate& wanted)
{
    const int start = currentIndex().isValid() ? currentIndex().row() + step : step > 0 ? 0 : m_model.rowCount() - 1;
    for (int row = start; row >= 0 && row < m_model.rowCount(); row += step) {
        if (wanted(row)) {
            go(row);
            return;
        }
    }
}

bool BetsTable::handleLetter(QKeyEvent& event)
{
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const int step = shift ? -1 : 1;
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    switch (event.key()) {
    case Qt::Key_J:
        go(current + 1);
        return true;
    case Qt::Key_K:
        go(std::max(0, current - 1));
        return true;
    case Qt::Key_E:
        goWhere(step, [this](int row) {
            const auto shown = m_model.shown(row);
            return shown == ShownStatus::Failed || shown == ShownStatus::InDoubt;
        });
        return true;
    case Qt::Key_O: {
        // A list of bets holds each bet once: the nearest relatives are the same player's.
        if (current < 0)
            return true;
        const auto player = m_model.player(current);
        goWhere(step, [this, player](int row) { return m_model.player(row) == player; });
        return true;
    }
    case Qt::Key_S:
        sortByCurrentColumn();
        return true;
    case Qt::Key_Slash:
        Q_EMIT filterRequested();
        return true;
    case Qt::Key_M:
        if (current >= 0)
            m_model.toggleMark(current);
        return true;
    case Qt::Key_BracketLeft:
        goWhere(-1, [this](int row) { return m_model.isMarked(row); });
        return true;
    case Qt::Key_BracketRight:
        goWhere(1, [this](int row) { return m_model.isMarked(row); });
        return true;
    default:
        return false;
    }
}

// With Ctrl, Qt moves the current bet away from the selected one, and what is opened would not be what is marked.
QItemSelectionModel::SelectionFlags BetsTable::selectionCommand(const QModelIndex& index, const QEvent* event) const
{
    if (event && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<const QKeyEvent*>(event);
        static constexpr Qt::Key moves[] = {Qt::Key_Up,       Qt::Key_Down, Qt::Key_PageUp,
                                            Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End};
        const bool isMove = std::find(std::begin(moves), std::end(moves), key.key()) != std::end(moves);
        if (isMove && (key.modifiers() & Qt::ControlModifier) && !(key.modifiers() & Qt::ShiftModifier))
            return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    return QTableView::selectionCommand(index, event);
}

void BetsTable::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    if (modifiers == Qt::NoModifier && handleLetter(*event))
        return;
    if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
        switch (event->key()) {
        case Qt::Key_Space:
            if (!event->isAutoRepeat())
                Q_EMIT pauseRequested();
            return;
        case Qt::Key_End:
            follow();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!event->isAutoRepeat())
                Q_EMIT openRequested();
            return;
        case Qt::Key_Escape:
            clearSelection();
            Q_EMIT clearRequested();
            return;
        default:
            break;
        }
    }
    QTableView::keyPressEvent(event);
}

void BetsTable::focusInEvent(QFocusEvent* event)
{
    // Otherwise the view would make the first bet the current one, which nobody asked to see.
    if (currentIndex().isValid())
        QTableView::focusInEvent(event);
    else
        viewport()->update();
}

void BetsTable::paintEvent(QPaintEvent* event)
{
    watchRows();
    QTableView::paintEvent(event);
    if (!hasFocus() || currentIndex().isValid())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.colors().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void BetsTable::resizeEvent(QResizeEvent* event)
{
    m_adjusting = true; // a taller window may clamp the scroll bar
    QTableView::resizeEvent(event);
    m_adjusting = false;
}

} // namespace ui
