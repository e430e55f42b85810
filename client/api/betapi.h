// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/call.h"
#include "client/contract/messages.h"
#include "client/contract/retry.h"
#include "client/contract/wire.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "client/ports/timers.h"
#include "client/ports/transport.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace client::api {

struct BetFilter
{
    std::string partner;
    std::string player;
    std::string round;
    std::string status; // a word of ShownStatus
    std::string idPrefix;
    std::string cursor; // nextCursor of the page before
    int limit = 200;
};

// The service as the console sees it: the five calls and /api/v1. One object per connection; it owns the retry budget,
// the circuit breaker and every Call. Money calls run a whole series of attempts with the same bytes; reads try twice.
class BetApi : public QObject
{
    Q_OBJECT

public:
    // Asked before every attempt, so that a renewed token is used by the next one. Never logged.
    using TokenSource = std::function<std::string()>;

    BetApi(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock, ports::Random& random,
           TokenSource token, QObject* parent = nullptr);
    ~BetApi() override;

    Call* send(const contract::BetCall& call);
    Call* send(const contract::RecalculateCall& call);

    CallOf<contract::InstanceInfo>* instance();
    CallOf<contract::Page<contract::BetRow>>* bets(const BetFilter& filter);
    CallOf<contract::Page<contract::RoundRow>>* rounds(const std::string& cursor = {});
    CallOf<contract::BetRow>* bet(const contract::PartnerId& partner, const contract::BetId& bet);
    CallOf<contract::Story>* story(const contract::PartnerId& partner, const contract::BetId& bet);
    CallOf<contract::Page<contract::OperationRow>>* operations(const std::string& state,
                                                               const std::string& cursor = {});
    CallOf<contract::Page<contract::AttemptRow>>* attempts(const contract::OperationId& operation);
    // Makes a scheduled operation due now; the service sends the same key again.
    Call* retryOperation(const contract::OperationId& operation);

    CallOf<contract::RefundPreview>* previewRefund(const contract::RefundOrder& order);
    // `body` is the encoded order, byte for byte what the journal holds; `order` only says what the answer must echo.
    // `before` is what earlier series came to: the answer is folded over these too.
    CallOf<contract::RefundAnswer>* refund(const contract::RefundOrder& order, const std::string& body,
                                           const std::optional<contract::Answer>& before = std::nullopt);

    const contract::CircuitBreaker& breaker() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::api
