// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace service::core {

// Replaces the ids of players in JSON of ours by their last two characters, "67890" by "....90", which is still an id.
// By the text and not by the row, so that no endpoint, event or message inside an attempt can be forgotten.
void maskPlayers(std::string& text);

} // namespace service::core
