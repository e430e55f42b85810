// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/typedtext.h"

#include <QStringView>

namespace client::operations {

namespace {

// Letters that a person cannot tell apart in most fonts.
constexpr QStringView cyrillic = u"АВЕЅІЈКМНОРСТУХаеіјорсухԁѕ";
constexpr QStringView latin = u"ABESIJKMHOPCTYXaeijopcyxds";

// What is left of a text when nothing counts but what it looks like.
QString looks(const QString& text)
{
    QString seen;
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Format || c.category() == QChar::Other_Control)
            continue;
        const auto at = cyrillic.indexOf(c);
        seen += at < 0 ? c : latin[at];
    }
    return seen;
}

} // namespace

TypedText matchTypedText(const QString& typed, const QString& wanted)
{
    const auto text = typed.simplified();
    const auto target = wanted.simplified();
    if (text.isEmpty())
        return TypedText::Empty;
    if (text == target)
        return TypedText::Matches;
    if (text.compare(target, Qt::CaseInsensitive) == 0)
        return TypedText::OtherCase;
    if (looks(text).compare(looks(target), Qt::CaseInsensitive) == 0)
        return TypedText::LookAlike;
    return TypedText::Differs;
}

} // namespace client::operations
