// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/auditkey.h"
#include "service/core/store.h"

#include <optional>
#include <string>
#include <vector>

namespace service::core {

struct AuditFlaw
{
    std::int64_t seq = 0; // the first row that is not as it was written
    std::string why;
};

// Walks an audit log from its oldest row to its newest: numbers without a gap, each hash over its row and the hash
// before, and the signed heads, without which a log that was written anew looks like any other. Keeps one row.
class AuditVerifier
{
public:
    // `from` is a row that was found good before. Without a public key signatures are not looked at.
    explicit AuditVerifier(std::vector<std::string> publicKeys, AuditHead from = {});

    // Checks at most `rowsMax` rows up to row `toSeq`; false: none are left, or something is wrong.
    bool walk(Store& store, std::int64_t toSeq, std::int64_t rowsMax);
    // After the last row: does the log end where the signed heads say, and is `remembered` in it?
    void finish(Store& store, const std::optional<AuditHead>& remembered = std::nullopt);

    const std::optional<AuditFlaw>& flaw() const { return m_flaw; }
    std::int64_t rows() const { return m_rows; }
    const AuditHead& checkedTo() const { return m_last; }

private:
    bool check(const AuditRow& row);
    bool check(const SignedHead& head);
    bool isSigned(const SignedHead& head) const;
    // False always.
    bool fail(std::int64_t seq, std::string why);

    const std::vector<std::string> m_publicKeys; // any of them may have signed
    AuditHead m_last;
    std::int64_t m_rows = 0;
    std::optional<AuditFlaw> m_flaw;
};

} // namespace service::core
