// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/webhooksmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>
#include <utility>

namespace ui {

using client::contract::WebhookRow;

WebhooksModel::WebhooksModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                             QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format)
{
}

WebhooksModel::~WebhooksModel()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
}

void WebhooksModel::reload()
{
    if (m_call)
        return;
    auto* call = m_api.webhooks();
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            m_problem.clear();
            m_loaded = true;
            put(call->result()->rows);
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

// What somebody chose stays chosen unless the configuration is another one.
void WebhooksModel::put(std::vector<WebhookRow> rows)
{
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const WebhookRow& a, const WebhookRow& b) { return a.name == b.name; });
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    if (!same)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void WebhooksModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString WebhooksModel::header(Column column)
{
    switch (column) {
    case Column::Name:
        return tr("Endpoint");
    case Column::State:
        return tr("State");
    case Column::Dead:
        return tr("Dead letters");
    case Column::Waiting:
        return tr("Waiting");
    case Column::Oldest:
        return tr("Waiting since");
    case Column::Events:
        return tr("Told of");
    case Column::Address:
        return tr("Address");
    }
    return {};
}

QString WebhooksModel::text(const WebhookRow& row, Column column) const
{
    switch (column) {
    case Column::Name:
        return Format::foreign(row.name, 64);
    case Column::State:
        if (row.dead > 0)
            return tr("Gave up");
        return row.waiting > 0 ? tr("Behind") : tr("All taken");
    case Column::Dead:
        return m_format.number(row.dead);
    case Column::Waiting:
        return m_format.number(row.waiting);
    case Column::Oldest:
        return row.oldestAt == 0 ? dash() : m_format.moment(row.oldestAt, m_clock.utcMs());
    case Column::Events: {
        QStringList words;
        for (const auto& event : row.events)
            words << Format::foreign(event, 64);
        return words.join(QStringLiteral(", "));
    }
    case Column::Address:
        return Format::foreign(row.url, 200);
    }
    return {};
}

int WebhooksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WebhooksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant WebhooksModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto shown = text(row(index.row()), column);
    const bool isNumber = column == Column::Dead || column == Column::Waiting;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return shown;
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), shown);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant WebhooksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    const bool isNumber = column == Column::Dead || column == Column::Waiting;
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
