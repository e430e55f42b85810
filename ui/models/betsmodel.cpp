// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betsmodel.h"

#include <algorithm>
#include <utility>

namespace ui {

using client::contract::BetRow;
using client::contract::Query;
using client::contract::QueryField;

namespace {

constexpr int tickMs = 250;
// Ages are looked at in slices, so that no tick costs more than a fraction of a frame: a whole round takes 5 s.
constexpr std::size_t ageSlices = 20;
constexpr std::size_t countersMax = 32;
constexpr std::uint32_t everyCounter = ~0U;
constexpr int everyBet = -1; // instead of a counter

const std::string* textOf(const BetRow& row, QueryField field)
{
    if (field == QueryField::Partner)
        return &row.partner.text();
    if (field == QueryField::Round)
        return &row.round.text();
    if (field == QueryField::Game)
        return &row.game.text();
    return field == QueryField::Currency ? &row.currency.code : nullptr;
}

} // namespace

BetsModel::BetsModel(const client::ports::Clock& clock, const Format& format, int capacity, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format), m_capacity(static_cast<std::size_t>(capacity)),
      m_list(*this, m_capacity)
{
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &BetsModel::tick);
    m_timer.start();
}

BetsModel::~BetsModel() = default;

void BetsModel::apply(const std::vector<BetRow>& rows, bool news)
{
    if (!m_paused) {
        applyNow(rows, news);
        return;
    }
    m_pendingNews = m_pendingNews || news;
    for (const auto& row : rows)
        keepAside(row);
    Q_EMIT pendingChanged();
    Q_EMIT countsChanged();
}

void BetsModel::keepAside(const BetRow& row)
{
    const auto key = BetKey::of(row);
    const int slot = m_list.rows().find(key.partner, key.bet);
    if (slot >= 0 && m_list.rows().version(slot) >= row.version)
        return;
    // No id can hold the character between.
    const auto [found, isFirst] = m_pendingIndex.try_emplace(key.partner + '\x1f' + key.bet, m_pending.size());
    if (!isFirst) {
        auto& kept = m_pending[found->second];
        if (row.version <= kept.row.version)
            return;
        kept.row = row;
        countPending(kept, everyCounter);
        return;
    }
    if (m_pending.size() >= std::min<std::size_t>(m_capacity, pendingMax)) {
        m_pendingIndex.erase(found);
        ++m_skipped;
        return;
    }
    m_pending.push_back({row, 0});
    countPending(m_pending.back(), everyCounter);
    if (slot >= 0) {
        setOvertaken(slot, true);
        return;
    }
    ++m_pendingUnknown;
    if (query().matches(row, m_clock.utcMs()))
        ++m_pendingNew;
}

void BetsModel::countPending(Pending& pending, std::uint32_t which)
{
    const auto now = m_clock.utcMs();
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        const std::uint32_t bit = 1U << i;
        if ((which & bit) == 0)
            continue;
        const bool matches = m_counters[i]->query().matches(pending.row, now);
        m_counts[i] += static_cast<int>(matches) - static_cast<int>(pending.counters >> i & 1U);
        pending.counters = matches ? pending.counters | bit : pending.counters & ~bit;
    }
}

void BetsModel::setOvertaken(int slot, bool overtaken)
{
    m_list.rows()[slot].set(BetRows::IsOvertaken, overtaken);
    recount(slot);
}

std::vector<BetRow> BetsModel::takePending()
{
    std::vector<BetRow> rows;
    rows.reserve(m_pending.size());
    for (auto& pending : m_pending) {
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] -= static_cast<int>(pending.counters >> i & 1U);
        const auto key = BetKey::of(pending.row);
        if (const int slot = m_list.rows().find(key.partner, key.bet); slot >= 0)
            setOvertaken(slot, false);
        rows.push_back(std::move(pending.row));
    }
    m_pending.clear();
    m_pendingIndex.clear();
    m_pendingNew = 0;
    m_pendingUnknown = 0;
    m_pendingAgeCursor = 0;
    return rows;
}

void BetsModel::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused)
        applyNow(takePending(), std::exchange(m_pendingNews, false));
    Q_EMIT pendingChanged();
}

