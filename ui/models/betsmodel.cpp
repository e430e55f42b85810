// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/betsmodel.h"

#include <algorithm>

namespace ui {

using client::contract::BetRow;
using client::contract::Query;
using client::contract::QueryField;

namespace {

constexpr int tickMs = 250;
// Ages are looked at in slices, so that no tick costs more than a fraction of a frame: a whole round takes 5 s.
constexpr std::size_t ageSlices = 20;
// More separate insertions than this cost a view more than starting anew.
constexpr int runsMax = 8;

bool hasAge(const Query& query)
{
    return std::any_of(query.terms().begin(), query.terms().end(), [](const auto& term) {
        return term.field == QueryField::Last || term.field == QueryField::Created;
    });
}

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

// A bet may change more than once within a batch.
void onceEach(std::vector<int>& slots)
{
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

} // namespace

BetsModel::BetsModel(const client::ports::Clock& clock, const Format& format, int capacity, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format), m_capacity(static_cast<std::size_t>(capacity))
{
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &BetsModel::tick);
    m_timer.start();
}

std::string BetsModel::indexKey(const BetKey& key)
{
    return key.partner + '\x1f' + key.bet; // no id can hold this character
}

bool BetsModel::isNewer(int a, int b) const
{
    const auto& left = record(a);
    const auto& right = record(b);
    if (left.row.createdAt != right.row.createdAt)
        return left.row.createdAt > right.row.createdAt;
    return left.serial > right.serial;
}

int BetsModel::visiblePosition(int slot) const
{
    const auto found =
        std::lower_bound(m_visible.begin(), m_visible.end(), slot, [this](int a, int b) { return isNewer(a, b); });
    if (found == m_visible.end() || *found != slot)
        return -1;
    return static_cast<int>(found - m_visible.begin());
}

void BetsModel::apply(const std::vector<BetRow>& rows, bool news)
{
    if (!m_paused) {
        applyNow(rows, news);
        return;
    }
    for (const auto& row : rows) {
        const auto key = indexKey(BetKey::of(row));
        const auto [found, isFirst] = m_pendingIndex.try_emplace(key, m_pending.size());
        if (!isFirst) {
            auto& held = m_pending[found->second];
            if (row.version > held.version)
                held = row;
            continue;
        }
        if (m_pending.size() >= m_capacity) {
            m_pendingIndex.erase(found);
            ++m_skipped;
            continue;
        }
        m_pending.push_back(row);
        m_pendingNews.push_back(news);
        if (!m_index.contains(key) && m_query.matches(row, m_clock.utcMs()))
            ++m_pendingNew;
    }
    Q_EMIT pendingChanged();
}

void BetsModel::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused) {
        const auto rows = std::move(m_pending);
        const bool news = std::find(m_pendingNews.begin(), m_pendingNews.end(), true) != m_pendingNews.end();
        m_pending.clear();
        m_pendingNews.clear();
        m_pendingIndex.clear();
        m_pendingNew = 0;
        applyNow(rows, news);
    }
    Q_EMIT pendingChanged();
}

void BetsModel::applyNow(const std::vector<BetRow>& rows, bool news)
{
    std::vector<int> shown;
    std::vector<int> hidden;
    std::vector<int> touched;
    std::vector<int> added;
    for (const auto& row : rows) {
        const auto found = m_index.find(indexKey(BetKey::of(row)));
        if (found != m_index.end()) {
            if (row.version > record(found->second).row.version)
                updateRecord(found->second, row, news, shown, hidden, touched);
        } else if (news && added.size() >= static_cast<std::size_t>(newRowsPerBatchMax)) {
            ++m_skipped;
        } else {
            added.push_back(addRecord(row));
        }
    }
    // A bet may have been added and changed within the same batch.
    std::erase_if(shown, [this](int slot) { return record(slot).visible; });
    std::sort(added.begin(), added.end(), [this](int a, int b) { return isNewer(a, b); });
    insertInto(m_order, added, false);
    const auto now = m_clock.utcMs();
    for (const int slot : added) {
        if (m_query.matches(record(slot).row, now))
            shown.push_back(slot);
    }
    onceEach(shown);
    onceEach(hidden);
    showAndHide(std::move(shown), std::move(hidden));
    evict();
    touch(touched);
    if (!rows.empty())
        Q_EMIT countsChanged();
    for (const auto& row : rows)
        Q_EMIT rowUpdated(row);
}

