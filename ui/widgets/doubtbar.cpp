// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/doubtbar.h"

#include "ui/widgets/confirmbutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using namespace client::contract;
using client::feed::LinkState;

namespace {

constexpr int commentMax = 500;

bool isInDoubt(const BetRow& bet)
{
    return bet.operation && bet.shown() == ShownStatus::InDoubt;
}

} // namespace

DoubtBar::DoubtBar(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_line(new QLabel), m_ask(new QPushButton), m_resolve(new QPushButton),
      m_decision(new QWidget), m_comment(new QLineEdit), m_reject(new QPushButton), m_approve(new ConfirmButton)
{
    setObjectName(QStringLiteral("doubtBar"));
    m_line->setObjectName(QStringLiteral("doubtLine"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_ask->setObjectName(QStringLiteral("askPartnerButton"));
    m_resolve->setObjectName(QStringLiteral("resolveButton"));
    m_comment->setObjectName(QStringLiteral("resolutionComment"));
    m_comment->setMaxLength(commentMax);
    m_reject->setObjectName(QStringLiteral("rejectResolutionButton"));
    m_approve->setObjectName(QStringLiteral("approveResolutionButton"));
    setButtonRole(m_approve, ButtonRole::Danger);
    auto* decision = new QHBoxLayout(m_decision);
    decision->setContentsMargins(0, 0, 0, 0);
    decision->addWidget(m_comment, 1);
    decision->addWidget(m_reject);
    decision->addWidget(m_approve);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_ask);
    buttons->addStretch(1);
    buttons->addWidget(m_resolve);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_line);
    column->addWidget(m_decision);
    column->addLayout(buttons);
    connect(m_ask, &QPushButton::clicked, this, &DoubtBar::ask);
    connect(m_resolve, &QPushButton::clicked, this, &DoubtBar::resolveRequested);
    connect(m_reject, &QPushButton::clicked, this, [this] { decide(false); });
    connect(m_approve, &ConfirmButton::confirmed, this, [this] { decide(true); });
    connect(m_comment, &QLineEdit::textChanged, this, &DoubtBar::refresh);
    connect(&m_context.connection, &Connection::changed, this, &DoubtBar::refresh);
    retranslate();
    hide();
}

DoubtBar::~DoubtBar() = default;

void DoubtBar::setBet(const BetRow& bet)
{
    const bool isSame = m_bet && m_bet->partner == bet.partner && m_bet->bet == bet.bet;
    const bool isNewer = !isSame || m_bet->version != bet.version;
    if (!isSame)
        clear();
    m_bet = bet;
    if (!isInDoubt(bet))
        m_pending.reset();
    if (isNewer && isInDoubt(bet))
        look();
    refresh();
}

void DoubtBar::clear()
{
    for (const auto& call : {m_look, m_call}) {
        if (call)
            call->disconnect(this);
    }
    m_look.clear();
    m_call.clear();
    m_bet.reset();
    m_pending.reset();
    m_told.clear();
    m_comment->clear();
    refresh();
}

void DoubtBar::look()
{
    const LinkState link = m_context.connection.link();
    if (!m_bet || !isInDoubt(*m_bet) || m_look || link == LinkState::Offline || link == LinkState::Connecting)
        return;
    auto* call = m_context.api.resolutions("pending");
    m_look = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_look.clear();
        m_pending.reset();
        if (call->result() && m_bet && m_bet->operation) {
            for (const ResolutionRow& row : call->result()->rows) {
                // Of its operation, or of the block that this takes back.
                if (row.partner == m_bet->partner && row.bet == m_bet->bet)
                    m_pending = row;
            }
        }
        refresh();
    });
}

void DoubtBar::ask()
{
    if (m_call || !m_bet || !isInDoubt(*m_bet))
        return;
    auto* call = m_context.api.askPartner(m_bet->operation->inQuestion());
    m_call = call;
    m_told = tr("Asking %1…").arg(Format::foreign(m_bet->partner.text(), 64));
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (!call->result())
            m_told = tr("Not asked: %1").arg(Format::foreign(call->result().error().detail, 300));
        else if (isOpen(call->result()->brief.state))
            m_told = tr("%1 gave no answer that settles it. Nothing was sent again.")
                         .arg(Format::foreign(call->result()->partner.text(), 64));
        else
            m_told.clear();
        refresh();
        Q_EMIT changed();
    });
    refresh();
}

