// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/log.h"

#include <QObject>

#include <functional>
#include <memory>
#include <thread>

namespace client::review {

// Opens one file on a thread of its own. Signals come on the thread of this object; exactly one of opened(), failed()
// and cancelled() ends it, after any number of the others. Destroying it cancels.
class LogLoader : public QObject
{
    Q_OBJECT

public:
    explicit LogLoader(QObject* parent = nullptr) : QObject(parent) {}
    ~LogLoader() override;

    // Once per loader.
    void open(const QString& path, const QString& folder, const std::string& password = {});
    // The same for lines in memory, that are called `name`.
    void openLines(const QString& name, const QByteArray& lines);
    void cancel();

Q_SIGNALS:
    void progressed(const client::review::Progress& progress);
    void firstRowsCame(const std::shared_ptr<const client::review::Log>& log);
    void opened(const std::shared_ptr<const client::review::Log>& log);
    void failed(const client::contract::Error& error);
    void cancelled();

private:
    void run(std::function<contract::Result<std::shared_ptr<const Log>>(const Log::Options&)> openIt);

    std::jthread m_thread;
};

} // namespace client::review
