// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reviewtexts.h"

#include "ui/format.h"
#include "ui/widgets/jsonview.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace ui {

using client::review::Dictionary;
using client::review::LineKind;
using client::review::Log;

namespace {

QString cell(std::string_view text, int charsMax = ReviewTexts::cellCharsMax)
{
    // Masked before it is cut, or half of a secret would not be known for one.
    const auto masked = maskSecrets(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    return Format::foreign(masked.left(charsMax + 1).toStdString(), charsMax);
}

} // namespace

QString ReviewTexts::what(const Log& log, std::uint64_t row)
{
    const auto of = log.columns().kind(row);
    return of == LineKind::Event ? Format::foreign(log.columns().text(Dictionary::Type, row), cellCharsMax) : kind(of);
}

QString ReviewTexts::kind(LineKind kind)
{
    switch (kind) {
    case LineKind::Event:
        return tr("Event");
    case LineKind::Log:
        return tr("Log of betd");
    case LineKind::Foreign:
        return tr("Other JSON");
    case LineKind::Empty:
        return tr("Empty line");
    case LineKind::NotJson:
        return tr("Not JSON");
    case LineKind::TooLong:
        return tr("Too long");
    case LineKind::TooDeep:
        return tr("Nested too deep");
    case LineKind::BadText:
        return tr("Not UTF-8");
    }
    return {};
}

QString ReviewTexts::term(client::contract::QueryField field, std::string_view value)
{
    using client::contract::Query;
    const auto term = Query::termText(field, client::contract::QueryOperator::Equals, value);
    const bool isShown = Format::foreign(term) == QString::fromUtf8(term.data(), static_cast<qsizetype>(term.size()));
    return !value.empty() && isShown && Query::parse(term) ? QString::fromStdString(term) : QString();
}

QString ReviewTexts::damage(LineKind kind, const QString& number)
{
    switch (kind) {
    case LineKind::NotJson:
        return tr("Line %1: not valid JSON, kept as text.").arg(number);
    case LineKind::TooLong:
        return tr("Line %1: longer than 1 MiB, kept as text.").arg(number);
    case LineKind::TooDeep:
        return tr("Line %1: nested too deep, kept as text.").arg(number);
    case LineKind::BadText:
        return tr("Line %1: not valid UTF-8, kept as text.").arg(number);
    case LineKind::Event:
    case LineKind::Log:
    case LineKind::Foreign:
    case LineKind::Empty:
        break;
    }
    return {};
}

QString ReviewTexts::summary(const Log& log, std::uint64_t row)
{
    const auto line = log.line(row).substr(0, lineBytesShown);
    const auto kind = log.columns().kind(row);
    if (kind == LineKind::Event) {
        if (const auto error = log.columns().text(Dictionary::Error, row); !error.empty())
            return cell(error);
    } else if (kind == LineKind::Log) {
        const auto object = QJsonDocument::fromJson(QByteArray(line.data(), static_cast<qsizetype>(line.size())));
        if (const auto message = object[QStringLiteral("message")].toString(); !message.isEmpty())
            return cell(message.toStdString());
    }
    return cell(line);
}

QString ReviewTexts::whole(const Log& log, std::uint64_t row)
{
    const auto line = log.line(row);
    const bool isCut = line.size() > lineBytesShown;
    const auto shown = line.substr(0, lineBytesShown);
    QStringList lines;
    const auto text = isCut ? std::string(shown) : prettyJson(shown);
    const auto masked = maskSecrets(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    for (const auto& part : masked.split(u'\n'))
        lines << Format::foreign(part.toStdString(), static_cast<int>(lineBytesShown));
    if (isCut)
        lines << tr("… cut here: the line has %n more bytes.", nullptr, static_cast<int>(line.size() - shown.size()));
    return lines.join(u'\n');
}

QString ReviewTexts::bundleTags(const client::review::BundleNote& note)
{
    return cell(note.tags.join(QStringLiteral(", ")).toStdString());
}

QString ReviewTexts::bundleNote(const client::review::BundleNote& note, int charsMax)
{
    QStringList parts;
    if (!note.tags.isEmpty())
        parts << bundleTags(note);
    if (!note.note.isEmpty())
        parts << cell(note.note.toStdString(), charsMax);
    return parts.join(QStringLiteral(" · "));
}

QString ReviewTexts::notesProblem(const Log& log)
{
    const auto& notes = log.notes();
    const auto file = Format::fileName(log.path());
    QStringList parts;
    if (!notes.problem.empty())
        parts << tr("the notes in %1 cannot be read (%2)").arg(file, Format::foreign(notes.problem, cellCharsMax));
    if (notes.damaged > 0)
        parts << tr("damaged notes in %1: %2").arg(file, QString::number(notes.damaged));
    if (notes.leftOut > 0)
        parts << tr("notes in %1 that are too many to show: %2").arg(file, QString::number(notes.leftOut));
    return parts.join(QStringLiteral(" · "));
}

QString ReviewTexts::problem(const QString& path, const client::contract::Error& error)
{
    const auto file = Format::fileName(path);
    const auto detail = Format::foreign(error.detail, cellCharsMax);
    switch (error.kind) {
    case client::contract::ErrorKind::TooLarge:
        return tr("%1 was not opened: it unpacks to more than a log would.").arg(file);
    case client::contract::ErrorKind::Malformed:
        return tr("%1 was not opened: it is no bundle that can be read (%2).").arg(file, detail);
    case client::contract::ErrorKind::Invalid:
        return tr("%1 was not opened: the password is missing or wrong.").arg(file);
    case client::contract::ErrorKind::Storage:
    case client::contract::ErrorKind::OutOfRange:
    case client::contract::ErrorKind::Precision:
    case client::contract::ErrorKind::NotFound:
    case client::contract::ErrorKind::Conflict:
    case client::contract::ErrorKind::Network:
    case client::contract::ErrorKind::Declined:
    case client::contract::ErrorKind::InDoubt:
    case client::contract::ErrorKind::NotSent:
        break;
    }
    return tr("%1 was not opened (%2).").arg(file, detail);
}

} // namespace ui
