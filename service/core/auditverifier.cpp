// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/auditverifier.h"

#include "service/core/keys.h"

#include <algorithm>
#include <utility>

namespace service::core {

namespace {

constexpr int rowsPerRead = 500;

} // namespace

AuditVerifier::AuditVerifier(std::vector<std::string> publicKeys, AuditHead from)
    : m_publicKeys(std::move(publicKeys)), m_last(std::move(from))
{
}

bool AuditVerifier::fail(std::int64_t seq, std::string why)
{
    m_flaw = AuditFlaw{seq, std::move(why)};
    return false;
}

bool AuditVerifier::check(const AuditRow& row)
{
    if (row.seq != m_last.seq + 1)
        return fail(m_last.seq + 1, "the row is missing");
    if (row.previousHash != m_last.hash)
        return fail(row.seq, "the row does not follow the one before it");
    if (row.hash != auditHash(row))
        return fail(row.seq, "the row is not as it was written");
    m_last = {row.seq, row.hash};
    ++m_rows;
    return true;
}

bool AuditVerifier::isSigned(const SignedHead& head) const
{
    return std::any_of(m_publicKeys.begin(), m_publicKeys.end(),
                       [&head](const std::string& key) { return verifies(key, head.head, head.signature); });
}

bool AuditVerifier::walk(Store& store, std::int64_t toSeq, std::int64_t rowsMax)
{
    const std::int64_t until = std::min(toSeq, m_last.seq + rowsMax);
    while (!m_flaw && m_last.seq < until) {
        const auto count = std::min<std::int64_t>(rowsPerRead, until - m_last.seq);
        const std::vector<AuditRow> rows = store.audit(m_last.seq, static_cast<int>(count));
        if (rows.empty())
            return fail(m_last.seq + 1, "the row is missing");
        const std::vector<SignedHead> heads =
            m_publicKeys.empty() ? std::vector<SignedHead>{} : store.signedHeads(rows.front().seq, rows.back().seq);
        auto head = heads.begin();
        for (const AuditRow& row : rows) {
            if (!check(row))
                return false;
            if (head == heads.end() || head->head.seq != row.seq)
                continue;
            if (head->head.hash != row.hash)
                return fail(row.seq, "up to this row the log is not the one that was signed");
            if (!isSigned(*head))
                return fail(row.seq, "the signature of this row is not by the key");
            ++head;
        }
    }
    return !m_flaw && m_last.seq < toSeq;
}

void AuditVerifier::finish(Store& store, const std::optional<AuditHead>& remembered)
{
    if (m_flaw)
        return;
    if (remembered) {
        const std::vector<AuditRow> row = store.audit(remembered->seq - 1, 1);
        if (row.empty()) {
            fail(m_last.seq + 1, "rows were cut off: somebody saw row " + std::to_string(remembered->seq));
            return;
        }
        if (row.front().hash != remembered->hash) {
            fail(remembered->seq, "up to this row the log is not the one that somebody saw");
            return;
        }
    }
    if (m_publicKeys.empty())
        return;
    // In this order: a service that goes on meanwhile signs no row that is not there.
    const auto newest = store.newestSignedHead();
    if (newest && newest->head.seq > store.auditHead().seq) {
        fail(m_last.seq + 1, "rows were cut off: row " + std::to_string(newest->head.seq) + " is signed");
        return;
    }
    const std::int64_t from = std::max<std::int64_t>(1, m_last.seq - auditRowsUnsignedMax + 1);
    if (m_last.seq > 0 && store.signedHeads(from, m_last.seq).empty())
        fail(from, "rows follow the last signed one, more than a service leaves unsigned");
}

} // namespace service::core
