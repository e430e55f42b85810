// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/glyphtext.h"
#include "ui/glyph.h"
#include "ui/theme.h"

#include <QHash>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace ui {

// Paints one cell of a table of bets from the roles of BetsModel. Padding lives here: a style sheet's padding moved
// only the selected row's text.
class BetDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit BetDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // The chip with shape and word, vertically centred in `cell`; also used outside of tables.
    static void paintChip(QPainter& painter, const QRect& cell, const QString& word,
                          client::contract::ShownStatus status, Look look);
    static void paintChip(QPainter& painter, const QRect& cell, const QString& word, Glyph shape,
                          const StateColors& colors);
    static int chipWidth(const QString& word);

private:
    struct ChipKey
    {
        QString word;
        client::contract::ShownStatus status;
        int width;
        Look look;
        qreal pixelRatio;
        bool operator==(const ChipKey&) const = default;
    };
    friend size_t qHash(const ChipKey& key, size_t seed)
    {
        return qHashMulti(seed, key.word, static_cast<int>(key.status), key.width, static_cast<int>(key.look),
                          key.pixelRatio);
    }
    void paintKeptChip(QPainter& painter, const QRect& cell, const QString& word,
                       client::contract::ShownStatus status) const;

    const Theme& m_theme;
    // What painting keeps between cells; it changes no picture.
    mutable GlyphText m_texts;
    mutable QHash<ChipKey, QPixmap> m_chips;
};

} // namespace ui