void DoubtBar::decide(bool approves)
{
    if (m_call || !m_pending || !whyNoDecision().isEmpty())
        return;
    const std::string comment = m_comment->text().simplified().toStdString();
    if (!approves && comment.empty())
        return;
    ApprovalOrder order;
    order.digest = m_pending->digest;
    order.comment = comment;
    auto* call = approves ? m_context.api.approveResolution(m_pending->id, order)
                          : m_context.api.rejectResolution(m_pending->id, comment);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        const QString detail = call->result() ? QString() : Format::foreign(call->result().error().detail, 300);
        if (call->result())
            m_told.clear();
        else if (call->answer().kind == AnswerKind::Declined)
            m_told = tr("Your decision was not taken: %1 Nothing was changed.").arg(detail);
        else
            m_told = tr("It is not known whether your decision was taken (%1). Look again before you decide anew.")
                         .arg(detail);
        if (call->result()) {
            m_pending.reset();
            m_comment->clear();
        }
        refresh();
        Q_EMIT changed();
    });
    refresh();
}

QString DoubtBar::whyNoDecision() const
{
    if (!m_pending)
        return {};
    if (m_pending->author == m_context.connection.instance().subject)
        return tr("A second person has to agree.");
    return m_context.connection.whyNot(Act::Approve);
}

void DoubtBar::refresh()
{
    const bool shown = m_bet && isInDoubt(*m_bet);
    setVisible(shown);
    if (!shown)
        return;
    QString text = m_told;
    const QString whyNot = whyNoDecision();
    if (m_pending) {
        const QString said = m_pending->succeeded
                                 //: %1 a person, %2 a reference, %3 a reason
                                 ? tr("%1 says that it succeeded. Evidence: %2. %3")
                                 : tr("%1 says that it failed. Evidence: %2. %3");
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) +
                said.arg(Format::foreign(m_pending->author, 64), Format::foreign(m_pending->reference, 120),
                         Format::foreign(m_pending->reason, 250));
        if (!whyNot.isEmpty())
            text += QLatin1Char('\n') + whyNot;
    }
    m_line->setText(text);
    m_line->setVisible(!text.isEmpty());
    m_decision->setVisible(m_pending && whyNot.isEmpty());
    m_approve->setEnabled(!m_call);
    m_reject->setEnabled(!m_call && !m_comment->text().trimmed().isEmpty());
    m_reject->setToolTip(m_reject->isEnabled() ? QString() : tr("Write a comment to reject."));
    const QString noMoney = m_context.connection.whyNot(Act::Refund);
    m_ask->setEnabled(noMoney.isEmpty() && !m_call);
    m_ask->setToolTip(noMoney.isEmpty() ? tr("Asks what became of the call; sends nothing again.") : noMoney);
    m_resolve->setEnabled(noMoney.isEmpty() && !m_call && !m_pending);
    m_resolve->setToolTip(!noMoney.isEmpty() ? noMoney
                          : m_pending        ? tr("Somebody has said already what it came to.")
                                             : tr("Say by evidence what it came to; a second person has to agree."));
}

void DoubtBar::focusAsk()
{
    m_ask->setFocus();
}

void DoubtBar::retranslate()
{
    m_ask->setText(tr("As&k the partner"));
    m_resolve->setText(tr("Resol&ve…"));
    m_comment->setPlaceholderText(tr("Comment; to reject it is required"));
    m_comment->setAccessibleName(tr("Comment"));
    m_reject->setText(tr("Re&ject"));
    m_approve->setText(tr("A&pprove"));
    m_approve->setToolTip(tr("Ctrl+Enter or a click approves."));
    m_line->setAccessibleName(tr("What is known about the doubt"));
    refresh();
}

} // namespace ui
