// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/auditmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

namespace ui {

using client::contract::AuditEntry;

AuditModel::AuditModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                       QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format)
{
}

AuditModel::~AuditModel()
{
    giveUpCall();
}

void AuditModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void AuditModel::clear()
{
    giveUpCall();
    beginResetModel();
    m_entries.clear();
    m_filter = {};
    m_loaded = false;
    m_problem.clear();
    endResetModel();
    Q_EMIT loadingChanged();
}

void AuditModel::load(const client::api::AuditFilter& filter)
{
    clear();
    m_filter = filter;
    ask();
}

void AuditModel::ask()
{
    auto* call = m_api.audit(m_filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (const auto& page = call->result()) {
            m_problem.clear();
            m_loaded = true;
            m_filter.cursor = page->nextCursor;
            if (!page->rows.empty()) {
                const int first = rowCount();
                beginInsertRows({}, first, first + static_cast<int>(page->rows.size()) - 1);
                m_entries.insert(m_entries.end(), page->rows.begin(), page->rows.end());
                endInsertRows();
            }
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

bool AuditModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_call && !m_filter.cursor.empty();
}

void AuditModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask();
}

void AuditModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString AuditModel::header(Column column)
{
    switch (column) {
    case Column::When:
        return tr("When");
    case Column::Who:
        return tr("Who");
    case Column::Roles:
        return tr("Roles");
    case Column::Action:
        return tr("Action");
    case Column::Object:
        return tr("Object");
    case Column::Reason:
        return tr("Reason");
    case Column::Change:
        return tr("Before → After");
    case Column::Request:
        return tr("Request");
    }
    return {};
}

QString AuditModel::text(const AuditEntry& entry, Column column) const
{
    const auto shown = [](const std::string& text) { return text.empty() ? dash() : Format::foreign(text, 300); };
    switch (column) {
    case Column::When:
        return m_format.dateTime(entry.at);
    case Column::Who:
        return entry.subject.empty() ? tr("nobody signed in") : shown(entry.subject);
    case Column::Roles: {
        QStringList roles;
        for (const auto& role : entry.roles)
            roles << Format::foreign(role, 24);
        return roles.isEmpty() ? dash() : roles.join(QStringLiteral(", "));
    }
    case Column::Action:
        return shown(entry.action);
    case Column::Object:
        return shown(entry.object);
    case Column::Reason:
        return shown(entry.reason);
    case Column::Change:
        return entry.before.empty() && entry.after.empty() ? dash()
               : entry.before.empty()                      ? shown(entry.after)
                                      : shown(entry.before) + QStringLiteral(" → ") + shown(entry.after);
    case Column::Request:
        return shown(entry.correlationId);
    }
    return {};
}

QString AuditModel::details(int row) const
{
    const auto& shown = entry(row);
    QStringList lines{tr("Row %1").arg(m_format.number(shown.seq))};
    for (int column = 0; column < columns; ++column)
        lines << tr("%1: %2").arg(header(static_cast<Column>(column)), text(shown, static_cast<Column>(column)));
    lines << tr("Hash: %1").arg(Format::foreign(shown.hash));
    return lines.join(u'\n');
}

int AuditModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int AuditModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AuditModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& shown = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, column);
    case Qt::AccessibleTextRole:
        if (column != Column::When)
            return tr("%1: %2").arg(header(column), text(shown, column));
        //: Read by a screen reader: %1 a time, %2 a person, %3 an action, %4 an object, %5 "blocked → refunded"
        return tr("%1, %2: %3, %4, %5")
            .arg(text(shown, Column::When), text(shown, Column::Who), text(shown, Column::Action),
                 text(shown, Column::Object), text(shown, Column::Change));
    case Qt::ToolTipRole:
        return column == Column::When ? m_format.timeDetails(shown.at, m_clock.utcMs()) : text(shown, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return header(static_cast<Column>(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

} // namespace ui
