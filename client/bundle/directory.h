// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/manifest.h"

#include <string_view>

namespace client::bundle {

// Reads a zip's own directory (APPNOTE 4.3) before any library does and takes only what the writer of bundles makes:
// a few files of known names, once each, no links, no overlap, nothing before, between or behind, within bytesMax and
// ratioMax by its own account.
Outcome<void> checkDirectory(std::string_view zip);

} // namespace client::bundle
