// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

// Why many bets are refunded: reason, ticket, and a note for the person who approves.
class BulkRefundForm : public QWidget
{
    Q_OBJECT

public:
    static constexpr int noteMin = 10; // of the reason "other"

    explicit BulkRefundForm(QWidget* parent = nullptr);

    void setTicketRequired(bool required);
    // For a job that has its reasons already.
    void setValues(const std::string& reason, const std::string& note, const std::string& ticket);
    void setOverrideSettled(bool on);
    void focusFirst();
    void retranslate();

    std::string reason() const;
    std::string note() const;
    std::string ticket() const;
    bool overrideSettled() const; // bets that lost get their stake back too
    // Empty if everything is filled in, else the first thing that is missing, as a sentence.
    QString missing() const;

Q_SIGNALS:
    void edited();

private:
    QLabel* addRow(QWidget* field, const char* name);
    void fillReasons();
    void updateLabels();

    bool m_ticketRequired = false;
    QLabel* m_reasonLabel;
    QComboBox* m_reason;
    QLabel* m_ticketLabel;
    QLineEdit* m_ticket;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    QCheckBox* m_override;
};

} // namespace ui
