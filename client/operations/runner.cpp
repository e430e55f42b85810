// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/runner.h"

#include "client/contract/retry.h"

#include <QPointer>

#include <algorithm>
#include <map>
#include <set>

namespace client::operations {

using contract::Answer;
using contract::AnswerKind;
using contract::ErrorKind;
using contract::Result;
using store::Intent;
using store::IntentState;

namespace {

constexpr std::int64_t staleAfterMs = 10 * 60'000;
// A clock that was set back a little makes an intent look as if it came from the future.
constexpr std::int64_t clockSlackMs = 60'000;
// What was left from earlier runs goes out a few at a time, so that a person's own refund is not kept waiting.
constexpr std::size_t backgroundMax = 4;

// What earlier series came to, those of former runs too: once it was sending, nobody knows how far it came.
std::optional<Answer> doubtFromBefore(const Intent& intent)
{
    if (intent.state != IntentState::Sending && intent.state != IntentState::InDoubt)
        return std::nullopt;
    Answer answer;
    answer.kind = AnswerKind::InDoubt;
    answer.errorClass = intent.lastCode.empty() ? "interrupted" : intent.lastCode;
    answer.detail = intent.lastDetail.empty() ? "The program ended before the answer was known." : intent.lastDetail;
    return answer;
}

Result<contract::RefundOrder> orderOf(const Intent& intent)
{
    auto order = contract::decodeRefundOrder(intent.body);
    if (!order)
        return order;
    const bool agrees = order->refund.text() == intent.id && order->items.size() == 1 &&
                        order->items.front().partner == intent.partner && order->items.front().bet == intent.bet &&
                        order->items.front().amount == intent.amount &&
                        order->items.front().expectedVersion == intent.expectedVersion;
    if (!agrees)
        return contract::fail(ErrorKind::Invalid, "the stored request is not what the intent says");
    return order;
}

IntentState stateAfter(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Accepted:
        return IntentState::Accepted;
    case AnswerKind::Declined:
        return IntentState::Declined;
    case AnswerKind::NotSent:
        return IntentState::Abandoned;
    case AnswerKind::InDoubt:
        break;
    }
    return IntentState::InDoubt;
}

} // namespace

struct Runner::Impl
{
    // What is known of an open intent beyond the journal.
    struct Work
    {
        QPointer<api::Call> call;
        int heldBack = 0; // attempts of this series that the breaker kept from leaving
        bool attemptIsOut = false;
        bool stopsAfterAttempt = false;
        bool timerRuns = false;
        ports::Timers::Id timer = 0;
        // Definite, but not yet in the journal, which is tried again; a refusal is told to nobody before, because after
        // a crash it would be sent again.
        std::optional<Answer> unstored;
    };

    Runner& owner;
    store::Journal& journal;
    api::BetApi& api;
    ports::Timers& timers;
    const ports::Clock& clock;
    std::optional<contract::InstanceInfo> instance;
    bool active = false;
    std::map<std::string, Work> works;
    std::vector<std::string> background; // due, waiting for their turn

    bool isOurs(const Intent& intent) const;
    bool isStale(const Intent& intent) const;
    std::size_t running() const;
    void startBackground();
    void runSeries(const std::string& id);
    void onSeriesEnded(const std::string& id, const Answer& folded);
    void conclude(Intent intent, const Answer& folded);
    void wait(const std::string& id, std::int64_t delayMs);
    void stopWaiting(Work& work);
    void fail(Intent intent, const contract::Error& error);
};

bool Runner::Impl::isOurs(const Intent& intent) const
{
    return instance && intent.environmentId == instance->environmentId && intent.subject == instance->subject;
}

bool Runner::Impl::isStale(const Intent& intent) const
{
    const std::int64_t age = clock.utcMs() - intent.createdAt;
    return intent.state == IntentState::Prepared && (age > staleAfterMs || age < -clockSlackMs);
}

std::size_t Runner::Impl::running() const
{
    return static_cast<std::size_t>(
        std::count_if(works.begin(), works.end(), [](const auto& work) { return !work.second.call.isNull(); }));
}

void Runner::Impl::startBackground()
{
    while (active && !background.empty() && running() < backgroundMax) {
        const std::string id = background.front();
        background.erase(background.begin());
        runSeries(id);
    }
}

void Runner::Impl::stopWaiting(Work& work)
{
    if (work.timerRuns)
        timers.cancel(work.timer);
    work.timerRuns = false;
}

void Runner::Impl::wait(const std::string& id, std::int64_t delayMs)
{
    Work& work = works[id];
    stopWaiting(work);
    work.timerRuns = true;
    work.timer = timers.after(delayMs, [this, id] {
        works[id].timerRuns = false;
        if (!active)
            return;
        if (std::find(background.begin(), background.end(), id) == background.end())
            background.push_back(id);
        startBackground();
    });
}

