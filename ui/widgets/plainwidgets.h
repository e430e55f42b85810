// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

class QLabel;
class QPushButton;

namespace ui {

// A wrapping line of text that is never taken for rich text, because what it shows may come from the other side.
QLabel* plainLabel(const char* name, TextRole role = TextRole::Normal);

// A button that Enter does not press by accident.
QPushButton* plainButton(const char* name);

} // namespace ui
