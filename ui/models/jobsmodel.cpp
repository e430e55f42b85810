// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobsmodel.h"

#include "ui/format.h"
#include "ui/joblook.h"
#include "ui/models/tableroles.h"

#include <algorithm>
#include <tuple>

namespace ui {

using client::contract::JobId;
using client::contract::JobRow;
using client::contract::JobState;

namespace {

bool isNewer(const JobRow& a, const JobRow& b)
{
    return std::tie(a.createdAt, a.number, a.id) > std::tie(b.createdAt, b.number, b.id);
}

bool isNumeric(JobsModel::Column column)
{
    return column == JobsModel::Column::Job || column == JobsModel::Column::Counts ||
           column == JobsModel::Column::Amount || column == JobsModel::Column::TimeLeft;
}

} // namespace

JobsModel::JobsModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format), m_texts(format)
{
}

JobsModel::~JobsModel()
{
    giveUpCall();
}

void JobsModel::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void JobsModel::reload()
{
    giveUpCall();
    ask({});
}

void JobsModel::ask(const std::string& cursor)
{
    client::api::JobFilter filter;
    filter.cursor = cursor;
    auto* call = m_api.jobs(filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (const auto& page = call->result()) {
            m_problem.clear();
            m_loaded = true;
            m_nextCursor = page->nextCursor;
            apply(page->rows);
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

bool JobsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_call && !m_nextCursor.empty();
}

void JobsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask(m_nextCursor);
}

void JobsModel::clear()
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

int JobsModel::rowOf(const JobId& job) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const JobRow& row) { return row.id == job; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const JobRow* JobsModel::find(const JobId& job) const
{
    const int at = rowOf(job);
    return at < 0 ? nullptr : &row(at);
}

void JobsModel::put(const JobRow& row)
{
    if (const int at = rowOf(row.id); at >= 0) {
        auto& held = m_rows[static_cast<std::size_t>(at)];
        if (row.version <= held.version)
            return;
        held = row;
        Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
    } else {
        const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), row, isNewer);
        const int to = static_cast<int>(place - m_rows.begin());
        beginInsertRows({}, to, to);
        m_rows.insert(place, row);
        endInsertRows();
    }
    Q_EMIT jobChanged(row);
}

void JobsModel::apply(const std::vector<JobRow>& rows)
{
    for (const auto& row : rows)
        put(row);
    if (!rows.empty())
        Q_EMIT rowsChanged();
}

void JobsModel::tick()
{
    for (int at = 0; at < rowCount(); ++at) {
        const auto state = row(at).state;
        if (state == JobState::Holding || state == JobState::Running)
            Q_EMIT dataChanged(index(at, static_cast<int>(Column::State)),
                               index(at, static_cast<int>(Column::TimeLeft)));
    }
}

void JobsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

int JobsModel::waitingFor(const std::string& subject) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [&](const JobRow& row) {
        return row.state == JobState::PendingApproval && row.author != subject;
    }));
}

QString JobsModel::header(Column column)
{
    switch (column) {
    case Column::Job:
        return tr("Job");
    case Column::Kind:
        return tr("Kind");
    case Column::State:
        return tr("State");
    case Column::Counts:
        return tr("Progress");
    case Column::Amount:
        return tr("Amount done / total");
    case Column::Author:
        return tr("Author");
    case Column::Approver:
        return tr("Approver");
    case Column::Started:
        return tr("Started");
    case Column::TimeLeft:
        return tr("Time left");
    case Column::Reason:
        return tr("Reason");
    }
    return {};
}

QString JobsModel::text(const JobRow& row, Column column) const
{
    const auto person = [](const std::string& name) { return name.empty() ? dash() : Format::foreign(name, 64); };
    switch (column) {
    case Column::Job:
        return m_format.number(row.number);
    case Column::Kind:
        return row.round.empty() ? JobTexts::kind(row.kind)
                                 : JobTexts::kind(row.kind) + u' ' + Format::foreign(row.round.text(), 64);
    case Column::State:
        return row.state == JobState::Holding ? m_texts.note(row, serviceNowMs(), {}).remove(u'.')
                                              : JobTexts::state(row.state);
    case Column::Counts:
        return m_texts.counts(row.counts);
    case Column::Amount:
        return m_texts.amounts(row);
    case Column::Author:
        return person(row.author);
    case Column::Approver:
        return person(row.approver);
    case Column::Started:
        return m_format.timeShort(row.startedAt);
    case Column::TimeLeft:
        return m_texts.timeLeft(row);
    case Column::Reason:
        return row.reasonText.empty()
                   ? JobTexts::reason(row.reason)
                   : JobTexts::reason(row.reason) + QStringLiteral(": ") + Format::foreign(row.reasonText, 200);
    }
    return {};
}

QString JobsModel::sentence(const JobRow& row) const
{
    //: Read by a screen reader: %1 a state, %2 "Refund job 88", %3 "187 of 303 · …", %4 amounts, %5 a person
    return tr("%1. %2: %3, %4, by %5")
        .arg(text(row, Column::State), JobTexts::name(row), m_texts.progress(row), m_texts.amounts(row),
             text(row, Column::Author));
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& job = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, column);
    case Qt::AccessibleTextRole:
        return column == Column::Job ? sentence(job) : tr("%1: %2").arg(header(column), text(job, column));
    case Qt::ToolTipRole:
        switch (column) {
        case Column::Counts:
            return JobTexts::countsMeaning() + u'\n' + m_texts.progress(job);
        case Column::Started:
            return m_format.timeDetails(job.startedAt, m_clock.utcMs());
        case Column::Job:
        case Column::Kind:
        case Column::State:
        case Column::Amount:
        case Column::Author:
        case Column::Approver:
        case Column::TimeLeft:
        case Column::Reason:
            return text(job, column);
        }
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ChipRole:
        return column == Column::State ? QVariant::fromValue(lookOf(job.state)) : QVariant();
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::ToolTipRole)
        return column == Column::Counts ? JobTexts::countsMeaning() : header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace ui
