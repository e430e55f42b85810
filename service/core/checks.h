// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/callcounts.h"
#include "service/core/recorder.h"
#include "service/core/service.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

// check_bet at partners that have to be asked over a network. It moves nothing and is not stored: what is lost here is
// asked again by the game. An approval makes the bet `checked`.
class Checks
{
public:
    Checks(Context& context, Recorder& recorder, CallCounts& counts)
        : m_context(context), m_recorder(recorder), m_counts(counts)
    {
    }

    // Asks for `bet`, as it is to be saved. nullopt: this wallet needs no asking.
    std::optional<Handled> ask(const Bet& bet, const WalletOrder& order, std::int64_t waitMs, const Request& request);

    static bool isCheck(std::string_view id);
    // For who waited for "check 7": the partner's answer, or that there is none yet.
    Response answerFor(const std::string& id, const Request& request);

    void tick();
    std::int64_t nextDueMs() const;
    std::vector<std::string> takeFinished();
    void onTransactionEnd();
    void discard();

private:
    struct Pending
    {
        Bet bet;
        Actor actor;
        std::optional<WalletReply> reply;
        std::int64_t forgetMs = 0; // steady
        // What the open transaction did with it; a rollback undoes that.
        bool begun = true;
        bool told = false;
        bool toldNow = false;
        bool answeredNow = false;
    };

    void take(Pending& pending);
    void forgetOld();

    Context& m_context;
    Recorder& m_recorder;
    CallCounts& m_counts;
    std::map<std::int64_t, Pending> m_pending;
    std::int64_t m_number = 0;
    std::vector<std::string> m_finished;
    bool m_news = false; // some reply is not told yet
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

} // namespace service::core
