// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/states.h"

#include <QObject>
#include <QTest>

#include <set>
#include <sstream>

using namespace client::contract;

namespace {

// state, newest operation (- for none), resettled or not → what a person sees. The first matching rule of the bet wins.
constexpr const char* shownTable = R"(
none      -                no   checked
none      in_flight        no   retrying
none      retry_scheduled  no   retrying
none      in_doubt         no   in_doubt
none      cancelling       no   in_doubt
none      declined         no   failed
checked   -                no   checked
checked   in_flight        no   retrying
blocked   -                no   funds_held
blocked   succeeded        no   funds_held
blocked   in_flight        no   retrying
blocked   retry_scheduled  no   retrying
blocked   in_doubt         no   in_doubt
blocked   needs_review     no   in_doubt
blocked   declined         no   failed
won       succeeded        no   won
won       -                no   won
won       succeeded        yes  recalculated
won       in_doubt         yes  in_doubt
won       declined         yes  failed
lost      succeeded        no   lost
lost      succeeded        yes  recalculated
lost      needs_review     no   in_doubt
refunded  succeeded        no   refunded
refunded  -                no   refunded
refunded  succeeded        yes  refunded
refunded  in_flight        no   retrying
rejected  -                no   failed
rejected  succeeded        no   failed
rejected  declined         no   failed
rejected  in_doubt         no   in_doubt
expired   succeeded        no   expired
expired   -                no   expired
expired   needs_review     no   in_doubt
)";

template <typename Enum>
void roundTrip(Enum last, std::optional<Enum> (*from)(std::string_view))
{
    std::set<std::string_view> seen;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto value = static_cast<Enum>(i);
        QVERIFY(!word(value).empty());
        QVERIFY(seen.insert(word(value)).second);
        QVERIFY(from(word(value)) == value);
    }
    for (const char* other : {"", "unknown", "WON", "won ", "in doubt", "in-flight"})
        QVERIFY2(!from(other), other);
}

} // namespace

class StatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheFirstThingThatMatters()
    {
        std::istringstream table(shownTable);
        std::string state, operation, resettled, expected;
        int rows = 0;
        while (table >> state >> operation >> resettled >> expected) {
            const auto bet = betStateFrom(state);
            QVERIFY2(bet.has_value(), state.c_str());
            const auto last = operationStateFrom(operation);
            QCOMPARE(last.has_value(), operation != "-");
            const std::string told(word(shownStatus(*bet, last, resettled == "yes")));
            QVERIFY2(told == expected, (state + " " + operation + " " + resettled + " is shown as " + told).c_str());
            ++rows;
        }
        QCOMPARE(rows, 34);
    }

    void everyWordIsReadBack()
    {
        roundTrip(BetState::Expired, betStateFrom);
        roundTrip(ClosedBy::Expiry, closedByFrom);
        roundTrip(OperationKind::Expiry, operationKindFrom);
        roundTrip(OperationState::Cancelling, operationStateFrom);
        roundTrip(ShownStatus::Expired, shownStatusFrom);
        roundTrip(RoundState::Recalculating, roundStateFrom);
    }

    void onlySucceededAndDeclinedAreOver()
    {
        for (const char* open : {"in_flight", "retry_scheduled", "in_doubt", "needs_review", "cancelling"})
            QVERIFY2(isOpen(*operationStateFrom(open)), open);
        QVERIFY(!isOpen(OperationState::Succeeded));
        QVERIFY(!isOpen(OperationState::Declined));
    }
};

QTEST_APPLESS_MAIN(StatesTest)
#include "tst_states.moc"
