// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/courier.h"
#include "service/notify/endpoint.h"

#include <string>
#include <vector>

namespace service::notify {

// An event as a message of RFC 5322, with the lines of its header and its text ended by CR LF. An alert says what it is
// about; another event is told as it stands.
std::string mailText(const Endpoint& endpoint, const core::Parcel& parcel);

} // namespace service::notify
