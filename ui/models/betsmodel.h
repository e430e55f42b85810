// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/ports/clock.h"
#include "ui/models/betlist.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ui {

class Format;

// Names a bet for as long as rows come and go.
struct BetKey
{
    std::string partner;
    std::string bet;

    static BetKey of(const client::contract::BetRow& row) { return {row.partner.text(), row.bet.text()}; }
    bool isEmpty() const { return bet.empty(); }
    bool operator==(const BetKey&) const = default;
};

// The newest bets in a ring of `capacity` rows, newest created first or in the order of any column. Changes come in
// batches; filter and order live in BetList, because a sort-filter proxy needs seconds at this size. Older versions of
// a row than the one held are ignored.
class BetsModel : public QAbstractTableModel, private BetListWatcher
{
    Q_OBJECT

public:
    using Column = BetColumn;
    static constexpr int columns = 12;

    enum Role {
        StatusRole = Qt::UserRole + 1, // int of ShownStatus
        ChangedRole,                   // bool: this cell changed within the last 3 s
        MarkedRole,                    // bool: the row is marked
    };

    // More comes than is shown: one of `oneOf` events is, and so many new bets were left out since it began.
    struct Overload
    {
        qint64 oneOf = 1;
        qint64 skipped = 0;
    };

    static constexpr int defaultCapacity = 1'000'000;
    static constexpr int newRowsPerBatchMax = 2'000;
    static constexpr int pendingMax = 100'000; // whole rows: a million of them would not fit
    static constexpr qint64 changedForMs = 3'000;
    static constexpr qint64 overloadForMs = 5'000; // after the last bet that was left out

    BetsModel(const client::ports::Clock& clock, const Format& format, int capacity = defaultCapacity,
              QObject* parent = nullptr);
    ~BetsModel() override;

    // One batch. `news`: these happened now, so changed cells are shown as changed and an overload may be sampled.
    void apply(const std::vector<client::contract::BetRow>& rows, bool news);
    void clear();

    void setQuery(const client::contract::Query& query);
    const client::contract::Query& query() const { return m_list.query(); }
    void setOrder(const BetList::Order& order);
    const BetList::Order& order() const { return m_list.order(); }

    // While paused, batches are kept aside, coalesced by bet; counters go on counting what is known, not what is shown.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    int pendingNewCount() const { return m_pendingNew; }

    // Once a view has said which rows it shows, changes of other rows are not told. It says so anew when it scrolls.
    void watch(int first, int last);

    client::contract::BetRow row(int row) const;
    BetKey key(int row) const;
    client::contract::ShownStatus shown(int row) const;
    const std::string& player(int row) const;
    int rowOf(const BetKey& key) const; // -1: not shown
    std::optional<client::contract::BetRow> find(const BetKey& key) const;
    // The newest bets whose id holds `text`, shown or not.
    std::vector<client::contract::BetRow> search(const std::string& text, int limit) const;

    // The newest bets of the whole ring that a query matches, whatever is shown.
    std::vector<client::contract::BetRow> matching(const client::contract::Query& query, int limit) const;

    // Values of a field among the newest shown bets, sorted, for completion.
    QStringList values(client::contract::QueryField field) const;

    // Counts over the whole ring for the list of views; of more than 32 that ask for something only the first are
    // counted.
    void setCounters(const std::vector<client::contract::Query>& counters);
    std::optional<int> counter(int index) const;
    int totalCount() const { return m_list.totalCount(); }
    qint64 skippedCount() const { return m_skipped; }
    std::optional<Overload> overload() const;
    qint64 newestAt() const;

    void toggleMark(int row);
    bool isMarked(int row) const;
    // False: changed cells are not shown as changed.
    void setHighlights(bool on);

    // Texts changed: another language, zone or format.
    void retranslate();
    // "3 s later": ends highlights, and looks again at rows whose age decides about a filter. A timer calls it.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    void sort(int column, Qt::SortOrder order) final;
    QHash<int, QByteArray> roleNames() const final;

