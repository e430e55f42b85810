// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/confirmwake.h"

#include "ui/widgets/confirmbutton.h"

#include <algorithm>

namespace ui {

ConfirmWake::ConfirmWake(ConfirmButton& button, const client::ports::Clock& clock) : m_button(button), m_clock(clock) {}

void ConfirmWake::startOver()
{
    if (m_completeSinceMs)
        m_completeSinceMs = m_clock.steadyMs();
}

void ConfirmWake::update(bool isComplete, const QString& verb)
{
    const auto now = m_clock.steadyMs();
    if (!isComplete)
        m_completeSinceMs.reset();
    else if (!m_completeSinceMs)
        m_completeSinceMs = now;
    const auto left = m_completeSinceMs ? std::max<std::int64_t>(0, *m_completeSinceMs + wakeMs - now) : wakeMs;
    const auto counting = [&verb](std::int64_t seconds) {
        return tr("%1 (%2)", "a button that wakes in %2 seconds").arg(verb, QString::number(seconds));
    };
    m_button.setEnabled(isComplete && left == 0);
    m_button.setAccessibleName(verb);
    m_button.setToolTip(tr("Click, or press Ctrl+Enter while this button has the focus."));
    m_button.setText(counting(wakeMs / 1'000));
    m_button.setMinimumWidth(m_button.sizeHint().width());
    m_button.setText(isComplete && left > 0 ? counting((left + 999) / 1'000) : verb);
}

} // namespace ui
