// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/refundtexts.h"

#include "ui/format.h"

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

// Why a refund was refused, in the console's language. `byService`: our service said it, before any partner was asked.
struct Refusal
{
    ProblemCode code;
    const char* text;
    bool byService;
};

constexpr Refusal refusals[] = {
    {ProblemCode::BetAlreadySettled, QT_TRANSLATE_NOOP("RefundTexts", "bet already settled"), false},
    {ProblemCode::BetClosed, QT_TRANSLATE_NOOP("RefundTexts", "bet already closed"), false},
    {ProblemCode::BetExpired, QT_TRANSLATE_NOOP("RefundTexts", "the hold expired"), false},
    {ProblemCode::BetNotBlocked, QT_TRANSLATE_NOOP("RefundTexts", "nothing is held for this bet"), false},
    {ProblemCode::RefundExceedsStake, QT_TRANSLATE_NOOP("RefundTexts", "more than the stake"), false},
    {ProblemCode::PartnerSuspended, QT_TRANSLATE_NOOP("RefundTexts", "the partner is suspended"), true},
    {ProblemCode::BetNotFound, QT_TRANSLATE_NOOP("RefundTexts", "no such bet"), true},
    {ProblemCode::NotFound, QT_TRANSLATE_NOOP("RefundTexts", "no such bet"), true},
    {ProblemCode::LimitExceeded,
     QT_TRANSLATE_NOOP("RefundTexts", "above your limit; a second person has to approve it"), true},
    {ProblemCode::Forbidden, QT_TRANSLATE_NOOP("RefundTexts", "your role may not refund this bet"), true},
    {ProblemCode::Unauthenticated, QT_TRANSLATE_NOOP("RefundTexts", "you are not signed in any more"), true},
    {ProblemCode::ReauthenticationRequired, QT_TRANSLATE_NOOP("RefundTexts", "you have to sign in again"), true},
    {ProblemCode::OperationInProgress, QT_TRANSLATE_NOOP("RefundTexts", "another operation on this bet is running"),
     true},
    {ProblemCode::IdempotencyMismatch,
     QT_TRANSLATE_NOOP("RefundTexts", "this request was sent before with other content"), true},
    {ProblemCode::ValidationFailed, QT_TRANSLATE_NOOP("RefundTexts", "the request is not valid"), true},
};

// The own limit that a refusal names in its errors.
struct Limit
{
    std::string_view pointer;
    const char* text;
};

constexpr Limit limits[] = {
    {"/limits/one",
     QT_TRANSLATE_NOOP("RefundTexts", "above your limit for one refund; a second person has to approve it")},
    {"/limits/day",
     QT_TRANSLATE_NOOP("RefundTexts", "above your limit for 24 hours; a second person has to approve it")},
    {"/limits/hour", QT_TRANSLATE_NOOP("RefundTexts", "you made as many refunds as you may in an hour; a second person "
                                                      "has to approve more")},
    {"/limits/currency",
     QT_TRANSLATE_NOOP("RefundTexts",
                       "you have no limit of your own in this currency; a second person has to approve it")},
};

const Limit* limitOf(const Problem& problem)
{
    for (const FieldError& error : problem.errors) {
        for (const Limit& limit : limits)
            if (error.pointer == limit.pointer)
                return &limit;
    }
    return nullptr;
}

// Somebody else's sentence as a part of ours.
QString phrase(std::string_view text)
{
    QString shown = Format::foreign(text, 300).trimmed();
    if (shown.endsWith(QLatin1Char('.')))
        shown.chop(1);
    return shown;
}

} // namespace

std::vector<std::pair<std::string, QString>> RefundTexts::reasons()
{
    return {
        {"technical_issue", tr("Partner outage: funds held, bet not placed")},
        {"cancelled_event", tr("Game round cancelled")},
        {"duplicate", tr("Duplicate bet")},
        {"wrong_amount", tr("Wrong amount taken")},
        {"customer_request", tr("Player complaint accepted")},
        {"result_unverifiable", tr("Result cannot be verified")},
        {"incorrect_odds", tr("Wrong odds offered")},
        {"incorrect_result", tr("Wrong result announced")},
        {"timeout", tr("Bet placed too late")},
        {"operator_decision", tr("Decision of the operator")},
        {"other", tr("Other (write at least 10 characters)")},
    };
}

QString RefundTexts::facts(const RefundPreviewItem& item) const
{
    const auto amount = [&](std::int64_t minor) { return m_format.amount(minor, item.currency); };
    //: All four are amounts
    return tr("Held %1 · paid %2 · already refunded %3 · can be refunded %4.")
        .arg(amount(item.heldMinor), amount(item.paidMinor), amount(item.refundedMinor), amount(item.refundableMinor));
}

