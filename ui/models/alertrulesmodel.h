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

// The rules by which the service raises alerts, as it listed them, and as it answered since.
class AlertRulesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, State, Severity, Tells, QuietHours, LooksFor };
    static constexpr int columns = 6;

    AlertRulesModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                    QObject* parent = nullptr);
    ~AlertRulesModel() override;

    void reload();
    void apply(const client::contract::AlertRuleRow& rule);
    void remove(const client::contract::AlertRuleId& rule);
    void retranslate();

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why they did not come, in the console's language; empty if they came.
    const QString& problem() const { return m_problem; }
    const client::contract::AlertRuleRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const client::contract::AlertRuleId& rule) const; // -1: not here
    QString text(const client::contract::AlertRuleRow& rule, Column column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();

private:
    void put(std::vector<client::contract::AlertRuleRow> rows);
    QString state(const client::contract::AlertRuleRow& rule) const;

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    std::vector<client::contract::AlertRuleRow> m_rows;
    QPointer<client::api::Call> m_call;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
