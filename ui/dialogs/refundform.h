// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "ui/dialogs/typedamount.h"

#include <QWidget>

#include <string>

class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

class Format;

// What a person decides about one refund: amount, reason, ticket, and the typed confirmation.
class RefundForm : public QWidget
{
    Q_OBJECT

public:
    static constexpr int reasonTextMin = 10;

    explicit RefundForm(const Format& format, QWidget* parent = nullptr);

    // Fills in the whole refundable amount; what a person wrote before stays.
    void setItem(const client::contract::RefundPreviewItem& item);
    void setTicketRequired(bool required);
    // Once asked for, typing stays asked for while the form lives: the safety level never drops silently.
    void requireTyping();
    void clearTyped();
    void focusFirst();
    void retranslate();

    TypedAmount amount() const;
    // The exact text to type, empty while the amount is not valid.
    QString wantedText() const;
    std::string reason() const;
    std::string reasonText() const;
    std::string ticket() const;
    // Empty if everything is filled in, else the first thing that is missing or wrong, as a sentence.
    QString missing() const;

Q_SIGNALS:
    void edited();

private:
    QLabel* addRow(QWidget* field, const char* name);
    QChar decimalMark() const;
    void fillReasons();
    void updateLabels();
    void onEdited();

    const Format& m_format;
    client::contract::RefundPreviewItem m_item;
    bool m_hasItem = false;
    bool m_amountEdited = false;
    bool m_ticketRequired = false;
    bool m_typing = false;

    QLabel* m_amountLabel = nullptr;
    QLineEdit* m_amount = nullptr;
    QLabel* m_reasonLabel = nullptr;
    QComboBox* m_reason = nullptr;
    QLabel* m_reasonTextLabel = nullptr;
    QLineEdit* m_reasonText = nullptr;
    QLabel* m_ticketLabel = nullptr;
    QLineEdit* m_ticket = nullptr;
    QLabel* m_typedLabel = nullptr;
    QLineEdit* m_typed = nullptr;
};

} // namespace ui
