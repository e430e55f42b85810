-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- seq and hash are an audit row's; the signature covers both, so that whoever lacks the key cannot write the rows anew.
CREATE TABLE audit_heads (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- The team of each subject when it last acted: a manager reads what the own team did.
CREATE TABLE teams (
    subject TEXT PRIMARY KEY,
    team TEXT NOT NULL
) STRICT, WITHOUT ROWID;
