-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Failures with one cause at one partner. `blocks` are counts per hour, oldest first, the last of the hour `blocks_to`.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    partner TEXT NOT NULL,
    call TEXT NOT NULL,
    http INTEGER NOT NULL,
    error_class TEXT NOT NULL,
    message TEXT NOT NULL,
    bets INTEGER NOT NULL,
    open_bets INTEGER NOT NULL CHECK (open_bets >= 0),
    failures INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    blocks TEXT NOT NULL,
    blocks_to INTEGER NOT NULL,
    appeared INTEGER NOT NULL,
    came_back INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    worse INTEGER NOT NULL,
    muted_until INTEGER NOT NULL,
    retried INTEGER NOT NULL,
    resolved INTEGER NOT NULL,
    owner TEXT,
    note TEXT,
    version INTEGER NOT NULL,
    UNIQUE (partner, call, http, error_class, message)
) STRICT;

CREATE TABLE failure_sums (
    failure INTEGER NOT NULL REFERENCES failures (id),
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (failure, currency)
) STRICT, WITHOUT ROWID;

-- Every bet that ever failed like this; 0 is open, 1 refused, 2 left. A bet is in one group at a time, but in state 2 of
-- any number, so that it is counted once.
CREATE TABLE failure_bets (
    failure INTEGER NOT NULL REFERENCES failures (id),
    bet INTEGER NOT NULL REFERENCES bets (id),
    operation INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (failure, bet)
) STRICT, WITHOUT ROWID;

CREATE INDEX failure_bets_open ON failure_bets (failure, at, bet) WHERE state = 0;
CREATE UNIQUE INDEX failure_bets_bet ON failure_bets (bet) WHERE state <> 2;

-- The answer to each order to retry a group: a repeat of the order gets it again.
CREATE TABLE failure_retries (
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;
