-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bets (
    id INTEGER PRIMARY KEY,
    partner TEXT NOT NULL,
    bet TEXT NOT NULL,
    player TEXT NOT NULL,
    game TEXT,
    round TEXT,
    selection TEXT,
    odds INTEGER,
    currency TEXT NOT NULL,
    stake INTEGER NOT NULL CHECK (stake >= 0),
    refunded INTEGER NOT NULL CHECK (refunded BETWEEN 0 AND stake),
    payout INTEGER CHECK (payout >= 0),
    state INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    closed_by INTEGER NOT NULL,
    closed_actor TEXT,
    resettled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    operation INTEGER,
    expires INTEGER
) STRICT;

-- The bet first: people search by it alone.
CREATE UNIQUE INDEX bets_key ON bets (bet, partner);
CREATE INDEX bets_round ON bets (round, id) WHERE round IS NOT NULL;
CREATE INDEX bets_expires ON bets (expires) WHERE expires IS NOT NULL;

CREATE TABLE versions (
    bet INTEGER NOT NULL REFERENCES bets (id),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    payout INTEGER,
    refunded INTEGER NOT NULL,
    result TEXT,
    cause TEXT NOT NULL,
    operation INTEGER,
    actor TEXT,
    correlation TEXT,
    PRIMARY KEY (bet, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE operations (
    id INTEGER PRIMARY KEY,
    bet INTEGER NOT NULL REFERENCES bets (id),
    kind INTEGER NOT NULL,
    ref TEXT NOT NULL,
    source INTEGER NOT NULL,
    state INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    target INTEGER NOT NULL,
    payout INTEGER,
    result TEXT,
    cancels INTEGER,
    doubt INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    series INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    http INTEGER NOT NULL,
    latency INTEGER NOT NULL,
    error_class TEXT,
    error TEXT,
    fingerprint BLOB,
    answer_status INTEGER NOT NULL,
    answer_body TEXT,
    actor TEXT,
    roles TEXT,
    correlation TEXT,
    reason TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;

-- The natural key of a money intent: two of the same never both exist.
CREATE UNIQUE INDEX operations_key ON operations (bet, kind, ref);
-- 2 and 3 are succeeded and declined: all others may still move money.
CREATE INDEX operations_open ON operations (id) WHERE state NOT IN (2, 3);

CREATE TABLE attempts (
    operation INTEGER NOT NULL REFERENCES operations (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    http INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    error_class TEXT,
    error TEXT,
    wait_base INTEGER NOT NULL,
    wait_jitter INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    request TEXT,
    response TEXT,
    PRIMARY KEY (operation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE header_keys (
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL UNIQUE,
    game TEXT,
    state INTEGER NOT NULL,
    result TEXT,
    result_version INTEGER NOT NULL,
    binding INTEGER NOT NULL,
    bets INTEGER NOT NULL,
    open_bets INTEGER NOT NULL CHECK (open_bets >= 0),
    needs_recalculation INTEGER NOT NULL,
    cause TEXT,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;

CREATE TABLE round_selections (
    round INTEGER NOT NULL REFERENCES rounds (id),
    selection TEXT NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (round, selection)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    player TEXT NOT NULL,
    partner TEXT NOT NULL,
    kind INTEGER NOT NULL,
    currency TEXT NOT NULL,
    balance INTEGER NOT NULL,
    UNIQUE (player, partner, kind, currency)
) STRICT;

-- id is the operation's: the unique key that keeps an operation from moving money twice.
CREATE TABLE postings (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    code TEXT
) STRICT;

CREATE TABLE entries (
    posting INTEGER NOT NULL REFERENCES postings (id),
    line INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES accounts (id),
    amount INTEGER NOT NULL,
    PRIMARY KEY (posting, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    subject TEXT NOT NULL,
    roles TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    before TEXT,
    after TEXT,
    reason TEXT,
    correlation TEXT,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE refund_uses (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL
) STRICT;

CREATE INDEX refund_uses_subject ON refund_uses (subject, at);

CREATE TABLE recalculations (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    result TEXT NOT NULL,
    result_version INTEGER NOT NULL,
    state INTEGER NOT NULL,
    actor TEXT NOT NULL,
    roles TEXT NOT NULL,
    correlation TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;

CREATE INDEX recalculations_round ON recalculations (round, id);
-- 0 is running: a round has one at most.
CREATE UNIQUE INDEX recalculations_running ON recalculations (round) WHERE state = 0;

CREATE TABLE recalculation_rows (
    recalculation INTEGER NOT NULL REFERENCES recalculations (id),
    rank INTEGER NOT NULL,
    bet INTEGER NOT NULL REFERENCES bets (id),
    expected_version INTEGER NOT NULL,
    state INTEGER NOT NULL,
    target INTEGER NOT NULL,
    payout INTEGER,
    delta INTEGER NOT NULL,
    why TEXT,
    player TEXT NOT NULL,
    PRIMARY KEY (recalculation, rank, bet)
) STRICT, WITHOUT ROWID;

-- 0 and 1 are pending and running, 6 is deferred. Done rows leave the index.
CREATE INDEX recalculation_rows_waiting ON recalculation_rows (recalculation, state, rank, bet)
    WHERE state IN (0, 1);
CREATE INDEX recalculation_rows_deferred ON recalculation_rows (bet) WHERE state = 6;
