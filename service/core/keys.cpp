// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/keys.h"

#include <sodium/crypto_hash_sha256.h>

namespace service::core {

std::string recalculationKey(std::string_view recalculation, std::string_view partner)
{
    return std::string("recalc:").append(recalculation).append(":").append(partner);
}

bool isRecalculationKey(std::string_view key)
{
    return key.starts_with("recalc:");
}

std::string operationKey(contract::OperationKind kind, std::string_view ref, std::string_view partner,
                         std::string_view bet)
{
    if (kind == contract::OperationKind::Adjust || (kind == contract::OperationKind::Settle && !ref.empty()))
        return recalculationKey(ref, partner).append("/").append(bet);
    std::string key;
    key.reserve(16 + ref.size() + partner.size() + bet.size());
    // The game's word for a settlement.
    key.append(kind == contract::OperationKind::Settle ? "update" : contract::word(kind));
    key.append(":").append(partner).append("/").append(bet);
    if (kind == contract::OperationKind::Refund)
        key.append("/").append(ref);
    return key;
}

namespace {

constexpr std::string_view jobRefundPrefix = "job:";
constexpr std::string_view voidRefundPrefix = "recalc:";

} // namespace

std::string voidRefundRef(std::string_view recalculation)
{
    return std::string(voidRefundPrefix).append(recalculation);
}

bool isVoidRefundRef(std::string_view ref)
{
    return ref.substr(0, voidRefundPrefix.size()) == voidRefundPrefix;
}

std::string jobRefundRef(std::int64_t job)
{
    return std::string(jobRefundPrefix) + std::to_string(job);
}

bool isJobRefundRef(std::string_view ref)
{
    return ref.substr(0, jobRefundPrefix.size()) == jobRefundPrefix;
}

std::string sha256(std::string_view bytes)
{
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hash;
}

std::string hex(std::string_view bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text.push_back(digits[static_cast<unsigned char>(byte) >> 4]);
        text.push_back(digits[static_cast<unsigned char>(byte) & 15]);
    }
    return text;
}

std::string fingerprint(std::initializer_list<std::string_view> fields)
{
    std::string bytes;
    bytes.reserve(256);
    for (const std::string_view field : fields)
        bytes.append(std::to_string(field.size())).append(":").append(field);
    return sha256(bytes);
}

std::string auditHash(const AuditRow& row)
{
    return fingerprint({row.previousHash, std::to_string(row.seq), std::to_string(row.at), row.subject, row.roles,
                        row.action, row.object, row.before, row.after, row.reason, row.correlationId});
}

} // namespace service::core
