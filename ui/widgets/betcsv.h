// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QString>

namespace ui {

// The row as one line of RFC 4180. Cells that a spreadsheet would take for a formula get an apostrophe in front.
QString csvHeading();
QString csvLine(const client::contract::BetRow& row);

} // namespace ui
