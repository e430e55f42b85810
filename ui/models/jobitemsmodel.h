// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/clock.h"
#include "ui/jobtexts.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <optional>
#include <string>
#include <vector>

namespace ui {

class Format;

// The bets of one job in the service's order, a page at a time as somebody scrolls. While the job runs, what is here is
// read again now and then, and rows keep their places, so that selection and scroll survive.
class JobItemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Bet, Player, Change, Delta, State, Cause, Time };
    static constexpr int columns = 7;
    // Between the end of one reading anew and the next.
    static constexpr std::int64_t againAfterMs = 2'000;

    JobItemsModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                  QObject* parent = nullptr);
    ~JobItemsModel() override;

    // An empty id shows nothing. The filter stays.
    void show(const client::contract::JobId& job, client::contract::JobKind kind);
    void setStateFilter(std::optional<client::contract::JobItemState> state);
    std::optional<client::contract::JobItemState> stateFilter() const { return m_filter; }
    // The job has moved on: what is here is read again, but not at once for each step.
    void markStale() { m_stale = true; }
    void tick();
    void retranslate();

    bool isLoading() const { return m_call; }
    // Why the last page did not come; empty if it came.
    const QString& problem() const { return m_problem; }
    const client::contract::JobItem& item(int row) const { return m_items[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    bool canFetchMore(const QModelIndex& parent) const final;
    void fetchMore(const QModelIndex& parent) final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();

private:
    using Items = std::vector<client::contract::JobItem>;

    void startOver();
    void giveUpCall();
    void ask(const std::string& cursor, bool again);
    void append(const Items& page);
    void readAgain();
    void onPageAgain(const client::contract::Page<client::contract::JobItem>& page);
    void replaceBy(Items fresh);
    QString text(const client::contract::JobItem& item, Column column) const;
    QString sentence(const client::contract::JobItem& item) const;

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    const JobTexts m_texts;
    client::contract::JobId m_job;
    client::contract::JobKind m_kind = client::contract::JobKind::Refund;
    std::optional<client::contract::JobItemState> m_filter;
    Items m_items;
    Items m_fresh; // of a reading anew that is not complete yet
    std::string m_nextCursor;
    QPointer<client::api::Call> m_call;
    QString m_problem;
    bool m_stale = false;
    std::int64_t m_readAtMs = 0; // steady
};

} // namespace ui
