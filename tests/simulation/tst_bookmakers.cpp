// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remotedesk.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using client::contract::AnswerKind;
using client::contract::BetState;
using service::core::BookmakerRules;
using service::core::Operation;
using service::core::WalletOrder;
using service::core::WalletReply;
using tests::Bookmaker;
using tests::Fate;
using tests::RemoteDesk;

namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t dayMs = 86'400'000;
constexpr int betsMax = 5;
constexpr int actions = 16;

// Rules of the line to a partner that are switched off on purpose: the schedules must notice.
enum class Mutant {
    None,
    FreshKey,          // every attempt has a key of its own
    TimeoutAsFailure,  // a time-out counts as "nothing happened"
    NoTombstone,       // the partner forgets what was taken back before it came
    BlindRetry,        // a partner that does not recognise repeats is sent them
    AnswerUnmatched,   // an answer for another bet counts
    NotFoundAsFailure, // what the partner does not know (yet) counts as "nothing happened"
};

constexpr std::array mutants{
    std::pair{Mutant::FreshKey, "fresh key per attempt"},
    std::pair{Mutant::TimeoutAsFailure, "time-out as failure"},
    std::pair{Mutant::NoTombstone, "no tombstone"},
    std::pair{Mutant::BlindRetry, "blind retry"},
    std::pair{Mutant::AnswerUnmatched, "answer not matched to its bet"},
    std::pair{Mutant::NotFoundAsFailure, "not found as failure"},
};

// SplitMix64.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 0x9e3779b97f4a7c15ULL + 1) {}
    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    int below(int end) { return static_cast<int>(next() % static_cast<std::uint64_t>(end)); }
    bool oneIn(int many) { return below(many) == 0; }

private:
    std::uint64_t m_state;
};

BookmakerRules rulesOf(std::uint64_t seed, Mutant mutant)
{
    Dice dice(seed ^ 0xb00c);
    BookmakerRules rules;
    rules.deduplicates =
        mutant != Mutant::None ? mutant != Mutant::NotFoundAsFailure || !dice.oneIn(3) : !dice.oneIn(3);
    rules.honoursTombstones = mutant == Mutant::NoTombstone || !dice.oneIn(3);
    return rules;
}

Fate fateOf(Dice& dice)
{
    const int rolled = dice.below(100);
    if (rolled < 42)
        return Fate::Answered;
    if (rolled < 52)
        return Fate::Unreachable;
    if (rolled < 62)
        return Fate::Lost;
    if (rolled < 76)
        return Fate::AnswerLost;
    if (rolled < 83)
        return Fate::Failing;
    if (rolled < 89)
        return Fate::Late;
    if (rolled < 95)
        return Fate::StrayThenLost;
    return Fate::Lying;
}

std::optional<Fate> outageOf(Dice& dice)
{
    static constexpr Fate fates[] = {Fate::Unreachable, Fate::Lost, Fate::AnswerLost, Fate::Late, Fate::StrayThenLost};
    const int rolled = dice.below(8);
    return rolled < 5 ? std::optional(fates[rolled]) : std::nullopt;
}

// One service, one partner that does whatever partners do, games that do not give up, crashes; then everything heals,
// and the two books have to agree.
class Schedule
{
public:
    Schedule(std::uint64_t seed, Mutant mutant, const std::string& file)
        : m_dice(seed), m_rules(rulesOf(seed, mutant)), m_desk(m_rules, 0, file), m_crashes(file != ":memory:")
    {
        Bookmaker& partner = *m_desk.bookmaker;
        partner.askable = !m_dice.oneIn(4);
        partner.decide = [this](const WalletOrder&) {
            return m_healed ? Fate::Answered : m_outage.value_or(fateOf(m_dice));
        };
        if (mutant == Mutant::NoTombstone)
            partner.honoursTombstones = false;
        if (mutant == Mutant::BlindRetry)
            partner.deduplicates = false;
        if (mutant == Mutant::FreshKey)
            partner.onTheWay = [](WalletOrder& order) { order.key += "#" + std::to_string(order.attempt); };
        partner.onTheWayBack = [mutant](WalletReply& reply) { spoil(reply, mutant); };
    }

