// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/failurebets.h"

#include "ui/jobtexts.h"

namespace ui {

using client::contract::BetRow;
using client::contract::FailureId;

FailureBets::FailureBets(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                         QObject* parent)
    : QObject(parent), m_api(api), m_clock(clock), m_model(clock, format, betsMax)
{
}

FailureBets::~FailureBets()
{
    giveUpCall();
}

void FailureBets::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void FailureBets::show(const FailureId& failure)
{
    if (failure == m_failure)
        return;
    giveUpCall();
    m_failure = failure;
    m_model.clear();
    m_problem.clear();
    m_complete = false;
    if (failure.empty())
        Q_EMIT loadingChanged();
    else
        reload();
}

void FailureBets::reload()
{
    if (m_failure.empty())
        return;
    giveUpCall();
    m_stale = false;
    m_read = 0;
    ask({});
}

void FailureBets::ask(const std::string& cursor)
{
    auto* call = m_api.failureBets(m_failure, cursor);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        m_readAtMs = m_clock.steadyMs();
        if (const auto& page = call->result()) {
            m_problem.clear();
            m_read += static_cast<int>(page->rows.size());
            m_model.apply(page->rows, false);
            if (!page->nextCursor.empty() && m_read < betsMax)
                return ask(page->nextCursor);
            m_complete = page->nextCursor.empty();
        } else {
            m_problem = JobTexts::refusal(call->answer());
            m_stale = true;
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

void FailureBets::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver)
        m_model.clear();
    std::vector<BetRow> ours;
    for (const auto& row : rows.bets) {
        if (m_model.rowOf(BetKey::of(row)) >= 0)
            ours.push_back(row);
    }
    if (!ours.empty())
        m_model.apply(ours, !rows.snapshot);
}

void FailureBets::tick()
{
    if (m_stale && !m_call && m_clock.steadyMs() - m_readAtMs >= againAfterMs)
        reload();
}

} // namespace ui
