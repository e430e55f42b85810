// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/settings.h"
#include "service/core/wallet.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tests {

// What becomes of one call to a partner.
enum class Fate {
    Answered,
    Unreachable,   // nothing left this machine
    Lost,          // it never arrives, and no answer comes
    AnswerLost,    // done, but no answer comes
    Failing,       // done, and answered with 503 and no body of ours
    Late,          // done, and answered when letLateOnesIn() is called; a time-out comes first
    StrayThenLost, // arrives only when letLateOnesIn() is called; a time-out comes first
    Lying,         // not done, and answered for another bet
    Refused,       // answered 409 bet_closed, for good
};

// A partner's own wallet in memory, which survives the service's crashes as another company's machine would. Answers
// come from tick(), `latencyMs` after their call. Partners without rules of a bookmaker go to the local wallet.
class Bookmaker : public service::core::Wallet
{
public:
    static constexpr std::int64_t latencyMs = 10;
    static constexpr std::int64_t timeoutMs = 2'000;
    static constexpr std::int64_t openingMinor = 1'000'000;

    // One call as it arrived there.
    struct Seen
    {
        std::string key;
        service::core::OrderKind kind = service::core::OrderKind::Block;
        std::int64_t amountMinor = 0;
        std::string bet;
    };

    Bookmaker(const service::core::Settings& settings, const client::ports::Clock& clock)
        : m_settings(settings), m_clock(clock)
    {
    }

    void setLocal(service::core::Wallet* local) { m_local = local; }
    // The service's process ended: nobody waits for an answer any more.
    void hangUp();

    // Of the next calls, one each; then `always`.
    std::deque<Fate> fates;
    Fate always = Fate::Answered;
    // Decides instead of the two above, if set.
    std::function<Fate(const service::core::WalletOrder&)> decide;
    std::deque<Fate> checkFates; // of check_bet
    // What a line that breaks a rule does to calls and answers.
    std::function<void(service::core::WalletOrder&)> onTheWay;
    std::function<void(service::core::WalletReply&)> onTheWayBack;
    bool knowsChecks = true; // false: the line needs no asking
    bool askable = true;
    bool answersAsks = true;       // false: asks end in a time-out
    bool deduplicates = true;      // what it truly does
    bool honoursTombstones = true; // likewise

    // Pages of its list, by order; without it there is none.
    std::function<service::core::ListPage(const service::core::ListOrder&)> lists;

    void letLateOnesIn();

    std::int64_t balance(const std::string& player) const;
    std::int64_t held(const std::string& bet) const;
    // What this bet came to for its player so far.
    std::int64_t net(const std::string& bet) const;
    int sends(const std::string& key) const;
    // What calls of this key brought their player.
    std::int64_t moved(const std::string& key) const;
    // How often the money of this key was moved.
    int effects(const std::string& key) const;
    int asks() const { return m_asks; }
    const std::vector<Seen>& seen() const { return m_seen; }
    const std::map<std::string, std::int64_t>& balances() const { return m_balances; }

    std::optional<service::core::WalletReply> immediate(service::core::Store& store,
                                                        const service::core::WalletOrder& order) override;
    void send(service::core::Store& store, const service::core::WalletOrder& order, Done done) override;
    std::optional<service::core::WalletReply> check(service::core::Store& store,
                                                    const service::core::WalletOrder& order) override;
    bool checkLater(const service::core::WalletOrder& order, const Done& done) override;
    bool ask(const service::core::WalletOrder& order, const Done& done) override;
    bool list(const service::core::ListOrder& order, const ListDone& done) override;
    std::int64_t nextDueMs() const override;
    void tick(service::core::Store& store) override;
    // As through the gateway: nothing leaves before its attempt is durable, and nothing that was rolled back.
    void onCommitted() override;
    void onRolledBack() override { m_handed.clear(); }

private:
    struct Handed
    {
        service::core::WalletOrder order;
        Done done;
    };
    struct Answer
    {
        Done done;
        service::core::WalletReply reply;
    };
    struct Stray
    {
        service::core::WalletOrder order;
        Done done;
        bool arrived = false;
        service::core::WalletReply reply;
    };

    bool isRemote(const service::core::WalletOrder& order) const;
    void carry(const service::core::WalletOrder& given, const Done& done);
    service::core::WalletReply arrive(const service::core::WalletOrder& order);
    service::core::WalletReply move(const service::core::WalletOrder& order);
    void answer(const Done& done, service::core::WalletReply reply, std::int64_t afterMs);
    std::int64_t& balanceOf(const service::core::WalletOrder& order);

    const service::core::Settings& m_settings;
    const client::ports::Clock& m_clock;
    service::core::Wallet* m_local = nullptr;
    std::vector<Handed> m_handed;
    std::multimap<std::int64_t, std::function<void()>> m_pages; // by steady time
    std::multimap<std::int64_t, Answer> m_answers;              // by steady time
    std::vector<Stray> m_strays;
    std::vector<Seen> m_seen;
    std::map<std::string, service::core::WalletReply> m_known; // first answers, by key
    std::map<std::string, int> m_effects;
    std::map<std::string, std::int64_t> m_balances;
    std::map<std::string, std::int64_t> m_held;  // by partner/bet
    std::map<std::string, std::int64_t> m_nets;  // likewise
    std::map<std::string, std::int64_t> m_moved; // by key
    std::set<std::string> m_tombstones;
    int m_asks = 0;
};

service::core::WalletReply timedOut();

} // namespace tests
