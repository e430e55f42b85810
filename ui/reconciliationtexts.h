// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"
#include "ui/models/tableroles.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>

namespace ui {

class Connection;
class Format;

// What may bring our side of a difference in order. None of these is done by reconciliation itself.
enum class Remedy { None, Refund, Recalculate, AskPartner };

// What the console says of a comparison with a partner, as plain text; remote parts in it went through
// Format::foreign().
class ReconciliationTexts
{
    Q_DECLARE_TR_FUNCTIONS(ReconciliationTexts)

public:
    explicit ReconciliationTexts(const Format& format) : m_format(format) {}

    static QString state(client::contract::ReconciliationState state);
    static Chip look(client::contract::ReconciliationState state);
    static QString source(client::contract::ReconciliationSource source);
    static QString kind(client::contract::ReconciliationClass kind);
    static QString meaning(client::contract::ReconciliationClass kind);
    static Chip look(client::contract::ReconciliationClass kind);
    static QString partnerState(client::contract::PartnerState state);
    static QString why(std::string_view code);  // of what is pending; an unknown code is shown as it came
    static QString olderThan(std::size_t step); // of agingBoundsMs: "Over 1 h"

    QString window(const client::contract::ReconciliationRow& row) const; // "2026-11-23 00:00 – 2026-11-24 00:00"
    // What came of a run, or how far it is.
    QString outcome(const client::contract::ReconciliationRow& row) const;
    QString side(const client::contract::OurSide& side) const;     // "won, 25.00 EUR"
    QString side(const client::contract::PartnerSide& side) const; // "held, 25.00 EUR"

    // Our own state decides: the partner's side is never changed from here.
    static Remedy remedy(const client::contract::ReconciliationItem& item);
    static QString remedy(Remedy remedy); // a button's text
    // Why there is none, or what it does, as a sentence.
    static QString remedyHint(const client::contract::ReconciliationItem& item);

    // Empty if the person may work on reconciliation now.
    static QString whyNot(const Connection& connection);

private:
    QString minute(std::int64_t utcMs) const;

    const Format& m_format;
};

} // namespace ui
