// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/router.h"
#include "service/core/service.h"
#include "service/store/sqlitestore.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using client::contract::BetState;
using client::contract::Exchange;
using client::contract::OperationState;
using client::contract::TransportError;
using service::bookmakers::Bookmaker;
using service::bookmakers::Gateway;
using service::bookmakers::Outgoing;
using service::core::Operation;
using tests::Desk;

namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t latencyMs = 10;
constexpr std::int64_t timeoutMs = 10'000;
constexpr int betsMax = 6;
constexpr int actions = 24;
const client::contract::PartnerId partner("p-1");

// What the line to the bookmaker is made to do on purpose: the schedules must notice.
enum class Mutant {
    None,
    AnswerUnmatched,  // an answer for another bet is made to look like the right one
    TimeoutAsRefusal, // a time-out comes back as the bookmaker's final refusal
    OtherAmount,      // the bookmaker is told of one cent more
    SuccessOf503,     // a 503 comes back as the success it may have been
};

// What the two are told of each other and of holds; both services truly recognise repeats and honour tombstones.
struct Terms
{
    service::core::BookmakerRules rules;
    std::int64_t nearHoldMs = 0;
    std::int64_t farHoldMs = 0;
    bool areEasy() const { return rules.deduplicates && rules.honoursTombstones && nearHoldMs == 0 && farHoldMs == 0; }
};

constexpr std::array mutants{
    std::pair{Mutant::AnswerUnmatched, "answer not matched to its bet"},
    std::pair{Mutant::TimeoutAsRefusal, "time-out as refusal"},
    std::pair{Mutant::OtherAmount, "another amount on the way"},
    std::pair{Mutant::SuccessOf503, "503 as success"},
};

// What becomes of one HTTP call.
enum class Fate {
    Answered,
    NotConnected,
    Lost,
    AnswerLost,
    FailsAfter,  // 503 without a body of ours, after the effect
    FailsBefore, // the same, before it
    Twice,       // arrives twice at once
    StraysIn,    // a time-out; arrives much later
    OtherBet,    // not done, and answered for another bet
    Html,        // a proxy's page, with status 200
};

class Dice
{
public:
    explicit Dice(std::uint64_t seed) { m_random.seed(seed); }
    int below(int end) { return static_cast<int>(m_random.next() % static_cast<std::uint64_t>(end)); }
    bool oneIn(int many) { return below(many) == 0; }

private:
    // SplitMix64.
    struct
    {
        void seed(std::uint64_t given) { state = given * 0x9e3779b97f4a7c15ULL + 1; }
        std::uint64_t next()
        {
            state += 0x9e3779b97f4a7c15ULL;
            std::uint64_t mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
            return mixed ^ (mixed >> 31);
        }
        std::uint64_t state = 0;
    } m_random;
};

Terms termsOf(std::uint64_t seed, Mutant mutant)
{
    Dice dice(seed ^ 0x7e45);
    Terms terms;
    if (mutant != Mutant::None || dice.oneIn(2))
        return terms;
    terms.rules.deduplicates = !dice.oneIn(3);
    terms.rules.honoursTombstones = !dice.oneIn(3);
    terms.nearHoldMs = dice.oneIn(2) ? dice.below(40) * minuteMs : 0;
    terms.farHoldMs = dice.oneIn(2) ? dice.below(40) * minuteMs : 0;
    return terms;
}

service::core::Settings farSettings(const Terms& terms)
{
    service::core::Settings settings;
    if (terms.farHoldMs > 0)
        settings.partners["p-1"].holdTtlMs = terms.farHoldMs;
    return settings;
}

Fate fateOf(Dice& dice)
{
    static constexpr std::pair<int, Fate> upTo[] = {
        {46, Fate::Answered},   {54, Fate::NotConnected}, {62, Fate::Lost},  {74, Fate::AnswerLost},
        {80, Fate::FailsAfter}, {85, Fate::FailsBefore},  {89, Fate::Twice}, {94, Fate::StraysIn},
        {98, Fate::OtherBet},   {100, Fate::Html},
    };
    const int rolled = dice.below(100);
    return std::find_if(std::begin(upTo), std::end(upTo), [rolled](const auto& part) { return rolled < part.first; })
        ->second;
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    if (const auto at = text.find(what); at != std::string::npos)
        text.replace(at, what.size(), by);
    return text;
}

