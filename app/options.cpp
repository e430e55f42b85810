// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "app/tokenfile.h"
#include "client/api/qttransport.h"
#include "client/contract/sandbox.h"
#include "client/contract/sandboxoptions.h"
#include "ui/betlink.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace app {

using client::contract::parseFaults;
using client::contract::SandboxOptions;
using client::contract::sandboxRateMax;

namespace {

tl::unexpected<OptionsEnd> wrong(const QString& text)
{
    return tl::make_unexpected(OptionsEnd{text + QStringLiteral("\nTry: betdesk --help"), 2});
}

// Without an application object Qt does not know the program's name.
QString helpOf(const QCommandLineParser& parser)
{
    return parser.helpText().replace(QStringLiteral("<executable_name>"), QStringLiteral("betdesk")) +
           QStringLiteral("\nbetdesk bundle --help tells of incident bundles.\n");
}

bool isSeed(const QString& text)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]+$"));
    bool fits = false;
    text.toULongLong(&fits);
    return fits && digits.match(text).hasMatch();
}

bool isRate(const QString& text)
{
    bool isNumber = false;
    const double rate = text.toDouble(&isNumber);
    return isNumber && rate >= 0 && rate <= sandboxRateMax;
}

QString tokenFileProblem(const QString& path)
{
    const auto token = readTokenFile(path);
    if (token)
        return {};
    switch (token.error()) {
    case TokenFileProblem::Unreadable:
        return QStringLiteral("--token-file: %1 can not be read.").arg(path);
    case TokenFileProblem::Empty:
        return QStringLiteral("--token-file: %1 holds no token.").arg(path);
    }
    return {};
}

QString people()
{
    QStringList names;
    for (const auto& person : client::contract::sandboxPeople())
        names << QString::fromStdString(person.subject);
    return names.join(QStringLiteral(", "));
}

} // namespace

