// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/refunddialog.h"

#include "client/operations/refund.h"
#include "ui/dialogs/refundform.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/statuschip.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCursor>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ui {

using client::operations::Refund;
using Step = client::operations::Refund::Step;

namespace {

constexpr int tickMs = 100;
constexpr int askAgainMs = 2'000;
constexpr int dialogWidth = 600;
constexpr int dialogHeight = 370;

} // namespace

RefundDialog::RefundDialog(Refund& refund, const Context& context, QWidget* parent)
    : QDialog(parent), m_refund(&refund), m_context(context), m_texts(context.format)
{
    setObjectName(QStringLiteral("refundDialog"));
    m_askAgain.setSingleShot(true);
    m_askAgain.setInterval(askAgainMs);
    connect(&m_askAgain, &QTimer::timeout, this, &RefundDialog::onConnection);
    m_trigger = parent ? parent->window()->focusWidget() : QApplication::focusWidget();
    build();
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &RefundDialog::refresh);
    connect(&m_context.connection, &Connection::changed, this, &RefundDialog::onConnection);
    connect(&m_context.runner, &client::operations::Runner::seriesEnded, this,
            [this](const QString& id, const client::contract::Answer& answer) {
                if (m_askedIntent.isEmpty() || id != m_askedIntent)
                    return;
                const bool isDefinite = answer.kind == client::contract::AnswerKind::Accepted ||
                                        answer.kind == client::contract::AnswerKind::Declined;
                onAsked(isDefinite ? QString() : RefundTexts::attemptEnd(answer));
            });
    connect(this, &QDialog::finished, this, [this] {
        m_tick.stop();
        if (m_trigger)
            m_trigger->setFocus(Qt::OtherFocusReason);
    });
    retranslate();
    restart(refund);
}

RefundDialog::~RefundDialog() = default;

void RefundDialog::setTrigger(QWidget* trigger)
{
    m_trigger = trigger;
}

void RefundDialog::prepare(const client::contract::BetRow& bet)
{
    m_draft = bet;
    m_draftEnvironment = m_context.connection.instance().environmentId;
    m_draftPlace = Format::foreign(m_context.connection.instance().name, 64);
    m_previewedVersion = bet.version;
    client::contract::RefundPreviewItem item;
    item.bet = bet;
    item.currency = bet.currency;
    item.refundableMinor = bet.netStakeMinor();
    m_form->setItem(item);
    refresh();
}

void RefundDialog::onConnection()
{
    if (m_draft && m_context.connection.mayMoveMoney())
        askWhoAnswers();
    refresh();
}

void RefundDialog::askWhoAnswers()
{
    if (m_who)
        return;
    auto* call = m_context.api.instance();
    m_who = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_who.clear();
        if (!m_draft || !m_context.connection.mayMoveMoney())
            return;
        if (!call->result())
            return m_askAgain.start();
        const bool isHere = call->result()->environmentId == m_draftEnvironment;
        m_elsewhere = isHere ? QString() : Format::foreign(call->result()->name, 64);
        if (isHere) {
            m_draft.reset();
            Q_EMIT previewAgainRequested();
        }
        refresh();
    });
}

void RefundDialog::restart(Refund& refund)
{
    m_refund->disconnect(this);
    m_refund = &refund;
    connect(m_refund, &Refund::changed, this, &RefundDialog::onRefundChanged);
    m_askedAtMs = m_context.clock.steadyMs();
    m_wasPreviewing = false;
    m_completeSinceMs.reset();
    m_confirmed.reset();
    m_betNow.reset();
    m_endedAtMs = 0;
    m_askProblem.clear();
    m_form->clearTyped();
    onRefundChanged();
}

void RefundDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);

    m_title = plainLabel("refundTitle", TextRole::Section);
    m_body = plainLabel("refundBody", TextRole::Alarm);
    column->addWidget(m_title);
    column->addWidget(m_body);

    m_facts = plainLabel("refundFacts", TextRole::Secondary);
    m_previewAgain = plainButton("previewAgainButton");
    auto* factsRow = new QHBoxLayout;
    factsRow->addWidget(m_facts, 1);
    factsRow->addWidget(m_previewAgain, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(factsRow);

    m_block = plainLabel("refundBlock");
    m_openBet = plainButton("openBetButton");
    m_askPartner = plainButton("askPartnerButton");
    m_propose = plainButton("proposeButton");
    auto* blockRow = new QHBoxLayout;
    blockRow->addWidget(m_block, 1);
    blockRow->addWidget(m_openBet, 0, Qt::AlignTop);
    blockRow->addWidget(m_askPartner, 0, Qt::AlignTop);
    blockRow->addWidget(m_propose, 0, Qt::AlignTop);
    column->addLayout(blockRow);

    m_pages = new QStackedWidget;
    m_form = new RefundForm(m_context.format);
    m_pages->addWidget(m_form);

    m_emptyPage = new QWidget;
    m_pages->addWidget(m_emptyPage);
    m_runningPage = new QWidget;
    auto* running = new QVBoxLayout(m_runningPage);
    running->setContentsMargins(0, 0, 0, 0);
    m_progress = plainLabel("refundProgress");
    m_progressNote = plainLabel("refundProgressNote", TextRole::Secondary);
    m_stop = plainButton("stopTryingButton");
    running->addWidget(m_progress);
    running->addWidget(m_stop, 0, Qt::AlignLeft);
    running->addWidget(m_progressNote);
    running->addStretch(1);
    m_pages->addWidget(m_runningPage);

    m_endPage = new QWidget;
    auto* end = new QVBoxLayout(m_endPage);
    end->setContentsMargins(0, 0, 0, 0);
    m_endStatus = new StatusChip(m_context.theme);
    m_endStatus->setObjectName(QStringLiteral("refundEndStatus"));
    m_end = plainLabel("refundEnd");
    m_endFact = plainLabel("refundEndFact");
    m_endNext = plainLabel("refundEndNext", TextRole::Secondary);
    m_askNow = plainButton("askNowButton");
    end->setSpacing(8);
    end->addWidget(m_endStatus, 0, Qt::AlignLeft);
    end->addWidget(m_end);
    end->addWidget(m_endFact);
    end->addWidget(m_endNext);
    end->addWidget(m_askNow, 0, Qt::AlignLeft);
    end->addStretch(1);
    m_pages->addWidget(m_endPage);
    column->addWidget(m_pages, 1);

    m_hint = plainLabel("refundHint", TextRole::Secondary);
    column->addWidget(m_hint);

    m_cancel = plainButton("cancelButton");
    m_cancel->setDefault(true);
    m_confirm = new ConfirmButton;
    m_confirm->setObjectName(QStringLiteral("refundButton"));
    setButtonRole(m_confirm, ButtonRole::Danger);
    // Its place stays empty when it is gone: the second half of a double click must not close the result.
    QSizePolicy policy = m_confirm->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_confirm->setSizePolicy(policy);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    column->addLayout(buttons);
    resize(dialogWidth, dialogHeight);

    connect(m_form, &RefundForm::edited, this, &RefundDialog::refresh);
    connect(m_previewAgain, &QPushButton::clicked, this, &RefundDialog::onPreviewAgain);
    connect(m_openBet, &QPushButton::clicked, this, [this] {
        if (!m_refund->item())
            return;
        const auto& bet = m_refund->item()->bet;
        Q_EMIT openBetRequested(QString::fromStdString(bet.partner.text()), QString::fromStdString(bet.bet.text()));
        reject();
    });
    connect(m_askPartner, &QPushButton::clicked, this, &RefundDialog::onAskPartner);
    connect(m_propose, &QPushButton::clicked, this, [this] {
        if (!m_refund->item())
            return;
        const auto bet = m_refund->item()->bet;
        reject();
        Q_EMIT approvalRequested(bet);
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_refund->stopTrying(); });
    connect(m_askNow, &QPushButton::clicked, this, [this] {
        if (m_refund->step() == Step::InDoubt)
            askNow(m_refund->refundId());
    });
    connect(m_cancel, &QPushButton::clicked, this, &RefundDialog::reject);
    connect(m_confirm, &ConfirmButton::confirmed, this, &RefundDialog::onConfirmed);
    connect(m_confirm, &ConfirmButton::keyRefused, this, [this] {
        m_keyRefused = true;
        refresh();
    });
}

void RefundDialog::retranslate()
{
    m_previewAgain->setText(tr("Preview a&gain"));
    m_openBet->setText(tr("&Open"));
    m_askPartner->setText(tr("As&k the partner"));
    m_askPartner->setToolTip(tr("Sends the open call again with the same key; the partner answers what it did."));
    m_propose->setText(tr("Send for a&pproval…"));
    m_propose->setToolTip(tr("Makes a job of this one bet, which a second person approves."));
    m_stop->setText(tr("&Stop trying"));
    m_askNow->setText(tr("As&k the partner now"));
    m_confirm->setToolTip(tr("Click, or press Ctrl+Enter while this button has the focus."));
    m_form->retranslate();
}

void RefundDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QDialog::changeEvent(event);
}

bool RefundDialog::event(QEvent* event)
{
    // A click that also brings the window to the front was aimed at another window.
    if (event->type() == QEvent::WindowActivate && m_completeSinceMs)
        m_completeSinceMs = m_context.clock.steadyMs();
    return QDialog::event(event);
}

void RefundDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_tick.start();
    m_cancel->setFocus();
    refresh();
    moveAwayFromTrigger();
}

void RefundDialog::moveAwayFromTrigger()
{
    layout()->activate();
    const QRect confirm(m_confirm->mapToGlobal(QPoint()), m_confirm->size());
    QList<QRect> avoid{QRect(QCursor::pos(), QSize(1, 1)).adjusted(-8, -8, 8, 8)};
    // A whole table is no place that somebody is about to press again.
    if (qobject_cast<QAbstractButton*>(m_trigger.data()))
        avoid.append(QRect(m_trigger->mapToGlobal(QPoint()), m_trigger->size()));
    const auto isFree = [&](const QPoint& shift) {
        return std::none_of(avoid.begin(), avoid.end(),
                            [&](const QRect& rect) { return rect.intersects(confirm.translated(shift)); });
    };
    if (isFree({}))
        return;
    const QRect available = screen()->availableGeometry();
    QList<QPoint> shifts;
    for (const QRect& rect : avoid) {
        const int dy = rect.height() + confirm.height() + metrics::dialogMargin;
        const int dx = rect.width() + confirm.width() + metrics::dialogMargin;
        shifts << QPoint(0, -dy) << QPoint(0, dy) << QPoint(-dx, 0) << QPoint(dx, 0);
    }
    for (const QPoint& shift : shifts) {
        if (isFree(shift) && available.contains(frameGeometry().translated(shift))) {
            move(pos() + shift);
            return;
        }
    }
}

void RefundDialog::reject()
{
    if (isRunning()) {
        m_closeRefused = true;
        refresh();
        return;
    }
    QDialog::reject();
}

bool RefundDialog::isRunning() const
{
    return m_refund->step() == Step::Sending || m_refund->step() == Step::Waiting;
}

bool RefundDialog::isEnded() const
{
    const Step step = m_refund->step();
    return step == Step::Refunded || step == Step::Declined || step == Step::NotSent || step == Step::InDoubt;
}

bool RefundDialog::isFresh() const
{
    return m_context.clock.steadyMs() - m_askedAtMs <= previewMaxAgeMs;
}

void RefundDialog::onRefundChanged()
{
    const Step step = m_refund->step();
    const bool isPreviewing = step == Step::Previewing;
    if (isPreviewing && !m_wasPreviewing)
        m_askedAtMs = m_context.clock.steadyMs();
    m_wasPreviewing = isPreviewing;
    if ((step == Step::Ready || step == Step::Blocked) && m_refund->item()) {
        const auto& item = *m_refund->item();
        if (m_previewedVersion >= 0 && item.bet.version != m_previewedVersion) {
            m_changedWhileReading = true;
            m_form->clearTyped();
        }
        const bool isFirst = m_previewedVersion < 0;
        m_previewedVersion = item.bet.version;
        m_form->setItem(item);
        if (isFirst && isVisible()) {
            refresh();
            moveAwayFromTrigger();
            if (focusWidget() == m_cancel)
                m_form->focusFirst();
        }
    }
    if (!isRunning())
        m_closeRefused = false;
    if (isEnded() && !m_wasEnded)
        m_cancel->setFocus();
    m_wasEnded = isEnded();
    if (isEnded()) {
        m_asking = false;
        m_endedAtMs = m_context.clock.utcMs();
        const auto& problem = m_refund->answer().problem;
        if (step == Step::Declined && problem && problem->code == client::contract::ProblemCode::VersionConflict &&
            !m_betNow)
            askForStatusNow();
    }
    refresh();
}

void RefundDialog::askForStatusNow()
{
    if (!m_refund->item())
        return;
    auto* call = m_context.api.bet(m_refund->item()->bet.partner, m_refund->item()->bet.bet);
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (!call->result())
            return;
        m_betNow = *call->result();
        refresh();
    });
}

