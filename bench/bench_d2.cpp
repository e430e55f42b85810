// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// D2: from the commit at the service to the paint in the console, with a sandbox that makes some 2,000 events a second,
// against the same stream as curl reads it meanwhile. Commit, arrival and paint are told by one clock, that of this
// computer.
#include "app/application.h"
#include "bench/child.h"
#include "bench/load.h"
#include "bench/report.h"
#include "client/contract/sandbox.h"
#include "ui/pages/livebetspage.h"
#include "ui/widgets/betstable.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr int startMs = 60'000;
constexpr int warmUpMs = 5'000;
constexpr double usPerMs = 1'000;

std::int64_t nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

void pass(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

// Takes what the feed brings and waits for the paint that shows it.
class Paints : public QObject
{
public:
    explicit Paints(ui::MainWindow& window) : m_viewport(window.livePage().table().viewport())
    {
        connect(&window, &ui::MainWindow::rowsCame, this, [this](const client::feed::Rows& rows) {
            if (rows.snapshot)
                return;
            for (const auto& bet : rows.bets)
                m_committedAt.push_back(bet.updatedAt);
        });
        m_viewport->installEventFilter(this);
    }

    // In microseconds, as quantile() wants them.
    std::vector<std::int64_t> take() { return std::exchange(m_latencies, {}); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Paint || m_committedAt.empty())
            return false;
        // The paint itself belongs to it.
        m_viewport->removeEventFilter(this);
        QCoreApplication::sendEvent(watched, event);
        m_viewport->installEventFilter(this);
        const auto now = nowMs();
        for (const auto at : m_committedAt)
            m_latencies.push_back((now - at) * 1'000);
        m_committedAt.clear();
        return true;
    }

private:
    QWidget* m_viewport;
    std::vector<std::int64_t> m_committedAt;
    std::vector<std::int64_t> m_latencies;
};

// The same events as curl gets them, on a thread of its own.
class Stream
{
public:
    explicit Stream(const app::SandboxPlace& place)
    {
        const auto origin = place.origin.toString().toStdString();
        const auto& person = client::contract::sandboxPeople().front();
        const auto order = client::contract::encode(client::contract::SandboxTokenOrder{person.subject, person.role});
        bench::Child ask({"curl", "-sS", "-w", "\\n", "-X", "POST", "-H", "Content-Type: application/json", "-H",
                          "Authorization: Bearer " + place.token, "-d", order, origin + "/sandbox/token"});
        const auto answer = ask.readLine(startMs);
        const auto token = QJsonDocument::fromJson(QByteArray::fromStdString(answer.value_or("")))
                               .object()
                               .value(QStringLiteral("token"));
        if (!token.isString())
            throw std::runtime_error("the sandbox gave no token to curl");
        m_curl = std::make_unique<bench::Child>(
            std::vector<std::string>{"curl", "-sSN", "-H", "Authorization: Bearer " + token.toString().toStdString(),
                                     origin + "/api/v1/events"});
        m_thread = std::thread([this] { read(); });
    }
    ~Stream()
    {
        m_done = true;
        m_curl->send(SIGTERM);
        m_thread.join();
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void measure(bool on) { m_measuring = on; }
    // After measure(false).
    std::vector<std::int64_t>& latencies() { return m_latencies; }

private:
    void read()
    {
        constexpr int lineMs = 1'000;
        constexpr auto name = "\"at\":\"";
        while (!m_done) {
            const auto line = m_curl->readLine(lineMs);
            if (!line || line->rfind("data:", 0) != 0 || !m_measuring)
                continue;
            const auto at = line->find(name);
            if (at == std::string::npos)
                continue;
            const auto begin = at + std::strlen(name);
            const auto text = QString::fromStdString(line->substr(begin, line->find('"', begin) - begin));
            const auto when = QDateTime::fromString(text, Qt::ISODateWithMs);
            if (when.isValid())
                m_latencies.push_back((nowMs() - when.toMSecsSinceEpoch()) * 1'000);
        }
    }

    std::unique_ptr<bench::Child> m_curl;
    std::atomic<bool> m_measuring = false;
    std::atomic<bool> m_done = false;
    std::vector<std::int64_t> m_latencies;
    std::thread m_thread;
};

int run(const QString& betsPerSecond, int seconds)
{
    const bench::TemporaryFolder folder;
    app::Options options;
    options.sandbox = true;
    options.profile = QString::fromStdString(folder.path());
    options.sandboxArguments = {QStringLiteral("--sandbox-seed"),
                                QStringLiteral("7"),
                                QStringLiteral("--sandbox-rate"),
                                betsPerSecond,
                                QStringLiteral("--sandbox-faults"),
                                QStringLiteral("unavailable=0,timeout=0,timeout_before=0,slow=0,wrong_result=0")};
    app::Application console(options);
    if (console.start() != app::Application::Started::Yes)
        throw std::runtime_error(console.problem().toStdString());
    QElapsedTimer waited;
    for (waited.start(); console.window().bets().totalCount() == 0 && waited.elapsed() < startMs;)
        pass(100);
    const auto place = app::SandboxFile::read(options.profile);
    if (!place)
        throw std::runtime_error("the sandbox did not start");
    Stream stream(*place);
    Paints paints(console.window());
    pass(warmUpMs);
    (void)paints.take();
    stream.measure(true);
    pass(seconds * 1'000);
    stream.measure(false);
    auto ours = paints.take();
    pass(warmUpMs / 5); // what curl still reads is not measured any more
    auto& theirs = stream.latencies();
    if (ours.empty() || theirs.empty())
        throw std::runtime_error("no event came");
    using bench::Better;
    char note[160];
    std::snprintf(note, sizeof note, "%.0f events/s; reference: the stream read by curl; ratio: the time itself, ms",
                  static_cast<double>(theirs.size()) / seconds);
    const auto line = [&](const char* goal, double q, double targetMs) {
        const double painted = bench::quantile(ours, q) / usPerMs;
        bench::print(
            {goal, "ms", painted, bench::quantile(theirs, q) / usPerMs, painted, targetMs, Better::Lower, note});
    };
    line("D2 p50", 0.5, 50);
    line("D2 p99", 0.99, 120);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    try {
        return run(QString::fromLocal8Bit(argc > 1 ? argv[1] : "700"), argc > 2 ? std::atoi(argv[2]) : 20);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_d2: %s\n", error.what());
        return 1;
    }
}
