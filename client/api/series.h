// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/connection.h"
#include "client/contract/answer.h"
#include "client/ports/transport.h"

#include <functional>
#include <memory>
#include <string>

namespace client::api {

// One request tried until its answer is definite or the tries are used up, always with the same bytes. Only the token
// is asked for anew: a 401 renews it once, and the same bytes go again. Its listener may stop() it from any of its
// calls, but not destroy it.
class Series
{
public:
    using Judge = std::function<contract::Answer(const contract::Exchange&)>;

    struct Listener
    {
        std::function<void(int attempt)> started;
        std::function<void(int attempt, const contract::Answer&)> ended;
        std::function<void(int attempt, std::int64_t delayMs)> scheduled;
        std::function<void(const contract::Answer&)> finished;
    };

    // The first attempt goes out after this call has returned. `request` is without the token; `before` is what earlier
    // series of the same operation came to.
    Series(Connection& connection, ports::HttpRequest request, int attemptsMax, Judge judge, Listener listener,
           const std::optional<contract::Answer>& before = std::nullopt);
    ~Series();
    Series(const Series&) = delete;
    Series& operator=(const Series&) = delete;

    void stop();

private:
    void attempt();
    void end(const contract::Answer& answer);
    void goOn(const contract::Answer& answer);
    void finish();
    bool shouldRenew(const contract::Answer& answer) const;
    void renew(const contract::Answer& answer);

    Connection& m_connection;
    ports::HttpRequest m_request;
    int m_attemptsMax;
    Judge m_judge;
    Listener m_listener;
    contract::AnswerFold m_fold;
    int m_attempt = 0;
    ports::Timers::Id m_timer = 0;
    ports::Transport::Id m_exchange = 0;
    bool m_waiting = true; // for the timer
    bool m_out = false;    // an exchange is under way
    bool m_done = false;
    std::string m_token; // that the last attempt was sent with
    bool m_renewed = false;
    // A renewal may end after the series.
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace client::api
