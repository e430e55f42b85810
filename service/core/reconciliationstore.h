// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

namespace contract = client::contract;

struct Bet;
template <typename Row>
struct Slice;

// How far a run has come: the partner's lines come in; each of them is looked up here; each of our bets is looked up
// among them; nothing is left to do. A run that has ended is swept before: its lines go, a stretch at a time.
enum class ReconciliationPhase { Incoming, Theirs, Ours, Done, Sweep };

struct Reconciliation
{
    std::int64_t id = 0;
    contract::ReconciliationRow row; // its id is not stored, its counts are the store's own
    std::string roles;               // the author's
    std::string correlationId;
    std::string key;         // the Idempotency-Key that made it
    std::string fingerprint; // of the order
    ReconciliationPhase phase = ReconciliationPhase::Incoming;
    std::string afterBet;     // of Theirs: the last one compared
    std::int64_t afterId = 0; // of Ours, likewise
    std::int64_t upToId = 0;  // the newest bet when comparing began
    std::string cursor;       // of the page of a pulled list that comes next; empty: the first
};

// One bet of the partner's list.
struct ListedBet
{
    contract::PartnerLine line; // the first that came in
    std::int64_t lines = 1;
};

struct Difference
{
    std::int64_t id = 0;
    std::int64_t run = 0;
    contract::ReconciliationItem item; // its ids are not stored
    std::string print;                 // equal for equal differences of a bet
};

// What the newest run that looked at a bet found.
struct KnownDifference
{
    contract::PartnerId partner;
    contract::BetId bet;
    std::string print;
    std::int64_t since = 0;
    std::int64_t acceptedAt = 0; // 0: nobody did
    std::string acceptedBy;
    std::string reason;
};

struct ReconciliationFilter
{
    std::string partner;
    std::int64_t beforeId = 0;
    int limit = 100;
};

struct DifferenceFilter
{
    std::int64_t run = 0;
    std::optional<contract::ReconciliationClass> kind;
    std::optional<bool> accepted;
    std::int64_t sinceBefore = 0; // 0: any age
    std::int64_t beforeId = 0;
    int limit = 100;
};

// The part of the store that reconciliation works with.
class ReconciliationStore
{
public:
    virtual ~ReconciliationStore() = default;

    virtual std::int64_t insertReconciliation(const Reconciliation& run) = 0; // its id
    virtual void updateReconciliation(const Reconciliation& run) = 0;
    virtual std::optional<Reconciliation> reconciliation(std::int64_t id) = 0;
    virtual std::optional<Reconciliation> reconciliation(std::string_view author, std::string_view key) = 0;
    virtual std::optional<Reconciliation> openReconciliation(const contract::PartnerId& partner) = 0;
    // With something left to do, oldest first.
    virtual std::vector<Reconciliation> busyReconciliations() = 0;
    virtual Slice<Reconciliation> reconciliations(const ReconciliationFilter& filter) = 0;
    virtual void countReconciled(std::int64_t run, contract::ReconciliationClass kind, bool accepted) = 0;

    virtual std::optional<std::string> partnerChunk(std::int64_t run, std::int64_t chunk) = 0; // its fingerprint
    virtual void insertPartnerChunk(std::int64_t run, std::int64_t chunk, std::string_view print) = 0;
    virtual std::int64_t lastPartnerChunk(std::int64_t run) = 0; // 0: there are none
    virtual void addPartnerLine(std::int64_t run, const contract::PartnerLine& line) = 0;
    virtual std::vector<ListedBet> partnerLines(std::int64_t run, std::string_view afterBet, int limit) = 0;
    virtual bool isListed(std::int64_t run, const contract::BetId& bet) = 0;
    // False: nothing is left.
    virtual bool dropPartnerLines(std::int64_t run, int limit) = 0;

    // The partner's bets that were made in the window, of the ids after `afterId` up to `upToId`, oldest first.
    virtual std::vector<Bet> windowBets(const Reconciliation& run, std::int64_t afterId, std::int64_t upToId,
                                        int limit) = 0;

    virtual void insertDifference(const Difference& difference) = 0;
    virtual std::optional<Difference> difference(std::int64_t id) = 0;
    virtual Slice<Difference> differences(const DifferenceFilter& filter) = 0;
    virtual std::optional<KnownDifference> knownDifference(const contract::PartnerId& partner,
                                                           const contract::BetId& bet) = 0;
    virtual void saveKnownDifference(const KnownDifference& known) = 0;
    virtual void forgetDifference(const contract::PartnerId& partner, const contract::BetId& bet) = 0;
    // In every run that found it.
    virtual void countAccepted(const KnownDifference& known) = 0;
};

} // namespace service::core
