// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/clock.h"
#include "ui/jobtexts.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <string>
#include <vector>

namespace ui {

class Format;

// Jobs of the service, newest first: a page at a time from the service, kept live by rows of the feed. Of a job the
// newest version counts, wherever it comes from.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Job, Kind, State, Counts, Amount, Author, Approver, Started, TimeLeft, Reason };
    static constexpr int columns = 10;

    JobsModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
              QObject* parent = nullptr);
    ~JobsModel() override;

    // Asks for the newest page; rows that are here stay.
    void reload();
    void clear();
    void apply(const std::vector<client::contract::JobRow>& rows);
    // Countdowns and estimates move.
    void tick();
    void retranslate();
    // How much the service's clock is ahead of ours.
    void setClockSkew(std::int64_t ms) { m_skewMs = ms; }
    std::int64_t serviceNowMs() const { return m_clock.utcMs() + m_skewMs; }

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why the last page did not come, in the console's language; empty if it came.
    const QString& problem() const { return m_problem; }

    const client::contract::JobRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const client::contract::JobId& job) const; // -1: not here
    const client::contract::JobRow* find(const client::contract::JobId& job) const;
    // That wait for somebody else than `subject`'s own word: requests of others.
    int waitingFor(const std::string& subject) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    bool canFetchMore(const QModelIndex& parent) const final;
    void fetchMore(const QModelIndex& parent) final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();
    // After each job that came in or changed.
    void jobChanged(const client::contract::JobRow& row);
    void rowsChanged(); // once a batch

private:
    void ask(const std::string& cursor);
    void giveUpCall();
    void put(const client::contract::JobRow& row);
    QString text(const client::contract::JobRow& row, Column column) const;
    QString sentence(const client::contract::JobRow& row) const;

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    const JobTexts m_texts;
    std::vector<client::contract::JobRow> m_rows;
    QPointer<client::api::Call> m_call;
    std::string m_nextCursor;
    bool m_loaded = false;
    QString m_problem;
    std::int64_t m_skewMs = 0;
};

} // namespace ui
