// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/bulkrefundform.h"

#include "ui/dialogs/refundtexts.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace ui {

namespace {

constexpr int noteMax = 500;

} // namespace

BulkRefundForm::BulkRefundForm(QWidget* parent)
    : QWidget(parent), m_reason(new QComboBox), m_ticket(new QLineEdit), m_note(new QLineEdit),
      m_override(new QCheckBox)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_ticket->setMaxLength(64);
    m_note->setMaxLength(noteMax);
    m_reasonLabel = addRow(m_reason, "bulkReason");
    m_ticketLabel = addRow(m_ticket, "bulkTicket");
    m_noteLabel = addRow(m_note, "bulkNote");
    m_override->setObjectName(QStringLiteral("bulkOverride"));
    grid->addWidget(m_override, grid->rowCount(), 1);
    retranslate();
    connect(m_override, &QCheckBox::toggled, this, &BulkRefundForm::edited);
    connect(m_reason, &QComboBox::currentIndexChanged, this, [this] {
        updateLabels();
        Q_EMIT edited();
    });
    for (auto* field : {m_ticket, m_note})
        connect(field, &QLineEdit::textChanged, this, &BulkRefundForm::edited);
}

QLabel* BulkRefundForm::addRow(QWidget* field, const char* name)
{
    auto* grid = qobject_cast<QGridLayout*>(layout());
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(field);
    field->setObjectName(QLatin1String(name));
    label->setObjectName(QLatin1String(name) + QLatin1String("Label"));
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
    return label;
}

void BulkRefundForm::fillReasons()
{
    const QSignalBlocker blocker(m_reason);
    const QVariant chosen = m_reason->currentData();
    m_reason->clear();
    for (const auto& [code, text] : RefundTexts::reasons())
        m_reason->addItem(text, QString::fromStdString(code));
    m_reason->setCurrentIndex(chosen.isValid() ? m_reason->findData(chosen) : -1);
    m_reason->setPlaceholderText(tr("Choose a reason"));
}

void BulkRefundForm::setTicketRequired(bool required)
{
    m_ticketRequired = required;
    updateLabels();
}

void BulkRefundForm::setValues(const std::string& reason, const std::string& note, const std::string& ticket)
{
    m_reason->setCurrentIndex(m_reason->findData(QString::fromStdString(reason)));
    m_note->setText(QString::fromStdString(note));
    m_ticket->setText(QString::fromStdString(ticket));
}

void BulkRefundForm::setOverrideSettled(bool on)
{
    m_override->setChecked(on);
}

void BulkRefundForm::focusFirst()
{
    m_reason->setFocus();
}

void BulkRefundForm::retranslate()
{
    fillReasons();
    updateLabels();
}

void BulkRefundForm::updateLabels()
{
    m_reasonLabel->setText(tr("R&eason"));
    m_ticketLabel->setText(m_ticketRequired ? tr("&Ticket") : tr("&Ticket (optional)"));
    m_noteLabel->setText(reason() == "other" ? tr("&Note for the approver") : tr("&Note for the approver (optional)"));
    m_override->setText(tr("Bets that &lost get their stake back too"));
    m_override->setToolTip(tr("Otherwise settled bets are skipped. A payout is never taken back by a refund."));
    m_reason->setAccessibleName(tr("Reason"));
    m_ticket->setAccessibleName(tr("Ticket"));
    m_note->setAccessibleName(tr("Note for the approver"));
}

std::string BulkRefundForm::reason() const
{
    return m_reason->currentData().toString().toStdString();
}

std::string BulkRefundForm::note() const
{
    return m_note->text().trimmed().toStdString();
}

std::string BulkRefundForm::ticket() const
{
    return m_ticket->text().trimmed().toStdString();
}

bool BulkRefundForm::overrideSettled() const
{
    return m_override->isChecked();
}

QString BulkRefundForm::missing() const
{
    if (reason().empty())
        return tr("Choose a reason.");
    if (m_ticketRequired && ticket().empty())
        return tr("Write the ticket: production asks for one.");
    if (reason() == "other" && m_note->text().trimmed().size() < noteMin)
        return tr("Write the note in at least %n characters.", nullptr, noteMin);
    return {};
}

} // namespace ui
