// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/ports/clock.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <vector>

namespace ui {

class Format;

// What a filter finds in the service's audit log, newest first, a page at a time as somebody scrolls.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { When, Who, Roles, Action, Object, Reason, Change, Request };
    static constexpr int columns = 8;

    AuditModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
               QObject* parent = nullptr);
    ~AuditModel() override;

    // Forgets what is here and asks anew.
    void load(const client::api::AuditFilter& filter);
    void clear();
    void retranslate();

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why the last page did not come, in the console's language; empty if it came.
    const QString& problem() const { return m_problem; }
    const client::contract::AuditEntry& entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    // Everything about one row, for reading and copying.
    QString details(int row) const;

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
    QString text(const client::contract::AuditEntry& entry, Column column) const;

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    client::api::AuditFilter m_filter;
    std::vector<client::contract::AuditEntry> m_entries;
    QPointer<client::api::Call> m_call;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
