// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace client::contract {

enum class ErrorKind {
    Malformed,  // not the format at all
    Invalid,    // well-formed, but breaks a rule
    TooLarge,   // over a documented size
    OutOfRange, // a number beyond what we can represent
    Precision,  // more decimals than the currency has
    NotFound,
    Conflict, // somebody else was first
    Storage,  // disk full, read-only, corrupt
    Network,
    Declined, // the other side refused, and said so
    InDoubt,  // money may or may not have moved
    NotSent,  // certain that nothing left this machine, or that nothing was done
};

// `detail` is one English sentence for people and logs; code switches on `kind`.
struct Error
{
    ErrorKind kind = ErrorKind::Invalid;
    std::string detail;
    std::string pointer = {}; // RFC 6901 JSON pointer of the offending field, if any
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string detail, std::string pointer = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(detail), std::move(pointer)});
}

} // namespace client::contract