int BetsModel::addRecord(const BetRow& row)
{
    int slot = 0;
    if (m_free.empty()) {
        slot = static_cast<int>(m_records.size());
        m_records.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    auto& made = record(slot);
    made = Record{};
    made.row = row;
    made.serial = m_nextSerial++;
    recount(made);
    m_index.emplace(indexKey(BetKey::of(row)), slot);
    return slot;
}

void BetsModel::updateRecord(int slot, const BetRow& row, bool news, std::vector<int>& shown, std::vector<int>& hidden,
                             std::vector<int>& touched)
{
    auto& held = record(slot);
    if (news) {
        held.changed = static_cast<std::uint16_t>(held.changed | changedColumns(held.row, row));
        held.changedAtMs = m_clock.steadyMs();
        m_highlights.push_back({held.changedAtMs, slot, held.serial});
    }
    // The place in the list never moves: a bet's creation is a fact.
    const auto createdAt = held.row.createdAt;
    held.row = row;
    held.row.createdAt = createdAt;
    recount(held);
    const bool matches = m_query.matches(row, m_clock.utcMs());
    if (matches == held.visible) {
        if (matches)
            touched.push_back(slot);
        std::erase(shown, slot);
        std::erase(hidden, slot);
        return;
    }
    (matches ? shown : hidden).push_back(slot);
}

void BetsModel::recount(Record& record)
{
    const auto now = m_clock.utcMs();
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < m_counters.size(); ++i) {
        const std::uint32_t bit = 1U << i;
        if (m_counters[i].matches(record.row, now))
            mask |= bit;
        m_counts[i] += static_cast<int>((mask & bit) != 0) - static_cast<int>((record.counters & bit) != 0);
    }
    record.counters = mask;
}

int BetsModel::runsOf(const Slots& order, const std::vector<int>& sorted) const
{
    int runs = 0;
    auto last = order.end();
    bool isFirst = true;
    for (const int slot : sorted) {
        const auto at =
            std::lower_bound(order.begin(), order.end(), slot, [this](int a, int b) { return isNewer(a, b); });
        if (isFirst || at != last)
            ++runs;
        last = at;
        isFirst = false;
    }
    return runs;
}

void BetsModel::insertInto(Slots& order, const std::vector<int>& sorted, bool notify)
{
    std::size_t i = 0;
    while (i < sorted.size()) {
        const auto at =
            std::lower_bound(order.begin(), order.end(), sorted[i], [this](int a, int b) { return isNewer(a, b); });
        std::size_t end = i + 1;
        while (end < sorted.size() && (at == order.end() || isNewer(sorted[end], *at)))
            ++end;
        const int position = static_cast<int>(at - order.begin());
        const auto first = sorted.begin() + static_cast<std::ptrdiff_t>(i);
        const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(end);
        if (notify)
            beginInsertRows({}, position, position + static_cast<int>(end - i) - 1);
        order.insert(at, first, last);
        if (notify)
            endInsertRows();
        i = end;
    }
}

void BetsModel::showAndHide(std::vector<int> shown, std::vector<int> hidden)
{
    const auto byNewest = [this](int a, int b) { return isNewer(a, b); };
    std::sort(shown.begin(), shown.end(), byNewest);
    std::sort(hidden.begin(), hidden.end(), byNewest);
    if (static_cast<int>(hidden.size()) + runsOf(m_visible, shown) > runsMax) {
        rebuildVisible();
        return;
    }
    for (const int slot : hidden) {
        const int position = visiblePosition(slot);
        beginRemoveRows({}, position, position);
        record(slot).visible = false;
        m_visible.erase(m_visible.begin() + position);
        endRemoveRows();
    }
    for (const int slot : shown)
        record(slot).visible = true;
    insertInto(m_visible, shown, true);
}

void BetsModel::rebuildVisible()
{
    beginResetModel();
    m_visible.clear();
    const auto now = m_clock.utcMs();
    for (const int slot : m_order) {
        auto& held = record(slot);
        held.visible = m_query.matches(held.row, now);
        if (held.visible)
            m_visible.push_back(slot);
    }
    endResetModel();
}

void BetsModel::evict()
{
    if (m_order.size() <= m_capacity)
        return;
    std::vector<int> gone(m_order.begin() + static_cast<std::ptrdiff_t>(m_capacity), m_order.end());
    const auto visibleGone =
        static_cast<int>(std::count_if(gone.begin(), gone.end(), [this](int slot) { return record(slot).visible; }));
    const int count = rowCount();
    if (visibleGone > 0) {
        beginRemoveRows({}, count - visibleGone, count - 1);
        m_visible.erase(m_visible.end() - visibleGone, m_visible.end());
    }
    m_order.resize(m_capacity);
    for (const int slot : gone) {
        auto& held = record(slot);
        m_index.erase(indexKey(BetKey::of(held.row)));
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] -= static_cast<int>((held.counters >> i & 1U) != 0);
        held = Record{};
        m_free.push_back(slot);
    }
    if (visibleGone > 0)
        endRemoveRows();
}