QString RefundTexts::blocker(std::string_view code, const RefundPreviewItem& item) const
{
    const BetRow& bet = item.bet;
    if (code == "already_refunded") {
        const QString at = m_format.timeShort(bet.updatedAt);
        if (bet.closedBy == ClosedBy::RecalculationVoid)
            return tr("This bet was voided at %1 by a recalculation; the stake went back.").arg(at);
        if (!bet.closedActor.empty())
            return tr("This bet was refunded at %1 by %2.").arg(at, Format::foreign(bet.closedActor));
        return bet.closedBy == ClosedBy::PartnerRefund ? tr("This bet was refunded at %1 by the partner.").arg(at)
                                                       : tr("This bet was refunded at %1.").arg(at);
    }
    if (code == "already_settled") {
        if (item.paidMinor > 0)
            return tr("This bet won and %1 was paid. A refund does not take the payout back. Use Recalculate round.")
                .arg(m_format.money(item.paidMinor, item.currency));
        return tr("This bet lost and is settled. Refunding a settled bet needs a second person.");
    }
    if (code == "in_doubt")
        return tr("The partner's state is in doubt. Ask the partner before refunding.");
    if (code == "operation_in_progress")
        return operationInProgress(bet);
    if (code == "not_held")
        return tr("Nothing is held for this bet, so there is nothing to refund.");
    if (code == "expired")
        return tr("The hold expired at %1 and the funds are free again. There is nothing to refund.")
            .arg(m_format.timeShort(bet.updatedAt));
    if (code == "limit_exceeded")
        return limitExceeded(item);
    if (code == "version_conflict")
        return conflict(m_format.status(bet));
    if (code == "refund_exceeds_stake")
        return tr("More than the stake would go back. At most %1 can be refunded.")
            .arg(m_format.money(item.refundableMinor, item.currency));
    return tr("The service does not allow this refund (%1).").arg(Format::foreign(code, 64));
}

QString RefundTexts::limitExceeded(const RefundPreviewItem& item) const
{
    const QString money = m_format.money(item.refundableMinor, item.currency);
    if (item.limit == "one")
        return tr("%1 is above your limit for one refund. A second person has to approve it.").arg(money);
    if (item.limit == "day")
        return tr("With %1 you would be above your limit for 24 hours. A second person has to approve it.").arg(money);
    if (item.limit == "hour")
        return tr("You made as many refunds as you may in an hour. A second person has to approve more.");
    if (item.limit == "currency")
        return tr("You have no limit of your own in %1. A second person has to approve it.")
            .arg(Format::foreign(item.currency.code, 3));
    return tr("%1 is above your limit. A second person has to approve it.").arg(money);
}

QString RefundTexts::operationInProgress(const BetRow& bet) const
{
    if (!bet.operation)
        return tr("Another operation on this bet is running. Preview again when it has ended.");
    const OperationBrief& operation = *bet.operation;
    const QString kind = Format::foreign(word(operation.kind));
    if (operation.nextAt > 0)
        return tr("Another operation on this bet is running (%1, attempt %2 of %3, next try at %4). Preview again when "
                  "it has ended.")
            .arg(kind)
            .arg(operation.attempt)
            .arg(operation.attemptsMax)
            .arg(m_format.timeShort(operation.nextAt));
    return tr("Another operation on this bet is running (%1, attempt %2 of %3). Preview again when it has ended.")
        .arg(kind)
        .arg(operation.attempt)
        .arg(operation.attemptsMax);
}

RefundTexts::Remedy RefundTexts::remedy(std::string_view code)
{
    if (code == "already_refunded")
        return Remedy::OpenBet;
    if (code == "in_doubt")
        return Remedy::AskPartner;
    if (code == "operation_in_progress" || code == "version_conflict")
        return Remedy::PreviewAgain;
    return Remedy::None;
}

bool RefundTexts::mayBeProposed(const std::vector<std::string>& codes, const BetRow& bet)
{
    return !codes.empty() && std::all_of(codes.begin(), codes.end(), [&bet](const std::string& code) {
        return code == "limit_exceeded" || (code == "already_settled" && bet.state == BetState::Lost);
    });
}

