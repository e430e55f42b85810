// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the refund of many bets shows in each step.
#include "client/operations/typedtext.h"
#include "ui/dialogs/bulkrefunddialog.h"
#include "ui/dialogs/bulkrefundform.h"
#include "ui/joblook.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/reportbar.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statuschip.h"

#include <QAccessible>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

using client::contract::AnswerKind;
using client::contract::JobState;
using client::contract::ProblemCode;
using client::operations::TypedText;

namespace {

int few(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

} // namespace

void BulkRefundDialog::say(QLabel* label, const QString& text)
{
    label->setVisible(!text.isEmpty());
    if (label->text() == text)
        return;
    label->setText(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(label, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QWidget* BulkRefundDialog::page() const
{
    if (isDraft())
        return m_draftPage;
    return m_refund->step() == Step::Submitted || m_refund->step() == Step::Over ? m_sentPage : m_planPage;
}

QString BulkRefundDialog::wantedText() const
{
    //: Typed to confirm; %1 a number of bets
    return m_refund->summary() ? tr("refund %1").arg(m_refund->toRefund()) : QString();
}

QString BulkRefundDialog::frozenText() const
{
    const auto& selection = m_refund->selection();
    const bool isQuery = selection.items.empty() && !selection.query.empty();
    const auto at = m_refund->frozenAtMs() > 0 ? m_refund->frozenAtMs() : m_openedAtMs;
    const auto time = m_context.format.timeShort(at);
    if (!isQuery)
        return tr("Frozen at %1: these bets and no others.").arg(time);
    const int more = m_refund->newMatches();
    return more > 0 ? tr("Frozen at %1. New matching bets will not be added (%n so far).", nullptr, more).arg(time)
                    : tr("Frozen at %1. New matching bets will not be added.").arg(time);
}

void BulkRefundDialog::refreshDraft()
{
    const auto& selection = m_refund->selection();
    if (selection.items.empty()) {
        say(m_selection, tr("All %n bets matching this view (not only the %1 on screen).", nullptr, m_view.bets)
                             .arg(m_context.format.number(m_view.onScreen)));
        say(m_query, Format::foreign(selection.query, 1'000));
        say(m_draftFrozen, tr("The service looks for the bets when the plan is made, and freezes the list then."));
    } else {
        say(m_selection, tr("%n selected bets.", nullptr, few(static_cast<std::int64_t>(selection.items.size()))));
        say(m_query, QString());
        say(m_draftFrozen, frozenText());
    }
    QStringList stakes;
    for (const auto& sum : m_view.stakes)
        stakes << m_context.format.money(sum.minor, sum.currency);
    say(m_stakes,
        stakes.isEmpty() ? QString() : tr("Stakes as shown here: %1").arg(stakes.join(QStringLiteral(" · "))));
    m_form->setTicketRequired(m_context.connection.isProduction());
    m_form->setEnabled(!m_refund->isOrderFixed() && m_refund->step() != Step::Planning);
}

void BulkRefundDialog::refreshPlan()
{
    const auto& summary = m_refund->summary();
    const auto& job = m_refund->job();
    if (!summary) {
        say(m_headline, tr("The service makes the plan. No money moves."));
        say(m_frozen, job ? m_texts.progress(*job) : QString());
    } else if (m_refund->toRefund() == 0) {
        say(m_headline, tr("No bet of this selection can be refunded."));
        say(m_frozen, frozenText());
    } else {
        QStringList sums;
        for (const auto& sum : summary->job.sums)
            sums << m_context.format.money(sum.creditMinor, sum.currency);
        //: %1 is a list of amounts, one a currency
        say(m_headline, tr("%n bets would be refunded: %1.", nullptr, few(m_refund->toRefund()))
                            .arg(sums.join(QStringLiteral(" · "))));
        auto frozen = frozenText();
        const auto found = summary->job.counts.total();
        if (m_refund->selection().items.empty() && m_view.bets > 0 && found != m_view.bets)
            frozen += u' ' + tr("The service found %1 bets, this view showed %2.")
                                 .arg(m_context.format.number(found), m_context.format.number(m_view.bets));
        say(m_frozen, frozen);
    }
    QStringList why;
    if (job) {
        why << JobTexts::reason(job->reason);
        for (const auto& text : {job->reasonText, job->ticket})
            if (!text.empty())
                why << Format::foreign(text, 300);
        if (job->overrideSettled)
            why << tr("bets that lost too");
    }
    say(m_why, why.join(QStringLiteral(" · ")));
    m_planTable->setVisible(summary.has_value());
    say(m_valid, summary && job && !m_refund->isExpired() ? m_texts.expires(*job, serviceNowMs()) : QString());
    const bool mayType = summary && m_refund->toRefund() > 0 && !m_refund->isExpired();
    m_typed->setVisible(mayType);
    m_typedLabel->setVisible(mayType);
    m_typed->setEnabled(m_refund->step() != Step::Submitting);
    m_typedLabel->setText(tr("T&ype “%1” to confirm").arg(wantedText()));
    m_typed->setAccessibleName(tr("Type “%1” to confirm").arg(wantedText()));
}

QString BulkRefundDialog::sentText() const
{
    const auto& job = m_refund->job();
    const auto& problem = m_refund->answer().problem;
    if (m_refund->step() == Step::Over && problem && problem->code == ProblemCode::PlanStale &&
        (!job || job->state == JobState::Planned || job->state == JobState::Stale))
        return tr("The bets changed while you were reading. Nothing was sent.");
    if (!job)
        return {};
    switch (job->state) {
    case JobState::PendingApproval:
        return tr("Sent to approvers. Nothing has been refunded yet. %1")
            .arg(m_texts.expires(*job, serviceNowMs()))
            .trimmed();
    case JobState::Withdrawn:
        return tr("Withdrawn. Nothing has been refunded.");
    case JobState::Planning:
    case JobState::Planned:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Paused:
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Cancelled:
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Rejected:
    case JobState::Superseded:
        break;
    }
    return m_texts.note(*job, serviceNowMs(), m_context.connection.instance().subject);
}

void BulkRefundDialog::refreshSent()
{
    const auto& job = m_refund->job();
    if (job) {
        const auto state =
            m_refund->step() == Step::Over && job->state == JobState::Planned ? JobState::Stale : job->state;
        const auto look = lookOf(state);
        m_chip->setLook(look.glyph, look.colors, JobTexts::state(state));
    }
    say(m_sent, sentText());
    say(m_progress, job && job->startedAt > 0 ? m_texts.progress(*job) : QString());
}

// What did not work, and what to do about it.
QString BulkRefundDialog::problem() const
{
    const auto& answer = m_refund->answer();
    const auto why = JobTexts::refusal(answer);
    if (m_refund->step() == Step::PlanFailed) {
        switch (answer.kind) {
        case AnswerKind::Declined:
            return tr("The service refused the plan: %1. Nothing was sent.").arg(why);
        case AnswerKind::InDoubt:
            return tr("The service did not answer (%1). Nothing moves by a plan; trying again finds the same one.")
                .arg(why);
        case AnswerKind::NotSent:
        case AnswerKind::Accepted:
            return tr("The plan was not made (%1). Nothing was sent.").arg(why);
        }
    }
    if (m_refund->step() == Step::SubmitFailed) {
        switch (answer.kind) {
        case AnswerKind::Declined:
            return tr("Not sent: %1. Nothing has been refunded.").arg(why);
        case AnswerKind::InDoubt:
            return tr("The service did not answer (%1). It may have gone to the approvers; sending it again sends "
                      "the same plan.")
                .arg(why);
        case AnswerKind::NotSent:
        case AnswerKind::Accepted:
            return tr("Not sent (%1). Nothing has been refunded.").arg(why);
        }
    }
    if (m_refund->isExpired() && m_refund->step() != Step::Over && m_refund->step() != Step::Submitted)
        return tr("The plan's time has run out. Nothing was sent.");
    if (m_refund->step() == Step::Ready && m_refund->wasChanged())
        return tr("The plan changed while you were reading. Nothing was sent. Read it again.");
    return {};
}

void BulkRefundDialog::refreshButtons()
{
    const auto step = m_refund->step();
    const auto blocked = m_context.connection.whyNot(Act::Job);
    const bool draft = isDraft();
    const bool over = step == Step::Over;
    const bool plan = !draft && !over && step != Step::Submitted;
    const auto& job = m_refund->job();

    const auto wanted = wantedText();
    const auto match = client::operations::matchTypedText(m_typed->text(), wanted);
    const bool isComplete =
        isVisible() && plan && m_refund->maySubmit() && blocked.isEmpty() && match == TypedText::Matches;
    const auto now = m_context.clock.steadyMs();
    if (!isComplete)
        m_completeSinceMs.reset();
    else if (!m_completeSinceMs)
        m_completeSinceMs = now;
    const auto left = m_completeSinceMs ? std::max<std::int64_t>(0, *m_completeSinceMs + wakeMs - now) : wakeMs;

    m_makePlan->setVisible(draft);
    m_makePlan->setText(step == Step::Planning     ? tr("Making the plan…")
                        : step == Step::PlanFailed ? tr("&Try again")
                                                   : tr("&Make the plan"));
    const auto missing = m_refund->isOrderFixed() ? QString() : m_form->missing();
    m_makePlan->setEnabled(draft && step != Step::Planning && blocked.isEmpty() && missing.isEmpty());
    m_makePlan->setToolTip(!blocked.isEmpty() ? blocked : tr("No money moves by a plan."));

    const auto text = step == Step::Submitting ? tr("Sending…") : tr("Send for approval");
    const auto counting = [&](std::int64_t seconds) {
        return tr("%1 (%2)", "a button that wakes in %2 seconds").arg(text, QString::number(seconds));
    };
    // Its place stays empty when it is gone: the second half of a double click must not close the window.
    auto policy = m_send->sizePolicy();
    policy.setRetainSizeWhenHidden(step == Step::Submitted);
    m_send->setSizePolicy(policy);
    m_send->setVisible(plan && !m_refund->isExpired());
    m_send->setAccessibleName(text);
    m_send->setText(counting(wakeMs / 1'000));
    m_send->setMinimumWidth(m_send->sizeHint().width());
    m_send->setText(isComplete && left > 0 ? counting((left + 999) / 1'000) : text);
    m_send->setEnabled(isComplete && left == 0);

    const bool mayWithdraw = job && (job->state == JobState::Planning || job->state == JobState::Planned ||
                                     job->state == JobState::PendingApproval);
    m_withdraw->setVisible(!draft && mayWithdraw && !m_refund->isExpired());
    m_withdraw->setEnabled(!m_refund->isWithdrawing() && step != Step::Submitting && blocked.isEmpty());
    m_withdraw->setToolTip(blocked);
    m_openJob->setVisible(job && step == Step::Submitted);
    // The bets of a plan that was opened from the list of jobs are known to the service alone.
    const bool hasSelection = !m_refund->selection().items.empty() || !m_refund->selection().query.empty();
    m_again->setVisible(hasSelection && (over || (plan && m_refund->isExpired())));
    m_again->setEnabled(blocked.isEmpty());
    m_save->setVisible(plan && m_refund->summary().has_value());
    m_save->setEnabled(!m_reportBar->isRunning());

    QString hint;
    if (!blocked.isEmpty())
        hint = blocked;
    else if (draft)
        hint = missing;
    else if (isComplete && m_keyRefused && left == 0)
        hint = tr("Enter and Space do not send. Click the button, or press Ctrl+Enter on it.");
    else if (plan && m_refund->maySubmit())
        hint = JobTexts::typedHint(match);
    else if (step == Step::Submitted && job && job->state == JobState::PendingApproval)
        hint = tr("You can close this window. The job stays under Jobs & approvals.");
    say(m_hint, hint);
}

void BulkRefundDialog::refresh()
{
    const auto& job = m_refund->job();
    const auto bets = m_refund->summary() ? m_refund->toRefund()
                      : job               ? job->counts.total()
                      : m_refund->selection().items.empty()
                          ? m_view.bets
                          : static_cast<std::int64_t>(m_refund->selection().items.size());
    const auto title = tr("Refund %n bets", nullptr, few(bets));
    setWindowTitle(title);
    say(m_title, title);
    const auto* shown = page();
    say(m_step, shown == m_draftPage  ? tr("Step 1 of 3: what and why")
                : shown == m_planPage ? tr("Step 2 of 3: preview, and off to a second person")
                                      : tr("Step 3 of 3: the second person"));
    refreshDraft();
    refreshPlan();
    refreshSent();
    m_pages->setCurrentWidget(page());
    say(m_problem, problem());
    refreshButtons();
    if (isVisible() && layout()->totalHeightForWidth(width()) > height())
        resize(width(), layout()->totalHeightForWidth(width()));
}

} // namespace ui
