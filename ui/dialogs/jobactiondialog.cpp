// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/jobactiondialog.h"

#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using client::contract::JobRow;
using client::operations::TypedText;

namespace {

constexpr int tickMs = 100;
constexpr int dialogWidth = 460;

int few(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

} // namespace

JobActionDialog::JobActionDialog(const Context& context, JobAction action, const JobRow& row, QWidget* parent)
    : QDialog(parent), m_context(context), m_texts(context.format), m_action(action), m_row(row),
      m_question(plainLabel("jobQuestion", TextRole::Section)), m_consequence(plainLabel("jobConsequence")),
      m_typedLabel(plainLabel("jobTypedLabel")), m_typed(new QLineEdit),
      m_hint(plainLabel("jobHint", TextRole::Secondary)), m_cancel(new QPushButton), m_confirm(new ConfirmButton)
{
    setObjectName(QStringLiteral("jobActionDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_typed->setObjectName(QStringLiteral("jobTyped"));
    m_typed->setMaxLength(64);
    m_typedLabel->setBuddy(m_typed);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setDefault(true);
    m_confirm->setObjectName(QStringLiteral("confirmButton"));
    setButtonRole(m_confirm, ButtonRole::Danger);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);
    for (auto* widget :
         {static_cast<QWidget*>(m_question), static_cast<QWidget*>(m_consequence), static_cast<QWidget*>(m_typedLabel),
          static_cast<QWidget*>(m_typed), static_cast<QWidget*>(m_hint)})
        column->addWidget(widget);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    // Left of the middle: where the second half of a double click on the trigger seldom lands.
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    setMinimumWidth(dialogWidth);

    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_typed, &QLineEdit::textChanged, this, &JobActionDialog::refresh);
    connect(m_confirm, &ConfirmButton::confirmed, this, [this] {
        refresh();
        if (!m_confirm->isEnabled() || m_done)
            return;
        m_done = true;
        Q_EMIT confirmed();
        accept();
    });
    connect(&m_context.connection, &Connection::changed, this, &JobActionDialog::refresh);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &JobActionDialog::refresh);
    if (action == JobAction::Stop && row.state != client::contract::JobState::Holding)
        askInFlight();
    refresh();
}

// The job's counts do not part what waits from what is on its way.
void JobActionDialog::askInFlight()
{
    auto* call = m_context.api.jobItems(m_row.id, std::string(word(client::contract::JobItemState::Running)));
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result() && call->result()->nextCursor.empty())
            setInFlight(static_cast<std::int64_t>(call->result()->rows.size()));
    });
}

void JobActionDialog::setRow(const JobRow& row)
{
    m_row = row;
    refresh();
}

void JobActionDialog::setInFlight(std::int64_t bets)
{
    m_inFlight = bets;
    refresh();
}

std::int64_t JobActionDialog::count() const
{
    const auto& counts = m_row.counts;
    switch (m_action) {
    case JobAction::RetryFailed:
        return counts.failed;
    case JobAction::Stop:
        return std::max<std::int64_t>(0, counts.waiting - m_inFlight.value_or(0));
    case JobAction::Decide:
    case JobAction::Withdraw:
    case JobAction::Pause:
    case JobAction::Resume:
        break;
    }
    return counts.waiting;
}

QString JobActionDialog::wantedText() const
{
    if (!m_typing)
        return {};
    const auto number = QString::number(count());
    //: Typed to confirm; %1 a number of bets
    return m_action == JobAction::RetryFailed ? tr("retry %1").arg(number) : tr("resume %1").arg(number);
}

QString JobActionDialog::question() const
{
    const auto name = JobTexts::name(m_row);
    switch (m_action) {
    case JobAction::Withdraw:
        return tr("%1: withdraw it?").arg(name);
    case JobAction::Resume:
        return tr("%1: go on?").arg(name);
    case JobAction::Stop:
        return tr("%1: stop it?").arg(name);
    case JobAction::RetryFailed:
        return tr("%1: try the failed bets again?").arg(name);
    case JobAction::Decide:
    case JobAction::Pause:
        break;
    }
    return name;
}

