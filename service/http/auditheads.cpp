// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/auditheads.h"

namespace service::http {

void AuditHeads::committed(const core::AuditHead& head)
{
    const std::lock_guard lock(m_mutex);
    m_head = head;
}

std::string AuditHeads::text()
{
    core::AuditHead head;
    {
        const std::lock_guard lock(m_mutex);
        if (m_head.seq == m_signedSeq)
            return m_text;
        head = m_head;
    }
    if (m_key.empty())
        return {};
    m_text = core::headText(head, core::sign(m_key, head)).text();
    m_signedSeq = head.seq;
    return m_text;
}

} // namespace service::http
