// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/eventstory.h"

#include "client/contract/answer.h"

namespace client::review {

using namespace contract;

namespace {

std::string callOf(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Block:
        return "block_funds";
    case OperationKind::Settle:
        return "update_bet_status";
    case OperationKind::Refund:
        return "refund";
    case OperationKind::Adjust:
        return "recalculate_bets";
    case OperationKind::Expiry:
        return "expiry";
    }
    return {};
}

// Of a try that is to be made again the row does not say whether it may have reached the partner.
std::string answerOf(OperationState state)
{
    switch (state) {
    case OperationState::Succeeded:
        return std::string(word(AnswerKind::Accepted));
    case OperationState::Declined:
        return std::string(word(AnswerKind::Declined));
    case OperationState::InDoubt:
    case OperationState::NeedsReview:
        return std::string(word(AnswerKind::InDoubt));
    case OperationState::InFlight:
    case OperationState::RetryScheduled:
    case OperationState::Cancelling:
        break;
    }
    return {};
}

struct Try
{
    std::string operation;
    int number = 0;
    bool operator==(const Try&) const = default;
};

TimelineEntry attemptEntry(const FeedEvent& event)
{
    const OperationBrief& brief = *event.bet->operation;
    TimelineEntry entry;
    entry.kind = TimelineKind::Attempt;
    entry.at = event.at;
    entry.call = callOf(brief.kind);
    entry.correlationId = event.correlationId;
    AttemptRow attempt;
    attempt.operation = brief.id;
    attempt.number = brief.attempt;
    attempt.at = event.at;
    attempt.durationMs = brief.latencyMs;
    attempt.http = brief.http;
    attempt.answer = answerOf(brief.state);
    attempt.errorClass = brief.errorClass;
    attempt.error = brief.error;
    attempt.nextAt = brief.nextAt;
    entry.attempt = attempt;
    return entry;
}

} // namespace

Story storyOf(const std::vector<FeedEvent>& events)
{
    Story story;
    Try last;
    std::optional<BetState> state;
    for (const FeedEvent& event : events) {
        // One that came twice or late is no news.
        if (!event.bet || event.bet->version <= story.bet.version)
            continue;
        const BetRow& row = *event.bet;
        story.bet = row;
        if (row.operation && row.operation->attempt > 0 && row.operation->state != OperationState::InFlight) {
            if (const Try made{row.operation->id.text(), row.operation->attempt}; made != last) {
                last = made;
                story.entries.push_back(attemptEntry(event));
            }
        }
        if (state == row.state)
            continue;
        state = row.state;
        TimelineEntry entry;
        entry.kind = TimelineKind::Version;
        entry.at = event.at;
        entry.correlationId = event.correlationId;
        entry.state = row.state;
        entry.version = row.version;
        entry.actor = row.closedActor;
        story.entries.push_back(std::move(entry));
    }
    return story;
}

} // namespace client::review
