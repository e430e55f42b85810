-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The lines of events as the stream told them, a row for each batch: packed, and sealed where the cache has a key.
CREATE TABLE told (
    batch INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- of its newest event
    lines BLOB NOT NULL
) STRICT;
CREATE INDEX told_at ON told (at);
