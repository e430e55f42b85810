// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace ui {

// Shapes drawn as vectors in a 16 × 16 box, so that they follow the theme's colours and any scale. Colour alone never
// carries a meaning: each state has its own shape, and Failed is the only filled one.
enum class Glyph {
    Check,
    Padlock,
    Clock,
    FilledTriangle,
    ReturnArrow,
    Diamond,
    Dash,
    DashedQuestion,
    Square,
    TriangleUp,
    Disc,
    DiamondOutline,
    Pause,
    Play,
    StepBack,
    StepForward,
    Search,
    Close,
    Copy,
    Float,
    Star,
    Bell,
    BellOff,
    ChevronDown
};

Glyph glyph(client::contract::ShownStatus status);
void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& color);
QIcon glyphIcon(Glyph glyph, const QColor& color, const QColor& disabled);

} // namespace ui
