// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Kills the service and a console with SIGKILL at random moments while the console refunds bets, lets everything come
// to its end, and compares journal, service and ledger.
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/ports/systemports.h"
#include "client/store/journal.h"
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

#include <sodium.h>
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <set>

namespace {

using client::contract::AnswerKind;
using client::contract::BetCall;
using client::contract::CallKind;
using client::store::Intent;
using client::store::IntentState;

constexpr int betsAtOnce = 16;
constexpr std::int64_t stakeMinor = 1'000;
constexpr const char* config = R"([partners.acme]
[limits]
refunds_per_hour = 1000000
[limits.EUR]
refund = "1000000.00"
refund_day = "1000000000.00"
)";

struct Options
{
    std::uint64_t seed = 1;
    int refunds = 200;
    int killsSeconds = 60;
    int limitSeconds = 170;
    bool faults = false;
    QString betd = QStringLiteral(BETD_PROGRAM);
    QString worker = QStringLiteral(WORKER_PROGRAM);
};

struct Verdict
{
    int doubled = 0;
    int lost = 0;
    int inDoubt = 0;
    int needsReview = 0;
};

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

class Prover : public QObject
{
public:
    explicit Prover(const Options& options) : m_options(options), m_random(options.seed) {}

    // Ends the event loop: with 0 if both were killed, everything came to its end, and nothing was doubled or lost.
    void start();

private:
    void startService();
    void onServiceOutput();
    void placeNext();
    void place(int number, CallKind kind);
    void startWorker();
    void onWorkerOutput();
    void onWorkerEnded(int code, QProcess::ExitStatus status);
    void planKill();
    void killOne();
    void endOfKills();
    void hurry();
    void hurryAll(const std::string& state);
    void finish(bool drained);
    Verdict compare(bool drained);
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void say(const QString& text) const { std::fprintf(stderr, "provekills: %s\n", qPrintable(text)); }
    [[noreturn]] void giveUp(const QString& why);

    Options m_options;
    tests::support::SeededRandom m_random;
    client::ports::SystemClock m_clock;
    client::ports::SystemRandom m_entropy;
    client::api::QtTimers m_timers;
    QTemporaryDir m_folder;
    QElapsedTimer m_watch;
    QProcess m_service;
    QProcess m_worker;
    int m_port = 0;
    std::unique_ptr<client::api::QtTransport> m_transport;
    std::unique_ptr<client::api::BetApi> m_api;  // as the game
    std::unique_ptr<client::api::BetApi> m_desk; // as a person
    int m_placing = 0;
    int m_placed = 0;
    bool m_killing = false;
    bool m_ending = false;
    int m_serviceKills = 0;
    int m_workerKills = 0;
    std::set<std::string> m_promised; // intents that the worker told as durable
};

void Prover::giveUp(const QString& why)
{
    say(why);
    m_worker.kill();
    m_service.kill();
    std::exit(1);
}

void Prover::start()
{
    m_watch.start();
    write(path("tokens"), "game-token game-1 game\noperator-token olga support\n");
    write(path("operator-token"), "operator-token\n");
    write(path("betd.toml"), config);
    for (QProcess* process : {&m_service, &m_worker}) {
        // Nothing is left running when this program is killed itself.
        process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    }
    connect(&m_service, &QProcess::readyReadStandardOutput, this, [this] { onServiceOutput(); });
    connect(&m_service, &QProcess::finished, this, [this] {
        if (!m_ending)
            m_timers.after(20, [this] { startService(); });
    });
    connect(&m_worker, &QProcess::readyReadStandardOutput, this, [this] { onWorkerOutput(); });
    connect(&m_worker, &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) { onWorkerEnded(code, status); });
    startService();
    m_timers.after(m_options.limitSeconds * 1'000, [this] {
        if (m_ending)
            return;
        say(QStringLiteral("out of time after %1 s: not everything came to its end").arg(m_options.limitSeconds));
        finish(false);
    });
}

