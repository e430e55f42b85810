// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/savedview.h"

#include "client/contract/query.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace ui {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

namespace {

constexpr int formatVersion = 1;
constexpr qsizetype nameMax = 80;
constexpr std::array<const char*, 12> columnWords{"time",   "bet",    "partner", "player",   "round",   "amount",
                                                  "payout", "status", "attempt", "next_try", "latency", "last_error"};

QString wordOf(BetColumn column)
{
    return QString::fromLatin1(columnWords[static_cast<std::size_t>(column)]);
}

Result<BetColumn> columnOf(const QJsonValue& value)
{
    const auto found = std::find_if(columnWords.begin(), columnWords.end(),
                                    [&](const char* word) { return value.toString() == QLatin1String(word); });
    if (found == columnWords.end())
        return fail(ErrorKind::Invalid, "there is no column `" + value.toString().toStdString() + "`");
    return static_cast<BetColumn>(found - columnWords.begin());
}

Result<SavedView> viewOf(const QJsonObject& object)
{
    SavedView view;
    view.name = object.value(QLatin1String("name")).toString().trimmed();
    view.query = object.value(QLatin1String("query")).toString();
    if (view.name.isEmpty() || view.name.size() > nameMax)
        return fail(ErrorKind::Invalid, "a name has 1 to 80 characters");
    if (const auto parsed = client::contract::Query::parse(view.query.toStdString()); !parsed)
        return fail(ErrorKind::Invalid, parsed.error().detail);
    for (const auto& value : object.value(QLatin1String("columns")).toArray()) {
        const auto column = columnOf(value);
        if (!column)
            return fail(column.error().kind, column.error().detail);
        if (std::find(view.columns.begin(), view.columns.end(), *column) == view.columns.end())
            view.columns.push_back(*column);
    }
    if (const auto sort = object.value(QLatin1String("sort")); !sort.isUndefined()) {
        const auto column = columnOf(sort);
        if (!column)
            return fail(column.error().kind, column.error().detail);
        view.order = {*column, object.value(QLatin1String("descending")).toBool()};
    }
    return view;
}

} // namespace

SavedView savedViewOf(const client::contract::ViewRow& row)
{
    SavedView view;
    view.name = QString::fromStdString(row.name);
    view.query = QString::fromStdString(row.query);
    for (const auto& word : row.columns) {
        const auto column = columnOf(QString::fromStdString(word));
        if (column && std::find(view.columns.begin(), view.columns.end(), *column) == view.columns.end())
            view.columns.push_back(*column);
    }
    if (const auto column = columnOf(QString::fromStdString(row.sort)))
        view.order = {*column, row.descending};
    return view;
}

client::contract::ViewOrder orderOf(const SavedView& view, bool shared)
{
    client::contract::ViewOrder order;
    order.name = view.name.toStdString();
    order.query = view.query.toStdString();
    for (const auto column : view.columns)
        order.columns.push_back(wordOf(column).toStdString());
    order.sort = wordOf(view.order.column).toStdString();
    order.descending = view.order.descending;
    order.shared = shared;
    return order;
}

client::contract::ViewOrder orderOf(const client::contract::ViewRow& row)
{
    return {row.name, row.query, row.columns, row.sort, row.descending, row.shared, row.version};
}

QByteArray viewsToJson(const std::vector<SavedView>& views)
{
    QJsonArray list;
    for (const auto& view : views) {
        QJsonArray columns;
        for (const auto column : view.columns)
            columns.append(wordOf(column));
        list.append(QJsonObject{{QStringLiteral("name"), view.name},
                                {QStringLiteral("query"), view.query},
                                {QStringLiteral("columns"), columns},
                                {QStringLiteral("sort"), wordOf(view.order.column)},
                                {QStringLiteral("descending"), view.order.descending}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("betdesk_views"), formatVersion}, {QStringLiteral("views"), list}})
        .toJson();
}

Result<std::vector<SavedView>> viewsFromJson(const QByteArray& json)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(ErrorKind::Invalid, problem.errorString().toStdString());
    const auto object = document.object();
    if (object.value(QLatin1String("betdesk_views")).toInt() != formatVersion)
        return fail(ErrorKind::Invalid, "this is no file of views");
    std::vector<SavedView> views;
    for (const auto& value : object.value(QLatin1String("views")).toArray()) {
        const auto view = viewOf(value.toObject());
        if (!view)
            return fail(view.error().kind, "view " + std::to_string(views.size() + 1) + ": " + view.error().detail);
        views.push_back(*view);
    }
    return views;
}

} // namespace ui
