-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- How calls to partners came out, counted with each call: reading the attempts of an hour would take seconds. `minute` is
-- UTC in minutes, `bucket` of the call's duration; a partner that no configuration names is ''.
CREATE TABLE call_counts (
    minute INTEGER NOT NULL,
    partner TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (minute, partner, outcome, bucket)
) STRICT, WITHOUT ROWID;

-- The most operations that waited at once in each of these minutes.
CREATE TABLE queue_depths (
    minute INTEGER PRIMARY KEY,
    deepest INTEGER NOT NULL
) STRICT;

-- 2 is shown as failed, 7 as funds held: what a person has to look at is counted by age.
CREATE INDEX bets_failed ON bets (updated) WHERE shown = 2;
CREATE INDEX bets_shown_held ON bets (created) WHERE shown = 7;
