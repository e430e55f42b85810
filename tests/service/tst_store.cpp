// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/store/sqlitestore.h"
#include "tests/service/corefixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>

using namespace service::core;
using service::store::SqliteOptions;
using service::store::SqliteStore;

namespace {

// A service whose store fails at the n-th statement or commit, once.
struct FailingDesk
{
    explicit FailingDesk(const std::string& path)
    {
        SqliteOptions options;
        options.beforeStatement = [this](std::string_view) {
            if (armed && ++count == failAt)
                throw StoreError(StoreError::Kind::Full, "no space left");
        };
        store = std::make_unique<SqliteStore>(path, options);
        local = std::make_unique<LocalWallet>(settings);
        service = std::make_unique<Service>(*store, *local, clock, random, settings);
        Transaction transaction(*store);
        service->recover();
        transaction.commit();
        service->takeEvents();
    }

    // The answer's status, or -1 if the transaction failed and was rolled back.
    int post(const std::string& path, const std::string& body)
    {
        Request request;
        request.method = "POST";
        request.path = path;
        request.body = body;
        request.identity = {"game", {"game"}};
        request.headers.push_back({"Content-Type", "application/json"});
        try {
            Transaction transaction(*store);
            const Handled handled = service->handle(request);
            transaction.commit();
            service->takeEvents();
            return handled.response ? handled.response->status : 0;
        } catch (const StoreError&) {
            service->discard();
            return -1;
        }
    }

    // Everything that one call may change, as text.
    std::string picture()
    {
        std::string text;
        const auto bet = store->bet(contract::PartnerId("p-1"), contract::BetId("b-1"));
        text += bet ? contract::encode(bet->row) : "no bet";
        if (bet) {
            for (const Operation& operation : store->operationsOf(bet->id))
                text += " " + std::to_string(operation.id) + std::string(word(operation.state)) +
                        std::to_string(store->attempts(operation.id, -1).size());
            text += " versions " + std::to_string(store->versions(bet->id).size());
            text += " entries " + std::to_string(store->ledgerOf(bet->id).size());
        }
        text += " audit " + std::to_string(store->auditHead().seq);
        text += " events " + std::to_string(store->lastEventSeq());
        const auto round = store->round(contract::RoundId("r-1"));
        text += round ? contract::encode(round->row) : " no round";
        return text + (store->ledgerBalances() ? " balanced" : " UNBALANCED");
    }

    bool armed = false;
    int count = 0;
    int failAt = 0;
    tests::ManualClock clock;
    tests::SeededRandom random;
    Settings settings;
    std::unique_ptr<SqliteStore> store;
    std::unique_ptr<LocalWallet> local;
    std::unique_ptr<Service> service;
};

const std::string blockBody = tests::body(R"("round_id":"r-1","selection":"5","odds":2)");
const std::string winBody = tests::body(R"("status":"win","payout":200,"result":"5")");

struct ScenarioStep
{
    const char* path;
    std::string body;
};

const ScenarioStep scenario[] = {
    {"/api/check_bet", blockBody},
    {"/api/block_funds", blockBody},
    {"/api/refund", tests::body(R"("refund_id":"r1")", "40")},
    {"/api/update_bet_status", winBody},
    {"/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"6"})"},
};

Bet sampleBet(std::int64_t id)
{
    Bet bet;
    bet.id = id;
    bet.row.partner = contract::PartnerId("p-1");
    bet.row.bet = contract::BetId("b-" + std::to_string(id));
    bet.row.player = contract::PlayerId("u-1");
    bet.row.stakeMinor = 10'000;
    bet.row.state = contract::BetState::Blocked;
    bet.row.version = 1;
    bet.row.createdAt = 1'000 + id;
    return bet;
}

StoreError::Kind kindOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const StoreError& error) {
        return error.kind();
    }
    return StoreError::Kind::Other;
}

