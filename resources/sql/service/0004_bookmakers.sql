-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Of needs_review: why a person has to look.
ALTER TABLE operations ADD COLUMN why TEXT;

-- Partners that take no new bets for now.
CREATE TABLE suspensions (
    partner TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person says an operation in doubt came to; a second person agrees, or it counts for nothing.
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operations (id),
    succeeded INTEGER NOT NULL,
    reference TEXT NOT NULL,
    reason TEXT NOT NULL,
    state INTEGER NOT NULL,
    digest TEXT NOT NULL,
    author TEXT NOT NULL,
    roles TEXT,
    correlation TEXT,
    approver TEXT,
    comment TEXT,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER NOT NULL
) STRICT;

CREATE INDEX resolutions_operation ON resolutions (operation, id);
-- 0 is pending: an operation has one such at most.
CREATE UNIQUE INDEX resolutions_pending ON resolutions (operation) WHERE state = 0;
