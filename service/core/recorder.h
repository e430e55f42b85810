// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/context.h"
#include "service/core/eventtext.h"
#include "service/core/service.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

// Writes what must never be missing beside a change: the bet's version, the event, the audit row. Keeps the heads of
// the two numbered logs, valid until the transaction is rolled back.
class Recorder
{
public:
    using Saved = std::function<void(const contract::BetRow* before, const contract::BetRow& after)>;

    explicit Recorder(Context& context) : m_context(context) {}

    // Called with each bet that is written.
    void setSaved(Saved saved) { m_saved = std::move(saved); }

    // Makes the store's identity at the first start.
    void start();

    // Inserts (no `before`) or updates the bet with its next version, a line of history if its business state changed,
    // and the event. Both rows carry their operation.
    void saveBet(const Bet* before, Bet& after, std::string_view cause, const Operation* operation, const Actor& actor);
    void insertRound(Round& round, const Actor& actor);
    // `type` is empty for the state's own event.
    void saveRound(Round& round, std::string_view type, const Actor& actor);
    // `type` is empty for the state's own event.
    void tellJob(const Job& job, std::string_view type);
    // Something that people have to hear of although the bet's row did not change: "partner.lied".
    void tellBet(std::string_view type, const contract::BetRow& bet, std::int64_t operation, const Actor& actor);
    void tellPartner(std::string_view type, const contract::PartnerId& partner, const Actor& actor);
    void tellFailure(const contract::FailureRow& row);
    void tellAlert(std::string_view type, const contract::AlertRow& row);
    void audit(const Actor& actor, std::string_view action, std::string object, std::string before, std::string after,
               std::string reason = {});

    // The newest row of the audit log, as this transaction leaves it; nullopt: it was not asked for yet.
    const std::optional<AuditHead>& auditHead() const { return m_auditHead; }
    // Rows written since this object was made, also those that were rolled back.
    std::int64_t audited() const { return m_audited; }
    // Signs the newest row now, unless it is.
    void signAudit();

    // Deletes events that are older than the settings want to keep, a stretch at a time, and none after `upToMax`.
    void prune(std::optional<std::int64_t> upToMax);

    std::vector<PublishedEvent> takeEvents();
    void discard();

private:
    void event(contract::FeedEvent event);
    void signIfDue();
    void noteAuditKey();

    Context& m_context;
    Saved m_saved;
    std::vector<PublishedEvent> m_events;
    EventText m_text;
    std::string m_epoch;
    std::int64_t m_eventSeq = -1;
    std::int64_t m_pruned = 0;
    std::optional<AuditHead> m_auditHead;
    std::int64_t m_audited = 0;
    std::optional<SignedHead> m_signed; // the newest
    bool m_signedInThisRun = false;
};

std::string auditObject(const contract::BetRow& bet);
std::string auditState(const contract::BetRow& bet);

} // namespace service::core
