// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statuschip.h"

#include "ui/delegates/betdelegate.h"
#include "ui/theme.h"

#include <QPainter>

namespace ui {

StatusChip::StatusChip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusChip::setStatus(client::contract::ShownStatus status, const QString& word)
{
    setLook(glyph(status), status, word);
}

void StatusChip::setLook(Glyph glyph, client::contract::ShownStatus tone, const QString& word)
{
    if (glyph == m_glyph && tone == m_status && word == m_word)
        return;
    m_glyph = glyph;
    m_status = tone;
    m_word = word;
    setAccessibleName(word);
    setFixedSize(BetDelegate::chipWidth(word), metrics::hitTarget);
    update();
}

void StatusChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    BetDelegate::paintChip(painter, rect(), m_word, m_glyph, m_theme.state(m_status));
}

} // namespace ui
