// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timelinemodel.h"

#include "client/contract/answer.h"
#include "ui/format.h"

#include <QStringList>

#include <algorithm>
#include <bit>

namespace ui {

using namespace client::contract;

namespace {

std::optional<OperationState> lastOperation(const Story& story)
{
    if (story.bet.operation)
        return story.bet.operation->state;
    return std::nullopt;
}

bool anyAttemptInDoubt(const Story& story, const OperationId& operation)
{
    return std::any_of(story.entries.begin(), story.entries.end(), [&](const TimelineEntry& entry) {
        return entry.attempt && entry.attempt->operation == operation &&
               entry.attempt->answer == word(AnswerKind::InDoubt);
    });
}

MoneyFact settledFact(const BetRow& bet)
{
    switch (bet.state) {
    case BetState::Blocked:
        return MoneyFact::Held;
    case BetState::Won:
        return MoneyFact::Paid;
    case BetState::Lost:
        return MoneyFact::Kept;
    case BetState::Refunded:
        return bet.refundedMinor > 0 || bet.closedBy == ClosedBy::RecalculationVoid ? MoneyFact::Returned
                                                                                    : MoneyFact::NothingReturned;
    case BetState::Expired:
        return MoneyFact::Released;
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
        break;
    }
    return MoneyFact::NotHeld;
}

std::optional<ShownStatus> attemptShape(const AttemptRow& attempt)
{
    if (attempt.answer == word(AnswerKind::Accepted))
        return ShownStatus::Won;
    if (attempt.answer == word(AnswerKind::Declined))
        return ShownStatus::Failed;
    if (attempt.nextAt > 0)
        return ShownStatus::Retrying;
    if (attempt.answer == word(AnswerKind::InDoubt))
        return ShownStatus::InDoubt;
    if (attempt.answer == word(AnswerKind::NotSent))
        return ShownStatus::Failed;
    return std::nullopt;
}

std::optional<ShownStatus> operationShape(const OperationRow& operation)
{
    switch (operation.brief.state) {
    case OperationState::InFlight:
    case OperationState::RetryScheduled:
    case OperationState::Cancelling:
        return ShownStatus::Retrying;
    case OperationState::Succeeded:
        return operation.brief.kind == OperationKind::Refund ? ShownStatus::Refunded : ShownStatus::Won;
    case OperationState::Declined:
        return ShownStatus::Failed;
    case OperationState::InDoubt:
    case OperationState::NeedsReview:
        return ShownStatus::InDoubt;
    }
    return std::nullopt;
}

ShownStatus versionShape(BetState state)
{
    return shownStatus(state, std::nullopt, false);
}

ShownStatus factShape(MoneyFact fact)
{
    switch (fact) {
    case MoneyFact::InDoubt:
    case MoneyFact::NeedsReview:
        return ShownStatus::InDoubt;
    case MoneyFact::NotYetHeld:
    case MoneyFact::HeldAndRetrying:
        return ShownStatus::Retrying;
    case MoneyFact::Held:
        return ShownStatus::FundsHeld;
    case MoneyFact::Returned:
        return ShownStatus::Refunded;
    case MoneyFact::Paid:
        return ShownStatus::Won;
    case MoneyFact::NotHeld:
    case MoneyFact::NothingReturned:
    case MoneyFact::Kept:
    case MoneyFact::Released:
        break;
    }
    return ShownStatus::Lost;
}

std::int64_t endOf(const TimelineEntry& entry)
{
    return entry.at + (entry.attempt ? entry.attempt->durationMs : 0);
}

} // namespace

MoneyFact moneyFact(const Story& story)
{
    const BetRow& bet = story.bet;
    const std::optional<OperationState> last = lastOperation(story);
    const ShownStatus shown = shownStatus(bet.state, last, bet.resettled);
    if (shown == ShownStatus::InDoubt || bet.shown() == ShownStatus::InDoubt)
        return last == OperationState::NeedsReview ? MoneyFact::NeedsReview : MoneyFact::InDoubt;
    if (shown == ShownStatus::Retrying) {
        if (anyAttemptInDoubt(story, bet.operation->id))
            return MoneyFact::InDoubt;
        return settledFact(bet) == MoneyFact::Held ? MoneyFact::HeldAndRetrying : MoneyFact::NotYetHeld;
    }
    return settledFact(bet);
}

TimelineModel::TimelineModel(const Format& format, QObject* parent) : QAbstractListModel(parent), m_format(format) {}

TimelineModel::~TimelineModel() = default;

std::vector<TimelineModel::Line> TimelineModel::linesOf(const Story& story)
{
    std::vector<TimelineEntry> entries = story.entries;
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.at < b.at; });

    std::vector<Line> lines;
    const AttemptRow* before = nullptr;
    std::int64_t quietSince = 0;
    for (const TimelineEntry& entry : entries) {
        if (!lines.empty() && entry.at - quietSince > gapMs) {
            Line gap;
            gap.kind = LineKind::Gap;
            gap.entry.at = quietSince;
            gap.durationMs = entry.at - quietSince;
            gap.beforeRetry =
                before && before->nextAt > 0 && entry.attempt && entry.attempt->operation == before->operation;
            lines.push_back(std::move(gap));
        }
        quietSince = std::max(quietSince, endOf(entry));

        Line line;
        line.entry = entry;
        switch (entry.kind) {
        case TimelineKind::Call:
            line.kind = LineKind::Call;
            break;
        case TimelineKind::Version:
            line.kind = LineKind::Version;
            if (entry.state)
                line.shape = versionShape(*entry.state);
            break;
        case TimelineKind::Operation:
            line.kind = LineKind::Operation;
            if (entry.operation)
                line.shape = operationShape(*entry.operation);
            break;
        case TimelineKind::Attempt:
            line.kind = LineKind::Attempt;
            if (entry.attempt) {
                line.shape = attemptShape(*entry.attempt);
                if (before && before->operation == entry.attempt->operation &&
                    (lines.empty() || lines.back().kind != LineKind::Gap))
                    line.waitedMs = std::max<std::int64_t>(0, entry.at - before->at - before->durationMs);
                before = &*entry.attempt;
                for (const TimelineEntry& other : entries)
                    if (other.operation && other.operation->brief.id == before->operation)
                        line.ownActor = other.operation->actor != entry.actor && other.actor != entry.actor;
            }
            break;
        case TimelineKind::Note:
            line.kind = LineKind::Note;
            break;
        }
        lines.push_back(std::move(line));
    }
    if (!lines.empty() || story.bet.state != BetState::None) {
        Line fact;
        fact.kind = LineKind::Fact;
        fact.shape = factShape(moneyFact(story));
        lines.push_back(std::move(fact));
    }
    return lines;
}

