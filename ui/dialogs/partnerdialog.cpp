// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/partnerdialog.h"

#include "ui/jobtexts.h"
#include "ui/widgets/plainwidgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using client::contract::AnswerKind;
using client::contract::CircuitBreaker;

namespace {

constexpr int dialogWidth = 560;
constexpr int reasonMin = 10;
constexpr int reasonMax = 250;

} // namespace

PartnerDialog::PartnerDialog(const Context& context, const client::contract::PartnerId& partner, QWidget* parent)
    : QDialog(parent), m_context(context), m_partner(partner), m_title(plainLabel("partnerTitle", TextRole::Section)),
      m_facts(plainLabel("partnerFacts")), m_text(plainLabel("partnerText")), m_reasonLabel(new QLabel),
      m_reason(new QLineEdit), m_hint(plainLabel("partnerHint", TextRole::Secondary)),
      m_lookAgain(plainButton("lookAgainButton")), m_close(new QPushButton),
      m_switch(plainButton("switchPartnerButton"))
{
    setObjectName(QStringLiteral("partnerDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_reason->setObjectName(QStringLiteral("partnerReason"));
    m_reason->setMaxLength(reasonMax);
    m_reasonLabel->setBuddy(m_reason);
    m_close->setObjectName(QStringLiteral("closePartnerButton"));
    m_close->setDefault(true);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addWidget(m_lookAgain);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_switch);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_text);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addLayout(buttons);

    connect(m_reason, &QLineEdit::textChanged, this, &PartnerDialog::refresh);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_lookAgain, &QPushButton::clicked, this, &PartnerDialog::look);
    connect(m_switch, &QPushButton::clicked, this, &PartnerDialog::press);
    connect(&m_context.connection, &Connection::changed, this, [this] {
        if (!m_health && m_context.connection.link() == client::feed::LinkState::Live)
            look();
        refresh();
    });
    retranslate();
    resize(dialogWidth, sizeHint().height());
    look();
}

PartnerDialog::~PartnerDialog()
{
    if (m_call)
        m_call->disconnect(this);
}

void PartnerDialog::look()
{
    if (m_call)
        return;
    m_problem.clear();
    m_isPress = false;
    take(*m_context.api.health(m_partner));
}

void PartnerDialog::press()
{
    if (m_call || !missing().isEmpty())
        return;
    m_problem.clear();
    m_isPress = true;
    const client::contract::SuspendOrder order{m_reason->text().simplified().toStdString()};
    take(m_health->suspended ? *m_context.api.resume(m_partner, order) : *m_context.api.suspend(m_partner, order));
}

void PartnerDialog::take(HealthCall& call)
{
    m_call = &call;
    connect(&call, &client::api::Call::finished, this, [this, call = &call] {
        m_call.clear();
        if (call->result()) {
            m_health = *call->result();
            m_askedAt = m_context.clock.utcMs();
            if (m_isPress)
                m_reason->clear();
        } else if (m_isPress && call->answer().kind == AnswerKind::InDoubt) {
            m_problem = tr("The service did not answer (%1). Look again before you press once more.")
                            .arg(JobTexts::refusal(call->answer()));
            m_health.reset();
        } else {
            if (!m_isPress)
                m_health.reset();
            m_problem = m_isPress ? tr("Nothing was changed: %1.").arg(JobTexts::refusal(call->answer()))
                                  : tr("The partner's state is not known: %1.").arg(JobTexts::refusal(call->answer()));
        }
        refresh();
    });
    refresh();
}

QString PartnerDialog::facts() const
{
    if (!m_health)
        return m_call ? tr("Asking the service…") : dash();
    const auto& health = *m_health;
    const auto& format = m_context.format;
    QStringList lines;
    if (health.suspended)
        //: %1 a person, %2 a time, %3 the reason given
        lines << tr("Suspended by %1 since %2: %3")
                     .arg(Format::foreign(health.suspendedBy, 64), format.moment(health.suspendedAt, m_askedAt),
                          Format::foreign(health.suspendedReason, reasonMax));
    if (!health.remote) {
        lines << tr("Its players' money is in this service's own ledger.");
    } else {
        switch (health.breaker) {
        case CircuitBreaker::State::Closed:
            lines << tr("Calls go to it.");
            break;
        case CircuitBreaker::State::Open:
            lines << tr("Calls are held back, because several failed running.");
            break;
        case CircuitBreaker::State::HalfOpen:
            lines << tr("One call goes to it as a trial, because several failed running.");
            break;
        }
        //: %1 a share such as 12.5
        lines << tr("%1 % of the last calls failed.").arg(format.decimal(health.errorRatioMilli / 10.0, 1));
        //: %1 and %2 numbers of calls
        lines << tr("%1 on their way, %2 waiting.").arg(format.number(health.inFlight), format.number(health.queued));
        lines << (health.lastSuccessAt > 0
                      ? tr("It last answered at %1.").arg(format.moment(health.lastSuccessAt, m_askedAt))
                      : tr("It has not answered since the service started."));
    }
    lines << tr("As of %1.").arg(format.timeShort(m_askedAt));
    return lines.join(u'\n');
}

QString PartnerDialog::missing() const
{
    if (const auto whyNot = m_context.connection.whyNot(Act::Suspend); !whyNot.isEmpty())
        return whyNot;
    if (!m_health)
        return tr("Its state is not known yet.");
    if (m_reason->text().trimmed().size() < reasonMin)
        return tr("Write at least %1 characters of why.").arg(reasonMin);
    return {};
}

void PartnerDialog::refresh()
{
    const bool suspended = m_health && m_health->suspended;
    const auto name = Format::foreign(m_partner.text(), 64);
    m_facts->setText(facts());
    m_text->setText(suspended ? tr("Once resumed, %1 takes new bets again.").arg(name)
                              : tr("While %1 is suspended, new bets are refused. What is in hand goes on: settlements, "
                                   "refunds and retries still reach it, and no money moves by this.")
                                    .arg(name));
    m_switch->setText(suspended ? tr("&Resume %1").arg(name) : tr("&Suspend %1").arg(name));
    setButtonRole(m_switch, suspended ? ButtonRole::Primary : ButtonRole::Danger);
    const auto missing = this->missing();
    m_switch->setEnabled(missing.isEmpty() && !m_call);
    m_lookAgain->setEnabled(!m_call);
    m_reason->setEnabled(!m_call);
    m_hint->setText(m_call && m_isPress ? tr("Sending…") : !m_problem.isEmpty() ? m_problem : missing);
    if (isVisible() && layout()->totalHeightForWidth(width()) > height())
        resize(width(), layout()->totalHeightForWidth(width()));
}

void PartnerDialog::retranslate()
{
    setWindowTitle(tr("Partner"));
    //: %1 a partner
    m_title->setText(tr("Calls to %1").arg(Format::foreign(m_partner.text(), 64)));
    m_reasonLabel->setText(tr("&Why"));
    m_lookAgain->setText(tr("&Look again"));
    m_close->setText(tr("Close"));
    refresh();
}

void PartnerDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
