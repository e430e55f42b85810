// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobtexts.h"

#include "ui/dialogs/refundtexts.h"
#include "ui/format.h"

#include <algorithm>
#include <iterator>

namespace ui {

using namespace client::contract;

namespace {

struct Code
{
    std::string_view code;
    const char* text;
};

// Why one bet was left out, put off or refused, and why a job paused or ended.
constexpr Code codes[] = {
    {"already_refunded", QT_TRANSLATE_NOOP("JobTexts", "already refunded")},
    {"already_settled", QT_TRANSLATE_NOOP("JobTexts", "already settled")},
    {"bets_moved", QT_TRANSLATE_NOOP("JobTexts", "the bets changed")},
    {"bet_already_settled", QT_TRANSLATE_NOOP("JobTexts", "already settled")},
    {"bet_closed", QT_TRANSLATE_NOOP("JobTexts", "already closed")},
    {"bet_expired", QT_TRANSLATE_NOOP("JobTexts", "the hold expired")},
    {"bet_not_blocked", QT_TRANSLATE_NOOP("JobTexts", "nothing is held")},
    {"bet_not_found", QT_TRANSLATE_NOOP("JobTexts", "no such bet")},
    {"changed_since_approval", QT_TRANSLATE_NOOP("JobTexts", "changed since the approval")},
    {"checked", QT_TRANSLATE_NOOP("JobTexts", "only checked, nothing is held")},
    {"rejected", QT_TRANSLATE_NOOP("JobTexts", "was refused, nothing is held")},
    {"refunded", QT_TRANSLATE_NOOP("JobTexts", "already refunded")},
    {"partner_refund", QT_TRANSLATE_NOOP("JobTexts", "refunded by the partner")},
    {"operator_refund", QT_TRANSLATE_NOOP("JobTexts", "refunded by an operator")},
    {"expired", QT_TRANSLATE_NOOP("JobTexts", "the hold expired")},
    {"in_doubt", QT_TRANSLATE_NOOP("JobTexts", "state in doubt")},
    {"insufficient_funds", QT_TRANSLATE_NOOP("JobTexts", "the balance does not cover it")},
    {"limit_exceeded", QT_TRANSLATE_NOOP("JobTexts", "above the limit")},
    {"no_selection_or_odds", QT_TRANSLATE_NOOP("JobTexts", "no selection or odds are known")},
    {"payout_out_of_range", QT_TRANSLATE_NOOP("JobTexts", "the payout is out of range")},
    {"needs_input", QT_TRANSLATE_NOOP("JobTexts", "cannot be computed")},
    {"needs_review", QT_TRANSLATE_NOOP("JobTexts", "a person has to look")},
    {"not_found", QT_TRANSLATE_NOOP("JobTexts", "no such bet")},
    {"not_held", QT_TRANSLATE_NOOP("JobTexts", "nothing is held")},
    {"operation_in_progress", QT_TRANSLATE_NOOP("JobTexts", "another operation is running")},
    {"partner_suspended", QT_TRANSLATE_NOOP("JobTexts", "the partner is suspended")},
    {"partner_timeout", QT_TRANSLATE_NOOP("JobTexts", "the partner did not answer")},
    {"partner_unavailable", QT_TRANSLATE_NOOP("JobTexts", "the partner cannot be reached")},
    {"circuit_open", QT_TRANSLATE_NOOP("JobTexts", "held back, because several calls to the partner failed running")},
    {"bulkhead_full", QT_TRANSLATE_NOOP("JobTexts", "held back, because too many calls wait for the partner")},
    {"bulkhead_late", QT_TRANSLATE_NOOP("JobTexts", "its turn at the partner did not come in time")},
    {"retry_budget", QT_TRANSLATE_NOOP("JobTexts", "held back, because too many retries to the partner failed")},
    {"needs_evidence", QT_TRANSLATE_NOOP("JobTexts", "the answer does not say what became of this bet")},
    {"not_found_there",
     QT_TRANSLATE_NOOP("JobTexts", "the partner does not know the bet, but the call may still arrive")},
    {"not_applied_there", QT_TRANSLATE_NOOP("JobTexts", "the partner has not done it, but the call may still arrive")},
    {"closed_there", QT_TRANSLATE_NOOP("JobTexts", "at the partner this bet is closed already")},
    {"open_there", QT_TRANSLATE_NOOP("JobTexts", "the partner is not done with this bet itself")},
    {"retry_unsafe", QT_TRANSLATE_NOOP("JobTexts", "the partner would take a repeat for a second call")},
    {"breaker_open", QT_TRANSLATE_NOOP("JobTexts", "the partner cannot be reached")},
    {"reversal_insufficient_funds", QT_TRANSLATE_NOOP("JobTexts", "the balance does not cover it")},
    {"version_conflict", QT_TRANSLATE_NOOP("JobTexts", "changed meanwhile")},
    {"entered_by_author", QT_TRANSLATE_NOOP("JobTexts", "entered by who planned it")},
    {"canary", QT_TRANSLATE_NOOP("JobTexts", "one of the first bets did not succeed")},
    {"failure_ratio", QT_TRANSLATE_NOOP("JobTexts", "more than 5 % of the last 50 failed")},
    {"paused", QT_TRANSLATE_NOOP("JobTexts", "paused by a person")},
    {"result_version_moved", QT_TRANSLATE_NOOP("JobTexts", "the round has another result now")},
    {"timeout", QT_TRANSLATE_NOOP("JobTexts", "no answer in time")},
    {"no_reply", QT_TRANSLATE_NOOP("JobTexts", "no answer came")},
    {"restart", QT_TRANSLATE_NOOP("JobTexts", "the service ended before the answer came")},
    {"reset", QT_TRANSLATE_NOOP("JobTexts", "the connection was lost")},
    {"not_connected", QT_TRANSLATE_NOOP("JobTexts", "the partner cannot be reached")},
    {"result_differs", QT_TRANSLATE_NOOP("JobTexts", "the approver chose another result")},
    {"plan_stale", QT_TRANSLATE_NOOP("JobTexts", "the bets changed")},
    {"superseded", QT_TRANSLATE_NOOP("JobTexts", "a later job took over")},
};

constexpr Code recalculationReasons[] = {
    {"wrong_result", QT_TRANSLATE_NOOP("JobTexts", "Wrong result from the game server")},
    {"dealer_mistake", QT_TRANSLATE_NOOP("JobTexts", "Dealer or operator mistake")},
    {"source_corrected", QT_TRANSLATE_NOOP("JobTexts", "Result source corrected")},
    {"regulator", QT_TRANSLATE_NOOP("JobTexts", "Regulator or court decision")},
    {"other", QT_TRANSLATE_NOOP("JobTexts", "Other")},
};

struct Refusal
{
    ProblemCode code;
    const char* text;
};

constexpr Refusal refusals[] = {
    {ProblemCode::SelfApprovalForbidden, QT_TRANSLATE_NOOP("JobTexts", "you cannot approve your own request")},
    {ProblemCode::Forbidden, QT_TRANSLATE_NOOP("JobTexts", "your role may not do this")},
    {ProblemCode::LimitExceeded, QT_TRANSLATE_NOOP("JobTexts", "it is above your limit")},
    {ProblemCode::Unauthenticated, QT_TRANSLATE_NOOP("JobTexts", "you are not signed in any more")},
    {ProblemCode::ReauthenticationRequired, QT_TRANSLATE_NOOP("JobTexts", "you have to sign in again")},
    {ProblemCode::JobStateConflict, QT_TRANSLATE_NOOP("JobTexts", "the job has moved on meanwhile")},
    {ProblemCode::PlanStale, QT_TRANSLATE_NOOP("JobTexts", "the bets changed since the plan was made")},
    {ProblemCode::ApprovalExpired, QT_TRANSLATE_NOOP("JobTexts", "the time for it has run out")},
    {ProblemCode::NotFound, QT_TRANSLATE_NOOP("JobTexts", "the service does not know this job")},
    {ProblemCode::BetNotFound, QT_TRANSLATE_NOOP("JobTexts", "the service does not know one of the bets")},
    {ProblemCode::PartnerUnknown, QT_TRANSLATE_NOOP("JobTexts", "the service does not know one of the partners")},
    {ProblemCode::CountMoved, QT_TRANSLATE_NOOP("JobTexts", "the number of bets has changed")},
    {ProblemCode::RecalculationInProgress,
     QT_TRANSLATE_NOOP("JobTexts", "another recalculation of this round is running")},
    {ProblemCode::IdempotencyMismatch,
     QT_TRANSLATE_NOOP("JobTexts", "this request was sent before with other content")},
    {ProblemCode::ValidationFailed, QT_TRANSLATE_NOOP("JobTexts", "the request is not valid")},
    {ProblemCode::RateLimited, QT_TRANSLATE_NOOP("JobTexts", "too many requests; wait a little")},
    {ProblemCode::Maintenance, QT_TRANSLATE_NOOP("JobTexts", "the service is under maintenance")},
};

} // namespace

QString JobTexts::kind(JobKind kind)
{
    return kind == JobKind::Refund ? tr("Refund") : tr("Recalculation");
}

QString JobTexts::state(JobState state)
{
    switch (state) {
    case JobState::Planning:
        return tr("Planning");
    case JobState::Planned:
        return tr("Planned");
    case JobState::PendingApproval:
        return tr("Waiting for approval");
    case JobState::Holding:
        return tr("About to start");
    case JobState::Running:
        return tr("Running");
    case JobState::Paused:
        return tr("Paused");
    case JobState::Completed:
        return tr("Completed");
    case JobState::CompletedWithExceptions:
        return tr("With exceptions");
    case JobState::Cancelled:
        return tr("Stopped");
    case JobState::Withdrawn:
        return tr("Withdrawn");
    case JobState::Stale:
        return tr("Stale");
    case JobState::Expired:
        return tr("Expired");
    case JobState::Rejected:
        return tr("Rejected");
    case JobState::Superseded:
        return tr("Superseded");
    }
    return {};
}

QString JobTexts::itemState(JobItemState state, JobKind kind)
{
    switch (state) {
    case JobItemState::Pending:
        return tr("Waiting", "a bet of a job");
    case JobItemState::Running:
        return tr("Running", "a bet of a job");
    case JobItemState::Applied:
        return kind == JobKind::Refund ? tr("Refunded", "a bet of a job") : tr("Recalculated", "a bet of a job");
    case JobItemState::Unchanged:
        return tr("Unchanged", "a bet of a job");
    case JobItemState::Skipped:
        return tr("Skipped", "a bet of a job");
    case JobItemState::NeedsInput:
        return tr("Needs input", "a bet of a job");
    case JobItemState::Deferred:
        return tr("Put off", "a bet of a job");
    case JobItemState::Held:
        return tr("Held back", "a bet of a job");
    case JobItemState::Superseded:
        return tr("Superseded", "a bet of a job");
    case JobItemState::Failed:
        return tr("Failed", "a bet of a job");
    case JobItemState::InDoubt:
        return tr("In doubt", "a bet of a job");
    case JobItemState::Cancelled:
        return tr("Untouched", "a bet of a job");
    }
    return {};
}

QString JobTexts::name(const JobRow& row)
{
    return row.kind == JobKind::Refund ? tr("Refund job %1").arg(row.number)
                                       : tr("Recalculation job %1, round %2")
                                             .arg(QString::number(row.number), Format::foreign(row.round.text()));
}

QString JobTexts::reason(std::string_view code)
{
    for (const auto& [known, text] : recalculationReasons)
        if (known == code)
            return tr(text);
    for (const auto& [known, text] : RefundTexts::reasons())
        if (known == code)
            return text;
    return Format::foreign(code, 64);
}

QString JobTexts::storedReason(std::string_view text)
{
    constexpr std::string_view job = "job ";
    const auto colon = text.find(": ");
    if (text.substr(0, job.size()) == job && colon != std::string_view::npos)
        //: %1 a number, %2 a reason
        return tr("job %1: %2")
            .arg(Format::foreign(text.substr(job.size(), colon - job.size()), 20),
                 storedReason(text.substr(colon + 2)));
    const auto code = text.substr(0, text.find_first_of(": "));
    return reason(code) + Format::foreign(text.substr(code.size()), 300);
}

bool JobTexts::knows(std::string_view code)
{
    return std::any_of(std::begin(codes), std::end(codes), [code](const Code& known) { return known.code == code; });
}

QString JobTexts::why(std::string_view code)
{
    for (const auto& [known, text] : codes)
        if (known == code)
            return tr(text);
    constexpr std::string_view http = "http_";
    if (code.substr(0, http.size()) == http)
        return QStringLiteral("HTTP ") + Format::foreign(code.substr(http.size()), 8);
    return Format::foreign(code, 200);
}

QString JobTexts::countsMeaning()
{
    return tr("Done / failed / in doubt / skipped / left");
}

QString JobTexts::counts(const JobCounts& counts) const
{
    QStringList parts;
    for (const auto count : {counts.applied + counts.unchanged, counts.failed + counts.held, counts.inDoubt,
                             counts.skipped, counts.waiting + counts.deferred + counts.needsInput})
        parts << m_format.number(count);
    return parts.join(QStringLiteral(" / "));
}

QString JobTexts::amounts(const JobRow& row) const
{
    QStringList parts;
    for (const auto& sum : row.sums) {
        const auto part = [&](std::int64_t done, std::int64_t total) {
            //: An amount that moved of the whole amount: "9 702.00 of 17 902.00 EUR"
            return tr("%1 of %2").arg(m_format.amount(done, sum.currency), m_format.money(total, sum.currency));
        };
        if (sum.creditMinor != 0 || sum.debitMinor == 0)
            parts << part(sum.appliedCreditMinor, sum.creditMinor);
        if (sum.debitMinor != 0)
            parts << part(sum.appliedDebitMinor, sum.debitMinor);
    }
    return parts.isEmpty() ? dash() : parts.join(QStringLiteral(" · "));
}

QString JobTexts::change(const JobItem& item) const
{
    const auto side = [&](BetState state, const std::optional<std::int64_t>& payout) {
        const auto word = m_format.state(state);
        return payout && *payout > 0 ? word + u' ' + m_format.amount(*payout, item.currency) : word;
    };
    if (item.from == item.target && item.payoutFromMinor == item.payoutMinor)
        return side(item.from, item.payoutFromMinor);
    return side(item.from, item.payoutFromMinor) + QStringLiteral(" → ") + side(item.target, item.payoutMinor);
}

QString JobTexts::delta(const JobItem& item) const
{
    const auto one = [&](std::int64_t minor) {
        return minor == 0 ? dash() : m_format.signedMoney(minor, item.currency);
    };
    if (!item.otherDeltaMinor || *item.otherDeltaMinor == item.deltaMinor)
        return one(item.deltaMinor);
    //: Two amounts, of which one will come true
    return tr("%1 or %2").arg(one(item.deltaMinor), one(*item.otherDeltaMinor));
}

QString JobTexts::deferredDelta(const JobMove& move) const
{
    const auto other = move.otherDeltaMinor.value_or(move.deltaMinor);
    const auto first = m_format.signedMoney(move.deltaMinor, move.currency);
    if (other == move.deltaMinor)
        return other == 0 ? QString() : first;
    const auto last = m_format.signedMoney(other, move.currency);
    if (move.bets == 1)
        //: Two amounts, of which one will come true
        return tr("%1 or %2").arg(first, last);
    //: The least and the most that many bets may come to
    return tr("%1 to %2").arg(first, last);
}

QString JobTexts::refusal(const Answer& answer)
{
    if (answer.problem) {
        for (const auto& [code, text] : refusals)
            if (code == answer.problem->code)
                return tr(text);
    }
    auto detail = Format::foreign(answer.detail, 300).trimmed();
    if (detail.endsWith(u'.'))
        detail.chop(1);
    if (!detail.isEmpty())
        return detail;
    return answer.httpStatus > 0 ? QStringLiteral("HTTP %1").arg(answer.httpStatus) : tr("no answer");
}

QString JobTexts::typedHint(client::operations::TypedText match)
{
    using client::operations::TypedText;
    switch (match) {
    case TypedText::Empty:
    case TypedText::Matches:
        break;
    case TypedText::OtherCase:
        return tr("Small and capital letters count.");
    case TypedText::LookAlike:
        return tr("The text has a character that only looks like the one shown.");
    case TypedText::Differs:
        return tr("The text does not match yet.");
    }
    return {};
}

} // namespace ui
