// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
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

// For files and settings: {"betdesk_views":1,"views":[{"name":…,"query":…,"columns":["time",…],"sort":"amount",
// "descending":true}]}.
QByteArray viewsToJson(const std::vector<SavedView>& views);
// Nothing of a file with one bad view is taken; the error says which and why, in English.
client::contract::Result<std::vector<SavedView>> viewsFromJson(const QByteArray& json);

} // namespace ui
