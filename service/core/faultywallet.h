// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/wallet.h"

#include <cstdint>
#include <map>
#include <string>

namespace service::core {

// Shares are of attempts and add up to at most 1; the rest is healthy.
struct Faults
{
    double unavailable503 = 0;      // refused before any effect
    double timeoutAfterEffect = 0;  // done, but the answer is lost
    double timeoutBeforeEffect = 0; // lost on the way there
    double slow = 0;                // done and answered, after slowMs
    std::int64_t slowMs = 1'500;
    std::int64_t timeoutMs = 2'000;
    // Of the operations that meet a fault: their first `stubbornAttempts` attempts all end like the first.
    double stubborn = 0;
    int stubbornAttempts = 6;
    // Until this steady time every call of this partner answers 503.
    std::string stuckPartner;
    std::int64_t stuckUntilMs = 0;
};

// Puts faults in front of a wallet, for training and the simulation. The same seed, order and attempt always meet the
// same fate. Replies that are on their way live in memory and are lost at a crash, as on a real network.
class FaultyWallet : public Wallet
{
public:
    FaultyWallet(Wallet& inner, const client::ports::Clock& clock, std::uint64_t seed, const Faults& faults = {});

    void setFaults(const Faults& faults) { m_faults = faults; }
    const Faults& faults() const { return m_faults; }

    std::optional<WalletReply> immediate(Store& store, const WalletOrder& order) override;
    void send(Store& store, const WalletOrder& order, Done done) override;
    std::optional<WalletReply> check(Store& store, const WalletOrder& order) override;
    bool checkLater(const WalletOrder& order, const Done& done) override { return m_inner.checkLater(order, done); }
    bool ask(const WalletOrder& order, const Done& done) override { return m_inner.ask(order, done); }
    bool list(const ListOrder& order, const ListDone& done) override { return m_inner.list(order, done); }
    void onCommitted() override { m_inner.onCommitted(); }
    void onRolledBack() override { m_inner.onRolledBack(); }
    std::int64_t nextDueMs() const override;
    void tick(Store& store) override;

private:
    enum class Fate { Healthy, Unavailable, TimeoutAfter, TimeoutBefore, Slow };
    struct Waiting
    {
        WalletOrder order;
        Done done;
        bool effectFirst = false; // slow: the effect comes with the answer
    };

    Fate fate(const WalletOrder& order) const;
    Fate roll(const WalletOrder& order, int attempt) const;
    bool isStuck(const WalletOrder& order) const;

    Wallet& m_inner;
    const client::ports::Clock& m_clock;
    std::uint64_t m_seed;
    Faults m_faults;
    std::multimap<std::int64_t, Waiting> m_waiting; // by steady time
};

} // namespace service::core
