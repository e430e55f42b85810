// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"
#include "service/core/store.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace service::core {

// The natural key of a money intent as people and partners see it: "block:acme/b-1", "recalc:7:acme/b-1". Ids hold no
// '/', so two intents never share one.
std::string operationKey(contract::OperationKind kind, std::string_view ref, std::string_view partner,
                         std::string_view bet);

// Of the specification's bare call, which is about a whole round: "recalc:7:acme".
std::string recalculationKey(std::string_view recalculation, std::string_view partner);
// Of that call, or of one bet of a recalculation.
bool isRecalculationKey(std::string_view key);

// What a job's refund is called among the refunds of its bet: "job:7". No caller may use such a name, or the job could
// not make its own.
std::string jobRefundRef(std::int64_t job);
bool isJobRefundRef(std::string_view ref);

// What the void of an open hold by a recalculation is called among the refunds of its bet at a bookmaker: "recalc:7".
// Whoever is that bookmaker keeps it apart from a refund, because a recalculation may still settle the bet.
std::string voidRefundRef(std::string_view recalculation);
bool isVoidRefundRef(std::string_view ref);

// 32 bytes.
std::string sha256(std::string_view bytes);
std::string hex(std::string_view bytes);

// SHA-256 over the fields, each with its length, so that no two lists of fields look alike.
std::string fingerprint(std::initializer_list<std::string_view> fields);

// The hash that belongs to the row, over everything else in it.
std::string auditHash(const AuditRow& row);

} // namespace service::core
