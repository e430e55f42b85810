// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/call.h"

namespace client::api {

Call::Call(QObject* parent) : QObject(parent) {}

Call::~Call() = default;

} // namespace client::api
