// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QString>

#include <string>

namespace app {

// The token is the first word of the file's first line, as betd reads it.
enum class TokenFileProblem { Unreadable, Empty };

tl::expected<std::string, TokenFileProblem> readTokenFile(const QString& path);

} // namespace app
