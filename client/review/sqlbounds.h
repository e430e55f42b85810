// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

struct sqlite3;
struct sqlite3_value;

namespace client::review {

// SQLite looks whether it is to stop only between two steps of its machine, and a call of a function is one step. So
// what a call gets, and what it does with it, have to be small. Any thread, one connection each.

// Bounds values, patterns, statements and columns, and puts functions of linear work in the place of SQLite's own.
void boundSql(sqlite3* db);
// Whether the work of that function of SQLite's is no more than some times what it gets.
bool isBounded(std::string_view function);

// The first 256 KiB of it, in whole characters of UTF-8: so much of a text is given to SQLite.
std::string_view beginning(std::string_view text);
std::string_view textOf(sqlite3_value* value);

} // namespace client::review