QString JobActionDialog::consequence() const
{
    switch (m_action) {
    case JobAction::Withdraw:
        return tr("It leaves the list of the approvers. No money has moved, and none will.");
    case JobAction::Resume:
        return m_texts.note(m_row, m_context.clock.utcMs(), {}) + u'\n' +
               tr("%n bets go on. Money moves at once.", nullptr, few(count()));
    case JobAction::RetryFailed:
        return tr("%n failed bets go again, and nothing else. What is done stays done.", nullptr, few(count()));
    case JobAction::Stop: {
        const auto untouched = tr("%n bets will stay untouched.", nullptr, few(count()));
        if (m_row.state == client::contract::JobState::Holding)
            return tr("It has not started.") + u' ' + untouched;
        if (!m_inFlight)
            return tr("Stop after the calls in flight?") + u' ' + untouched;
        return tr("Stop after the %n calls in flight?", nullptr, few(*m_inFlight)) + u' ' + untouched;
    }
    case JobAction::Decide:
    case JobAction::Pause:
        break;
    }
    return {};
}

void JobActionDialog::refresh()
{
    const auto why = JobActions::whyNot(m_action, m_row, m_context.connection);
    // Once asked for, typing stays asked for: the safety level never drops silently.
    m_typing =
        m_typing || (JobActions::movesMoney(m_action) && m_context.connection.safety() == SafetyLevel::ConfirmAndType);
    const auto wanted = wantedText();
    const auto match = m_typing ? client::operations::matchTypedText(m_typed->text(), wanted) : TypedText::Matches;
    const bool isComplete = why.isEmpty() && match == TypedText::Matches && isVisible();
    const auto now = m_context.clock.steadyMs();
    if (!isComplete)
        m_completeSinceMs.reset();
    else if (!m_completeSinceMs)
        m_completeSinceMs = now;
    const auto wait = JobActions::movesMoney(m_action) ? wakeMs : 0;
    const auto left = m_completeSinceMs ? std::max<std::int64_t>(0, *m_completeSinceMs + wait - now) : wait;

    setWindowTitle(question());
    m_question->setText(question());
    m_consequence->setText(consequence());
    m_typed->setVisible(m_typing);
    m_typedLabel->setVisible(m_typing);
    m_typedLabel->setText(tr("T&ype “%1” to confirm").arg(wanted));
    m_typed->setAccessibleName(tr("Type “%1” to confirm").arg(wanted));
    m_hint->setText(!why.isEmpty() ? why : m_typing ? JobTexts::typedHint(match) : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());

    const auto verb = m_action == JobAction::Withdraw ? tr("Withdraw")
                      : m_action == JobAction::Resume ? tr("Go on with %n bets", nullptr, few(count()))
                      : m_action == JobAction::Stop   ? tr("Stop")
                                                      : tr("Try %n bets again", nullptr, few(count()));
    m_confirm->setAccessibleName(verb);
    m_confirm->setToolTip(tr("Click, or press Ctrl+Enter while this button has the focus."));
    m_confirm->setEnabled(isComplete && left == 0);
    const auto counting = [&](std::int64_t seconds) {
        return tr("%1 (%2)", "a button that wakes in %2 seconds").arg(verb, QString::number(seconds));
    };
    m_confirm->setText(wait > 0 ? counting(wait / 1'000) : verb);
    m_confirm->setMinimumWidth(m_confirm->sizeHint().width());
    m_confirm->setText(isComplete && left > 0 ? counting((left + 999) / 1'000) : verb);
    m_cancel->setText(m_action == JobAction::Stop && m_row.state != client::contract::JobState::Paused
                          ? tr("&Let it run")
                          : tr("&Leave it as it is"));
    if (isVisible() && layout()->totalHeightForWidth(width()) > height())
        resize(width(), layout()->totalHeightForWidth(width()));
}

void JobActionDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QDialog::changeEvent(event);
}

void JobActionDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_tick.start();
    m_cancel->setFocus();
    refresh();
}

} // namespace ui
