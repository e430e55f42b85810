// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A console without windows: it refunds the bets of a list with the genuine client, and may be killed at any moment. It
// takes up at its journal where the last one ended. Each intent that is durable is told as a line on standard output.
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/qttransport.h"
#include "client/operations/refund.h"
#include "client/operations/runner.h"
#include "client/ports/systemports.h"
#include "client/store/journal.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QTimer>

#include <sodium.h>

#include <cstdio>
#include <memory>
#include <set>
#include <vector>

namespace {

using client::operations::Refund;
using client::store::Intent;
using client::store::IntentState;

struct Wanted
{
    client::contract::PartnerId partner;
    client::contract::BetId bet;
};

class Worker
{
public:
    Worker(const QUrl& origin, std::string token, std::unique_ptr<client::store::Journal> journal,
           std::vector<Wanted> wanted)
        : m_journal(std::move(journal)), m_wanted(std::move(wanted)), m_transport(origin),
          m_api(m_transport, m_timers, m_clock, m_random, [text = std::move(token)] { return text; }),
          m_runner(*m_journal, m_api, m_timers, m_clock)
    {
    }

    void hello();

private:
    static constexpr std::size_t refundsAtOnce = 3;

    void look();
    void begin(const Wanted& wanted);
    void onChanged(Refund* refund);

    client::ports::SystemClock m_clock;
    client::ports::SystemRandom m_random;
    std::unique_ptr<client::store::Journal> m_journal;
    std::vector<Wanted> m_wanted;
    client::api::QtTransport m_transport;
    client::api::QtTimers m_timers;
    client::api::BetApi m_api;
    client::operations::Runner m_runner;
    std::optional<client::contract::InstanceInfo> m_instance;
    std::set<std::string> m_blocked; // nothing is left to refund there
    struct Open
    {
        std::string bet;
        std::unique_ptr<Refund> refund;
        bool over = false;
    };
    std::vector<Open> m_open;
};

void Worker::hello()
{
    auto* call = m_api.instance();
    QObject::connect(call, &client::api::Call::finished, &m_runner, [this, call] {
        if (!call->result()) {
            m_timers.after(300, [this] { hello(); });
            return;
        }
        m_instance = *call->result();
        m_runner.resume(*m_instance);
        look();
    });
}

// Starts what nobody has started yet; ends the program when all is definite.
void Worker::look()
{
    std::set<std::string> taken = m_blocked;
    bool isOpen = false;
    for (const Intent& intent : m_journal->newest(1'000'000)) {
        isOpen = isOpen || intent.isOpen();
        if (intent.isOpen() || intent.state == IntentState::Accepted)
            taken.insert(intent.bet.text());
    }
    std::erase_if(m_open, [](const Open& open) { return open.over; });
    for (const Open& open : m_open)
        taken.insert(open.bet);
    bool isDone = true;
    for (const Wanted& wanted : m_wanted) {
        if (taken.contains(wanted.bet.text()))
            continue;
        isDone = false;
        if (m_open.size() < refundsAtOnce)
            begin(wanted);
    }
    if (isDone && !isOpen && m_open.empty()) {
        QCoreApplication::exit(0);
        return;
    }
    m_timers.after(50, [this] { look(); });
}

void Worker::begin(const Wanted& wanted)
{
    auto refund = std::make_unique<Refund>(m_runner, m_api, m_clock, m_random, *m_instance, wanted.partner, wanted.bet);
    Refund* const raw = refund.get();
    QObject::connect(raw, &Refund::changed, raw, [this, raw] { onChanged(raw); });
    m_open.push_back({wanted.bet.text(), std::move(refund), false});
    raw->preview();
}

void Worker::onChanged(Refund* refund)
{
    const auto close = [&] {
        for (Open& open : m_open)
            open.over = open.over || open.refund.get() == refund;
    };
    switch (refund->step()) {
    case Refund::Step::Ready: {
        const auto item = *refund->item();
        refund->confirm({item.refundableMinor, item.currency}, "technical_issue", "", "");
        if (refund->step() != Refund::Step::Sending)
            return;
        std::printf("intent %s %s\n", refund->refundId().c_str(), item.bet.bet.text().c_str());
        std::fflush(stdout);
        return;
    }
    case Refund::Step::Blocked: {
        const auto item = *refund->item();
        // Refunded already by an intent that this profile does not hold would be an effect without an intent.
        if (item.bet.state == client::contract::BetState::Refunded)
            m_blocked.insert(item.bet.bet.text());
        return close();
    }
    case Refund::Step::PreviewFailed:
    case Refund::Step::Refunded:
    case Refund::Step::Declined:
    case Refund::Step::NotSent:
    case Refund::Step::InDoubt:
        return close();
    case Refund::Step::Previewing:
    case Refund::Step::Sending:
    case Refund::Step::Waiting:
        return;
    }
}

QStringList linesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (sodium_init() < 0)
        return 2;
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("connect"), QStringLiteral("The service."), QStringLiteral("url")},
                       {QStringLiteral("token-file"), QStringLiteral("Holds the token alone."), QStringLiteral("file")},
                       {QStringLiteral("profile"), QStringLiteral("Folder of the journal."), QStringLiteral("folder")},
                       {QStringLiteral("bets"), QStringLiteral("Lines `partner bet`."), QStringLiteral("file")}});
    parser.process(application);
    const QUrl origin(parser.value(QStringLiteral("connect")));
    const QString profile = parser.value(QStringLiteral("profile"));
    const QStringList token = linesOf(parser.value(QStringLiteral("token-file")));
    std::vector<Wanted> wanted;
    for (const QString& line : linesOf(parser.value(QStringLiteral("bets")))) {
        const QStringList words = line.split(u' ');
        wanted.push_back({client::contract::PartnerId(words.value(0).toStdString()),
                          client::contract::BetId(words.value(1).toStdString())});
    }
    std::string fresh(32, '\0');
    randombytes_buf(fresh.data(), fresh.size());
    const auto key = client::store::journalKey((profile + QStringLiteral("/journal.key")).toStdString(), fresh);
    if (!key)
        qFatal("%s", key.error().detail.c_str());
    auto journal = client::store::Journal::open({(profile + QStringLiteral("/journal.db")).toStdString(), {}, *key});
    if (!journal)
        qFatal("%s", journal.error().detail.c_str());
    Worker worker(origin, token.value(0).toStdString(), std::move(*journal), std::move(wanted));
    worker.hello();
    return QCoreApplication::exec();
}
