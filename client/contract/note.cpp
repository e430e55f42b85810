// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/note.h"

#include "client/contract/decoder.h"

#include <nlohmann/json.hpp>

namespace client::contract {

std::string encode(const NoteOrder& order)
{
    return json::dump(nlohmann::ordered_json{{"text", order.text}});
}

Result<NoteOrder> decodeNoteOrder(std::string_view body)
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    if (value->kind != json::Kind::Object)
        return fail(ErrorKind::Invalid, "an object is wanted");
    Decoder in(*value, "");
    refuseUnknown(in, *value, {"text"});
    NoteOrder order{in.requiredText("text", NoteOrder::bytesMax)};
    if (in.ok() && order.text.find_first_not_of(" \t\r\n") == std::string::npos)
        in.reader().refuse(ErrorKind::Invalid, "text is blank", "text");
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

} // namespace client::contract
