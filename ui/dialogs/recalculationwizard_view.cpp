// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the recalculation wizard shows in each step.
#include "ui/charts/partnermoneychart.h"
#include "ui/dialogs/inputsform.h"
#include "ui/dialogs/recalculationwizard.h"
#include "ui/jobtexts.h"
#include "ui/roundtexts.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

using client::contract::JobState;
using client::operations::Recalculation;
using Missing = client::operations::Recalculation::Missing;
using Step = client::operations::Recalculation::Step;

namespace {

constexpr qint64 minuteMs = 60'000;

} // namespace

void RecalculationWizard::say(QLabel* label, const QString& text)
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

void RecalculationWizard::fillReasons()
{
    const QSignalBlocker blocker(m_reason);
    const QVariant chosen = m_reason->currentData();
    m_reason->clear();
    for (const auto& code : client::contract::jobReasons(client::contract::JobKind::Recalculation))
        m_reason->addItem(code == "other" ? tr("Other (write at least 10 characters)") : JobTexts::reason(code),
                          QString::fromStdString(code));
    m_reason->setCurrentIndex(chosen.isValid() ? m_reason->findData(chosen) : -1);
    m_reason->setPlaceholderText(tr("Choose a reason"));
}

void RecalculationWizard::retranslate()
{
    fillReasons();
    m_leave->setText(tr("&Back to the rounds"));
    m_leave->setToolTip(tr("What is filled in stays; the round brings you back here."));
    m_resultLabel->setText(tr("Correct &result"));
    m_result->setAccessibleName(tr("Correct result"));
    m_reasonLabel->setText(tr("R&eason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reasonTextLabel->setText(tr("&Which reason"));
    m_reasonText->setAccessibleName(tr("Other reason, at least 10 characters"));
    m_ticket->setAccessibleName(tr("Ticket"));
    m_movesTable->setAccessibleName(tr("What happens to the bets"));
    m_previewInputs->setText(tr("Preview with these &outcomes"));
    m_edit->setText(tr("&Change result or reason"));
    m_previewAgain->setText(tr("Preview a&gain"));
    m_withdraw->setText(tr("&Withdraw"));
    m_openJob->setText(tr("Open the &job"));
    m_again->setText(tr("Recalculate a&gain"));
    m_close->setText(tr("&Close"));
    m_moves.retranslate();
    refresh();
}

void RecalculationWizard::onChanged()
{
    const auto step = m_recalculation->step();
    if (step == Step::Planned && m_shownStep != Step::Planned && m_shownStep != Step::Submitting) {
        m_moves.setMoves(m_recalculation->summary()->moves);
        m_money.setParts(m_recalculation->summary()->parts);
        m_inputs->setItems(m_recalculation->needsInput(), m_recalculation->summary()->job.counts.needsInput);
        m_scroll->verticalScrollBar()->setValue(0);
        if (isVisible())
            m_typed->setFocus();
    }
    m_shownStep = step;
    refresh();
}

void RecalculationWizard::refresh()
{
    refreshHead();
    refreshForm();
    refreshPreview();
    refreshEnd();
    switch (m_recalculation->step()) {
    case Step::Editing:
    case Step::Planning:
    case Step::PlanFailed:
        m_pages->setCurrentWidget(m_formPage);
        break;
    case Step::Planned:
    case Step::Submitting:
    case Step::SubmitFailed:
    case Step::Refused:
        m_pages->setCurrentWidget(m_previewPage);
        break;
    case Step::Submitted:
        m_pages->setCurrentWidget(m_endPage);
        break;
    }
}

void RecalculationWizard::refreshHead()
{
    const auto& round = m_recalculation->round();
    say(m_title, tr("Recalculate round %1").arg(Format::foreign(round.round.text(), 64)));
    QString facts = tr("The round has no result yet.");
    if (round.resultVersion > 0)
        //: %1 a result, %2 its version
        facts = tr("Recorded result: %1, version %2.").arg(RoundTexts::result(round.result)).arg(round.resultVersion);
    const auto found =
        std::find_if(m_results.begin(), m_results.end(), [&round](const client::contract::RoundResult& one) {
            return one.version > 0 && one.version == round.resultVersion;
        });
    if (found != m_results.end())
        //: %1 a person or a game, %2 a time, %3 where it comes from
        facts += u' ' + tr("By %1 at %2, source: %3.")
                            .arg(found->actor.empty() ? dash() : Format::foreign(found->actor, 64),
                                 m_context.format.moment(found->at, m_context.clock.utcMs()),
                                 found->source.empty() ? dash() : RoundTexts::source(found->source));
    if (round.needsRecalculation)
        facts += u' ' + tr("A recalculation is needed: %1.").arg(RoundTexts::cause(round.cause));
    say(m_facts, facts);
    const auto step = m_recalculation->step();
    const int number = step == Step::Editing || step == Step::Planning || step == Step::PlanFailed ? 1
                       : step == Step::Submitted                                                   ? 3
                                                                                                   : 2;
    say(m_stepLabel, number == 1   ? tr("Step 1 of 3: the correct result and the reason")
                     : number == 2 ? tr("Step 2 of 3: what would happen; nothing has moved yet")
                                   : tr("Step 3 of 3: a second person decides"));
}

void RecalculationWizard::refreshForm()
{
    const auto step = m_recalculation->step();
    const bool isPlanning = step == Step::Planning;
    const bool isOther = m_reason->currentData().toString() == QStringLiteral("other");
    m_reasonText->setVisible(isOther);
    m_reasonTextLabel->setVisible(isOther);
    m_ticketLabel->setText(m_context.connection.isProduction() ? tr("&Ticket") : tr("&Ticket (optional)"));
    for (QWidget* field : {static_cast<QWidget*>(m_result), static_cast<QWidget*>(m_reason),
                           static_cast<QWidget*>(m_reasonText), static_cast<QWidget*>(m_ticket)})
        field->setEnabled(!isPlanning);

    const auto wanted = draft();
    // Newest first; one that an applied version followed is answered for.
    const bool isPosted =
        !m_results.empty() && m_results.front().version == 0 && m_results.front().source.rfind("official", 0) == 0;
    const auto posted = isPosted ? m_results.begin() : m_results.end();
    const bool repairs =
        m_recalculation->isRecordedResult(wanted.result) && m_recalculation->round().needsRecalculation;
    QStringList notes;
    if (posted != m_results.end())
        //: %1 a result, %2 a person
        notes << tr("The official result is %1, posted by %2.")
                     .arg(RoundTexts::result(posted->result), Format::foreign(posted->actor, 64));
    if (repairs)
        notes << tr("This is already the recorded result. Bets that were settled by another one are put right.");
    say(m_official, notes.join(QLatin1Char(' ')));

    const auto missing = m_recalculation->missing(wanted);
    const auto why = whyNot();
    QString hint = !why.isEmpty() ? why : RecalculationTexts::missing(missing);
    if (isPlanning) {
        const auto& job = m_recalculation->job();
        hint = job && job->counts.total() > 0 ? tr("The service reads the bets of the round, %1 so far. Nothing moves.")
                                                    .arg(m_context.format.number(job->counts.total()))
                                              : tr("The service reads the bets of the round. Nothing moves.");
    } else if (step == Step::PlanFailed && why.isEmpty() && missing == Missing::Nothing) {
        hint = RecalculationTexts::planFailed(*m_recalculation, m_otherJob);
    }
    say(m_formHint, hint);
    m_preview->setText(isPlanning ? tr("Previewing…") : tr("&Preview"));
    m_preview->setEnabled(!isPlanning && why.isEmpty() && missing == Missing::Nothing);
    m_preview->setToolTip(why);
}

void RecalculationWizard::refreshPreview()
{
    const auto step = m_recalculation->step();
    const auto& summary = m_recalculation->summary();
    if (!summary)
        return;
    const auto& job = summary->job;
    const bool isSending = step == Step::Submitting;
    const bool isStale = m_recalculation->isTooOld() || m_recalculation->hasRoundMoved();
    say(m_change, job.formerResult.empty()
                      //: %1 a result
                      ? tr("The round gets its first result: %1.").arg(RoundTexts::result(job.correctResult))
                      //: %1 and %2 results
                      : tr("%1 → %2. Pay-outs come first, take-backs after.")
                            .arg(RoundTexts::result(job.formerResult), RoundTexts::result(job.correctResult)));
    const auto left = m_recalculation->validUntilMs() - m_context.clock.utcMs();
    say(m_validity,
        m_recalculation->validUntilMs() == 0 ? QString()
        : left <= 0
            ? tr("This preview was valid until %1.").arg(m_context.format.timeShort(m_recalculation->validUntilMs()))
            //: %1 a version, %2 a time, %n minutes
            : tr("This preview is valid for round version %1 until %2, %n min.", nullptr,
                 static_cast<int>((left + minuteMs - 1) / minuteMs))
                  .arg(QString::number(job.resultVersion),
                       m_context.format.timeShort(m_recalculation->validUntilMs())));
    say(m_warnings, m_texts.overdraws(*summary).join(u'\n'));
    say(m_notes, m_texts.notes(*summary, m_recalculation->deferred()).join(u'\n'));
    m_previewInputs->setVisible(!m_inputs->isEmpty());
    const auto inputProblem = m_inputs->problem();
    m_previewInputs->setEnabled(step == Step::Planned && inputProblem.isEmpty() && !m_inputs->inputs().empty());

    const auto wanted = m_recalculation->wantedText();
    const auto match = client::operations::matchTypedText(m_typed->text(), wanted);
    // Outcomes that were entered since count only in the next plan.
    const bool hasNewInputs = !m_inputs->inputs().empty() || !inputProblem.isEmpty();
    const bool maySend = (step == Step::Planned && !isStale && !hasNewInputs) || step == Step::SubmitFailed;
    const auto why = whyNot();
    m_typed->setEnabled(maySend);
    m_typedLabel->setText(
        tr("T&ype the round and the new result: %1").arg(QString(wanted).replace(u'&', QStringLiteral("&&"))));
    m_typed->setAccessibleName(tr("Type the round and the new result: %1").arg(wanted));
    m_wake->update(isVisible() && maySend && why.isEmpty() && match == client::operations::TypedText::Matches,
                   tr("Send for approval"));

    QString hint = !why.isEmpty() ? why : RecalculationTexts::refused(*m_recalculation);
    if (isSending)
        hint = tr("Sending…");
    else if (hint.isEmpty() && !inputProblem.isEmpty())
        hint = inputProblem;
    else if (hint.isEmpty() && hasNewInputs)
        hint = tr("Preview with these outcomes first.");
    else if (hint.isEmpty() && m_keyRefused && m_confirm->isEnabled())
        hint = tr("Enter and Space do not send. Click the button, or press Ctrl+Enter on it.");
    else if (hint.isEmpty())
        hint = RecalculationTexts::typed(match, wanted);
    say(m_hint, hint);
    m_edit->setEnabled(step == Step::Planned || step == Step::Refused);
    m_previewAgain->setEnabled((step == Step::Planned || step == Step::Refused) && why.isEmpty());
}

void RecalculationWizard::refreshEnd()
{
    const auto& job = m_recalculation->job();
    if (m_recalculation->step() != Step::Submitted || !job)
        return;
    say(m_end, m_texts.progress(*job, serviceNowMs(), m_context.connection.instance().subject));
    say(m_endFact, m_texts.fact(*job));
    const bool waits = job->state == JobState::PendingApproval;
    m_withdraw->setVisible(waits);
    m_withdraw->setEnabled(!m_recalculation->isWithdrawing() && whyNot().isEmpty());
    m_withdraw->setToolTip(whyNot());
    m_again->setVisible(client::contract::isEnded(job->state));
}

} // namespace ui