    // Empty: every promise was kept.
    std::string run()
    {
        for (int i = 0; i < actions; ++i) {
            if (m_dice.oneIn(4))
                m_outage = outageOf(m_dice);
            act();
            m_desk.pass(m_dice.oneIn(5) ? 10 * minuteMs : m_dice.below(8'000));
            if (m_dice.oneIn(10))
                rollBack();
            if (m_crashes && m_dice.oneIn(6))
                m_desk.restart();
            if (m_dice.oneIn(6))
                m_desk.bookmaker->letLateOnesIn();
        }
        heal();
        return judge();
    }

private:
    static void spoil(WalletReply& reply, Mutant mutant)
    {
        const auto declined = [&reply] {
            reply.answer = AnswerKind::Declined;
            reply.stored = true;
        };
        if (mutant == Mutant::TimeoutAsFailure && reply.errorClass == "timeout")
            declined();
        if (mutant == Mutant::NotFoundAsFailure && reply.errorClass == "http_404")
            declined();
        if (mutant == Mutant::AnswerUnmatched && reply.errorClass == "wrong_answer") {
            reply.errorClass.clear();
            reply.error.clear();
            reply.answer = AnswerKind::Accepted;
        }
    }

    void act()
    {
        // Often the same again: trouble comes of calls for one bet that overtake each other.
        m_number = m_dice.oneIn(2) ? m_number : m_dice.below(betsMax);
        const int number = m_number;
        const std::string bet = "b-" + std::to_string(number);
        const std::string player = "u-" + std::to_string(number);
        const auto call = [&](const char* target, const std::string& more = {}, const std::string& amount = "100") {
            m_desk.post(target, tests::body(more, amount, bet, player));
        };
        switch (m_dice.below(8)) {
        case 0:
        case 1:
        case 2:
            call("/api/block_funds");
            break;
        case 3:
            call("/api/update_bet_status", R"("status":"win","payout":250)");
            break;
        case 4:
            call("/api/update_bet_status", R"("status":"lose")");
            break;
        case 5:
        case 6:
            call("/api/refund");
            break;
        default:
            call("/api/refund", R"("refund_id":"part-1")", "30");
            break;
        }
    }

    void rollBack()
    {
        m_desk.store->begin();
        m_desk.service->tick();
        m_desk.store->rollback();
        m_desk.service->discard();
    }

    void heal()
    {
        m_healed = true;
        m_desk.pass(10 * minuteMs);
        m_desk.pass(8 * dayMs);
        // What strayed arrives last of all, long after everybody has given it up.
        m_desk.bookmaker->letLateOnesIn();
        m_desk.pass(minuteMs);
        for (const Operation& operation : m_desk.store->openOperations())
            m_desk.act(":ask", operation);
        m_desk.pass(minuteMs);
    }

    std::string judge()
    {
        std::ostringstream broken;
        const std::vector<Operation> open = m_desk.store->openOperations();
        std::set<std::int64_t> unsettled;
        for (const Operation& operation : open) {
            unsettled.insert(operation.bet);
            const bool reviewed = operation.state == client::contract::OperationState::NeedsReview;
            const bool cancelling = operation.state == client::contract::OperationState::Cancelling;
            if (!reviewed && !cancelling)
                broken << service::core::operationIdText(operation.id) << " is " << word(operation.state)
                       << " after 8 days; ";
            if (reviewed && operation.why.empty())
                broken << service::core::operationIdText(operation.id) << " needs review without a reason; ";
        }
        if (!open.empty() && m_rules.deduplicates && m_rules.honoursTombstones)
            broken << open.size() << " operations did not end at a partner that recognises repeats; ";
        std::map<std::string, int> effects;
        for (const Bookmaker::Seen& seen : m_desk.bookmaker->seen()) {
            const std::string natural = seen.key.substr(0, seen.key.find('#'));
            if (effects.emplace(natural, 0).second)
                effects[natural] = effectsOf(natural);
        }
        for (const auto& [key, count] : effects) {
            if (count > 1)
                broken << key << " was done " << count << " times; ";
        }
        for (int number = 0; number < betsMax; ++number)
            broken << judgeBet(number, unsettled);
        return broken.str();
    }

    int effectsOf(const std::string& natural) const
    {
        int count = 0;
        std::set<std::string> counted;
        for (const Bookmaker::Seen& seen : m_desk.bookmaker->seen()) {
            const bool same = seen.key.substr(0, seen.key.find('#')) == natural;
            if (same && counted.insert(seen.key).second)
                count += m_desk.bookmaker->effects(seen.key);
        }
        return count;
    }

    std::string judgeBet(int number, const std::set<std::int64_t>& unsettled)
    {
        const std::string name = "b-" + std::to_string(number);
        const auto bet = m_desk.store->bet(client::contract::PartnerId("p-1"), client::contract::BetId(name));
        if (!bet || unsettled.count(bet->id) != 0)
            return {};
        const client::contract::BetRow& row = bet->row;
        const bool taken = row.state == BetState::Blocked || row.state == BetState::Won || row.state == BetState::Lost;
        const std::int64_t holds = row.state == BetState::Blocked ? row.netStakeMinor() : 0;
        const std::int64_t player = Bookmaker::openingMinor - (taken ? row.netStakeMinor() : 0) +
                                    (row.state == BetState::Won ? row.payoutMinor.value_or(0) : 0);
        std::ostringstream broken;
        if (m_desk.bookmaker->held("p-1/" + name) != holds)
            broken << name << " is " << word(row.state) << " here and holds " << m_desk.bookmaker->held("p-1/" + name)
                   << " there; ";
        const std::int64_t there = m_desk.bookmaker->balance("u-" + std::to_string(number));
        if (there != player)
            broken << name << " is " << word(row.state) << " here, so its player has " << player << ", but has "
                   << there << " there; ";
        return broken.str();
    }

    Dice m_dice;
    BookmakerRules m_rules;
    RemoteDesk m_desk;
    bool m_crashes;
    std::optional<Fate> m_outage; // what befalls every call for a while
    int m_number = 0;             // of the bet that was called for last
    bool m_healed = false;
};

std::string run(std::uint64_t seed, Mutant mutant, const QTemporaryDir& dir)
{
    // A file, and with it crashes, takes its time: every fourth.
    const bool file = seed % 4 == 0;
    const QString path = dir.filePath(QStringLiteral("s%1-%2.db").arg(static_cast<int>(mutant)).arg(seed));
    return Schedule(seed, mutant, file ? path.toStdString() : ":memory:").run();
}

} // namespace

class TestBookmakers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBooksAgreeWhateverThePartnerDoes();
    void everyRuleIsMissedWhenItIsOff_data();
    void everyRuleIsMissedWhenItIsOff();
};

