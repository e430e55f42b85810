// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "client/contract/jobrow.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <string_view>

namespace ui {

class Format;

// What alerts say about jobs, and those of the service, in the language of the console.
class AlertTexts
{
    Q_DECLARE_TR_FUNCTIONS(AlertTexts)

public:
    explicit AlertTexts(const Format& format) : m_format(format) {}

    // "Refund job 88", "Recalculation job 89 of round r-55120"
    QString name(const client::contract::JobRow& job) const;
    // "refund of 305 bets, 17 902.00 EUR", "recalculation of round r-55120"
    QString request(const client::contract::JobRow& job) const;
    // "299 done, 3 failed, 1 in doubt"; what is nothing is not said.
    QString outcome(const client::contract::JobCounts& counts) const;
    // Sums per currency, never added across: "+8 120.00 −3 300.00 EUR"
    QString sums(const client::contract::JobRow& job) const;
    // What the service found, and what people did about it: "Bet b-1 at acme is in doubt. Acknowledged by mia."
    QString found(const client::contract::AlertRow& alert, std::int64_t nowMs) const;
    static QString severity(client::contract::AlertSeverity severity);
    // What a rule raises alerts for: "At least 3 bets within 2 min: status:failed"
    QString looksFor(const client::contract::AlertRuleRow& rule) const;
    // Why a job paused or ended, as a phrase; a word that this console does not know is shown as it came.
    static QString why(std::string_view why);

private:
    QString condition(const client::contract::AlertRow& alert) const;
    QString window(std::int64_t ms) const;

    const Format& m_format;
};

} // namespace ui
