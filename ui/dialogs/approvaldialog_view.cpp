// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the approval dialog shows in each step.
#include "client/operations/typedtext.h"
#include "ui/dialogs/approvaldialog.h"
#include "ui/roundtexts.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

#include <algorithm>

namespace ui {

using client::contract::AnswerKind;
using client::contract::JobKind;
using client::contract::JobState;
using client::contract::ProblemCode;
using Step = client::operations::Approval::Step;

void ApprovalDialog::say(QLabel* label, const QString& text)
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

void ApprovalDialog::retranslate()
{
    m_plan.retranslate();
    m_changes.retranslate();
    m_items.retranslate();
    m_tabs->setTabText(0, tr("&Plan"));
    m_tabs->setTabText(2, tr("&Bets"));
    m_itemsTable->setAccessibleName(tr("Bets of the plan"));
    m_planTable->setAccessibleName(tr("Plan of the job"));
    m_changesTable->setAccessibleName(tr("What changed since the plan was made"));
    m_resultLabel->setText(tr("Choose the correct &result yourself."));
    m_result->setAccessibleName(tr("The correct result, as you know it"));
    m_result->setToolTip(
        tr("The requested result is not shown: you decide it on your own, and both have to be the same."));
    m_commentLabel->setText(tr("Co&mment"));
    m_comment->setAccessibleName(tr("Comment; to reject it is required"));
    m_comment->setPlaceholderText(tr("Required to reject"));
    m_openJob->setText(tr("Open the &job"));
    m_reject->setText(tr("Re&ject"));
    refreshTables();
    refresh();
}

void ApprovalDialog::refreshTables()
{
    m_plan.setSummary(m_approval->summary());
    const auto& changes = m_approval->changes();
    m_changes.setChanges(changes ? changes->changes : std::vector<client::contract::JobChange>());
    const auto count = changes ? changes->count : 0;
    //: A tab; %1 a number of bets
    m_tabs->setTabText(1, tr("Changed &since: %1").arg(m_context.format.number(count)));
    m_tabs->setTabEnabled(1, count > 0);
    m_tabs->setTabEnabled(2, m_approval->summary().has_value());
}

QString ApprovalDialog::changesText() const
{
    const auto& changes = m_approval->changes();
    if (!changes || isEnded())
        return {};
    if (changes->stale)
        return tr("Bets changed since the plan was made, so that it has to be made anew. You can only reject it.");
    if (changes->count == 0)
        return tr("Nothing has changed since the plan was made.");
    auto now = m_approval->job();
    now.sums = changes->sums;
    QStringList sums;
    for (const auto& sum : changes->sums) {
        if (sum.creditMinor != 0)
            sums << (now.kind == JobKind::Refund ? m_context.format.money(sum.creditMinor, sum.currency)
                                                 : m_context.format.signedMoney(sum.creditMinor, sum.currency));
        if (sum.debitMinor != 0)
            sums << m_context.format.signedMoney(sum.debitMinor, sum.currency);
    }
    //: %1 amounts by currency
    return tr("%n bets changed meanwhile and will be skipped; the total is now %1.", nullptr,
              static_cast<int>(changes->count))
        .arg(sums.isEmpty() ? dash() : sums.join(QStringLiteral(", ")));
}

void ApprovalDialog::refreshFacts()
{
    const auto& job = m_approval->job();
    setWindowTitle(tr("Approve or reject"));
    say(m_title, JobTexts::name(job));
    //: %1 a person, %2 a time, %3 "Expires in 28 min."
    say(m_facts,
        tr("Requested by %1 at %2. %3")
            .arg(Format::foreign(job.author, 64), m_context.format.moment(job.createdAt, m_context.clock.utcMs()),
                 job.state == JobState::PendingApproval ? m_texts.expires(job, serviceNowMs()) : QString())
            .trimmed());
    QStringList reason{tr("Reason: %1").arg(JobTexts::reason(job.reason))};
    if (!job.reasonText.empty())
        reason << Format::foreign(job.reasonText, 500);
    if (!job.ticket.empty())
        reason << tr("ticket %1").arg(Format::foreign(job.ticket, 64));
    say(m_reason, reason.join(QStringLiteral(" · ")));
}

QString ApprovalDialog::blocks() const
{
    if (isEnded())
        return {};
    if (m_approval->isOwn())
        return tr("You cannot approve your own request.");
    if (const auto why = m_context.connection.whyNot(Act::Approve); !why.isEmpty())
        return why;
    if (m_approval->step() == Step::LoadFailed)
        return tr("The request could not be read: %1.").arg(JobTexts::refusal(m_approval->answer()));
    if (m_approval->step() == Step::SendFailed)
        return tr("It is not certain whether your decision arrived (%1). It is being found out; sending it again is "
                  "safe.")
            .arg(JobTexts::refusal(m_approval->answer()));
    return refused();
}

// Why the service did not take the last decision.
QString ApprovalDialog::refused() const
{
    const auto& answer = m_approval->answer();
    if (m_approval->step() != Step::Ready || answer.kind == AnswerKind::Accepted)
        return {};
    if (answer.kind == AnswerKind::NotSent)
        return tr("Not sent: %1.").arg(JobTexts::refusal(answer));
    const auto code = answer.problem ? answer.problem->code : ProblemCode::InternalError;
    if (code == ProblemCode::PlanStale || code == ProblemCode::VersionConflict || code == ProblemCode::ApprovalMismatch)
        return tr("The plan changed while you were reading. Nothing was approved. Look at it again.");
    return tr("The service refused: %1. Nothing was approved.").arg(JobTexts::refusal(answer));
}

QString ApprovalDialog::closed() const
{
    const auto& job = m_approval->job();
    const auto by = Format::foreign(job.approver, 64);
    switch (job.state) {
    case JobState::Withdrawn:
        return tr("%1 has withdrawn the request. Nothing was changed.").arg(Format::foreign(job.author, 64));
    case JobState::Expired:
        return tr("The request has expired. Nothing was changed.");
    case JobState::Stale:
        return tr("Bets changed since the plan was made, so that it has to be made anew. Nothing was approved.");
    case JobState::Rejected:
        return job.why == "result_differs"
                   ? tr("%1 chose another result than the request's. It is returned to %2.")
                         .arg(by, Format::foreign(job.author, 64))
                   : tr("%1 has rejected the request: %2").arg(by, Format::foreign(job.comment, 300));
    case JobState::Superseded:
        return tr("The round's result changed meanwhile. Nothing was approved.");
    case JobState::Planning:
    case JobState::Planned:
        return tr("This job has not been sent for approval.");
    case JobState::PendingApproval:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Paused:
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Cancelled:
        break;
    }
    return by.isEmpty() ? tr("There is nothing to decide any more.") : tr("%1 has approved it already.").arg(by);
}

QString ApprovalDialog::end() const
{
    const auto& job = m_approval->job();
    switch (m_approval->step()) {
    case Step::Loading:
    case Step::LoadFailed:
    case Step::Ready:
    case Step::Sending:
    case Step::SendFailed:
        return {};
    case Step::Approved:
        return tr("Approved. %1").arg(m_texts.note(job, serviceNowMs(), m_context.connection.instance().subject));
    case Step::Rejected:
        return tr("Rejected. %1 sees your comment. Nothing was changed.").arg(Format::foreign(job.author, 64));
    case Step::Returned:
        //: %1 and %2 results, %3 a person
        return tr("Your result (%1) differs from the request (%2). The request is returned to %3.")
            .arg(RoundTexts::result(m_approval->chosenResult()), RoundTexts::result(job.correctResult),
                 Format::foreign(job.author, 64));
    case Step::Closed:
        break;
    }
    return closed();
}

QString ApprovalDialog::hint() const
{
    switch (m_approval->step()) {
    case Step::Loading:
        return tr("Reading the request…");
    case Step::Sending:
        return tr("Sending your decision…");
    case Step::Ready:
        break;
    case Step::LoadFailed:
    case Step::SendFailed:
    case Step::Approved:
    case Step::Rejected:
    case Step::Returned:
    case Step::Closed:
        return {};
    }
    if (!m_approval->mayApprove() || !m_context.connection.whyNot(Act::Approve).isEmpty())
        return {};
    if (m_keyRefused && m_approve->isEnabled())
        return tr("Enter and Space do not approve. Click the button, or press Ctrl+Enter on it.");
    if (m_approval->isBlind())
        return result().empty() ? tr("Choose the correct result yourself.") : QString();
    const auto match = client::operations::matchTypedText(m_typed->text(), m_approval->wantedText());
    if (match == client::operations::TypedText::Empty)
        return tr("Type %1 to confirm.").arg(m_approval->wantedText());
    return JobTexts::typedHint(match);
}

void ApprovalDialog::refreshButtons()
{
    const auto step = m_approval->step();
    const auto whyNot = m_context.connection.whyNot(Act::Approve);
    const bool mayDecide = step == Step::Ready && whyNot.isEmpty() && m_approval->mayReject();
    const bool isBlind = m_approval->isBlind();
    const bool isOpen = !isEnded();
    m_result->setVisible(isBlind && isOpen);
    m_resultLabel->setVisible(isBlind && isOpen);
    m_typed->setVisible(!isBlind && isOpen);
    m_typedLabel->setVisible(!isBlind && isOpen);
    m_comment->setVisible(isOpen);
    m_commentLabel->setVisible(isOpen);
    const auto wanted = m_approval->wantedText();
    m_typedLabel->setText(wanted.isEmpty() ? tr("T&ype the number to confirm") : tr("T&ype %1 to confirm").arg(wanted));
    m_typed->setAccessibleName(wanted.isEmpty() ? tr("Type the number to confirm")
                                                : tr("Type %1 to confirm").arg(wanted));
    for (QWidget* field : {static_cast<QWidget*>(m_result), static_cast<QWidget*>(m_typed)})
        field->setEnabled(mayDecide && m_approval->mayApprove());
    m_comment->setEnabled(mayDecide);

    const bool isChosen =
        isBlind ? !result().empty()
                : client::operations::matchTypedText(m_typed->text(), wanted) == client::operations::TypedText::Matches;
    m_approve->setVisible(isOpen);
    m_wake->update(isVisible() && mayDecide && m_approval->mayApprove() && isChosen, tr("Approve and start"));
    m_reject->setVisible(isOpen);
    m_reject->setEnabled(mayDecide && !m_comment->text().trimmed().isEmpty());
    m_reject->setToolTip(mayDecide && m_comment->text().trimmed().isEmpty() ? tr("Write a comment first.") : whyNot);
    m_again->setVisible(step == Step::LoadFailed || step == Step::SendFailed);
    m_again->setText(step == Step::SendFailed ? tr("Send a&gain") : tr("Read a&gain"));
    m_again->setEnabled(step == Step::LoadFailed || whyNot.isEmpty());
    m_openJob->setVisible(isEnded());
    m_cancel->setText(isOpen ? tr("&Cancel") : tr("&Close"));
    m_cancel->setEnabled(step != Step::Sending);
}

void ApprovalDialog::refresh()
{
    refreshFacts();
    say(m_changesText, changesText());
    refreshButtons();
    say(m_block, blocks());
    say(m_end, end());
    say(m_hint, hint());
    growToContents();
}

// A dialog does not grow by itself when wrapped text in it does; it never shrinks under the mouse.
void ApprovalDialog::growToContents()
{
    if (!isVisible())
        return;
    layout()->activate();
    const int neededWidth = std::max(width(), layout()->minimumSize().width());
    const int neededHeight = std::max(height(), layout()->totalHeightForWidth(neededWidth));
    if (QSize(neededWidth, neededHeight) != size())
        resize(neededWidth, neededHeight);
}

} // namespace ui