// The line between the two: what is sent becomes a request at the far service, or not.
class Line : public service::bookmakers::Link
{
public:
    Line(Desk& far, const client::ports::Clock& clock, Dice& dice, Mutant mutant)
        : m_far(far), m_clock(clock), m_dice(dice), m_mutant(mutant)
    {
    }

    void start(Outgoing call, Done done) override
    {
        const Fate fate = healed ? Fate::Answered : outage.value_or(fateOf(m_dice));
        switch (fate) {
        case Fate::Answered:
            return answer(arrive(call), latencyMs, done);
        case Fate::Twice:
            arrive(call);
            return answer(arrive(call), latencyMs, done);
        case Fate::NotConnected: {
            Exchange exchange;
            exchange.error = TransportError::NotConnected;
            exchange.maybeSent = false;
            return answer(exchange, latencyMs, done);
        }
        case Fate::AnswerLost:
            arrive(call);
            return answer(timeout(), timeoutMs, done);
        case Fate::Lost:
            return answer(timeout(), timeoutMs, done);
        case Fate::StraysIn:
            m_strays.push_back(call);
            return answer(timeout(), timeoutMs, done);
        case Fate::FailsAfter: {
            const Exchange truth = arrive(call);
            return answer(m_mutant == Mutant::SuccessOf503 ? truth : reply(503, "upstream"), latencyMs, done);
        }
        case Fate::FailsBefore:
            return answer(m_mutant == Mutant::SuccessOf503 ? success(call) : reply(503, "upstream"), latencyMs, done);
        case Fate::OtherBet: {
            Exchange exchange = success(call);
            if (m_mutant != Mutant::AnswerUnmatched)
                exchange.body = replaced(exchange.body, R"("bet_id":"b-)", R"("bet_id":"other-)");
            return answer(exchange, latencyMs, done);
        }
        case Fate::Html:
            return answer(reply(200, "<html>Please wait</html>"), latencyMs, done);
        }
    }
    bool hasNews() const override { return nextDueMs() >= 0 && nextDueMs() <= m_clock.steadyMs(); }
    void deliver() override
    {
        while (hasNews()) {
            const Waiting waiting = std::move(m_waiting.extract(m_waiting.begin()).mapped());
            waiting.done(waiting.exchange);
        }
    }
    std::int64_t nextDueMs() const { return m_waiting.empty() ? -1 : m_waiting.begin()->first; }

    void letStraysIn()
    {
        for (const Outgoing& call : std::exchange(m_strays, {}))
            arrive(call);
    }
    // The far service does what has become due there.
    void wake()
    {
        m_far.clock.now = m_clock.steadyMs();
        m_far.tick();
    }
    // The process that waited is gone.
    void hangUp() { m_waiting.clear(); }

    bool healed = false;
    std::optional<Fate> outage;

private:
    struct Waiting
    {
        Exchange exchange;
        Done done;
    };

    static Exchange reply(int status, std::string body)
    {
        Exchange exchange;
        exchange.status = status;
        exchange.body = std::move(body);
        return exchange;
    }
    Exchange timeout() const
    {
        if (m_mutant == Mutant::TimeoutAsRefusal) {
            auto problem = client::contract::problem(client::contract::ProblemCode::BetClosed);
            problem.stored = true;
            return reply(problem.status, client::contract::encode(problem));
        }
        Exchange exchange;
        exchange.error = TransportError::Timeout;
        return exchange;
    }
    // As the call's success would be, without its having arrived.
    static Exchange success(const Outgoing& call)
    {
        using client::contract::CallKind;
        for (const CallKind kind : {CallKind::BlockFunds, CallKind::UpdateBetStatus, CallKind::Refund}) {
            if (call.url.find(client::contract::path(kind)) == std::string::npos)
                continue;
            if (const auto decoded = client::contract::decodeBetCall(kind, call.body))
                return reply(200, client::contract::successBody(kind, decoded->bet));
        }
        return reply(200, "{}");
    }
    Exchange arrive(const Outgoing& call)
    {
        wake();
        const std::string path = call.url.substr(std::string("http://far").size());
        if (call.method == "GET") {
            const auto response = m_far.get(path);
            return reply(response.status, response.body);
        }
        auto request = m_far.request("POST", path, call.body);
        if (m_mutant == Mutant::OtherAmount)
            request.body = replaced(request.body, R"("amount":100.00)", R"("amount":100.01)");
        for (const auto& header : call.headers)
            request.headers.push_back(header);
        const auto response = m_far.send(request);
        return response.status == 0 ? reply(503, "busy") : reply(response.status, response.body);
    }
    void answer(Exchange exchange, std::int64_t afterMs, const Done& done)
    {
        exchange.durationMs = afterMs;
        m_waiting.emplace(m_clock.steadyMs() + afterMs, Waiting{std::move(exchange), done});
    }

