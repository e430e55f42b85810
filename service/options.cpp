// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/options.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>

namespace service {

namespace {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

constexpr const char* footer = R"(
Without --config any partner and player is known. Without --config, and with --token-file or --token-stdin, only a
loopback address is taken.
The first line on standard output is {"listening":"ADDRESS:PORT"}; logs go to standard error, one JSON object a line.
SIGTERM and SIGINT stop it: what is in hand is finished and stored.
`betd audit key` and `betd audit verify` look at the audit log of a database; see betd audit --help.
`betd partner check` makes a harmless call to a bookmaker and says what is wrong; see betd partner --help.

Faults: unavailable, timeout (after the effect), timeout_before, slow, stubborn (of the operations with a fault: it stays
for a whole series), wrong_result (of rounds). Each is a share from 0 to 1.

Exit codes: 0 stopped, 1 failed while running, 2 wrong options, tokens or configuration, 3 another betd has this database,
4 cannot listen, 5 the database cannot be opened.)";

Result<void> parseListen(const std::string& text, Options& into)
{
    const auto colon = text.rfind(':');
    std::string address = colon == std::string::npos ? "" : text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    else if (address.find(':') != std::string::npos)
        address.clear();
    unsigned port = 65'536;
    const char* const end = text.data() + text.size();
    const bool isNumber = colon != std::string::npos && std::from_chars(text.data() + colon + 1, end, port).ptr == end;
    if (address.empty() || port > 65'535 || !isNumber || colon + 1 == text.size())
        return fail(ErrorKind::Invalid, "--listen wants ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080");
    into.address = address;
    into.port = static_cast<std::uint16_t>(port);
    return {};
}

Result<void> check(const Options& options)
{
    // SQLite takes both for a database that nobody else sees and that ends with the process.
    if (options.database.empty() || options.database == ":memory:")
        return fail(ErrorKind::Invalid, "--db wants the path of a file");
    if (options.configFile.empty() && !options.isLoopback())
        return fail(ErrorKind::Invalid, "without --config only a loopback address is taken, as 127.0.0.1");
    // A configuration may name an issuer instead.
    if (options.configFile.empty() && options.tokenFile.empty() && !options.tokenStdin)
        return fail(ErrorKind::Invalid, "--token-file or --token-stdin is needed: nobody could call the service");
    return {};
}

} // namespace

bool Options::isLoopback() const
{
    return address == "::1" || address == "localhost" || address.substr(0, 4) == "127.";
}

tl::expected<Options, Exit> parseOptions(int argc, const char* const* argv)
{
    Options options;
    SandboxOptions sandbox;
    std::string listen;
    std::string faults;
    bool sandboxWanted = false;

    CLI::App app("betd: the bet service");
    app.footer(footer);
    app.set_version_flag("--version", std::string("betd ") + BETDESK_VERSION);
    app.add_option("--listen", listen, "ADDRESS:PORT; the system chooses the port for 0")->required();
    app.add_option("--db", options.database, "SQLite file; made if it is missing")->required();
    app.add_option("--token-file", options.tokenFile,
                   "lines of: token subject role[,role] [partner[,partner]]; such tokens serve this machine alone");
    app.add_flag("--token-stdin", options.tokenStdin,
                 "such lines from standard input up to an empty one; the service stops when standard input ends");
    app.add_option("--config", options.configFile, "TOML: partners, players, games, limits, identity");
    app.add_option("--log-level", options.logLevel, "debug, info, warn or error")
        ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
        ->capture_default_str();
    app.add_option("--request-timeout", options.requestTimeoutSeconds, "seconds for a request to arrive")
        ->check(CLI::Range(0.1, 600.0))
        ->capture_default_str();
    app.add_flag("--sandbox", sandboxWanted, "play games against this service, with faults");
    app.add_option("--sandbox-seed", sandbox.seed, "what it plays follows from this")->capture_default_str();
    app.add_option("--sandbox-rate", sandbox.betsPerSecond, "bets per second; 0 plays nothing")
        ->check(CLI::Range(0.0, client::contract::sandboxRateMax))
        ->capture_default_str();
    app.add_option("--sandbox-faults", faults, "as in unavailable=0.05,timeout=0.02,slow=0.02,wrong_result=0.01");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tl::make_unexpected(app.exit(error) == 0 ? Exit::Stopped : Exit::Usage);
    }
    auto good = parseListen(listen, options);
    if (good && !faults.empty())
        good = client::contract::parseFaults(faults, sandbox);
    if (good)
        good = check(options);
    if (!good) {
        std::cerr << "betd: " << good.error().detail << "\n";
        return tl::make_unexpected(Exit::Usage);
    }
    if (sandboxWanted)
        options.sandbox = sandbox;
    return options;
}

} // namespace service
