// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format.h"
#include "ui/theme.h"

#include <tl/expected.hpp>

#include <QSize>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace app {

struct Options
{
    bool sandbox = false;
    QUrl connect; // empty in the sandbox
    QString tokenFile;
    QString profile;           // empty: the user's own
    QString open = {};         // a file to look at instead of a service
    QString passwordFile = {}; // of an encrypted bundle
    std::optional<ui::Language> language;
    std::optional<ui::ThemeMode> theme;
    QString tour;                 // folder for the pictures; empty: no tour
    QStringList sandboxArguments; // handed to betd
    QString person = {};          // of the sandbox; empty: the one that nobody has to ask for
    bool join = false;            // the sandbox that another window of this profile runs
    QString program = {};         // of further windows; empty: this one
    QString link = {};            // betdesk://…, to open
    QStringList review = {};      // files that the page of log review opens
    QSize size;
};

// Ends the program: with code 0 after --help and --version, else with 2 and what is wrong.
struct OptionsEnd
{
    QString text;
    int code = 2;
};

// `arguments` without the program's name. Needs no application object.
tl::expected<Options, OptionsEnd> parseOptions(const QStringList& arguments);

} // namespace app