void BetsModel::applyNow(const std::vector<BetRow>& rows, bool news)
{
    if (rows.empty())
        return;
    m_news = news;
    m_heldSlot = -1;
    const auto newMax = news ? static_cast<std::size_t>(newRowsPerBatchMax) : rows.size();
    const auto changes = m_list.apply(rows, m_clock.utcMs(), newMax);
    m_heldSlot = -1;
    if (changes.skipped > 0)
        noteOverload(static_cast<qint64>(rows.size()), changes.skipped);
    touch(changes.touched);
    Q_EMIT countsChanged();
    for (const auto& row : rows)
        Q_EMIT rowUpdated(row);
}

void BetsModel::noteOverload(qint64 seen, qint64 skipped)
{
    m_skipped += skipped;
    if (!m_overload)
        m_overload = OverloadSums{};
    m_overload->seen += seen;
    m_overload->skipped += skipped;
    m_overload->lastAtMs = m_clock.steadyMs();
    Q_EMIT overloadChanged();
}

std::optional<BetsModel::Overload> BetsModel::overload() const
{
    if (!m_overload)
        return std::nullopt;
    const qint64 shown = std::max<qint64>(m_overload->seen - m_overload->skipped, 1);
    // Two is the least that tells of something left out.
    return Overload{std::max<qint64>((m_overload->seen + shown / 2) / shown, 2), m_overload->skipped};
}

void BetsModel::changed(int slot, const BetRow& before, const BetRow& after)
{
    if (m_news && m_highlightsOn) {
        auto& lately = m_changed[slot];
        lately.columns = static_cast<std::uint16_t>(lately.columns | changedColumns(before, after));
        lately.atMs = m_clock.steadyMs();
        m_highlights.push_back({lately.atMs, slot});
    }
    recount(slot);
}

void BetsModel::aboutToForget(int slot)
{
    const auto counters = counted(slot);
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        m_counts[i] -= static_cast<int>(counters >> i & 1U);
    setCounted(slot, 0);
    m_changed.erase(slot);
}

void BetsModel::recount(int slot)
{
    const auto now = m_clock.utcMs();
    const bool counts = !m_list.rows()[slot].has(BetRows::IsOvertaken);
    const std::uint32_t before = counted(slot);
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        if (counts && m_counters[i]->matches(slot, now))
            mask |= 1U << i;
        m_counts[i] += static_cast<int>(mask >> i & 1U) - static_cast<int>(before >> i & 1U);
    }
    if (mask != before)
        setCounted(slot, mask);
}

bool BetsModel::wasChanged(int slot, int column) const
{
    const auto lately = m_changed.find(slot);
    return lately != m_changed.end() && (lately->second.columns >> column & 1U) != 0;
}

std::uint32_t BetsModel::counted(int slot) const
{
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < m_counted.size(); ++i) {
        if (const auto at = static_cast<std::size_t>(slot); at < m_counted[i].size())
            mask |= static_cast<std::uint32_t>(m_counted[i][at]) << (8 * i);
    }
    return mask;
}

void BetsModel::setCounted(int slot, std::uint32_t counters)
{
    for (std::size_t i = 0; i < m_counted.size(); ++i) {
        auto& eight = m_counted[i];
        if (eight.size() <= static_cast<std::size_t>(slot))
            eight.resize(static_cast<std::size_t>(m_list.rows().end()));
        eight[static_cast<std::size_t>(slot)] = static_cast<std::uint8_t>(counters >> (8 * i));
    }
}

void BetsModel::aboutToArrange()
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_kept.clear();
    const auto indexes = persistentIndexList();
    for (const auto& index : indexes)
        m_kept.push_back({index, m_list.slotAt(index.row())});
}

