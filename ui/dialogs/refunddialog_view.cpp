// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the refund dialog shows in each step.
#include "client/contract/retry.h"
#include "client/operations/refund.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/refundform.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/statuschip.h"

#include <QAccessible>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;
using Step = client::operations::Refund::Step;

namespace {

QString shortId(const std::string& id)
{
    const QString text = Format::foreign(id);
    return text.size() <= 12 ? text : text.left(4) + QChar(0x2026) + text.right(4);
}

} // namespace

QString RefundDialog::partnerName() const
{
    return m_refund->item() ? Format::foreign(m_refund->item()->bet.partner.text()) : QString();
}

void RefundDialog::say(QLabel* label, const QString& text)
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

QWidget* RefundDialog::page() const
{
    if (m_draft)
        return m_form;
    switch (m_refund->step()) {
    case Step::Previewing:
    case Step::Ready:
        return m_refund->item() ? static_cast<QWidget*>(m_form) : m_emptyPage;
    case Step::PreviewFailed:
    case Step::Blocked:
        return m_emptyPage;
    case Step::Sending:
    case Step::Waiting:
        return m_runningPage;
    case Step::Refunded:
    case Step::Declined:
    case Step::NotSent:
    case Step::InDoubt:
        break;
    }
    return m_endPage;
}

void RefundDialog::refreshFacts()
{
    const auto& item = m_refund->item();
    if (m_draft) {
        const QString draft = tr("Draft: refund bet %1").arg(Format::foreign(m_draft->bet.text()));
        setWindowTitle(draft);
        say(m_title, draft);
        say(m_body,
            m_elsewhere.isEmpty()
                ? QString()
                : tr("%1 answers now, and this draft was prepared in %2. It is not previewed here; it waits for %2.")
                      .arg(m_elsewhere, m_draftPlace));
        say(m_facts,
            tr("The bet as it was at %1: %2. When the connection returns it is previewed anew, and you confirm "
               "what is true then. Nothing is sent by itself.")
                .arg(m_context.format.moment(m_draft->updatedAt, m_context.clock.utcMs()),
                     m_context.format.status(*m_draft)));
        return;
    }
    if (!item) {
        setWindowTitle(tr("Refund bet"));
        say(m_title, tr("Refund bet"));
        say(m_body, QString());
        say(m_facts, m_refund->step() == Step::Previewing ? tr("Asking for the state of the bet…") : QString());
        return;
    }
    const QString title = tr("Refund bet %1").arg(Format::foreign(item->bet.bet.text()));
    setWindowTitle(title);
    say(m_title, title);

    const TypedAmount typed = m_form->amount();
    const std::int64_t minor = m_confirmed                            ? m_confirmed->minor
                               : typed.problem == AmountProblem::None ? typed.money.minor
                                                                      : item->refundableMinor;
    //: %1 money, %2 a player's id, %3 a partner's id
    say(m_body, m_refund->step() == Step::Blocked || isEnded()
                    ? QString()
                    : tr("%1 goes back to player %2 at %3. A refund cannot be taken back from this console.")
                          .arg(m_context.format.money(minor, item->currency), Format::foreign(item->bet.player.text()),
                               partnerName()));

    const int age = static_cast<int>((m_context.clock.steadyMs() - m_askedAtMs) / 1000);
    QString checked = tr("State checked %n s ago.", nullptr, age);
    if (m_refund->step() == Step::Previewing)
        checked = tr("Asking again…");
    else if (!isFresh())
        checked = tr("State checked %n s ago: too old to refund on.", nullptr, age);
    // After the end the preview is history, and its numbers would be taken for the present.
    if (isEnded()) {
        say(m_facts, QString());
        return;
    }
    say(m_facts, isRunning() ? m_texts.facts(*item) : m_texts.facts(*item) + QLatin1Char('\n') + checked);
}

void RefundDialog::refreshBlocks()
{
    QStringList lines;
    std::vector<std::string> codes;
    const auto& item = m_refund->item();
    const Step step = m_refund->step();
    if (step == Step::PreviewFailed)
        lines << m_texts.previewFailed(m_refund->previewError());
    if (item && step == Step::Blocked)
        codes = item->blockers;
    if (item && m_changedWhileReading && (step == Step::Ready || step == Step::Blocked) &&
        std::find(codes.begin(), codes.end(), "version_conflict") == codes.end())
        codes.insert(codes.begin(), "version_conflict");
    for (const std::string& code : codes)
        lines << m_texts.blocker(code, *item);
    if (!isRunning() && !isEnded() && !m_context.connection.mayMoveMoney())
        lines << m_context.connection.whyNot();
    if (m_asking)
        lines << tr("Asking %1…").arg(partnerName());
    else if (!m_askProblem.isEmpty())
        lines << tr("The partner could not be asked: %1").arg(m_askProblem);
    say(m_block, lines.join(QLatin1Char('\n')));

    const auto wants = [&](RefundTexts::Remedy remedy) {
        return std::any_of(codes.begin(), codes.end(),
                           [&](const std::string& code) { return RefundTexts::remedy(code) == remedy; });
    };
    m_openBet->setVisible(wants(RefundTexts::Remedy::OpenBet));
    m_askPartner->setVisible(wants(RefundTexts::Remedy::AskPartner));
    m_askPartner->setEnabled(!m_asking && m_context.connection.mayMoveMoney());
    const auto& refused = m_refund->answer().problem;
    const bool isAboveLimit =
        step == Step::Declined && refused && refused->code == client::contract::ProblemCode::LimitExceeded;
    m_propose->setVisible(isAboveLimit || (item && RefundTexts::mayBeProposed(codes, item->bet)));
    m_propose->setEnabled(m_context.connection.whyNot(Act::Job).isEmpty());
    const bool conflictEnd = step == Step::Declined && m_refund->answer().problem &&
                             m_refund->answer().problem->code == client::contract::ProblemCode::VersionConflict;
    m_previewAgain->setVisible(step == Step::Ready || step == Step::Blocked || step == Step::PreviewFailed ||
                               step == Step::NotSent || conflictEnd);
}

