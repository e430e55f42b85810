// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sandbox/sandbox.h"

#include "client/contract/answer.h"
#include "client/contract/retry.h"
#include "service/sandbox/httpclient.h"
#include "service/sandbox/script.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace service::sandbox {

namespace contract = client::contract;
using contract::AnswerKind;
using contract::CallKind;

namespace {

constexpr std::size_t inFlightMax = 64;
constexpr std::int64_t crowdedMs = 50;
constexpr std::int64_t idleMs = 1'000;
constexpr std::int64_t voidAfterMs = 20'000;

struct Bet
{
    BetScript script;
    bool held = false;
};

struct LiveRound
{
    std::vector<std::shared_ptr<Bet>> held;
    std::size_t open = 0; // bets whose last word is not yet spoken
    std::size_t settled = 0;
    bool scheduled = false; // its end is on the agenda
    bool ended = false;
};

// One call with its attempts: always the same bytes.
struct Series
{
    std::string path;
    std::string body;
    contract::Expectation expectation;
    // What must come to an end is asked for again, for as long as it takes.
    bool patient = false;
    std::function<void(AnswerKind)> done;
    contract::AnswerFold fold;
    int attempt = 0;
    int over = 0;
};

} // namespace

struct Sandbox::Impl
{
    Impl(Play given, const client::ports::Clock& systemClock)
        : play(std::move(given)), clock(systemClock), client(play.url, play.token),
          script(play.seed, play.run, play.betsPerSecond, play.wrongResults), jitter(play.seed)
    {
    }

    void run();
    void after(std::int64_t delayMs, std::function<void()> then);
    void placeNext();
    void begin(const std::shared_ptr<Bet>& bet);
    void block(const std::shared_ptr<Bet>& bet);
    void onHeld(const std::shared_ptr<Bet>& bet);
    void refund(const std::shared_ptr<Bet>& bet);
    void settle(const std::shared_ptr<Bet>& bet);
    void close(const std::shared_ptr<Bet>& bet);
    void endRound(std::size_t number);
    void correct(const RoundScript& round);
    void send(const contract::BetCall& call, bool patient, std::function<void(AnswerKind)> done);
    void attempt(const std::shared_ptr<Series>& series);
    void onExchange(const std::shared_ptr<Series>& series, const contract::Exchange& exchange);

    const Play play;
    const client::ports::Clock& clock;
    HttpClient client;
    Script script;
    Dice jitter;
    std::multimap<std::int64_t, std::function<void()>> agenda; // by steady time
    std::map<std::size_t, LiveRound> rounds;
    std::int64_t startedMs = 0;
    std::thread thread;
    std::atomic<bool> stopping{false};
    mutable std::mutex mutex;
    Tally tally;
};

void Sandbox::Impl::after(std::int64_t delayMs, std::function<void()> then)
{
    agenda.emplace(clock.steadyMs() + delayMs, std::move(then));
}

void Sandbox::Impl::run()
{
    startedMs = clock.steadyMs();
    if (play.betsPerSecond > 0)
        placeNext();
    while (!stopping) {
        const std::int64_t now = clock.steadyMs();
        while (!agenda.empty() && agenda.begin()->first <= now) {
            const auto then = std::move(agenda.begin()->second);
            agenda.erase(agenda.begin());
            then();
        }
        client.wait(agenda.empty() ? idleMs : std::clamp<std::int64_t>(agenda.begin()->first - now, 0, idleMs));
    }
}

void Sandbox::Impl::placeNext()
{
    auto bet = std::make_shared<Bet>();
    bet->script = script.nextBet();
    const std::size_t number = bet->script.round;
    LiveRound& round = rounds[number];
    ++round.open;
    if (!std::exchange(round.scheduled, true))
        agenda.emplace(startedMs + script.round(number).endsMs, [this, number] { endRound(number); });
    const auto place = [this, bet] {
        begin(bet);
        placeNext();
    };
    agenda.emplace(startedMs + bet->script.atMs, place);
}

void Sandbox::Impl::begin(const std::shared_ptr<Bet>& bet)
{
    if (client.inFlight() >= inFlightMax) {
        after(crowdedMs, [this, bet] { begin(bet); });
        return;
    }
    {
        const std::lock_guard lock(mutex);
        ++tally.bets;
    }
    if (bet->script.plan == Plan::Greedy) {
        block(bet);
        return;
    }
    send(bet->script.call, false, [this, bet](AnswerKind answer) {
        if (answer == AnswerKind::Accepted && bet->script.plan != Plan::Check)
            block(bet);
        else
            close(bet);
    });
}

void Sandbox::Impl::block(const std::shared_ptr<Bet>& bet)
{
    contract::BetCall call = bet->script.call;
    call.call = CallKind::BlockFunds;
    send(call, false, [this, bet](AnswerKind answer) {
        if (answer == AnswerKind::Accepted)
            onHeld(bet);
        else if (answer == AnswerKind::InDoubt)
            // Whatever it became, the player has to get it back.
            after(voidAfterMs, [this, bet] { refund(bet); });
        else
            close(bet);
    });
}

void Sandbox::Impl::onHeld(const std::shared_ptr<Bet>& bet)
{
    bet->held = true;
    LiveRound& round = rounds[bet->script.round];
    if (bet->script.plan == Plan::Refund)
        after(bet->script.refundAfterMs, [this, bet] { refund(bet); });
    else if (round.ended)
        settle(bet);
    else
        round.held.push_back(bet);
}

