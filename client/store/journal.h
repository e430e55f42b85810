// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "client/contract/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client::store {

enum class IntentState { Prepared, Sending, InDoubt, Accepted, Declined, Abandoned };

std::string_view word(IntentState state);

// One wish to move money, as it was decided: what is sent later are exactly these bytes.
struct Intent
{
    std::string id; // the idempotency key and, for refunds, the refund_id
    std::string kind = "refund";
    std::string environmentId; // re-sent only to this environment …
    std::string subject;       // … and by this subject
    contract::PartnerId partner;
    contract::BetId bet;
    contract::Money amount;
    std::int64_t expectedVersion = 0;
    std::string body; // exact request bytes
    IntentState state = IntentState::Prepared;
    int attempts = 0; // sent so far, over all series
    int series = 0;
    std::int64_t nextAt = 0; // when the next series is due; 0: none
    std::string lastCode;    // problem code or error class of the last answer
    std::string lastDetail;  // for people
    std::int64_t createdAt = 0;
    std::int64_t updatedAt = 0;

    bool isOpen() const
    {
        return state == IntentState::Prepared || state == IntentState::Sending || state == IntentState::InDoubt;
    }
};

struct JournalOptions
{
    std::string path;
    std::string vfs;    // empty: SQLite's default
    std::string macKey; // 32 bytes
};

// The intents, durable before anything is sent: WAL with synchronous=FULL, a keyed MAC over each row. One thread.
// A row whose MAC is wrong is quarantined: never sent, listed by damaged(). A journal of a newer version opens
// read-only.
class Journal
{
public:
    // Storage: the file can not be opened, read or written; the detail says what to do.
    static contract::Result<std::unique_ptr<Journal>> open(const JournalOptions& options);
    ~Journal();

    bool isReadOnly() const;
    // One English sentence with what to do about it; empty while it can be written.
    const std::string& whyReadOnly() const;
    // Synced when it returns. Conflict: the id exists. Storage: nothing was written, so nothing may be sent. InDoubt:
    // the disk failed in a way that may let the row appear after the next start; nothing may be sent now, and nothing
    // promised.
    contract::Result<void> append(const Intent& intent);
    // State and what follows it; identity, amount and body never change.
    contract::Result<void> update(const Intent& intent);
    std::optional<Intent> find(const std::string& id) const;
    std::vector<Intent> open() const; // oldest first
    std::vector<Intent> newest(int limit) const;
    std::vector<std::string> damaged() const; // ids of quarantined rows

private:
    struct Impl;
    explicit Journal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

// Reads the 32-byte key in the file `path`, which lies beside the journal, or makes it with mode 0600 from `fresh` (32
// random bytes).
contract::Result<std::string> journalKey(const std::string& path, const std::string& fresh);

} // namespace client::store
