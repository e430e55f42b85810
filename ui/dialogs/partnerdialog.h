// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/partners.h"
#include "ui/context.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

// How the calls to a partner fare, and the switch that keeps new bets away from it. Opened with open().
class PartnerDialog : public QDialog
{
    Q_OBJECT

public:
    PartnerDialog(const Context& context, const client::contract::PartnerId& partner, QWidget* parent = nullptr);
    ~PartnerDialog() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    using HealthCall = client::api::CallOf<client::contract::PartnerHealthRow>;

    void look();
    void press();
    void take(HealthCall& call);
    void refresh();
    void retranslate();
    QString facts() const;
    QString missing() const;

    const Context m_context;
    const client::contract::PartnerId m_partner;
    std::optional<client::contract::PartnerHealthRow> m_health;
    std::int64_t m_askedAt = 0; // UTC
    QPointer<HealthCall> m_call;
    bool m_isPress = false; // what m_call is
    QString m_problem;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_text;
    QLabel* m_reasonLabel;
    QLineEdit* m_reason;
    QLabel* m_hint;
    QPushButton* m_lookAgain;
    QPushButton* m_close;
    QPushButton* m_switch;
};

} // namespace ui
