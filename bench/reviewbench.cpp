// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/reviewbench.h"

#include "bench/report.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <stdexcept>

namespace bench {

namespace {

constexpr std::int64_t startMs = 1'790'000'000'000;

std::string timeText(std::int64_t ms)
{
    const std::int64_t day = (ms - startMs) / 86'400'000;
    const std::int64_t inDay = (ms - startMs) % 86'400'000;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "2026-10-%02dT%02d:%02d:%02d.%03dZ", static_cast<int>(day % 28 + 1),
                  static_cast<int>(inDay / 3'600'000), static_cast<int>(inDay / 60'000 % 60),
                  static_cast<int>(inDay / 1'000 % 60), static_cast<int>(inDay % 1'000));
    return text.data();
}

struct OpenBet
{
    std::uint64_t number = 0;
    std::int64_t created = 0;
    std::uint32_t dice = 0;
    int version = 0;
};

// One line of the event stream, in the order of betd's members.
std::string eventLine(std::uint64_t seq, std::int64_t at, const OpenBet& bet, std::uint32_t dice)
{
    static constexpr std::array partners{"northbet", "acme", "zagreus", "betwell", "olymp"};
    static constexpr std::array currencies{"EUR", "USD", "GBP", "RUB"};
    static constexpr std::array games{"football", "roulette", "dice", "crash", "blackjack"};
    static constexpr std::array ends{"won", "lost", "lost", "refunded"};
    const char* const partner = partners[bet.dice % partners.size()];
    const char* const currency = currencies[bet.dice / 7 % currencies.size()];
    const std::string id = EventFile::betId(bet.number);
    const bool failing = bet.version == 2 && dice % 20 == 0;
    const char* const state = bet.version == 1 ? "checked" : bet.version == 2 ? "blocked" : ends[dice % ends.size()];
    const std::string stake = std::to_string(bet.dice % 500 + 1) + (bet.dice % 3 ? ".00" : ".50");
    const std::string round = "r23264-" + std::to_string(bet.number / 40);
    std::string operation;
    if (bet.version > 1) {
        operation = R"(,"operation":{"operation_id":"op-)" + std::to_string(seq) +
                    (bet.version == 2 ? R"(","kind":"block","state":")" : R"(","kind":"settle","state":")") +
                    (failing ? "retry_scheduled" : "succeeded") + R"(","attempt":)" +
                    std::to_string(failing ? dice % 5 + 1 : 1) + R"(,"attempts_max":5,"http":)" +
                    (failing ? "503" : "200") +
                    (failing ? R"(,"error_class":"unavailable","error":"503 from upstream, retry later")" : "") + '}';
    }
    const std::string time = timeText(at);
    return R"({"seq":)" + std::to_string(seq) + R"(,"at":")" + time + R"(","type":"bet.)" + state +
           R"(","partner_id":")" + partner + R"(","bet_id":")" + id + R"(","round_id":")" + round +
           R"(","correlation_id":"c-5ff6032b-)" + std::to_string(seq) + R"(","row":{"partner_id":")" + partner +
           R"(","bet_id":")" + id + R"(","player_id":"p23264-)" + std::to_string(bet.dice % 50'000) +
           R"(","game_id":")" + games[bet.dice / 11 % games.size()] + R"(","round_id":")" + round +
           R"(","selection":"1X","odds":"1.3000","stake":{"amount":")" + stake + R"(","currency":")" + currency +
           R"("},"refunded":{"amount":"0.00","currency":")" + currency + R"("},"state":")" + state +
           R"(","status":"checked","resettled":false,"version":)" + std::to_string(bet.version) + R"(,"created_at":")" +
           timeText(bet.created) + R"(","updated_at":")" + time + '"' + operation + "}}\n";
}

} // namespace

std::string EventFile::betId(std::uint64_t number)
{
    return "b23264-" + std::to_string(number);
}

