// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/json.h"
#include "client/contract/stats.h"
#include "tests/ui/bench.h"
#include "tests/ui/bets.h"
#include "ui/dialogs/acceptdifferencedialog.h"
#include "ui/dialogs/reconciliationdialog.h"
#include "ui/mainwindow.h"
#include "ui/pages/pagestack.h"
#include "ui/pages/reconciliationpage.h"
#include "ui/translation.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <algorithm>

using namespace client::contract;
using client::feed::LinkState;
using Action = ui::ReconciliationPage::Action;

namespace {

ReconciliationItem item(int number, ReconciliationClass kind, std::int64_t since)
{
    ReconciliationItem made;
    made.id = "ri-" + std::to_string(number);
    made.reconciliation = "rec-1";
    made.kind = kind;
    made.partner = PartnerId("acme");
    made.bet = BetId("b-" + std::to_string(number));
    made.since = since;
    if (kind != ReconciliationClass::MissingHere) {
        const auto row = bets::bet(number);
        made.ours = OurSide{row.state, {row.stakeMinor, row.currency}, {}, 0, row.round, 1, row.createdAt};
    }
    if (kind != ReconciliationClass::MissingAtPartner)
        made.theirs = PartnerSide{PartnerState::Lost, {1'000 + number, Currency{}}, 0, 0, 1};
    if (kind == ReconciliationClass::Pending)
        made.why = "operation_open";
    return made;
}

// A service that takes a list as the real one does, and finds what it was told to find.
class Desk : public bench::Bench
{
public:
    explicit Desk(ui::Language language = ui::Language::English, ui::ThemeMode mode = ui::ThemeMode::Light)
    {
        theme.setMode(mode);
        format.setLanguage(language);
        translation.use(language);
        auto manager = bench::instance();
        manager.roles = {"manager"};
        connect(manager);
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return answer(request); };
        const auto now = clock.utcMs();
        found = {item(2, ReconciliationClass::StateMismatch, now - 60'000),
                 item(4, ReconciliationClass::MissingHere, now - 2 * 86'400'000),
                 item(6, ReconciliationClass::MissingAtPartner, now - 7'200'000),
                 item(8, ReconciliationClass::Pending, now - 60'000)};
        window = std::make_unique<ui::MainWindow>(context(), translation, settings, QStringLiteral("desk"));
        setLink(LinkState::Live);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window does not become active");
    }
    void setLink(LinkState state)
    {
        ui::LinkStatus status;
        status.state = state;
        status.dataAsOfMs = clock.utcMs();
        window->setLink(status);
    }
    std::optional<Exchange> answer(const client::ports::HttpRequest& request)
    {
        if (isGone)
            return bench::notConnected();
        const auto path = request.target.substr(0, request.target.find('?'));
        if (path == "/api/v1/stats") {
            Stats stats;
            for (const char* name : {"acme", "northbet"}) {
                PartnerStats partner;
                partner.partner = PartnerId(name);
                partner.name = name;
                stats.partners.push_back(partner);
            }
            return bench::reply(200, encode(stats));
        }
        if (path.find("/api/v1/reconciliations") != 0)
            return path.find("/bets/acme/b-2") != std::string::npos && !path.ends_with("/timeline")
                       ? std::optional(bench::reply(200, encode(bets::bet(2))))
                       : std::nullopt;
        asked.push_back(request.method + " " + request.target);
        if (refusal && path.ends_with(":accept"))
            return bench::reply(problem(*refusal));
        if (path.ends_with("/items"))
            return bench::reply(200, items(request.target));
        if (path.ends_with(":accept"))
            return accept(path, request.body);
        if (request.method == "GET")
            return bench::reply(200, encode(page()));
        if (path.ends_with(":rows")) {
            const auto chunk = decodePartnerChunk(request.body);
            if (onChunk)
                onChunk(static_cast<int>(chunk->chunk));
            ++run->chunks;
            run->lines += static_cast<std::int64_t>(chunk->lines.size());
        } else if (path.ends_with(":compare")) {
            run->state = ReconciliationState::Comparing;
        } else if (path.ends_with(":cancel")) {
            run->state = ReconciliationState::Cancelled;
        } else {
            order = *decodeReconciliationOrder(request.body);
            run.emplace();
            run->id = "rec-1";
            run->partner = order.partner;
            run->from = order.from;
            run->to = order.to;
            run->asOf = order.asOf;
            run->source = order.source;
            run->state = order.source == ReconciliationSource::Pull ? ReconciliationState::Pulling
                                                                    : ReconciliationState::Receiving;
            run->author = "a.petrova";
            run->createdAt = run->updatedAt = clock.utcMs();
        }
        return bench::reply(200, encode(*run));
    }
    Page<ReconciliationRow> page() const
    {
        Page<ReconciliationRow> made;
        if (run)
            made.rows = {*run};
        return made;
    }
    std::string items(const std::string& target) const
    {
        Page<ReconciliationItem> made;
        // Only what has ended has found something; the first page passes over what does not match, as it may.
        if (run && run->state == ReconciliationState::Completed && target.find("cursor=") == std::string::npos) {
            made.nextCursor = "1";
        } else if (run && run->state == ReconciliationState::Completed) {
            for (const auto& one : found) {
                if (target.find("class=") == std::string::npos ||
                    target.find("class=" + std::string(word(one.kind))) != std::string::npos)
                    made.rows.push_back(one);
            }
        }
        return encode(made);
    }
    Exchange accept(const std::string& path, const std::string& body)
    {
        for (auto& one : found) {
            if (path.find("/items/" + one.id + ":") == std::string::npos)
                continue;
            one.acceptedAt = clock.utcMs();
            one.acceptedBy = "a.petrova";
            one.acceptedReason = decodeAcceptOrder(body)->reason;
            ++run->counts.at(static_cast<std::size_t>(one.kind)).accepted;
            return bench::reply(200, encode(one));
        }
        return bench::reply(problem(ProblemCode::NotFound));
    }
    // The run ends with what was found.
    void complete()
    {
        run->state = ReconciliationState::Completed;
        run->endedAt = clock.utcMs();
        run->counts.at(static_cast<std::size_t>(ReconciliationClass::Matched)).found = 1'200;
        for (const auto& one : found)
            ++run->counts.at(static_cast<std::size_t>(one.kind)).found;
    }
    void completedRun()
    {
        run.emplace();
        run->id = "rec-1";
        run->partner = PartnerId("acme");
        run->from = bets::startMs - 86'400'000;
        run->to = bets::startMs;
        run->asOf = bets::startMs;
        run->author = "a.petrova";
        run->createdAt = run->updatedAt = clock.utcMs();
        complete();
    }
    QString write(int rows, const QByteArray& more = {})
    {
        const auto path = directory.filePath(QStringLiteral("partner.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        file.write("bet_id;state;amount;currency\n");
        for (int i = 0; i < rows; ++i)
            file.write("b-" + QByteArray::number(i) + ";held;25,00;EUR\n");
        file.write(more);
        return path;
    }
    void settle(std::int64_t ms = 20)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
    }
    template <typename Done>
    bool until(Done done)
    {
        for (int turn = 0; turn < 4'000 && !done(); ++turn)
            settle();
        return done();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        settle();
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    // Tab goes on to the widget of this name.
    bool tabTo(const char* name)
    {
        for (int i = 0; i < 40; ++i) {
            auto* widget = QApplication::focusWidget();
            if (widget->objectName() == QLatin1String(name) ||
                (widget->parentWidget() && widget->parentWidget()->objectName() == QLatin1String(name)))
                return true;
            QTest::keyClick(widget, Qt::Key_Tab);
        }
        return false;
    }
    bool askedFor(const std::string& part) const
    {
        return std::any_of(asked.begin(), asked.end(),
                           [&](const std::string& one) { return one.find(part) != std::string::npos; });
    }
    void open()
    {
        press(Qt::Key_9, Qt::ControlModifier);
        settle(100);
    }
    void openCompleted()
    {
        completedRun();
        open();
        settle(100);
    }
    // From the list of runs to a dialog with the file chosen.
    void openDialog(const QString& path)
    {
        press(Qt::Key_N);
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        settle(100);
        type(QStringLiteral("acme"));
        QVERIFY(tabTo("reconcileFile"));
        type(path);
    }
    ui::ReconciliationPage& pageOf() { return *window->findChild<ui::ReconciliationPage*>(); }
    ui::ReconciliationDialog* dialog() { return window->findChild<ui::ReconciliationDialog*>(); }
    QString hint() { return dialog()->findChild<QLabel*>(QStringLiteral("reconcileHint"))->text(); }
    QString line(const char* name) { return window->findChild<ui::LineLabel*>(QLatin1String(name))->text(); }

    std::optional<ReconciliationRow> run;
    ReconciliationOrder order;
    std::vector<ReconciliationItem> found;
    std::vector<std::string> asked;
    std::function<void(int)> onChunk;   // before it is taken
    std::optional<ProblemCode> refusal; // of an accept
    bool isGone = false;
    QSettings settings{directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    ui::Translation translation;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace

class TestReconciliationWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesAFileByKeysAlone()
    {
        Desk desk;
        desk.settle(100);
        QVERIFY(desk.asked.empty()); // nobody looks
        desk.open();
        QVERIFY(desk.window->windowTitle().startsWith(QStringLiteral("Reconciliation – ")));
        QCOMPARE(desk.pageOf().runsEmptyText(),
                 QStringLiteral("No bets have been compared with a partner's list yet. “New” begins."));

        desk.openDialog(desk.write(1'203, "b-x;held;lots;EUR\n"));
        desk.press(Qt::Key_Return);
        QVERIFY(desk.until([&] { return !desk.dialog()->isBusy(); }));
        QCOMPARE(desk.hint(), QStringLiteral("Nothing was sent: partner.csv has 1 mistake."));
        const auto* mistakes = desk.dialog()->findChild<QPlainTextEdit*>(QStringLiteral("reconcileMistakes"));
        QVERIFY(mistakes->isVisible() && mistakes->hasFocus());
        QVERIFY2(mistakes->toPlainText().startsWith(QStringLiteral("Line 1\u202F205: ")),
                 qPrintable(mistakes->toPlainText()));
        QVERIFY(!desk.askedFor("POST"));

        desk.write(1'203);
        QVERIFY(desk.tabTo("startReconciliationButton"));
        desk.press(Qt::Key_Return);
        QVERIFY(desk.until([&] { return !desk.dialog() || !desk.dialog()->isVisible(); }));
        QCOMPARE(desk.run->lines, 1'203);
        QCOMPARE(desk.order.partner.text(), std::string("acme"));
        QCOMPARE(desk.order.to - desk.order.from, 86'400'000);
        QTRY_VERIFY(desk.window->isActiveWindow());
        QVERIFY(desk.pageOf().runsTable().hasFocus());
        QCOMPARE(desk.pageOf().differencesEmptyText(), QStringLiteral("Nothing has been found so far."));

        // It ends without anybody asking.
        desk.complete();
        desk.settle(ui::ReconciliationPage::pollMs);
        desk.pageOf().tick();
        desk.settle(200);
        QCOMPARE(desk.line("reconciliationLine"),
                 QStringLiteral("1204 bets compared · 1\u202F200 matched · 3 exceptions are open · 1 pending."));
        QCOMPARE(desk.pageOf().differences().rowCount(), 4);

        desk.press(Qt::Key_Return);
        QVERIFY(desk.pageOf().differencesTable().hasFocus());
        QCOMPARE(desk.pageOf().subject(), QStringLiteral("b-2"));
        const auto* sides = desk.pageOf().sidesTable().model();
        QCOMPARE(sides->index(1, 1).data().toString(), QStringLiteral("hold"));
        QCOMPARE(sides->index(1, 2).data().toString(), QStringLiteral("lost"));
        QCOMPARE(sides->index(1, 3).data().toString(), QStringLiteral("≠"));
        QCOMPARE(sides->index(2, 3).data().toString(), QString()); // the stakes agree

        desk.refusal = ProblemCode::Forbidden;
        desk.press(Qt::Key_A);
        auto* accept = desk.window->findChild<ui::AcceptDifferenceDialog*>();
        QTRY_VERIFY(accept && accept->isActiveWindow());
        QVERIFY(!accept->findChild<QPushButton*>(QStringLiteral("acceptButton"))->isEnabled());
        desk.type(QStringLiteral("settled by hand, INC-7"));
        desk.press(Qt::Key_Return);
        desk.settle(100);
        QVERIFY(accept->isVisible());
        QVERIFY(accept->findChild<QLabel*>(QStringLiteral("acceptHint"))
                    ->text()
                    .startsWith(QStringLiteral("Not accepted (")));
        desk.refusal.reset();
        desk.press(Qt::Key_Return);
        desk.settle(100);
        QTRY_VERIFY(desk.pageOf().differencesTable().hasFocus());
        QCOMPARE(desk.pageOf().differences().row(0).acceptedReason, std::string("settled by hand, INC-7"));
        QCOMPARE(desk.pageOf().whyNot(Action::Accept), QStringLiteral("a.petrova has accepted it."));
        desk.settle(200);
        QVERIFY(desk.line("reconciliationLine").contains(QStringLiteral("2 exceptions are open")));

        // What we hold may be given back, in the dialog that does so everywhere.
        desk.press(Qt::Key_P);
        auto* refund = desk.window->findChild<QDialog*>(QStringLiteral("refundDialog"));
        QVERIFY(refund);
        QCOMPARE(desk.transport.count("refund"), 0);
        refund->close();
        desk.pageOf().differencesTable().setFocus();
        desk.press(Qt::Key_D);
        desk.settle(100);
        QVERIFY(desk.window->detail().isVisible());
        QCOMPARE(desk.window->detail().bet()->bet.text(), std::string("b-2"));
    }

    void escapeInMidUploadGivesTheRunUp()
    {
        Desk desk;
        desk.open();
        desk.openDialog(desk.write(5'000));
        int chunks = 0;
        desk.onChunk = [&](int chunk) { chunks = chunk; };
        desk.press(Qt::Key_Return);
        QVERIFY(desk.until([&] { return chunks >= 3; }));
        QVERIFY(desk.dialog()->isBusy());
        QVERIFY2(desk.hint().endsWith(QStringLiteral(" rows are sent…")), qPrintable(desk.hint()));
        QTest::keyClick(desk.dialog(), Qt::Key_Escape);
        desk.settle(100);
        QCOMPARE(desk.hint(), QStringLiteral("Cancelled. Nothing is compared."));
        QVERIFY(desk.run->state == ReconciliationState::Cancelled);
        QVERIFY(!desk.askedFor(":compare"));
        QVERIFY(chunks < 10);
        QCOMPARE(desk.run->chunks, chunks);
        QTest::keyClick(desk.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!desk.dialog());
    }

    void saysWhenTheServiceIsGone()
    {
        Desk desk;
        desk.open();
        desk.openDialog(desk.write(5'000));
        desk.onChunk = [&](int chunk) { desk.isGone = chunk == 2; };
        desk.press(Qt::Key_Return);
        QVERIFY(desk.until([&] { return desk.isGone; }));
        desk.setLink(LinkState::Offline);
        desk.settle(20);
        QVERIFY2(desk.hint().endsWith(QStringLiteral("The service does not answer; it is tried again.")),
                 qPrintable(desk.hint()));
        for (int minute = 0; minute < 60 && desk.dialog()->isBusy(); ++minute)
            desk.settle(60'000);
        QVERIFY2(desk.hint().startsWith(QStringLiteral("The service did not take the list (")),
                 qPrintable(desk.hint()));
        QVERIFY(!desk.dialog()->findChild<QPushButton*>(QStringLiteral("startReconciliationButton"))->isEnabled());
        QTest::keyClick(desk.dialog(), Qt::Key_Escape);
        QCOMPARE(desk.pageOf().runsEmptyText(), QStringLiteral("Reconciliation needs a connection."));
        QCOMPARE(desk.pageOf().whyNot(Action::New), QStringLiteral("Off until the connection returns."));

        // The run that was left behind can be given up once the service is back.
        desk.isGone = false;
        desk.setLink(LinkState::Live);
        QVERIFY(desk.until([&] {
            desk.pageOf().tick();
            return desk.pageOf().runs().rowCount() == 1;
        }));
        QTest::mouseClick(&desk.pageOf().button(Action::GiveUp), Qt::LeftButton);
        desk.settle(100);
        QVERIFY(desk.run->state == ReconciliationState::Cancelled);
        QVERIFY(!desk.pageOf().button(Action::GiveUp).isEnabled());
    }

    void pullsAListAndSaysWhatTheServiceAnswers()
    {
        Desk desk;
        desk.open();
        desk.openDialog({});
        QTest::keyClick(desk.dialog()->findChild<QComboBox*>(QStringLiteral("reconcileSource")), Qt::Key_Down);
        QVERIFY(!desk.dialog()->findChild<QLineEdit*>(QStringLiteral("reconcileFile"))->isEnabled());
        desk.transport.script("/api/v1/reconciliations", bench::reply(problem(ProblemCode::ValidationFailed)));
        QTest::keyClick(desk.dialog(), Qt::Key_Return);
        desk.settle(100);
        QVERIFY2(desk.hint().startsWith(QStringLiteral("Not begun (")), qPrintable(desk.hint()));
        desk.transport.script("/api/v1/reconciliations", std::vector<bench::Transport::Answer>{});
        QTest::keyClick(desk.dialog(), Qt::Key_Return);
        QVERIFY(desk.until([&] { return !desk.dialog() || !desk.dialog()->isVisible(); }));
        QVERIFY(desk.order.source == ReconciliationSource::Pull);
        QCOMPARE(desk.order.asOf, 0);
        desk.settle(100);
        QVERIFY(desk.line("reconciliationLine").startsWith(QStringLiteral("The service reads the partner's list")));
    }

    void filtersByClassAndAge()
    {
        Desk desk;
        desk.openCompleted();
        QAbstractItemModelTester runs(&desk.pageOf().runs());
        QAbstractItemModelTester differences(&desk.pageOf().differences());
        auto* kind = desk.window->findChild<QComboBox*>(QStringLiteral("differenceClass"));
        QCOMPARE(kind->itemText(2), QStringLiteral("Missing here: 1"));
        desk.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(kind->hasFocus());
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Down);
        desk.settle(100);
        QCOMPARE(desk.pageOf().differences().rowCount(), 1);
        QCOMPARE(desk.pageOf().filter(), QStringLiteral("missing_here|-1|"));
        desk.pageOf().setFilter(QStringLiteral("missing_here|2|open"));
        desk.settle(100);
        const auto now = desk.clock.utcMs() - 100;
        auto before = QString::fromStdString(json::timeText(now - 86'400'000));
        QVERIFY(desk.askedFor("since_before=" + before.replace(u':', QStringLiteral("%3A")).toStdString()));
        QVERIFY(desk.askedFor("accepted=false"));
        // Back, as a person goes.
        desk.window->pages().step(-1);
        desk.settle(100);
        QCOMPARE(desk.pageOf().filter(), QStringLiteral("missing_here|-1|"));
        desk.pageOf().differencesTable().setFocus();
        desk.press(Qt::Key_Escape);
        desk.settle(100);
        QCOMPARE(desk.pageOf().filter(), QString());
        QCOMPARE(desk.pageOf().differences().rowCount(), 4);
    }

    void whatMayBeDoneDependsOnOurSide()
    {
        Desk desk;
        desk.openCompleted();
        auto& page = desk.pageOf();
        const auto& differences = page.differences();
        const auto choose = [&](const char* id) { page.differencesTable().selectRowAt(differences.rowOf(id)); };
        choose("ri-4"); // missing here
        QVERIFY(!page.button(Action::Open).isEnabled());
        QVERIFY(!page.button(Action::Remedy).isEnabled());
        QVERIFY(page.button(Action::Accept).isEnabled());
        choose("ri-8"); // pending
        QVERIFY(!page.button(Action::Accept).isEnabled());
        QCOMPARE(page.button(Action::Remedy).text(), QStringLiteral("As&k the partner…"));
        choose("ri-6"); // missing at partner, held here
        QCOMPARE(page.button(Action::Remedy).text(), QStringLiteral("Re&fund…"));

        auto settled = item(2, ReconciliationClass::StateMismatch, 1);
        settled.ours->state = BetState::Won;
        QVERIFY(ui::ReconciliationTexts::remedy(settled) == ui::Remedy::Recalculate);
        settled.ours->state = BetState::Refunded;
        QVERIFY(ui::ReconciliationTexts::remedy(settled) == ui::Remedy::None);
        settled.kind = ReconciliationClass::Pending;
        settled.why = "moved_since";
        QVERIFY(ui::ReconciliationTexts::remedy(settled) == ui::Remedy::None);

        for (const char* role : {"viewer", "support"}) {
            auto reader = bench::instance();
            reader.roles = {role};
            desk.connect(reader);
            QCOMPARE(page.whyNot(Action::Accept),
                     QStringLiteral("Your role may look, but not work on reconciliation."));
        }
        QVERIFY(page.button(Action::Open).isEnabled());
    }

    void savesWhatIsFilteredWithoutFormulas()
    {
        Desk desk;
        desk.found.front().acceptedBy = "=cmd()";
        desk.found.front().acceptedAt = desk.clock.utcMs();
        desk.openCompleted();
        desk.press(Qt::Key_E, Qt::ControlModifier);
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = desk.window->findChild<QFileDialog*>(QStringLiteral("differencesFileDialog"))) &&
                    dialog->isVisible());
        auto* name = dialog->findChild<QLineEdit*>();
        QTRY_VERIFY(name->hasFocus());
        name->selectAll();
        const auto path = desk.directory.filePath(QStringLiteral("found.csv"));
        QTest::keyClicks(name, path);
        QTest::keyClick(name, Qt::Key_Return);
        desk.settle(200);
        QFile file(path);
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY2(lines[1].startsWith("acme,b-2,state_mismatch,,2026-"), lines[1].constData());
        QVERIFY2(lines[1].contains(",'=cmd(),"), lines[1].constData());
        for (const auto& one : lines)
            QCOMPARE(one.count(','), 20);
        QCOMPARE(desk.line("differencesLine"), QStringLiteral("Saved as found.csv: 4 rows."));
        desk.isGone = true;
        desk.pageOf().exportTo(desk.directory.filePath(QStringLiteral("other.csv")));
        for (int minute = 0; minute < 60 && desk.line("differencesLine").startsWith(QStringLiteral("Saving")); ++minute)
            desk.settle(60'000);
        QVERIFY(desk.line("differencesLine").startsWith(QStringLiteral("Not saved: the service did not give")));
        QVERIFY(!QFile::exists(desk.directory.filePath(QStringLiteral("other.csv"))));
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("en-light") << static_cast<int>(ui::Language::English);
        QTest::newRow("ru-dark") << static_cast<int>(ui::Language::Russian);
    }

    void nothingIsCut()
    {
        QFETCH(int, language);
        const bool russian = language == static_cast<int>(ui::Language::Russian);
        Desk desk(static_cast<ui::Language>(language), russian ? ui::ThemeMode::Dark : ui::ThemeMode::Light);
        desk.window->resize(1'024, 700);
        desk.openCompleted();
        desk.press(Qt::Key_Return);
        QTRY_COMPARE(desk.window->size(), QSize(1'024, 700));
        QTRY_COMPARE(bench::clipped(desk.pageOf()).join(u' '), QString());
        const auto tag = QString::fromLatin1(QTest::currentDataTag());
        bench::shoot(*desk.window, QStringLiteral("reconciliation-") + tag);
        desk.pageOf().runsTable().setFocus();
        desk.openDialog(desk.write(2, "b-x;held;lots;EUR\n"));
        QTest::keyClick(desk.dialog(), Qt::Key_Return);
        QVERIFY(desk.until([&] { return !desk.dialog()->isBusy(); }));
        // The editors inside of a field are not as high as they would like to be.
        const auto cut = [&] {
            auto names = bench::clipped(*desk.dialog());
            names.removeAll(QString());
            names.removeAll(QStringLiteral("qt_spinbox_lineedit"));
            return names.join(u' ');
        };
        QTRY_COMPARE(cut(), QString());
        bench::shoot(*desk.dialog(), QStringLiteral("reconciliation-dialog-") + tag);
    }
};

QTEST_MAIN(TestReconciliationWindow)
#include "tst_reconciliationwindow.moc"
