// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace client::operations {

// What typed words are, held against the words that were asked for: "r-55120 BLACK 7", "approve 303". Spaces of any
// kind, and any number of them, count as one; letter for letter the rest has to be the same.
enum class TypedText {
    Empty,
    Matches,
    OtherCase, // only upper and lower case differ
    LookAlike, // letters of another alphabet, or characters that cannot be seen
    Differs
};

TypedText matchTypedText(const QString& typed, const QString& wanted);

} // namespace client::operations
