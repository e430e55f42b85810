// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/recalculationtexts.h"

#include "ui/format.h"
#include "ui/jobtexts.h"
#include "ui/roundtexts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace ui {

using client::contract::AnswerKind;
using client::contract::JobState;
using client::contract::ProblemCode;
using client::operations::Recalculation;
using client::operations::TypedText;
using Missing = client::operations::Recalculation::Missing;

namespace {

// So many bets in doubt are named; the list of the job has all.
constexpr std::size_t doubtsNamed = 5;

std::optional<ProblemCode> codeOf(const client::contract::Answer& answer)
{
    return answer.problem ? std::optional(answer.problem->code) : std::nullopt;
}

} // namespace

QString RecalculationTexts::missing(Missing missing)
{
    switch (missing) {
    case Missing::Nothing:
        break;
    case Missing::Result:
        return tr("Write the correct result.");
    case Missing::OtherResult:
        return tr("This is already the recorded result.");
    case Missing::Reason:
        return tr("Choose a reason.");
    case Missing::ReasonText:
        return tr("Write the reason in at least %n characters.", nullptr, Recalculation::reasonTextMin);
    case Missing::Ticket:
        return tr("Write the ticket: production asks for one.");
    }
    return {};
}

QString RecalculationTexts::typed(TypedText match, const QString& wanted)
{
    switch (match) {
    case TypedText::Matches:
        break;
    case TypedText::Empty:
        return tr("Type %1 to confirm.").arg(wanted);
    case TypedText::OtherCase:
        return tr("Write it with the same capital and small letters.");
    case TypedText::LookAlike:
        return tr("The text has a character that only looks like the one shown.");
    case TypedText::Differs:
        return tr("The text does not match yet.");
    }
    return {};
}

QString RecalculationTexts::planFailed(const Recalculation& recalculation, std::int64_t otherJob)
{
    const auto& answer = recalculation.answer();
    const auto& job = recalculation.job();
    if (job && client::contract::isEnded(job->state))
        return tr("The plan came to nothing: %1. Nothing was changed.").arg(JobTexts::state(job->state));
    const auto code = codeOf(answer);
    if (code == ProblemCode::RecalculationInProgress)
        return otherJob > 0 ? tr("Another recalculation of this round is running (job %1).").arg(otherJob)
                            : tr("Another recalculation of this round is running.");
    if (code == ProblemCode::ValidationFailed)
        return tr("The service does not accept this: %1 Nothing was changed.").arg(Format::foreign(answer.detail, 200));
    if (code == ProblemCode::RoundNotFound)
        return tr("The service does not know this round. Nothing was changed.");
    if (answer.kind == AnswerKind::Declined)
        return tr("The service refused: %1. Nothing was changed.").arg(JobTexts::refusal(answer));
    // A plan moves nothing, so a doubt about it is no doubt about money.
    return tr("The service did not answer (%1). Nothing was changed; previewing again is safe.")
        .arg(JobTexts::refusal(answer));
}

QString RecalculationTexts::refused(const Recalculation& recalculation)
{
    const auto& answer = recalculation.answer();
    const auto code = codeOf(answer);
    if (recalculation.step() == Recalculation::Step::SubmitFailed)
        return tr("It is not certain whether the request arrived (%1). It is being found out; sending it again is "
                  "safe and makes no second request.")
            .arg(JobTexts::refusal(answer));
    if (recalculation.hasRoundMoved())
        return tr("The result of the round changed while you were reading (now: %1). Nothing was sent.")
            .arg(RoundTexts::result(recalculation.round().result));
    if (recalculation.step() == Recalculation::Step::Planned) {
        if (recalculation.isTooOld())
            return tr("This preview is too old. Nothing was sent.");
        return answer.kind == AnswerKind::NotSent ? tr("Not sent: %1.").arg(JobTexts::refusal(answer)) : QString();
    }
    if (code == ProblemCode::PlanStale || code == ProblemCode::VersionConflict)
        return tr("Bets changed while you were reading. Nothing was sent.");
    if (code == ProblemCode::JobStateConflict)
        return tr("There is nothing to do, or the plan is no longer there. Nothing was sent.");
    if (answer.kind == AnswerKind::Declined)
        return tr("The service refused: %1. Nothing was sent.").arg(JobTexts::refusal(answer));
    return tr("The plan is no longer there. Nothing was sent.");
}

