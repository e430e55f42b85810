// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "ui/models/betcolumn.h"

#include <QString>

namespace ui {

// The term of a query that finds what a cell shows: "partner:acme". Empty: there is none for this cell.
QString termOfCell(const client::contract::BetRow& row, BetColumn column);

} // namespace ui