void TestBookmakers::theBooksAgreeWhateverThePartnerDoes()
{
    const QTemporaryDir dir;
    const int given = qEnvironmentVariableIntValue("BETDESK_BOOKMAKER_SCHEDULES");
    const int schedules = given > 0 ? given : 120;
    for (int seed = 1; seed <= schedules; ++seed) {
        const std::string broken = run(static_cast<std::uint64_t>(seed), Mutant::None, dir);
        QVERIFY2(broken.empty(), ("seed " + std::to_string(seed) + ": " + broken).c_str());
    }
}

void TestBookmakers::everyRuleIsMissedWhenItIsOff_data()
{
    QTest::addColumn<int>("mutant");
    for (const auto& [mutant, name] : mutants)
        QTest::newRow(name) << static_cast<int>(mutant);
}

void TestBookmakers::everyRuleIsMissedWhenItIsOff()
{
    QFETCH(int, mutant);
    constexpr int schedulesMax = 200;
    const QTemporaryDir dir;
    for (int seed = 1; seed <= schedulesMax; ++seed) {
        if (!run(static_cast<std::uint64_t>(seed), static_cast<Mutant>(mutant), dir).empty())
            return;
    }
    QFAIL("not caught");
}

QTEST_GUILESS_MAIN(TestBookmakers)
#include "tst_bookmakers.moc"
