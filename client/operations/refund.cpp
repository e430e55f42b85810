// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/refund.h"

#include <QPointer>

#include <algorithm>

namespace client::operations {

using contract::Answer;
using contract::AnswerKind;
using contract::ErrorKind;

namespace {

Answer unsent(AnswerKind kind, const contract::Error& error)
{
    Answer answer;
    answer.kind = kind;
    answer.detail = error.detail;
    switch (error.kind) {
    case ErrorKind::Storage:
    case ErrorKind::InDoubt:
        answer.errorClass = "storage";
        break;
    case ErrorKind::Conflict:
        answer.errorClass = "already_open";
        break;
    case ErrorKind::Malformed:
    case ErrorKind::Invalid:
    case ErrorKind::TooLarge:
    case ErrorKind::OutOfRange:
    case ErrorKind::Precision:
        answer.errorClass = "invalid_intent";
        break;
    case ErrorKind::NotFound:
    case ErrorKind::Network:
    case ErrorKind::Declined:
    case ErrorKind::NotSent:
        answer.errorClass = "not_connected";
        break;
    }
    return answer;
}

} // namespace

struct Refund::Impl
{
    Refund& owner;
    Runner& runner;
    api::BetApi& api;
    const ports::Clock& clock;
    ports::Random& random;
    contract::InstanceInfo instance;
    contract::PartnerId partner;
    contract::BetId bet;

    Step step = Step::Previewing;
    bool confirmed = false;
    QPointer<api::Call> asking{};
    std::optional<contract::RefundPreviewItem> item{};
    std::int64_t checkedAtMs = 0;
    contract::Error previewError{};
    Answer answer{};
    int attempt = 0;
    std::int64_t nextAttemptAtMs = 0;
    std::string refundId{};

