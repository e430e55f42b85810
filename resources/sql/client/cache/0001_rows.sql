-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bets (
    partner TEXT NOT NULL,
    bet TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (partner, bet)
) STRICT;
CREATE INDEX bets_created ON bets (created_at);

CREATE TABLE rounds (
    round TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    row TEXT NOT NULL
) STRICT;
CREATE INDEX rounds_created ON rounds (created_at);
