// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/logloader.h"

namespace client::review {

LogLoader::~LogLoader()
{
    cancel();
}

void LogLoader::cancel()
{
    m_thread.request_stop();
}

void LogLoader::open(const QString& path, const QString& folder, const std::string& password)
{
    // What is posted to this object dies with it, and the thread ends before it does.
    const auto tell = [this](auto&& signal) {
        QMetaObject::invokeMethod(this, std::forward<decltype(signal)>(signal), Qt::QueuedConnection);
    };
    m_thread = std::jthread([this, tell, path, folder, password](const std::stop_token& stop) {
        Log::Options options{folder};
        options.password = password;
        options.hooks.stop = stop;
        options.hooks.progress = [&](const Progress& progress) { tell([=, this] { Q_EMIT progressed(progress); }); };
        options.firstRows = [&](const std::shared_ptr<const Log>& log) {
            tell([=, this] { Q_EMIT firstRowsCame(log); });
        };
        const auto log = Log::open(path, options);
        if (!log)
            tell([=, this, error = log.error()] { Q_EMIT failed(error); });
        else if (!*log)
            tell([=, this] { Q_EMIT cancelled(); });
        else
            tell([=, this, opened = *log] { Q_EMIT this->opened(opened); });
    });
}

} // namespace client::review
