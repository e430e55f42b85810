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

// What a run found that is not matched, as the service filters it, a page at a time as somebody scrolls.
class DifferencesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Bet, Class, Age, Ours, Theirs, Accepted };
    static constexpr int columns = 6;

    DifferencesModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                     QObject* parent = nullptr);
    ~DifferencesModel() override;

    // Forgets what is here and asks anew.
    void load(const std::string& run, const client::api::ReconciliationItemFilter& filter);
    void clear();
    // A row that is here is replaced.
    void apply(const client::contract::ReconciliationItem& item);
    void retranslate();
    // Ages move.
    void tick();

    const std::string& run() const { return m_run; } // empty: none
    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why the last page did not come, in the console's language; empty if it came.
    const QString& problem() const { return m_problem; }
    const client::contract::ReconciliationItem& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string& item) const; // -1: not here
    QString text(const client::contract::ReconciliationItem& item, Column column) const;

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
    void ask();
    void giveUpCall();

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    const ReconciliationTexts m_texts;
    std::string m_run;
    client::api::ReconciliationItemFilter m_filter;
    std::vector<client::contract::ReconciliationItem> m_rows;
    QPointer<client::api::Call> m_call;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
