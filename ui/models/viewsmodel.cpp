// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/viewsmodel.h"

#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <array>

namespace ui {

namespace {

struct View
{
    const char* name;
    const char* query;
};

constexpr std::array<View, 9> views{{
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "All bets"), ""},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Needs attention"),
     "status:failed or status:in_doubt or (status:funds_held not last:5m)"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Failed"), "status:failed"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Retrying"), "status:retrying"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "In doubt"), "status:in_doubt"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Funds held"), "status:funds_held"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Funds held > 5 min"), "status:funds_held not last:5m"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Refunded in 24 h"), "status:refunded last:24h"},
    {QT_TRANSLATE_NOOP("ui::ViewsModel", "Recalculated in 24 h"), "status:recalculated last:24h"},
}};

} // namespace

ViewsModel::ViewsModel(BetsModel& bets, const Format& format, QObject* parent)
    : QAbstractListModel(parent), m_bets(bets), m_format(format)
{
    std::vector<client::contract::Query> counters;
    for (const auto& view : views)
        counters.push_back(client::contract::Query::parse(view.query).value_or(client::contract::Query()));
    m_bets.setCounters(counters);
    connect(&m_bets, &BetsModel::countsChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, CountRole});
    });
}

QString ViewsModel::name(int row) const
{
    return tr(views[static_cast<std::size_t>(row)].name);
}

QString ViewsModel::query(int row) const
{
    return QString::fromUtf8(views[static_cast<std::size_t>(row)].query);
}

int ViewsModel::count(int row) const
{
    return m_bets.counter(row);
}

int ViewsModel::rowOfQuery(const QString& text) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (query(row) == text.trimmed())
            return row;
    }
    return -1;
}

void ViewsModel::retranslate()
{
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ViewsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(views.size());
}

QVariant ViewsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return name(index.row());
    case Qt::ToolTipRole:
    case QueryRole:
        return query(index.row());
    case CountRole:
        return m_format.number(count(index.row()));
    case Qt::AccessibleTextRole:
        //: Screen reader. %1 name of a view, %2 number of bets
        return tr("%1: %2").arg(name(index.row()), m_format.number(count(index.row())));
    default:
        return {};
    }
}

} // namespace ui
