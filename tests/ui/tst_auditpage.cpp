// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/pages/auditpage.h"
#include "ui/translation.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace client::contract;
using client::feed::LinkState;
using ui::AuditModel;

namespace {

AuditEntry entry(std::int64_t seq)
{
    AuditEntry made;
    made.seq = seq;
    made.at = stories::startMs + seq;
    made.subject = "a.petrova";
    made.roles = {"support"};
    made.action = "job_submit";
    made.object = "job:job-88";
    made.before = "planned";
    made.after = "pending_approval";
    made.reason = "technical_issue";
    made.correlationId = "c-" + std::to_string(seq);
    made.hash = std::string(64, 'a');
    return made;
}

class Desk : public bench::Bench
{
public:
    explicit Desk(const char* role = "auditor", ui::Language language = ui::Language::English)
    {
        format.setLanguage(language);
        translation.use(language);
        auto info = bench::instance();
        info.roles = {role};
        connect(info);
        transport.otherwise = [this](const client::ports::HttpRequest& request) { return answer(request); };
        made = std::make_unique<ui::Context>(context());
        page = std::make_unique<ui::AuditPage>(*made);
        page->resize(900, 600);
    }
    // Newest first, `pageRows` at a time.
    std::optional<Exchange> answer(const client::ports::HttpRequest& request)
    {
        if (refusal)
            return bench::reply(problem(*refusal));
        if (request.target.find("/verify") != std::string::npos)
            return bench::reply(200, encode(check));
        const auto at = request.target.find("cursor=");
        const std::int64_t from = at == std::string::npos ? newest : std::stoll(request.target.substr(at + 7));
        Page<AuditEntry> found;
        for (std::int64_t seq = from; seq > std::max<std::int64_t>(0, from - pageRows); --seq)
            found.rows.push_back(entry(seq));
        if (from > pageRows)
            found.nextCursor = std::to_string(from - pageRows);
        return bench::reply(200, encode(found));
    }
    void show()
    {
        page->show();
        settle();
    }
    void settle(std::int64_t ms = 100)
    {
        time.advance(ms);
        QCoreApplication::sendPostedEvents();
    }
    template <typename T>
    T* find(const char* name)
    {
        return page->findChild<T*>(QLatin1String(name));
    }
    void press(const char* name)
    {
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
        settle();
    }
    std::string lastTarget() const { return transport.seen.back().target; }

    std::int64_t newest = 3;
    std::int64_t pageRows = 200;
    std::optional<ProblemCode> refusal;
    AuditCheck check;
    ui::Translation translation;
    std::unique_ptr<ui::Context> made;
    std::unique_ptr<ui::AuditPage> page;
};

} // namespace

class TestAuditPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyWhenSomebodyLooks()
    {
        Desk desk;
        desk.settle(60'000);
        QVERIFY(desk.transport.seen.empty());
        desk.show();
        QCOMPARE(desk.page->model().rowCount(), 3);
        desk.page->hide();
        desk.page->show();
        desk.settle();
        QCOMPARE(desk.transport.seen.size(), std::size_t(1));
    }

    // A refusal would be a row of the log itself.
    void doesNotAskInVain()
    {
        Desk desk("viewer");
        desk.show();
        desk.page->refresh();
        desk.settle();
        QVERIFY(desk.transport.seen.empty());
        QCOMPARE(desk.page->emptyText(), QStringLiteral("Audit entries need the Auditor role."));
        QVERIFY(!desk.find<QPushButton>("auditVerify")->isEnabled());
        QVERIFY(!desk.find<QPushButton>("auditExport")->isEnabled());
    }

    void writesARowAsInTheDesign()
    {
        Desk desk;
        desk.show();
        const QAbstractItemModelTester tester(&desk.page->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList cells;
        for (int column = 0; column < AuditModel::columns; ++column)
            cells << desk.page->model().index(0, column).data().toString();
        QCOMPARE(cells.join(u'|'),
                 QString::fromUtf8("2026-11-23 18:42:51.003|a.petrova|support|job_submit|job:job-88|technical_issue|"
                                   "planned → pending_approval|c-3"));
        QCOMPARE(desk.page->model().index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QString::fromUtf8("2026-11-23 18:42:51.003, a.petrova: job_submit, job:job-88, planned → "
                                   "pending_approval"));
        desk.page->table().selectRowAt(0);
        QVERIFY(desk.find<QPlainTextEdit>("auditDetails")->toPlainText().contains(QStringLiteral("Hash: aaaa")));
    }

    void readsFurtherPagesWhenSomebodyScrolls()
    {
        Desk desk;
        desk.newest = 450;
        desk.show();
        auto& model = desk.page->model();
        while (model.canFetchMore({})) {
            model.fetchMore({});
            desk.settle();
        }
        QCOMPARE(model.rowCount(), 450);
        QCOMPARE(model.entry(449).seq, std::int64_t(1));
    }

    void filtersOnTheService()
    {
        Desk desk;
        desk.show();
        QTest::keyClicks(desk.find<QLineEdit>("auditWho"), QStringLiteral("m.orlov"));
        QTest::keyClicks(desk.find<QLineEdit>("auditAction"), QStringLiteral("job_approve"));
        QTest::keyClick(desk.find<QLineEdit>("auditAction"), Qt::Key_Return);
        desk.settle();
        QVERIFY2(desk.lastTarget().find("subject=m.orlov&action=job_approve") != std::string::npos,
                 desk.lastTarget().c_str());
        const auto filter = desk.page->filter();
        QCOMPARE(filter, QStringLiteral("m.orlov|job_approve||0"));
        desk.find<QComboBox>("auditPeriod")->setCurrentIndex(2);
        desk.settle();
        QVERIFY(desk.lastTarget().find("created_from=2026-11-22") != std::string::npos);
        desk.page->setFilter({});
        desk.settle();
        QVERIFY(desk.lastTarget().find("subject") == std::string::npos);
        desk.page->setFilter(filter);
        desk.settle();
        QVERIFY(desk.lastTarget().find("subject=m.orlov") != std::string::npos);
        desk.newest = 0;
        desk.page->refresh();
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No entry matches."));
    }

    void saysWhatTheChainIs()
    {
        Desk desk;
        desk.show();
        desk.check.ok = true;
        desk.check.rows = desk.check.checkedTo = desk.check.headSeq = 1'234;
        desk.check.publicKey = std::string(64, 'b');
        desk.press("auditVerify");
        QCOMPARE(desk.page->chainText(),
                 QString::fromUtf8("The chain is whole up to row 1\u202f234, and so are its signatures."));
        desk.check.ok = false;
        desk.check.firstBad = 17;
        desk.check.why = "hash";
        desk.press("auditVerify");
        QCOMPARE(desk.page->chainText(), QStringLiteral("The chain is broken at row 17: hash. Tell the auditor, and "
                                                        "keep a copy of the database."));
        desk.refusal = ProblemCode::Forbidden;
        desk.press("auditVerify");
        desk.settle(60'000);
        QCOMPARE(desk.page->chainText(), QStringLiteral("The chain could not be checked (your role may not do this)."));
    }

    void tellsWhoIsNoAuditorThatAPartIsShown()
    {
        Desk desk("manager");
        desk.newest = 0;
        desk.show();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("There is no entry of yours or of your team."));
        desk.page->setFilter(QStringLiteral("m.orlov|||0"));
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("No entry of yours or of your team matches."));
        const auto* verify = desk.find<QPushButton>("auditVerify");
        QVERIFY(!verify->isEnabled());
        QCOMPARE(verify->toolTip(), QStringLiteral("Only an auditor may check the chain."));
    }

    void savesWhatIsFiltered()
    {
        Desk desk;
        desk.show();
        desk.page->setFilter(QStringLiteral("m.orlov|||0"));
        desk.settle();
        const auto path = desk.directory.filePath(QStringLiteral("audit.csv"));
        desk.page->exportTo(path);
        QVERIFY(desk.find<QPushButton>("auditCancel")->isVisible());
        desk.settle();
        QVERIFY(desk.lastTarget().find("subject=m.orlov") != std::string::npos);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 4);
        QVERIFY(!desk.find<QPushButton>("auditCancel")->isVisible());
    }

    void showsNothingOfAnotherEnvironmentOrPerson()
    {
        Desk desk;
        desk.show();
        QCOMPARE(desk.page->model().rowCount(), 3);
        desk.newest = 1;
        auto other = bench::instance();
        other.subject = "g.viewer";
        other.roles = {"viewer"};
        desk.connection.setInstance(other);
        QCOMPARE(desk.page->model().rowCount(), 0);
        desk.settle();
        QCOMPARE(desk.page->model().rowCount(), 0);
        other.roles = {"auditor"};
        other.environmentId = "env-2";
        desk.connection.setInstance(other);
        desk.settle();
        QCOMPARE(desk.page->model().rowCount(), 1);
    }

    void saysWhyThereIsNothingToSee()
    {
        Desk desk;
        desk.connection.setLink(LinkState::Offline);
        desk.show();
        QCOMPARE(desk.page->emptyText(), QStringLiteral("The audit log needs a connection."));
        desk.refusal = ProblemCode::Forbidden;
        desk.connection.setLink(LinkState::Live);
        desk.settle(60'000);
        QCOMPARE(desk.page->emptyText(),
                 QStringLiteral("The service did not give the log (your role may not do this). F5 asks again."));
        desk.refusal.reset();
        desk.page->refresh();
        desk.settle();
        QCOMPARE(desk.page->emptyText(), QString());
    }

    void clipsNoText_data()
    {
        QTest::addColumn<ui::Language>("language");
        QTest::newRow("english") << ui::Language::English;
        QTest::newRow("russian") << ui::Language::Russian;
    }

    void clipsNoText()
    {
        QFETCH(ui::Language, language);
        Desk desk("auditor", language);
        desk.page->resize(808, 610);
        desk.show();
        QTRY_COMPARE(bench::clipped(*desk.page).join(u' '), QString());
    }

    void namesEverythingThatTakesTheFocus()
    {
        Desk desk;
        desk.show();
        for (auto* widget : desk.page->findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            auto* accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestAuditPage)
#include "tst_auditpage.moc"
