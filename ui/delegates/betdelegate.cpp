// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/betdelegate.h"

#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <QPainter>

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;

namespace {

constexpr int chipHeight = 20;
constexpr int chipPadding = 6;
constexpr int shapeSize = 13;
constexpr int shapeGap = 5;
constexpr int markWidth = 3;
constexpr double changedTint = 0.14;

} // namespace

BetDelegate::BetDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_texts(Theme::font())
{
}

int BetDelegate::chipWidth(const QString& word)
{
    return 2 * chipPadding + shapeSize + shapeGap + QFontMetrics(Theme::font()).horizontalAdvance(word) + 1;
}

void BetDelegate::paintChip(QPainter& painter, const QRect& cell, const QString& word, ShownStatus status, Look look)
{
    paintChip(painter, cell, word, glyph(status), stateColors(status, look));
}

void BetDelegate::paintChip(QPainter& painter, const QRect& cell, const QString& word, Glyph shape,
                            const StateColors& colors)
{
    QRect chip(cell.left(), cell.center().y() - chipHeight / 2 + 1, std::min(chipWidth(word), cell.width()),
               chipHeight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line.isValid() ? QPen(colors.line, 2) : QPen(Qt::NoPen));
    painter.setBrush(colors.chip);
    painter.drawRoundedRect(colors.line.isValid() ? chip.adjusted(1, 1, -1, -1) : chip, metrics::radius,
                            metrics::radius);
    const QRectF box(chip.left() + chipPadding, chip.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize);
    paintGlyph(painter, box, shape, colors.text);
    painter.setPen(colors.text);
    painter.setFont(Theme::font());
    const auto textRect = chip.adjusted(chipPadding + shapeSize + shapeGap, 0, -chipPadding + 2, 0);
    painter.drawText(textRect, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(word, Qt::ElideRight, textRect.width()));
    painter.restore();
}

void BetDelegate::paintKeptChip(QPainter& painter, const QRect& cell, const QString& word, ShownStatus status) const
{
    constexpr qsizetype chipsMax = 256; // words × states × widths that a person drags a column through
    const ChipKey key{word, status, cell.width(), m_theme.look(), painter.device()->devicePixelRatio()};
    auto kept = m_chips.constFind(key);
    if (kept == m_chips.constEnd()) {
        if (m_chips.size() >= chipsMax)
            m_chips.clear();
        QPixmap pixmap(cell.size() * key.pixelRatio);
        pixmap.setDevicePixelRatio(key.pixelRatio);
        pixmap.fill(Qt::transparent);
        QPainter chip(&pixmap);
        paintChip(chip, QRect({0, 0}, cell.size()), word, status, key.look);
        kept = m_chips.insert(key, pixmap);
    }
    painter.drawPixmap(cell.topLeft(), *kept);
}

void BetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& colors = m_theme.colors();
    const bool selected = option.state & QStyle::State_Selected;
    const auto column = static_cast<BetsModel::Column>(index.column());
    const bool changed = index.data(BetsModel::ChangedRole).toBool();

    if (selected)
        painter->fillRect(option.rect, colors.selection);
    else if (index.row() % 2 == 1)
        painter->fillRect(option.rect, colors.alternate);
    if (changed) {
        if (m_theme.look() != Look::HighContrast) {
            auto tint = colors.accent;
            tint.setAlphaF(changedTint);
            painter->fillRect(option.rect, tint);
        }
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), markWidth, option.rect.height()), colors.accent);
    }
    if (index.column() == 0 && index.data(BetsModel::MarkedRole).toBool())
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), markWidth, option.rect.height()), colors.text);

    const auto text = index.data(Qt::DisplayRole).toString();
    const auto cell = option.rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0);
    if (column == BetsModel::Column::Status) {
        const auto status = static_cast<ShownStatus>(index.data(BetsModel::StatusRole).toInt());
        paintKeptChip(*painter, cell, text, status);
    } else {
        const bool faint = text == dash() || column == BetsModel::Column::LastError;
        painter->setPen(faint && !selected ? colors.secondary : colors.text);
        const auto alignment = BetsModel::isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft;
        m_texts.draw(*painter, cell, alignment, text);
    }
    if (option.state & QStyle::State_HasFocus && selected) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
}

QSize BetDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto text = index.data(Qt::DisplayRole).toString();
    const bool isChip = static_cast<BetsModel::Column>(index.column()) == BetsModel::Column::Status;
    const int width = isChip ? chipWidth(text) : QFontMetrics(Theme::font()).horizontalAdvance(text);
    return {width + 2 * metrics::cellPadding, metrics::rowHeight};
}

} // namespace ui
