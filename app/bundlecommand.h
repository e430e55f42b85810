// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "client/ports/random.h"

#include <QString>
#include <QStringList>

namespace app {

// How `betdesk bundle …` ended: 0; 1, it could not be done or the bundle is not what it says; 2, the line is wrong.
struct CommandEnd
{
    int code = 0;
    QString out; // control and bidi characters of a bundle made visible
    QString problem = {};
};

// betdesk bundle export|verify|show, `arguments` being what follows `bundle`. Needs no application object. Passwords
// and keys come from files, because arguments are everybody's to read.
CommandEnd runBundleCommand(const QStringList& arguments, const client::ports::Clock& clock,
                            client::ports::Random& random);

} // namespace app
