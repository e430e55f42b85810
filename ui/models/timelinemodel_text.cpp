// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the timeline says about each line, made when it is asked for.
#include "client/contract/answer.h"
#include "ui/format.h"
#include "ui/jobtexts.h"
#include "ui/models/timelinemodel.h"

#include <QStringList>

#include <bit>

namespace ui {

using namespace client::contract;

namespace {

constexpr std::int64_t longWaitMs = 120'000;

// Lines break between parts, never inside one.
QString joined(QStringList parts)
{
    for (QString& part : parts)
        part.replace(QLatin1Char(' '), QChar(QChar::Nbsp));
    return parts.join(QStringLiteral(" · "));
}

// What went wrong, in the console's language where the code is known, else in the words that came.
QString errorText(const std::string& errorClass, const std::string& error)
{
    if (error.empty() || !JobTexts::knows(errorClass))
        return Format::foreign(error);
    auto text = JobTexts::why(errorClass);
    text[0] = text[0].toUpper();
    return text;
}

// "6f1c…9ae2": enough to compare by eye.
QString shortKey(const std::string& key)
{
    const QString text = Format::foreign(key);
    // The word joiner keeps the two ends on one line.
    return text.size() <= 12 ? text : text.left(4) + QChar(0x2026) + QChar(0x2060) + text.right(4);
}

} // namespace

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return title(line);
    case Qt::AccessibleTextRole: {
        QStringList parts{title(line), data(index, TimeRole).toString(), detail(line), remark(line)};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case KindRole:
        return static_cast<int>(line.kind);
    case ShapeRole:
        return line.shape ? QVariant(static_cast<int>(*line.shape)) : QVariant();
    case TimeRole:
        return line.kind == LineKind::Gap || line.kind == LineKind::Fact ? QString() : m_format.time(line.entry.at);
    case DetailRole:
        return detail(line);
    case RemarkRole:
        return remark(line);
    default:
        return {};
    }
}

QString TimelineModel::title(const Line& line) const
{
    const QString call = Format::foreign(line.entry.call);
    switch (line.kind) {
    case LineKind::Call:
        return line.entry.text.empty()
                   ? call
                   : tr("%1: %2", "a call and how it ended")
                         .arg(call, line.entry.text == "approved" ? tr("approved", "how a call ended")
                                                                  : Format::foreign(line.entry.text));
    case LineKind::Version:
        return tr("Version %1: %2")
            .arg(m_format.number(line.entry.version), m_format.state(line.entry.state.value_or(BetState::None)));
    case LineKind::Operation:
        return tr("%1 started", "an operation such as block_funds").arg(call);
    case LineKind::Attempt:
        // Nothing was sent again: the partner was asked what became of the call.
        if (line.entry.attempt && line.entry.attempt->request.starts_with("GET "))
            return tr("%1, the partner was asked").arg(call);
        return line.entry.attempt ? tr("%1, attempt %2").arg(call, m_format.number(line.entry.attempt->number)) : call;
    case LineKind::Note:
        return Format::foreign(line.entry.text);
    case LineKind::Gap:
        return line.beforeRetry ? tr("%1 of waiting for the next try").arg(m_format.duration(line.durationMs))
                                : tr("%1 of silence").arg(m_format.duration(line.durationMs));
    case LineKind::Fact:
        return factText();
    }
    return {};
}

QString TimelineModel::detail(const Line& line) const
{
    switch (line.kind) {
    case LineKind::Call:
    case LineKind::Version:
    case LineKind::Note:
        return line.entry.actor.empty() ? QString() : tr("by %1").arg(Format::foreign(line.entry.actor));
    case LineKind::Operation:
        return operationDetail(line);
    case LineKind::Attempt:
        return attemptDetail(line);
    case LineKind::Gap:
        return {};
    case LineKind::Fact:
        return factDetail();
    }
    return {};
}