void BetsModel::arranged()
{
    QModelIndexList from;
    QModelIndexList to;
    for (const auto& kept : m_kept) {
        from << kept.index;
        to << createIndex(m_list.positionOf(kept.slot), kept.index.column());
    }
    m_kept.clear();
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void BetsModel::watch(int first, int last)
{
    m_watched = {first, last};
}

void BetsModel::touch(const std::vector<int>& touched)
{
    std::vector<int> positions;
    int first = 0;
    int last = rowCount() - 1;
    if (m_watched) {
        first = std::max(first, m_watched->first);
        last = std::min(last, m_watched->second);
    }
    if (touched.empty() || first > last)
        return;
    const int top = m_list.slotAt(first);
    const int bottom = m_list.slotAt(last);
    for (const int slot : touched) {
        // Two comparisons rule out nearly all; to look up each row's place would cost twenty.
        if (m_list.isBefore(slot, top) || m_list.isBefore(bottom, slot))
            continue;
        if (const int position = m_list.positionOf(slot); position >= 0)
            positions.push_back(position);
    }
    std::sort(positions.begin(), positions.end());
    for (std::size_t i = 0; i < positions.size();) {
        std::size_t end = i + 1;
        // Without a view that watches, one span that covers all is cheaper for those that listen.
        while (end < positions.size() && (!m_watched || positions[end] <= positions[end - 1] + 1))
            ++end;
        Q_EMIT dataChanged(index(positions[i], 0), index(positions[end - 1], columns - 1));
        i = end;
    }
}

void BetsModel::clear()
{
    m_heldSlot = -1;
    m_highlights.clear();
    m_changed.clear();
    takePending();
    m_pendingNews = false;
    std::fill(m_counts.begin(), m_counts.end(), 0);
    for (auto& eight : m_counted)
        eight.clear();
    m_list.clear();
    Q_EMIT countsChanged();
    Q_EMIT pendingChanged();
}

void BetsModel::setQuery(const Query& query)
{
    m_list.setQuery(query, m_clock.utcMs());
    Q_EMIT countsChanged();
}

void BetsModel::setOrder(const BetList::Order& order)
{
    m_list.setOrder(order);
}

void BetsModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < columns)
        setOrder({static_cast<Column>(column), order == Qt::DescendingOrder});
}

void BetsModel::setCounters(const std::vector<Query>& counters)
{
    m_counters.clear();
    m_counterOf.clear();
    m_agingCounters = 0;
    for (const Query& query : counters) {
        if (query.isEmpty()) {
            m_counterOf.push_back(everyBet);
            continue;
        }
        if (m_counters.size() == countersMax) {
            m_counterOf.push_back(std::nullopt);
            continue;
        }
        m_counterOf.push_back(static_cast<int>(m_counters.size()));
        m_counters.push_back(std::make_unique<BetFilter>(m_list.rows(), query));
        m_agingCounters |= m_counters.back()->ages() ? 1U << (m_counters.size() - 1) : 0U;
    }
    m_counts.assign(m_counters.size(), 0);
    m_counted.assign((m_counters.size() + 7) / 8, {});
    for (const int slot : m_list.all())
        recount(slot);
    for (auto& pending : m_pending) {
        pending.counters = 0;
        countPending(pending, everyCounter);
    }
    Q_EMIT countsChanged();
}

std::optional<int> BetsModel::counter(int index) const
{
    if (static_cast<std::size_t>(index) >= m_counterOf.size())
        return std::nullopt;
    const auto counter = m_counterOf[static_cast<std::size_t>(index)];
    if (counter == everyBet)
        return m_list.totalCount() + m_pendingUnknown;
    return counter ? std::optional(m_counts[static_cast<std::size_t>(*counter)]) : std::nullopt;
}

void BetsModel::setHighlights(bool on)
{
    m_highlightsOn = on;
}

void BetsModel::endHighlights()
{
    const auto steady = m_clock.steadyMs();
    std::vector<int> touched;
    while (!m_highlights.empty() && steady - m_highlights.front().atMs >= changedForMs) {
        const auto highlight = m_highlights.front();
        m_highlights.pop_front();
        const auto lately = m_changed.find(highlight.slot);
        if (lately == m_changed.end() || lately->second.atMs != highlight.atMs)
            continue;
        m_changed.erase(lately);
        if (m_list.rows()[highlight.slot].has(BetRows::IsShown))
            touched.push_back(highlight.slot);
    }
    touch(touched);
}

void BetsModel::lookAtAges()
{
    const auto& all = m_list.all();
    const std::size_t slice = std::max<std::size_t>(1, (all.size() + ageSlices - 1) / ageSlices);
    m_list.age(m_clock.utcMs(), slice);
    if (m_agingCounters == 0)
        return;
    const auto before = m_counts;
    if (m_ageCursor >= all.size())
        m_ageCursor = 0;
    for (const auto end = std::min(all.size(), m_ageCursor + slice); m_ageCursor < end; ++m_ageCursor)
        recount(all[m_ageCursor]);
    lookAtPendingAges();
    if (before != m_counts)
        Q_EMIT countsChanged();
}

