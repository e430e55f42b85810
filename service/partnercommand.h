// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace service {

// `betd partner check NAME --config FILE`, given the arguments after "partner"; returns the exit code. One harmless
// call to the bookmaker, with a bet id of its own; no store is opened.
int partnerCommand(int argc, const char* const* argv);

} // namespace service
