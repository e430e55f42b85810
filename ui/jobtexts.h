// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/jobs.h"
#include "client/operations/typedtext.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <string_view>

namespace ui {

class Format;

// What the console says of a job, as plain text; remote parts in it went through Format::foreign().
class JobTexts
{
    Q_DECLARE_TR_FUNCTIONS(JobTexts)

public:
    explicit JobTexts(const Format& format) : m_format(format) {}

    static QString kind(client::contract::JobKind kind);
    static QString state(client::contract::JobState state);
    static QString itemState(client::contract::JobItemState state, client::contract::JobKind kind);
    static QString name(const client::contract::JobRow& row); // "Refund job 88"
    static QString reason(std::string_view code);
    // Of an operation, as the service writes it down: "cancelled_event: rain (INC-2291)". What follows the code stays.
    static QString storedReason(std::string_view text);
    // A code of a skipped, failed or deferred bet, or of a job's pause or end; an unknown one is shown as it came.
    static QString why(std::string_view code);
    static bool knows(std::string_view code);

    // Before that a plan's counts tell what would be done, not what was.
    static bool hasBegun(const client::contract::JobRow& row) { return row.startedAt > 0; }

    QString counts(const client::contract::JobCounts& counts) const; // "171 / 3 / 1 / 12 / 116"
    static QString countsMeaning();                                  // what these five are
    QString amounts(const client::contract::JobRow& row) const;      // done of total, per currency
    // An estimate from the rate of the last stretch, 0 if it is not known.
    static std::int64_t msLeft(const client::contract::JobRow& row);
    QString timeLeft(const client::contract::JobRow& row) const; // "12 s", "—"
    // "187 of 303 · 171 refunded · 3 failed · 1 in doubt · 12 skipped · 9.8/s · about 12 s left"
    QString progress(const client::contract::JobRow& row) const;
    QString outcome(const client::contract::JobCounts& counts, client::contract::JobKind kind) const;
    // What happens next, or what came of it. `subject` is who reads it.
    QString note(const client::contract::JobRow& row, std::int64_t nowMs, std::string_view subject) const;
    QString expires(const client::contract::JobRow& row, std::int64_t nowMs) const; // "Expires in 30 min."

    QString change(const client::contract::JobItem& item) const; // "hold → refunded"
    QString delta(const client::contract::JobItem& item) const;  // "+322.00 EUR"
    // What deferred bets come to: "−5.00 EUR or 0.00 EUR", of many "−5.00 EUR to +2.00 EUR"; empty if nothing moves.
    QString deferredDelta(const client::contract::JobMove& move) const;

    // Why the service did not do what was asked of it, as a part of a sentence.
    static QString refusal(const client::contract::Answer& answer);
    // What is wrong with words that were typed to confirm; empty if nothing is, or nothing was typed.
    static QString typedHint(client::operations::TypedText match);

private:
    QString pauseNote(const client::contract::JobRow& row) const;

    const Format& m_format;
};

} // namespace ui
