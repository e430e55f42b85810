// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/bundleexport.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace client::review {

namespace {

constexpr std::uint64_t toldEvery = 10'000;
constexpr std::uint64_t measuredLines = 1'000;

// The lines of an order by their number in the bundle.
class Chosen
{
public:
    Chosen(const Answer& answer, bool matchesOnly)
        : m_merged(*answer.merged), m_matches(matchesOnly ? answer.matches.get() : nullptr)
    {
    }

    std::uint64_t count() const { return m_matches ? m_matches->size() : m_merged.rows(); }
    std::uint64_t position(std::uint64_t number) const { return m_matches ? (*m_matches)[number] : number; }
    // `count()`: it does not go along.
    std::uint64_t number(std::uint32_t position) const
    {
        if (!m_matches)
            return position;
        const auto found = std::lower_bound(m_matches->begin(), m_matches->end(), position);
        return found == m_matches->end() || *found != position ? count()
                                                               : static_cast<std::uint64_t>(found - m_matches->begin());
    }
    std::string_view line(std::uint64_t number) const
    {
        const auto place = m_merged.place(position(number));
        return m_merged.sources()[place.source].log->line(place.row);
    }
    LineKind kind(std::uint64_t number) const
    {
        const auto place = m_merged.place(position(number));
        return m_merged.sources()[place.source].log->columns().kind(place.row);
    }
    bool isDamaged(std::uint64_t number) const { return kind(number) >= LineKind::NotJson; }

private:
    const Merged& m_merged;
    const Positions* m_matches;
};

// By the numbers that the lines have in the bundle, where those that are left out have none.
std::vector<std::string> noteLines(const ExportOrder& order, const Chosen& chosen)
{
    auto notes = order.notes;
    std::stable_sort(notes.begin(), notes.end(),
                     [](const LineNote& a, const LineNote& b) { return a.position < b.position; });
    std::vector<std::string> lines;
    std::uint64_t walked = 0;
    std::uint64_t written = 0;
    for (const auto& note : notes) {
        const auto number = chosen.number(note.position);
        if (number >= chosen.count())
            continue;
        const auto isWritten = [&chosen](std::uint64_t at) {
            return chosen.kind(at) != LineKind::Empty && !chosen.isDamaged(at);
        };
        for (; walked < number; ++walked)
            written += isWritten(walked) ? 1 : 0;
        const QJsonObject made{
            {QStringLiteral("line"), isWritten(number) ? QJsonValue(static_cast<qint64>(written + 1)) : QJsonValue()},
            {QStringLiteral("tags"), QJsonArray::fromStringList(note.tags)},
            {QStringLiteral("note"), note.note}};
        lines.push_back(QJsonDocument(made).toJson(QJsonDocument::Compact).toStdString());
    }
    return lines;
}

} // namespace

ExportSize exportSize(const Answer& answer, bool matchesOnly)
{
    const Chosen chosen(answer, matchesOnly);
    const std::uint64_t count = chosen.count();
    const std::uint64_t step = std::max<std::uint64_t>(count / measuredLines, 1);
    std::uint64_t bytes = 0;
    std::uint64_t measured = 0;
    for (std::uint64_t number = 0; number < count; number += step, ++measured)
        bytes += chosen.line(number).size() + 1;
    return {count, measured == 0
                       ? 0
                       : static_cast<std::uint64_t>(static_cast<double>(bytes) / static_cast<double>(measured) *
                                                    static_cast<double>(count))};
}

BundleExport::BundleExport(std::unique_ptr<ports::Random> random, QObject* parent)
    : QObject(parent), m_random(std::move(random))
{
}

BundleExport::~BundleExport()
{
    cancel();
}

void BundleExport::cancel()
{
    m_thread.request_stop();
}

void BundleExport::start(const ExportOrder& order)
{
    if (m_running)
        return;
    m_running = true;
    // What is posted to this object dies with it, and the thread ends before it does.
    const auto tell = [this](auto&& signal) {
        QMetaObject::invokeMethod(this, std::forward<decltype(signal)>(signal), Qt::QueuedConnection);
    };
    m_thread = std::jthread([this, tell, order](const std::stop_token& stop) {
        const Chosen chosen(*order.answer, order.matchesOnly);
        auto options = order.options;
        std::uint64_t next = 0;
        const auto events = [&]() -> std::optional<std::string_view> {
            if (next == chosen.count() || stop.stop_requested())
                return std::nullopt;
            if (next % toldEvery == 0)
                tell([this, lines = next] { Q_EMIT progressed(lines); });
            return chosen.line(next++);
        };
        // Lines that no filter can judge are left out by it.
        if (order.matchesOnly && order.answer->matches) {
            std::uint64_t damaged = 0;
            for (std::uint64_t number = 0; number < chosen.count() && !stop.stop_requested(); ++number)
                damaged += chosen.isDamaged(number) ? 1 : 0;
            options.about.leftOut =
                static_cast<std::int64_t>(order.answer->damaged - std::min(order.answer->damaged, damaged));
        }
        const auto notes = noteLines(order, chosen);
        std::size_t nextNote = 0;
        const bool wasThere = QFileInfo::exists(order.path);
        const auto made = bundle::exportBundle(
            order.path, events,
            notes.empty() ? bundle::Lines() : bundle::Lines([&]() -> std::optional<std::string_view> {
                return nextNote == notes.size() ? std::nullopt : std::optional<std::string_view>(notes[nextNote++]);
            }),
            options, *m_random);
        const bool given = stop.stop_requested();
        if (given && made && !wasThere)
            QFile::remove(order.path);
        tell([this, made, given] {
            m_running = false;
            if (given)
                Q_EMIT cancelled();
            else if (!made)
                Q_EMIT failed(made.error());
            else
                Q_EMIT finished(*made);
        });
    });
}

} // namespace client::review
