-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What people wrote down about a bet, in the order in which they did.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    bet INTEGER NOT NULL REFERENCES bets (id),
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    correlation TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX notes_bet ON notes (bet);

-- The dock of a bet asks for what was done to it.
CREATE INDEX audit_object ON audit (object, seq);
