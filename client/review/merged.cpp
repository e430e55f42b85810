// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/merged.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

namespace client::review {

namespace {

// Wraps around for times that a damaged file makes up.
std::int64_t shifted(std::int64_t at, std::int64_t byMs)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(at) + static_cast<std::uint64_t>(byMs));
}

// The lines of one source on their way into the merged list.
struct Stream
{
    std::vector<std::int64_t> times;  // by row, shifted
    std::vector<std::uint32_t> order; // rows by time; empty: they are in order
    std::uint64_t next = 0;

    std::uint64_t row() const { return order.empty() ? next : order[next]; }
};

Stream streamOf(const Source& source, std::uint64_t rows)
{
    Stream stream;
    stream.times.reserve(rows);
    const Columns& columns = source.log->columns();
    for (std::size_t block = 0; block < columns.blocks().size() && stream.times.size() < rows; ++block) {
        const BlockColumn times = columns.block(block, Column::At);
        const std::uint64_t count = std::min(columns.blocks()[block].rows, rows - stream.times.size());
        for (std::uint64_t i = 0; i < count; ++i)
            stream.times.push_back(shifted(times.at(i), source.shiftMs));
    }
    if (!std::is_sorted(stream.times.begin(), stream.times.end())) {
        stream.order.resize(rows);
        std::iota(stream.order.begin(), stream.order.end(), 0U);
        std::stable_sort(
            stream.order.begin(), stream.order.end(),
            [&times = stream.times](std::uint32_t left, std::uint32_t right) { return times[left] < times[right]; });
    }
    return stream;
}

} // namespace

Merged::Merged(std::vector<Source> sources) : m_sources(std::move(sources)), m_begins{0}
{
    for (const Source& source : m_sources)
        m_begins.push_back(std::min(m_begins.back() + source.log->rows(), rowsMax));
    m_rows = m_begins.back();
    if (m_sources.size() > 1)
        sort();
}

void Merged::sort()
{
    std::vector<Stream> streams;
    for (std::size_t i = 0; i < m_sources.size(); ++i)
        streams.push_back(streamOf(m_sources[i], m_begins[i + 1] - m_begins[i]));

    using Head = std::pair<std::int64_t, std::size_t>; // time and source
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto offer = [&](std::size_t source) {
        const Stream& stream = streams[source];
        if (stream.next < stream.times.size())
            heads.emplace(stream.times[stream.row()], source);
    };
    for (std::size_t source = 0; source < streams.size(); ++source)
        offer(source);
    m_order.reserve(m_rows);
    while (!heads.empty()) {
        const std::size_t source = heads.top().second;
        heads.pop();
        m_order.push_back(static_cast<std::uint32_t>(m_begins[source] + streams[source].row()));
        ++streams[source].next;
        offer(source);
    }
}

LinePlace Merged::placeOf(std::uint32_t line) const
{
    const auto after = std::upper_bound(m_begins.begin(), m_begins.end(), line);
    const auto source = static_cast<std::size_t>(after - m_begins.begin()) - 1;
    return {source, line - m_begins[source]};
}

LinePlace Merged::place(std::uint64_t position) const
{
    return m_order.empty() ? LinePlace{0, position} : placeOf(m_order[position]);
}

std::int64_t Merged::at(const LinePlace& place) const
{
    const Source& source = m_sources[place.source];
    return shifted(source.log->columns().value(Column::At, place.row), source.shiftMs);
}

std::int64_t Merged::at(std::uint64_t position) const
{
    return at(place(position));
}

std::uint64_t Merged::position(const LinePlace& place) const
{
    if (place.source >= m_sources.size() || place.row >= m_begins[place.source + 1] - m_begins[place.source])
        return none;
    if (m_order.empty())
        return place.row;
    const auto key = [this](const LinePlace& of) { return std::tuple(at(of), of.source, of.row); };
    const auto wanted = key(place);
    const auto found =
        std::lower_bound(m_order.begin(), m_order.end(), wanted,
                         [&](std::uint32_t line, const auto& than) { return key(placeOf(line)) < than; });
    return static_cast<std::uint64_t>(found - m_order.begin());
}

Positions Merged::positions(const std::vector<Selection>& rows) const
{
    std::uint64_t count = 0;
    for (const Selection& selection : rows)
        count += selection.count();
    Positions found;
    found.reserve(count);
    if (m_order.empty()) {
        for (const Selection& selection : rows)
            selection.each([&](std::uint64_t row) { found.push_back(static_cast<std::uint32_t>(row)); });
        return found;
    }
    for (std::size_t position = 0; position < m_order.size(); ++position) {
        const LinePlace line = placeOf(m_order[position]);
        if (rows[line.source].contains(line.row))
            found.push_back(static_cast<std::uint32_t>(position));
    }
    return found;
}

} // namespace client::review