void BetsModel::lookAtPendingAges()
{
    if (m_pendingAgeCursor >= m_pending.size())
        m_pendingAgeCursor = 0;
    const std::size_t slice = (m_pending.size() + ageSlices - 1) / ageSlices;
    for (const auto end = std::min(m_pending.size(), m_pendingAgeCursor + slice); m_pendingAgeCursor < end;
         ++m_pendingAgeCursor)
        countPending(m_pending[m_pendingAgeCursor], m_agingCounters);
}

void BetsModel::tick()
{
    endHighlights();
    if (m_overload && m_clock.steadyMs() - m_overload->lastAtMs >= overloadForMs) {
        m_overload.reset();
        Q_EMIT overloadChanged();
    }
    lookAtAges();
}

const BetRow& BetsModel::held(int slot) const
{
    if (slot != m_heldSlot) {
        m_held = m_list.rows().row(slot);
        m_heldSlot = slot;
    }
    return m_held;
}

BetRow BetsModel::row(int row) const
{
    return m_list.rows().row(m_list.slotAt(row));
}

BetKey BetsModel::key(int row) const
{
    const int slot = m_list.slotAt(row);
    const auto& rows = m_list.rows();
    return {rows.partners()[rows[slot].partner], std::string(rows.bet(slot))};
}

client::contract::ShownStatus BetsModel::shown(int row) const
{
    return static_cast<client::contract::ShownStatus>(m_list.rows()[m_list.slotAt(row)].shown);
}

const std::string& BetsModel::player(int row) const
{
    const auto& rows = m_list.rows();
    return rows.players()[rows[m_list.slotAt(row)].player];
}

int BetsModel::rowOf(const BetKey& key) const
{
    const int slot = m_list.rows().find(key.partner, key.bet);
    return slot < 0 ? -1 : m_list.positionOf(slot);
}

std::optional<BetRow> BetsModel::find(const BetKey& key) const
{
    const int slot = m_list.rows().find(key.partner, key.bet);
    return slot < 0 ? std::nullopt : std::optional(m_list.rows().row(slot));
}

std::vector<BetRow> BetsModel::search(const std::string& text, int limit) const
{
    std::vector<BetRow> found;
    for (const int slot : m_list.all()) {
        if (static_cast<int>(found.size()) >= limit)
            break;
        if (m_list.rows().bet(slot).find(text) != std::string_view::npos)
            found.push_back(m_list.rows().row(slot));
    }
    return found;
}

std::vector<BetRow> BetsModel::matching(const Query& query, int limit) const
{
    BetFilter filter(m_list.rows(), query);
    const auto now = m_clock.utcMs();
    std::vector<BetRow> found;
    for (const int slot : m_list.all()) {
        if (static_cast<int>(found.size()) >= limit)
            break;
        if (filter.matches(slot, now))
            found.push_back(m_list.rows().row(slot));
    }
    return found;
}

QStringList BetsModel::values(QueryField field) const
{
    constexpr int lookedAt = 500;
    constexpr int valuesMax = 30;
    QStringList values;
    for (int position = 0; position < std::min(lookedAt, rowCount()) && values.size() < valuesMax; ++position) {
        const BetRow row = this->row(position);
        const auto* text = textOf(row, field);
        if (!text)
            return {};
        if (const auto value = QString::fromStdString(*text); !value.isEmpty() && !values.contains(value))
            values << value;
    }
    values.sort();
    return values;
}

qint64 BetsModel::newestAt() const
{
    return m_list.all().empty() ? 0 : m_list.rows()[m_list.all().front()].createdAt;
}

void BetsModel::toggleMark(int row)
{
    auto& packed = m_list.rows()[m_list.slotAt(row)];
    packed.set(BetRows::IsMarked, !packed.has(BetRows::IsMarked));
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1), {MarkedRole, Qt::AccessibleTextRole});
}

bool BetsModel::isMarked(int row) const
{
    return m_list.rows()[m_list.slotAt(row)].has(BetRows::IsMarked);
}

void BetsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int BetsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_list.shownCount();
}

int BetsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

} // namespace ui
