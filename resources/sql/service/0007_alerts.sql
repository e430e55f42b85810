-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

CREATE TABLE alert_rules (
    rule TEXT PRIMARY KEY,
    condition INTEGER NOT NULL,
    built_in INTEGER NOT NULL,
    query TEXT,
    threshold INTEGER NOT NULL,
    window INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    quiet_from INTEGER NOT NULL,
    quiet_to INTEGER NOT NULL,
    sound INTEGER NOT NULL,
    desktop INTEGER NOT NULL,
    snoozed_until INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    condition INTEGER NOT NULL,
    found TEXT NOT NULL,
    partner TEXT,
    bet TEXT,
    round TEXT,
    job TEXT,
    severity INTEGER NOT NULL,
    state INTEGER NOT NULL,
    count INTEGER NOT NULL,
    usual INTEGER NOT NULL,
    window INTEGER NOT NULL,
    text TEXT NOT NULL,
    quiet INTEGER NOT NULL,
    sound INTEGER NOT NULL,
    desktop INTEGER NOT NULL,
    owner TEXT,
    raised INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    snoozed_until INTEGER NOT NULL,
    resolved INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX alerts_found ON alerts (rule, found, id);
-- 3 is resolved: of one thing one alert is open at most.
CREATE UNIQUE INDEX alerts_open ON alerts (rule, found) WHERE state <> 3;

-- What happened in a stretch of time that begins at `at`, by partner ("p:acme") or by rule with a query ("r:vip").
CREATE TABLE activity (
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    bets INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (at, subject)
) STRICT, WITHOUT ROWID;

-- 2 is blocked. By partner, so that one with many old holds hides no other.
CREATE INDEX bets_held ON bets (partner, created) WHERE state = 2;
CREATE INDEX rounds_flagged ON rounds (id) WHERE needs_recalculation = 1;
