// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QWidget;

namespace ui {

// F6 and Shift+F6: gives the focus to the next visible pane after the one that has it, or to the first thing in it that
// takes the focus.
void focusNextPane(const std::vector<QWidget*>& panes, int step);

} // namespace ui
