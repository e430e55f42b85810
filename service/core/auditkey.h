// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/audit.h"
#include "service/core/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace service::core {

// The Ed25519 pair that the heads of the audit log are signed by.
struct AuditKey
{
    std::string publicKey; // 32 bytes
    std::string secretKey; // 64 bytes
    bool empty() const { return secretKey.empty(); }
};

// So many rows may follow the newest signed one.
constexpr std::int64_t auditRowsUnsignedMax = 1'000;
constexpr std::size_t auditSeedBytes = 32;
constexpr std::size_t auditPublicKeyBytes = 32;

AuditKey auditKeyFrom(std::string_view seed);
// The same head gets the same signature.
std::string sign(const AuditKey& key, const AuditHead& head);
bool verifies(std::string_view publicKey, const AuditHead& head, std::string_view signature);

contract::AuditHeadText headText(const AuditHead& head, std::string_view signature);
// What the text says, as bytes.
SignedHead signedHeadFrom(const contract::AuditHeadText& text);

// nullopt unless it is 32 bytes in hexadecimal digits.
std::optional<std::string> bytes32FromHex(std::string_view text);

} // namespace service::core
