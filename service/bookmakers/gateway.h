// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/bookmakers/bookmaker.h"
#include "service/bookmakers/lane.h"
#include "service/bookmakers/link.h"
#include "service/bookmakers/ordercall.h"
#include "service/core/partnerhealth.h"
#include "service/core/wallet.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace service::bookmakers {

// The wallets of bookmakers, behind their own networks. An order leaves once the transaction that counts its attempt is
// durable, so that no crash forgets that something was sent. Everything but callsOf() on the writer's thread.
class Gateway : public core::Wallet, public core::PartnerHealth
{
public:
    // Orders that wait longer than this for their turn are not sent, well before the outbox gives their answer up.
    static constexpr std::int64_t turnMs = 20'000;

    Gateway(const std::map<std::string, Bookmaker>& bookmakers, Link& link, const client::ports::Clock& clock);
    ~Gateway() override;

    bool serves(const client::contract::PartnerId& partner) const;
    core::PartnerCalls callsOf(const client::contract::PartnerId& partner) const override;

    std::optional<core::WalletReply> immediate(core::Store& store, const core::WalletOrder& order) override;
    void send(core::Store& store, const core::WalletOrder& order, Done done) override;
    // For callers that cannot wait: nothing speaks against it, the block decides.
    std::optional<core::WalletReply> check(core::Store& store, const core::WalletOrder& order) override;
    bool checkLater(const core::WalletOrder& order, const Done& done) override;
    bool ask(const core::WalletOrder& order, const Done& done) override;
    bool list(const core::ListOrder& order, const ListDone& done) override;
    std::int64_t nextDueMs() const override;
    void tick(core::Store& store) override;
    void onCommitted() override;
    void onRolledBack() override;

private:
    struct Partner;
    struct Sending
    {
        core::WalletOrder order;
        Done done;
    };
    using Judge = std::function<Heard(const client::contract::Exchange&)>;

    Partner& partner(const core::WalletOrder& order) const;
    void dispatch(Sending sending);
    // False: the call is out already, or was answered, and `done` gets what comes of that one.
    static bool leadsTheRound(Partner& to, const std::string& key, Done& done);
    void tellHealth();
    void enqueue(Partner& partner, Lane::Job job, Outgoing call, Judge judge, Done done);

    Link& m_link;
    const client::ports::Clock& m_clock;
    std::map<std::string, std::unique_ptr<Partner>> m_partners;
    std::vector<Sending> m_fresh; // not durable yet
    // For readers on other threads.
    mutable std::mutex m_healthMutex;
    std::map<std::string, core::PartnerCalls> m_health;
};

} // namespace service::bookmakers
