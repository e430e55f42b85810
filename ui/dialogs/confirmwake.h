// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace ui {

class ConfirmButton;

// Keeps a confirm button asleep until everything has been filled in for wakeMs, and shows how long that takes. Asked
// every tick; the button's width never changes under the mouse.
class ConfirmWake
{
    Q_DECLARE_TR_FUNCTIONS(ConfirmWake)

public:
    static constexpr std::int64_t wakeMs = 3'000;

    ConfirmWake(ConfirmButton& button, const client::ports::Clock& clock);

    void update(bool isComplete, const QString& verb);
    // A click that also brings the window to the front was aimed at another window.
    void startOver();

private:
    ConfirmButton& m_button;
    const client::ports::Clock& m_clock;
    std::optional<std::int64_t> m_completeSinceMs; // steady
};

} // namespace ui