QString TimelineModel::remark(const Line& line) const
{
    if (line.entry.attempt)
        return attemptRemark(*line.entry.attempt);
    if (line.kind == LineKind::Operation && !line.entry.text.empty())
        return tr("Reason: %1").arg(JobTexts::storedReason(line.entry.text));
    if (line.kind == LineKind::Fact && m_story.bet.operation)
        return isOpen(m_story.bet.operation->state) || m_story.bet.operation->state == OperationState::Declined
                   ? errorText(m_story.bet.operation->errorClass, m_story.bet.operation->error)
                   : QString();
    return {};
}

QString TimelineModel::attemptRemark(const AttemptRow& attempt)
{
    // The line above says so already, and how long it took.
    return attempt.http == 0 && attempt.errorClass == "timeout" ? QString()
                                                                : errorText(attempt.errorClass, attempt.error);
}

QString TimelineModel::attemptDetail(const Line& line) const
{
    if (!line.entry.attempt)
        return {};
    const AttemptRow& attempt = *line.entry.attempt;
    const auto seconds = [this](std::int64_t ms) { return m_format.decimal(static_cast<double>(ms) / 1000.0, 1); };

    QStringList parts;
    if (attempt.http > 0)
        parts << tr("HTTP %1").arg(attempt.http);
    else if (attempt.errorClass == "timeout")
        parts << tr("no answer in time");
    else if (attempt.errorClass == "reset")
        parts << tr("connection lost");
    else if (attempt.errorClass == "not_connected")
        parts << tr("no connection");
    else if (!attempt.errorClass.empty())
        parts << Format::foreign(attempt.errorClass);
    parts << m_format.duration(attempt.durationMs);
    if (attempt.answer == word(AnswerKind::InDoubt))
        parts << tr("in doubt");
    else if (attempt.answer == word(AnswerKind::Declined))
        parts << tr("refused");
    else if (attempt.answer == word(AnswerKind::NotSent))
        parts << tr("nothing was done");
    if (line.waitedMs > 0)
        parts << tr("waited %1").arg(m_format.duration(line.waitedMs));
    if (attempt.nextAt > 0 && attempt.waitBaseMs > 0) {
        const std::uint64_t base = static_cast<std::uint64_t>(attempt.waitBaseMs) / 1000;
        const bool isPower = attempt.waitBaseMs % 1000 == 0 && std::has_single_bit(base);
        if (isPower)
            parts << tr("next try 2^%1 + %2 s = %3 s")
                         .arg(std::countr_zero(base))
                         .arg(seconds(attempt.waitJitterMs), seconds(attempt.waitBaseMs + attempt.waitJitterMs));
        else if (const auto waitMs = attempt.waitBaseMs + attempt.waitJitterMs; waitMs >= longWaitMs)
            parts << tr("next try in %1").arg(m_format.duration(waitMs));
        else
            parts << tr("next try in %1 s").arg(seconds(waitMs));
    } else if (attempt.nextAt > 0) {
        parts << tr("next try at %1").arg(m_format.timeShort(attempt.nextAt));
    }
    if (!line.entry.actor.empty() && line.ownActor)
        parts << tr("by %1").arg(Format::foreign(line.entry.actor));
    return joined(parts);
}

QString TimelineModel::operationDetail(const Line& line) const
{
    if (!line.entry.operation)
        return {};
    const OperationRow& operation = *line.entry.operation;
    const int tries = operation.brief.attempt;
    QStringList parts;
    parts << m_format.money(operation.amountMinor, operation.currency);
    switch (operation.brief.state) {
    case OperationState::InFlight:
        parts << tr("a call is out");
        break;
    case OperationState::RetryScheduled:
        parts << tr("next try at %1").arg(m_format.timeShort(operation.brief.nextAt));
        break;
    case OperationState::Succeeded:
        parts << tr("succeeded");
        break;
    case OperationState::Declined:
        parts << tr("refused");
        break;
    case OperationState::InDoubt:
        parts << tr("in doubt after %n tries", nullptr, tries);
        break;
    case OperationState::NeedsReview:
        parts << tr("needs review after %n tries", nullptr, tries);
        break;
    case OperationState::Cancelling:
        parts << tr("is being taken back");
        break;
    }
    const std::string& actor = operation.actor.empty() ? line.entry.actor : operation.actor;
    if (!actor.empty())
        parts << tr("by %1").arg(Format::foreign(actor));
    if (!operation.key.empty())
        parts << tr("key %1").arg(shortKey(operation.key));
    return joined(parts);
}

