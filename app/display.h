// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QProcessEnvironment;

namespace app {

// Why no window can be shown, as a sentence; empty if one can be tried. Asked before Qt is, which aborts the program
// where it finds no display. `kernel` is QSysInfo::kernelType(): elsewhere than on Linux a display needs no variable.
QString displayProblem(const QProcessEnvironment& environment, const QString& kernel);

} // namespace app