    Desk& m_far;
    const client::ports::Clock& m_clock;
    Dice& m_dice;
    Mutant m_mutant;
    std::multimap<std::int64_t, Waiting> m_waiting;
    std::vector<Outgoing> m_strays;
};

// The near service: games call it, and its partner's players have their money at the far one.
class Near
{
public:
    Near(Line& line, tests::ManualClock& clock, const Terms& terms, std::string path)
        : m_line(line), m_clock(clock), m_path(std::move(path))
    {
        service::core::PartnerSettings settings;
        settings.bookmaker = terms.rules;
        settings.holdTtlMs = terms.nearHoldMs;
        m_settings.partners["p-1"] = settings;
        Bookmaker bookmaker;
        bookmaker.id = "p-1";
        bookmaker.url = "http://far";
        bookmaker.statusUrl = "http://far/api/v1/bets/{partner_id}/{bet_id}";
        bookmaker.rate = 10'000;
        bookmaker.rules = terms.rules;
        m_bookmakers["p-1"] = bookmaker;
        open();
    }

    void restart()
    {
        close();
        open();
    }
    void post(const std::string& path, const std::string& body)
    {
        service::core::Request request;
        request.method = "POST";
        request.path = path;
        request.body = body;
        request.identity = {"game-1", {"game"}};
        request.headers.push_back({"Content-Type", "application/json"});
        if (service->precheck(request))
            return;
        commit([&] { (void)service->handle(request); });
    }
    void act(const std::string& verb, const Operation& operation)
    {
        service::core::Request request;
        request.method = "POST";
        request.path = "/api/v1/operations/" + service::core::operationIdText(operation.id) + verb;
        request.body = "{}";
        request.identity = {"support-1", {"support"}};
        request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k-" + std::to_string(++m_keys)}};
        if (!service->precheck(request))
            commit([&] { (void)service->handle(request); });
    }
    void rollBack()
    {
        store->begin();
        service->tick();
        store->rollback();
        service->discard();
    }
    void pass(std::int64_t ms)
    {
        const std::int64_t end = m_clock.now + ms;
        for (int steps = 0; steps < 100'000; ++steps) {
            std::int64_t due = service->nextDueMs();
            if (const std::int64_t news = m_line.nextDueMs(); news >= 0 && (due < 0 || news < due))
                due = news;
            if (due < 0 || due > end)
                break;
            m_clock.now = std::max(m_clock.now, due);
            commit([&] { service->tick(); });
        }
        m_clock.now = end;
    }

    std::unique_ptr<service::store::SqliteStore> store;
    std::unique_ptr<service::core::Service> service;

private:
    void open()
    {
        store = std::make_unique<service::store::SqliteStore>(m_path);
        m_local = std::make_unique<service::core::LocalWallet>(m_settings);
        m_gateway = std::make_unique<Gateway>(m_bookmakers, m_line, m_clock);
        m_router = std::make_unique<service::bookmakers::Router>(*m_local, *m_gateway);
        service = std::make_unique<service::core::Service>(*store, *m_router, m_clock, m_random, m_settings);
        commit([&] { service->recover(); });
    }
    void close()
    {
        m_line.hangUp();
        service.reset();
        m_router.reset();
        m_gateway.reset();
        m_local.reset();
        store.reset();
    }
    template <typename Work>
    void commit(Work work)
    {
        service::core::Transaction transaction(*store);
        work();
        transaction.commit();
        (void)service->takeEvents();
        (void)service->takeFinished();
    }

