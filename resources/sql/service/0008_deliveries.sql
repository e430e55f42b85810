-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What has to be told to other systems and to mailboxes; a row goes when it was taken. State 0 waits, 1 is dead.
-- `next_at` is 0 unless it is the first of its subject: what comes after it waits for it.
CREATE TABLE deliveries (
    endpoint TEXT NOT NULL,
    event INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    http INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (endpoint, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_subject ON deliveries (endpoint, subject, event);
CREATE INDEX deliveries_due ON deliveries (endpoint, next_at) WHERE state = 0 AND next_at > 0;
CREATE INDEX deliveries_dead ON deliveries (endpoint, event) WHERE state = 1;
