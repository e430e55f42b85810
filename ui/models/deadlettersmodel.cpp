// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deadlettersmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>
#include <utility>

namespace ui {

using client::contract::DeadLetterRow;

DeadLettersModel::DeadLettersModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                                   QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format)
{
}

DeadLettersModel::~DeadLettersModel()
{
    giveUpCall();
}

void DeadLettersModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void DeadLettersModel::show(std::vector<std::string> endpoints)
{
    giveUpCall();
    m_endpoints = std::move(endpoints);
    m_problem.clear();
    if (!m_rows.empty()) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    ask(0, {});
}

void DeadLettersModel::ask(std::size_t endpoint, const std::string& cursor)
{
    if (endpoint >= m_endpoints.size() || isCut()) {
        Q_EMIT loadingChanged();
        return;
    }
    auto* call = m_api.deadLetters(m_endpoints[endpoint], cursor);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call, endpoint] {
        m_call.clear();
        if (const auto& page = call->result()) {
            append(m_endpoints[endpoint], page->rows);
            return page->nextCursor.empty() ? ask(endpoint + 1, {}) : ask(endpoint, page->nextCursor);
        }
        m_problem = JobTexts::refusal(call->answer());
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

void DeadLettersModel::append(const std::string& endpoint, const std::vector<DeadLetterRow>& rows)
{
    const auto room = std::min(rows.size(), lettersMax - m_rows.size());
    if (room == 0)
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(room) - 1);
    for (std::size_t i = 0; i < room; ++i)
        m_rows.push_back({endpoint, rows[i]});
    endInsertRows();
}

void DeadLettersModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString DeadLettersModel::header(Column column)
{
    switch (column) {
    case Column::At:
        return tr("When");
    case Column::Event:
        return tr("Event");
    case Column::About:
        return tr("Bet");
    case Column::Endpoint:
        return tr("Endpoint");
    case Column::Tries:
        return tr("Tries");
    case Column::Error:
        return tr("Last error");
    case Column::Id:
        return tr("Id");
    }
    return {};
}

QString DeadLettersModel::text(const Letter& letter, Column column) const
{
    switch (column) {
    case Column::At:
        return m_format.moment(letter.row.at, m_clock.utcMs());
    case Column::Event:
        return Format::foreign(letter.row.type, 64);
    case Column::About: {
        // "bet:acme/b-1"; what is no bet says what it is.
        const auto subject = Format::foreign(letter.row.subject, 200);
        const QLatin1String bet("bet:");
        return subject.startsWith(bet) ? subject.mid(bet.size()) : subject;
    }
    case Column::Endpoint:
        return Format::foreign(letter.endpoint, 64);
    case Column::Tries:
        return m_format.number(letter.row.attempts);
    case Column::Error:
        if (letter.row.attempts == 0)
            return tr("Not sent: one before it was not taken");
        if (!letter.row.error.empty())
            return Format::foreign(letter.row.error, 300);
        return letter.row.http > 0 ? QStringLiteral("HTTP %1").arg(letter.row.http) : dash();
    case Column::Id:
        return Format::foreign(letter.row.id, 64);
    }
    return {};
}

int DeadLettersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DeadLettersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant DeadLettersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& letter = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return text(letter, column);
    if (role == Qt::ToolTipRole)
        return column == Column::At ? m_format.timeDetails(letter.row.at, m_clock.utcMs()) : text(letter, column);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), text(letter, column));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant DeadLettersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
