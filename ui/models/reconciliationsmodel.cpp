// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reconciliationsmodel.h"

#include "ui/format.h"
#include "ui/jobtexts.h"

#include <algorithm>
#include <tuple>

namespace ui {

using client::contract::ReconciliationRow;

namespace {

// "rec-10" is newer than "rec-9".
bool isNewer(const ReconciliationRow& a, const ReconciliationRow& b)
{
    const auto age = [](const ReconciliationRow& row) {
        return std::make_tuple(row.createdAt, row.id.size(), std::cref(row.id));
    };
    return age(a) > age(b);
}

bool isNumeric(ReconciliationsModel::Column column)
{
    return column == ReconciliationsModel::Column::Open || column == ReconciliationsModel::Column::Compared;
}

} // namespace

ReconciliationsModel::ReconciliationsModel(client::api::BetApi& api, const client::ports::Clock& clock,
                                           const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format), m_texts(format)
{
}

ReconciliationsModel::~ReconciliationsModel()
{
    giveUpCall();
}

void ReconciliationsModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void ReconciliationsModel::reload()
{
    giveUpCall();
    ask({});
}

void ReconciliationsModel::ask(const std::string& cursor)
{
    auto* call = m_api.reconciliations(cursor);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call, cursor] {
        m_call.clear();
        if (const auto& page = call->result()) {
            m_problem.clear();
            // The newest page is asked for again and again; older ones that were scrolled to stay reached.
            if (!m_loaded || !cursor.empty())
                m_nextCursor = page->nextCursor;
            m_loaded = true;
            for (const auto& row : page->rows)
                apply(row);
            Q_EMIT rowsChanged();
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

bool ReconciliationsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_call && !m_nextCursor.empty();
}

void ReconciliationsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask(m_nextCursor);
}

void ReconciliationsModel::clear()
{
    giveUpCall();
    beginResetModel();
    m_rows.clear();
    m_nextCursor.clear();
    m_loaded = false;
    m_problem.clear();
    endResetModel();
    Q_EMIT rowsChanged();
}

void ReconciliationsModel::apply(const ReconciliationRow& row)
{
    if (const int at = rowOf(row.id); at >= 0) {
        auto& held = m_rows[static_cast<std::size_t>(at)];
        if (held == row)
            return;
        held = row;
        Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
        return;
    }
    const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), row, isNewer);
    const int to = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, to, to);
    m_rows.insert(place, row);
    endInsertRows();
}

void ReconciliationsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

int ReconciliationsModel::rowOf(const std::string& run) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ReconciliationRow& row) { return row.id == run; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const ReconciliationRow* ReconciliationsModel::find(const std::string& run) const
{
    const int at = rowOf(run);
    return at < 0 ? nullptr : &row(at);
}

bool ReconciliationsModel::hasOpenRun() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const ReconciliationRow& row) { return client::contract::isOpen(row.state); });
}

QString ReconciliationsModel::header(Column column)
{
    switch (column) {
    case Column::Run:
        return tr("Run");
    case Column::Partner:
        return tr("Partner");
    case Column::State:
        return tr("State");
    case Column::Open:
        return tr("Open");
    case Column::Compared:
        return tr("Compared");
    case Column::Window:
        return tr("Bets made");
    case Column::Source:
        return tr("List");
    case Column::Author:
        return tr("Author");
    case Column::Started:
        return tr("Started");
    }
    return {};
}

QString ReconciliationsModel::text(const ReconciliationRow& row, Column column) const
{
    switch (column) {
    case Column::Run:
        return Format::foreign(row.id, 32);
    case Column::Partner:
        return Format::foreign(row.partner.text(), 64);
    case Column::State:
        return ReconciliationTexts::state(row.state);
    case Column::Open:
        return m_format.number(row.openExceptions());
    case Column::Compared:
        return m_format.number(row.compared());
    case Column::Window:
        return m_texts.window(row);
    case Column::Source:
        return ReconciliationTexts::source(row.source);
    case Column::Author:
        return Format::foreign(row.author, 64);
    case Column::Started:
        return m_format.moment(row.createdAt, m_clock.utcMs());
    }
    return {};
}

int ReconciliationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReconciliationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ReconciliationsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& run = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(run, column);
    case Qt::AccessibleTextRole:
        if (column != Column::Run)
            return tr("%1: %2").arg(header(column), text(run, column));
        //: Read by a screen reader: %1 "rec-3", %2 a partner, %3 a state, %4 "1 000 bets compared · …"
        return tr("%1, %2, %3: %4")
            .arg(text(run, column), text(run, Column::Partner), text(run, Column::State), m_texts.outcome(run));
    case Qt::ToolTipRole:
        return column == Column::Started ? m_format.timeDetails(run.createdAt, m_clock.utcMs())
               : column == Column::State || column == Column::Open || column == Column::Compared ? m_texts.outcome(run)
                                                                                                 : text(run, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        return column == Column::State ? QVariant::fromValue(ReconciliationTexts::look(run.state)) : QVariant();
    default:
        return {};
    }
}

QVariant ReconciliationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::ToolTipRole)
        return column == Column::Open ? tr("Exceptions that nobody has accepted") : header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
