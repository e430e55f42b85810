// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// G1: from the start of the program to the first paint that shows bets of the last session, against a window with one
// bare chart; and the memory of a console with a million live rows. Each window is a process of its own.
#include "app/application.h"
#include "bench/child.h"
#include "bench/gridload.h"
#include "bench/report.h"
#include "bench/reviewbench.h"
#include "ui/pages/livebetspage.h"
#include "ui/widgets/betstable.h"

#include <QApplication>
#include <QChartView>
#include <QEventLoop>
#include <QLineSeries>
#include <QMainWindow>
#include <QTimer>

#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <stdexcept>
#include <utility>

namespace {

constexpr int runs = 5;
constexpr int waitMs = 60'000;
constexpr int lastSessionBets = 5'000;
constexpr int rowsMax = 1'000'000;
constexpr int rowsAtOnce = 1'000;

// Says that it painted, and how large it is, and ends.
class FirstPaint : public QObject
{
public:
    FirstPaint(QWidget* watched, std::function<bool()> isFull) : m_isFull(std::move(isFull))
    {
        watched->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Paint || !m_isFull())
            return false;
        watched->removeEventFilter(this);
        QCoreApplication::sendEvent(watched, event);
        std::printf("painted %.1f\n", bench::residentMegabytes());
        std::fflush(stdout);
        QCoreApplication::exit(0);
        return true;
    }

private:
    std::function<bool()> m_isFull;
};

app::Options optionsFor(const char* profile)
{
    app::Options options;
    options.profile = QString::fromLocal8Bit(profile);
    options.sandbox = true;
    options.sandboxArguments = {QStringLiteral("--sandbox-seed"), QStringLiteral("7"), QStringLiteral("--sandbox-rate"),
                                QStringLiteral("800")};
    return options;
}

int bare(int argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    auto* series = new QLineSeries;
    for (int i = 0; i < 1'000; ++i)
        series->append(i, i % 17);
    auto* view = new QChartView;
    view->chart()->addSeries(series);
    view->chart()->createDefaultAxes();
    window.setCentralWidget(view);
    window.resize(1440, 900);
    FirstPaint paint(view->viewport(), [] { return true; });
    window.show();
    return QApplication::exec();
}

int start(app::Application& console)
{
    if (console.start() == app::Application::Started::Yes)
        return 0;
    std::fprintf(stderr, "bench_g1: %s\n", console.problem().toLocal8Bit().constData());
    return 1;
}

int console(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("betdesk"));
    app::Application console(optionsFor(argv[2]));
    if (start(console) != 0)
        return 1;
    FirstPaint paint(console.window().livePage().table().viewport(),
                     [&] { return console.window().bets().totalCount() > 0; });
    return QApplication::exec();
}

// A session that ends with bets in its cache.
int session(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("betdesk"));
    app::Application console(optionsFor(argv[2]));
    if (start(console) != 0)
        return 1;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (console.window().bets().totalCount() >= lastSessionBets)
            QCoreApplication::exit(0);
    });
    look.start(200);
    return QApplication::exec();
}

int million(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("betdesk"));
    app::Application console(optionsFor(argv[2]));
    if (start(console) != 0)
        return 1;
    auto& bets = console.window().bets();
    // Part by part, so that what is measured is the console and not the load: a million whole rows take 400 MB, and
    // the heap does not give all of them back.
    const bench::GridLoad load(rowsMax);
    for (int newer = 0; newer < rowsMax; newer += rowsAtOnce)
        bets.apply(load.part(newer, rowsAtOnce), false);
    FirstPaint paint(console.window().livePage().table().viewport(), [] { return true; });
    console.window().livePage().table().viewport()->update();
    return QApplication::exec();
}

struct Painted
{
    double seconds = 0;
    double megabytes = 0;
};

Painted started(const char* self, const char* what, const std::string& profile)
{
    Painted seen;
    seen.seconds = bench::secondsOf([&] {
        bench::Child child({self, what, profile});
        const auto line = child.readLine(waitMs);
        if (!line || std::sscanf(line->c_str(), "painted %lf", &seen.megabytes) != 1)
            throw std::runtime_error(std::string(what) + " did not paint");
    });
    return seen;
}

int run(const char* self)
{
    const bench::TemporaryFolder folder;
    const std::string profile = folder.path() + "/profile";
    if (bench::Child(std::vector<std::string>{self, "--session", profile}).wait() != 0)
        throw std::runtime_error("the session before did not end well");
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int i = 0; i < runs; ++i) {
        ours.push_back(started(self, "--console", profile).seconds);
        theirs.push_back(started(self, "--bare", profile).seconds);
    }
    const double us = bench::median(ours) * 1'000;
    const double them = bench::median(theirs) * 1'000;
    using bench::Better;
    bench::print({"G1 first paint", "ms", us, them, us / them, 2.5, Better::Lower,
                  "with the last session's bets; reference: a window with a bare chart"});
    const double memory = started(self, "--million", profile).megabytes;
    bench::print({"G1 memory", "MB", memory, started(self, "--bare", profile).megabytes, memory, 150, Better::Lower,
                  "with a million live rows; reference: the bare window; ratio: the memory itself"});
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc > 2 && std::strcmp(argv[1], "--bare") == 0)
            return bare(argc, argv);
        if (argc > 2 && std::strcmp(argv[1], "--console") == 0)
            return console(argc, argv);
        if (argc > 2 && std::strcmp(argv[1], "--session") == 0)
            return session(argc, argv);
        if (argc > 2 && std::strcmp(argv[1], "--million") == 0)
            return million(argc, argv);
        return run(argv[0]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_g1: %s\n", error.what());
        return 1;
    }
}