QString RecalculationTexts::overdraw(const std::string& partner, const std::string& policy,
                                     const client::contract::Currency& currency, std::int64_t minor, int players) const
{
    const auto name = Format::foreign(partner, 64);
    const auto money = m_format.money(minor, currency);
    if (policy == "negative")
        //: %1 a partner, %2 money
        return tr("At %1 the balances of %n players would fall below zero, by %2 together.", nullptr, players)
            .arg(name, money);
    if (policy == "debt")
        return tr("At %1 %n players would owe %2 together (balance too low).", nullptr, players).arg(name, money);
    return tr("Partner %1 may refuse to take back %2 from %n players (balance too low).", nullptr, players)
        .arg(name, money);
}

QStringList RecalculationTexts::overdraws(const client::contract::JobSummary& summary) const
{
    struct Short
    {
        client::contract::Currency currency;
        std::int64_t minor = 0;
        std::set<std::string> players;
    };
    std::map<std::tuple<std::string, std::string, std::string>, Short> shorts;
    for (const auto& one : summary.overdraws) {
        auto& sum = shorts[{one.partner.text(), one.policy, one.currency.code}];
        sum.currency = one.currency;
        // A partner that refuses takes nothing of it back; else it is what the balance does not cover.
        const auto covered = one.policy == "reject" ? 0 : std::max<std::int64_t>(0, one.balanceMinor);
        sum.minor += -one.debitMinor - covered;
        sum.players.insert(one.player.text());
    }
    QStringList lines;
    for (const auto& [key, sum] : shorts)
        lines << overdraw(std::get<0>(key), std::get<1>(key), sum.currency, sum.minor,
                          static_cast<int>(sum.players.size()));
    if (summary.overdraws.size() >= client::contract::JobSummary::overdrawsMax)
        lines << tr("There are more such players than could be listed: the amounts are the least.");
    return lines;
}

QStringList RecalculationTexts::notes(const client::contract::JobSummary& summary,
                                      const std::vector<client::contract::JobItem>& deferred) const
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(deferred.size(), doubtsNamed); ++i) {
        const auto& item = deferred[i];
        if (item.otherDeltaMinor.value_or(item.deltaMinor) == item.deltaMinor) {
            //: %1 a bet, %2 a player, %3 a partner, %4 an amount
            lines << tr("In doubt: bet %1 of %2 at %3 comes to %4, however its last call ends.")
                         .arg(Format::foreign(item.bet.text(), 64), Format::foreign(item.player.text(), 64),
                              Format::foreign(item.partner.text(), 64),
                              m_format.signedMoney(item.deltaMinor, item.currency));
            continue;
        }
        //: %1 a bet, %2 a player, %3 a partner, %4 and %5 amounts
        lines << tr("In doubt: bet %1 of %2 at %3 comes to %4 or %5, as its last call ends.")
                     .arg(Format::foreign(item.bet.text(), 64), Format::foreign(item.player.text(), 64),
                          Format::foreign(item.partner.text(), 64),
                          m_format.signedMoney(item.deltaMinor, item.currency),
                          m_format.signedMoney(item.otherDeltaMinor.value_or(item.deltaMinor), item.currency));
    }
    const auto doubts = summary.job.counts.deferred - static_cast<std::int64_t>(std::min(deferred.size(), doubtsNamed));
    if (doubts > 0)
        lines << tr("%n more bets are in doubt.", nullptr, static_cast<int>(doubts));
    if (summary.playersHitTwice > 0)
        lines << tr("%n players have more than one bet here.", nullptr, static_cast<int>(summary.playersHitTwice));
    return lines;
}

QString RecalculationTexts::progress(const client::contract::JobRow& job, std::int64_t serviceNowMs,
                                     const std::string& subject) const
{
    const JobTexts texts(m_format);
    if (job.state == JobState::PendingApproval)
        return tr("Sent for approval. Nothing has been recalculated yet. %1").arg(texts.expires(job, serviceNowMs));
    if (job.state == JobState::Rejected && job.why == "result_differs")
        //: %1 a person, %2 and %3 results
        return tr("%1 chose %2, and the request says %3. It is returned to you.")
            .arg(Format::foreign(job.approver, 64), RoundTexts::result(job.comment),
                 RoundTexts::result(job.correctResult));
    const auto note = texts.note(job, serviceNowMs, subject);
    const bool runs = client::contract::isActive(job.state) || job.startedAt > 0;
    return runs ? note + u'\n' + texts.progress(job) : note;
}

QString RecalculationTexts::fact(const client::contract::JobRow& job) const
{
    if (job.state != JobState::Completed && job.state != JobState::CompletedWithExceptions)
        return {};
    const auto round = Format::foreign(job.round.text(), 64);
    if (job.resultVersion == 0)
        return tr("Round %1 is now version 1.").arg(round);
    return tr("Round %1 is now version %2. Version %3 is kept.")
        .arg(round, QString::number(job.resultVersion + 1), QString::number(job.resultVersion));
}

} // namespace ui
