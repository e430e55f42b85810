// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/clock.h"
#include "ui/failuretexts.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ui {

class Format;

// The service's groups of failures, newest group first: all pages are read, then rows of the feed keep them live. What
// is no longer listed leaves with the next reading.
class FailuresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Cause, Partner, Bets, Amount, First, Last, Hours, State, Owner, Note };
    static constexpr int columns = 10;
    enum Role {
        SortRole = Qt::UserRole + 80,
        HoursRole, // FailureRow::blocks as a QVariantList of counts, of the strip alone
    };
    static constexpr int pagesMax = 10;

    FailuresModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                  QObject* parent = nullptr);
    ~FailuresModel() override;

    void reload();
    void clear();
    void apply(const std::vector<client::contract::FailureRow>& rows);
    void retranslate();

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why the groups did not come, in the console's language; empty if they came.
    const QString& problem() const { return m_problem; }

    const client::contract::FailureRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const client::contract::FailureId& failure) const; // -1: not here
    const client::contract::FailureRow* find(const client::contract::FailureId& failure) const;
    int needingAttention() const;
    QString text(const client::contract::FailureRow& row, Column column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();
    void rowsChanged(); // once a batch

private:
    void ask(const std::string& cursor, int pagesLeft);
    void giveUpCall();
    void put(const client::contract::FailureRow& row);
    void dropUnseen();
    QString sentence(const client::contract::FailureRow& row) const;
    QVariant sortKey(const client::contract::FailureRow& row, Column column) const;

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    const FailureTexts m_texts;
    std::vector<client::contract::FailureRow> m_rows;
    // Versions when the reading began, of rows that it has not met yet.
    std::map<std::string, std::int64_t> m_unseen;
    QPointer<client::api::Call> m_call;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
