// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/headerkey.h"

namespace service::core {

HeaderKey::HeaderKey(Store& store, const Request& request)
    : m_store(store), m_subject(request.identity.subject),
      m_key(client::contract::headerValue(request.headers, "Idempotency-Key"))
{
}

bool HeaderKey::standsForOther(std::string_view fingerprint) const
{
    if (m_key.empty())
        return false;
    const auto kept = m_store.headerKey(m_subject, m_key);
    return kept && *kept != fingerprint;
}

bool HeaderKey::standsFor(std::string_view fingerprint) const
{
    if (m_key.empty())
        return false;
    const auto kept = m_store.headerKey(m_subject, m_key);
    return kept && *kept == fingerprint;
}

void HeaderKey::keep(std::string_view fingerprint)
{
    if (!m_key.empty() && !m_store.headerKey(m_subject, m_key))
        m_store.insertHeaderKey(m_subject, m_key, fingerprint);
}

} // namespace service::core
