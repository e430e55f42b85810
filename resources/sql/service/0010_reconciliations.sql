-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Our bets of a window against a partner's list of them. `phase` and the members after it say how far a run has come, so
-- that it goes on there after a crash.
CREATE TABLE reconciliations (
    id INTEGER PRIMARY KEY,
    partner TEXT NOT NULL,
    window_from INTEGER NOT NULL,
    window_to INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    source INTEGER NOT NULL,
    state INTEGER NOT NULL,
    why TEXT,
    author TEXT NOT NULL,
    roles TEXT NOT NULL,
    correlation TEXT NOT NULL,
    key TEXT NOT NULL,
    print BLOB NOT NULL,
    chunks INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    phase INTEGER NOT NULL,
    after_bet TEXT NOT NULL,
    after_id INTEGER NOT NULL,
    up_to_id INTEGER NOT NULL,
    cursor TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    UNIQUE (author, key)
) STRICT;

-- 0, 1 and 2 have not ended: a partner has one such run at most. Phase 3 has nothing left to do.
CREATE UNIQUE INDEX reconciliations_open ON reconciliations (partner) WHERE state IN (0, 1, 2);
CREATE INDEX reconciliations_busy ON reconciliations (id) WHERE phase <> 3;

CREATE TABLE reconciliation_counts (
    run INTEGER NOT NULL REFERENCES reconciliations (id),
    class INTEGER NOT NULL,
    found INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    PRIMARY KEY (run, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE reconciliation_chunks (
    run INTEGER NOT NULL REFERENCES reconciliations (id),
    chunk INTEGER NOT NULL,
    print BLOB NOT NULL,
    PRIMARY KEY (run, chunk)
) STRICT, WITHOUT ROWID;

-- The partner's list while it is compared; a bet that it names again only counts.
CREATE TABLE reconciliation_lines (
    run INTEGER NOT NULL REFERENCES reconciliations (id),
    bet TEXT NOT NULL,
    state INTEGER NOT NULL,
    currency TEXT NOT NULL,
    stake INTEGER NOT NULL,
    payout INTEGER,
    refunded INTEGER,
    lines INTEGER NOT NULL,
    PRIMARY KEY (run, bet)
) STRICT, WITHOUT ROWID;

-- What was not matched, with both sides as they were.
CREATE TABLE reconciliation_items (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES reconciliations (id),
    class INTEGER NOT NULL,
    why TEXT,
    bet TEXT NOT NULL,
    print BLOB NOT NULL,
    since INTEGER NOT NULL,
    our_state INTEGER,
    our_currency TEXT,
    our_stake INTEGER,
    our_payout INTEGER,
    our_refunded INTEGER,
    our_round TEXT,
    our_version INTEGER,
    our_created INTEGER,
    their_state INTEGER,
    their_currency TEXT,
    their_stake INTEGER,
    their_payout INTEGER,
    their_refunded INTEGER,
    their_lines INTEGER
) STRICT;

CREATE INDEX reconciliation_items_run ON reconciliation_items (run);
CREATE INDEX reconciliation_items_class ON reconciliation_items (run, class);
CREATE INDEX reconciliation_items_bet ON reconciliation_items (bet);

-- The newest difference of each bet, over all runs: what was accepted stays so as long as just this is found.
CREATE TABLE reconciliation_differences (
    partner TEXT NOT NULL,
    bet TEXT NOT NULL,
    print BLOB NOT NULL,
    since INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    accepted_by TEXT,
    reason TEXT,
    PRIMARY KEY (partner, bet)
) STRICT, WITHOUT ROWID;