    Line& m_line;
    tests::ManualClock& m_clock;
    std::string m_path;
    tests::SeededRandom m_random;
    service::core::Settings m_settings;
    std::map<std::string, Bookmaker> m_bookmakers;
    std::unique_ptr<service::core::LocalWallet> m_local;
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<service::bookmakers::Router> m_router;
    int m_keys = 0;
};

// Two genuine services with a line between them that does what lines do; both may crash. Then everything heals, and
// their books have to agree to the cent.
class Schedule
{
public:
    Schedule(std::uint64_t seed, Mutant mutant, const QTemporaryDir& dir)
        : m_dice(seed), m_terms(termsOf(seed, mutant)), m_crashes(seed % 4 == 0),
          m_far(farSettings(m_terms), file(dir, seed, mutant, "far")), m_line(m_far, m_clock, m_dice, mutant),
          m_near(m_line, m_clock, m_terms, file(dir, seed, mutant, "near"))
    {
    }

    // Empty: every promise was kept.
    std::string run()
    {
        for (int i = 0; i < actions; ++i) {
            if (m_dice.oneIn(4))
                m_line.outage = m_dice.oneIn(2) ? std::optional(fateOf(m_dice)) : std::nullopt;
            act();
            m_near.pass(m_dice.oneIn(5) ? 10 * minuteMs : m_dice.below(8'000));
            if (m_dice.oneIn(10))
                m_near.rollBack();
            if (m_crashes && m_dice.oneIn(6))
                m_near.restart();
            if (m_crashes && m_dice.oneIn(8))
                m_far.restart();
            if (m_dice.oneIn(6))
                m_line.letStraysIn();
        }
        m_line.healed = true;
        m_near.pass(8 * dayMs);
        m_line.letStraysIn();
        m_near.pass(minuteMs);
        for (const Operation& operation : m_near.store->openOperations())
            m_near.act(":ask", operation);
        m_near.pass(minuteMs);
        m_line.wake();
        return judge();
    }

private:
    std::string file(const QTemporaryDir& dir, std::uint64_t seed, Mutant mutant, const char* name) const
    {
        if (!m_crashes)
            return ":memory:";
        return dir
            .filePath(QStringLiteral("%1-%2-%3.db").arg(QLatin1String(name)).arg(static_cast<int>(mutant)).arg(seed))
            .toStdString();
    }

    void act()
    {
        m_number = m_dice.oneIn(2) ? m_number : m_dice.below(betsMax);
        const std::string bet = "b-" + std::to_string(m_number);
        const std::string player = "u-" + std::to_string(m_number);
        const std::string round = "r-" + std::to_string(m_number % 2);
        const auto call = [&](const char* target, const std::string& more, const std::string& amount = "100") {
            m_near.post(target, tests::body(more, amount, bet, player));
        };
        switch (m_dice.below(10)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return call("/api/block_funds", R"("round_id":")" + round + R"(","selection":"5","odds":2.5)");
        case 4:
            return call("/api/update_bet_status", R"("status":"win","payout":250,"result":"5")");
        case 5:
            return call("/api/update_bet_status", R"("status":"lose","payout":0,"result":"6")");
        case 6:
            return call("/api/refund", {});
        case 7:
            return call("/api/refund", R"("refund_id":"part-1")", "30");
        default:
            static constexpr const char* results[] = {"5", "6", "void"};
            return m_near.post("/api/recalculate_bets", R"({"round_id":")" + round + R"(","correct_result":")" +
                                                            results[m_dice.below(3)] + R"("})");
        }
    }

