// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/typedamount.h"

#include <algorithm>

namespace ui {

namespace {

QString withoutSpaces(const QString& text)
{
    QString kept;
    kept.reserve(text.size());
    for (const QChar c : text)
        if (!c.isSpace())
            kept.append(c);
    return kept;
}

bool isMark(QChar c)
{
    return c == QLatin1Char('.') || c == QLatin1Char(',');
}

// U+0417 looks like a 3 and U+041E like a 0; only what is on every keyboard's digit row counts.
bool hasForeign(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x7e || c.unicode() < 0x20; });
}

QString withMark(QString text, QLatin1Char mark)
{
    for (QChar& c : text)
        if (isMark(c))
            c = mark;
    return text;
}

} // namespace

TypedMatch matchTyped(const QString& typed, const QString& wanted)
{
    const QString text = withoutSpaces(typed);
    const QString target = withoutSpaces(wanted);
    if (text.isEmpty())
        return TypedMatch::Empty;
    if (text == target)
        return TypedMatch::Matches;
    if (hasForeign(text))
        return TypedMatch::ForeignCharacter;
    if (withMark(text, QLatin1Char('.')) == withMark(target, QLatin1Char('.')))
        return TypedMatch::OtherDecimalMark;
    return TypedMatch::Differs;
}

TypedAmount parseTyped(const QString& typed, const client::contract::Currency& currency, QChar decimalMark,
                       std::int64_t maxMinor)
{
    TypedAmount result;
    result.money.currency = currency;
    QString text = withoutSpaces(typed);
    const auto refuse = [&result](AmountProblem problem) {
        result.problem = problem;
        return result;
    };
    if (text.isEmpty())
        return refuse(AmountProblem::Empty);
    if (hasForeign(text))
        return refuse(AmountProblem::ForeignCharacter);
    const auto isDigit = [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); };
    for (QChar& c : text) {
        if (isMark(c) && c != decimalMark)
            return refuse(AmountProblem::OtherDecimalMark);
        if (c == decimalMark)
            c = QLatin1Char('.');
        else if (!isDigit(c))
            return refuse(AmountProblem::NotANumber);
    }
    if (text.count(QLatin1Char('.')) > 1 || !isDigit(text.front()) || !isDigit(text.back()))
        return refuse(AmountProblem::NotANumber);
    const auto money = client::contract::parseMoney(text.toStdString(), currency.code);
    if (!money) {
        if (money.error().kind == client::contract::ErrorKind::Precision)
            return refuse(AmountProblem::TooPrecise);
        if (money.error().kind == client::contract::ErrorKind::OutOfRange)
            return refuse(AmountProblem::TooLarge);
        return refuse(AmountProblem::NotANumber);
    }
    result.money = *money;
    if (result.money.minor <= 0)
        return refuse(AmountProblem::TooSmall);
    if (result.money.minor > maxMinor)
        return refuse(AmountProblem::TooLarge);
    result.problem = AmountProblem::None;
    return result;
}

} // namespace ui
