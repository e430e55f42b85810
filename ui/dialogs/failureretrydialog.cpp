// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/failureretrydialog.h"

#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int tickMs = 100;
constexpr int dialogWidth = 460;

} // namespace

FailureRetryDialog::FailureRetryDialog(const Context& context, const client::contract::FailureRow& row, QWidget* parent)
    : QDialog(parent), m_context(context), m_texts(context.format), m_row(row),
      m_question(plainLabel("retryQuestion", TextRole::Section)),
      m_cause(plainLabel("retryCause", TextRole::Secondary)), m_consequence(plainLabel("retryConsequence")),
      m_hint(plainLabel("retryHint", TextRole::Secondary)), m_cancel(new QPushButton), m_confirm(new ConfirmButton),
      m_wake(*m_confirm, context.clock)
{
    setObjectName(QStringLiteral("failureRetryDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setDefault(true);
    m_confirm->setObjectName(QStringLiteral("confirmButton"));
    setButtonRole(m_confirm, ButtonRole::Danger);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);
    for (auto* label : {m_question, m_cause, m_consequence, m_hint})
        column->addWidget(label);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    setMinimumWidth(dialogWidth);

    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &ConfirmButton::confirmed, this, [this] {
        refresh();
        if (!m_confirm->isEnabled() || m_done)
            return;
        m_done = true;
        Q_EMIT confirmed(m_row.openBets);
        accept();
    });
    connect(&m_context.connection, &Connection::changed, this, &FailureRetryDialog::refresh);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &FailureRetryDialog::refresh);
    refresh();
}

void FailureRetryDialog::setRow(const client::contract::FailureRow& row)
{
    // A press that was aimed at another number does not count for this one.
    if (row.openBets != m_row.openBets)
        m_wake.startOver();
    m_row = row;
    refresh();
}

void FailureRetryDialog::refresh()
{
    const auto bets = static_cast<int>(std::min<std::int64_t>(m_row.openBets, 2'000'000'000));
    auto why = m_context.connection.whyNot(Act::Failure);
    if (why.isEmpty() && bets == 0)
        why = tr("No bet of this group is open any more.");
    setWindowTitle(tr("Retry the group"));
    m_question->setText(tr("Try %n bets at %1 again?", nullptr, bets).arg(Format::foreign(m_row.partner.text(), 64)));
    m_cause->setText(FailureTexts::cause(m_row));
    m_consequence->setText(
        tr("Each goes again at once, with its own key: what was done already is not done twice. Bets "
           "in doubt at a partner that does not recognise repeats are left alone."));
    m_hint->setText(why);
    m_hint->setVisible(!why.isEmpty());
    m_cancel->setText(tr("&Leave it as it is"));
    m_wake.update(why.isEmpty() && isVisible(), tr("Try %n bets again", nullptr, bets));
    if (isVisible() && layout()->totalHeightForWidth(width()) > height())
        resize(width(), layout()->totalHeightForWidth(width()));
}

void FailureRetryDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QDialog::changeEvent(event);
}

void FailureRetryDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_tick.start();
    m_cancel->setFocus();
    refresh();
}

} // namespace ui