    std::string judge()
    {
        std::ostringstream broken;
        for (const Operation& operation : m_near.store->openOperations()) {
            // Never a stored refusal, so that only a person or the game's refund ends the doubt.
            if (operation.kind == client::contract::OperationKind::Block && operation.errorClass == "round_closed" &&
                operation.state == OperationState::NeedsReview)
                continue;
            const bool reviewed = operation.state == OperationState::NeedsReview && !operation.why.empty();
            if (!m_terms.areEasy() && (reviewed || operation.state == OperationState::Cancelling)) {
                m_reviewed.insert(operation.bet);
                continue;
            }
            broken << service::core::operationIdText(operation.id) << " (" << word(operation.kind) << ") is "
                   << word(operation.state) << " after 8 days: " << operation.why << " " << operation.error << "; ";
        }
        if (!m_near.store->ledgerBalances() || !m_far.store->ledgerBalances())
            broken << "a ledger does not sum to 0; ";
        for (int number = 0; number < betsMax; ++number)
            broken << judgeBet(number);
        return broken.str();
    }

    std::string judgeBet(int number)
    {
        const client::contract::BetId name("b-" + std::to_string(number));
        const auto near = m_near.store->bet(partner, name);
        if (!near || m_reviewed.count(near->id) != 0)
            return {};
        const client::contract::BetRow& row = near->row;
        const auto far = m_far.store->bet(partner, name);
        const BetState there = far ? far->row.state : BetState::None;
        // A hold that ran out there first is found by the next call, or by comparing the books.
        if (m_terms.farHoldMs > 0 && row.state == BetState::Blocked && there == BetState::Expired)
            return {};
        std::ostringstream broken;
        const auto taken = [](BetState state) {
            return state == BetState::Blocked || state == BetState::Won || state == BetState::Lost;
        };
        if (taken(row.state) != taken(there) || (taken(row.state) && row.state != there))
            broken << name.text() << " is " << word(row.state) << " here and " << word(there) << " there; ";
        const std::int64_t expected = tests::Bookmaker::openingMinor - (taken(row.state) ? row.netStakeMinor() : 0) +
                                      (row.state == BetState::Won ? row.payoutMinor.value_or(0) : 0);
        const std::int64_t balance = m_far.balance("u-" + std::to_string(number));
        if (balance >= 0 && balance != expected)
            broken << name.text() << " is " << word(row.state) << " here, so its player has " << expected
                   << ", but has " << balance << " there; ";
        return broken.str();
    }

    Dice m_dice;
    Terms m_terms;
    bool m_crashes;
    tests::ManualClock m_clock;
    Desk m_far;
    Line m_line;
    Near m_near;
    std::set<std::int64_t> m_reviewed; // bets that wait for a person
    int m_number = 0;
};

std::string run(std::uint64_t seed, Mutant mutant, const QTemporaryDir& dir)
{
    return Schedule(seed, mutant, dir).run();
}

} // namespace

// The gateway between two genuine services, as `./run prove bookmaker` has them on real sockets.
class TestTwoServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBooksAgreeWhateverTheLineDoes();
    void aLineThatBreaksARuleIsNoticed_data();
    void aLineThatBreaksARuleIsNoticed();
};

void TestTwoServices::theBooksAgreeWhateverTheLineDoes()
{
    const QTemporaryDir dir;
    const int first = qEnvironmentVariableIntValue("BETDESK_FIRST_SCHEDULE");
    const int given = qEnvironmentVariableIntValue("BETDESK_BOOKMAKER_SCHEDULES");
    const int schedules = given > 0 ? given : 120;
    for (int seed = std::max(first, 1); seed < std::max(first, 1) + schedules; ++seed) {
        const std::string broken = run(static_cast<std::uint64_t>(seed), Mutant::None, dir);
        QVERIFY2(broken.empty(), ("seed " + std::to_string(seed) + ": " + broken).c_str());
    }
}

void TestTwoServices::aLineThatBreaksARuleIsNoticed_data()
{
    QTest::addColumn<int>("mutant");
    for (const auto& [mutant, name] : mutants)
        QTest::newRow(name) << static_cast<int>(mutant);
}

void TestTwoServices::aLineThatBreaksARuleIsNoticed()
{
    QFETCH(int, mutant);
    constexpr int schedulesMax = 100;
    const QTemporaryDir dir;
    for (int seed = 1; seed <= schedulesMax; ++seed) {
        if (!run(static_cast<std::uint64_t>(seed), static_cast<Mutant>(mutant), dir).empty())
            return;
    }
    QFAIL("not caught");
}

QTEST_GUILESS_MAIN(TestTwoServices)
#include "tst_twoservices.moc"