void RefundDialog::onConfirmed()
{
    refresh();
    if (!m_confirm->isEnabled())
        return;
    m_confirmed = m_form->amount().money;
    m_refund->confirm(*m_confirmed, m_form->reason(), m_form->reasonText(), m_form->ticket());
    // Away from every button: a held key must not stop what it has just started.
    setFocus();
    refresh();
}

void RefundDialog::onPreviewAgain()
{
    m_changedWhileReading = false;
    m_askProblem.clear();
    if (isEnded())
        Q_EMIT previewAgainRequested();
    else if (!isRunning())
        m_refund->preview();
}

// A refund of our own that is still open is asked about by its own request; any other operation by the service.
void RefundDialog::onAskPartner()
{
    if (m_asking || !m_refund->item())
        return;
    const auto& bet = m_refund->item()->bet;
    for (const auto& intent : m_context.runner.open()) {
        if (intent.partner != bet.partner || intent.bet != bet.bet)
            continue;
        m_askedIntent = QString::fromStdString(intent.id);
        askNow(intent.id);
        return;
    }
    if (!bet.operation)
        return;
    m_asking = true;
    auto* call = m_context.api.retryOperation(bet.operation->id);
    connect(call, &client::api::Call::finished, this, [this, call] {
        const auto& answer = call->answer();
        onAsked(answer.kind == client::contract::AnswerKind::Accepted ? QString() : RefundTexts::attemptEnd(answer));
    });
    refresh();
}

void RefundDialog::askNow(const std::string& intent)
{
    m_asking = true;
    m_askProblem.clear();
    refresh();
    if (const auto asked = m_context.runner.tryNow(intent); !asked)
        onAsked(RefundTexts::notAsked(asked.error()));
}

void RefundDialog::onAsked(const QString& problem)
{
    m_asking = false;
    m_askedIntent.clear();
    m_askProblem = problem;
    if (!isRunning() && !isEnded())
        m_refund->preview();
    refresh();
}

qint64 RefundDialog::msToWake() const
{
    if (!m_completeSinceMs)
        return wakeMs;
    return std::max<qint64>(0, *m_completeSinceMs + wakeMs - m_context.clock.steadyMs());
}

void RefundDialog::refresh()
{
    m_form->setTicketRequired(m_context.connection.isProduction());
    if (m_context.connection.safety() == SafetyLevel::ConfirmAndType)
        m_form->requireTyping();

    const bool isFilledIn =
        m_refund->step() == Step::Ready && m_context.connection.mayMoveMoney() && m_form->missing().isEmpty();
    if (isFilledIn && !isFresh()) {
        m_completeSinceMs.reset();
        m_refund->preview();
        return;
    }
    if (!isFilledIn)
        m_completeSinceMs.reset();
    else if (!m_completeSinceMs)
        m_completeSinceMs = m_context.clock.steadyMs();

    refreshFacts();
    refreshBlocks();
    refreshRunning();
    refreshEnd();
    m_pages->setCurrentWidget(page());
    refreshButtons();
}

namespace {

RefundDialog* makeDialog(const Context& context, const client::contract::PartnerId& partner,
                         const client::contract::BetId& bet, QWidget* parent)
{
    auto* refund = new Refund(context.runner, context.api, context.clock, context.random, context.connection.instance(),
                              partner, bet);
    auto* dialog = new RefundDialog(*refund, context, parent);
    refund->setParent(dialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Context kept = context;
    QObject::connect(dialog, &RefundDialog::previewAgainRequested, dialog, [kept, dialog, partner, bet] {
        auto* next = new Refund(kept.runner, kept.api, kept.clock, kept.random, kept.connection.instance(), partner,
                                bet, dialog);
        dialog->restart(*next);
        next->preview();
    });
    return dialog;
}

} // namespace

RefundDialog* openRefund(const Context& context, const client::contract::PartnerId& partner,
                         const client::contract::BetId& bet, QWidget* parent)
{
    auto* dialog = makeDialog(context, partner, bet, parent);
    dialog->findChild<Refund*>()->preview();
    dialog->open();
    return dialog;
}

RefundDialog* prepareRefundOf(const Context& context, const client::contract::BetRow& bet, QWidget* parent)
{
    auto* dialog = makeDialog(context, bet.partner, bet.bet, parent);
    dialog->prepare(bet);
    dialog->show();
    return dialog;
}

} // namespace ui
