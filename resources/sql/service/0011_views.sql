-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Queries that people named, for themselves or for everybody. `columns` are words with a blank between.
CREATE TABLE saved_views (
    view TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    columns TEXT NOT NULL,
    sort TEXT NOT NULL,
    descending INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_views_owner ON saved_views (owner);
