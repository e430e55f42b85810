// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences about where a job stands.
#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

constexpr std::int64_t secondMs = 1'000;
constexpr std::int64_t minuteMs = 60 * secondMs;

// tr() counts in int; a job holds far fewer bets.
int few(std::int64_t count)
{
    return static_cast<int>(std::clamp<std::int64_t>(count, 0, 2'000'000'000));
}

int secondsUp(std::int64_t ms)
{
    return few((std::max<std::int64_t>(0, ms) + secondMs - 1) / secondMs);
}

} // namespace

std::int64_t JobTexts::msLeft(const JobRow& row)
{
    if (row.state != JobState::Running || row.rateMilli <= 0)
        return 0;
    return row.counts.waiting * 1'000'000 / row.rateMilli;
}

QString JobTexts::timeLeft(const JobRow& row) const
{
    const auto left = msLeft(row);
    if (left <= 0)
        return dash();
    if (left < minuteMs)
        return tr("%n s", nullptr, secondsUp(left));
    // Rounded up: a promise of time that is broken late is worse than one that ends early.
    if (left < 60 * minuteMs)
        return tr("%n min", nullptr, few((left + minuteMs - 1) / minuteMs));
    return tr("%n h", nullptr, few((left + 60 * minuteMs - 1) / (60 * minuteMs)));
}

QString JobTexts::outcome(const JobCounts& counts, JobKind kind) const
{
    QStringList parts;
    if (counts.applied > 0)
        parts << (kind == JobKind::Refund ? tr("%n refunded", "bets of a job", few(counts.applied))
                                          : tr("%n recalculated", "bets of a job", few(counts.applied)));
    if (counts.unchanged > 0)
        parts << tr("%n unchanged", "bets of a job", few(counts.unchanged));
    if (counts.failed > 0)
        parts << tr("%n failed", "bets of a job", few(counts.failed));
    if (counts.inDoubt > 0)
        parts << tr("%n in doubt", "bets of a job", few(counts.inDoubt));
    if (counts.skipped > 0)
        parts << tr("%n skipped", "bets of a job", few(counts.skipped));
    if (counts.needsInput > 0)
        parts << tr("%n need input", "bets of a job", few(counts.needsInput));
    if (counts.deferred > 0)
        parts << tr("%n put off", "bets of a job", few(counts.deferred));
    if (counts.held > 0)
        parts << tr("%n held back", "bets of a job", few(counts.held));
    if (counts.superseded > 0)
        parts << tr("%n superseded", "bets of a job", few(counts.superseded));
    if (counts.cancelled > 0)
        parts << tr("%n untouched", "bets of a job", few(counts.cancelled));
    return parts.join(QStringLiteral(" · "));
}

QString JobTexts::progress(const JobRow& row) const
{
    const auto& counts = row.counts;
    const auto total = counts.total();
    if (row.state == JobState::Planning)
        return tr("%n bets in the plan so far", nullptr, few(total));
    const auto processed = total - counts.waiting - counts.deferred - counts.cancelled;
    QStringList parts{hasBegun(row)
                          //: Bets of a job: "187 of 303"
                          ? tr("%1 of %2", "bets of a job").arg(m_format.number(processed), m_format.number(total))
                          : tr("%n bets in the plan", nullptr, few(total))};
    if (const auto text = outcome(counts, row.kind); !text.isEmpty())
        parts << text;
    if (row.state == JobState::Running) {
        //: Bets a second
        parts << (row.rateMilli > 0 ? tr("%1/s").arg(m_format.decimal(static_cast<double>(row.rateMilli) / 1'000.0, 1))
                                    : tr("%1/s").arg(dash()));
        if (counts.waiting > 0) {
            const auto left = timeLeft(row);
            //: %1 a time such as "12 s"
            parts << (left == dash() ? tr("time left: %1").arg(left) : tr("about %1 left").arg(left));
        }
    }
    return parts.join(QStringLiteral(" · "));
}

QString JobTexts::expires(const JobRow& row, std::int64_t nowMs) const
{
    if (row.expiresAt <= 0)
        return {};
    const auto left = row.expiresAt - nowMs;
    if (left <= 0)
        return tr("The time for it has run out.");
    if (left < minuteMs)
        return tr("Expires in %n s.", nullptr, secondsUp(left));
    // Rounded down: what is said to be there has to be there.
    return tr("Expires in %n min.", nullptr, few(left / minuteMs));
}

QString JobTexts::pauseNote(const JobRow& row) const
{
    const auto processed = row.counts.total() - row.counts.waiting - row.counts.deferred;
    if (row.why == "canary") {
        const auto tried = row.counts.applied + row.counts.unchanged + row.counts.failed + row.counts.inDoubt;
        //: %1 a list such as "4 refunded · 1 failed"
        return tr("Paused after the first %n bets: %1.", nullptr, few(tried)).arg(outcome(row.counts, row.kind));
    }
    if (row.why.empty() || row.why == "paused")
        return tr("Paused after %n bets. Nothing is sent until somebody resumes it.", nullptr, few(processed));
    return tr("Paused after %n bets: %1.", nullptr, few(processed)).arg(why(row.why));
}

QString JobTexts::note(const JobRow& row, std::int64_t nowMs, std::string_view subject) const
{
    const auto person = [](const std::string& name) { return Format::foreign(name, 64); };
    switch (row.state) {
    case JobState::Planning:
        return tr("The service reads the bets into the plan. No money moves.");
    case JobState::Planned:
        return tr("Planned, and not sent for approval yet. No money moves. %1").arg(expires(row, nowMs)).trimmed();
    case JobState::PendingApproval:
        return row.author == subject
                   ? tr("Sent to approvers. No money has moved yet. You cannot approve your own request. %1")
                         .arg(expires(row, nowMs))
                         .trimmed()
                   : tr("Waits for a second person. No money has moved yet. %1").arg(expires(row, nowMs)).trimmed();
    case JobState::Holding:
        return row.startsAt > nowMs ? tr("Starts in %n s.", nullptr, secondsUp(row.startsAt - nowMs))
                                    : tr("Starts now.");
    case JobState::Running:
        return tr("The job runs on the service. You can close this window.");
    case JobState::Paused:
        return pauseNote(row);
    case JobState::Completed:
        return tr("Finished at %1. Every bet has a definite end.").arg(m_format.timeShort(row.endedAt));
    case JobState::CompletedWithExceptions:
        return tr("Finished at %1. Some bets need a person.").arg(m_format.timeShort(row.endedAt));
    case JobState::Cancelled:
        return tr("Stopped at %1. What was done stays done; the rest is untouched.")
            .arg(m_format.timeShort(row.endedAt));
    case JobState::Withdrawn:
        return tr("Withdrawn by %1. No money moved.").arg(person(row.author));
    case JobState::Stale:
        return tr("The bets changed since the plan was made. No money moved. Make the plan anew.");
    case JobState::Expired:
        return tr("The time ran out before it was approved. No money moved.");
    case JobState::Rejected:
        return row.comment.empty() ? tr("Rejected by %1. No money moved.").arg(person(row.approver))
                                   : tr("Rejected by %1: %2. No money moved.")
                                         .arg(person(row.approver), Format::foreign(row.comment, 300));
    case JobState::Superseded:
        return tr("A later job took over. %1").arg(why(row.why)).trimmed();
    }
    return {};
}

} // namespace ui
