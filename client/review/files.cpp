// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/files.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace client::review {

namespace {

// Who writes line by line would have it read for every line.
constexpr int changedDelayMs = 300;

} // namespace

Files::Files(QString folder, QObject* parent) : QObject(parent), m_folder(std::move(folder))
{
    m_changedDelay.setSingleShot(true);
    m_changedDelay.setInterval(changedDelayMs);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Files::onFileChanged);
    connect(&m_changedDelay, &QTimer::timeout, this, &Files::lookAtChanged);
}

Files::~Files()
{
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (!m_opened[i].password.empty())
            forget(m_files[i].path);
    }
}

std::size_t Files::indexOf(const QString& path) const
{
    const auto found =
        std::find_if(m_files.begin(), m_files.end(), [&](const File& file) { return file.path == path; });
    return static_cast<std::size_t>(found - m_files.begin());
}

const Files::File* Files::find(const QString& path) const
{
    const std::size_t index = indexOf(path);
    return index < m_files.size() ? &m_files[index] : nullptr;
}

bool Files::isLoading() const
{
    return std::any_of(m_files.begin(), m_files.end(), [](const File& file) { return file.isLoading; });
}

std::vector<Source> Files::sources() const
{
    std::vector<Source> sources;
    for (const File& file : m_files) {
        if (file.log)
            sources.push_back({file.log, file.shiftMs});
    }
    return sources;
}

void Files::open(const QString& path, std::int64_t shiftMs, const std::string& password)
{
    const auto whole = QFileInfo(path).absoluteFilePath();
    const std::size_t known = indexOf(whole);
    if (known == m_files.size()) {
        m_files.push_back({.path = whole, .shiftMs = shiftMs, .log = nullptr});
        m_opened.emplace_back();
    } else if (!m_files[known].problem) {
        return; // its shift was perhaps set by hand
    }
    m_files[known].shiftMs = shiftMs;
    m_opened[known].password = password;
    load(whole);
    Q_EMIT changed();
}

void Files::openLines(const QString& name, const QByteArray& lines, bool isPart)
{
    if (indexOf(name) < m_files.size())
        remove(indexOf(name));
    m_files.push_back({.path = name, .isMemory = true, .isPart = isPart, .log = nullptr});
    m_opened.emplace_back();
    m_opened.back().lines = lines;
    load(name);
    Q_EMIT changed();
}

void Files::load(const QString& path)
{
    const std::size_t index = indexOf(path);
    m_files[index].isLoading = true;
    m_files[index].progress = {};
    m_files[index].problem.reset();
    const QFileInfo now(path);
    m_opened[index].bytes = now.size();
    m_opened[index].modifiedMs = now.lastModified().toMSecsSinceEpoch();
    auto loader = std::make_unique<LogLoader>();
    connect(loader.get(), &LogLoader::progressed, this, [this, path](const Progress& progress) {
        m_files[indexOf(path)].progress = progress;
        Q_EMIT progressed();
    });
    connect(loader.get(), &LogLoader::firstRowsCame, this, [this, path](const std::shared_ptr<const Log>& log) {
        File& file = m_files[indexOf(path)];
        if (file.log)
            return; // more than the first rows are here already
        file.log = log;
        Q_EMIT changed();
    });
    connect(loader.get(), &LogLoader::opened, this,
            [this, path](const std::shared_ptr<const Log>& log) { finish(path, log); });
    connect(loader.get(), &LogLoader::failed, this, [this, path](const contract::Error& error) {
        File& file = m_files[indexOf(path)];
        file.problem = error;
        finish(path, m_opened[indexOf(path)].isKnown ? file.log : nullptr);
        Q_EMIT failed(path, error);
    });
    connect(loader.get(), &LogLoader::cancelled, this, [this, path] {
        const std::size_t at = indexOf(path);
        if (m_opened[at].isKnown)
            finish(path, m_files[at].log);
        else
            remove(at);
        Q_EMIT cancelled(path);
    });
    if (m_files[index].isMemory)
        loader->openLines(path, std::exchange(m_opened[index].lines, {}));
    else
        loader->open(path, m_folder, m_opened[index].password);
    m_opened[index].loader = std::move(loader);
}

void Files::finish(const QString& path, const std::shared_ptr<const Log>& log)
{
    const std::size_t index = indexOf(path);
    m_files[index].log = log;
    m_files[index].isLoading = false;
    m_opened[index].isKnown = log != nullptr;
    // It is the one that calls.
    m_opened[index].loader.release()->deleteLater();
    if (log && !m_files[index].isMemory) {
        m_watcher.addPath(path);
        m_changedDelay.start(); // it may have changed while it was read
    }
    Q_EMIT changed();
}

void Files::remove(std::size_t index)
{
    const auto path = m_files[index].path;
    m_watcher.removePath(path);
    if (auto* loader = m_opened[index].loader.release()) {
        loader->disconnect(this);
        loader->cancel();
        loader->deleteLater();
    }
    m_files.erase(m_files.begin() + static_cast<std::ptrdiff_t>(index));
    m_opened.erase(m_opened.begin() + static_cast<std::ptrdiff_t>(index));
    Q_EMIT changed();
}

void Files::forget(const QString& path) const
{
    const QDir folder(m_folder);
    for (const QString& name : folder.entryList({cacheKey(path) + QStringLiteral("*")}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

void Files::close(const QString& path)
{
    const std::size_t index = indexOf(path);
    if (index == m_files.size())
        return;
    remove(index);
    forget(path);
}

void Files::setShift(const QString& path, std::int64_t shiftMs)
{
    const std::size_t index = indexOf(path);
    if (index == m_files.size() || m_files[index].shiftMs == shiftMs)
        return;
    m_files[index].shiftMs = shiftMs;
    Q_EMIT changed();
}

void Files::cancel()
{
    for (Opened& opened : m_opened) {
        if (opened.loader)
            opened.loader->cancel();
    }
}

void Files::onFileChanged(const QString& path)
{
    if (indexOf(path) < m_files.size() && !m_changedDelay.isActive())
        m_changedDelay.start();
}

void Files::lookAtChanged()
{
    bool isLater = false;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        const QFileInfo now(m_files[i].path);
        if (m_files[i].isMemory || !now.exists())
            continue;
        // A file that was replaced by another of its name is no longer watched.
        m_watcher.addPath(m_files[i].path);
        if (now.size() == m_opened[i].bytes && now.lastModified().toMSecsSinceEpoch() == m_opened[i].modifiedMs)
            continue;
        if (m_files[i].isLoading)
            isLater = true;
        else
            load(m_files[i].path);
    }
    if (isLater)
        m_changedDelay.start();
    Q_EMIT progressed();
}

} // namespace client::review
