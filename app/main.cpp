// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/bundlecommand.h"
#include "app/display.h"
#include "app/latinkeys.h"
#include "app/logging.h"
#include "app/options.h"
#include "app/tour.h"
#include "client/ports/systemports.h"

#include <QApplication>
#include <QIcon>
#include <QProcessEnvironment>
#include <QSysInfo>

#include <cstdio>

namespace {

constexpr int exitFailed = 1;

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

void say(std::FILE* stream, const QString& text)
{
    std::fprintf(stream, "%s\n", text.toLocal8Bit().constData());
}

} // namespace

int main(int argc, char** argv)
{
    const QStringList arguments = argumentsOf(argc, argv);
    if (arguments.value(0) == QStringLiteral("bundle")) {
        client::ports::SystemRandom random;
        const auto end = app::runBundleCommand(arguments.mid(1), client::ports::SystemClock(), random);
        if (!end.out.isEmpty())
            say(stdout, end.out);
        if (!end.problem.isEmpty())
            say(stderr, end.problem);
        return end.code;
    }
    const auto options = app::parseOptions(arguments);
    if (!options) {
        say(options.error().code == 0 ? stdout : stderr, options.error().text);
        return options.error().code;
    }
    if (const auto problem = app::displayProblem(QProcessEnvironment::systemEnvironment(), QSysInfo::kernelType());
        !problem.isEmpty()) {
        say(stderr, QStringLiteral("betdesk: %1").arg(problem));
        return exitFailed;
    }
    app::installLogHandler();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("betdesk"));
    QApplication::setApplicationDisplayName(QStringLiteral("Betdesk"));
    QApplication::setApplicationVersion(QStringLiteral(BETDESK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("betdesk"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/betdesk.svg")));
    app::LatinKeys latinKeys;
    if (QApplication::platformName() == QStringLiteral("xcb"))
        application.installEventFilter(&latinKeys);

    app::Application console(*options);
    switch (console.start()) {
    case app::Application::Started::Yes:
        break;
    case app::Application::Started::HandedOver:
        say(stderr, QStringLiteral("Betdesk is already open on this profile; its window was brought to the front."));
        return 0;
    case app::Application::Started::Failed:
        say(stderr, QStringLiteral("betdesk: %1").arg(console.problem()));
        return exitFailed;
    }
    if (options->tour.isEmpty())
        return QApplication::exec();

    app::Tour tour(console.window(), options->tour, [&console] { console.killSandbox(); });
    QObject::connect(
        &tour, &app::Tour::ended, &application, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    tour.start();
    return QApplication::exec();
}
