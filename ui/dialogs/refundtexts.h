// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/answer.h"
#include "client/contract/result.h"
#include "client/contract/wire.h"
#include "ui/dialogs/typedamount.h"

#include <QCoreApplication>
#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ui {

class Format;

// What the refund dialog says, as plain text; remote parts in it went through Format::foreign().
class RefundTexts
{
    Q_DECLARE_TR_FUNCTIONS(RefundTexts)

public:
    // A person can do something about a block.
    enum class Remedy { None, OpenBet, AskPartner, PreviewAgain };

    explicit RefundTexts(const Format& format) : m_format(format) {}

    // Codes of contract::refundReasons() with their texts; "other" is last.
    static std::vector<std::pair<std::string, QString>> reasons();

    QString facts(const client::contract::RefundPreviewItem& item) const;
    // A code that this console does not know still blocks, and is shown as it came.
    QString blocker(std::string_view code, const client::contract::RefundPreviewItem& item) const;
    static Remedy remedy(std::string_view code);
    // A second person may allow what these forbid: more than the own limit, or the stake of a bet that lost.
    static bool mayBeProposed(const std::vector<std::string>& codes, const client::contract::BetRow& bet);

    QString previewFailed(const client::contract::Error& error) const;
    // "HTTP 503", "No answer in time": how one attempt ended.
    static QString attemptEnd(const client::contract::Answer& answer);
    // `now` is the bet's status as asked after a conflict, empty while that is not known.
    QString declined(const client::contract::Answer& answer, const std::string& partner, const QString& now) const;
    QString notSent(const client::contract::Answer& answer) const;
    // Why an open refund was not asked about.
    static QString notAsked(const client::contract::Error& error);
    QString inDoubt(const client::contract::Answer& answer, const QString& partner, int tries) const;
    QString conflict(const QString& now) const;

    static QString amountHint(AmountProblem problem, const QString& maximum, int decimals);
    static QString typedHint(TypedMatch match);

private:
    QString limitExceeded(const client::contract::RefundPreviewItem& item) const;
    QString operationInProgress(const client::contract::BetRow& bet) const;

    const Format& m_format;
};

} // namespace ui
