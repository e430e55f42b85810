// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

// Screen readers hear of a chart as a chart; Qt Charts tells them of a view without a role.
void tellReadersOfCharts();

} // namespace ui
