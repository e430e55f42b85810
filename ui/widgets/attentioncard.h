// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/stats.h"
#include "ui/glyph.h"

#include <QAbstractButton>

namespace ui {

class Format;
class Theme;

// How much of one kind waits and for how long: a number, and a bar of four ages that differ in texture as well as in
// colour. Pressed it opens what it counts.
class AttentionCard : public QAbstractButton
{
    Q_OBJECT

public:
    AttentionCard(const Theme& theme, const Format& format, Glyph glyph, client::contract::ShownStatus tone,
                  QWidget* parent = nullptr);

    // A count at its bound of 100,000 is shown with "+".
    void setCounts(const client::contract::Aging& counts);
    void clearCounts(); // nothing is known
    const client::contract::Aging& counts() const { return m_counts; }
    // "0–5 min", "5–60 min", "1–24 h", "> 24 h"
    static QString age(std::size_t step);
    QString agesText() const; // "0–5 min: 3, 1–24 h: 1"; empty where all are 0

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString number() const;
    void describe();
    void paintBar(QPainter& painter, const QRect& bar) const;

    const Theme& m_theme;
    const Format& m_format;
    const Glyph m_glyph;
    const client::contract::ShownStatus m_tone;
    client::contract::Aging m_counts;
    bool m_known = false;
};

} // namespace ui
