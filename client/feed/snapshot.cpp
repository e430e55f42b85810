// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/feed/snapshot.h"

#include <utility>

namespace client::feed {

namespace {

constexpr int pageRows = 500;
// A service that always promises one more page would keep us for ever.
constexpr int pagesMax = 2'000;

} // namespace

Snapshot::Snapshot(api::BetApi& api, const SnapshotLimits& limits, Listener listener)
    : m_api(api), m_limits(limits), m_listener(std::move(listener))
{
}

Snapshot::~Snapshot()
{
    if (!m_call)
        return;
    QObject::disconnect(m_call, &api::Call::finished, nullptr, nullptr);
    m_call->stop();
}

void Snapshot::start()
{
    ask();
}

void Snapshot::next()
{
    if (!m_held)
        return ask();
    auto page = *std::exchange(m_held, std::nullopt);
    tellPage(std::move(page.rows), {}, false);
}

// Copies of the listener's functions, because they may destroy this object.
void Snapshot::tellPage(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds, bool last)
{
    const auto page = m_listener.page;
    page(std::move(bets), std::move(rounds), last);
}

void Snapshot::tellFailed(const contract::Answer& answer)
{
    const auto failed = m_listener.failed;
    failed(answer);
}

void Snapshot::ask()
{
    ++m_pages;
    if (m_bets) {
        api::BetFilter filter;
        filter.cursor = m_cursor;
        filter.limit = pageRows;
        auto* const call = m_api.bets(filter);
        m_call = call;
        QObject::connect(call, &api::Call::finished, call, [this, call] { onBets(*call); });
    } else {
        auto* const call = m_api.rounds(m_cursor);
        m_call = call;
        QObject::connect(call, &api::Call::finished, call, [this, call] { onRounds(*call); });
    }
}

void Snapshot::onBets(const api::CallOf<contract::Page<contract::BetRow>>& call)
{
    m_call = nullptr;
    if (!call.result())
        return fail(call.answer(), call.result().error());
    contract::Page<contract::BetRow> page = *call.result();
    m_rows += static_cast<int>(page.rows.size());
    m_cursor = page.nextCursor;
    if (m_cursor.empty() || m_rows >= m_limits.bets || m_pages >= pagesMax) {
        m_bets = false;
        m_cursor.clear();
        m_rows = 0;
        m_pages = 0;
    }
    if (m_begun)
        return tellPage(std::move(page.rows), {}, false);
    const auto position = Position::parse(page.eventCursor);
    if (!position) {
        contract::Answer answer = call.answer();
        answer.detail = "The service did not say where its events go on.";
        return tellFailed(answer);
    }
    m_begun = true;
    m_position = *position;
    m_held = std::move(page);
    const auto begun = m_listener.begun;
    begun(*position);
}

void Snapshot::onRounds(const api::CallOf<contract::Page<contract::RoundRow>>& call)
{
    m_call = nullptr;
    if (!call.result())
        return fail(call.answer(), call.result().error());
    contract::Page<contract::RoundRow> page = *call.result();
    m_rows += static_cast<int>(page.rows.size());
    m_cursor = page.nextCursor;
    const bool last = m_cursor.empty() || m_rows >= m_limits.rounds || m_pages >= pagesMax;
    tellPage({}, std::move(page.rows), last);
}

void Snapshot::fail(const contract::Answer& answer, const contract::Error& error)
{
    contract::Answer failed = answer;
    if (failed.detail.empty())
        failed.detail = error.detail;
    tellFailed(failed);
}

} // namespace client::feed
