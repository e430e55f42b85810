// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/clock.h"
#include "ui/reconciliationtexts.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <string>
#include <vector>

namespace ui {

// Runs of the service's reconciliation, newest first, a page at a time. A run that is here keeps its place when it is
// read anew.
class ReconciliationsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Run, Partner, State, Open, Compared, Window, Source, Author, Started };
    static constexpr int columns = 9;

    ReconciliationsModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                         QObject* parent = nullptr);
    ~ReconciliationsModel() override;

    // Asks for the newest page; rows that are here stay.
    void reload();
    void clear();
    void apply(const client::contract::ReconciliationRow& row);
    void retranslate();

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why the last page did not come, in the console's language; empty if it came.
    const QString& problem() const { return m_problem; }
    const client::contract::ReconciliationRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const client::contract::ReconciliationRow* find(const std::string& run) const;
    int rowOf(const std::string& run) const; // -1: not here
    bool hasOpenRun() const;
    QString text(const client::contract::ReconciliationRow& row, Column column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    bool canFetchMore(const QModelIndex& parent) const final;
    void fetchMore(const QModelIndex& parent) final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();
    void rowsChanged(); // once a page

private:
    void ask(const std::string& cursor);
    void giveUpCall();

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    const ReconciliationTexts m_texts;
    std::vector<client::contract::ReconciliationRow> m_rows;
    QPointer<client::api::Call> m_call;
    std::string m_nextCursor;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
