// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace ui {

// Lines of events as this console saw them, oldest first, which are in no file.
struct Recording
{
    QByteArray lines;
    bool isCut = false;    // older ones are not in them
    qint64 unreadable = 0; // parts that were damaged
    QString problem = {};  // why there are none; empty: they could be read
};

} // namespace ui
