// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace ui {

// Roles of tables that RowDelegate paints. A cell with a glyph is a chip.
enum RowRole {
    GlyphRole = Qt::UserRole + 1, // int of Glyph
    ToneRole,                     // int of contract::ShownStatus: the chip's colours
    GroupRole,                    // bool: the cell belongs to a heading between rows
};

} // namespace ui