void Runner::Impl::runSeries(const std::string& id)
{
    const auto found = journal.find(id);
    if (!found || !found->isOpen() || !isOurs(*found))
        return;
    Intent intent = *found;
    Work& work = works[id];
    if (work.call)
        return;
    stopWaiting(work);
    if (work.unstored)
        return conclude(intent, Answer(*work.unstored));
    const auto order = orderOf(intent);
    if (!order)
        return fail(intent, order.error());
    const auto before = doubtFromBefore(intent);
    intent.state = IntentState::Sending;
    intent.series += 1;
    intent.nextAt = 0;
    intent.updatedAt = clock.utcMs();
    // Stored before the first byte of a series: whoever finds it like this after a crash must not take it for unsent.
    if (const auto stored = journal.update(intent); !stored)
        return fail(*found, stored.error());

    api::Call* const call = api.refund(*order, intent.body, before);
    work.call = call;
    work.heldBack = 0;
    work.attemptIsOut = false;
    work.stopsAfterAttempt = false;
    const QString name = QString::fromStdString(id);
    QObject::connect(call, &api::Call::attemptStarted, &owner, [this, id, name](int attempt) {
        works[id].attemptIsOut = true;
        Q_EMIT owner.attemptStarted(name, attempt);
    });
    QObject::connect(call, &api::Call::attemptEnded, &owner, [this, id, name](int attempt, const Answer& answer) {
        Work& ended = works[id];
        ended.attemptIsOut = false;
        if (answer.errorClass == "circuit_open")
            ++ended.heldBack;
        Q_EMIT owner.attemptEnded(name, attempt, answer);
    });
    QObject::connect(call, &api::Call::attemptScheduled, &owner, [this, id, name](int attempt, qint64 delayMs) {
        Q_EMIT owner.attemptScheduled(name, attempt, delayMs);
        const Work& waiting = works[id];
        if (waiting.stopsAfterAttempt && waiting.call)
            waiting.call->stop();
    });
    QObject::connect(call, &api::Call::finished, &owner, [this, id, call] { onSeriesEnded(id, call->answer()); });
    Q_EMIT owner.openChanged();
}

void Runner::Impl::onSeriesEnded(const std::string& id, const Answer& folded)
{
    Work& work = works[id];
    const int attempts = work.call ? work.call->attempt() - work.heldBack : 0;
    work.call = nullptr;
    auto intent = journal.find(id);
    if (intent) {
        intent->attempts += attempts;
        conclude(*std::move(intent), folded);
    }
    startBackground();
}

// Writes down what the fold says, then tells it; what can not be written is told as a doubt.
void Runner::Impl::conclude(Intent intent, const Answer& folded)
{
    const std::string id = intent.id;
    Work& work = works[id];
    intent.state = stateAfter(folded.kind);
    const std::int64_t delayMs = contract::RetryPlan::reconcileDelay(intent.series);
    const bool goesOn = intent.isOpen();
    intent.lastCode = folded.errorClass;
    intent.lastDetail = folded.detail;
    intent.updatedAt = clock.utcMs();
    intent.nextAt = goesOn ? intent.updatedAt + delayMs : 0;
    const auto stored = journal.update(intent);
    Answer told = folded;
    if (goesOn) {
        wait(id, delayMs);
    } else if (stored) {
        works.erase(id);
    } else {
        work.unstored = folded;
        wait(id, delayMs);
        // An accepted refund may be told: sent again after a crash, it is only answered again.
        if (folded.kind != AnswerKind::Accepted) {
            told.kind = AnswerKind::InDoubt;
            told.errorClass = "storage";
            told.detail = stored.error().detail;
        }
    }
    Q_EMIT owner.seriesEnded(QString::fromStdString(id), told);
    Q_EMIT owner.openChanged();
}

// The series could not begin: nothing of it was sent.
void Runner::Impl::fail(Intent intent, const contract::Error& error)
{
    Answer answer;
    answer.kind = AnswerKind::NotSent;
    answer.errorClass = error.kind == ErrorKind::Storage ? "storage" : "invalid_intent";
    answer.detail = error.detail;
    contract::AnswerFold fold;
    if (const auto before = doubtFromBefore(intent))
        fold.add(*before);
    fold.add(answer);
    conclude(std::move(intent), *fold.current());
}

Runner::Runner(store::Journal& journal, api::BetApi& api, ports::Timers& timers, const ports::Clock& clock,
               QObject* parent)
    : QObject(parent),
      m_impl(std::make_unique<Impl>(Impl{*this, journal, api, timers, clock, std::nullopt, false, {}, {}}))
{
}

