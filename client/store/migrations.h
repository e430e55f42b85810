// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace client::store {

// The files of resources/sql/client in their order; the first one makes version 1.
const std::vector<std::string_view>& journalMigrations();
const std::vector<std::string_view>& cacheMigrations();

} // namespace client::store
