// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <array>
#include <cstdint>
#include <deque>
#include <random>
#include <string>

namespace tests::samples {

// The event stream of a small world, the same for the same seed: bets that are checked, held, tried again, and end as
// won, lost, refunded or failed, and the rounds they are of.
class EventLog
{
public:
    explicit EventLog(unsigned seed, std::int64_t startMs = 1'790'000'000'000) : m_random(seed), m_now(startMs) {}

    client::contract::FeedEvent next()
    {
        using namespace client::contract;
        m_now += static_cast<std::int64_t>(m_random() % 40);
        FeedEvent event;
        event.seq = ++m_seq;
        event.at = m_now;
        event.correlationId = "c-" + std::to_string(m_random() % 1'000'000);
        if (m_random() % 17 == 0) {
            RoundRow round;
            round.round = RoundId("r-" + std::to_string(m_bets / 20));
            round.game = GameId(games[m_random() % games.size()]);
            round.state = static_cast<RoundState>(m_random() % 5);
            round.version = ++m_roundVersion;
            round.bets = static_cast<std::int64_t>(m_random() % 20);
            round.createdAt = m_now - 1'000;
            round.updatedAt = m_now;
            event.type = "round." + std::string(word(round.state));
            event.roundId = round.round;
            event.round = round;
            return event;
        }
        if (m_open.empty() || m_random() % 3 == 0)
            m_open.push_back(newBet());
        const std::size_t place = m_random() % m_open.size();
        BetRow& row = m_open[place];
        const bool ended = advance(row);
        event.type = "bet." + std::string(word(row.shown()));
        event.partner = row.partner;
        event.betId = row.bet;
        event.roundId = row.round;
        if (row.operation)
            event.operation = row.operation->id;
        event.bet = row;
        if (ended || m_open.size() > 500)
            m_open.erase(m_open.begin() + static_cast<std::ptrdiff_t>(place));
        return event;
    }

    std::string lines(int count)
    {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += client::contract::encode(next()) + '\n';
        return text;
    }

private:
    static constexpr std::array<const char*, 4> games{"roulette", "football", "Dice", "crash"};
    static constexpr std::array<const char*, 3> partners{"acme", "northbet", "Zagreus"};
    static constexpr std::array<const char*, 4> currencies{"EUR", "USD", "JPY", "BHD"};

    client::contract::BetRow newBet()
    {
        using namespace client::contract;
        BetRow row;
        row.bet = BetId("b-" + std::to_string(++m_bets));
        row.partner = PartnerId(partners[m_random() % partners.size()]);
        row.player = PlayerId("p-" + std::to_string(m_random() % 97));
        row.game = GameId(games[m_random() % games.size()]);
        row.round = RoundId("r-" + std::to_string(m_bets / 20));
        row.currency = *Currency::parse(currencies[m_random() % currencies.size()]);
        row.stakeMinor = static_cast<std::int64_t>(m_random() % 50'000 + 1);
        row.createdAt = m_now;
        return row;
    }

    // True when the bet ends.
    bool advance(client::contract::BetRow& row)
    {
        using namespace client::contract;
        ++row.version;
        row.updatedAt = m_now;
        if (row.version == 1) {
            row.state = BetState::Checked;
            return false;
        }
        OperationBrief operation;
        operation.id = OperationId("op-" + std::to_string(++m_operations));
        operation.kind = row.version == 2 ? OperationKind::Block : OperationKind::Settle;
        operation.attempt = static_cast<int>(m_random() % 5 + 1);
        operation.http = 200;
        operation.state = OperationState::Succeeded;
        const unsigned chance = static_cast<unsigned>(m_random() % 10);
        if (chance < 2) {
            operation.state = chance == 0 ? OperationState::RetryScheduled : OperationState::InDoubt;
            operation.http = chance == 0 ? 503 : 0;
            operation.errorClass = chance == 0 ? "unavailable" : "timeout";
            operation.error = chance == 0 ? "503 from upstream, Сервис недоступен" : "no answer within 2 s";
        } else if (chance == 2) {
            operation.state = OperationState::Declined;
            operation.http = 402;
            operation.errorClass = "refused";
            operation.error = "insufficient funds";
        } else if (row.state == BetState::Blocked) {
            row.state = static_cast<BetState>(static_cast<int>(BetState::Won) + static_cast<int>(m_random() % 3));
            if (row.state == BetState::Won)
                row.payoutMinor = row.stakeMinor * 2;
            row.resettled = m_random() % 9 == 0;
        } else {
            row.state = BetState::Blocked;
        }
        row.operation = operation;
        return row.state != BetState::Blocked && row.state != BetState::Checked;
    }

    std::mt19937_64 m_random;
    std::int64_t m_now;
    std::int64_t m_seq = 0;
    std::int64_t m_bets = 0;
    std::int64_t m_operations = 0;
    std::int64_t m_roundVersion = 0;
    std::deque<client::contract::BetRow> m_open;
};

} // namespace tests::samples
