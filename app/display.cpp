// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/display.h"

#include <QProcessEnvironment>

#include <algorithm>

namespace app {

QString displayProblem(const QProcessEnvironment& environment, const QString& kernel)
{
    if (kernel != QStringLiteral("linux"))
        return {};
    const auto has = [&environment](const char* name) { return !environment.value(QLatin1String(name)).isEmpty(); };
    const bool hasX = has("DISPLAY");
    const bool hasWayland = has("WAYLAND_DISPLAY") || has("WAYLAND_SOCKET") ||
                            environment.value(QStringLiteral("XDG_SESSION_TYPE")) == QStringLiteral("wayland");
    // Several may be named, to be tried in turn; none is either of the two.
    const auto platforms = environment.value(QStringLiteral("QT_QPA_PLATFORM")).split(u';');
    const bool isShown = std::any_of(platforms.begin(), platforms.end(), [&](const QString& platform) {
        if (platform.isEmpty())
            return hasX || hasWayland;
        if (platform.startsWith(QStringLiteral("xcb")))
            return hasX;
        return !platform.startsWith(QStringLiteral("wayland")) || hasWayland;
    });
    return isShown ? QString()
                   : QStringLiteral("There is no display to show a window on: neither DISPLAY nor WAYLAND_DISPLAY "
                                    "names one that fits. QT_QPA_PLATFORM=offscreen runs it unseen.");
}

} // namespace app
