// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/cacheworker.h"

#include <QMetaObject>
#include <QObject>
#include <QThread>

namespace client::store {

struct CacheWorker::Impl
{
    std::unique_ptr<Cache> cache; // touched by the worker thread only
    QThread thread;
    QObject* there = nullptr; // lives in the worker thread
    QObject here;             // lives in the maker's; its end drops the answers that still wait
    std::function<CacheLimits()> limits;
    int batches = 0; // since the last trim

    void trim()
    {
        batches = 0;
        // A failure only means that it is done later.
        post([limits = limits()](Cache& kept) { return kept.trim(limits); },
             [](const contract::Result<std::int64_t>&) {});
    }
    void countBatch()
    {
        if (++batches >= batchesBetweenTrims && limits)
            trim();
    }

    template <typename Job, typename Told>
    void post(Job job, Told done)
    {
        QMetaObject::invokeMethod(
            there,
            [this, run = std::move(job), told = std::move(done)]() mutable {
                auto result = run(*cache);
                QMetaObject::invokeMethod(
                    &here, [answer = std::move(result), tell = std::move(told)]() mutable { tell(std::move(answer)); },
                    Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    }
};

CacheWorker::CacheWorker(std::unique_ptr<Cache> cache) : m_impl(std::make_unique<Impl>())
{
    m_impl->cache = std::move(cache);
    m_impl->there = new QObject;
    m_impl->there->moveToThread(&m_impl->thread);
    m_impl->thread.setObjectName(QStringLiteral("cache"));
    m_impl->thread.start();
}

CacheWorker::~CacheWorker()
{
    // Queued behind every job, so that what was given is stored before the end.
    QThread* const thread = &m_impl->thread;
    QMetaObject::invokeMethod(
        m_impl->there, [thread] { thread->quit(); }, Qt::QueuedConnection);
    thread->wait();
    delete m_impl->there;
}

void CacheWorker::apply(std::vector<contract::FeedEvent> events, Done done)
{
    m_impl->post([rows = std::move(events)](Cache& cache) mutable { return cache.apply(std::move(rows)); },
                 std::move(done));
    m_impl->countBatch();
}

void CacheWorker::applySnapshot(std::vector<contract::BetRow> bets, std::vector<contract::RoundRow> rounds,
                                std::string cursor, Done done)
{
    m_impl->post([bets = std::move(bets), rounds = std::move(rounds),
                  cursor = std::move(cursor)](Cache& cache) { return cache.applySnapshot(bets, rounds, cursor); },
                 std::move(done));
    m_impl->countBatch();
}

void CacheWorker::applyLook(std::vector<contract::BetRow> bets, Done done)
{
    m_impl->post([bets = std::move(bets)](Cache& cache) { return cache.applyLook(bets); }, std::move(done));
    m_impl->countBatch();
}

void CacheWorker::clear(Done done)
{
    m_impl->post(
        [](Cache& cache) -> contract::Result<Applied> {
            if (auto cleared = cache.clear(); !cleared)
                return tl::unexpected(cleared.error());
            return Applied{};
        },
        std::move(done));
}

void CacheWorker::keepWithin(std::function<CacheLimits()> limits)
{
    m_impl->limits = std::move(limits);
    m_impl->trim();
}

void CacheWorker::keepAnswer(std::string target, KeptAnswer answer)
{
    m_impl->post([target = std::move(target),
                  answer = std::move(answer)](Cache& cache) { return cache.keepAnswer(target, answer); },
                 [](const contract::Result<void>&) {});
}

void CacheWorker::recallAnswer(std::string target, Recalled done)
{
    struct Found
    {
        std::optional<KeptAnswer> answer;
        std::int64_t unreadable = 0;
    };
    m_impl->post(
        [target = std::move(target)](Cache& cache) {
            Found found;
            found.answer = cache.keptAnswer(target);
            // Before a fresh answer has the place of the damaged one.
            found.unreadable = cache.forgetUnreadable().value_or(0);
            return found;
        },
        [tell = std::move(done)](Found found) { tell(std::move(found.answer), found.unreadable); });
}

void CacheWorker::recallTold(std::size_t bytesMax, RecalledTold done)
{
    m_impl->post([bytesMax](Cache& cache) { return cache.told(bytesMax); }, std::move(done));
}

} // namespace client::store
