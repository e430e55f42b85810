// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replayloader.h"

#include "client/review/rowsets.h"

namespace client::review {

ReplayLoader::~ReplayLoader()
{
    m_thread.request_stop();
}

void ReplayLoader::open(const QString& path, const QString& folder, const std::string& password)
{
    // What is posted to this object dies with it, and the thread ends before it does.
    const auto tell = [this](auto&& signal) {
        QMetaObject::invokeMethod(this, std::forward<decltype(signal)>(signal), Qt::QueuedConnection);
    };
    m_thread = std::jthread([this, tell, path, folder, password](const std::stop_token& stop) {
        OpenedReplay made;
        const auto head = bundle::Bundle::open(path, {.password = password});
        if (head) {
            made.manifest = (*head)->manifest();
            made.signature = (*head)->signature();
        } else if (head.error().flaw == bundle::Flaw::NeedsPassword ||
                   head.error().flaw == bundle::Flaw::WrongPassword) {
            const bool wasWrong = head.error().flaw == bundle::Flaw::WrongPassword;
            return tell([=, this] { Q_EMIT passwordWanted(wasWrong); });
        }
        // What is no bundle may still be lines of events; a bundle with a flaw is refused below, with its reason.
        Log::Options options{folder};
        options.hooks.stop = stop;
        options.password = password;
        const auto log = Log::open(path, options);
        if (!log)
            return tell([=, this, detail = QString::fromStdString(log.error().detail)] { Q_EMIT failed(detail); });
        if (!*log)
            return;
        made.isCut = (*log)->isCut();
        made.damaged = damaged(**log).count();
        made.replay = std::make_shared<Replay>(*log, stop);
        if (stop.stop_requested())
            return;
        tell([this, made] { Q_EMIT opened(made); });
    });
}

} // namespace client::review
