// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/refundform.h"

#include "ui/dialogs/refundtexts.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace ui {

namespace {

constexpr int reasonWidthMax = 520;

} // namespace

RefundForm::RefundForm(const Format& format, QWidget* parent) : QWidget(parent), m_format(format)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);

    m_amount = new QLineEdit;
    m_amount->setMaxLength(40);
    m_amountLabel = addRow(m_amount, "refundAmount");
    m_reason = new QComboBox;
    m_reasonLabel = addRow(m_reason, "refundReason");
    m_reasonText = new QLineEdit;
    m_reasonText->setMaxLength(500);
    m_reasonTextLabel = addRow(m_reasonText, "refundReasonText");
    m_ticket = new QLineEdit;
    m_ticket->setMaxLength(64);
    m_ticketLabel = addRow(m_ticket, "refundTicket");
    m_typed = new QLineEdit;
    m_typed->setMaxLength(64);
    m_typedLabel = addRow(m_typed, "refundTyped");
    m_typed->hide();
    m_typedLabel->hide();

    grid->setRowStretch(grid->rowCount(), 1);

    fillReasons();
    retranslate();
    connect(m_amount, &QLineEdit::textEdited, this, [this] { m_amountEdited = true; });
    for (QLineEdit* field : {m_amount, m_reasonText, m_ticket, m_typed})
        connect(field, &QLineEdit::textChanged, this, &RefundForm::onEdited);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &RefundForm::onEdited);
    onEdited();
}

QLabel* RefundForm::addRow(QWidget* field, const char* name)
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

void RefundForm::fillReasons()
{
    const QSignalBlocker blocker(m_reason);
    const QVariant chosen = m_reason->currentData();
    m_reason->clear();
    for (const auto& [code, text] : RefundTexts::reasons())
        m_reason->addItem(text, QString::fromStdString(code));
    m_reason->setCurrentIndex(chosen.isValid() ? m_reason->findData(chosen) : -1);
    int textWidth = 0;
    for (int i = 0; i < m_reason->count(); ++i)
        textWidth = std::max(textWidth, m_reason->fontMetrics().horizontalAdvance(m_reason->itemText(i)));
    m_reason->setMinimumWidth(std::min(textWidth + 48, reasonWidthMax));
    m_reason->setPlaceholderText(tr("Choose a reason"));
}

void RefundForm::setItem(const client::contract::RefundPreviewItem& item)
{
    m_item = item;
    m_hasItem = true;
    if (!m_amountEdited) {
        const QSignalBlocker blocker(m_amount);
        m_amount->setText(m_format.amount(item.refundableMinor, item.currency));
    }
    updateLabels();
}

void RefundForm::setTicketRequired(bool required)
{
    m_ticketRequired = required;
    updateLabels();
}

void RefundForm::requireTyping()
{
    m_typing = true;
    m_typed->show();
    m_typedLabel->show();
    updateLabels();
}

void RefundForm::clearTyped()
{
    m_typed->clear();
}

void RefundForm::focusFirst()
{
    m_reason->setFocus();
}

QChar RefundForm::decimalMark() const
{
    const client::contract::Currency twoDecimals;
    return m_format.amount(100, twoDecimals).at(1);
}

void RefundForm::retranslate()
{
    fillReasons();
    if (m_hasItem) {
        // Written in the other language's decimals before the switch.
        for (const QChar mark : {QLatin1Char('.'), QLatin1Char(',')}) {
            const TypedAmount written =
                parseTyped(m_amount->text(), m_item.currency, mark, client::contract::amountMinorMax);
            if (mark != decimalMark() && written.problem == AmountProblem::None && m_amount->text().contains(mark)) {
                const QSignalBlocker blocker(m_amount);
                m_amount->setText(m_format.amount(written.money.minor, m_item.currency));
            }
        }
    }
    updateLabels();
}

void RefundForm::updateLabels()
{
    m_amountLabel->setText(m_hasItem ? tr("&Amount, %1").arg(QString::fromStdString(m_item.currency.code))
                                     : tr("&Amount"));
    m_reasonLabel->setText(tr("R&eason"));
    m_reasonTextLabel->setText(tr("&Which reason"));
    m_ticketLabel->setText(m_ticketRequired ? tr("&Ticket") : tr("&Ticket (optional)"));
    const QString wanted = wantedText();
    m_typedLabel->setText(wanted.isEmpty() ? tr("T&ype the amount to confirm") : tr("T&ype %1 to confirm").arg(wanted));
    m_amount->setAccessibleName(tr("Amount to refund"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reasonText->setAccessibleName(tr("Other reason, at least 10 characters"));
    m_ticket->setAccessibleName(tr("Ticket"));
    m_typed->setAccessibleName(tr("Type the amount to confirm"));
}

void RefundForm::onEdited()
{
    const bool isOther = reason() == "other";
    m_reasonText->setVisible(isOther);
    m_reasonTextLabel->setVisible(isOther);
    updateLabels();
    Q_EMIT edited();
}

TypedAmount RefundForm::amount() const
{
    return m_hasItem ? parseTyped(m_amount->text(), m_item.currency, decimalMark(), m_item.refundableMinor)
                     : TypedAmount{};
}

QString RefundForm::wantedText() const
{
    const TypedAmount written = amount();
    return written.problem == AmountProblem::None ? m_format.amount(written.money.minor, written.money.currency)
                                                  : QString();
}

std::string RefundForm::reason() const
{
    return m_reason->currentData().toString().toStdString();
}

std::string RefundForm::reasonText() const
{
    return reason() == "other" ? m_reasonText->text().trimmed().toStdString() : std::string();
}

std::string RefundForm::ticket() const
{
    return m_ticket->text().trimmed().toStdString();
}

QString RefundForm::missing() const
{
    const TypedAmount written = amount();
    if (written.problem != AmountProblem::None)
        return RefundTexts::amountHint(written.problem, m_format.money(m_item.refundableMinor, m_item.currency),
                                       m_item.currency.exponent);
    if (reason().empty())
        return tr("Choose a reason.");
    if (reason() == "other" && m_reasonText->text().trimmed().size() < reasonTextMin)
        return tr("Write the reason in at least %n characters.", nullptr, reasonTextMin);
    if (m_ticketRequired && ticket().empty())
        return tr("Write the ticket: production asks for one.");
    if (m_typing) {
        const TypedMatch match = matchTyped(m_typed->text(), wantedText());
        if (match == TypedMatch::Empty)
            return tr("Type %1 to confirm.").arg(wantedText());
        if (match != TypedMatch::Matches)
            return RefundTexts::typedHint(match);
    }
    return {};
}

} // namespace ui
