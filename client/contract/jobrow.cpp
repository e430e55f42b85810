// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/jobrow.h"

#include <array>
#include <utility>

namespace client::contract {

namespace {

template <typename Enum>
using Words = std::pair<Enum, std::string_view>;

constexpr std::array jobKinds{
    Words<JobKind>{JobKind::Refund, "refund"},
    Words<JobKind>{JobKind::Recalculation, "recalculation"},
};

constexpr std::array jobStates{
    Words<JobState>{JobState::Planning, "planning"},
    Words<JobState>{JobState::Planned, "planned"},
    Words<JobState>{JobState::PendingApproval, "pending_approval"},
    Words<JobState>{JobState::Holding, "holding"},
    Words<JobState>{JobState::Running, "running"},
    Words<JobState>{JobState::Paused, "paused"},
    Words<JobState>{JobState::Completed, "completed"},
    Words<JobState>{JobState::CompletedWithExceptions, "completed_with_exceptions"},
    Words<JobState>{JobState::Cancelled, "cancelled"},
    Words<JobState>{JobState::Withdrawn, "withdrawn"},
    Words<JobState>{JobState::Stale, "stale"},
    Words<JobState>{JobState::Expired, "expired"},
    Words<JobState>{JobState::Rejected, "rejected"},
    Words<JobState>{JobState::Superseded, "superseded"},
};

constexpr std::array jobItemStates{
    Words<JobItemState>{JobItemState::Pending, "pending"},
    Words<JobItemState>{JobItemState::Running, "running"},
    Words<JobItemState>{JobItemState::Applied, "applied"},
    Words<JobItemState>{JobItemState::Unchanged, "unchanged"},
    Words<JobItemState>{JobItemState::Skipped, "skipped"},
    Words<JobItemState>{JobItemState::NeedsInput, "needs_input"},
    Words<JobItemState>{JobItemState::Deferred, "deferred"},
    Words<JobItemState>{JobItemState::Held, "held"},
    Words<JobItemState>{JobItemState::Superseded, "superseded"},
    Words<JobItemState>{JobItemState::Failed, "failed"},
    Words<JobItemState>{JobItemState::InDoubt, "in_doubt"},
    Words<JobItemState>{JobItemState::Cancelled, "cancelled"},
};

template <typename Table, typename Enum>
std::string_view wordIn(const Table& table, Enum value)
{
    return table[static_cast<std::size_t>(value)].second;
}

template <typename Table>
auto valueIn(const Table& table, std::string_view text) -> std::optional<decltype(table.front().first)>
{
    for (const auto& [known, knownText] : table) {
        if (knownText == text)
            return known;
    }
    return std::nullopt;
}

} // namespace

std::string_view word(JobKind kind)
{
    return wordIn(jobKinds, kind);
}

std::string_view word(JobState state)
{
    return wordIn(jobStates, state);
}

std::string_view word(JobItemState state)
{
    return wordIn(jobItemStates, state);
}

std::optional<JobKind> jobKindFrom(std::string_view word)
{
    return valueIn(jobKinds, word);
}

std::optional<JobState> jobStateFrom(std::string_view word)
{
    return valueIn(jobStates, word);
}

std::optional<JobItemState> jobItemStateFrom(std::string_view word)
{
    return valueIn(jobItemStates, word);
}

bool isEnded(JobState state)
{
    switch (state) {
    case JobState::Planning:
    case JobState::Planned:
    case JobState::PendingApproval:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Paused:
        return false;
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Cancelled:
    case JobState::Withdrawn:
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Rejected:
    case JobState::Superseded:
        break;
    }
    return true;
}

bool isActive(JobState state)
{
    return state == JobState::Holding || state == JobState::Running || state == JobState::Paused;
}

std::int64_t JobCounts::total() const
{
    return waiting + applied + unchanged + skipped + needsInput + deferred + held + superseded + failed + inDoubt +
           cancelled;
}

} // namespace client::contract
