// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/note.h"
#include "service/core/message.h"
#include "service/core/policy.h"
#include "service/core/recorder.h"

namespace service::core {

// What people write down about a bet: lines of its story, and rows of the audit log. Nothing takes one back.
class Notes
{
public:
    Notes(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    // A repeat with the same Idempotency-Key writes nothing more.
    Response add(const Route& route, const contract::NoteOrder& order, const Request& request);

private:
    Context& m_context;
    Recorder& m_recorder;
};

} // namespace service::core
