// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sandbox/world.h"

#include <algorithm>
#include <array>

namespace service::sandbox {

namespace {

client::contract::Currency currency(const char* code)
{
    return client::contract::Currency::parse(code).value();
}

std::vector<std::string> numbers(int from, int to)
{
    std::vector<std::string> texts;
    for (int number = from; number <= to; ++number)
        texts.push_back(std::to_string(number));
    return texts;
}

bool isRed(int number)
{
    constexpr std::array red{1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36};
    return std::find(red.begin(), red.end(), number) != red.end();
}

bool rouletteWins(const std::string& selection, const std::string& result)
{
    const int number = std::stoi(result);
    if (selection == "red")
        return isRed(number);
    if (selection == "black")
        return number > 0 && !isRed(number);
    if (selection == "even")
        return number > 0 && number % 2 == 0;
    if (selection == "odd")
        return number % 2 == 1;
    if (selection == "low")
        return number >= 1 && number <= 18;
    if (selection == "high")
        return number >= 19;
    if (selection == "dozen1")
        return number >= 1 && number <= 12;
    if (selection == "dozen2")
        return number >= 13 && number <= 24;
    if (selection == "dozen3")
        return number >= 25;
    return selection == result;
}

bool diceWins(const std::string& selection, const std::string& result)
{
    const int points = std::stoi(result);
    if (selection == "under7")
        return points < 7;
    if (selection == "over7")
        return points > 7;
    return points == 7;
}

Game roulette()
{
    Game game{"roulette", numbers(0, 36), {}, 9'000, 2};
    for (const char* even : {"red", "black", "even", "odd", "low", "high"})
        game.selections.push_back({even, 2'0000});
    for (const char* dozen : {"dozen1", "dozen2", "dozen3"})
        game.selections.push_back({dozen, 3'0000});
    for (const char* straight : {"0", "7", "17", "32"})
        game.selections.push_back({straight, 36'0000});
    return game;
}

} // namespace

const std::vector<Partner>& partners()
{
    static const std::vector<Partner> all{
        {"acme",
         "Acme Bookmakers",
         currency("EUR"),
         20'000'00,
         500'00,
         {2'00, 5'00, 10'00, 20'00, 25'00, 50'00, 620'00}},
        {"northbet", "Northbet", currency("USD"), 20'000'00, 540'00, {1'00, 5'00, 15'00, 20'00, 40'00, 100'00, 750'00}},
        {"lumen", "Lumen Gaming", currency("JPY"), 3'000'000, 75'000, {200, 500, 1'000, 2'500, 5'000, 10'000, 80'000}},
        {"dhow",
         "Dhow Sports",
         currency("KWD"),
         6'000'000,
         140'000,
         {500, 1'250, 2'000, 5'000, 7'500, 12'000, 150'000}},
        {"zagreus",
         "Zagreus Play",
         currency("GBP"),
         15'000'00,
         430'00,
         {1'00, 2'50, 5'00, 10'00, 20'00, 30'00, 510'00}},
    };
    return all;
}

const std::vector<Game>& games()
{
    static const std::vector<Game> all{
        roulette(),
        {"football",
         {"1", "X", "2"},
         {{"1", 2'1500}, {"X", 3'3000}, {"2", 3'4500}, {"1X", 1'3000}, {"12", 1'3300}, {"X2", 1'7000}},
         24'000,
         3},
        {"dice", numbers(2, 12), {{"under7", 2'3500}, {"over7", 2'3500}, {"seven", 5'8000}}, 7'000, 1},
        {"coin", {"heads", "tails"}, {{"heads", 1'9500}, {"tails", 1'9500}}, 5'000, 1},
    };
    return all;
}

bool wins(const Game& game, const std::string& selection, const std::string& result)
{
    if (game.id == "roulette")
        return rouletteWins(selection, result);
    if (game.id == "dice")
        return diceWins(selection, result);
    if (game.id == "football")
        return selection.find(result) != std::string::npos;
    return selection == result;
}

void furnish(core::Settings& settings)
{
    settings.name = "sandbox";
    for (const Partner& partner : partners()) {
        core::PartnerSettings& into = settings.partners[partner.id];
        into.id = partner.id;
        into.name = partner.name;
        into.currency = partner.currency.code;
        into.openingBalanceMinor = partner.openingMinor;
        settings.limits.refunds[partner.currency.code] = {partner.aloneMinor, 2 * partner.aloneMinor};
    }
    for (const Game& game : games()) {
        core::GameSettings& into = settings.games[game.id];
        into.results = game.results;
        for (const Selection& selection : game.selections) {
            for (const std::string& result : game.results)
                into.outcomes[selection.name][result] = wins(game, selection.name, result) ? "won" : "lost";
        }
    }
}

} // namespace service::sandbox
