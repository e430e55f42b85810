// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/differencesmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>

namespace ui {

using client::contract::ReconciliationItem;

DifferencesModel::DifferencesModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                                   QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format), m_texts(format)
{
}

DifferencesModel::~DifferencesModel()
{
    giveUpCall();
}

void DifferencesModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void DifferencesModel::clear()
{
    giveUpCall();
    beginResetModel();
    m_rows.clear();
    m_run.clear();
    m_filter = {};
    m_loaded = false;
    m_problem.clear();
    endResetModel();
    Q_EMIT loadingChanged();
}

void DifferencesModel::load(const std::string& run, const client::api::ReconciliationItemFilter& filter)
{
    giveUpCall();
    beginResetModel();
    m_rows.clear();
    m_run = run;
    m_filter = filter;
    m_loaded = false;
    m_problem.clear();
    endResetModel();
    ask();
}

void DifferencesModel::ask()
{
    auto* call = m_api.reconciliationItems(m_run, m_filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        const auto& page = call->result();
        if (!page) {
            m_problem = JobTexts::refusal(call->answer());
            Q_EMIT loadingChanged();
            return;
        }
        m_problem.clear();
        // A rare filter passes over pages without a row; nobody could scroll on to the next one.
        if (page->rows.empty() && !page->nextCursor.empty() && page->nextCursor != m_filter.cursor) {
            m_filter.cursor = page->nextCursor;
            return ask();
        }
        m_loaded = true;
        m_filter.cursor = page->nextCursor;
        if (!page->rows.empty()) {
            const int first = rowCount();
            beginInsertRows({}, first, first + static_cast<int>(page->rows.size()) - 1);
            m_rows.insert(m_rows.end(), page->rows.begin(), page->rows.end());
            endInsertRows();
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

bool DifferencesModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_call && !m_filter.cursor.empty();
}

void DifferencesModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask();
}

void DifferencesModel::apply(const ReconciliationItem& item)
{
    const int at = rowOf(item.id);
    if (at < 0)
        return;
    m_rows[static_cast<std::size_t>(at)] = item;
    Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
}

void DifferencesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

void DifferencesModel::tick()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::Age)),
                           index(rowCount() - 1, static_cast<int>(Column::Age)));
}

int DifferencesModel::rowOf(const std::string& item) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ReconciliationItem& row) { return row.id == item; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString DifferencesModel::header(Column column)
{
    switch (column) {
    case Column::Bet:
        return tr("Bet");
    case Column::Class:
        return tr("Class");
    case Column::Age:
        return tr("Age");
    case Column::Ours:
        return tr("Ours");
    case Column::Theirs:
        return tr("Theirs");
    case Column::Accepted:
        return tr("Accepted");
    }
    return {};
}

QString DifferencesModel::text(const ReconciliationItem& item, Column column) const
{
    switch (column) {
    case Column::Bet:
        return Format::foreign(item.bet.text(), 64);
    case Column::Class:
        return ReconciliationTexts::kind(item.kind);
    case Column::Age:
        return m_format.duration(std::max<std::int64_t>(0, m_clock.utcMs() - item.since));
    case Column::Ours:
        return item.ours ? m_texts.side(*item.ours) : dash();
    case Column::Theirs:
        return item.theirs ? m_texts.side(*item.theirs) : dash();
    case Column::Accepted:
        if (item.isAccepted())
            return tr("%1: %2").arg(Format::foreign(item.acceptedBy, 64), Format::foreign(item.acceptedReason, 200));
        return item.why.empty() ? dash() : ReconciliationTexts::why(item.why);
    }
    return {};
}

int DifferencesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DifferencesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant DifferencesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& item = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(item, column);
    case Qt::AccessibleTextRole:
        if (column != Column::Bet)
            return tr("%1: %2").arg(header(column), text(item, column));
        //: Read by a screen reader: %1 a bet, %2 a class, %3 "3 h", %4 our side, %5 the partner's side
        return tr("%1: %2 for %3. Ours: %4. Theirs: %5.")
            .arg(text(item, column), text(item, Column::Class), text(item, Column::Age), text(item, Column::Ours),
                 text(item, Column::Theirs));
    case Qt::ToolTipRole:
        return column == Column::Age     ? m_format.timeDetails(item.since, m_clock.utcMs())
               : column == Column::Class ? ReconciliationTexts::meaning(item.kind)
                                         : text(item, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::Age ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        return column == Column::Class ? QVariant::fromValue(ReconciliationTexts::look(item.kind)) : QVariant();
    case FaintRole:
        return item.isAccepted();
    default:
        return {};
    }
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::ToolTipRole)
        return column == Column::Age ? tr("Since a run found just this difference for the first time") : header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Age ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
