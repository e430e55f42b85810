// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/views.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <string>

namespace service::core {

// Views that people save for themselves or share with everybody. Only the owner changes one.
class Views
{
public:
    Views(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    // A repeat of what is stored is answered as the first time; another version than the expected one is refused.
    Handled put(const std::string& id, const contract::ViewOrder& order, const Request& request);
    Handled remove(const std::string& id, const Request& request);

private:
    Context& m_context;
    Recorder& m_recorder;
};

// GET /api/v1/views. Only reads the store, which may be another connection than the writer's.
Response readViews(Store& store, const Request& request);

} // namespace service::core
