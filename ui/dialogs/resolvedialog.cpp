// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/resolvedialog.h"

#include "ui/widgets/plainwidgets.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 560;
constexpr int reasonMin = 10;

} // namespace

ResolveDialog::ResolveDialog(const Context& context, const client::contract::BetRow& bet, QWidget* parent)
    : QDialog(parent), m_context(context), m_bet(bet), m_title(plainLabel("resolveTitle", TextRole::Section)),
      m_text(plainLabel("resolveText")), m_outcomeLabel(new QLabel), m_outcome(new QComboBox),
      m_referenceLabel(new QLabel), m_reference(new QLineEdit), m_reasonLabel(new QLabel), m_reason(new QLineEdit),
      m_hint(plainLabel("resolveHint", TextRole::Secondary)), m_cancel(new QPushButton), m_send(new QPushButton)
{
    setObjectName(QStringLiteral("resolveDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_outcome->setObjectName(QStringLiteral("resolveOutcome"));
    m_outcome->addItem(QString(), true);
    m_outcome->addItem(QString(), false);
    // Neither is what somebody gets who does not choose.
    m_outcome->setCurrentIndex(-1);
    m_outcomeLabel->setBuddy(m_outcome);
    m_reference->setObjectName(QStringLiteral("resolveReference"));
    m_reference->setMaxLength(120);
    m_referenceLabel->setBuddy(m_reference);
    m_reason->setObjectName(QStringLiteral("resolveReason"));
    m_reason->setMaxLength(250);
    m_reasonLabel->setBuddy(m_reason);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setDefault(true);
    m_send->setObjectName(QStringLiteral("sendResolutionButton"));
    m_send->setAutoDefault(false);
    setButtonRole(m_send, ButtonRole::Primary);

    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(metrics::groupSpacing);
    fields->setVerticalSpacing(8);
    fields->setColumnStretch(1, 1);
    int line = 0;
    const auto addRow = [&](QLabel* label, QWidget* field) {
        fields->addWidget(label, line, 0);
        fields->addWidget(field, line++, 1);
    };
    addRow(m_outcomeLabel, m_outcome);
    addRow(m_referenceLabel, m_reference);
    addRow(m_reasonLabel, m_reason);
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
    layout->addLayout(fields);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addLayout(buttons);

    connect(m_outcome, &QComboBox::currentIndexChanged, this, &ResolveDialog::refresh);
    for (auto* field : {m_reference, m_reason})
        connect(field, &QLineEdit::textChanged, this, &ResolveDialog::refresh);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &ResolveDialog::send);
    connect(&m_context.connection, &Connection::changed, this, &ResolveDialog::refresh);
    retranslate();
    resize(dialogWidth, sizeHint().height());
    m_outcome->setFocus();
}

ResolveDialog::~ResolveDialog()
{
    if (m_call)
        m_call->disconnect(this);
}

QString ResolveDialog::missing() const
{
    if (const auto whyNot = m_context.connection.whyNot(Act::Refund); !whyNot.isEmpty())
        return whyNot;
    if (m_outcome->currentIndex() < 0)
        return tr("Choose what happened.");
    if (m_reference->text().trimmed().isEmpty())
        return tr("Write where the evidence is: a line of the bookmaker's statement, a ticket.");
    if (m_reason->text().trimmed().size() < reasonMin)
        return tr("Write at least %1 characters of why.").arg(reasonMin);
    return {};
}

void ResolveDialog::send()
{
    if (m_call || !missing().isEmpty() || !m_bet.operation)
        return;
    m_problem.clear();
    auto* call = m_context.api.resolve(m_bet.operation->inQuestion(), {m_outcome->currentData().toBool(),
                                                                       m_reference->text().simplified().toStdString(),
                                                                       m_reason->text().simplified().toStdString()});
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            Q_EMIT proposed(*call->result());
            accept();
            return;
        }
        m_problem = tr("Not sent: %1 Nothing was changed.").arg(Format::foreign(call->result().error().detail, 300));
        refresh();
    });
    refresh();
}

void ResolveDialog::refresh()
{
    const auto missing = this->missing();
    m_send->setEnabled(missing.isEmpty() && !m_call);
    m_hint->setText(m_call ? tr("Sending…") : !m_problem.isEmpty() ? m_problem : missing);
    for (auto* field :
         {static_cast<QWidget*>(m_outcome), static_cast<QWidget*>(m_reference), static_cast<QWidget*>(m_reason)})
        field->setEnabled(!m_call);
}

void ResolveDialog::retranslate()
{
    setWindowTitle(tr("Resolve an operation in doubt"));
    m_title->setText(tr("What did the last call of bet %1 come to?").arg(Format::foreign(m_bet.bet.text(), 64)));
    m_text->setText(tr("You say what the evidence shows. Nothing is sent to %1 and no money moves here: once a second "
                       "person agrees, the bet is closed as if the bookmaker had answered so.")
                        .arg(Format::foreign(m_bet.partner.text(), 64)));
    m_outcomeLabel->setText(tr("&What happened"));
    m_outcome->setItemText(0, tr("It succeeded: the bookmaker has done it"));
    m_outcome->setItemText(1, tr("It failed: the bookmaker has not done it"));
    m_referenceLabel->setText(tr("&Evidence"));
    m_reasonLabel->setText(tr("&Reason"));
    m_cancel->setText(tr("Cancel"));
    m_send->setText(tr("&Send for approval"));
    refresh();
}

void ResolveDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
