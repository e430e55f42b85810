// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/acceptdifferencedialog.h"

#include "ui/jobtexts.h"
#include "ui/widgets/plainwidgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 560;

} // namespace

AcceptDifferenceDialog::AcceptDifferenceDialog(const Context& context, const client::contract::ReconciliationItem& item,
                                               QWidget* parent)
    : QDialog(parent), m_context(context), m_texts(m_context.format), m_item(item),
      m_title(plainLabel("acceptTitle", TextRole::Section)), m_text(plainLabel("acceptText")),
      m_reasonLabel(new QLabel), m_reason(new QLineEdit), m_hint(plainLabel("acceptHint", TextRole::Secondary)),
      m_cancel(plainButton("cancelButton")), m_send(new QPushButton)
{
    setObjectName(QStringLiteral("acceptDifferenceDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_reason->setObjectName(QStringLiteral("acceptReason"));
    m_reason->setMaxLength(charsMax);
    m_reasonLabel->setBuddy(m_reason);
    m_send->setObjectName(QStringLiteral("acceptButton"));
    m_send->setDefault(true);
    setButtonRole(m_send, ButtonRole::Primary);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addLayout(buttons);

    connect(m_reason, &QLineEdit::textChanged, this, &AcceptDifferenceDialog::refresh);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &AcceptDifferenceDialog::send);
    connect(&m_context.connection, &Connection::changed, this, &AcceptDifferenceDialog::refresh);
    retranslate();
    resize(dialogWidth, sizeHint().height());
    m_reason->setFocus();
}

AcceptDifferenceDialog::~AcceptDifferenceDialog()
{
    if (m_call)
        m_call->disconnect(this);
}

QString AcceptDifferenceDialog::missing() const
{
    if (const auto whyNot = ReconciliationTexts::whyNot(m_context.connection); !whyNot.isEmpty())
        return whyNot;
    if (m_reason->text().trimmed().size() < charsMin)
        return tr("Write why: the next person reads it, and so does the audit log.");
    return {};
}

void AcceptDifferenceDialog::send()
{
    if (m_call || !missing().isEmpty())
        return;
    m_problem.clear();
    auto* call =
        m_context.api.acceptDifference(m_item.reconciliation, m_item.id, m_reason->text().simplified().toStdString());
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            Q_EMIT differenceAccepted(*call->result());
            accept();
            return;
        }
        m_problem = tr("Not accepted (%1).").arg(JobTexts::refusal(call->answer()));
        refresh();
    });
    refresh();
}

void AcceptDifferenceDialog::refresh()
{
    const auto missing = this->missing();
    m_send->setEnabled(missing.isEmpty() && !m_call);
    m_hint->setText(m_call ? tr("Sending…") : !m_problem.isEmpty() ? m_problem : missing);
    m_reason->setEnabled(!m_call);
}

void AcceptDifferenceDialog::retranslate()
{
    setWindowTitle(tr("Accept a difference"));
    m_title->setText(
        tr("Bet %1: %2").arg(Format::foreign(m_item.bet.text(), 64), ReconciliationTexts::kind(m_item.kind)));
    m_text->setText(tr("Ours: %1. Theirs: %2. Accepting says that this is in order as it is; nothing is moved or "
                       "repaired. Later runs list it as accepted as long as they find just this.")
                        .arg(m_item.ours ? m_texts.side(*m_item.ours) : dash(),
                             m_item.theirs ? m_texts.side(*m_item.theirs) : dash()));
    m_reasonLabel->setText(tr("&Reason"));
    m_cancel->setText(tr("&Cancel"));
    m_send->setText(tr("&Accept"));
    refresh();
}

void AcceptDifferenceDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
