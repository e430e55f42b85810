// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/logloader.h"

#include <utility>

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
    run([path, folder, password](Log::Options options) {
        options.folder = folder;
        options.password = password;
        options.wantsNotes = true;
        return Log::open(path, options);
    });
}

void LogLoader::openLines(const QString& name, const QByteArray& lines)
{
    run([name, lines](const Log::Options& options) { return Log::fromText(lines, name, options.hooks); });
}

void LogLoader::run(std::function<contract::Result<std::shared_ptr<const Log>>(const Log::Options&)> openIt)
{
    // What is posted to this object dies with it, and the thread ends before it does.
    const auto tell = [this](auto&& signal) {
        QMetaObject::invokeMethod(this, std::forward<decltype(signal)>(signal), Qt::QueuedConnection);
    };
    m_thread = std::jthread([this, tell, openIt = std::move(openIt)](const std::stop_token& stop) {
        Log::Options options;
        options.hooks.stop = stop;
        options.hooks.progress = [&](const Progress& progress) { tell([=, this] { Q_EMIT progressed(progress); }); };
        options.firstRows = [&](const std::shared_ptr<const Log>& log) {
            tell([=, this] { Q_EMIT firstRowsCame(log); });
        };
        const auto log = openIt(options);
        if (!log)
            tell([=, this, error = log.error()] { Q_EMIT failed(error); });
        else if (!*log)
            tell([=, this] { Q_EMIT cancelled(); });
        else
            tell([=, this, opened = *log] { Q_EMIT this->opened(opened); });
    });
}

} // namespace client::review