void BetsModel::touch(const std::vector<int>& touched)
{
    int first = rowCount();
    int last = -1;
    for (const int slot : touched) {
        const int position = visiblePosition(slot);
        if (position < 0)
            continue;
        first = std::min(first, position);
        last = std::max(last, position);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, columns - 1));
}

void BetsModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_free.clear();
    m_order.clear();
    m_visible.clear();
    m_index.clear();
    m_highlights.clear();
    m_pending.clear();
    m_pendingNews.clear();
    m_pendingIndex.clear();
    m_pendingNew = 0;
    std::fill(m_counts.begin(), m_counts.end(), 0);
    endResetModel();
    Q_EMIT countsChanged();
    Q_EMIT pendingChanged();
}

void BetsModel::setQuery(const Query& query)
{
    m_query = query;
    m_queryAges = hasAge(query);
    rebuildVisible();
    Q_EMIT countsChanged();
}

void BetsModel::setCounters(const std::vector<Query>& counters)
{
    m_counters = counters;
    m_counts.assign(counters.size(), 0);
    m_agingCounters = 0;
    for (std::size_t i = 0; i < counters.size(); ++i)
        m_agingCounters |= hasAge(counters[i]) ? 1U << i : 0U;
    for (const int slot : m_order) {
        record(slot).counters = 0;
        recount(record(slot));
    }
    Q_EMIT countsChanged();
}

void BetsModel::tick()
{
    const auto steady = m_clock.steadyMs();
    std::vector<int> touched;
    while (!m_highlights.empty() && steady - m_highlights.front().atMs >= changedForMs) {
        const auto highlight = m_highlights.front();
        m_highlights.pop_front();
        auto& held = record(highlight.slot);
        if (held.serial != highlight.serial || held.changedAtMs != highlight.atMs)
            continue;
        held.changed = 0;
        if (held.visible)
            touched.push_back(highlight.slot);
    }
    touch(touched);

    if (!m_queryAges && m_agingCounters == 0)
        return;
    const auto now = m_clock.utcMs();
    const auto before = m_counts;
    std::vector<int> shown;
    std::vector<int> hidden;
    const std::size_t slice = std::max<std::size_t>(1, (m_order.size() + ageSlices - 1) / ageSlices);
    if (m_ageCursor >= m_order.size())
        m_ageCursor = 0;
    const auto end = std::min(m_order.size(), m_ageCursor + slice);
    for (; m_ageCursor < end; ++m_ageCursor) {
        const int slot = m_order[m_ageCursor];
        auto& held = record(slot);
        if (m_agingCounters != 0)
            recount(held);
        if (m_queryAges && m_query.matches(held.row, now) != held.visible)
            (held.visible ? hidden : shown).push_back(slot);
    }
    if (!shown.empty() || !hidden.empty())
        showAndHide(std::move(shown), std::move(hidden));
    if (before != m_counts)
        Q_EMIT countsChanged();
}

const BetRow& BetsModel::row(int row) const
{
    return record(m_visible[static_cast<std::size_t>(row)]).row;
}

int BetsModel::rowOf(const BetKey& key) const
{
    const auto found = m_index.find(indexKey(key));
    return found == m_index.end() || !record(found->second).visible ? -1 : visiblePosition(found->second);
}

const BetRow* BetsModel::find(const BetKey& key) const
{
    const auto found = m_index.find(indexKey(key));
    return found == m_index.end() ? nullptr : &record(found->second).row;
}

const BetRow* BetsModel::findById(const std::string& bet) const
{
    for (const int slot : m_order) {
        if (record(slot).row.bet.text() == bet)
            return &record(slot).row;
    }
    return nullptr;
}

std::vector<BetRow> BetsModel::search(const std::string& text, int limit) const
{
    std::vector<BetRow> found;
    for (const int slot : m_order) {
        if (static_cast<int>(found.size()) >= limit)
            break;
        if (record(slot).row.bet.text().find(text) != std::string::npos)
            found.push_back(record(slot).row);
    }
    return found;
}

QStringList BetsModel::values(QueryField field) const
{
    constexpr int lookedAt = 500;
    constexpr int valuesMax = 30;
    QStringList values;
    for (int position = 0; position < std::min(lookedAt, rowCount()) && values.size() < valuesMax; ++position) {
        const auto* text = textOf(row(position), field);
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
    return m_order.empty() ? 0 : record(m_order.front()).row.createdAt;
}

void BetsModel::toggleMark(int row)
{
    auto& held = record(m_visible[static_cast<std::size_t>(row)]);
    held.marked = !held.marked;
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1), {MarkedRole, Qt::AccessibleTextRole});
}

bool BetsModel::isMarked(int row) const
{
    return record(m_visible[static_cast<std::size_t>(row)]).marked;
}

void BetsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int BetsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int BetsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

} // namespace ui
