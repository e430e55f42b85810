// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/logloader.h"
#include "client/review/merged.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace client::review {

// The files that are open in a review, each read on a thread of its own. A file that changes is read anew and shown as
// it was until then. One thread.
class Files : public QObject
{
    Q_OBJECT

public:
    struct File
    {
        QString path; // absolute; the name of lines in memory
        bool isMemory = false;
        bool isPart = false; // of memory: lines are missing, older ones or damaged ones
        std::int64_t shiftMs = 0;
        std::shared_ptr<const Log> log; // null: nothing of it is read yet
        bool isLoading = false;
        Progress progress = {};                      // while it is loading
        std::optional<contract::Error> problem = {}; // of the last reading
    };

    // Columns and unpacked texts lie in `folder`. What a password protects does not stay there for longer than this.
    explicit Files(QString folder, QObject* parent = nullptr);
    ~Files() override;

    // Does nothing about a file that is open, unless it could not be read.
    void open(const QString& path, std::int64_t shiftMs = 0, const std::string& password = {});
    // Lines in memory, in the place of those that had this name before. Nothing of them is written anywhere.
    void openLines(const QString& name, const QByteArray& lines, bool isPart = false);
    // Its columns and its unpacked text go too.
    void close(const QString& path);
    void setShift(const QString& path, std::int64_t shiftMs);
    // What is being read stays as it was before; what was not there before is closed.
    void cancel();

    const std::vector<File>& list() const { return m_files; }
    const File* find(const QString& path) const;
    bool isLoading() const;
    // Those of which something is there, in their order.
    std::vector<Source> sources() const;

Q_SIGNALS:
    void changed();    // files, shifts, lines
    void progressed(); // of what is being read
    void failed(const QString& path, const client::contract::Error& error);
    void cancelled(const QString& path);

private:
    struct Opened
    {
        std::unique_ptr<LogLoader> loader;
        std::string password;
        QByteArray lines;      // of memory, until they are read
        bool isKnown = false;  // its lines were all here before
        qint64 bytes = 0;      // of the file itself when its reading began
        qint64 modifiedMs = 0; // UTC, the same
    };

    std::size_t indexOf(const QString& path) const;
    void load(const QString& path);
    void finish(const QString& path, const std::shared_ptr<const Log>& log);
    void remove(std::size_t index);
    void forget(const QString& path) const;
    void onFileChanged(const QString& path);
    void lookAtChanged();

    const QString m_folder;
    std::vector<File> m_files;
    std::vector<Opened> m_opened; // beside m_files
    QFileSystemWatcher m_watcher;
    QTimer m_changedDelay;
};

} // namespace client::review
