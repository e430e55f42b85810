// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/reader.h"

namespace service::http {

Reader::Reader(Open open, std::size_t queueMax)
    : m_open(std::move(open)), m_queueMax(queueMax), m_thread([this] { run(); })
{
}

Reader::~Reader()
{
    stop();
}

bool Reader::submit(Read read, Failed failed)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= m_queueMax)
            return false;
        m_queue.push_back({std::move(read), std::move(failed)});
    }
    m_filled.notify_one();
    return true;
}

std::size_t Reader::depth() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

void Reader::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_filled.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Reader::run()
{
    std::unique_ptr<core::Store> store;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_filled.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
        if (m_queue.empty())
            return;
        const Task task = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        runTask(store, task);
        lock.lock();
    }
}

void Reader::runTask(std::unique_ptr<core::Store>& store, const Task& task) const
{
    try {
        if (!store)
            store = m_open();
        core::Transaction moment(*store);
        task.read(*store);
    } catch (const core::StoreError& error) {
        store.reset();
        task.failed(error);
    } catch (const std::exception& error) {
        store.reset();
        task.failed(core::StoreError(core::StoreError::Kind::Other, error.what()));
    }
}

} // namespace service::http
