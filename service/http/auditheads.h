// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/auditkey.h"

#include <mutex>
#include <string>

namespace service::http {

// The newest durable row of the audit log as consoles are told it. The writer says which; it is signed only when
// somebody asks, once per row, so that the writer never waits for a signature.
class AuditHeads
{
public:
    explicit AuditHeads(core::AuditKey key) : m_key(std::move(key)) {}

    // Any thread.
    void committed(const core::AuditHead& head);
    // "17:<hash>:<signature>"; empty: the log is, or there is no key. One thread.
    std::string text();

private:
    const core::AuditKey m_key;
    std::mutex m_mutex;
    core::AuditHead m_head;
    std::int64_t m_signedSeq = 0;
    std::string m_text;
};

} // namespace service::http
