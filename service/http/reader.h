// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace service::http {

// Runs reads on a thread and a store connection of its own, so that they never wait for the writer nor it for them.
class Reader
{
public:
    using Open = std::function<std::unique_ptr<core::Store>()>;
    using Read = std::function<void(core::Store&)>;
    using Failed = std::function<void(const core::StoreError&)>;

    // `open` is called on the reader's thread, again after each failure.
    Reader(Open open, std::size_t queueMax);
    ~Reader();

    // False: too much waits already. `read` runs inside a transaction, which is one moment of the store; exactly one of
    // the two is called to its end, on the reader's thread.
    bool submit(Read read, Failed failed);
    std::size_t depth() const;
    // What waits is still done.
    void stop();

private:
    struct Task
    {
        Read read;
        Failed failed;
    };
    void run();
    void runTask(std::unique_ptr<core::Store>& store, const Task& task) const;

    const Open m_open;
    const std::size_t m_queueMax;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<Task> m_queue;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace service::http
