// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/calllog.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace client::api {

using contract::Exchange;

CallLog::CallLog(ports::Transport& inner, const ports::Clock& clock, QObject* parent)
    : QObject(parent), m_inner(inner), m_clock(clock)
{
}

std::uint64_t CallLog::begin(const ports::HttpRequest& request)
{
    LoggedCall call;
    call.number = ++m_number;
    call.atMs = m_clock.utcMs();
    call.method = request.method;
    call.target = request.target;
    call.correlationId = contract::headerValue(request.headers, "X-Correlation-Id");
    m_calls.push_back(call);
    if (m_calls.size() > callsMax)
        m_calls.pop_front();
    Q_EMIT began(call);
    return call.number;
}

template <typename Change>
void CallLog::change(std::uint64_t number, Change&& apply)
{
    const auto found = std::find_if(m_calls.rbegin(), m_calls.rend(),
                                    [number](const LoggedCall& call) { return call.number == number; });
    if (found == m_calls.rend())
        return;
    apply(*found);
    Q_EMIT went(LoggedCall(*found));
}

void CallLog::end(std::uint64_t number, const Exchange& exchange)
{
    change(number, [&exchange](LoggedCall& call) {
        call.isOver = true;
        call.error = exchange.error;
        call.maybeSent = exchange.maybeSent;
        call.status = exchange.status;
        call.durationMs = exchange.durationMs;
        call.bytes = static_cast<std::int64_t>(exchange.body.size());
    });
}

CallLog::Id CallLog::send(ports::HttpRequest request, Done done)
{
    const auto number = begin(request);
    const auto own = std::make_shared<Id>(); // known once send() has returned, before any answer can come
    *own = m_inner.send(std::move(request), [this, number, own, done = std::move(done)](const Exchange& exchange) {
        m_running.erase(*own);
        end(number, exchange);
        done(exchange);
    });
    m_running[*own] = number;
    return *own;
}

CallLog::Id CallLog::stream(ports::HttpRequest request, StreamHandler handler)
{
    const auto number = begin(request);
    const auto own = std::make_shared<Id>();
    StreamHandler logged = handler;
    logged.onHeaders = [this, number, onHeaders = handler.onHeaders](int status, const auto& headers) {
        change(number, [status](LoggedCall& call) { call.status = status; });
        onHeaders(status, headers);
    };
    logged.onEnd = [this, number, own, onEnd = handler.onEnd](const Exchange& exchange) {
        m_running.erase(*own);
        end(number, exchange);
        onEnd(exchange);
    };
    *own = m_inner.stream(std::move(request), std::move(logged));
    m_running[*own] = number;
    return *own;
}

void CallLog::abort(Id id)
{
    if (const auto running = m_running.find(id); running != m_running.end()) {
        const auto number = running->second;
        m_running.erase(running);
        change(number, [this](LoggedCall& call) {
            call.isOver = true;
            call.error = contract::TransportError::Aborted;
            call.durationMs = std::max<std::int64_t>(m_clock.utcMs() - call.atMs, 0);
        });
    }
    m_inner.abort(id);
}

} // namespace client::api
