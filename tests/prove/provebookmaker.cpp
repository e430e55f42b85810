// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Plays bets against a service whose bookmaker is a second one, while the bookmaker is killed, stopped and restarted
// and in the second half the service is killed too. Then both come to rest and are compared to the cent.
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/ports/systemports.h"
#include "tests/support/virtualtime.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using client::contract::AnswerKind;
using client::contract::BetCall;
using client::contract::BetState;
using client::contract::CallKind;
using client::contract::OperationKind;
using client::contract::OperationState;

// Each on a connection pool of its own, as games on several machines are.
constexpr int games = 8;
constexpr int betsAtOnce = games * 24;
constexpr std::int64_t stakeMinor = 1'000;
constexpr std::int64_t payoutMinor = 2'050;
constexpr std::int64_t partMinor = 400;

struct Options
{
    std::uint64_t seed = 1;
    int seconds = 120;
    int limitSeconds = 300;
    int betsMax = 500'000;
    QString betd = QStringLiteral(BETD_PROGRAM);
};

struct Verdict
{
    int doubled = 0;
    int lost = 0;
    int inDoubt = 0;
    int needsReview = 0;
    std::int64_t hereMinor = 0; // what players have won or lost by definite bets, as each side counts it
    std::int64_t thereMinor = 0;
};

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

void say(const QString& text)
{
    std::fprintf(stderr, "provebookmaker: %s\n", qPrintable(text));
}

