// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <vector>

namespace ui {

class Format;

// The endpoints that are told of events, and how far each is behind. They come from the service's configuration, so a
// reading keeps the places of those that are here.
class WebhooksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, State, Dead, Waiting, Oldest, Events, Address };
    static constexpr int columns = 7;

    WebhooksModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                  QObject* parent = nullptr);
    ~WebhooksModel() override;

    void reload();
    void retranslate();

    bool isLoading() const { return m_call; }
    bool wasLoaded() const { return m_loaded; }
    // Why they did not come, in the console's language; empty if they came.
    const QString& problem() const { return m_problem; }
    const client::contract::WebhookRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    QString text(const client::contract::WebhookRow& row, Column column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();

private:
    void put(std::vector<client::contract::WebhookRow> rows);

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    std::vector<client::contract::WebhookRow> m_rows;
    QPointer<client::api::Call> m_call;
    bool m_loaded = false;
    QString m_problem;
};

} // namespace ui