EventFile::EventFile(std::uint64_t rows) : m_path(m_folder.path() + "/events.jsonl"), m_rows(rows)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(m_path.c_str(), "wb"), std::fclose);
    if (!file)
        throw std::runtime_error(m_path + " cannot be written");
    std::mt19937 random(16);
    std::vector<OpenBet> open;
    std::int64_t now = startMs;
    for (std::uint64_t seq = 1; seq <= rows; ++seq) {
        now += random() % 20;
        if (open.empty() || (random() % 3 == 0 && open.size() < 2'000))
            open.push_back({++m_bets, now, static_cast<std::uint32_t>(random()), 0});
        const std::size_t place = random() % open.size();
        const auto dice = static_cast<std::uint32_t>(random());
        ++open[place].version;
        const std::string line = eventLine(seq, now, open[place], dice);
        if (std::fwrite(line.data(), 1, line.size(), file.get()) != line.size())
            throw std::runtime_error(m_path + ": the disk is full");
        if (open[place].version == 3) {
            open[place] = open.back();
            open.pop_back();
        }
    }
}

std::shared_ptr<const client::review::Log> EventFile::open() const
{
    const auto log = client::review::Log::open(QString::fromStdString(m_path), {QString::fromStdString(cacheFolder())});
    if (!log || !*log || (*log)->rows() != m_rows)
        throw std::runtime_error(log ? "rows are missing" : log.error().detail);
    return *log;
}

void EventFile::forgetColumns() const
{
    QDir(QString::fromStdString(cacheFolder())).removeRecursively();
}

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double medianSeconds(int times, const std::function<void()>& work)
{
    std::vector<double> seconds;
    for (int i = 0; i < times; ++i)
        seconds.push_back(secondsOf(work));
    return median(seconds);
}

bool isInstalled(const std::string& program)
{
    return !QStandardPaths::findExecutable(QString::fromStdString(program)).isEmpty();
}

namespace {

ToolRun run(QProcess& process, const std::vector<std::string>& arguments)
{
    QStringList list;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        list << QString::fromStdString(arguments[i]);
    ToolRun made;
    made.seconds = secondsOf([&] {
        process.start(QString::fromStdString(arguments.front()), list, QIODevice::ReadOnly);
        if (!process.waitForFinished(-1))
            throw std::runtime_error(arguments.front() + " does not run");
    });
    made.output = process.readAllStandardOutput().toStdString();
    if (process.exitCode() > 1)
        throw std::runtime_error(arguments.front() + ": " + process.readAllStandardError().toStdString());
    return made;
}

} // namespace

ToolRun runTool(const std::vector<std::string>& arguments)
{
    QProcess process;
    return run(process, arguments);
}

ToolRun runLnav(const EventFile& file, const std::string& sql)
{
    const std::string formats = file.folder() + "/.lnav/formats/betdesk";
    QDir().mkpath(QString::fromStdString(formats));
    writeFile(formats + "/format.json",
              R"({"betdesk_events":{"title":"Betdesk","description":"events","json":true,"file-type":"json",)"
              R"("timestamp-field":"at","line-format":[{"field":"at"}," ",{"field":"type"}," ",{"field":"bet_id"}],)"
              R"("value":{"type":{"kind":"string"},"bet_id":{"kind":"string","identifier":true},)"
              R"("partner_id":{"kind":"string"},"seq":{"kind":"integer"}}}})");
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), QString::fromStdString(file.folder()));
    process.setProcessEnvironment(environment);
    return run(process, {"lnav", "-n", "-c", ";" + sql, file.path()});
}

ToolRun runGlogg(const EventFile& file)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), QString::fromStdString(file.folder()));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), QString::fromStdString(file.folder()));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("glogg"),
                  {QStringLiteral("--multi"), QStringLiteral("--new-session"), QStringLiteral("-dddd"),
                   QString::fromStdString(file.path())},
                  QIODevice::ReadOnly);
    ToolRun made;
    std::chrono::steady_clock::time_point start;
    while (made.output.empty() && process.waitForReadyRead(60'000)) {
        while (process.canReadLine()) {
            const QByteArray line = process.readLine();
            if (line.contains("FullIndexOperation::start()"))
                start = std::chrono::steady_clock::now();
            if (!line.contains("indexingFinished: 1, found"))
                continue;
            made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            made.output = line.toStdString();
        }
    }
    process.kill(); // it would wait for a person
    process.waitForFinished();
    if (made.output.empty())
        throw std::runtime_error("glogg says nothing of its index");
    return made;
}

double growthExponent(const std::function<double(const EventFile&)>& seconds)
{
    const double small = seconds(EventFile(10'000));
    const double large = seconds(EventFile(1'000'000));
    return std::log(large / small) / std::log(100.0);
}

std::uint64_t rowsOf(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::uint64_t rows = std::strtoull(argv[i], nullptr, 10);
        if (rows > 0)
            return rows;
    }
    return 1'000'000;
}

std::string exponentNote(double exponent)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "growth from 10^4 to 10^6 lines: exponent %.2f%s", exponent,
                  exponent > 1.1 ? " (a defect)" : "");
    return text.data();
}

} // namespace bench
