// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/contract/views.h"
#include "ui/models/betlist.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace ui {

// A view that somebody saved: what is asked for and how it is listed.
struct SavedView
{
    QString name;
    QString query;
    std::vector<BetColumn> columns; // those that are shown, in their order; empty: as they are
    BetList::Order order;
    bool operator==(const SavedView&) const = default;
};

// As the service keeps it. A column that this console does not know is left out of what is shown.
SavedView savedViewOf(const client::contract::ViewRow& row);
client::contract::ViewOrder orderOf(const SavedView& view, bool shared);
// Of a change: what the row says, columns that are not known here included.
client::contract::ViewOrder orderOf(const client::contract::ViewRow& row);

// For files and settings: {"betdesk_views":1,"views":[{"name":…,"query":…,"columns":["time",…],"sort":"amount",
// "descending":true}]}.
QByteArray viewsToJson(const std::vector<SavedView>& views);
// Nothing of a file with one bad view is taken; the error says which and why, in English.
client::contract::Result<std::vector<SavedView>> viewsFromJson(const QByteArray& json);

} // namespace ui
