-- SPDX-FileCopyrightText: 2026 The Betdesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Equal selections that were settled differently: what their game said of them proves nothing.
ALTER TABLE round_selections ADD COLUMN contested INTEGER NOT NULL DEFAULT 0;

-- Version 0 is an official result that was not applied.
CREATE TABLE round_results (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    version INTEGER NOT NULL,
    result TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT,
    source TEXT
) STRICT;

CREATE INDEX round_results_round ON round_results (round, id);

INSERT INTO round_results (round, version, result, at)
SELECT id, result_version, result, updated FROM rounds WHERE result_version > 0;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL,
    bare INTEGER NOT NULL,
    round INTEGER REFERENCES rounds (id),
    round_name TEXT,
    correct_result TEXT,
    former_result TEXT,
    result_version INTEGER NOT NULL,
    new_version INTEGER NOT NULL,
    query TEXT,
    override_settled INTEGER NOT NULL,
    fingerprint BLOB,
    reason TEXT,
    reason_text TEXT,
    ticket TEXT,
    author TEXT NOT NULL,
    roles TEXT NOT NULL,
    correlation TEXT,
    approver TEXT,
    comment TEXT,
    digest TEXT,
    approval TEXT,
    why TEXT,
    plan_after INTEGER NOT NULL,
    plan_up_to INTEGER NOT NULL,
    chain BLOB,
    canary_left INTEGER NOT NULL,
    created INTEGER NOT NULL,
    planned INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX jobs_round ON jobs (round, id) WHERE round IS NOT NULL;
-- 0 to 5 are not ended.
CREATE INDEX jobs_open ON jobs (id) WHERE state <= 5;
-- 4 and 5 are running and paused: a round has one such recalculation at most.
CREATE UNIQUE INDEX jobs_running ON jobs (round) WHERE kind = 1 AND state IN (4, 5);

CREATE TABLE job_items (
    job INTEGER NOT NULL REFERENCES jobs (id),
    bet INTEGER NOT NULL REFERENCES bets (id),
    rank INTEGER NOT NULL,
    expected_version INTEGER NOT NULL,
    from_state INTEGER NOT NULL,
    from_payout INTEGER,
    target INTEGER NOT NULL,
    payout INTEGER,
    delta INTEGER NOT NULL,
    other_delta INTEGER,
    state INTEGER NOT NULL,
    why TEXT,
    player TEXT NOT NULL,
    currency TEXT NOT NULL,
    operation INTEGER,
    updated INTEGER NOT NULL,
    PRIMARY KEY (job, bet)
) STRICT, WITHOUT ROWID;

-- 0 and 1 are pending and running, 6 is deferred. Done items leave the index.
CREATE INDEX job_items_waiting ON job_items (job, state, rank, bet) WHERE state IN (0, 1);
CREATE INDEX job_items_deferred ON job_items (bet) WHERE state = 6;
CREATE INDEX job_items_operation ON job_items (operation) WHERE operation IS NOT NULL;

-- What a person knows of a bet that cannot be computed.
CREATE TABLE job_inputs (
    job INTEGER NOT NULL REFERENCES jobs (id),
    bet INTEGER NOT NULL REFERENCES bets (id),
    won INTEGER NOT NULL,
    payout INTEGER NOT NULL,
    PRIMARY KEY (job, bet)
) STRICT, WITHOUT ROWID;

-- Kept with every change of an item: counting 100,000 of them for each step of a progress bar would stop the writer.
CREATE TABLE job_counts (
    job INTEGER NOT NULL REFERENCES jobs (id),
    state INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (job, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_sums (
    job INTEGER NOT NULL REFERENCES jobs (id),
    currency TEXT NOT NULL,
    bets INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    debit INTEGER NOT NULL,
    applied_credit INTEGER NOT NULL,
    applied_debit INTEGER NOT NULL,
    PRIMARY KEY (job, currency)
) STRICT, WITHOUT ROWID;

INSERT INTO jobs (id, job, kind, state, bare, round, round_name, correct_result, result_version, new_version,
    override_settled, author, roles, correlation, plan_after, plan_up_to, canary_left, created, planned, expires, starts,
    started, ended, updated, rate, version)
SELECT c.id, 'recalc-' || c.id, 1, CASE c.state WHEN 0 THEN 4 WHEN 1 THEN 6 WHEN 2 THEN 7 ELSE 13 END, 1, c.round,
    r.round, c.result, c.result_version - 1, c.result_version, 0, c.actor, c.roles, c.correlation, 0, 0, 0, c.created,
    c.created, 0, 0, c.created, CASE c.state WHEN 0 THEN 0 ELSE c.updated END, c.updated, 0, 1
FROM recalculations c JOIN rounds r ON r.id = c.round;

INSERT INTO job_items (job, bet, rank, expected_version, from_state, target, payout, delta, state, why, player, currency,
    operation, updated)
SELECT i.recalculation, i.bet, i.rank, i.expected_version, 0, i.target, i.payout, i.delta, i.state, i.why, i.player,
    b.currency, (SELECT o.id FROM operations o WHERE o.bet = i.bet AND o.source = 2 AND o.ref = '' || i.recalculation), 0
FROM recalculation_rows i JOIN bets b ON b.id = i.bet;

INSERT INTO job_counts (job, state, count) SELECT job, state, count(*) FROM job_items GROUP BY job, state;

-- States of items that have money to move, or had: pending, running, applied, held.
INSERT INTO job_sums (job, currency, bets, credit, debit, applied_credit, applied_debit)
SELECT job, currency, count(*), sum(max(delta, 0)), sum(min(delta, 0)),
    sum(CASE state WHEN 2 THEN max(delta, 0) ELSE 0 END), sum(CASE state WHEN 2 THEN min(delta, 0) ELSE 0 END)
FROM job_items WHERE state IN (0, 1, 2, 7) AND delta <> 0 GROUP BY job, currency;

DROP TABLE recalculation_rows;
DROP TABLE recalculations;
