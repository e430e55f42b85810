-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Rows are bytes from here on, sealed where the cache has a key. What was there in the clear is dropped and comes again.
DROP TABLE bets;
DROP TABLE rounds;
DELETE FROM meta WHERE key IN ('cursor', 'newest_at');

CREATE TABLE bets (
    partner TEXT NOT NULL,
    bet TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    row BLOB NOT NULL,
    PRIMARY KEY (partner, bet)
) STRICT;
CREATE INDEX bets_created ON bets (created_at);

CREATE TABLE rounds (
    round TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    row BLOB NOT NULL
) STRICT;
CREATE INDEX rounds_created ON rounds (created_at);

-- What the service answered last to some reads, by their target, for when it does not answer.
CREATE TABLE answers (
    target TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_at ON answers (at);
