// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

// Shapes of /api/v1/webhooks: other systems, and mailboxes, that are told of events.
namespace client::contract {

struct WebhookRow
{
    std::string name;
    bool mail = false;
    std::string url;
    std::vector<std::string> events;   // "bet.won", "bet.*"
    std::vector<std::string> partners; // empty: of all
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
    std::int64_t oldestAt = 0; // of the waiting; 0: there are none
};

// An event that was not taken at its last attempt, or that stands behind one that was not.
struct DeadLetterRow
{
    std::string id; // "<epoch>-<seq>"
    std::int64_t at = 0;
    std::string type;
    std::string subject; // "bet:acme/b-1"
    int attempts = 0;    // 0: it stands behind another one
    int http = 0;        // of the last attempt; 0: no reply
    std::string error;
};

// POST /api/v1/webhooks/{name}:replay
struct WebhookReplayed
{
    std::int64_t replayed = 0;
};

std::string encode(const Page<WebhookRow>& page);
std::string encode(const Page<DeadLetterRow>& page);
std::string encode(const WebhookReplayed& answer);
Result<Page<WebhookRow>> decodeWebhookPage(std::string_view body);
Result<Page<DeadLetterRow>> decodeDeadLetterPage(std::string_view body);
Result<WebhookReplayed> decodeWebhookReplayed(std::string_view body);

} // namespace client::contract
