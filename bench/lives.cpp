// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/lives.h"

#include <stdexcept>

namespace bench {

namespace {

std::string betOf(int client, int life)
{
    return "bet-" + std::to_string(client) + "-" + std::to_string(life);
}

bool wins(int life)
{
    return life % 2 == 0;
}

} // namespace

Lives::Lives(int clients, int livesEach) : m_livesEach(livesEach), m_clients(static_cast<std::size_t>(clients)) {}

std::string Lives::next(int number)
{
    Client& client = m_clients[static_cast<std::size_t>(number)];
    if (client.life >= m_livesEach)
        return {};
    const std::string bet = betOf(number, client.life);
    std::string body = R"({"partner_id":"acme","partner_player_id":"player-)" + std::to_string(number) +
                       R"(","amount":10.00,"bet_id":")" + bet + '"';
    const char* target = "/api/check_bet";
    const char* key = "check";
    if (client.step == Step::Block) {
        target = "/api/block_funds";
        key = "block";
    } else if (client.step == Step::Settle) {
        target = "/api/update_bet_status";
        key = "settle";
        body += wins(client.life) ? R"(,"status":"win","payout":20.00)" : R"(,"status":"lose","payout":0)";
    }
    body += '}';
    std::string text = "POST ";
    text.append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer game-token\r\n");
    text.append("Content-Type: application/json\r\nIdempotency-Key: ").append(bet).append(":").append(key);
    text.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return text;
}

void Lives::answered(int number, int status, std::string_view body)
{
    Client& client = m_clients[static_cast<std::size_t>(number)];
    if (status != 200) {
        // No answer, or one that asks for the same again; anything else is no answer to a bet like this.
        if (status != 0 && status != 503 && status != 409 && status != 500)
            throw std::runtime_error("status " + std::to_string(status) + ": " + std::string(body));
        ++m_repeats;
        return;
    }
    const std::string bet = betOf(number, client.life);
    switch (client.step) {
    case Step::Check:
        client.step = Step::Block;
        break;
    case Step::Block:
        m_acknowledged.blocked.insert(bet);
        client.step = Step::Settle;
        break;
    case Step::Settle:
        m_acknowledged.settled.insert(bet);
        client.step = Step::Check;
        ++client.life;
        ++m_lives;
        break;
    }
}

} // namespace bench