void RefundDialog::refreshRunning()
{
    if (!isRunning())
        return;
    const int attempt = m_refund->attempt();
    const int attemptsMax = client::contract::RetryPlan::attemptsMax;
    if (m_refund->step() == Step::Sending) {
        say(m_progress,
            attempt <= attemptsMax
                ? tr("Sending refund to %1, attempt %2 of %3…")
                      .arg(partnerName(), QString::number(std::max(1, attempt)), QString::number(attemptsMax))
                : tr("Sending refund to %1, attempt %2…").arg(partnerName(), QString::number(attempt)));
    } else {
        const std::int64_t left = std::max<std::int64_t>(0, m_refund->nextAttemptAtMs() - m_context.clock.steadyMs());
        //: %1 is a sentence such as "HTTP 503."
        say(m_progress, tr("%1 Next try in %2 s.")
                            .arg(RefundTexts::attemptEnd(m_refund->answer()),
                                 m_context.format.decimal(static_cast<double>(left) / 1000.0, 1)));
    }
    say(m_progressNote,
        m_closeRefused ? tr("The refund is on its way, so this window stays. Stop trying first, or wait for the end.")
                       : tr("This window stays open until the refund has an end."));
}

void RefundDialog::sayEnd(const QString& text, const QString& fact, const QString& next)
{
    say(m_end, text);
    say(m_endFact, fact);
    say(m_endNext, next);
}

void RefundDialog::refreshEnd()
{
    if (!isEnded())
        return;
    const Step step = m_refund->step();
    const auto& answer = m_refund->answer();
    const ShownStatus status = step == Step::Refunded  ? ShownStatus::Refunded
                               : step == Step::InDoubt ? ShownStatus::InDoubt
                                                       : ShownStatus::Failed;
    m_endStatus->setStatus(status, m_context.format.status(status));
    const QString money = m_confirmed ? m_context.format.money(m_confirmed->minor, m_confirmed->currency) : QString();
    m_askNow->setVisible(step == Step::InDoubt);
    m_askNow->setEnabled(!m_asking && m_context.connection.mayMoveMoney());
    if (step == Step::Refunded) {
        sayEnd(tr("Refunded. %1 confirmed %2 at %3 (request %4).")
                   .arg(partnerName(), money, m_context.format.timeShort(m_endedAtMs), shortId(m_refund->refundId())),
               tr("%1 is back with the player.").arg(money), tr("Nothing more to do."));
    } else if (step == Step::Declined) {
        sayEnd(m_texts.declined(answer, m_refund->item() ? m_refund->item()->bet.partner.text() : std::string(),
                                m_betNow ? m_context.format.status(*m_betNow) : QString()),
               tr("No money moved."), tr("Look at the bet before you try again."));
    } else if (step == Step::NotSent) {
        sayEnd(m_texts.notSent(answer), tr("No money moved."), tr("Preview again when the cause is gone."));
    } else {
        const QString request = shortId(m_refund->refundId());
        const QString next =
            m_asking ? tr("Asking %1 again with the same request (%2)…").arg(partnerName(), request)
                     : tr("The same request (%1) goes out again until its end is certain. You can close this window.")
                           .arg(request);
        sayEnd(m_texts.inDoubt(answer, partnerName(), std::max(1, m_refund->attempt())),
               tr("%1 may or may not have gone back to the player.").arg(money), next);
    }
}

void RefundDialog::refreshButtons()
{
    const Step step = m_refund->step();
    const bool isComplete = m_completeSinceMs.has_value();
    const qint64 left = msToWake();
    m_confirm->setEnabled(isComplete && left == 0 && step == Step::Ready);
    m_confirm->setVisible(!isEnded() && step != Step::Blocked && step != Step::PreviewFailed);

    const TypedAmount typed = m_form->amount();
    QString text = typed.problem == AmountProblem::None
                       ? tr("Refund %1").arg(m_context.format.money(typed.money.minor, typed.money.currency))
                       : tr("Refund");
    m_confirm->setAccessibleName(text);
    const auto counting = [&text](qint64 seconds) {
        return tr("%1 (%2)", "a button that wakes in %2 seconds").arg(text, QString::number(seconds));
    };
    // Wide enough for the countdown, so that the button does not grow or shrink under the mouse.
    const QFontMetrics font = m_confirm->fontMetrics();
    m_confirm->setText(text);
    m_confirm->setMinimumWidth(m_confirm->sizeHint().width() + font.horizontalAdvance(counting(wakeMs / 1000)) -
                               font.horizontalAdvance(text));
    if (isComplete && left > 0)
        m_confirm->setText(counting((left + 999) / 1000));

    QString hint;
    if (step == Step::Ready && m_keyRefused && m_confirm->isEnabled())
        hint = tr("Enter and Space do not move money. Click the button, or press Ctrl+Enter on it.");
    else if (step == Step::Ready)
        hint = m_form->missing();
    say(m_hint, hint);

    m_cancel->setText(isEnded() || step == Step::Blocked ? tr("&Close") : tr("&Cancel"));
    m_cancel->setEnabled(!isRunning());
    m_cancel->setDefault(true);
    growToContents();
}

// A dialog does not grow by itself when wrapped text in it does; it never shrinks under the mouse.
void RefundDialog::growToContents()
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
