// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/timers.h"

#include <QObject>

#include <memory>

namespace client::api {

// ports::Timers on the event loop of the thread that it lives in.
class QtTimers : public QObject, public ports::Timers
{
    Q_OBJECT

public:
    explicit QtTimers(QObject* parent = nullptr);
    ~QtTimers() override;

    Id after(std::int64_t delayMs, std::function<void()> then) override;
    void cancel(Id id) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::api
