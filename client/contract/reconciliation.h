// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "client/contract/states.h"
#include "client/contract/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Shapes of /api/v1/reconciliations: our bets of a window, bet by bet against a partner's list of them. Times are UTC
// milliseconds here and RFC 3339 text on the wire. Nothing here moves money.
namespace client::contract {

// Receiving: rows of a file come in. Pulling: the service reads the partner's list. Comparing: nothing more comes in.
enum class ReconciliationState { Receiving, Pulling, Comparing, Completed, Failed, Cancelled };
enum class ReconciliationSource { File, Pull };

// Pending: an operation of ours is open, or the bet moved after the partner's list was made; no exception.
enum class ReconciliationClass {
    Matched,
    MissingAtPartner,
    MissingHere,
    AmountMismatch,
    CurrencyMismatch,
    StateMismatch,
    Duplicate,
    Pending,
};
inline constexpr std::size_t reconciliationClasses = 8;

// A bet as a partner with a wallet of its own knows it.
enum class PartnerState { Held, Won, Lost, Refunded, Rejected, Expired };

std::string_view word(ReconciliationState state);
std::string_view word(ReconciliationSource source);
std::string_view word(ReconciliationClass kind);
std::string_view word(PartnerState state);
std::optional<ReconciliationState> reconciliationStateFrom(std::string_view word);
std::optional<ReconciliationSource> reconciliationSourceFrom(std::string_view word);
std::optional<ReconciliationClass> reconciliationClassFrom(std::string_view word);
std::optional<PartnerState> partnerStateFrom(std::string_view word);

bool isOpen(ReconciliationState state); // it has not ended
// Somebody has to look at it.
bool isException(ReconciliationClass kind);

// One line of a partner's list.
struct PartnerLine
{
    BetId bet;
    PartnerState state = PartnerState::Held;
    Money stake;
    std::optional<std::int64_t> payoutMinor;   // absent: the list does not say, nothing is compared
    std::optional<std::int64_t> refundedMinor; // likewise
    bool operator==(const PartnerLine&) const = default;
};

// POST /api/v1/reconciliations. The window is of the time at which a bet was made here, without its end.
struct ReconciliationOrder
{
    PartnerId partner;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t asOf = 0; // when the partner's list was made; 0: now
    ReconciliationSource source = ReconciliationSource::File;
};

inline constexpr std::size_t partnerLinesPerChunk = 500;
inline constexpr std::int64_t partnerChunksMax = 20'000;

// POST …/{id}:rows. Chunks are numbered from 1, in any order; the same chunk twice is taken once.
struct PartnerChunk
{
    std::int64_t chunk = 0;
    std::vector<PartnerLine> lines;
};

// POST …/{id}:compare. What was sent, so that a chunk that is missing cannot look like bets that are missing.
struct CompareOrder
{
    std::int64_t chunks = 0;
    std::int64_t lines = 0;
};

// POST …/{id}/items/{item}:accept
struct AcceptOrder
{
    std::string reason;
};

struct ReconciliationCount
{
    std::int64_t found = 0;
    std::int64_t accepted = 0; // of `found`
    bool operator==(const ReconciliationCount&) const = default;
};

struct ReconciliationRow
{
    std::string id; // "rec-3"
    PartnerId partner;
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t asOf = 0;
    ReconciliationSource source = ReconciliationSource::File;
    ReconciliationState state = ReconciliationState::Receiving;
    std::string why; // of Failed
    std::string author;
    std::int64_t chunks = 0; // that came in, or pages that were read
    std::int64_t lines = 0;  // of the partner
    std::array<ReconciliationCount, reconciliationClasses> counts{};
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;
    std::int64_t endedAt = 0; // 0: it has not

    const ReconciliationCount& count(ReconciliationClass kind) const { return counts[static_cast<std::size_t>(kind)]; }
    std::int64_t compared() const;       // bets, of any class
    std::int64_t openExceptions() const; // that nobody accepted
    bool operator==(const ReconciliationRow&) const = default;
};

// Our side of a difference, as it was when it was compared.
struct OurSide
{
    BetState state = BetState::None;
    Money stake;
    std::optional<std::int64_t> payoutMinor;
    std::int64_t refundedMinor = 0;
    RoundId round;
    std::int64_t version = 0;
    std::int64_t createdAt = 0;
    bool operator==(const OurSide&) const = default;
};

struct PartnerSide
{
    PartnerState state = PartnerState::Held;
    Money stake;
    std::optional<std::int64_t> payoutMinor;
    std::optional<std::int64_t> refundedMinor;
    std::int64_t lines = 1; // of this bet in the list; what is shown is the first
    bool operator==(const PartnerSide&) const = default;
};

// A bet that is not matched.
struct ReconciliationItem
{
    std::string id; // "ri-7"
    std::string reconciliation;
    ReconciliationClass kind = ReconciliationClass::Pending;
    std::string why; // of Pending: operation_open, moved_since
    PartnerId partner;
    BetId bet;
    std::optional<OurSide> ours;
    std::optional<PartnerSide> theirs;
    std::int64_t since = 0; // the first run that found just this difference
    std::int64_t acceptedAt = 0;
    std::string acceptedBy;
    std::string acceptedReason;

    bool isAccepted() const { return acceptedAt != 0; }
    bool operator==(const ReconciliationItem&) const = default;
};

std::string encode(const ReconciliationOrder& order);
std::string encode(const PartnerChunk& chunk);
std::string encode(const CompareOrder& order);
std::string encode(const AcceptOrder& order);
std::string encode(const ReconciliationRow& row);
std::string encode(const ReconciliationItem& item);
std::string encode(const Page<ReconciliationRow>& page);
std::string encode(const Page<ReconciliationItem>& page);

// Unknown members are refused in orders.
Result<ReconciliationOrder> decodeReconciliationOrder(std::string_view body);
Result<PartnerChunk> decodePartnerChunk(std::string_view body);
Result<CompareOrder> decodeCompareOrder(std::string_view body);
Result<AcceptOrder> decodeAcceptOrder(std::string_view body);
Result<ReconciliationRow> decodeReconciliationRow(std::string_view body);
Result<ReconciliationItem> decodeReconciliationItem(std::string_view body);
Result<Page<ReconciliationRow>> decodeReconciliationPage(std::string_view body);
Result<Page<ReconciliationItem>> decodeReconciliationItems(std::string_view body);

} // namespace client::contract
