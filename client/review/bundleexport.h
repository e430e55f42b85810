// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/bundle/bundlewriter.h"
#include "client/review/lookup.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <thread>
#include <vector>

namespace client::review {

// A line of the merged list that somebody wrote about.
struct LineNote
{
    std::uint32_t position = 0;
    QStringList tags = {};
    QString note = {};
    bool operator==(const LineNote&) const = default;
};

struct ExportOrder
{
    std::shared_ptr<const Answer> answer;
    bool matchesOnly = false;         // the lines that the question found, else all
    std::vector<LineNote> notes = {}; // of lines that do not go along, they do not either
    bundle::ExportOptions options = {};
    QString path = {};
};

// How many lines go along, and about how long they are before packing: a thousand of them are measured.
struct ExportSize
{
    std::uint64_t lines = 0;
    std::uint64_t bytes = 0;
};
ExportSize exportSize(const Answer& answer, bool matchesOnly);

// Writes lines of a review into a bundle, on a thread of its own. Of what is given up nothing stays.
class BundleExport : public QObject
{
    Q_OBJECT

public:
    // The thread alone asks `random`.
    explicit BundleExport(std::unique_ptr<ports::Random> random, QObject* parent = nullptr);
    ~BundleExport() override;

    // One at a time.
    void start(const ExportOrder& order);
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void progressed(quint64 lines);
    void finished(const client::bundle::Manifest& manifest);
    void failed(const client::contract::Error& error);
    void cancelled();

private:
    std::unique_ptr<ports::Random> m_random;
    bool m_running = false;
    std::jthread m_thread;
};

} // namespace client::review
