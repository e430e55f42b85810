// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"
#include "ui/models/tableroles.h"

namespace ui {

// Shape and colours of a state of a job or of a bet in it. The colours are those of the bet's status that means the
// nearest thing, so that one palette serves all chips.
Chip lookOf(client::contract::JobState state);
Chip lookOf(client::contract::JobItemState state, client::contract::JobKind kind);

} // namespace ui
