-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Counts the writes that were made only to overwrite a failed one.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('overwrites', 0);

-- Without constraints on the columns: each row carries a MAC over all of them, and a damaged row is to be set apart
-- alone, where a broken constraint would condemn the file.
CREATE TABLE intents (
    seq INTEGER PRIMARY KEY,
    id TEXT,
    kind TEXT,
    environment TEXT,
    subject TEXT,
    partner TEXT,
    bet TEXT,
    amount_minor INTEGER,
    currency TEXT,
    exponent INTEGER,
    expected_version INTEGER,
    body TEXT,
    state TEXT,
    attempts INTEGER,
    series INTEGER,
    next_at INTEGER,
    last_code TEXT,
    last_detail TEXT,
    created_at INTEGER,
    updated_at INTEGER,
    mac BLOB
);
CREATE UNIQUE INDEX intents_id ON intents (id);
