// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replayloader.h"

#include "client/review/rowsets.h"

#include <algorithm>
#include <utility>

namespace client::review {

namespace {

std::vector<Unseen> unseenIn(const Columns& columns)
{
    const DictionaryView& types = columns.dictionary(Dictionary::Type);
    std::vector<Unseen> unseen;
    std::int64_t toldAt = 0;
    bool isSnapshot = false;
    for (std::uint64_t row = 0; row < columns.rows(); ++row) {
        if (columns.kind(row) != LineKind::Event)
            continue;
        const std::int64_t at = columns.value(Column::At, row);
        const auto type = types.text(static_cast<std::uint32_t>(columns.value(Column::Type, row)));
        const bool wasSnapshot = std::exchange(isSnapshot, type == contract::betSeen || type == contract::roundSeen);
        if (isSnapshot && !wasSnapshot && toldAt != 0 && at > toldAt)
            unseen.push_back({toldAt, at});
        toldAt = std::max(toldAt, at);
    }
    return unseen;
}

} // namespace

ReplayLoader::~ReplayLoader()
{
    m_thread.request_stop();
}

void ReplayLoader::run(std::function<void(const std::stop_token& stop, const Tell& tell)> work)
{
    m_thread = std::jthread([this, work = std::move(work)](const std::stop_token& stop) {
        // What is posted to this object dies with it, and the thread ends before it does.
        work(stop, [this](std::function<void()> signal) {
            QMetaObject::invokeMethod(this, std::move(signal), Qt::QueuedConnection);
        });
    });
}

void ReplayLoader::make(const std::shared_ptr<const Log>& log, OpenedReplay made, const std::stop_token& stop,
                        const Tell& tell)
{
    made.isCut = log->isCut();
    made.damaged = damaged(*log).count();
    made.replay = std::make_shared<Replay>(log, stop);
    if (stop.stop_requested())
        return;
    tell([this, made] { Q_EMIT opened(made); });
}

void ReplayLoader::open(const QString& path, const QString& folder, const std::string& password)
{
    run([this, path, folder, password](const std::stop_token& stop, const Tell& tell) {
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
        options.wantsNotes = true;
        const auto log = Log::open(path, options);
        if (!log)
            return tell([=, this, detail = QString::fromStdString(log.error().detail)] { Q_EMIT failed(detail); });
        if (*log)
            make(*log, made, stop, tell);
    });
}

void ReplayLoader::openLines(QByteArray lines)
{
    run([this, lines = std::move(lines)](const std::stop_token& stop, const Tell& tell) {
        const auto log = Log::fromText(lines, {}, {stop, {}});
        if (!log)
            return tell([=, this, detail = QString::fromStdString(log.error().detail)] { Q_EMIT failed(detail); });
        if (!*log)
            return;
        OpenedReplay made;
        made.unseen = unseenIn((*log)->columns());
        make(*log, made, stop, tell);
    });
}

} // namespace client::review
