-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The lines of events as the stream told them, a row for each batch: packed, and sealed where the cache has a key.
-- Batches are numbered without a gap, so that one that is gone is missed for ever.
-- A snapshot tells what was there before.
DELETE FROM meta WHERE key = 'cursor';

CREATE TABLE told (
    batch INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL, -- of its newest event
    lines BLOB NOT NULL
) STRICT;
CREATE INDEX told_at ON told (at);