void Prover::startService()
{
    QStringList arguments = {QStringLiteral("--listen"),     QStringLiteral("127.0.0.1:%1").arg(m_port),
                             QStringLiteral("--db"),         path("service.db"),
                             QStringLiteral("--token-file"), path("tokens"),
                             QStringLiteral("--config"),     path("betd.toml"),
                             QStringLiteral("--log-level"),  QStringLiteral("error")};
    if (m_options.faults)
        arguments << QStringLiteral("--sandbox") << QStringLiteral("--sandbox-rate") << QStringLiteral("0")
                  << QStringLiteral("--sandbox-faults")
                  << QStringLiteral("unavailable=0.1,timeout=0.1,timeout_before=0.05,slow=0.1");
    m_service.start(m_options.betd, arguments);
    if (!m_service.waitForStarted())
        giveUp(QStringLiteral("cannot start ") + m_options.betd);
}

void Prover::onServiceOutput()
{
    const QByteArray text = m_service.readAllStandardOutput();
    const qsizetype at = text.indexOf("{\"listening\":\"127.0.0.1:");
    if (at < 0)
        return;
    const int port = text.mid(at + 24).split('"').value(0).toInt();
    if (m_port != 0)
        return;
    m_port = port;
    QUrl origin(QStringLiteral("http://127.0.0.1:%1").arg(port));
    m_transport = std::make_unique<client::api::QtTransport>(origin);
    m_api = std::make_unique<client::api::BetApi>(*m_transport, m_timers, m_clock, m_entropy,
                                                  [] { return std::string("game-token"); });
    m_desk = std::make_unique<client::api::BetApi>(*m_transport, m_timers, m_clock, m_entropy,
                                                   [] { return std::string("operator-token"); });
    say(QStringLiteral("placing %1 bets").arg(m_options.refunds));
    for (int i = 0; i < betsAtOnce; ++i)
        placeNext();
}

void Prover::placeNext()
{
    if (m_placing < m_options.refunds)
        place(m_placing++, CallKind::CheckBet);
}

