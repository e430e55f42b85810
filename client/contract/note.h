// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace client::contract {

// POST /api/v1/bets/{partner}/{bet}:note: what a person wants others to know about a bet. It stays for ever.
struct NoteOrder
{
    static constexpr std::size_t bytesMax = 2'000;

    std::string text;
};

std::string encode(const NoteOrder& order);
// Unknown members, empty and blank text are refused.
Result<NoteOrder> decodeNoteOrder(std::string_view body);

} // namespace client::contract
