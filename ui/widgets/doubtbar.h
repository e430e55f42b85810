// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/resolution.h"
#include "ui/context.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class ConfirmButton;

// What can be done about a bet whose last call is in doubt: ask the partner, say by evidence what it came to, or agree
// to what somebody else said. Hidden for all other bets.
class DoubtBar : public QWidget
{
    Q_OBJECT

public:
    explicit DoubtBar(const Context& context, QWidget* parent = nullptr);
    ~DoubtBar() override;

    void setBet(const client::contract::BetRow& bet);
    // Whether somebody has said already what it came to.
    void look();
    void clear();
    void retranslate();
    void focusAsk();
    const std::optional<client::contract::ResolutionRow>& pending() const { return m_pending; }

Q_SIGNALS:
    void resolveRequested();
    // Something was done: the bet's story has moved on.
    void changed();

private:
    void ask();
    void decide(bool approves);
    void refresh();
    QString whyNoDecision() const;

    const Context m_context;
    std::optional<client::contract::BetRow> m_bet;
    std::optional<client::contract::ResolutionRow> m_pending;
    QString m_told;
    QPointer<client::api::Call> m_look;
    QPointer<client::api::Call> m_call;
    QLabel* m_line;
    QPushButton* m_ask;
    QPushButton* m_resolve;
    QWidget* m_decision;
    QLineEdit* m_comment;
    QPushButton* m_reject;
    ConfirmButton* m_approve;
};

} // namespace ui
