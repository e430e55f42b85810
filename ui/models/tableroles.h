// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"
#include "ui/glyph.h"

#include <QMetaType>

namespace ui {

// Shape and colours of a cell that is shown as a chip; its word is the cell's text.
struct Chip
{
    Glyph glyph = Glyph::Dash;
    client::contract::ShownStatus colors = client::contract::ShownStatus::Lost;
    bool operator==(const Chip&) const = default;
};

// What RowDelegate paints by, beside Qt's own roles, in every table but that of bets.
enum TableRole {
    ChipRole = Qt::UserRole + 40, // Chip; invalid: plain text
    FaintRole,                    // bool: secondary colour
    GroupRole,                    // bool: a heading between rows
};

} // namespace ui

Q_DECLARE_METATYPE(ui::Chip)
