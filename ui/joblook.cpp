// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/joblook.h"

namespace ui {

using namespace client::contract;

Chip lookOf(JobState state)
{
    switch (state) {
    case JobState::Planning:
        return {Glyph::Clock, ShownStatus::Lost};
    case JobState::Planned:
        return {Glyph::DiamondOutline, ShownStatus::Lost};
    case JobState::PendingApproval:
        return {Glyph::Clock, ShownStatus::Retrying};
    case JobState::Holding:
        return {Glyph::Clock, ShownStatus::FundsHeld};
    case JobState::Running:
        return {Glyph::Play, ShownStatus::FundsHeld};
    case JobState::Paused:
        return {Glyph::Pause, ShownStatus::Retrying};
    case JobState::Completed:
        return {Glyph::Check, ShownStatus::Won};
    case JobState::CompletedWithExceptions:
        return {Glyph::DiamondOutline, ShownStatus::Retrying};
    case JobState::Rejected:
        return {Glyph::Close, ShownStatus::Lost};
    case JobState::Cancelled:
    case JobState::Withdrawn:
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Superseded:
        break;
    }
    return {Glyph::Dash, ShownStatus::Lost};
}

Chip lookOf(JobItemState state, JobKind kind)
{
    switch (state) {
    case JobItemState::Pending:
        return {Glyph::Clock, ShownStatus::Lost};
    case JobItemState::Running:
        return {Glyph::Play, ShownStatus::FundsHeld};
    case JobItemState::Applied:
        return kind == JobKind::Refund ? Chip{Glyph::ReturnArrow, ShownStatus::Refunded}
                                       : Chip{Glyph::Diamond, ShownStatus::Recalculated};
    case JobItemState::NeedsInput:
        return {Glyph::DiamondOutline, ShownStatus::Retrying};
    case JobItemState::Deferred:
        return {Glyph::Clock, ShownStatus::Retrying};
    case JobItemState::Held:
        return {Glyph::Pause, ShownStatus::Retrying};
    case JobItemState::Failed:
        return {Glyph::FilledTriangle, ShownStatus::Failed};
    case JobItemState::InDoubt:
        return {Glyph::DashedQuestion, ShownStatus::InDoubt};
    case JobItemState::Unchanged:
    case JobItemState::Skipped:
    case JobItemState::Superseded:
    case JobItemState::Cancelled:
        break;
    }
    return {Glyph::Dash, ShownStatus::Lost};
}

} // namespace ui