    static QString header(Column column);
    static bool isNumeric(Column column);

Q_SIGNALS:
    void countsChanged();
    void pendingChanged();
    void overloadChanged();
    // After each batch, for those who show one bet.
    void rowUpdated(const client::contract::BetRow& row);

private:
    struct Highlight
    {
        std::int64_t atMs;
        int slot;
    };
    struct Changed // lately
    {
        std::int64_t atMs = 0;
        std::uint16_t columns = 0; // bit i, column i
    };
    struct OverloadSums
    {
        qint64 seen = 0;
        qint64 skipped = 0;
        qint64 lastAtMs = 0;
    };
    struct Pending // a row kept aside
    {
        client::contract::BetRow row;
        std::uint32_t counters = 0; // bit i, matches counter i
    };
    struct Kept // a persistent index while rows find their places
    {
        QModelIndex index;
        int slot;
    };

    void aboutToInsert(int first, int last) override { beginInsertRows({}, first, last); }
    void inserted() override { endInsertRows(); }
    void aboutToRemove(int first, int last) override { beginRemoveRows({}, first, last); }
    void removed() override { endRemoveRows(); }
    void aboutToArrange() override;
    void arranged() override;
    void aboutToReset() override { beginResetModel(); }
    void wasReset() override { endResetModel(); }
    void changed(int slot, const client::contract::BetRow& before, const client::contract::BetRow& after) override;
    void came(int slot) override { recount(slot); }
    void aboutToForget(int slot) override;

    void applyNow(const std::vector<client::contract::BetRow>& rows, bool news);
    void keepAside(const client::contract::BetRow& row);
    std::vector<client::contract::BetRow> takePending();
    void countPending(Pending& pending, std::uint32_t which);
    void setOvertaken(int slot, bool overtaken);
    void noteOverload(qint64 seen, qint64 skipped);
    void recount(int slot);
    bool wasChanged(int slot, int column) const;
    std::uint32_t counted(int slot) const;
    void setCounted(int slot, std::uint32_t counters);
    void touch(const std::vector<int>& touched);
    void endHighlights();
    void lookAtAges();
    void lookAtPendingAges();
    std::uint16_t changedColumns(const client::contract::BetRow& before, const client::contract::BetRow& after) const;
    const client::contract::BetRow& held(int slot) const;
    QString text(const client::contract::BetRow& row, int position, Column column) const;
    QString sentence(const client::contract::BetRow& row) const;
    QString toolTip(const client::contract::BetRow& row, Column column) const;

    const client::ports::Clock& m_clock;
    const Format& m_format;
    const std::size_t m_capacity;
    BetList m_list;
    std::vector<Kept> m_kept;
    std::optional<std::pair<int, int>> m_watched;
    // A view asks for the cells of a row one after the other.
    mutable int m_heldSlot = -1;
    mutable client::contract::BetRow m_held;

    std::vector<std::unique_ptr<BetFilter>> m_counters;
    // By index; -1: of every bet, which no row needs to remember; nullopt: not counted.
    std::vector<std::optional<int>> m_counterOf;
    std::uint32_t m_agingCounters = 0;
    std::vector<int> m_counts;
    // By slot, which of them a row matches: bit i, counter i; of the first eight, the next eight, and so on, because
    // few have more.
    std::vector<std::vector<std::uint8_t>> m_counted;

    bool m_paused = false;
    int m_pendingNew = 0;
    int m_pendingUnknown = 0;   // of bets that are not in the ring
    bool m_pendingNews = false; // some of them happened just then
    std::vector<Pending> m_pending;
    std::unordered_map<std::string, std::size_t> m_pendingIndex;
    std::size_t m_pendingAgeCursor = 0;

    bool m_news = false; // of the batch that is being applied
    bool m_highlightsOn = true;
    qint64 m_skipped = 0;
    std::optional<OverloadSums> m_overload;
    std::deque<Highlight> m_highlights;
    boost::unordered_flat_map<int, Changed> m_changed; // by slot
    std::size_t m_ageCursor = 0;
    QTimer m_timer;
};

} // namespace ui