QString TimelineModel::factText() const
{
    switch (moneyFact(m_story)) {
    case MoneyFact::InDoubt:
        return tr("In doubt: the last call got no answer.");
    case MoneyFact::NeedsReview:
        return tr("In doubt: a person has to review it.");
    case MoneyFact::NotYetHeld:
        return tr("Nothing is held so far; the call is being tried again.");
    case MoneyFact::NotHeld:
        return tr("Funds were not held");
    case MoneyFact::Held:
        return tr("Funds are held at the partner");
    case MoneyFact::HeldAndRetrying:
        return tr("Funds are held at the partner; the call is being tried again.");
    case MoneyFact::Returned:
        return tr("The stake went back to the player");
    case MoneyFact::NothingReturned:
        return tr("Nothing was held and nothing was returned");
    case MoneyFact::Paid:
        return tr("The payout went to the player");
    case MoneyFact::Kept:
        return tr("The bet lost; nothing is held");
    case MoneyFact::Released:
        return tr("The hold expired; the funds are free again");
    }
    return {};
}

QString TimelineModel::factDetail() const
{
    const BetRow& bet = m_story.bet;
    switch (moneyFact(m_story)) {
    case MoneyFact::Held:
    case MoneyFact::HeldAndRetrying:
        return bet.refundedMinor > 0 ? tr("%1 held, %2 returned before")
                                           .arg(m_format.money(bet.netStakeMinor(), bet.currency),
                                                m_format.money(bet.refundedMinor, bet.currency))
                                     : m_format.money(bet.stakeMinor, bet.currency);
    case MoneyFact::Returned:
        return m_format.money(bet.refundedMinor > 0 ? bet.refundedMinor : bet.payoutMinor.value_or(bet.stakeMinor),
                              bet.currency);
    case MoneyFact::Paid:
        return m_format.money(bet.payoutMinor.value_or(0), bet.currency);
    case MoneyFact::InDoubt:
        return bet.operation && bet.operation->nextAt > 0
                   ? tr("Asked again at %1 with the same key.").arg(m_format.timeShort(bet.operation->nextAt))
                   : QString();
    case MoneyFact::NeedsReview:
        return reviewReason();
    case MoneyFact::NotYetHeld:
    case MoneyFact::NotHeld:
    case MoneyFact::NothingReturned:
    case MoneyFact::Kept:
    case MoneyFact::Released:
        break;
    }
    return {};
}

// Why nothing goes on by itself, and so what a person has to find out.
QString TimelineModel::reviewReason() const
{
    if (!m_story.bet.operation)
        return {};
    std::string why;
    for (const auto& entry : m_story.entries) {
        if (entry.operation && entry.operation->brief.id == m_story.bet.operation->id)
            why = entry.operation->why;
    }
    const auto partner = Format::foreign(m_story.bet.partner.text(), 64);
    if (why == "no_definite_answer")
        return tr("%1 gave no definite answer in all the time.").arg(partner);
    if (why == "retry_unsafe")
        return tr("%1 would take a repeat for a second call: it is not sent again.").arg(partner);
    if (why == "no_corrections")
        return tr("%1 cannot be told of this correction.").arg(partner);
    if (why == "told_bare")
        return tr("%1 was told of the round's result; its answer names no bet.").arg(partner);
    if (why == "refused")
        return tr("%1 has refused it.").arg(partner);
    if (why == "block_in_doubt")
        return tr("It has to be known first whether the stake was ever blocked.");
    return {};
}

} // namespace ui