void Prover::place(int number, CallKind kind)
{
    BetCall call;
    call.call = kind;
    call.partner = client::contract::PartnerId("acme");
    call.player = client::contract::PlayerId("p-" + std::to_string(number % 10));
    call.bet = client::contract::BetId("bet-" + std::to_string(number));
    call.amountText = "10.00";
    auto* const sent = m_api->send(call);
    connect(sent, &client::api::Call::finished, this, [this, sent, number, kind] {
        if (sent->answer().kind != AnswerKind::Accepted) {
            // The same content again until it is definite.
            m_timers.after(100, [this, number, kind] { place(number, kind); });
            return;
        }
        if (kind == CallKind::CheckBet)
            return place(number, CallKind::BlockFunds);
        if (++m_placed < m_options.refunds)
            return placeNext();
        QByteArray list;
        for (int i = 0; i < m_options.refunds; ++i)
            list += "acme bet-" + QByteArray::number(i) + "\n";
        write(path("bets"), list);
        say(QStringLiteral("refunding them under fire"));
        m_killing = true;
        startWorker();
        planKill();
        m_timers.after(m_options.killsSeconds * 1'000, [this] { endOfKills(); });
    });
}

void Prover::startWorker()
{
    m_worker.start(m_options.worker,
                   {QStringLiteral("--connect"), QStringLiteral("http://127.0.0.1:%1").arg(m_port),
                    QStringLiteral("--token-file"), path("operator-token"), QStringLiteral("--profile"),
                    m_folder.path(), QStringLiteral("--bets"), path("bets")});
    if (!m_worker.waitForStarted())
        giveUp(QStringLiteral("cannot start ") + m_options.worker);
}

void Prover::onWorkerOutput()
{
    while (m_worker.canReadLine()) {
        const QList<QByteArray> words = m_worker.readLine().trimmed().split(' ');
        if (words.value(0) == "intent")
            m_promised.insert(words.value(1).toStdString());
    }
}

void Prover::onWorkerEnded(int code, QProcess::ExitStatus status)
{
    onWorkerOutput();
    if (m_ending)
        return;
    if (status == QProcess::NormalExit && code == 0)
        return finish(true);
    if (status == QProcess::NormalExit)
        giveUp(QStringLiteral("the console ended with %1").arg(code));
    startWorker();
}

void Prover::planKill()
{
    m_timers.after(20 + m_random.below(m_random.chance(0.3) ? 1'200 : 250), [this] { killOne(); });
}

void Prover::killOne()
{
    if (!m_killing)
        return;
    // Each at least once, and only who lives can die.
    const bool service = m_workerKills > 0 && (m_serviceKills == 0 || !m_random.chance(0.6));
    QProcess& victim = service ? m_service : m_worker;
    if (victim.state() == QProcess::Running) {
        ++(service ? m_serviceKills : m_workerKills);
        victim.kill();
    }
    planKill();
}

// From here on nobody dies but a console that would only wait for its next look, a minute long.
void Prover::endOfKills()
{
    if (m_killing) {
        say(QStringLiteral("letting it drain"));
        hurry();
    }
    m_killing = false;
    m_timers.after(5'000, [this] {
        if (m_ending)
            return;
        m_worker.kill();
        endOfKills();
    });
}

// As a person does who presses "try now": what is left after five tries waits for minutes, else.
void Prover::hurry()
{
    if (m_ending)
        return;
    for (const char* state : {"in_doubt", "needs_review", "retry_scheduled"})
        hurryAll(state);
    m_timers.after(2'000, [this] { hurry(); });
}

void Prover::hurryAll(const std::string& state)
{
    auto* const call = m_desk->operations(state, {});
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (!call->result())
            return;
        for (const auto& row : call->result()->rows)
            m_desk->retryOperation(row.brief.id);
    });
}

void Prover::finish(bool drained)
{
    m_ending = true;
    m_worker.kill();
    m_worker.waitForFinished();
    m_service.terminate();
    if (!m_service.waitForFinished(10'000))
        m_service.kill();
    const Verdict verdict = compare(drained);
    std::printf("{\"refunds\":%d,\"intents\":%zu,\"console_kills\":%d,\"service_kills\":%d,\"drained\":%s,"
                "\"seconds\":%.1f}\n",
                m_options.refunds, m_promised.size(), m_workerKills, m_serviceKills, drained ? "true" : "false",
                static_cast<double>(m_watch.elapsed()) / 1'000);
    std::printf("{\"doubled\":%d,\"lost\":%d,\"in_doubt\":%d,\"needs_review\":%d,\"seed\":%llu}\n", verdict.doubled,
                verdict.lost, verdict.inDoubt, verdict.needsReview, static_cast<unsigned long long>(m_options.seed));
    const bool killedBoth = m_workerKills > 0 && m_serviceKills > 0;
    if (!killedBoth)
        say(QStringLiteral("nothing is proved: console and service have to be killed at least once each"));
    QCoreApplication::exit(killedBoth && drained && verdict.doubled == 0 && verdict.lost == 0 ? 0 : 1);
}

Verdict Prover::compare(bool drained)
{
    Verdict verdict;
    const auto doubled = [&](const std::string& what) {
        ++verdict.doubled;
        say(QStringLiteral("doubled: ") + QString::fromStdString(what));
    };
    const auto lost = [&](const std::string& what) {
        ++verdict.lost;
        say(QStringLiteral("lost: ") + QString::fromStdString(what));
    };
    const auto key = client::store::journalKey(path("journal.key").toStdString(), std::string(32, '\0'));
    auto journal = client::store::Journal::open({path("journal.db").toStdString(), {}, key.value_or("")});
    if (!key || !journal)
        giveUp(QStringLiteral("the journal does not open"));
    const SQLite::Database service(path("service.db").toStdString(), SQLite::OPEN_READONLY);

    for (const std::string& id : m_promised) {
        if (!(*journal)->find(id))
            lost("the journal does not hold the intent " + id);
    }
    for (const std::string& id : (*journal)->damaged())
        lost("a journal row is damaged: " + id);

    // Refund operations by their refund_id, with what really moved to the player.
    SQLite::Statement refunds(service,
                              "SELECT o.ref, o.state, b.bet, (SELECT coalesce(sum(e.amount), 0) FROM entries e "
                              "JOIN accounts a ON a.id = e.account WHERE e.posting = o.id AND a.kind = 0) "
                              "FROM operations o JOIN bets b ON b.id = o.bet WHERE o.kind = 2");
    std::map<std::string, std::int64_t> movedByIntent;
    std::map<std::string, std::int64_t> movedByBet;
    while (refunds.executeStep()) {
        const std::string intent = refunds.getColumn(0).getString();
        const std::int64_t moved = refunds.getColumn(3).getInt64();
        movedByIntent[intent] += moved;
        movedByBet[refunds.getColumn(2).getString()] += moved;
        if (moved != 0 && !(*journal)->find(intent))
            lost("the service moved money for " + intent + ", which no journal holds");
        if (refunds.getColumn(1).getInt() != 2)
            ++verdict.needsReview;
    }
    std::set<std::string> inDoubt;
    for (const Intent& intent : (*journal)->newest(1'000'000)) {
        const std::int64_t moved = movedByIntent[intent.id];
        if (moved > intent.amount.minor)
            doubled("intent " + intent.id);
        switch (intent.state) {
        case IntentState::Accepted:
            if (moved == 0)
                lost("accepted and never applied: " + intent.id);
            break;
        case IntentState::Declined:
        case IntentState::Abandoned:
            if (moved != 0)
                lost("refused and yet applied: " + intent.id);
            break;
        case IntentState::Prepared:
        case IntentState::Sending:
        case IntentState::InDoubt:
            ++verdict.inDoubt;
            inDoubt.insert(intent.bet.text());
            break;
        }
    }
    for (int i = 0; i < m_options.refunds; ++i) {
        const std::string bet = "bet-" + std::to_string(i);
        if (movedByBet[bet] > stakeMinor)
            doubled(bet);
        else if (drained && movedByBet[bet] < stakeMinor && !inDoubt.contains(bet))
            lost(bet + " was never refunded, and nothing of it is open");
    }
    SQLite::Statement sum(service, "SELECT coalesce(sum(amount), 0) FROM entries");
    sum.executeStep();
    if (sum.getColumn(0).getInt64() != 0)
        lost("the ledger does not sum to 0");
    return verdict;
}

Options parse(const QCoreApplication& application)
{
    QCommandLineParser parser;
    const Options defaults;
    const auto option = [&](const QString& name, const QString& value, const QString& description) {
        parser.addOption({name, description, QStringLiteral("value"), value});
    };
    option(QStringLiteral("seed"), QStringLiteral("1"), QStringLiteral("Decides who is killed when."));
    option(QStringLiteral("refunds"), QString::number(defaults.refunds), QStringLiteral("How many."));
    option(QStringLiteral("kill-seconds"), QString::number(defaults.killsSeconds),
           QStringLiteral("Kill for that long at most."));
    option(QStringLiteral("limit-seconds"), QString::number(defaults.limitSeconds),
           QStringLiteral("Give up after that long, which is a failure."));
    option(QStringLiteral("betd"), defaults.betd, QStringLiteral("The service."));
    option(QStringLiteral("worker"), defaults.worker, QStringLiteral("The console."));
    parser.addOption({QStringLiteral("faults"), QStringLiteral("The wallet of the service has faults, too.")});
    parser.addHelpOption();
    parser.process(application);
    Options options;
    options.seed = parser.value(QStringLiteral("seed")).toULongLong();
    options.refunds = parser.value(QStringLiteral("refunds")).toInt();
    options.killsSeconds = parser.value(QStringLiteral("kill-seconds")).toInt();
    options.limitSeconds = parser.value(QStringLiteral("limit-seconds")).toInt();
    options.betd = parser.value(QStringLiteral("betd"));
    options.worker = parser.value(QStringLiteral("worker"));
    options.faults = parser.isSet(QStringLiteral("faults"));
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (sodium_init() < 0)
        return 2;
    Prover prover(parse(application));
    QTimer::singleShot(0, &prover, [&prover] { prover.start(); });
    return QCoreApplication::exec();
}
