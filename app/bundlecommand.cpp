// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundlecommand.h"

#include "client/bundle/bundle.h"
#include "client/bundle/bundlewriter.h"
#include "client/contract/json.h"
#include "client/review/filter.h"

#include <QCommandLineParser>
#include <QFile>
#include <QTemporaryDir>
#include <QTimeZone>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace app {

using client::bundle::Bundle;
using client::bundle::Players;
using client::review::Log;

namespace {

constexpr int shownLines = 20;

QString usage()
{
    return QStringLiteral(
        "betdesk bundle export --from FILE [OPTIONS] BUNDLE    an incident bundle of a file of events (JSON lines, "
        ".gz)\n"
        "    --filter QUERY            only what the query finds; last: counts from now\n"
        "    --notes FILE              notes, one JSON object a line\n"
        "    --players hashed|plain    hashed unless said otherwise; secrets never leave\n"
        "    --environment ID          what the events are of\n"
        "    --password-file FILE      encrypt with its first line\n"
        "    --sign-key-file FILE      sign with the Ed25519 seed in it, 64 hexadecimal digits\n"
        "betdesk bundle verify [--password-file FILE] [--signer KEY] BUNDLE    is all of it what the manifest says?\n"
        "betdesk bundle show [--password-file FILE] [--signer KEY] [--lines N] BUNDLE\n"
        "                              the same, and the first lines, 20 unless said otherwise\n"
        "\n"
        "Exit codes: 0 done, 1 not done or not what it says, 2 a wrong line.");
}

CommandEnd wrong(const QString& text)
{
    return {2, {}, text + QStringLiteral("\nTry: betdesk bundle --help")};
}

CommandEnd failed(const QString& text)
{
    return {1, {}, text};
}

QString plain(std::string_view text)
{
    const QString all = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QString made;
    for (const uint point : all.toUcs4()) {
        const auto character = static_cast<char32_t>(point);
        if (QChar::isPrint(character))
            made += QChar::fromUcs4(character);
        else
            made += QStringLiteral("\\u{%1}").arg(point, 4, 16, QLatin1Char('0'));
    }
    return made;
}

// The first line of a file that holds nothing but a secret.
std::optional<std::string> secretOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readLine(4'096).trimmed();
    return line.isEmpty() ? std::nullopt : std::optional(line.toStdString());
}

struct Line
{
    QCommandLineParser parser;
    QCommandLineOption from{QStringLiteral("from"), {}, QStringLiteral("FILE")};
    QCommandLineOption filter{QStringLiteral("filter"), {}, QStringLiteral("QUERY")};
    QCommandLineOption notes{QStringLiteral("notes"), {}, QStringLiteral("FILE")};
    QCommandLineOption players{QStringLiteral("players"), {}, QStringLiteral("HOW"), QStringLiteral("hashed")};
    QCommandLineOption environment{QStringLiteral("environment"), {}, QStringLiteral("ID")};
    QCommandLineOption password{QStringLiteral("password-file"), {}, QStringLiteral("FILE")};
    QCommandLineOption signKey{QStringLiteral("sign-key-file"), {}, QStringLiteral("FILE")};
    QCommandLineOption signer{QStringLiteral("signer"), {}, QStringLiteral("KEY")};
    QCommandLineOption lines{QStringLiteral("lines"), {}, QStringLiteral("N"), QString::number(shownLines)};

