// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"
#include "client/review/lookup.h"
#include "client/review/session.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <optional>

namespace ui {

class Format;

// Lines of a review as a table: all of them, or those at some positions. It holds no rows: what is shown is read from
// the mapped columns when it is shown.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Line, Mark, File, Time, Event, Bet, Partner, Status, Http, Text };
    static constexpr int columns = 10;
    // A view counts its height in pixels in an int.
    static constexpr std::uint64_t rowsShownMax = 60'000'000;
    using MarkAt = std::function<const client::review::Mark*(std::uint64_t position)>;
    using NotesAt = std::function<std::vector<const client::review::BundleNote*>(std::uint64_t position)>;

    LogModel(const Format& format, MarkAt markAt, NotesAt notesAt, QObject* parent = nullptr);

    // Null positions: all lines. `sorted` is of these positions; null: in the order of the lines.
    void setLines(std::shared_ptr<const client::review::Merged> merged,
                  std::shared_ptr<const client::review::Positions> positions,
                  std::shared_ptr<const client::review::SortedMatches> sorted = nullptr);
    void refreshMarks();
    void retranslate();

    std::uint64_t position(int row) const;
    int rowOf(std::uint64_t wantedPosition) const; // -1: it is not among them
    // The first row at or behind the position, or the last; -1: there is none. Of no use in a sorted list.
    int nearestRow(std::uint64_t position) const;
    bool isSorted() const { return m_sorted != nullptr; }
    // What a list can be sorted by when a column is chosen; nothing: no order is meant by it.
    static std::optional<client::review::SortField> sortField(Column column);
    // Whether headers say why this list cannot be sorted.
    void setSortable(bool sortable);
    static QString sortRefusal();
    std::uint64_t rowsLeftOut() const;
    std::optional<client::contract::ShownStatus> statusAt(std::uint64_t position) const;
    // As wide as a time of these lines is.
    QString timeSample() const;
    static QString header(Column column);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QString text(std::uint64_t position, Column column) const;
    QString markText(std::uint64_t position) const;
    QVariant chip(std::uint64_t position) const;
    QString sentence(std::uint64_t position) const;
    std::uint64_t wanted() const;

    const Format& m_format;
    const MarkAt m_markAt;
    const NotesAt m_notesAt;
    std::shared_ptr<const client::review::Merged> m_merged;
    std::shared_ptr<const client::review::Positions> m_positions;
    std::shared_ptr<const client::review::SortedMatches> m_sorted;
    bool m_sortable = true;
    bool m_hasDays = false; // the times are of more than one day
};

} // namespace ui
