// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/views.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"
#include "client/contract/query.h"

#include <algorithm>

namespace client::contract {

namespace {

constexpr std::size_t nameCharsMax = 80;
constexpr std::size_t queryCharsMax = 1'000;
constexpr std::size_t ownerCharsMax = 128;
constexpr std::size_t columnsMax = 32;

bool isColumnWord(const std::string& word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// What orders and rows have in common.
template <typename View>
void readView(Decoder& in, View& view)
{
    view.name = in.requiredText("name", nameCharsMax);
    view.query = in.reader().requiredString("query", queryCharsMax);
    view.columns = in.words("columns", columnsMax);
    if (!std::all_of(view.columns.begin(), view.columns.end(), isColumnWord))
        in.reader().refuse(ErrorKind::Invalid, "columns must hold words of a-z and _", "columns");
    view.sort = in.text("sort", 64);
    if (!isColumnWord(view.sort))
        in.reader().refuse(ErrorKind::Invalid, "sort must be a word of a-z and _", "sort");
    view.descending = in.reader().optionalBool("descending");
    view.shared = in.flag("shared");
}

template <typename View>
void addView(Json& made, const View& view)
{
    made["name"] = view.name;
    made["query"] = view.query;
    made["columns"] = view.columns;
    addText(made, "sort", view.sort);
    made["descending"] = view.descending;
    made["shared"] = view.shared;
}

ViewRow viewRow(Decoder& in)
{
    ViewRow row;
    row.id = in.id<ViewId>("view_id");
    row.owner = in.requiredText("owner", ownerCharsMax);
    readView(in, row);
    row.updatedAt = in.time("updated_at");
    row.version = in.natural("version");
    return row;
}

} // namespace

Json object(const ViewRow& row)
{
    Json made;
    made["view_id"] = row.id.text();
    made["owner"] = row.owner;
    addView(made, row);
    made["updated_at"] = json::timeText(row.updatedAt);
    made["version"] = row.version;
    return made;
}

std::string encode(const ViewOrder& order)
{
    Json made;
    addView(made, order);
    addNumber(made, "expected_version", order.expectedVersion);
    return json::dump(made);
}

std::string encode(const ViewRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Page<ViewRow>& page)
{
    return encodePage(page);
}

Result<ViewOrder> decodeViewOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder in(*value, "");
    ViewOrder order;
    readView(in, order);
    order.expectedVersion = in.natural("expected_version", false);
    refuseUnknown(in, *value, {"name", "query", "columns", "sort", "descending", "shared", "expected_version"});
    if (in.ok() && order.name.find_first_not_of(" \t\r\n") == std::string::npos)
        in.reader().refuse(ErrorKind::Invalid, "name is blank", "name");
    if (const auto query = Query::parse(order.query); !query)
        in.reader().refuse(ErrorKind::Invalid, query.error().detail, "query");
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

Result<ViewRow> decodeViewRow(std::string_view body)
{
    return decodeText<ViewRow>(body, viewRow);
}

Result<Page<ViewRow>> decodeViewPage(std::string_view body)
{
    return decodeText<Page<ViewRow>>(body, pageOf<ViewRow, viewRow>);
}

} // namespace client::contract
