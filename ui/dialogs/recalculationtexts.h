// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/recalculation.h"
#include "client/operations/typedtext.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace ui {

class Format;

// What the console says while a recalculation is asked for and approved, as plain text.
class RecalculationTexts
{
    Q_DECLARE_TR_FUNCTIONS(RecalculationTexts)

public:
    explicit RecalculationTexts(const Format& format) : m_format(format) {}

    static QString missing(client::operations::Recalculation::Missing missing);
    static QString typed(client::operations::TypedText match, const QString& wanted);
    // Why there is no plan. `otherJob` is the number of the recalculation that runs, 0 if it is not known.
    static QString planFailed(const client::operations::Recalculation& recalculation, std::int64_t otherJob);
    // Why a plan can not be sent any more, or was not.
    static QString refused(const client::operations::Recalculation& recalculation);

    // What could not be taken back at worst, by partner, currency and what the partner does then.
    QStringList overdraws(const client::contract::JobSummary& summary) const;
    // Bets in doubt with both deltas, and players with several bets.
    QStringList notes(const client::contract::JobSummary& summary,
                      const std::vector<client::contract::JobItem>& deferred) const;
    // What came of it, and what comes next.
    QString progress(const client::contract::JobRow& job, std::int64_t serviceNowMs, const std::string& subject) const;
    QString fact(const client::contract::JobRow& job) const;

private:
    QString overdraw(const std::string& partner, const std::string& policy, const client::contract::Currency& currency,
                     std::int64_t minor, int players) const;

    const Format& m_format;
};

} // namespace ui
