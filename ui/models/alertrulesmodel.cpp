// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alertrulesmodel.h"

#include "ui/alerttexts.h"
#include "ui/format.h"
#include "ui/jobtexts.h"
#include "ui/models/tableroles.h"

#include <QTime>

#include <algorithm>
#include <utility>

namespace ui {

using client::contract::AlertRuleId;
using client::contract::AlertRuleRow;

namespace {

constexpr int secondsOfAMinute = 60;

QString timeOfDay(int minutes)
{
    return QTime(0, 0).addSecs(minutes * secondsOfAMinute).toString(QStringLiteral("HH:mm"));
}

} // namespace

AlertRulesModel::AlertRulesModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                                 QObject* parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock), m_format(format)
{
}

AlertRulesModel::~AlertRulesModel()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
}

void AlertRulesModel::reload()
{
    if (m_call)
        return;
    auto* call = m_api.alertRules();
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

// The chosen rule stays chosen unless rules came or went.
void AlertRulesModel::put(std::vector<AlertRuleRow> rows)
{
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const AlertRuleRow& a, const AlertRuleRow& b) { return a.id == b.id; });
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    if (!same)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int AlertRulesModel::rowOf(const AlertRuleId& rule) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const AlertRuleRow& row) { return row.id == rule; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void AlertRulesModel::apply(const AlertRuleRow& rule)
{
    if (const int at = rowOf(rule.id); at >= 0) {
        m_rows[static_cast<std::size_t>(at)] = rule;
        Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(rule);
    endInsertRows();
}

void AlertRulesModel::remove(const AlertRuleId& rule)
{
    const int at = rowOf(rule);
    if (at < 0)
        return;
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    endRemoveRows();
}

void AlertRulesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString AlertRulesModel::header(Column column)
{
    switch (column) {
    case Column::Name:
        return tr("Rule");
    case Column::State:
        return tr("State");
    case Column::Severity:
        return tr("Severity");
    case Column::Tells:
        return tr("Tells by");
    case Column::QuietHours:
        return tr("Quiet hours (UTC)");
    case Column::LooksFor:
        return tr("Looks for");
    }
    return {};
}

QString AlertRulesModel::state(const AlertRuleRow& rule) const
{
    if (!rule.enabled)
        return tr("Off");
    const auto now = m_clock.utcMs();
    //: %1 a time
    return rule.snoozedUntil > now ? tr("Snoozed until %1").arg(m_format.moment(rule.snoozedUntil, now)) : tr("On");
}

QString AlertRulesModel::text(const AlertRuleRow& rule, Column column) const
{
    switch (column) {
    case Column::Name:
        //: %1 the name of a rule
        return rule.builtIn ? tr("%1 (built in)").arg(Format::foreign(rule.id.text(), 64))
                            : Format::foreign(rule.id.text(), 64);
    case Column::State:
        return state(rule);
    case Column::Severity:
        return AlertTexts::severity(rule.severity);
    case Column::Tells:
        if (rule.sound)
            return rule.desktop ? tr("Sound, desktop") : tr("Sound");
        return rule.desktop ? tr("Desktop") : tr("The list alone");
    case Column::QuietHours:
        return rule.quietFrom == rule.quietTo ? dash() : timeOfDay(rule.quietFrom) + u'–' + timeOfDay(rule.quietTo);
    case Column::LooksFor:
        return AlertTexts(m_format).looksFor(rule);
    }
    return {};
}

int AlertRulesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertRulesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AlertRulesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto shown = text(row(index.row()), column);
    if (role == Qt::DisplayRole)
        return shown;
    if (role == Qt::ToolTipRole)
        return QString(QStringLiteral("<p>") + shown.toHtmlEscaped() + QStringLiteral("</p>"));
    if (role == FaintRole)
        return !row(index.row()).enabled;
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2").arg(header(column), shown);
    return {};
}

QVariant AlertRulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return header(static_cast<Column>(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

} // namespace ui
