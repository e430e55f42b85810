// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "service/core/auditkey.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace service::core {

// What a correction does when a balance does not cover what it takes back: take it all the same, take what is there and
// net the rest from later credits, or leave the bet to a person.
enum class Overdraw { Negative, Debt, Reject };

// How a correction reaches a partner with a wallet of its own: with its rows, as the specification's bare call, or not
// at all.
enum class CorrectionCalls { Rows, Bare, None };

// What may be expected of a partner with a wallet of its own, domain.md 1 and 6.
struct BookmakerRules
{
    bool deduplicates = true;      // false: nothing that is in doubt is ever sent again
    bool honoursTombstones = true; // a refund that comes before its block stops the block
    CorrectionCalls corrections = CorrectionCalls::Rows;
    bool listed = false; // its list of bets can be pulled
};

struct PartnerSettings
{
    std::string id;
    std::string name;
    std::string currency = "EUR";
    std::int64_t answerWithinMs = 5'000;
    std::int64_t holdTtlMs = 0; // 0: holds do not expire
    std::int64_t openingBalanceMinor = 1'000'000;
    Overdraw overdraw = Overdraw::Negative;
    int refundRate = 10;                     // of a job, per second
    std::vector<std::string> players;        // empty: any player
    std::optional<BookmakerRules> bookmaker; // nullopt: the local wallet
};

// Of what a person may refund alone.
struct RefundLimit
{
    std::int64_t oneMinor = 50'000;
    std::int64_t dayMinor = 100'000; // rolling 24 h per subject
};

struct LimitSettings
{
    // By currency; one without limits needs a second person for every refund.
    std::map<std::string, RefundLimit> refunds{{"EUR", {}}};
    int refundsPerHour = 20; // rolling, per subject
};

// Jobs that a second person approves, domain.md 5 and console.md 3.7.
struct JobSettings
{
    std::int64_t planValidMs = 15 * 60'000;
    std::int64_t approvalValidMs = 30 * 60'000;
    std::int64_t refundHoldMs = 30'000;
    std::int64_t recalculationHoldMs = 60'000;
    int canary = 5; // refunds that run before all others
};

// One [games.NAME] table: how selections and results meet. Without one, equal strings win.
struct GameSettings
{
    std::vector<std::string> results;
    std::map<std::string, std::map<std::string, std::string>>
        outcomes; // selection → result → won|lost|void|half_won|half_lost
};

// How the alert rules are looked at.
struct AlertSettings
{
    std::int64_t everyMs = 0; // 0: never
    // Bets and failures are counted per so long; windows are no finer.
    std::int64_t stretchMs = 10'000;
};

// A system outside, or a mailbox, that is told of events: a [webhooks.NAME] table, or [email].
struct EndpointSettings
{
    std::string name;
    bool mail = false;
    std::string url;                   // shown to people
    std::vector<std::string> events;   // types, "bet.won", or all of a kind, "bet.*"
    std::vector<std::string> partners; // empty: of all
    client::contract::AlertSeverity severityMin = client::contract::AlertSeverity::Info; // of alerts
    int attemptsMax = 15;
    std::int64_t firstWaitMs = 1'000; // doubled with each attempt
    std::int64_t waitMaxMs = 3'600'000;
    int inFlight = 4;
};

// Whose tokens are taken, beside token files. All empty: nobody's.
struct IdentitySettings
{
    std::string issuer;
    std::string audience;
    std::string jwksFile; // relative to the configuration's folder
};

// What the rules need to know from the configuration. Plain data; config.cpp fills it.
struct Settings
{
    std::string environmentId; // empty: the store makes one at first start and keeps it
    std::string name = "local";
    std::string kind = "local"; // local, staging, production
    std::string version;
    bool anyPartner = true;     // no configuration: every partner and player is known
    bool mayRecalculate = true; // the bare call plans and starts at once
    PartnerSettings defaultPartner;
    std::map<std::string, PartnerSettings> partners;
    std::map<std::string, GameSettings> games;
    LimitSettings limits;
    JobSettings jobs;
    AlertSettings alerts;
    std::map<std::string, EndpointSettings> endpoints; // by name
    IdentitySettings identity;
    AuditKey auditKey = {}; // of a file beside the store, not of the configuration; empty: heads are not signed
    int outboxMax = 10'000; // open operations before queue_backpressure
    std::int64_t eventsKept = 1'000'000;
};

} // namespace service::core