void Sandbox::Impl::refund(const std::shared_ptr<Bet>& bet)
{
    const contract::BetCall& placed = bet->script.call;
    contract::BetCall call;
    call.call = CallKind::Refund;
    call.partner = placed.partner;
    call.player = placed.player;
    call.bet = placed.bet;
    call.amountText = placed.amountText;
    send(call, true, [this, bet](AnswerKind) { close(bet); });
}

void Sandbox::Impl::settle(const std::shared_ptr<Bet>& bet)
{
    const RoundScript& played = script.round(bet->script.round);
    LiveRound& round = rounds[bet->script.round];
    if (played.abandoned) {
        refund(bet);
        return;
    }
    // The first bets are settled before somebody sees that the result is wrong.
    const bool wrong = !played.wrongResult.empty() && round.settled * 2 <= round.held.size();
    ++round.settled;
    const contract::BetCall& placed = bet->script.call;
    contract::BetCall call;
    call.call = CallKind::UpdateBetStatus;
    call.partner = placed.partner;
    call.player = placed.player;
    call.bet = placed.bet;
    call.amountText = placed.amountText;
    call.result = wrong ? played.wrongResult : played.result;
    call.won = wins(*played.game, placed.selection, call.result);
    if (*call.won) {
        const auto currency = contract::Currency::parse(placed.currency).value();
        const auto stake = contract::parseMinor(placed.amountText, currency.exponent).value();
        const auto odds = contract::parseOdds(placed.oddsText).value();
        call.payoutText = contract::Money{contract::payoutMinor(stake, odds).value(), currency}.text();
    }
    send(call, true, [this, bet](AnswerKind) { close(bet); });
}

void Sandbox::Impl::endRound(std::size_t number)
{
    constexpr double betweenMs = 120;
    LiveRound& round = rounds[number];
    round.ended = true;
    double delayMs = 0;
    for (const auto& bet : round.held) {
        after(static_cast<std::int64_t>(delayMs), [this, bet] { settle(bet); });
        delayMs += betweenMs * jitter.unit();
    }
    if (round.open == 0) {
        rounds.erase(number);
        script.forget(number);
    }
}

void Sandbox::Impl::close(const std::shared_ptr<Bet>& bet)
{
    const std::size_t number = bet->script.round;
    LiveRound& round = rounds[number];
    --round.open;
    if (round.open > 0 || !round.ended)
        return;
    const RoundScript& played = script.round(number);
    if (played.correctedAfterMs > 0)
        after(played.correctedAfterMs, [this, played] { correct(played); });
    rounds.erase(number);
    script.forget(number);
}

void Sandbox::Impl::correct(const RoundScript& round)
{
    const contract::RecalculateCall call{contract::RoundId(round.id), round.result};
    auto series = std::make_shared<Series>();
    series->path = contract::path(CallKind::RecalculateBets);
    series->body = contract::encode(call);
    series->expectation = contract::expectation(call);
    series->done = [](AnswerKind) {};
    attempt(series);
}

void Sandbox::Impl::send(const contract::BetCall& call, bool patient, std::function<void(AnswerKind)> done)
{
    auto series = std::make_shared<Series>();
    series->path = contract::path(call.call);
    series->body = contract::encode(call);
    series->expectation = contract::expectation(call);
    series->patient = patient;
    series->done = std::move(done);
    attempt(series);
}

void Sandbox::Impl::attempt(const std::shared_ptr<Series>& series)
{
    ++series->attempt;
    client.post(series->path, series->body,
                [this, series](const contract::Exchange& exchange) { onExchange(series, exchange); });
}

void Sandbox::Impl::onExchange(const std::shared_ptr<Series>& series, const contract::Exchange& exchange)
{
    const contract::Answer answer = contract::classify(exchange, series->expectation);
    series->fold.add(answer);
    {
        const std::lock_guard lock(mutex);
        ++tally.attempts;
        tally.accepted += answer.kind == AnswerKind::Accepted ? 1 : 0;
        tally.declined += answer.kind == AnswerKind::Declined ? 1 : 0;
        tally.notSent += answer.kind == AnswerKind::NotSent ? 1 : 0;
        tally.inDoubt += answer.kind == AnswerKind::InDoubt ? 1 : 0;
    }
    const AnswerKind kind = series->fold.current()->kind;
    if (kind == AnswerKind::Accepted || kind == AnswerKind::Declined) {
        series->done(kind);
        return;
    }
    const auto again = [this, series] { attempt(series); };
    if (const auto delayMs = contract::RetryPlan::delayAfter(series->attempt, jitter.unit(), answer.retryAfterMs)) {
        after(*delayMs, again);
    } else if (series->patient) {
        series->attempt = 0;
        after(contract::RetryPlan::reconcileDelay(++series->over), again);
    } else {
        series->done(kind);
    }
}

Sandbox::Sandbox(Play play, const client::ports::Clock& clock) : m_impl(std::make_unique<Impl>(std::move(play), clock))
{
}

Sandbox::~Sandbox()
{
    stop();
}

void Sandbox::start()
{
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

void Sandbox::stop()
{
    m_impl->stopping = true;
    m_impl->client.interrupt();
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

Tally Sandbox::tally() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->tally;
}

} // namespace service::sandbox
