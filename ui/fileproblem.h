// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/linkstatus.h"

namespace ui {

// Why nothing of the file that is looked at is there, in words; empty: it is there, or no file is looked at.
inline QString fileProblem(const LinkStatus& status)
{
    return status.state == client::feed::LinkState::File && status.dataAsOfMs == 0 ? status.file : QString();
}

} // namespace ui
