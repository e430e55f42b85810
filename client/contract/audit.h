// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Shapes of the audit log: who did what to what, in a chain of hashes whose heads the service signs.
namespace client::contract {

struct AuditEntry
{
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string subject; // empty: nobody was signed in
    std::vector<std::string> roles;
    std::string action;
    std::string object; // "bet:acme/b-1", "round:r-1"
    std::string before;
    std::string after;
    std::string reason;
    std::string correlationId;
    std::string hash; // 64 hexadecimal digits
    bool operator==(const AuditEntry&) const = default;
};

// GET /api/v1/audit/verify: what came of checking one stretch of the log.
struct AuditCheck
{
    bool ok = false;
    std::int64_t rows = 0;      // checked in this stretch
    std::int64_t checkedTo = 0; // the newest of them
    std::int64_t headSeq = 0;   // of the log
    std::int64_t firstBad = 0;  // 0: none
    std::string why;
    std::string publicKey;  // 64 hexadecimal digits; empty: the service signs nothing
    std::string nextCursor; // empty: this was the last stretch, or something is wrong
    bool operator==(const AuditCheck&) const = default;
};

// The header X-Audit-Head, "17:<hash>:<signature>": up to where a log went when it was seen. Kept outside the service
// it proves that nothing was cut off or written anew.
struct AuditHeadText
{
    std::int64_t seq = 0;
    std::string hash;      // 64 hexadecimal digits
    std::string signature; // Ed25519, base64
    std::string text() const { return std::to_string(seq) + ":" + hash + ":" + signature; }
    bool operator==(const AuditHeadText&) const = default;
};

std::string encode(const AuditEntry& entry);
std::string encode(const Page<AuditEntry>& page);
std::string encode(const AuditCheck& check);

Result<Page<AuditEntry>> decodeAuditPage(std::string_view body);
Result<AuditCheck> decodeAuditCheck(std::string_view body);
Result<AuditHeadText> parseAuditHead(std::string_view text);

} // namespace client::contract
