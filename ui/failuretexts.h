// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/failures.h"
#include "ui/models/tableroles.h"

#include <QCoreApplication>
#include <QString>

namespace ui {

class Format;

// What the console says of a group of failures, as plain text; remote parts in it went through Format::foreign().
class FailureTexts
{
    Q_DECLARE_TR_FUNCTIONS(FailureTexts)

public:
    explicit FailureTexts(const Format& format) : m_format(format) {}

    static QString state(client::contract::FailureState state);
    static QString meaning(client::contract::FailureState state);
    static Chip look(client::contract::FailureState state);
    static QString
    cause(const client::contract::FailureRow& row); // "block_funds · HTTP 503 · No answer within {n} ms."
    QString amounts(const client::contract::FailureRow& row) const;  // one for each currency
    QString hours(const client::contract::FailureRow& row) const;    // the strip in words
    QString openBets(const client::contract::FailureRow& row) const; // "3 of 12 bets are open"
    // What came of a retry.
    QString retried(const client::contract::FailureRetried& done) const;

private:
    const Format& m_format;
};

} // namespace ui