void TimelineModel::setStory(const Story& story)
{
    std::vector<Line> lines = linesOf(story);
    std::size_t same = 0;
    while (same < lines.size() && same < m_lines.size() && lines[same].isSameLineAs(m_lines[same]))
        ++same;
    const auto kept = m_lines.begin() + static_cast<std::ptrdiff_t>(same);
    if (same < m_lines.size()) {
        beginRemoveRows({}, static_cast<int>(same), static_cast<int>(m_lines.size()) - 1);
        m_lines.erase(kept, m_lines.end());
        endRemoveRows();
    }
    m_story = story;
    std::copy(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(same), m_lines.begin());
    if (same > 0)
        Q_EMIT dataChanged(index(0), index(static_cast<int>(same) - 1));
    if (same < lines.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(lines.size()) - 1);
        m_lines = std::move(lines);
        endInsertRows();
    }
}

void TimelineModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_story = {};
    endResetModel();
}

void TimelineModel::retranslate()
{
    if (!m_lines.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_lines.size()) - 1));
}

const AttemptRow* TimelineModel::attempt(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    return line.entry.attempt ? &*line.entry.attempt : nullptr;
}

std::string TimelineModel::call(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? m_lines[static_cast<std::size_t>(index.row())].entry.call
                                                       : std::string();
}

QModelIndex TimelineModel::lastAttempt() const
{
    for (std::size_t row = m_lines.size(); row > 0; --row)
        if (m_lines[row - 1].entry.attempt)
            return index(static_cast<int>(row - 1));
    return {};
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

} // namespace ui
