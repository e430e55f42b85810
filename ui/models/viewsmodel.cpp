// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/viewsmodel.h"

#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <QSettings>

#include <algorithm>
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
    setCounters();
    connect(&m_bets, &BetsModel::countsChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, CountRole});
    });
}

void ViewsModel::setCounters()
{
    std::vector<client::contract::Query> counters;
    for (int row = 0; row < rowCount(); ++row)
        counters.push_back(
            client::contract::Query::parse(query(row).toStdString()).value_or(client::contract::Query()));
    m_bets.setCounters(counters);
}

void ViewsModel::setSaved(std::vector<SavedView> saved)
{
    beginResetModel();
    m_saved = std::move(saved);
    endResetModel();
    setCounters();
}

void ViewsModel::putInto(std::vector<SavedView>& saved, const SavedView& view)
{
    const auto same =
        std::find_if(saved.begin(), saved.end(), [&](const SavedView& known) { return known.name == view.name; });
    if (same == saved.end())
        saved.push_back(view);
    else
        *same = view;
}

const SavedView* ViewsModel::savedAt(int row) const
{
    const int at = row - static_cast<int>(views.size());
    return at < 0 || at >= static_cast<int>(m_saved.size()) ? nullptr : &m_saved[static_cast<std::size_t>(at)];
}

void ViewsModel::put(const SavedView& view)
{
    auto saved = m_saved;
    putInto(saved, view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

void ViewsModel::rename(int row, const QString& name)
{
    const auto* view = savedAt(row);
    if (!view || name.isEmpty() || name == view->name)
        return;
    auto renamed = *view;
    renamed.name = name;
    auto saved = m_saved;
    std::erase_if(saved, [&](const SavedView& known) { return known.name == name; });
    *std::find(saved.begin(), saved.end(), *view) = renamed;
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

void ViewsModel::remove(int row)
{
    const auto* view = savedAt(row);
    if (!view)
        return;
    auto saved = m_saved;
    std::erase(saved, *view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
}

client::contract::Result<int> ViewsModel::import(const QByteArray& json)
{
    const auto read = viewsFromJson(json);
    if (!read)
        return client::contract::fail(read.error().kind, read.error().detail);
    auto saved = m_saved;
    for (const auto& view : *read)
        putInto(saved, view);
    setSaved(std::move(saved));
    Q_EMIT savedChanged();
    return static_cast<int>(read->size());
}

void ViewsModel::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("views"), viewsToJson(m_saved));
}

void ViewsModel::restore(const QSettings& settings)
{
    // A damaged setting is no reason to lose the next one that is saved.
    setSaved(viewsFromJson(settings.value(QStringLiteral("views")).toByteArray()).value_or(std::vector<SavedView>()));
}

QString ViewsModel::name(int row) const
{
    const auto* saved = savedAt(row);
    return saved ? saved->name : tr(views[static_cast<std::size_t>(row)].name);
}

QString ViewsModel::query(int row) const
{
    const auto* saved = savedAt(row);
    return saved ? saved->query : QString::fromUtf8(views[static_cast<std::size_t>(row)].query);
}

std::optional<int> ViewsModel::count(int row) const
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
    return parent.isValid() ? 0 : static_cast<int>(views.size() + m_saved.size());
}

QVariant ViewsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto counted = count(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return name(index.row());
    case Qt::ToolTipRole:
    case QueryRole:
        return query(index.row());
    case CountRole:
        return counted ? m_format.number(*counted) : QString();
    case Qt::AccessibleTextRole:
        //: Screen reader. %1 name of a view, %2 number of bets
        return counted ? tr("%1: %2").arg(name(index.row()), m_format.number(*counted)) : name(index.row());
    default:
        return {};
    }
}

} // namespace ui