    contract::RefundOrder orderFor(const contract::BetRow& row, const contract::Money& amount);
    void onBet(const contract::Result<contract::BetRow>& row);
    void onPreview(const contract::Result<contract::RefundPreview>& preview);
    void failPreview(const contract::Error& error);
    void enter(Step next);
    bool isRunning() const { return step == Step::Sending || step == Step::Waiting; }
};

contract::RefundOrder Refund::Impl::orderFor(const contract::BetRow& row, const contract::Money& amount)
{
    contract::RefundOrder order;
    order.refund = contract::RefundId(ports::uuid(random));
    order.items.push_back({partner, bet, amount, row.version});
    order.reason = contract::refundReasons().front();
    return order;
}

void Refund::Impl::enter(Step next)
{
    step = next;
    Q_EMIT owner.changed();
}

void Refund::Impl::failPreview(const contract::Error& error)
{
    previewError = error;
    item.reset();
    enter(Step::PreviewFailed);
}

void Refund::Impl::onBet(const contract::Result<contract::BetRow>& row)
{
    if (!row)
        return failPreview(row.error());
    // Something has to be asked about; where nothing can be refunded any more, the blockers say so.
    const std::int64_t minor = row->netStakeMinor() > 0 ? row->netStakeMinor() : row->stakeMinor;
    auto* const call = api.previewRefund(orderFor(*row, {minor, row->currency}));
    asking = call;
    QObject::connect(call, &api::Call::finished, &owner, [this, call] { onPreview(call->result()); });
}

void Refund::Impl::onPreview(const contract::Result<contract::RefundPreview>& preview)
{
    if (!preview)
        return failPreview(preview.error());
    item = preview->items.front();
    checkedAtMs = clock.utcMs();
    const auto open = runner.open();
    const bool openHere = std::any_of(open.begin(), open.end(), [this](const store::Intent& intent) {
        return intent.environmentId == instance.environmentId && intent.partner == partner && intent.bet == bet;
    });
    auto& blockers = item->blockers;
    if (openHere && std::find(blockers.begin(), blockers.end(), "in_doubt") == blockers.end())
        blockers.push_back("in_doubt");
    enter(blockers.empty() ? Step::Ready : Step::Blocked);
}

Refund::Refund(Runner& runner, api::BetApi& api, const ports::Clock& clock, ports::Random& random,
               contract::InstanceInfo instance, contract::PartnerId partner, contract::BetId bet, QObject* parent)
    : QObject(parent),
      m_impl(new Impl{*this, runner, api, clock, random, std::move(instance), std::move(partner), std::move(bet)})
{
    connect(&runner, &Runner::attemptStarted, this, [this](const QString& id, int attempt) {
        if (id.toStdString() != m_impl->refundId)
            return;
        m_impl->attempt = attempt;
        // Once in doubt, it stays so to the person until it is definite.
        if (m_impl->isRunning())
            m_impl->enter(Step::Sending);
    });
    connect(&runner, &Runner::attemptEnded, this, [this](const QString& id, int, const Answer& answer) {
        if (id.toStdString() != m_impl->refundId)
            return;
        m_impl->answer = answer;
        Q_EMIT changed();
    });
    connect(&runner, &Runner::attemptScheduled, this, [this](const QString& id, int, qint64 delayMs) {
        if (id.toStdString() != m_impl->refundId)
            return;
        m_impl->nextAttemptAtMs = m_impl->clock.steadyMs() + delayMs;
        if (m_impl->isRunning())
            m_impl->enter(Step::Waiting);
    });
    connect(&runner, &Runner::seriesEnded, this, [this](const QString& id, const Answer& answer) {
        if (id.toStdString() != m_impl->refundId)
            return;
        m_impl->answer = answer;
        m_impl->nextAttemptAtMs = 0;
        switch (answer.kind) {
        case AnswerKind::Accepted:
            return m_impl->enter(Step::Refunded);
        case AnswerKind::Declined:
            return m_impl->enter(Step::Declined);
        case AnswerKind::NotSent:
            return m_impl->enter(Step::NotSent);
        case AnswerKind::InDoubt:
            return m_impl->enter(Step::InDoubt);
        }
    });
}

Refund::~Refund()
{
    if (m_impl->asking) {
        m_impl->asking->disconnect(this);
        m_impl->asking->stop();
    }
}

void Refund::preview()
{
    if (m_impl->confirmed)
        return;
    if (m_impl->asking) {
        m_impl->asking->disconnect(this);
        m_impl->asking->stop();
    }
    auto* const call = m_impl->api.bet(m_impl->partner, m_impl->bet);
    m_impl->asking = call;
    connect(call, &api::Call::finished, this, [this, call] { m_impl->onBet(call->result()); });
    m_impl->enter(Step::Previewing);
}

void Refund::confirm(const contract::Money& amount, const std::string& reason, const std::string& reasonText,
                     const std::string& ticket)
{
    Impl& impl = *m_impl;
    if (impl.confirmed || impl.step != Step::Ready)
        return;
    if (amount.currency != impl.item->currency || amount.minor <= 0 || amount.minor > impl.item->refundableMinor)
        return;
    impl.confirmed = true;

    contract::RefundOrder order = impl.orderFor(impl.item->bet, amount);
    order.reason = reason;
    order.reasonText = reasonText;
    order.ticket = ticket;
    impl.refundId = order.refund.text();
    store::Intent intent;
    intent.id = impl.refundId;
    intent.environmentId = impl.instance.environmentId;
    intent.subject = impl.instance.subject;
    intent.partner = impl.partner;
    intent.bet = impl.bet;
    intent.amount = amount;
    intent.expectedVersion = impl.item->bet.version;
    intent.body = contract::encode(order);
    intent.createdAt = impl.clock.utcMs();
    intent.updatedAt = intent.createdAt;

    if (const auto started = impl.runner.start(intent); !started) {
        const bool unknown = started.error().kind == ErrorKind::InDoubt;
        impl.answer = unsent(unknown ? AnswerKind::InDoubt : AnswerKind::NotSent, started.error());
        return impl.enter(unknown ? Step::InDoubt : Step::NotSent);
    }
    impl.enter(Step::Sending);
}

void Refund::stopTrying()
{
    if (m_impl->confirmed && m_impl->isRunning())
        m_impl->runner.stopTrying(m_impl->refundId);
}

Refund::Step Refund::step() const
{
    return m_impl->step;
}

const std::optional<contract::RefundPreviewItem>& Refund::item() const
{
    return m_impl->item;
}

std::int64_t Refund::checkedAtMs() const
{
    return m_impl->checkedAtMs;
}

const contract::Error& Refund::previewError() const
{
    return m_impl->previewError;
}

const Answer& Refund::answer() const
{
    return m_impl->answer;
}

int Refund::attempt() const
{
    return m_impl->attempt;
}

std::int64_t Refund::nextAttemptAtMs() const
{
    return m_impl->nextAttemptAtMs;
}

const std::string& Refund::refundId() const
{
    return m_impl->refundId;
}

} // namespace client::operations