    QString bundle() const { return parser.positionalArguments().value(0); }
};

// Lines of a log, one after the other, all or those of a selection.
client::bundle::Lines linesOf(std::shared_ptr<const Log> log, std::vector<std::uint64_t> rows)
{
    return [log = std::move(log), rows = std::move(rows),
            next = std::size_t(0)]() mutable -> std::optional<std::string_view> {
        if (next == rows.size())
            return std::nullopt;
        return log->line(rows[next++]);
    };
}

// Lines that no filter can judge, because they are no JSON.
std::int64_t damagedLines(const Log& log, const client::review::Selection& taken)
{
    std::int64_t count = 0;
    for (std::uint64_t row = 0; row < log.rows(); ++row)
        count += !taken.contains(row) && log.columns().kind(row) >= client::review::LineKind::NotJson ? 1 : 0;
    return count;
}

CommandEnd exportBundle(const Line& line, const client::ports::Clock& clock, client::ports::Random& random)
{
    const QString from = line.parser.value(line.from);
    if (from.isEmpty())
        return wrong(QStringLiteral("export needs --from FILE."));
    const QString players = line.parser.value(line.players);
    if (players != QStringLiteral("hashed") && players != QStringLiteral("plain"))
        return wrong(QStringLiteral("--players is hashed or plain."));
    const auto query = client::contract::Query::parse(line.parser.value(line.filter).toStdString());
    if (!query)
        return wrong(QStringLiteral("--filter: ") + QString::fromStdString(query.error().detail));

    client::bundle::ExportOptions options;
    options.players = players == QStringLiteral("plain") ? Players::Plain : Players::Hashed;
    for (const auto& [option, value] :
         {std::pair(&line.password, &options.password), std::pair(&line.signKey, &options.signingSeed)}) {
        if (!line.parser.isSet(*option))
            continue;
        const auto secret = secretOf(line.parser.value(*option));
        if (!secret)
            return failed(QStringLiteral("%1 holds nothing or cannot be read.").arg(line.parser.value(*option)));
        *value = *secret;
    }
    const QTemporaryDir cache;
    const auto log = Log::open(from, {cache.path()});
    if (!log)
        return failed(QString::fromStdString(log.error().detail));
    const auto& columns = (*log)->columns();
    const client::review::Selection found = select(**log, *query, clock.utcMs());
    const std::vector<std::uint64_t> rows = found.list();
    options.about.createdAt = clock.utcMs();
    options.about.app = "betdesk " BETDESK_VERSION;
    options.about.environmentId = line.parser.value(line.environment).toStdString();
    options.about.zone = QTimeZone::systemTimeZoneId().toStdString();
    options.about.filter = query->text();
    options.about.leftOut = damagedLines(**log, found);
    options.about.fromMs = rows.empty() ? 0 : columns.value(client::review::Column::At, rows.front());
    options.about.toMs = rows.empty() ? 0 : columns.value(client::review::Column::At, rows.back());

    client::bundle::Lines notes;
    if (line.parser.isSet(line.notes)) {
        const auto noteLog = Log::open(line.parser.value(line.notes), {cache.path()});
        if (!noteLog)
            return failed(QString::fromStdString(noteLog.error().detail));
        notes = linesOf(*noteLog, client::review::Selection((*noteLog)->rows(), true).list());
    }
    const auto made = client::bundle::exportBundle(line.bundle(), linesOf(*log, rows), notes, options, random);
    if (!made)
        return failed(QString::fromStdString(made.error().detail));
    QString text =
        QStringLiteral("%1: %2 lines, players %3").arg(line.bundle()).arg(made->files.front().rows).arg(players);
    if (made->leftOut != 0)
        text += QStringLiteral("; %1 lines are no JSON and were left out").arg(made->leftOut);
    if ((*log)->isCut())
        text += QStringLiteral("; the file is cut short, and what came after is missing");
    if (!options.signingSeed.empty())
        text += QStringLiteral("\nsigned by %1")
                    .arg(QString::fromStdString(*client::bundle::signerOf(options.signingSeed)));
    return {0, text};
}

QString aboutText(const Bundle& bundle)
{
    const client::bundle::Manifest& manifest = bundle.manifest();
    const auto time = [](std::int64_t ms) { return QString::fromStdString(client::contract::json::timeText(ms)); };
    QString text = QStringLiteral("made %1 by %2\n").arg(time(manifest.createdAt), plain(manifest.app));
    const auto environment =
        QStringList{plain(manifest.environmentId), plain(manifest.environmentName), plain(manifest.environmentKind)}
            .join(QLatin1Char(' '))
            .trimmed();
    text += QStringLiteral("environment %1\n").arg(environment.isEmpty() ? QStringLiteral("not named") : environment);
    text += QStringLiteral("events %1 to %2, zone %3\n")
                .arg(time(manifest.fromMs), time(manifest.toMs), plain(manifest.zone));
    text +=
        QStringLiteral("filter %1\n").arg(manifest.filter.empty() ? QStringLiteral("none") : plain(manifest.filter));
    text += QStringLiteral("players %1, lines left out %2\n")
                .arg(manifest.players == Players::Plain ? QStringLiteral("plain") : QStringLiteral("hashed"))
                .arg(manifest.leftOut);
    for (const client::bundle::FileEntry& file : manifest.files)
        text += QStringLiteral("%1: %2 lines, %3 bytes, sha-256 %4\n")
                    .arg(plain(file.name))
                    .arg(file.rows)
                    .arg(file.bytes)
                    .arg(plain(file.sha256));
    text += bundle.signature() ? QStringLiteral("signed by %1").arg(QString::fromStdString(bundle.signature()->key))
                               : QStringLiteral("not signed");
    return text;
}

// The first lines of a file in the bundle, each behind a newline.
client::bundle::Outcome<QString> firstLines(const Bundle& bundle, std::string_view name, int count)
{
    std::string head;
    int lines = 0;
    const auto read = bundle.unpack(name, [&](std::string_view piece) {
        for (const char c : piece) {
            if (lines == count)
                return false;
            head += c;
            lines += c == '\n' ? 1 : 0;
        }
        return true;
    });
    if (!read)
        return tl::make_unexpected(read.error());
    QString text;
    for (const QByteArray& each : QByteArray::fromStdString(head).split('\n')) {
        if (!each.isEmpty())
            text += QLatin1Char('\n') + plain({each.constData(), static_cast<std::size_t>(each.size())});
    }
    return text;
}

CommandEnd look(const Line& line, bool isShow)
{
    bool isNumber = false;
    const int count = line.parser.value(line.lines).toInt(&isNumber);
    if (!isNumber || count < 0)
        return wrong(QStringLiteral("--lines is a whole number from 0."));
    Bundle::Options options;
    options.signer = line.parser.value(line.signer).toStdString();
    if (line.parser.isSet(line.password)) {
        const auto secret = secretOf(line.parser.value(line.password));
        if (!secret)
            return failed(QStringLiteral("%1 holds nothing or cannot be read.").arg(line.parser.value(line.password)));
        options.password = *secret;
    }
    const auto bundle = Bundle::open(line.bundle(), options);
    if (!bundle)
        return failed(plain(bundle.error().detail));
    if (const auto verified = (*bundle)->verify(); !verified)
        return failed(plain(verified.error().detail));
    QString text = aboutText(**bundle);
    if (!isShow)
        return {0, text + QStringLiteral("\nAll of it is what the manifest says.")};

    for (const client::bundle::FileEntry& file : (*bundle)->manifest().files) {
        const auto first = firstLines(**bundle, file.name, count);
        if (!first)
            return failed(plain(first.error().detail));
        text += QLatin1Char('\n') + plain(file.name) + QLatin1Char(':') + *first;
    }
    return {0, text};
}

} // namespace

CommandEnd runBundleCommand(const QStringList& arguments, const client::ports::Clock& clock,
                            client::ports::Random& random)
{
    const QString what = arguments.value(0);
    if (what == QStringLiteral("--help") || what == QStringLiteral("help"))
        return {0, usage()};
    Line line;
    if (what == QStringLiteral("export"))
        line.parser.addOptions(
            {line.from, line.filter, line.notes, line.players, line.environment, line.password, line.signKey});
    else if (what == QStringLiteral("verify") || what == QStringLiteral("show"))
        line.parser.addOptions({line.password, line.signer, line.lines});
    else
        return wrong(QStringLiteral("There is bundle export, verify and show."));
    if (!line.parser.parse(QStringList{QStringLiteral("betdesk")} + arguments.mid(1)))
        return wrong(line.parser.errorText());
    if (line.parser.positionalArguments().size() != 1)
        return wrong(QStringLiteral("One bundle is named."));
    if (what == QStringLiteral("export"))
        return exportBundle(line, clock, random);
    return look(line, what == QStringLiteral("show"));
}

} // namespace app