void runSql(const std::string& path, const char* sql)
{
    sqlite3* handle = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    QCOMPARE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aFailureAnywhereLeavesNothingPartial();
    void whatIsCommittedIsThereAfterReopening();
    void aBetIsWrittenOnlyFromTheVersionThatWasRead();
    void theSameIntentCannotBeStoredTwice();
    void aPostingCannotMoveMoneyTwice();
    void aNewerSchemaIsRefused();
    void theFirstSchemaIsTakenAlong();
    void anotherProgramsFileIsRefused();
    void aReaderSeesCommittedRowsAndWritesNothing();
    void pagesGoBackInTimeWithoutGapsOrRepeats();
    void rareRowsAreFoundAcrossPages();
    void aRolledBackPartTakesItsIdsWithIt();
    void statesKeepTheirNumbers();

private:
    std::string file(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStore::aFailureAnywhereLeavesNothingPartial()
{
    int failures = 0;
    for (std::size_t failing = 0; failing < std::size(scenario); ++failing) {
        FailingDesk untouched(":memory:");
        for (std::size_t step = 0; step <= failing; ++step)
            untouched.post(scenario[step].path, scenario[step].body);
        const std::string wanted = untouched.picture();
        bool more = true;
        for (int i = 1; more; ++i) {
            FailingDesk desk(":memory:");
            for (std::size_t step = 0; step < failing; ++step)
                QCOMPARE(desk.post(scenario[step].path, scenario[step].body), 200);
            const std::string before = desk.picture();
            desk.armed = true;
            desk.failAt = i;
            const int status = desk.post(scenario[failing].path, scenario[failing].body);
            desk.armed = false;
            more = status == -1;
            if (!more) {
                QCOMPARE(status, 200);
                QVERIFY(i > 3); // BEGIN and COMMIT and something between were failed
                break;
            }
            ++failures;
            QCOMPARE(desk.picture(), before);
            // The same call again is as if the first had never been.
            QCOMPARE(desk.post(scenario[failing].path, scenario[failing].body), 200);
            QCOMPARE(desk.picture(), wanted);
        }
    }
    QVERIFY(failures > 60);
}

void TestStore::whatIsCommittedIsThereAfterReopening()
{
    const std::string path = file("betd.db");
    std::string picture;
    {
        FailingDesk desk(path);
        for (const ScenarioStep& step : scenario)
            QCOMPARE(desk.post(step.path, step.body), 200);
        picture = desk.picture();
    }
    FailingDesk again(path);
    QCOMPARE(again.picture(), picture);
    QVERIFY(again.store->meta("epoch").has_value());
}

void TestStore::aBetIsWrittenOnlyFromTheVersionThatWasRead()
{
    SqliteStore store(":memory:");
    store.begin();
    Bet bet = sampleBet(1);
    store.insertBet(bet);
    bet.row.version = 2;
    bet.row.state = contract::BetState::Lost;
    QVERIFY(!store.updateBet(bet, 2));
    QCOMPARE(store.bet(1)->row.state, contract::BetState::Blocked);
    QVERIFY(store.updateBet(bet, 1));
    QVERIFY(!store.updateBet(bet, 1));
    QCOMPARE(store.bet(1)->row.state, contract::BetState::Lost);
}

void TestStore::theSameIntentCannotBeStoredTwice()
{
    SqliteStore store(":memory:");
    store.begin();
    store.insertBet(sampleBet(1));
    Operation operation;
    operation.id = 1;
    operation.bet = 1;
    operation.kind = contract::OperationKind::Refund;
    operation.ref = "r1";
    store.insertOperation(operation);
    operation.id = 2;
    QCOMPARE(kindOf([&] { store.insertOperation(operation); }), StoreError::Kind::Constraint);
    operation.ref = "r2";
    store.insertOperation(operation);
    Bet same = sampleBet(2);
    same.row.bet = contract::BetId("b-1");
    QCOMPARE(kindOf([&] { store.insertBet(same); }), StoreError::Kind::Constraint);
    same.row.partner = contract::PartnerId("p-2");
    store.insertBet(same);
}

void TestStore::aPostingCannotMoveMoneyTwice()
{
    SqliteStore store(":memory:");
    store.begin();
    const contract::PartnerId partner("p-1");
    const Account held = store.account(AccountKind::Held, partner, {}, {});
    const Account house = store.account(AccountKind::House, partner, {}, {});
    store.post({7, 1, {}, {{held.id, -5}, {house.id, 5}}});
    QCOMPARE(store.posting(7), std::optional<std::string>(""));
    QVERIFY(!store.posting(8));
    QCOMPARE(kindOf([&] { store.post({7, 1, {}, {{held.id, -5}, {house.id, 5}}}); }), StoreError::Kind::Constraint);
    QVERIFY(store.ledgerBalances());
    store.post({8, 1, {}, {{held.id, -5}, {house.id, 6}}});
    QVERIFY(!store.ledgerBalances());
}

void TestStore::aNewerSchemaIsRefused()
{
    const std::string path = file("newer.db");
    {
        SqliteStore store(path);
    }
    runSql(path, "PRAGMA user_version=9999");
    QCOMPARE(kindOf([&] { SqliteStore store(path); }), StoreError::Kind::Newer);
}

void TestStore::theFirstSchemaIsTakenAlong()
{
    const std::string path = file("first.db");
    QFile schema(QStringLiteral(BETDESK_SOURCE_DIR "/resources/sql/service/0001_bets.sql"));
    QVERIFY(schema.open(QIODevice::ReadOnly));
    const std::string sql = schema.readAll().toStdString() + R"(
        INSERT INTO rounds VALUES (1, 'r-1', NULL, 4, '6', 2, 1, 2, 0, 0, NULL, 5, 10, 20);
        INSERT INTO bets VALUES (1, 'p-1', 'b-1', 'u-1', NULL, 'r-1', '5', 20000, 'EUR', 100, 0, 200, 3, 5, 0, NULL, 0, 4,
            10, 20, 7, NULL);
        INSERT INTO bets VALUES (2, 'p-1', 'b-2', 'u-2', NULL, 'r-1', '6', 20000, 'EUR', 100, 0, 0, 4, 6, 0, NULL, 0, 4,
            10, 20, 8, NULL);
        INSERT INTO recalculations VALUES (3, 1, '6', 2, 0, 'mia', 'manager', 'c-1', 15, 20);
        INSERT INTO operations VALUES (9, 2, 3, '3', 2, 0, 200, 3, 200, '6', NULL, 0, 1, 1, 1, 0, 0, 0, 0, NULL, NULL, NULL,
            0, NULL, 'mia', 'manager', 'c-1', 'recalc-3', 16, 16);
        INSERT INTO recalculation_rows VALUES (3, 0, 2, 4, 1, 3, 200, 200, NULL, 'p-1/u-2');
        INSERT INTO recalculation_rows VALUES (3, 1, 1, 4, 0, 4, 0, -200, NULL, 'p-1/u-1');
        PRAGMA application_id=0x62657464;
        PRAGMA user_version=1;
    )";
    runSql(path, sql.c_str());
    SqliteStore store(path);
    const auto jobs = store.openJobs();
    QCOMPARE(jobs.size(), std::size_t(1));
    QCOMPARE(jobs[0].row.id.text(), std::string("recalc-3"));
    QCOMPARE(jobs[0].row.state, contract::JobState::Running);
    QCOMPARE(jobs[0].newVersion, std::int64_t(2));
    QCOMPARE(jobs[0].row.counts.waiting, std::int64_t(2));
    QCOMPARE(jobs[0].row.sums.at(0).creditMinor, std::int64_t(200));
    QCOMPARE(jobs[0].row.sums.at(0).debitMinor, std::int64_t(-200));
    // What is on its way is found again by its operation.
    QCOMPARE(store.itemOfOperation(9)->bet, std::int64_t(2));
    QCOMPARE(store.runningRecalculation(1)->id, std::int64_t(3));
    QCOMPARE(store.results(1, 10).at(0).result, std::string("6"));
}

void TestStore::anotherProgramsFileIsRefused()
{
    const std::string path = file("other.db");
    runSql(path, "CREATE TABLE recipes (id INTEGER)");
    QCOMPARE(kindOf([&] { SqliteStore store(path); }), StoreError::Kind::Corrupt);
    const std::string text = file("text.db");
    QFile plain(QString::fromStdString(text));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write(QByteArray(5'000, 'x'));
    plain.close();
    QCOMPARE(kindOf([&] { SqliteStore store(text); }), StoreError::Kind::Corrupt);
}

void TestStore::aReaderSeesCommittedRowsAndWritesNothing()
{
    const std::string path = file("betd.db");
    SqliteStore writer(path);
    SqliteOptions options;
    options.readOnly = true;
    SqliteStore reader(path, options);
    writer.begin();
    writer.insertBet(sampleBet(1));
    QVERIFY(!reader.bet(1));
    writer.commit();
    QVERIFY(reader.bet(1));
    QCOMPARE(kindOf([&] { reader.insertBet(sampleBet(2)); }), StoreError::Kind::ReadOnly);
}

void TestStore::pagesGoBackInTimeWithoutGapsOrRepeats()
{
    SqliteStore store(":memory:");
    store.begin();
    for (int id = 1; id <= 25; ++id)
        store.insertBet(sampleBet(id));
    BetFilter filter;
    filter.limit = 10;
    std::vector<std::int64_t> seen;
    int pages = 0;
    do {
        const auto slice = store.bets(filter);
        for (const Bet& bet : slice.rows)
            seen.push_back(bet.id);
        filter.beforeId = slice.nextBeforeId;
        // A newer bet must not move the pages that follow.
        store.insertBet(sampleBet(100 + pages));
    } while (++pages < 10 && filter.beforeId != 0);
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), std::size_t(25));
    for (std::size_t i = 0; i < seen.size(); ++i)
        QCOMPARE(seen[i], std::int64_t(25 - i));
}

void TestStore::rareRowsAreFoundAcrossPages()
{
    SqliteStore store(":memory:");
    store.begin();
    Bet rare = sampleBet(3);
    rare.row.state = contract::BetState::Won;
    store.insertBet(rare);
    store.insertBet(sampleBet(70'000));
    store.insertBet(sampleBet(120'000));
    BetFilter filter;
    filter.state = contract::BetState::Won;
    std::vector<std::int64_t> seen;
    for (int pages = 0; pages < 10; ++pages) {
        const auto slice = store.bets(filter);
        for (const Bet& bet : slice.rows)
            seen.push_back(bet.id);
        filter.beforeId = slice.nextBeforeId;
        if (filter.beforeId == 0)
            break;
    }
    QCOMPARE(seen, std::vector<std::int64_t>{3});
}

void TestStore::aRolledBackPartTakesItsIdsWithIt()
{
    SqliteStore store(":memory:");
    store.begin();
    store.insertBet(sampleBet(store.nextBetId()));
    store.savepoint();
    store.insertBet(sampleBet(store.nextBetId()));
    QCOMPARE(store.nextBetId(), std::int64_t(3));
    store.rollbackToSavepoint();
    QCOMPARE(store.nextBetId(), std::int64_t(2));
    store.commit();
    QVERIFY(store.bet(1));
    QVERIFY(!store.bet(2));
}

// Files outlive programs: what a number in them means may never change.
void TestStore::statesKeepTheirNumbers()
{
    const std::vector<std::string> bets = {"none", "checked",  "blocked",  "won",
                                           "lost", "refunded", "rejected", "expired"};
    for (std::size_t i = 0; i < bets.size(); ++i)
        QCOMPARE(std::string(word(static_cast<contract::BetState>(i))), bets[i]);
    const std::vector<std::string> operations = {"in_flight", "retry_scheduled", "succeeded", "declined",
                                                 "in_doubt",  "needs_review",    "cancelling"};
    // As in the schema's own indexes: 2 and 3 are the definite ones.
    QCOMPARE(static_cast<int>(contract::OperationState::Succeeded), 2);
    QCOMPARE(static_cast<int>(contract::OperationState::Declined), 3);
    for (const std::string& name : operations)
        QVERIFY(contract::operationStateFrom(name).has_value());
    const std::vector<std::string> kinds = {"block", "settle", "refund", "adjust", "expiry"};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        QCOMPARE(std::string(word(static_cast<contract::OperationKind>(i))), kinds[i]);
    const std::vector<std::string> rounds = {"open", "closed", "settling", "settled", "recalculating"};
    for (std::size_t i = 0; i < rounds.size(); ++i)
        QCOMPARE(std::string(word(static_cast<contract::RoundState>(i))), rounds[i]);
    // As in the schema's indexes and sums: what is not ended, what waits, what moves money.
    for (int i = 0; i <= static_cast<int>(contract::JobState::Superseded); ++i)
        QCOMPARE(isEnded(static_cast<contract::JobState>(i)), i > 5);
    QCOMPARE(static_cast<int>(contract::JobState::Running), 4);
    QCOMPARE(static_cast<int>(contract::JobState::Paused), 5);
    const std::vector<std::string> items = {"pending",  "running", "applied",    "unchanged", "skipped",  "needs_input",
                                            "deferred", "held",    "superseded", "failed",    "in_doubt", "cancelled"};
    for (std::size_t i = 0; i < items.size(); ++i)
        QCOMPARE(std::string(word(static_cast<contract::JobItemState>(i))), items[i]);
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