Runner::~Runner()
{
    for (auto& [id, work] : m_impl->works) {
        m_impl->stopWaiting(work);
        if (work.call) {
            work.call->disconnect(this);
            work.call->stop();
        }
    }
}

void Runner::resume(const contract::InstanceInfo& instance)
{
    m_impl->instance = instance;
    m_impl->active = true;
    for (const Intent& intent : m_impl->journal.open()) {
        const auto& due = m_impl->background;
        if (m_impl->isOurs(intent) && !m_impl->isStale(intent) &&
            std::find(due.begin(), due.end(), intent.id) == due.end())
            m_impl->background.push_back(intent.id);
    }
    m_impl->startBackground();
}

void Runner::suspend()
{
    m_impl->active = false;
    m_impl->background.clear();
    std::vector<QPointer<api::Call>> waiting;
    for (auto& [id, work] : m_impl->works) {
        m_impl->stopWaiting(work);
        if (!work.call)
            continue;
        work.stopsAfterAttempt = true;
        if (!work.attemptIsOut)
            waiting.push_back(work.call);
    }
    // Apart, because the end of a call changes the map.
    for (const QPointer<api::Call>& call : waiting) {
        if (call)
            call->stop();
    }
}

Result<void> Runner::start(const Intent& intent)
{
    if (!m_impl->active || !m_impl->isOurs(intent))
        return contract::fail(ErrorKind::NotSent, "The service is not connected; nothing was sent.");
    if (const auto order = orderOf(intent); !order)
        return tl::unexpected(order.error());
    for (const Intent& other : m_impl->journal.open()) {
        if (other.environmentId == intent.environmentId && other.partner == intent.partner && other.bet == intent.bet)
            return contract::fail(ErrorKind::Conflict, "Another refund of this bet is not finished yet.");
    }
    Intent prepared = intent;
    prepared.state = IntentState::Prepared;
    prepared.attempts = 0;
    prepared.series = 0;
    if (auto stored = m_impl->journal.append(prepared); !stored)
        return stored;
    Q_EMIT openChanged();
    const std::string id = intent.id;
    // Later, so that the caller has heard of the success before it hears of the first attempt.
    m_impl->works[id].timerRuns = true;
    m_impl->works[id].timer = m_impl->timers.after(0, [this, id] {
        m_impl->works[id].timerRuns = false;
        m_impl->runSeries(id);
    });
    return {};
}

void Runner::stopTrying(const std::string& id)
{
    const auto found = m_impl->works.find(id);
    if (found != m_impl->works.end() && found->second.call) {
        found->second.call->stop();
        return;
    }
    const auto intent = m_impl->journal.find(id);
    if (intent && intent->state == IntentState::Prepared)
        abandon(id);
}

Result<void> Runner::tryNow(const std::string& id)
{
    const auto intent = m_impl->journal.find(id);
    if (!intent || !intent->isOpen())
        return contract::fail(ErrorKind::NotFound, "This refund is not open any more.");
    if (!m_impl->active || !m_impl->isOurs(*intent))
        return contract::fail(ErrorKind::NotSent, "The service is not connected; nothing was sent.");
    m_impl->runSeries(id);
    return {};
}

Result<void> Runner::abandon(const std::string& id)
{
    auto intent = m_impl->journal.find(id);
    if (!intent)
        return contract::fail(ErrorKind::NotFound, "this intent is not in the journal");
    if (intent->state != IntentState::Prepared)
        return contract::fail(ErrorKind::Conflict, "this intent may have been sent already");
    intent->state = IntentState::Abandoned;
    intent->lastCode = "abandoned";
    intent->lastDetail = "Given up before anything was sent.";
    intent->updatedAt = m_impl->clock.utcMs();
    if (auto stored = m_impl->journal.update(*intent); !stored)
        return stored;
    if (const auto found = m_impl->works.find(id); found != m_impl->works.end()) {
        m_impl->stopWaiting(found->second);
        m_impl->works.erase(found);
    }
    Answer answer;
    answer.kind = AnswerKind::NotSent;
    answer.errorClass = intent->lastCode;
    answer.detail = intent->lastDetail;
    Q_EMIT seriesEnded(QString::fromStdString(id), answer);
    Q_EMIT openChanged();
    return {};
}

std::vector<Intent> Runner::open() const
{
    return m_impl->journal.open();
}

std::vector<Intent> Runner::stale() const
{
    std::vector<Intent> intents = m_impl->journal.open();
    intents.erase(std::remove_if(intents.begin(), intents.end(),
                                 [this](const Intent& intent) { return !m_impl->isStale(intent); }),
                  intents.end());
    return intents;
}

} // namespace client::operations
