// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/pgbench.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

namespace bench {

namespace {

// The service's rows without its rules: what a call inserts and updates, in one statement of the client.
constexpr const char* schema = R"sql(
CREATE TABLE bets (id bigint PRIMARY KEY, partner text NOT NULL, bet text NOT NULL, player text NOT NULL, currency text NOT NULL,
    stake bigint NOT NULL, refunded bigint NOT NULL, payout bigint, state int NOT NULL, shown int NOT NULL,
    closed_by int NOT NULL, resettled int NOT NULL, version bigint NOT NULL, created bigint NOT NULL, updated bigint NOT NULL,
    operation bigint);
CREATE UNIQUE INDEX bets_key ON bets (bet, partner);
CREATE TABLE versions (bet bigint, version bigint, at bigint NOT NULL, state int NOT NULL, payout bigint, refunded bigint NOT NULL,
    cause text NOT NULL, operation bigint, actor text, PRIMARY KEY (bet, version));
CREATE TABLE operations (id bigint PRIMARY KEY, bet bigint NOT NULL, kind int NOT NULL, ref text NOT NULL, state int NOT NULL,
    amount bigint NOT NULL, target int NOT NULL, payout bigint, fingerprint bytea, answer_status int NOT NULL, actor text,
    roles text, correlation text, created bigint NOT NULL, updated bigint NOT NULL);
CREATE UNIQUE INDEX operations_key ON operations (bet, kind, ref);
CREATE TABLE attempts (operation bigint, number int, at bigint NOT NULL, duration bigint NOT NULL, http int NOT NULL,
    answer int NOT NULL, PRIMARY KEY (operation, number));
CREATE TABLE header_keys (subject text, key text, fingerprint bytea NOT NULL, PRIMARY KEY (subject, key));
CREATE TABLE accounts (id bigint PRIMARY KEY, player text NOT NULL, balance bigint NOT NULL);
CREATE TABLE postings (id bigint PRIMARY KEY, at bigint NOT NULL, code text);
CREATE TABLE entries (posting bigint, line int, account bigint NOT NULL, amount bigint NOT NULL, PRIMARY KEY (posting, line));
CREATE TABLE events (seq bigint PRIMARY KEY, at bigint NOT NULL, type text NOT NULL, data text NOT NULL);
CREATE TABLE audit (seq bigint PRIMARY KEY, at bigint NOT NULL, subject text NOT NULL, roles text NOT NULL, action text NOT NULL,
    object text NOT NULL, before text, after text, correlation text, previous_hash bytea NOT NULL, hash bytea NOT NULL);
CREATE SEQUENCE bet_ids; CREATE SEQUENCE operation_ids; CREATE SEQUENCE event_seqs; CREATE SEQUENCE audit_seqs;
INSERT INTO accounts SELECT i, 'player-' || i, 1000000 FROM generate_series(1, 64) i;
-- One account of the house per client, or every commit would wait for the same row.
INSERT INTO accounts SELECT 1000 + i, 'held', 0 FROM generate_series(1, 64) i;
INSERT INTO accounts SELECT 2000 + i, 'house', 0 FROM generate_series(1, 64) i;

CREATE FUNCTION log(kind text, b bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events VALUES (nextval('event_seqs'), 1790000000000, kind, rpad('{"bet":' || b, 600, 'x'));
END $$;
CREATE FUNCTION bet_check(client int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE b bigint := nextval('bet_ids');
BEGIN
    INSERT INTO bets VALUES (b, 'acme', 'bet-' || b, 'player-' || client, 'EUR', 1000, 0, NULL, 1, 8, 0, 0, 1, 1790000000000,
        1790000000000, NULL);
    INSERT INTO versions VALUES (b, 1, 1790000000000, 1, NULL, 0, 'check_bet', NULL, 'game-1');
    PERFORM log('bet.checked', b);
    RETURN b;
END $$;
CREATE FUNCTION bet_move(b bigint, kind int, state_to int, v bigint, what text, a1 bigint, m1 bigint, a2 bigint, m2 bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE o bigint := nextval('operation_ids');
BEGIN
    PERFORM 1 FROM bets WHERE id = b FOR UPDATE;
    PERFORM 1 FROM operations x WHERE x.bet = b AND x.kind = bet_move.kind AND x.ref = '';
    UPDATE bets SET state = state_to, shown = state_to, version = v, updated = 1790000000001, operation = o,
        payout = CASE WHEN kind = 1 THEN 2000 END WHERE id = b AND version = v - 1;
    INSERT INTO versions VALUES (b, v, 1790000000001, state_to, NULL, 0, what, o, NULL);
    INSERT INTO operations VALUES (o, b, kind, '', 2, 1000, state_to, NULL, decode(repeat('ab', 32), 'hex'), 200, 'game-1',
        'game', repeat('c', 36), 1790000000001, 1790000000001);
    INSERT INTO attempts VALUES (o, 1, 1790000000001, 0, 200, 0);
    INSERT INTO header_keys VALUES ('game-1', b || ':' || what, decode(repeat('ab', 32), 'hex'));
    INSERT INTO postings VALUES (o, 1790000000001, NULL);
    INSERT INTO entries VALUES (o, 0, a1, m1), (o, 1, a2, m2);
    UPDATE accounts SET balance = balance + m1 WHERE id = a1;
    UPDATE accounts SET balance = balance + m2 WHERE id = a2;
    INSERT INTO audit VALUES (nextval('audit_seqs'), 1790000000001, 'game-1', 'game', what, 'bet:acme/bet-' || b,
        'checked v1 stake 1000', 'blocked v2 stake 1000', repeat('c', 36), decode(repeat('cd', 32), 'hex'),
        decode(repeat('ef', 32), 'hex'));
    PERFORM log('bet.' || what, b);
END $$;
)sql";

constexpr const char* script = R"(
\set account 1 + :client_id
SELECT bet_check(:account) AS bet \gset
SELECT bet_move(:bet, 0, 2, 2, 'block_funds', :account, -1000, 1000 + :account, 1000);
SELECT bet_move(:bet, 1, 3, 3, 'update_bet_status', 1000 + :account, -1000, 2000 + :account, 1000);
)";

std::string programsFolder()
{
    for (const char* folder : {"/usr/lib/postgresql/15/bin", "/usr/bin", "/usr/local/bin"}) {
        if (std::filesystem::exists(std::string(folder) + "/initdb") &&
            std::filesystem::exists(std::string(folder) + "/pgbench"))
            return folder;
    }
    return {};
}

int runQuietly(const std::vector<std::string>& arguments, std::optional<unsigned> uid, std::string* output = nullptr)
{
    Child child(arguments, uid);
    while (const auto line = child.readLine(120'000)) {
        if (output)
            *output += *line + "\n";
    }
    return child.wait();
}

} // namespace

PostgresReference::PostgresReference(std::string programs, std::string folder, std::optional<unsigned> uid)
    : m_programs(std::move(programs)), m_folder(std::move(folder)), m_uid(uid)
{
}

std::unique_ptr<PostgresReference> PostgresReference::start(const std::string& folder, std::string& why)
{
    const std::string programs = programsFolder();
    if (programs.empty()) {
        why = "PostgreSQL is not installed";
        return nullptr;
    }
    std::optional<unsigned> uid;
    if (::geteuid() == 0) {
        const passwd* user = ::getpwnam("postgres");
        if (!user) {
            why = "PostgreSQL refuses to run as root, and there is no user postgres";
            return nullptr;
        }
        uid = user->pw_uid;
        // The folder above is ours alone; its name has to be passable.
        ::chmod(folder.c_str(), 0711);
    }
    const std::string own = folder + "/postgres";
    std::filesystem::create_directory(own);
    if (uid && ::chown(own.c_str(), *uid, static_cast<gid_t>(-1)) != 0) {
        why = "cannot give PostgreSQL its folder";
        return nullptr;
    }
    std::unique_ptr<PostgresReference> reference(new PostgresReference(programs, own, uid));
    if (!reference->prepare(why))
        return nullptr;
    return reference;
}

bool PostgresReference::prepare(std::string& why)
{
    const std::string data = m_folder + "/data";
    if (runQuietly({m_programs + "/initdb", "-D", data, "-U", "bench", "-A", "trust", "--no-instructions"}, m_uid) !=
        0) {
        why = "initdb failed";
        return false;
    }
    m_server = std::make_unique<Child>(
        std::vector<std::string>{m_programs + "/postgres", "-D", data, "-k", m_folder, "-c", "listen_addresses=", "-c",
                                 "fsync=on", "-c", "synchronous_commit=on", "-c", "shared_buffers=256MB", "-c",
                                 "max_wal_size=4GB", "-c", "log_min_messages=fatal"},
        m_uid);
    const std::string sqlFile = m_folder + "/schema.sql";
    writeFile(sqlFile, schema);
    writeFile(m_folder + "/life.sql", script);
    for (const std::string& file : {sqlFile, m_folder + "/life.sql"})
        ::chmod(file.c_str(), 0644);
    for (int tries = 0; tries < 100; ++tries) {
        if (runQuietly({m_programs + "/psql", "-q", "-h", m_folder, "-U", "bench", "-c", "SELECT 1", "postgres"},
                       m_uid) == 0)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (runQuietly({m_programs + "/psql", "-q", "-h", m_folder, "-U", "bench", "-v", "ON_ERROR_STOP=1", "-f", sqlFile,
                    "postgres"},
                   m_uid) != 0) {
        why = "the schema was refused";
        return false;
    }
    return true;
}

std::optional<double> PostgresReference::livesPerSecond(int clients, int seconds)
{
    std::string output;
    const int status =
        runQuietly({m_programs + "/pgbench", "-n", "-h", m_folder, "-U", "bench", "-c", std::to_string(clients), "-j",
                    "2", "-T", std::to_string(seconds), "-M", "prepared", "-f", m_folder + "/life.sql", "postgres"},
                   m_uid, &output);
    const std::size_t at = output.find("tps = ");
    if (status != 0 || at == std::string::npos)
        return std::nullopt;
    return std::atof(output.c_str() + at + 6);
}

} // namespace bench
