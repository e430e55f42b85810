// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same screens without a service: over what the last session left, and over a file.
#include "app/application.h"
#include "client/bundle/bundlewriter.h"
#include "client/contract/failures.h"
#include "client/contract/stats.h"
#include "client/operations/refund.h"
#include "client/ports/systemports.h"
#include "tests/client/eventlog.h"
#include "tests/client/samples.h"
#include "tests/support/fakeservice.h"
#include "ui/dialogs/changesdialog.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/models/callsperminute.h"
#include "ui/pages/betspage.h"
#include "ui/pages/failurespage.h"
#include "ui/pages/jobspage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/pagestack.h"
#include "ui/pages/reviewpage.h"
#include "ui/pages/roundspage.h"
#include "ui/widgets/attentioncard.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/timebar.h"
#include "ui/widgets/timelineview.h"
#include "ui/widgets/topbar.h"

#include <SQLiteCpp/Database.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <string>

using client::feed::LinkState;
using tests::samples::EventLog;
using tests::support::FakeService;
using tests::support::Reaction;
using tests::support::SeenRequest;

namespace contract = client::contract;
namespace samples = tests::samples;

namespace {

constexpr int patienceMs = 30'000;

// For looking at a screen by eye: saves it where BETDESK_PICTURES says.
void shoot(QWidget& widget, const QString& name)
{
    const auto folder = qEnvironmentVariable("BETDESK_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

// Three hours old: stale, but nothing that a cache forgets.
contract::BetRow agedRow(const std::string& bet, std::int64_t version = 1)
{
    auto row = samples::betRow(bet, version);
    row.createdAt = row.updatedAt = QDateTime::currentMSecsSinceEpoch() - 3 * 3'600'000;
    return row;
}

contract::BetRow failedRow(const std::string& bet)
{
    auto row = agedRow(bet);
    contract::OperationBrief operation;
    operation.id = contract::OperationId("op-" + bet);
    operation.state = contract::OperationState::Declined;
    operation.attempt = 1;
    operation.http = 402;
    operation.errorClass = "refused";
    operation.error = "insufficient funds";
    row.operation = operation;
    row.state = contract::BetState::Checked;
    return row;
}

contract::FailureRow failureRow()
{
    contract::FailureRow row;
    row.id = contract::FailureId("f-1");
    row.partner = contract::PartnerId("acme");
    row.call = "block_funds";
    row.http = 402;
    row.errorClass = "refused";
    row.message = "insufficient funds";
    row.bets = row.openBets = row.failures = 1;
    row.firstAt = row.lastAt = row.blocksTo = samples::epochMs;
    row.version = 1;
    return row;
}

// A service with a held and a failed bet; it can be taken away.
class Service
{
public:
    Service()
    {
        http.answerWith([this](const SeenRequest& request) { return answer(request); });
    }

    void takeAway()
    {
        isGone = true;
        http.closeAll();
    }
    int refundsSent() const { return count("/api/v1/refunds", false); }
    int previews() const { return count("dry_run=true", true); }

    FakeService http;
    std::vector<contract::FeedEvent> events; // that the stream tells, numbered from 1
    bool isGone = false;
    std::int64_t heldVersion = 1;

private:
    int count(const char* text, bool preview) const
    {
        int found = 0;
        for (const auto& request : http.requests())
            found += request.method == "POST" && request.target.find(text) != std::string::npos &&
                     (request.target.find("dry_run") != std::string::npos) == preview;
        return found;
    }

    Reaction answer(const SeenRequest& request) const
    {
        if (isGone)
            return Reaction::readAndClose();
        const std::string path = request.target.substr(0, request.target.find('?'));
        const auto ok = [](const std::string& body) {
            return Reaction::answer(200, body, {{"X-Event-Cursor", "e1-0"}});
        };
        const auto held = agedRow("b-1", heldVersion);
        if (path == "/api/v1/instance")
            return ok(encode(contract::InstanceInfo{"env-1", "eu-1", "staging", "0.1.0", "a.petrova", {"support"}}));
        if (path == "/api/v1/bets")
            return ok(encode(contract::Page<contract::BetRow>{{held, failedRow("b-2")}, {}, {}}));
        if (path == "/api/v1/bets/acme/b-1")
            return ok(encode(held));
        if (path == "/api/v1/bets/acme/b-1/timeline")
            return ok(encode(story(held)));
        if (path == "/api/v1/rounds")
            return ok(encode(contract::Page<contract::RoundRow>{{samples::roundRow("r-1")}, {}, {}}));
        if (path == "/api/v1/failures")
            return ok(encode(contract::Page<contract::FailureRow>{{failureRow()}, {}, {}}));
        if (path == "/api/v1/stats")
            return ok(encode(stats()));
        if (path == "/api/v1/refunds" && request.target.find("dry_run=true") != std::string::npos)
            return ok(encode(preview(held)));
        if (path == "/api/v1/events")
            return Reaction::raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + told() +
                                     "event: heartbeat\ndata: " +
                                     encode(contract::Heartbeat{QDateTime::currentMSecsSinceEpoch(), head()}) + "\n\n",
                                 Reaction::End::Hang);
        return Reaction::answer(404, "{}");
    }

    std::string head() const { return "e1-" + std::to_string(events.size()); }
    std::string told() const
    {
        std::string text;
        for (const auto& event : events)
            text += "id: e1-" + std::to_string(event.seq) + "\ndata: " + encode(event) + "\n\n";
        return text;
    }
    static contract::Story story(const contract::BetRow& bet)
    {
        contract::Story story;
        story.bet = bet;
        contract::TimelineEntry entry;
        entry.kind = contract::TimelineKind::Version;
        entry.at = bet.updatedAt;
        entry.call = "block_funds";
        entry.state = bet.state;
        entry.version = bet.version;
        story.entries.push_back(entry);
        return story;
    }
    static contract::Stats stats()
    {
        contract::Stats stats;
        stats.at = QDateTime::currentMSecsSinceEpoch();
        stats.attention.failed.counts = {1, 0, 0, 0};
        stats.minutes.resize(contract::statsMinutes);
        return stats;
    }
    static contract::RefundPreview preview(const contract::BetRow& bet)
    {
        contract::RefundPreview preview;
        preview.digest = "d";
        preview.checkedAt = QDateTime::currentMSecsSinceEpoch();
        preview.items.push_back({bet, bet.currency, bet.stakeMinor, 0, 0, bet.stakeMinor, {}, {}});
        return preview;
    }
};

app::Options options(const QTemporaryDir& folder, const Service& service)
{
    app::Options options;
    options.connect = service.http.origin();
    options.tokenFile = folder.filePath(QStringLiteral("token"));
    options.profile = folder.filePath(QStringLiteral("profile"));
    options.language = ui::Language::English;
    options.theme = ui::ThemeMode::Light;
    options.size = QSize(1440, 900);
    QFile token(options.tokenFile);
    token.open(QIODevice::WriteOnly);
    token.write("desk-token-0001\n");
    return options;
}

// One console and what is looked for in its window.
struct Desk
{
    explicit Desk(const app::Options& options) : console(options) {}

    bool start() { return console.start() == app::Application::Started::Yes; }
    ui::MainWindow& window() { return console.window(); }
    template <typename T>
    T& part(const char* name = nullptr)
    {
        return *window().findChild<T*>(name ? QLatin1String(name) : QString());
    }
    QString bar() { return window().topBar().linkBar().text(); }
    QString badge() { return part<QWidget>("environmentBadge").accessibleName(); }
    void page(const char* name)
    {
        for (auto* page : window().pages().pages()) {
            if (page->objectName() == QLatin1String(name))
                window().pages().showPage(page);
        }
    }
    // Everything that could change something, and the reason that its tip gives.
    QStringList enabledActs()
    {
        using ui::Actions;
        QStringList enabled;
        for (const auto id :
             {Actions::Refund, Actions::Recalculate, Actions::RefundSelection, Actions::RefundMatching}) {
            if (window().actions()[id]->isEnabled())
                enabled << window().actions()[id]->objectName();
        }
        for (const char* name : {"openRefundButton", "retryNowButton", "assignFailureButton", "muteFailureButton",
                                 "noteFailureButton", "retryFailureButton", "refundFailureButton"}) {
            // The bar of the link has a button of one of these names, too.
            const auto* button = part<ui::DetailDock>().findChild<QAbstractButton*>(QLatin1String(name));
            if (!button)
                button = part<ui::FailuresPage>().findChild<QAbstractButton*>(QLatin1String(name));
            if (!button || button->isEnabled())
                enabled << QLatin1String(name);
        }
        return enabled;
    }

    app::Application console;
};

// One after the other, as a bundle is given its lines.
client::bundle::Lines inTurn(std::deque<std::string>& texts)
{
    return [&texts, text = std::string()]() mutable -> std::optional<std::string_view> {
        if (texts.empty())
            return std::nullopt;
        text = texts.front();
        texts.pop_front();
        return text;
    };
}

// A bundle of a small world with one group of failures.
struct Exhibit
{
    std::vector<contract::FeedEvent> events;
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("incident-42.betlog"));
    std::size_t noted = 700; // an event that its maker wrote about

    explicit Exhibit(const std::string& password = {})
    {
        // All of it in one minute, so that what the chart of calls leaves out is no matter of luck.
        EventLog source(5, (QDateTime::currentMSecsSinceEpoch() - 3'600'000) / 60'000 * 60'000 + 1'000);
        for (int i = 0; i < 1'200; ++i)
            events.push_back(source.next());
        contract::FeedEvent failure;
        failure.seq = 1'201;
        failure.at = events.back().at;
        failure.type = "failure.changed";
        failure.failure = failureRow();
        failure.partner = failure.failure->partner;
        failure.failureId = failure.failure->id;
        events.push_back(failure);
        std::deque<std::string> lines;
        for (const auto& event : events)
            lines.push_back(encode(event));
        while (!events[noted].bet)
            ++noted;
        const std::string at = R"({"line":)" + std::to_string(noted + 1);
        std::deque<std::string> notes{at + R"(,"tags":["odd"],"note":"Paid twice?"})",
                                      at + R"(,"tags":[],"note":""})", // a mark alone
                                      R"({"line":9000000000000000,"note":"nowhere"})"};
        client::bundle::ExportOptions options;
        options.about.createdAt = QDateTime::currentMSecsSinceEpoch();
        options.about.app = "betdesk 0.1.0";
        options.about.environmentId = "env-1";
        options.about.environmentName = "eu-1";
        options.about.environmentKind = "production";
        options.password = password;
        client::ports::SystemRandom random;
        const auto made = client::bundle::exportBundle(path, inTurn(lines), inTurn(notes), options, random);
        if (!made)
            qFatal("%s", made.error().detail.c_str());
    }

    std::size_t betsUntil(std::size_t rows) const
    {
        std::set<std::string> bets;
        for (std::size_t i = 0; i < rows; ++i) {
            if (events[i].bet)
                bets.insert(events[i].bet->bet.text());
        }
        return bets.size();
    }
};

app::Options fileOptions(const QString& path, const QTemporaryDir& folder)
{
    app::Options options;
    options.open = path;
    options.profile = folder.filePath(QStringLiteral("profile"));
    options.language = ui::Language::English;
    options.theme = ui::ThemeMode::Light;
    options.size = QSize(1440, 900);
    return options;
}

} // namespace

class TestOffline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsThatCannotBeReadAreSaidAndComeAgain()
    {
        const QTemporaryDir folder;
        Service service;
        const auto rows = [](Desk& desk) {
            return std::pair(desk.window().bets().totalCount(),
                             desk.part<ui::RowTable>("roundsTable").model()->rowCount());
        };
        {
            Desk first(options(folder, service));
            QVERIFY(first.start());
            QTRY_COMPARE_WITH_TIMEOUT(first.console.context().connection.link(), LinkState::Live, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(rows(first), std::pair(2, 1), patienceMs);
        }
        const QDir profile(folder.filePath(QStringLiteral("profile")));
        const auto caches = profile.entryList({QStringLiteral("cache-*.db")}, QDir::Files);
        QCOMPARE(caches.size(), 1);
        {
            SQLite::Database file(profile.filePath(caches.front()).toStdString(), SQLite::OPEN_READWRITE);
            QCOMPARE(file.exec("UPDATE bets SET row = substr(row, 2) WHERE bet = 'b-1'"), 1);
            QCOMPARE(file.exec("UPDATE rounds SET row = substr(row, 2)"), 1);
        }
        Desk desk(options(folder, service));
        QVERIFY(desk.start());
        QCOMPARE(rows(desk), std::pair(1, 0));
        const auto said = desk.part<ui::StatusLine>().text();
        QVERIFY2(said.contains(QStringLiteral("2 rows of the local cache could not be read and were left out; the "
                                              "service is asked for them again.")),
                 qPrintable(said));
        QTRY_COMPARE_WITH_TIMEOUT(rows(desk), std::pair(2, 1), patienceMs);
    }

    void aCacheWithoutItsKeyIsInMemoryAndSaysSo()
    {
        const QTemporaryDir folder;
        Service service;
        QVERIFY(QDir().mkpath(folder.filePath(QStringLiteral("profile/cache.key"))));
        Desk desk(options(folder, service));
        QVERIFY(desk.start());
        const auto said = desk.part<ui::StatusLine>().text();
        QVERIFY2(said.contains(QStringLiteral("The local cache is kept in memory only: its key cannot be used (")),
                 qPrintable(said));
        QTRY_COMPARE_WITH_TIMEOUT(desk.window().bets().totalCount(), 2, patienceMs);
        QVERIFY(QDir(folder.filePath(QStringLiteral("profile"))).entryList({QStringLiteral("cache-*")}).isEmpty());
    }

    void showsTheLastSessionAndSendsNothingByItself()
    {
        const QTemporaryDir folder;
        Service service;
        {
            Desk first(options(folder, service));
            QVERIFY(first.start());
            QTRY_COMPARE_WITH_TIMEOUT(first.console.context().connection.link(), LinkState::Live, patienceMs);
            first.page("overviewPage");
            QTRY_COMPARE_WITH_TIMEOUT(first.part<ui::AttentionCard>("failedCard").accessibleName().contains(u'1'), true,
                                      patienceMs);
            first.page("liveBetsPage");
            first.part<ui::DetailDock>().showBet(agedRow("b-1"));
            QTRY_VERIFY_WITH_TIMEOUT(first.part<ui::TimelineView>("timelineView").model()->rowCount() > 0, patienceMs);
            QTRY_VERIFY_WITH_TIMEOUT(first.part<ui::RowTable>("failuresTable").model()->rowCount() == 1, patienceMs);

            // It dies in front of somebody who looks.
            service.takeAway();
            QTRY_COMPARE_WITH_TIMEOUT(first.console.context().connection.link(), LinkState::Offline, patienceMs);
            QVERIFY2(first.bar().contains(QStringLiteral("Offline since ")), qPrintable(first.bar()));
            QVERIFY(first.bar().contains(QStringLiteral("You see cached bets up to ")));
            QVERIFY(first.bar().contains(
                QStringLiteral("Refunds and recalculations are off until the connection returns.")));
            QCOMPARE(first.window().bets().totalCount(), 2);
            QCOMPARE(first.enabledActs().join(u' '), QString());
            shoot(first.window(), QStringLiteral("offline-died"));
        }

        // And is not there when the next session starts.
        Desk desk(options(folder, service));
        QVERIFY(desk.start());
        QCOMPARE(desk.window().bets().totalCount(), 2); // at once
        QCOMPARE(desk.badge(), QStringLiteral("STAGING  eu-1"));
        const auto& connection = desk.console.context().connection;
        QTRY_COMPARE_WITH_TIMEOUT(connection.link(), LinkState::Offline, patienceMs);
        desk.page("overviewPage");
        const auto overview = desk.part<ui::OverviewPage>().statusText();
        QVERIFY2(overview.startsWith(QStringLiteral("Offline. Numbers are as of ")), qPrintable(overview));
        QVERIFY(desk.part<ui::AttentionCard>("failedCard").accessibleName().contains(u'1'));
        shoot(desk.window(), QStringLiteral("offline-overview"));
        desk.page("failuresPage");
        QCOMPARE(desk.part<ui::RowTable>("failuresTable").model()->rowCount(), 1);
        QVERIFY(desk.part<ui::FailuresPage>().findChild<QWidget*>(QStringLiteral("staleEdge"))->isVisible());
        shoot(desk.window(), QStringLiteral("offline-failures"));
        desk.page("roundsPage");
        QCOMPARE(desk.part<ui::RowTable>("roundsTable").model()->rowCount(), 1);
        desk.page("betsPage");
        QCOMPARE(desk.part<ui::BetsPage>().search().model().rowCount(), 2);
        desk.page("liveBetsPage");
        auto& detail = desk.part<ui::DetailDock>();
        desk.window().livePage().table().selectBet({"acme", "b-1"});
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<ui::TimelineView>("timelineView").model()->rowCount() > 0, patienceMs);
        QVERIFY(detail.findChild<QLabel*>(QStringLiteral("detailState"))
                    ->text()
                    .startsWith(QStringLiteral("Offline. This is the story as of ")));
        QCOMPARE(desk.enabledActs().join(u' '), QString());
        QCOMPARE(desk.part<QAbstractButton>("openRefundButton").toolTip(),
                 QStringLiteral("Off until the connection returns."));
        shoot(desk.window(), QStringLiteral("offline-live"));

        // A draft waits; what it finds when the service is back is for a person to confirm.
        desk.window().actions()[ui::Actions::PrepareRefund]->trigger();
        auto* draft = desk.window().findChild<ui::RefundDialog*>();
        QVERIFY(draft && draft->isVisible() && draft->isDraft());
        draft->findChild<QComboBox*>(QStringLiteral("refundReason"))->setCurrentIndex(1);
        draft->findChild<QLineEdit*>(QStringLiteral("refundTicket"))->setText(QStringLiteral("INC-7"));
        draft->findChild<QLineEdit*>(QStringLiteral("refundTyped"))->setText(QStringLiteral("25.00"));
        const auto* button = draft->findChild<QPushButton*>(QStringLiteral("refundButton"));
        QVERIFY(!button->isEnabled());
        shoot(*draft, QStringLiteral("offline-draft"));
        QCOMPARE(service.previews(), 0);

        service.isGone = false;
        service.heldVersion = 2;
        Q_EMIT desk.window().retryRequested();
        QTRY_COMPARE_WITH_TIMEOUT(connection.link(), LinkState::Live, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(draft->findChild<client::operations::Refund*>() != nullptr && service.previews() > 0,
                                  true, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            draft->findChild<QLabel*>(QStringLiteral("refundFacts"))->text().contains(QStringLiteral("State checked")),
            patienceMs);
        QVERIFY(!draft->isDraft());
        QCOMPARE(draft->findChild<QComboBox*>(QStringLiteral("refundReason"))->currentIndex(), 1);
        QCOMPARE(draft->findChild<QLineEdit*>(QStringLiteral("refundTicket"))->text(), QStringLiteral("INC-7"));
        QVERIFY(draft->findChild<QLineEdit*>(QStringLiteral("refundTyped"))->text().isEmpty());
        QVERIFY(draft->findChild<QLabel*>(QStringLiteral("refundBlock"))
                    ->text()
                    .startsWith(QStringLiteral("The bet changed while you were reading")));
        QVERIFY(!button->isEnabled());
        shoot(*draft, QStringLiteral("offline-draft-back"));
        QVERIFY(!desk.window().topBar().linkBar().isVisible());
        QCOMPARE(service.refundsSent(), 0);
        QVERIFY(desk.console.context().runner.open().empty());
    }

    // What it saw while there was a service, it shows again at any moment, with or without one.
    void showsWhatItSawAtAnyMoment()
    {
        const QTemporaryDir folder;
        Service service;
        const qint64 begin = QDateTime::currentMSecsSinceEpoch() - 600'000;
        for (int i = 0; i < 3; ++i) {
            auto row = samples::betRow("b-9", i + 1);
            row.createdAt = begin;
            row.updatedAt = begin + i * 60'000;
            row.state =
                std::array{contract::BetState::Checked, contract::BetState::Blocked, contract::BetState::Won}.at(
                    static_cast<std::size_t>(i));
            auto event = samples::betEvent(i + 1, row);
            event.at = row.updatedAt;
            service.events.push_back(event);
        }
        const auto look = [&](Desk& desk) {
            desk.window().actions()[ui::Actions::ShowPast]->trigger();
            QVERIFY(desk.console.pastWindow());
            QTRY_VERIFY_WITH_TIMEOUT(desk.console.pastWindow()->desk().replay(), patienceMs);
            auto& past = *desk.console.pastWindow()->window();
            auto& bar = past.topBar().timeBar();
            QVERIFY(bar.isVisible());
            QCOMPARE(bar.moment().rows, quint64(6)); // two bets and a round of the snapshot, three events
            const auto versionOfBet = [&] {
                for (int row = 0; row < past.bets().rowCount(); ++row) {
                    if (past.bets().row(row).bet.text() == "b-9")
                        return past.bets().row(row).version;
                }
                return std::int64_t(0);
            };
            QCOMPARE(past.bets().totalCount(), 3);
            QCOMPARE(versionOfBet(), std::int64_t(3));
            Q_EMIT bar.timeRequested(begin + 90'000);
            QCOMPARE(versionOfBet(), std::int64_t(2));
            Q_EMIT bar.timeRequested(begin - 1);
            QCOMPARE(past.bets().totalCount(), 2);
            QCOMPARE(past.findChild<QWidget*>(QStringLiteral("environmentBadge"))->accessibleName(),
                     QStringLiteral("THE PAST  eu-1"));
            const auto said = past.topBar().linkBar().text();
            QVERIFY2(said.startsWith(QStringLiteral("What this console saw of eu-1 from ")), qPrintable(said));
            QVERIFY(!past.actions()[ui::Actions::Refund]->isEnabled());
            Q_EMIT bar.timeRequested(begin + 61'000);
            shoot(past, QStringLiteral("past"));
            // Asked for there it only says where to move.
            past.actions()[ui::Actions::ShowPast]->trigger();
            QCOMPARE(desk.console.pastWindow()->window(), &past);
        };
        {
            Desk first(options(folder, service));
            QVERIFY(first.start());
            QTRY_COMPARE_WITH_TIMEOUT(first.window().bets().totalCount(), 3, patienceMs);
            look(first);
            // Asked for again it keeps the moment that somebody found; a closed one is forgotten.
            auto* const past = first.console.pastWindow()->window();
            first.window().actions()[ui::Actions::ShowPast]->trigger();
            QCOMPARE(first.console.pastWindow()->window(), past);
            QCOMPARE(past->topBar().timeBar().moment().atMs, begin + 61'000);
            QVERIFY(past->findChild<ui::StatusLine*>()->text().contains(
                QStringLiteral("It was open already, and ends at ")));
            QVERIFY(past->findChild<ui::StatusLine*>()->text().startsWith(QStringLiteral("The past · data as of ")));
            first.console.pastWindow()->window()->close();
            QTRY_VERIFY_WITH_TIMEOUT(!first.console.pastWindow(), patienceMs);
            QCOMPARE(first.window().bets().totalCount(), 3);
            service.takeAway();
        }
        Desk desk(options(folder, service));
        QVERIFY(desk.start());
        QTRY_COMPARE_WITH_TIMEOUT(desk.console.context().connection.link(), LinkState::Offline, patienceMs);
        look(desk);
        // A time in which nobody looked is said where it is shown.
        auto unseen = service.events.front();
        unseen.type = contract::betSeen;
        unseen.at = begin + 300'000;
        desk.console.pastWindow()->play(
            {QByteArray::fromStdString(encode(service.events.front()) + '\n' + encode(unseen) + '\n')});
        auto& bar = desk.console.pastWindow()->window()->topBar();
        QTRY_COMPARE_WITH_TIMEOUT(bar.timeBar().moment().rows, quint64(2), patienceMs);
        const auto saysUnseen = [&bar] {
            return bar.linkBar().text().contains(
                QStringLiteral("this console saw nothing: you see what it knew before."));
        };
        QVERIFY(!saysUnseen());
        Q_EMIT bar.timeBar().timeRequested(begin + 60'000);
        QVERIFY2(saysUnseen(), qPrintable(bar.linkBar().text()));
        // And line by line.
        auto& review = desk.part<ui::ReviewPage>();
        review.action(ui::ReviewPage::Act::OpenCache)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(review.desk().merged().rows(), std::uint64_t(6), patienceMs);
        desk.page("reviewPage");
        shoot(desk.window(), QStringLiteral("past-review"));
        service.isGone = false;
        Q_EMIT desk.window().retryRequested();
        QTRY_COMPARE_WITH_TIMEOUT(desk.console.context().connection.link(), LinkState::Live, patienceMs);
    }

    void opensABundleAsAnEnvironmentOfItsOwn()
    {
        const Exhibit exhibit;
        const QTemporaryDir folder;
        Desk desk(fileOptions(exhibit.path, folder));
        QVERIFY(desk.start());
        QTRY_VERIFY_WITH_TIMEOUT(desk.console.fileDesk()->replay(), patienceMs);
        const auto& replay = *desk.console.fileDesk()->replay();
        QCOMPARE(desk.badge(), QStringLiteral("OFFLINE FILE  eu-1"));
        QVERIFY2(desk.bar().startsWith(QStringLiteral("Bundle incident-42.betlog of PRODUCTION eu-1, made ")),
                 qPrintable(desk.bar()));
        QVERIFY(desk.bar().contains(QStringLiteral("You see bets as of ")));
        QVERIFY(desk.bar().contains(QStringLiteral(" ago). Nothing of it can be changed. Not signed.")));
        QVERIFY(desk.bar().endsWith(QStringLiteral(" Its maker wrote notes on 1 bet.")));
        QCOMPARE(desk.window().bets().totalCount(), static_cast<int>(exhibit.betsUntil(1'201)));

        // Every page is answered from it.
        desk.page("failuresPage");
        QTRY_COMPARE_WITH_TIMEOUT(desk.part<ui::RowTable>("failuresTable").model()->rowCount(), 1, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<ui::BetsTable>("failureBetsTable").model()->rowCount() > 0, patienceMs);
        shoot(desk.window(), QStringLiteral("file-failures"));
        desk.page("overviewPage");
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.part<ui::OverviewPage>().statusText().startsWith(QStringLiteral("As of ")) &&
                !desk.part<ui::AttentionCard>("failedCard").accessibleName().contains(QStringLiteral("—")),
            patienceMs);
        shoot(desk.window(), QStringLiteral("file-overview"));
        desk.page("roundsPage");
        QVERIFY(desk.part<ui::RowTable>("roundsTable").model()->rowCount() > 5);
        shoot(desk.window(), QStringLiteral("file-rounds"));
        desk.page("betsPage");
        desk.part<ui::BetsPage>().field().setQueryText(QStringLiteral("partner:acme status:failed"));
        desk.part<ui::BetsPage>().askService();
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<ui::BetsPage>().search().isComplete(), patienceMs);
        QVERIFY(desk.part<ui::BetsPage>().search().model().rowCount() > 0);
        QVERIFY(desk.part<ui::BetsPage>().stateText().endsWith(QStringLiteral("There are no more.")));
        shoot(desk.window(), QStringLiteral("file-bets"));
        desk.page("liveBetsPage");
        const auto bet = desk.window().bets().row(0);
        desk.part<ui::DetailDock>().showBet(bet);
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<ui::TimelineView>("timelineView").model()->rowCount() > 0, patienceMs);
        desk.part<QTabWidget>("detailTabs").setCurrentIndex(2);
        QCOMPARE(desk.part<QLabel>("ledgerBalance").text(), QStringLiteral("The ledger is not in events."));
        desk.part<QTabWidget>("detailTabs").setCurrentIndex(4);
        QCOMPARE(desk.part<QLabel>("betAuditLine").text(), QStringLiteral("The audit log is not in events."));
        desk.part<ui::DetailDock>().showBet(*exhibit.events[exhibit.noted].bet);
        QTRY_COMPARE_WITH_TIMEOUT(desk.part<QLabel>("betAuditLine").text(),
                                  QStringLiteral("In the bundle: odd · Paid twice?\nThe audit log is not in events."),
                                  patienceMs);
        QVERIFY(!desk.part<QLineEdit>("noteField").isEnabled());
        shoot(desk.window(), QStringLiteral("file-notes"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.window().calls().chart().lines[0].values.back() > 0, patienceMs);

        // And nothing can be changed, for one reason.
        QCOMPARE(desk.enabledActs().join(u' '), QString());
        QVERIFY(!desk.window().actions()[ui::Actions::PrepareRefund]->isEnabled());
        QCOMPARE(desk.part<QAbstractButton>("openRefundButton").toolTip(),
                 QStringLiteral("This is the past: nothing of it can be changed."));
        QVERIFY(desk.console.context().runner.open().empty());
        QVERIFY(replay.rows() == 1'201);
        shoot(desk.window(), QStringLiteral("file-live"));
    }

    void scrubsThroughItsTime()
    {
        const Exhibit exhibit;
        const QTemporaryDir folder;
        auto russian = fileOptions(exhibit.path, folder);
        russian.language = ui::Language::Russian;
        russian.theme = ui::ThemeMode::Dark;
        russian.size = QSize(1024, 700);
        Desk desk(russian);
        QVERIFY(desk.start());
        QTRY_VERIFY_WITH_TIMEOUT(desk.console.fileDesk()->replay(), patienceMs);
        const auto& replay = *desk.console.fileDesk()->replay();
        auto& bar = desk.window().topBar().timeBar();
        QVERIFY(bar.isVisible());
        QCOMPARE(bar.moment().row, quint64(1'201));

        bar.findChild<QSlider*>(QStringLiteral("timeSlider"))->setValue(3'000);
        const auto rows = replay.position();
        QVERIFY(rows > 200 && rows < 600);
        QCOMPARE(desk.window().bets().totalCount(), static_cast<int>(exhibit.betsUntil(rows)));
        QCOMPARE(desk.console.context().clock.utcMs(), bar.moment().atMs);
        bar.findChild<QPushButton*>(QStringLiteral("markMomentButton"))->click();

        // Event by event, and only those of the chosen bet.
        bar.findChild<QPushButton*>(QStringLiteral("stepForwardButton"))->click();
        QCOMPARE(replay.position(), rows + 1);
        const auto goesOn =
            std::find_if(exhibit.events.begin() + static_cast<std::ptrdiff_t>(rows + 1), exhibit.events.end(),
                         [](const contract::FeedEvent& one) { return one.bet && one.bet->version > 1; });
        const auto chosen = *desk.window().bets().find(ui::BetKey::of(*goesOn->bet));
        desk.window().livePage().table().selectBet(ui::BetKey::of(chosen));
        bar.findChild<QComboBox*>(QStringLiteral("stepsBox"))->setCurrentIndex(1);
        bar.findChild<QPushButton*>(QStringLiteral("stepForwardButton"))->click();
        const auto& event = exhibit.events[replay.position() - 1];
        QVERIFY(event.bet && event.bet->bet == chosen.bet && event.bet->version == chosen.version + 1);
        QCOMPARE(desk.window().bets().find(ui::BetKey::of(chosen))->version, chosen.version + 1);
        bar.findChild<QPushButton*>(QStringLiteral("stepBackButton"))->click();
        QCOMPARE(desk.window().bets().find(ui::BetKey::of(chosen))->version, chosen.version);

        // Played: a beat is so much of the file's time.
        const auto before = bar.moment().atMs;
        bar.togglePlay();
        bar.beat();
        QCOMPARE(bar.moment().atMs, before + 60 * ui::TimeBar::beatMs);
        bar.togglePlay();
        QVERIFY(!bar.isPlaying());
        QCOMPARE(desk.window().bets().totalCount(), static_cast<int>(exhibit.betsUntil(replay.position())));
        shoot(desk.window(), QStringLiteral("file-moment-ru-dark"));

        bar.findChild<QPushButton*>(QStringLiteral("changesButton"))->click();
        auto* changes = desk.window().findChild<ui::ChangesDialog*>();
        QVERIFY(changes && changes->isVisible());
        std::set<std::string> changed;
        for (auto row = rows; row < replay.position(); ++row) {
            if (exhibit.events[row].bet)
                changed.insert("b/" + exhibit.events[row].bet->bet.text());
            if (exhibit.events[row].round)
                changed.insert("r/" + exhibit.events[row].round->round.text());
        }
        QCOMPARE(changes->model().rowCount(), static_cast<int>(changed.size()));
        shoot(*changes, QStringLiteral("file-changes-ru-dark"));
    }

    void asksForThePasswordAndSaysWhatIsWrong()
    {
        const Exhibit exhibit("correct horse");
        const QTemporaryDir folder;
        {
            Desk desk(fileOptions(exhibit.path, folder));
            QVERIFY(desk.start());
            QInputDialog* dialog = nullptr;
            QTRY_VERIFY_WITH_TIMEOUT(
                (dialog = desk.window().findChild<QInputDialog*>(QStringLiteral("bundlePasswordDialog"))), patienceMs);
            dialog->setTextValue(QStringLiteral("wrong"));
            dialog->accept();
            QTRY_VERIFY_WITH_TIMEOUT(
                (dialog = desk.window().findChild<QInputDialog*>(QStringLiteral("bundlePasswordDialog"))) &&
                    dialog->labelText().startsWith(QStringLiteral("This is not its password")),
                patienceMs);
            dialog->setTextValue(QStringLiteral("correct horse"));
            dialog->accept();
            QTRY_VERIFY_WITH_TIMEOUT(desk.console.fileDesk()->replay(), patienceMs);
        }
        QFile file(exhibit.path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() / 2));
        file.close();
        Desk desk(fileOptions(exhibit.path, folder));
        QVERIFY(desk.start());
        QTRY_VERIFY_WITH_TIMEOUT(desk.bar().startsWith(QStringLiteral("incident-42.betlog can not be opened: ")),
                                 patienceMs);
        QCOMPARE(desk.enabledActs().join(u' '), QString());
        QVERIFY(!desk.window().topBar().timeBar().isVisible());
        // No list says that the file tells of nothing.
        QCOMPARE(desk.part<ui::LiveBetsPage>().emptyText(), desk.console.fileDesk()->status().file);
        for (const auto& text : {desk.part<ui::FailuresPage>().emptyText(), desk.part<ui::BetsPage>().emptyText(),
                                 desk.part<ui::BetsPage>().stateText(), desk.part<ui::RoundsPage>().emptyText(),
                                 desk.part<ui::JobsPage>().emptyText()})
            QVERIFY2(text.startsWith(QStringLiteral("incident-42.betlog can not be opened: ")), qPrintable(text));
        shoot(desk.window(), QStringLiteral("file-damaged"));
    }

    void saysWhatIsWrongWithTheLinesOfAFile()
    {
        const QTemporaryDir folder;
        EventLog source(5, QDateTime::currentMSecsSinceEpoch() - 3'600'000);
        std::string text;
        contract::FeedEvent last;
        for (int i = 0; i < 40; ++i) {
            last = source.next();
            // The latest stands first.
            text = i == 39 ? encode(last) + '\n' + text : text + encode(last) + '\n';
        }
        const auto path = folder.filePath(QStringLiteral("shuffled.jsonl"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(text + "no json\n{\"cut\n"));
        }
        Desk desk(fileOptions(path, folder));
        QVERIFY(desk.start());
        QTRY_VERIFY_WITH_TIMEOUT(desk.console.fileDesk()->replay(), patienceMs);
        QVERIFY2(desk.bar().endsWith(QStringLiteral("2 lines of it cannot be read. Its lines are not in order of "
                                                    "time: they count in the order in which they stand.")),
                 qPrintable(desk.bar()));
        QCOMPARE(desk.console.fileDesk()->clock().utcMs(), last.at);
        // Back to a moment before the latest event: it counts, because it stands first.
        desk.console.fileDesk()->moveToTime(desk.console.fileDesk()->replay()->fromMs());
        QCOMPARE(desk.console.fileDesk()->clock().utcMs(), last.at);
        shoot(desk.window(), QStringLiteral("file-out-of-order"));
    }

    void aDroppedFileOpensAnotherWindow()
    {
        const Exhibit exhibit;
        const QTemporaryDir folder;
        auto options = fileOptions(exhibit.path, folder);
        options.program = QStringLiteral("/bin/true");
        Desk desk(options);
        QVERIFY(desk.start());
        QSignalSpy requested(&desk.window(), &ui::MainWindow::fileRequested);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(exhibit.path)});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&desk.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&desk.window(), &drop);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].toString(), exhibit.path);
        QMimeData text;
        text.setText(QStringLiteral("b-1"));
        QDropEvent other(QPointF(9, 9), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
        other.ignore();
        QCoreApplication::sendEvent(&desk.window(), &other);
        QCOMPARE(requested.size(), 1);
    }
};

QTEST_MAIN(TestOffline)
#include "tst_offline.moc"