QString RefundTexts::previewFailed(const Error& error) const
{
    const QString detail = phrase(error.detail);
    switch (error.kind) {
    case ErrorKind::NotFound:
        return tr("The service does not know this bet. Nothing was sent.");
    case ErrorKind::Declined:
        return tr("The service refused to preview this refund: %1. Nothing was sent.").arg(detail);
    case ErrorKind::Malformed:
    case ErrorKind::TooLarge:
    case ErrorKind::OutOfRange:
    case ErrorKind::Precision:
    case ErrorKind::Invalid:
        return tr("The service's answer could not be read: %1. Nothing was sent.").arg(detail);
    case ErrorKind::Conflict:
    case ErrorKind::Storage:
    case ErrorKind::Network:
    case ErrorKind::InDoubt:
    case ErrorKind::NotSent:
        break;
    }
    return tr("The service did not answer (%1). Nothing was sent.").arg(detail);
}

QString RefundTexts::attemptEnd(const Answer& answer)
{
    if (answer.httpStatus > 0)
        return tr("HTTP %1.").arg(answer.httpStatus);
    if (answer.errorClass == "timeout")
        return tr("No answer in time.");
    if (answer.errorClass == "reset")
        return tr("The connection was lost.");
    if (answer.errorClass == "not_connected")
        return tr("No connection.");
    return answer.errorClass.empty() ? tr("No answer.")
                                     : tr("No answer (%1).").arg(Format::foreign(answer.errorClass, 64));
}

QString RefundTexts::declined(const Answer& answer, const std::string& partner, const QString& now) const
{
    if (answer.problem && answer.problem->code == ProblemCode::VersionConflict)
        return conflict(now);
    QString why = phrase(answer.detail);
    bool byService = false;
    for (const Refusal& refusal : refusals) {
        if (answer.problem && answer.problem->code == refusal.code) {
            why = tr(refusal.text);
            byService = refusal.byService;
        }
    }
    if (const Limit* limit = answer.problem ? limitOf(*answer.problem) : nullptr)
        why = tr(limit->text);
    if (answer.problem && !answer.problem->reason.empty())
        why = phrase(answer.problem->reason);
    return byService ? tr("Not refunded. The service refused: %1. Nothing was changed.").arg(why)
                     : tr("Not refunded. %1 refused: %2. Nothing was changed.").arg(Format::foreign(partner), why);
}

QString RefundTexts::notSent(const Answer& answer) const
{
    const QString why = phrase(answer.detail);
    if (answer.httpStatus > 0)
        return tr("Not refunded. The service could not do it now (HTTP %1). Nothing was changed.")
            .arg(answer.httpStatus);
    return why.isEmpty() ? tr("Not sent. Nothing was changed.") : tr("Not sent: %1. Nothing was changed.").arg(why);
}

QString RefundTexts::notAsked(const Error& error)
{
    return error.kind == ErrorKind::NotSent ? tr("No connection.") : Format::foreign(error.detail, 300);
}

QString RefundTexts::inDoubt(const Answer& answer, const QString& partner, int tries) const
{
    if (answer.errorClass == "storage")
        return tr("In doubt. The answer could not be written down on this computer (%1). It is asked for again in the "
                  "background; do not refund again.")
            .arg(phrase(answer.detail));
    return tr("In doubt. %1 did not answer after %n tries. It is being checked in the background; do not refund again.",
              nullptr, tries)
        .arg(partner);
}

QString RefundTexts::conflict(const QString& now) const
{
    return now.isEmpty() ? tr("The bet changed while you were reading. Nothing was sent.")
                         : tr("The bet changed while you were reading (now: %1). Nothing was sent.").arg(now);
}

QString RefundTexts::amountHint(AmountProblem problem, const QString& maximum, int decimals)
{
    switch (problem) {
    case AmountProblem::None:
        break;
    case AmountProblem::Empty:
        return tr("Write the amount to refund.");
    case AmountProblem::OtherDecimalMark:
        return tr("Use the decimal mark as it is shown above.");
    case AmountProblem::ForeignCharacter:
        return tr("The amount has a character that only looks like a digit or a mark.");
    case AmountProblem::NotANumber:
        return tr("This is not an amount.");
    case AmountProblem::TooPrecise:
        return tr("This currency has %n decimals.", nullptr, decimals);
    case AmountProblem::TooSmall:
        return tr("The amount must be above zero.");
    case AmountProblem::TooLarge:
        return tr("At most %1 can be refunded.").arg(maximum);
    }
    return {};
}

QString RefundTexts::typedHint(TypedMatch match)
{
    switch (match) {
    case TypedMatch::Empty:
    case TypedMatch::Matches:
        break;
    case TypedMatch::OtherDecimalMark:
        return tr("Use the decimal mark as it is shown.");
    case TypedMatch::ForeignCharacter:
        return tr("The text has a character that only looks like the one shown.");
    case TypedMatch::Differs:
        return tr("The text does not match yet.");
    }
    return {};
}

} // namespace ui
