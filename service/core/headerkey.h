// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/message.h"
#include "service/core/store.h"

#include <string>
#include <string_view>

namespace service::core {

// The Idempotency-Key of a request, one space of keys per subject. It is kept with the content that it first stood for
// and means nothing else for ever; without one nothing is kept.
class HeaderKey
{
public:
    HeaderKey(Store& store, const Request& request);

    bool standsForOther(std::string_view fingerprint) const;
    bool standsFor(std::string_view fingerprint) const;
    void keep(std::string_view fingerprint);

private:
    Store& m_store;
    std::string m_subject;
    std::string m_key;
};

} // namespace service::core
