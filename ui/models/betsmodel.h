// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/ports/clock.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <cstdint>
#include <deque>
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

// The newest bets, newest created first, in a ring of `capacity` rows. Changes come in batches; the filter lives here,
// because a sort-filter proxy needs seconds at this size. Older versions of a row than the one held are ignored.
class BetsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column {
        Time,
        Bet,
        Partner,
        Player,
        Round,
        Amount,
        Payout,
        Status,
        Attempt,
        NextTry,
        Latency,
        LastError
    };
    static constexpr int columns = 12;

    enum Role {
        StatusRole = Qt::UserRole + 1, // int of ShownStatus
        ChangedRole,                   // bool: this cell changed within the last 3 s
        MarkedRole,                    // bool: the row is marked
    };

    static constexpr int defaultCapacity = 100'000;
    static constexpr int newRowsPerBatchMax = 2'000;
    static constexpr qint64 changedForMs = 3'000;

    BetsModel(const client::ports::Clock& clock, const Format& format, int capacity = defaultCapacity,
              QObject* parent = nullptr);

    // One batch. `news`: these happened now, so changed cells are shown as changed and an overload may be sampled.
    void apply(const std::vector<client::contract::BetRow>& rows, bool news);
    void clear();

    void setQuery(const client::contract::Query& query);
    const client::contract::Query& query() const { return m_query; }

    // While paused, batches are kept aside, coalesced by bet.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    int pendingNewCount() const { return m_pendingNew; }

    const client::contract::BetRow& row(int row) const;
    int rowOf(const BetKey& key) const; // -1: not shown
    const client::contract::BetRow* find(const BetKey& key) const;
    const client::contract::BetRow* findById(const std::string& bet) const;
    // The newest bets whose id holds `text`, shown or not.
    std::vector<client::contract::BetRow> search(const std::string& text, int limit) const;

    // Values of a field among the newest shown bets, sorted, for completion.
    QStringList values(client::contract::QueryField field) const;

    // Counts over the whole ring for the list of views; at most 32.
    void setCounters(const std::vector<client::contract::Query>& counters);
    int counter(int index) const { return m_counts[static_cast<std::size_t>(index)]; }
    int totalCount() const { return static_cast<int>(m_order.size()); }
    qint64 skippedCount() const { return m_skipped; }
    qint64 newestAt() const;

    void toggleMark(int row);
    bool isMarked(int row) const;

    // Texts changed: another language, zone or format.
    void retranslate();
    // "3 s later": ends highlights, and looks again at rows whose age decides about a filter. A timer calls it.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    QHash<int, QByteArray> roleNames() const final;

    static QString header(Column column);
    static bool isNumeric(Column column);

Q_SIGNALS:
    void countsChanged();
    void pendingChanged();
    // After each batch, for those who show one bet.
    void rowUpdated(const client::contract::BetRow& row);

private:
    struct Record
    {
        client::contract::BetRow row;
        std::int64_t serial = 0; // of arrival, breaks ties of time
        std::int64_t changedAtMs = 0;
        std::uint32_t counters = 0; // bit i: matches counter i
        std::uint16_t changed = 0;  // bit i: column i
        bool visible = false;
        bool marked = false;
    };
    struct Highlight
    {
        std::int64_t atMs;
        int slot;
        std::int64_t serial;
    };
    using Slots = std::deque<int>;

    static std::string indexKey(const BetKey& key);
    const Record& record(int slot) const { return m_records[static_cast<std::size_t>(slot)]; }
    Record& record(int slot) { return m_records[static_cast<std::size_t>(slot)]; }
    bool isNewer(int a, int b) const;
    int visiblePosition(int slot) const;
    void applyNow(const std::vector<client::contract::BetRow>& rows, bool news);
    void updateRecord(int slot, const client::contract::BetRow& row, bool news, std::vector<int>& shown,
                      std::vector<int>& hidden, std::vector<int>& touched);
    int addRecord(const client::contract::BetRow& row);
    void insertInto(Slots& order, const std::vector<int>& sorted, bool notify);
    int runsOf(const Slots& order, const std::vector<int>& sorted) const;
    void showAndHide(std::vector<int> shown, std::vector<int> hidden);
    void rebuildVisible();
    void evict();
    void recount(Record& record);
    void touch(const std::vector<int>& touched);
    std::uint16_t changedColumns(const client::contract::BetRow& before, const client::contract::BetRow& after) const;
    QString text(const client::contract::BetRow& row, int position, Column column) const;
    QString sentence(const client::contract::BetRow& row) const;
    QString toolTip(const client::contract::BetRow& row, Column column) const;

    const client::ports::Clock& m_clock;
    const Format& m_format;
    const std::size_t m_capacity;
    std::vector<Record> m_records;
    std::vector<int> m_free;
    Slots m_order;   // all, newest first
    Slots m_visible; // those that match, newest first
    std::unordered_map<std::string, int> m_index;
    std::int64_t m_nextSerial = 1;
    client::contract::Query m_query;
    bool m_queryAges = false;

    std::vector<client::contract::Query> m_counters;
    std::uint32_t m_agingCounters = 0;
    std::vector<int> m_counts;

    bool m_paused = false;
    int m_pendingNew = 0;
    std::vector<client::contract::BetRow> m_pending;
    std::vector<bool> m_pendingNews;
    std::unordered_map<std::string, std::size_t> m_pendingIndex;

    qint64 m_skipped = 0;
    std::deque<Highlight> m_highlights;
    std::size_t m_ageCursor = 0;
    QTimer m_timer;
};

} // namespace ui
