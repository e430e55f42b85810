// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <vector>

namespace client::review {

// The story of one bet as its events tell it, oldest first: versions and how each try ended. Less than the service
// knows: events hold neither what was sent and answered nor the ledger, which stays empty. `events` holds one with a
// bet at least.
contract::Story storyOf(const std::vector<contract::FeedEvent>& events);

} // namespace client::review