// A betd that is started again whenever it ends, on the port that it had first.
class Service : public QObject
{
public:
    Service(QString program, QStringList arguments, std::function<void()> ready)
        : m_program(std::move(program)), m_arguments(std::move(arguments)), m_ready(std::move(ready))
    {
        // Nothing is left running when this program is killed itself.
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { onOutput(); });
        connect(&m_process, &QProcess::finished, this, [this] {
            if (!m_ending)
                QTimer::singleShot(20, this, [this] { start(); });
        });
    }

    void start()
    {
        m_process.start(m_program, QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_port)} +
                                       m_arguments);
        if (!m_process.waitForStarted())
            qFatal("cannot start %s", qPrintable(m_program));
    }
    void signal(int number)
    {
        if (m_process.state() == QProcess::Running)
            ::kill(static_cast<pid_t>(m_process.processId()), number);
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    int port() const { return m_port; }
    void end()
    {
        m_ending = true;
        signal(SIGCONT);
        m_process.terminate();
        if (!m_process.waitForFinished(20'000))
            m_process.kill();
    }

private:
    void onOutput()
    {
        const QByteArray text = m_process.readAllStandardOutput();
        const qsizetype at = text.indexOf("{\"listening\":\"127.0.0.1:");
        if (at < 0 || m_port != 0)
            return;
        m_port = text.mid(at + 24).split('"').value(0).toInt();
        m_ready();
    }

    const QString m_program;
    const QStringList m_arguments;
    const std::function<void()> m_ready;
    QProcess m_process;
    int m_port = 0;
    bool m_ending = false;
};

// What happens to a bet, by its number: each way a bet can end.
struct Step
{
    CallKind call = CallKind::BlockFunds;
    std::int64_t amountMinor = stakeMinor;
    std::optional<bool> won;
    const char* refund = "";
};

std::vector<Step> storyOf(int number)
{
    std::vector<Step> story{{}};
    switch (number % 4) {
    case 0:
        story.push_back({CallKind::UpdateBetStatus, stakeMinor, true, ""});
        break;
    case 1:
        story.push_back({CallKind::UpdateBetStatus, stakeMinor, false, ""});
        break;
    case 2:
        story.push_back({CallKind::Refund, stakeMinor, {}, ""});
        break;
    default:
        story.push_back({CallKind::Refund, partMinor, {}, "part"});
        story.push_back({CallKind::Refund, stakeMinor - partMinor, {}, "rest"});
    }
    return story;
}

std::string betName(int number)
{
    return "bet-" + std::to_string(number);
}

class Prover : public QObject
{
public:
    explicit Prover(const Options& options) : m_options(options), m_random(options.seed) {}

    // Ends the event loop: with 0 if both were killed, everything came to its end, and both sides agree.
    void start();

private:
    void startHouse();
    void play();
    void placeNext();
    void act(int number, std::size_t step);
    void stepDone();
    void planBlow();
    void strike();
    void endOfBlows();
    void hurry();
    void look();
    void finish(bool drained);
    Verdict compare();
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    Options m_options;
    tests::support::SeededRandom m_random;
    client::ports::SystemClock m_clock;
    client::ports::SystemRandom m_entropy;
    client::api::QtTimers m_timers;
    QTemporaryDir m_folder;
    QElapsedTimer m_watch;
    std::unique_ptr<Service> m_bookmaker;
    std::unique_ptr<Service> m_house;
    std::vector<std::unique_ptr<client::api::QtTransport>> m_transports;
    std::vector<std::unique_ptr<client::api::BetApi>> m_games;
    std::unique_ptr<client::api::BetApi> m_desk;
    std::map<int, std::size_t> m_told; // steps of each bet that the game was told are done
    int m_placed = 0;
    int m_playing = 0;
    bool m_striking = false;
    bool m_ending = false;
    int m_kills = 0;
    int m_stops = 0;
    int m_restarts = 0;
    int m_houseKills = 0;
};

void Prover::start()
{
    m_watch.start();
    write(path("bookmaker-tokens"), "bookmaker-token house game,support\n");
    write(path("bookmaker.token"), "bookmaker-token\n");
    write(path("tokens"), "game-token game-1 game\noperator-token olga support\n");
    m_bookmaker = std::make_unique<Service>(m_options.betd,
                                            QStringList{QStringLiteral("--db"), path("bookmaker.db"),
                                                        QStringLiteral("--token-file"), path("bookmaker-tokens"),
                                                        QStringLiteral("--log-level"), QStringLiteral("error")},
                                            [this] { startHouse(); });
    m_bookmaker->start();
    m_timers.after(m_options.limitSeconds * 1'000, [this] {
        if (m_ending)
            return;
        say(QStringLiteral("out of time after %1 s: not everything came to its end").arg(m_options.limitSeconds));
        finish(false);
    });
}

void Prover::startHouse()
{
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(m_bookmaker->port());
    write(path("betd.toml"), "[partners.acme]\nanswer_within_ms = 1000\n[partners.acme.wallet]\nurl = \"" + url +
                                 "\"\nstatus_url = \"" + url +
                                 "/api/v1/bets/{partner_id}/{bet_id}\"\ntoken_file = \"bookmaker.token\"\n"
                                 "connect_timeout_ms = 500\ntimeout_ms = 1000\nrate = 5000\nin_flight = 32\n");
    m_house =
        std::make_unique<Service>(m_options.betd,
                                  QStringList{QStringLiteral("--db"), path("house.db"), QStringLiteral("--token-file"),
                                              path("tokens"), QStringLiteral("--config"), path("betd.toml"),
                                              QStringLiteral("--log-level"), QStringLiteral("error")},
                                  [this] { play(); });
    m_house->start();
}

void Prover::play()
{
    const QUrl origin(QStringLiteral("http://127.0.0.1:%1").arg(m_house->port()));
    const auto connection = [&](const char* token) {
        m_transports.push_back(std::make_unique<client::api::QtTransport>(origin));
        return std::make_unique<client::api::BetApi>(*m_transports.back(), m_timers, m_clock, m_entropy,
                                                     [token] { return std::string(token); });
    };
    for (int i = 0; i < games; ++i)
        m_games.push_back(connection("game-token"));
    m_desk = connection("operator-token");
    say(QStringLiteral("playing under fire for %1 s").arg(m_options.seconds));
    m_striking = true;
    for (int i = 0; i < betsAtOnce; ++i)
        placeNext();
    planBlow();
    m_timers.after(m_options.seconds * 1'000, [this] { endOfBlows(); });
}

void Prover::placeNext()
{
    if (!m_striking || m_placed >= m_options.betsMax)
        return;
    ++m_playing;
    act(m_placed++, 0);
}

void Prover::act(int number, std::size_t step)
{
    const std::vector<Step> story = storyOf(number);
    const Step& now = story[step];
    BetCall call;
    call.call = now.call;
    call.partner = client::contract::PartnerId("acme");
    call.player = client::contract::PlayerId("p-" + std::to_string(number));
    call.bet = client::contract::BetId(betName(number));
    call.amountText = client::contract::Money{now.amountMinor, {}}.text();
    call.won = now.won;
    if (now.won)
        call.payoutText = client::contract::Money{*now.won ? payoutMinor : 0, {}}.text();
    call.refund = client::contract::RefundId(now.refund);
    auto* const sent = m_games[static_cast<std::size_t>(number % games)]->send(call);
    connect(sent, &client::api::Call::finished, this, [this, sent, number, step, last = step + 1 == story.size()] {
        if (m_ending)
            return;
        if (sent->answer().kind != AnswerKind::Accepted) {
            // The same content again until it is definite.
            m_timers.after(100, [this, number, step] { act(number, step); });
            return;
        }
        m_told[number] = step + 1;
        if (!last)
            return act(number, step + 1);
        --m_playing;
        placeNext();
        stepDone();
    });
}

void Prover::stepDone()
{
    if (!m_striking && m_playing == 0)
        look();
}

void Prover::planBlow()
{
    m_timers.after(200 + m_random.below(2'000), [this] { strike(); });
}

void Prover::strike()
{
    if (!m_striking)
        return;
    const bool secondHalf = m_watch.elapsed() > m_options.seconds * 500;
    if (secondHalf && (m_houseKills == 0 || m_random.chance(0.25))) {
        ++m_houseKills;
        m_house->signal(SIGKILL);
    } else if (m_stops == 0 || m_random.chance(0.4)) {
        ++m_stops;
        m_bookmaker->signal(SIGSTOP);
        m_timers.after(300 + m_random.below(2'500), [this] { m_bookmaker->signal(SIGCONT); });
    } else if (m_kills == 0 || m_random.chance(0.7)) {
        ++m_kills;
        m_bookmaker->signal(SIGKILL);
    } else {
        ++m_restarts;
        m_bookmaker->signal(SIGTERM);
    }
    planBlow();
}

void Prover::endOfBlows()
{
    say(QStringLiteral("letting it drain"));
    m_striking = false;
    m_bookmaker->signal(SIGCONT);
    hurry();
    stepDone();
}

// As a person does who presses "try now": what is left after five tries waits for minutes, else.
void Prover::hurry()
{
    if (m_ending)
        return;
    for (const char* state : {"in_doubt", "needs_review", "retry_scheduled"}) {
        auto* const call = m_desk->operations(state, {});
        connect(call, &client::api::Call::finished, this, [this, call] {
            if (!call->result())
                return;
            for (const auto& row : call->result()->rows)
                m_desk->retryOperation(row.brief.id);
        });
    }
    m_timers.after(2'000, [this] { hurry(); });
}

// The game is done; the service's own operations are, too, unless a person has to look.
void Prover::look()
{
    if (m_ending)
        return;
    const SQLite::Database house(path("house.db").toStdString(), SQLite::OPEN_READONLY, 5'000);
    SQLite::Statement open(house, "SELECT count(*) FROM operations WHERE state NOT IN (?, ?, ?)");
    open.bind(1, static_cast<int>(OperationState::Succeeded));
    open.bind(2, static_cast<int>(OperationState::Declined));
    open.bind(3, static_cast<int>(OperationState::NeedsReview));
    open.executeStep();
    if (open.getColumn(0).getInt() == 0)
        return finish(true);
    m_timers.after(500, [this] { look(); });
}

void Prover::finish(bool drained)
{
    m_ending = true;
    m_house->end();
    m_bookmaker->end();
    const Verdict verdict = compare();
    std::printf("{\"bets\":%d,\"bookmaker_kills\":%d,\"bookmaker_stops\":%d,\"bookmaker_restarts\":%d,"
                "\"service_kills\":%d,\"drained\":%s,\"sum_here\":%lld,\"sum_there\":%lld,\"seconds\":%.1f}\n",
                m_placed, m_kills, m_stops, m_restarts, m_houseKills, drained ? "true" : "false",
                static_cast<long long>(verdict.hereMinor), static_cast<long long>(verdict.thereMinor),
                static_cast<double>(m_watch.elapsed()) / 1'000);
    std::printf("{\"doubled\":%d,\"lost\":%d,\"in_doubt\":%d,\"needs_review\":%d,\"seed\":%llu}\n", verdict.doubled,
                verdict.lost, verdict.inDoubt, verdict.needsReview, static_cast<unsigned long long>(m_options.seed));
    const bool struck = m_kills > 0 && m_stops > 0 && m_houseKills > 0 && m_placed < m_options.betsMax;
    if (!struck)
        say(QStringLiteral(
            "nothing is proved: the bookmaker has to be killed and stopped, and the service killed, while "
            "bets are placed"));
    const bool agreed = verdict.hereMinor == verdict.thereMinor;
    if (!agreed)
        say(QStringLiteral("the sums differ"));
    QCoreApplication::exit(struck && drained && agreed && verdict.doubled == 0 && verdict.lost == 0 ? 0 : 1);
}

struct Moved
{
    std::int64_t held = 0;
    std::int64_t refunded = 0;
    std::int64_t paid = 0;
    std::int64_t toPlayer() const { return refunded + paid - held; }
};

// What the bookmaker's ledger says was moved for each bet.
std::map<std::string, Moved> movedAt(const SQLite::Database& bookmaker)
{
    std::map<std::string, Moved> moved;
    SQLite::Statement rows(bookmaker, "SELECT b.bet, o.kind, sum(e.amount) FROM entries e "
                                      "JOIN accounts a ON a.id = e.account JOIN operations o ON o.id = e.posting "
                                      "JOIN bets b ON b.id = o.bet WHERE a.kind = 0 GROUP BY b.bet, o.kind");
    while (rows.executeStep()) {
        Moved& of = moved[rows.getColumn(0).getString()];
        const std::int64_t amount = rows.getColumn(2).getInt64();
        switch (static_cast<OperationKind>(rows.getColumn(1).getInt())) {
        case OperationKind::Block:
            of.held -= amount;
            break;
        case OperationKind::Refund:
        case OperationKind::Expiry:
            of.refunded += amount;
            break;
        case OperationKind::Settle:
        case OperationKind::Adjust:
            of.paid += amount;
            break;
        }
    }
    return moved;
}

// What the game was told is done has to be.
Moved promised(int number, std::size_t steps)
{
    Moved moved;
    const std::vector<Step> story = storyOf(number);
    for (std::size_t i = 0; i < steps; ++i) {
        if (story[i].call == CallKind::BlockFunds)
            moved.held += story[i].amountMinor;
        else if (story[i].call == CallKind::Refund)
            moved.refunded += story[i].amountMinor;
        else if (story[i].won == true)
            moved.paid += payoutMinor;
    }
    return moved;
}

Verdict Prover::compare()
{
    Verdict verdict;
    const SQLite::Database house(path("house.db").toStdString(), SQLite::OPEN_READONLY);
    const SQLite::Database bookmaker(path("bookmaker.db").toStdString(), SQLite::OPEN_READONLY);
    const std::map<std::string, Moved> moved = movedAt(bookmaker);
    const auto compareSums = [&verdict](const std::string& bet, const char* what, std::int64_t said,
                                        std::int64_t really) {
        if (said == really)
            return;
        ++(really > said ? verdict.doubled : verdict.lost);
        say(QString::fromStdString(bet) +
            QStringLiteral(": %1 is %2, and was moved as %3").arg(QString::fromLatin1(what)).arg(said).arg(really));
    };

    SQLite::Statement rows(house, "SELECT b.bet, b.state, b.stake, b.refunded, coalesce(b.payout, 0), o.state "
                                  "FROM bets b LEFT JOIN operations o ON o.id = b.operation");
    while (rows.executeStep()) {
        const std::string bet = rows.getColumn(0).getString();
        const auto state = static_cast<BetState>(rows.getColumn(1).getInt());
        const auto operation = static_cast<OperationState>(rows.getColumn(5).getInt());
        const auto found = moved.find(bet);
        const Moved there = found == moved.end() ? Moved{} : found->second;
        const bool held = state != BetState::Checked && state != BetState::Rejected;
        const Moved here{held ? rows.getColumn(2).getInt64() : 0, rows.getColumn(3).getInt64(),
                         rows.getColumn(4).getInt64()};
        if (client::contract::isOpen(operation)) {
            // Either is true of what is in doubt; a person is told so.
            ++(operation == OperationState::NeedsReview ? verdict.needsReview : verdict.inDoubt);
            continue;
        }
        verdict.hereMinor += here.toPlayer();
        verdict.thereMinor += there.toPlayer();
        compareSums(bet, "the hold", here.held, there.held);
        compareSums(bet, "the refund", here.refunded, there.refunded);
        compareSums(bet, "the payout", here.paid, there.paid);
    }
    for (const auto& [number, steps] : m_told) {
        const auto found = moved.find(betName(number));
        const Moved there = found == moved.end() ? Moved{} : found->second;
        const Moved least = promised(number, steps);
        if (there.held < least.held || there.refunded < least.refunded || there.paid < least.paid) {
            ++verdict.lost;
            say(QString::fromStdString(betName(number)) + QStringLiteral(": the game was told more than was done"));
        }
    }
    for (const SQLite::Database* side : {&house, &bookmaker}) {
        SQLite::Statement sum(*side, "SELECT coalesce(sum(amount), 0) FROM entries");
        sum.executeStep();
        if (sum.getColumn(0).getInt64() != 0) {
            ++verdict.lost;
            say(QStringLiteral("a ledger does not sum to 0"));
        }
    }
    return verdict;
}

Options parse(const QCoreApplication& application)
{
    QCommandLineParser parser;
    const Options defaults;
    const auto option = [&](const QString& name, const QString& value, const QString& description) {
        parser.addOption({name, description, QStringLiteral("value"), value});
    };
    option(QStringLiteral("seed"), QStringLiteral("1"), QStringLiteral("Decides what happens to whom, and when."));
    option(QStringLiteral("seconds"), QString::number(defaults.seconds), QStringLiteral("Under fire for that long."));
    option(QStringLiteral("limit-seconds"), QString::number(defaults.limitSeconds),
           QStringLiteral("Give up after that long, which is a failure."));
    option(QStringLiteral("bets"), QString::number(defaults.betsMax), QStringLiteral("At most."));
    option(QStringLiteral("betd"), defaults.betd, QStringLiteral("The service, and the bookmaker."));
    parser.addHelpOption();
    parser.process(application);
    Options options;
    options.seed = parser.value(QStringLiteral("seed")).toULongLong();
    options.seconds = parser.value(QStringLiteral("seconds")).toInt();
    options.limitSeconds = parser.value(QStringLiteral("limit-seconds")).toInt();
    options.betsMax = parser.value(QStringLiteral("bets")).toInt();
    options.betd = parser.value(QStringLiteral("betd"));
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    Prover prover(parse(application));
    QTimer::singleShot(0, &prover, [&prover] { prover.start(); });
    return QCoreApplication::exec();
}
