// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/qttimers.h"

#include <QTimer>

#include <algorithm>
#include <limits>
#include <map>

namespace client::api {

struct QtTimers::Impl
{
    Id lastId = 0;
    std::map<Id, QTimer*> timers;
};

QtTimers::QtTimers(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>()) {}

QtTimers::~QtTimers() = default;

ports::Timers::Id QtTimers::after(std::int64_t delayMs, std::function<void()> then)
{
    const Id id = ++m_impl->lastId;
    auto* timer = new QTimer(this);
    timer->setSingleShot(true);
    // A coarse timer may fire up to 5 % early, which would be before the time that was asked for.
    timer->setTimerType(Qt::PreciseTimer);
    m_impl->timers.emplace(id, timer);
    connect(timer, &QTimer::timeout, this, [this, id, timer, run = std::move(then)] {
        m_impl->timers.erase(id);
        timer->deleteLater();
        run();
    });
    timer->start(static_cast<int>(std::clamp<std::int64_t>(delayMs, 0, std::numeric_limits<int>::max())));
    return id;
}

void QtTimers::cancel(Id id)
{
    const auto found = m_impl->timers.find(id);
    if (found == m_impl->timers.end())
        return;
    QTimer* const timer = found->second;
    m_impl->timers.erase(found);
    timer->stop();
    timer->deleteLater();
}

} // namespace client::api
