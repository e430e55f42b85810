// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/auditcommand.h"

#include "client/contract/audit.h"
#include "service/auditkey.h"
#include "service/core/auditverifier.h"
#include "service/core/keys.h"
#include "service/store/sqlitestore.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace service {

namespace {

enum class AuditExit : int { Whole = 0, Broken = 1, NotChecked = 2 };

constexpr const char* footer = R"(
verify prints one line: {"ok":true,"rows":N,"first_bad":null,"why":null}. Exit codes: 0 the log is whole, 1 it is not,
2 it could not be checked.

Without --head a log whose newest rows were cut off and that was signed again by nobody may look whole: remember heads
(the header X-Audit-Head; consoles keep them) and the public key away from the service's machine.)";

int notChecked(const std::string& why)
{
    std::cerr << "betd audit: " << why << std::endl;
    return static_cast<int>(AuditExit::NotChecked);
}

int printKey(const std::string& database)
{
    const auto key = readAuditKey(database);
    if (!key)
        return notChecked(key.error().detail);
    std::cout << core::hex(key->publicKey) << std::endl;
    return static_cast<int>(AuditExit::Whole);
}

int verify(const std::string& database, const std::vector<std::string>& keyTexts, const std::string& headText)
{
    std::vector<std::string> keys;
    for (const std::string& text : keyTexts) {
        const auto key = core::bytes32FromHex(text);
        if (!key)
            return notChecked("--key wants 64 hexadecimal digits, as `betd audit key` prints them");
        keys.push_back(*key);
    }
    std::optional<core::AuditHead> remembered;
    if (!headText.empty()) {
        const auto head = client::contract::parseAuditHead(headText);
        if (!head)
            return notChecked("--head: " + head.error().detail);
        const core::SignedHead given = core::signedHeadFrom(*head);
        if (std::none_of(keys.begin(), keys.end(),
                         [&](const std::string& key) { return core::verifies(key, given.head, given.signature); }))
            return notChecked("--head: is not signed by the key");
        remembered = given.head;
    }
    // Opening would make an empty one.
    if (!std::filesystem::exists(database))
        return notChecked(database + ": there is no such file");
    try {
        store::SqliteOptions readOnly;
        readOnly.readOnly = true;
        store::SqliteStore store(database, readOnly);
        core::AuditVerifier verifier(keys);
        // What a running service adds meanwhile is not looked at.
        verifier.walk(store, store.auditHead().seq, std::numeric_limits<std::int64_t>::max());
        verifier.finish(store, remembered);
        nlohmann::ordered_json line;
        line["ok"] = !verifier.flaw();
        line["rows"] = verifier.rows();
        line["first_bad"] = nullptr;
        line["why"] = nullptr;
        if (verifier.flaw()) {
            line["first_bad"] = verifier.flaw()->seq;
            line["why"] = verifier.flaw()->why;
        }
        std::cout << line.dump() << std::endl;
        return static_cast<int>(verifier.flaw() ? AuditExit::Broken : AuditExit::Whole);
    } catch (const core::StoreError& error) {
        return notChecked(database + ": " + error.what());
    }
}

} // namespace

int auditCommand(int argc, const char* const* argv)
{
    std::string database;
    std::vector<std::string> keys;
    std::string head;
    CLI::App app("betd audit: the audit log of a database", "betd audit");
    app.footer(footer);
    app.require_subcommand(1);
    CLI::App* key = app.add_subcommand("key", "print the public key that the log's heads are signed by");
    key->add_option("--db", database, "SQLite file")->required();
    CLI::App* check = app.add_subcommand("verify", "is the log as it was written? A service may be running meanwhile");
    check->add_option("--db", database, "SQLite file; opened for reading only")->required();
    check->add_option("--key", keys, "public key, from `betd audit key`; more than one if it was ever lost")
        ->required();
    check->add_option("--head", head, "a head that somebody remembers, SEQ:HASH:SIGNATURE");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(AuditExit::Whole) : static_cast<int>(AuditExit::NotChecked);
    }
    if (sodium_init() < 0)
        return notChecked("libsodium cannot be used on this machine");
    // The key lies beside the file itself, by whatever name that was reached.
    std::error_code error;
    if (const auto real = std::filesystem::weakly_canonical(database, error); !error)
        database = real.string();
    return key->parsed() ? printKey(database) : verify(database, keys, head);
}

} // namespace service