tl::expected<Options, OptionsEnd> parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Betdesk: a desktop console for bets placed with bookmakers.\n\n"
                       "Without --connect it starts a sandbox: a bet service of its own on this computer, "
                       "with games that play against it."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this text."));
    const QCommandLineOption version(QStringLiteral("version"), QStringLiteral("Show the version."));
    const QCommandLineOption sandbox(QStringLiteral("sandbox"),
                                     QStringLiteral("Start a sandbox service (the default)."));
    const QCommandLineOption connect(QStringLiteral("connect"), QStringLiteral("Connect to a bet service."),
                                     QStringLiteral("URL"));
    const QCommandLineOption tokenFile(QStringLiteral("token-file"),
                                       QStringLiteral("Token for --connect: the first word of the file's first line."),
                                       QStringLiteral("FILE"));
    const QCommandLineOption profile(QStringLiteral("profile"),
                                     QStringLiteral("Folder of journal, cache and settings."), QStringLiteral("DIR"));
    const QCommandLineOption open(QStringLiteral("open"),
                                  QStringLiteral("Look at an incident bundle or a file of events, without a service."),
                                  QStringLiteral("FILE"));
    const QCommandLineOption passwordFile(QStringLiteral("password-file"),
                                          QStringLiteral("With --open: its first line is the bundle's password."),
                                          QStringLiteral("FILE"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("en or ru."), QStringLiteral("CODE"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark, contrast or system."),
                                   QStringLiteral("NAME"));
    const QCommandLineOption tour(QStringLiteral("tour"),
                                  QStringLiteral("Show the console by itself in a fresh sandbox, save pictures in DIR, "
                                                 "print one line of JSON and end."),
                                  QStringLiteral("DIR"));
    const QCommandLineOption seed(QStringLiteral("sandbox-seed"),
                                  QStringLiteral("What the sandbox plays follows from it."), QStringLiteral("N"));
    const QCommandLineOption rate(QStringLiteral("sandbox-rate"), QStringLiteral("Bets per second."),
                                  QStringLiteral("RATE"));
    const QCommandLineOption faults(QStringLiteral("sandbox-faults"),
                                    QStringLiteral("As in unavailable=0.05,timeout=0.02; see betd --help."),
                                    QStringLiteral("LIST"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the window, as in 1440x900."),
                                  QStringLiteral("WxH"));
    const QCommandLineOption as(QStringLiteral("as"), QStringLiteral("Who you are in the sandbox: %1.").arg(people()),
                                QStringLiteral("PERSON"));
    const QCommandLineOption join(QStringLiteral("join"),
                                  QStringLiteral("With --as: another window on the sandbox that already runs on this "
                                                 "profile, as another person."));
    const QCommandLineOption review(QStringLiteral("review"),
                                    QStringLiteral("Open files of events in the log review: bundles, JSON lines, .gz. "
                                                   "Further files may follow."),
                                    QStringLiteral("FILE"));
    parser.addOptions({help, version, sandbox, connect, tokenFile, profile, language, theme, tour, seed, rate, faults,
                       size, as, join, review, open, passwordFile});

    if (!parser.parse(QStringList{QStringLiteral("betdesk")} + arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help))
        return tl::make_unexpected(OptionsEnd{helpOf(parser), 0});
    if (parser.isSet(version))
        return tl::make_unexpected(OptionsEnd{QStringLiteral("betdesk " BETDESK_VERSION), 0});
    Options options;
    const auto words = parser.positionalArguments();
    // Of `--review a.jsonl b.jsonl` the second is no option's value.
    if (parser.isSet(review))
        options.review = parser.values(review) + words;
    else if (words.size() == 1 && ui::parseBetLink(words.first()))
        options.link = words.first();
    else if (!words.isEmpty() && words.first().startsWith(QStringLiteral("betdesk:"), Qt::CaseInsensitive))
        return wrong(QStringLiteral("No link to a bet: %1. It is written betdesk://ENVIRONMENT/bet/PARTNER/BET.")
                         .arg(words.first().left(200)));
    else if (!words.isEmpty())
        return wrong(QStringLiteral("Unexpected argument: %1").arg(words.first()));
    options.open = parser.value(open);
    options.passwordFile = parser.value(passwordFile);
    options.sandbox = !parser.isSet(connect) && !parser.isSet(open);
    options.profile = parser.value(profile);
    options.tour = parser.value(tour);
    if (parser.isSet(open)) {
        if (!options.link.isEmpty())
            return wrong(QStringLiteral("--open and a link exclude each other."));
        for (const auto& other : {sandbox, connect, tokenFile, seed, rate, faults, tour, as, join, review}) {
            if (parser.isSet(other))
                return wrong(QStringLiteral("--open and --%1 exclude each other.").arg(other.names().first()));
        }
        if (options.open.isEmpty())
            return wrong(QStringLiteral("--open needs a FILE."));
    } else if (parser.isSet(passwordFile)) {
        return wrong(QStringLiteral("--password-file goes with --open FILE."));
    } else if (parser.isSet(connect)) {
        if (parser.isSet(sandbox))
            return wrong(QStringLiteral("--sandbox and --connect exclude each other."));
        options.connect = QUrl(parser.value(connect), QUrl::StrictMode);
        if (const auto problem = client::api::QtTransport::originProblem(options.connect); !problem.isEmpty())
            return wrong(QStringLiteral("--connect: %1").arg(problem));
        options.tokenFile = parser.value(tokenFile);
        if (options.tokenFile.isEmpty())
            return wrong(QStringLiteral("--connect needs --token-file FILE."));
        for (const auto& own : {seed, rate, faults, tour, as, join}) {
            if (parser.isSet(own))
                return wrong(QStringLiteral("--%1 is for the sandbox only.").arg(own.names().first()));
        }
    } else if (parser.isSet(tokenFile)) {
        return wrong(QStringLiteral("--token-file goes with --connect URL."));
    }
    options.person = parser.value(as);
    options.join = parser.isSet(join);
    if (parser.isSet(as) && !client::contract::findSandboxPerson(options.person.toStdString()))
        return wrong(QStringLiteral("--as is one of %1.").arg(people()));
    if (options.join && options.person.isEmpty())
        return wrong(QStringLiteral("--join needs --as PERSON."));
    for (const auto& own : {seed, rate, faults, tour}) {
        if (options.join && parser.isSet(own))
            return wrong(QStringLiteral("--%1 is for the window that starts the sandbox.").arg(own.names().first()));
    }

    if (parser.isSet(language)) {
        const auto code = parser.value(language);
        if (code != QStringLiteral("en") && code != QStringLiteral("ru"))
            return wrong(QStringLiteral("--language is en or ru."));
        options.language = code == QStringLiteral("ru") ? ui::Language::Russian : ui::Language::English;
    }
    if (parser.isSet(theme)) {
        const auto name = parser.value(theme);
        if (name == QStringLiteral("light"))
            options.theme = ui::ThemeMode::Light;
        else if (name == QStringLiteral("dark"))
            options.theme = ui::ThemeMode::Dark;
        else if (name == QStringLiteral("contrast"))
            options.theme = ui::ThemeMode::HighContrast;
        else if (name == QStringLiteral("system"))
            options.theme = ui::ThemeMode::System;
        else
            return wrong(QStringLiteral("--theme is light, dark, contrast or system."));
    }
    if (parser.isSet(size)) {
        static const QRegularExpression form(QStringLiteral("^([1-9][0-9]{2,3})x([1-9][0-9]{2,3})$"));
        const auto match = form.match(parser.value(size));
        if (!match.hasMatch())
            return wrong(QStringLiteral("--size looks like 1440x900."));
        options.size = {match.captured(1).toInt(), match.captured(2).toInt()};
    }
    if (parser.isSet(seed) && !isSeed(parser.value(seed)))
        return wrong(QStringLiteral("--sandbox-seed is a whole number from 0."));
    if (parser.isSet(rate) && !isRate(parser.value(rate)))
        return wrong(QStringLiteral("--sandbox-rate is a number from 0 to %1.").arg(sandboxRateMax, 0, 'f', 0));
    SandboxOptions play;
    if (const auto read = parseFaults(parser.value(faults).toStdString(), play); !read)
        return wrong(QString::fromStdString(read.error().detail));
    for (const auto& own : {seed, rate, faults}) {
        if (parser.isSet(own))
            options.sandboxArguments << QStringLiteral("--") + own.names().first() << parser.value(own);
    }
    // Last: what is wrong with the line itself comes before what is wrong with a file it names.
    if (parser.isSet(connect)) {
        if (const auto problem = tokenFileProblem(options.tokenFile); !problem.isEmpty())
            return wrong(problem);
    }
    return options;
}

} // namespace app
