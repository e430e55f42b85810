// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"

#include <QString>

namespace ui {

// How the link to the service stands, as the status bar and the bar under the top bar tell it. Times are UTC.
struct LinkStatus
{
    client::feed::LinkState state = client::feed::LinkState::Connecting;
    qint64 offlineSinceMs = 0;
    qint64 dataAsOfMs = 0;
    qint64 nextRetryMs = -1; // -1: none waits
    qint64 lagMs = 0;
    qint64 clockSkewMs = 0;
    double eventsPerSecond = 0;
    qint64 cacheBytes = 0;
    QString error;            // why the link is down, in English
    QString note;             // already translated: what is being done about it
    QString file;             // of LinkState::File: what is looked at, in words
    bool isRecording = false; // of LinkState::File: it is what this console saw
    qint64 ageMs = 0;         // of LinkState::File: since dataAsOfMs, by this computer's clock

    // So old that a reader has to see it on every table.
    static constexpr qint64 staleAfterMs = 15 * 60'000;
    bool isStale(qint64 nowMs) const
    {
        if (state == client::feed::LinkState::File)
            return ageMs > staleAfterMs;
        return state == client::feed::LinkState::Offline && dataAsOfMs > 0 && nowMs - dataAsOfMs > staleAfterMs;
    }
};

} // namespace ui
