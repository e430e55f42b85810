// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/wire.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Shapes of /api/v1/views: queries with a name, of one person or for everybody.
namespace client::contract {

using ViewId = Id<struct ViewTag>;

// PUT /api/v1/views/{view}
struct ViewOrder
{
    std::string name;
    std::string query;
    std::vector<std::string> columns; // words of the console, in their order; empty: as they are
    std::string sort;                 // one of them; empty: none
    bool descending = false;
    bool shared = false;              // with everybody
    std::int64_t expectedVersion = 0; // 0: a new one
    bool operator==(const ViewOrder&) const = default;
};

struct ViewRow
{
    ViewId id;
    std::string owner; // who alone may change it
    std::string name;
    std::string query;
    std::vector<std::string> columns;
    std::string sort;
    bool descending = false;
    bool shared = false;
    std::int64_t updatedAt = 0;
    std::int64_t version = 0;
    bool operator==(const ViewRow&) const = default;
};

std::string encode(const ViewOrder& order);
std::string encode(const ViewRow& row);
std::string encode(const Page<ViewRow>& page);

// Unknown members are refused here, and a query that cannot be read.
Result<ViewOrder> decodeViewOrder(std::string_view body);
Result<ViewRow> decodeViewRow(std::string_view body);
Result<Page<ViewRow>> decodeViewPage(std::string_view body);

} // namespace client::contract
