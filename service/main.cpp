// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ports/systemports.h"
#include "service/auditcommand.h"
#include "service/auditkey.h"
#include "service/bookmakers/curllink.h"
#include "service/bookmakers/gateway.h"
#include "service/bookmakers/router.h"
#include "service/config.h"
#include "service/core/faultywallet.h"
#include "service/core/localwallet.h"
#include "service/core/service.h"
#include "service/http/application.h"
#include "service/http/server.h"
#include "service/instancelock.h"
#include "service/notify/curlcourier.h"
#include "service/options.h"
#include "service/partnercommand.h"
#include "service/sandbox/sandbox.h"
#include "service/sandbox/world.h"
#include "service/store/sqlitestore.h"

#include <poll.h>
#include <sodium.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>

namespace {

using namespace service;
using client::contract::Result;

constexpr std::size_t tokenLinesBytesMax = 64 * 1024;

int failed(Exit exit, const std::string& why)
{
    std::cerr << "betd: " << why << std::endl;
    return static_cast<int>(exit);
}

// Up to the empty line and not a byte further.
std::string readTokenLines()
{
    std::string text;
    char byte = 0;
    while (text.size() < tokenLinesBytesMax && ::read(STDIN_FILENO, &byte, 1) == 1) {
        text.push_back(byte);
        if (text == "\n" || (text.size() > 1 && text.compare(text.size() - 2, 2, "\n\n") == 0))
            break;
    }
    return text;
}

Result<void> loadTokens(const Options& options, const core::IdentitySettings& identity, http::Tokens& tokens)
{
    if (!options.tokenFile.empty())
        if (auto added = tokens.addFile(options.tokenFile); !added)
            return added;
    if (options.tokenStdin)
        if (auto added = tokens.add(readTokenLines(), "standard input"); !added)
            return added;
    if (!identity.issuer.empty())
        return {};
    if (options.tokenFile.empty() && !options.tokenStdin)
        return client::contract::fail(client::contract::ErrorKind::Invalid,
                                      "nobody could call the service: [identity] in the configuration, --token-file or "
                                      "--token-stdin is needed");
    if (!options.isLoopback())
        return client::contract::fail(client::contract::ErrorKind::Invalid,
                                      "token files serve this machine alone; another address than a loopback one needs "
                                      "[identity] in the configuration");
    if (tokens.empty())
        return client::contract::fail(client::contract::ErrorKind::Invalid, "standard input: holds no token");
    return {};
}

std::string realPath(const std::string& path)
{
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real.string();
}

std::string randomToken()
{
    std::array<unsigned char, 24> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

core::Faults faultsOf(const SandboxOptions& options)
{
    core::Faults faults;
    faults.unavailable503 = options.unavailable;
    faults.timeoutAfterEffect = options.timeoutAfter;
    faults.timeoutBeforeEffect = options.timeoutBefore;
    faults.slow = options.slow;
    faults.stubborn = options.stubborn;
    return faults;
}

http::LogLevel levelOf(const std::string& word)
{
    if (word == "debug")
        return http::LogLevel::Debug;
    if (word == "warn")
        return http::LogLevel::Warn;
    return word == "error" ? http::LogLevel::Error : http::LogLevel::Info;
}

// Returns when a signal comes or, if it is watched, when standard input ends.
void waitForTheEnd(const sigset_t& signals, bool watchInput)
{
    const int descriptor = ::signalfd(-1, &signals, SFD_CLOEXEC);
    std::array<pollfd, 2> watched{{{descriptor, POLLIN, 0}, {watchInput ? STDIN_FILENO : -1, POLLIN, 0}}};
    for (;;) {
        if (::poll(watched.data(), watched.size(), -1) < 0)
            continue;
        if (watched[0].revents != 0)
            break;
        std::array<char, 256> ignored{};
        if (watched[1].revents != 0 && ::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            break;
    }
    ::close(descriptor);
}

// The first transaction of a run; returns where the two logs stand, and the number of the run.
struct Start
{
    std::string epoch;
    std::int64_t head = 0;
    std::int64_t run = 1;
    core::AuditHead auditHead;
};

Start begin(core::Store& store, core::Service& betService)
{
    Start start;
    core::Transaction transaction(store);
    betService.recover();
    start.run = std::stoll(store.meta("run").value_or("0")) + 1;
    store.setMeta("run", std::to_string(start.run));
    start.epoch = store.meta("epoch").value();
    start.head = store.lastEventSeq();
    start.auditHead = store.auditHead();
    transaction.commit();
    // Whoever subscribes reads these from the store.
    betService.takeEvents();
    betService.takeFinished();
    return start;
}

void conclude(core::Store& store, core::Service& betService, http::Log& log)
{
    try {
        core::Transaction transaction(store);
        betService.conclude();
        transaction.commit();
    } catch (const core::StoreError& error) {
        log.write(http::LogLevel::Error, "the end of the audit log could not be signed", {.error = error.what()});
    }
}

Result<std::map<std::string, bookmakers::CurlLink::Endpoint>>
endpointsOf(const std::map<std::string, bookmakers::Bookmaker>& all)
{
    std::map<std::string, bookmakers::CurlLink::Endpoint> endpoints;
    for (const auto& [id, bookmaker] : all) {
        auto credentials = bookmakers::readCredentials(bookmaker);
        if (!credentials)
            return tl::make_unexpected(credentials.error());
        endpoints.emplace(id, bookmakers::CurlLink::Endpoint{bookmaker, *std::move(credentials)});
    }
    return endpoints;
}

std::string_view outcomeOf(client::contract::AnswerKind answer)
{
    switch (answer) {
    case client::contract::AnswerKind::Accepted:
        return "success";
    case client::contract::AnswerKind::Declined:
    case client::contract::AnswerKind::NotSent:
        return "failure";
    case client::contract::AnswerKind::InDoubt:
        break;
    }
    return "unknown";
}

// Counts a call to a partner and, where it went over a network, tells of it under its correlation id.
void tell(const core::CallMade& call, http::Metrics& metrics, http::Log& log)
{
    metrics.onCall(call);
    const bool fine = call.outcome == client::contract::AnswerKind::Accepted;
    if (call.remote)
        log.write(fine ? http::LogLevel::Info : http::LogLevel::Warn, "called a partner",
                  {.status = call.http,
                   .durationUs = call.durationMs * 1'000,
                   .correlationId = call.correlationId,
                   .errorCode = call.errorClass,
                   .dataset = "partner",
                   .action = call.call,
                   .outcome = outcomeOf(call.outcome),
                   .partner = call.partner.text(),
                   .answer = word(call.outcome)});
}

// Without what a reader of the folder cannot see.
std::int64_t bytesOf(const std::string& database)
{
    std::int64_t bytes = 0;
    for (const char* part : {"", "-wal"}) {
        std::error_code error;
        const auto size = std::filesystem::file_size(database + part, error);
        bytes += error ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
}

Result<std::map<std::string, notify::CurlCourier::Target>> targetsOf(const std::map<std::string, notify::Endpoint>& all)
{
    std::map<std::string, notify::CurlCourier::Target> targets;
    for (const auto& [name, endpoint] : all) {
        auto secret = endpoint.secretFile.empty() ? Result<std::string>() : bookmakers::readSecret(endpoint.secretFile);
        if (!secret)
            return tl::make_unexpected(secret.error());
        targets.emplace(name, notify::CurlCourier::Target{endpoint, *std::move(secret)});
    }
    return targets;
}

int serve(const Options& options, Configuration settings, http::Tokens& tokens, const sigset_t& signals)
{
    const client::ports::SystemClock clock;
    client::ports::SystemRandom random;
    http::Limits limits;
    limits.requestTimeoutMs = static_cast<std::int64_t>(options.requestTimeoutSeconds * 1'000);
    settings.version = BETDESK_VERSION;
    std::string sandboxToken;
    if (options.sandbox) {
        sandbox::furnish(settings);
        sandboxToken = randomToken();
        tokens.add(sandboxToken, core::Identity{"sandbox-game", {"game"}});
    }

    auto endpoints = endpointsOf(settings.bookmakers);
    if (!endpoints)
        return failed(Exit::Usage, endpoints.error().detail);
    auto targets = targetsOf(settings.notified);
    if (!targets)
        return failed(Exit::Usage, targets.error().detail);
    // By whatever name: the lock, and the key of the audit log, belong to the file itself.
    const std::string database = realPath(options.database);
    auto lock = InstanceLock::take(database);
    if (!lock)
        return failed(lock.error().kind == client::contract::ErrorKind::Conflict ? Exit::InUse : Exit::Store,
                      lock.error().detail);
    auto auditKey = takeAuditKey(database);
    if (!auditKey)
        return failed(Exit::Store, auditKey.error().detail);
    settings.auditKey = *std::move(auditKey);
    store::SqliteStore store(database);
    core::LocalWallet localWallet(settings);
    core::FaultyWallet faultyWallet(localWallet, clock, options.sandbox.value_or(SandboxOptions{}).seed,
                                    faultsOf(options.sandbox.value_or(SandboxOptions{})));
    bookmakers::CurlLink link(*std::move(endpoints), clock);
    bookmakers::Gateway gateway(settings.bookmakers, link, clock);
    bookmakers::Router router(localWallet, gateway);
    core::Wallet& wallet = options.sandbox ? static_cast<core::Wallet&>(faultyWallet) : router;
    core::Service betService(store, wallet, clock, random, settings);
    betService.setPartnerHealth(gateway);
    notify::CurlCourier courier(*std::move(targets), clock);
    betService.setCourier(courier);
    const Start start = begin(store, betService);

    http::Log log(STDERR_FILENO, levelOf(options.logLevel), clock);
    http::Metrics metrics;
    betService.watchCalls([&](const core::CallMade& call) { tell(call, metrics, log); });
    http::EventHub events(start.epoch, start.head);
    store::SqliteOptions readOnly;
    readOnly.readOnly = true;
    http::Reader reader([&] { return std::make_unique<store::SqliteStore>(database, readOnly); },
                        static_cast<std::size_t>(limits.readsQueuedMax));
    http::AuditHeads auditHeads(settings.auditKey);
    auditHeads.committed(start.auditHead);
    http::Refusals refusals(clock);
    http::Writer writer({betService, store, clock, metrics, log, [&events](const auto& all) { events.publish(all); },
                         [&auditHeads](const core::AuditHead& head) { auditHeads.committed(head); }, &refusals},
                        limits);
    std::optional<http::SandboxTokens> sandboxTokens;
    if (options.sandbox)
        sandboxTokens.emplace(clock);
    http::Server* running = nullptr;
    http::Application application({betService,
                                   writer,
                                   reader,
                                   clock,
                                   metrics,
                                   log,
                                   auditHeads,
                                   refusals,
                                   sandboxTokens ? &*sandboxTokens : nullptr,
                                   {{"writer", [&] { return writer.loopAgeMs(); }},
                                    {"server", [&] { return running->loopAgeMs(); }},
                                    {"partners", [&] { return link.loopAgeMs(); }}},
                                   [&] { return bytesOf(database); }},
                                  limits);
    http::Callers callers(tokens, &log);
    std::unique_ptr<http::JwksFile> issuerKeys;
    std::optional<http::JwtVerifier> issuer;
    if (const core::IdentitySettings& trusted = settings.identity; !trusted.issuer.empty()) {
        auto keys = http::JwksFile::open(trusted.jwksFile, clock, log);
        if (!keys)
            return failed(Exit::Usage, keys.error().detail);
        issuerKeys = *std::move(keys);
        issuer.emplace(trusted.issuer, trusted.audience, *issuerKeys, clock);
        callers.trust(*issuer);
    }
    std::optional<http::JwtVerifier> sandboxIssuer;
    if (sandboxTokens) {
        sandboxIssuer.emplace(http::SandboxTokens::issuer, http::SandboxTokens::audience, *sandboxTokens, clock);
        callers.trust(*sandboxIssuer);
    }
    http::Server server({application, events, callers, clock, metrics, log}, limits);
    running = &server;

    const auto port = server.listen(options.address, options.port);
    if (!port)
        return failed(Exit::Address, port.error().detail);
    const bool v6 = options.address.find(':') != std::string::npos;
    const std::string where = (v6 ? "[" + options.address + "]" : options.address) + ":" + std::to_string(*port);
    link.begin([&writer] { writer.wake(); });
    courier.begin([&writer] { writer.wake(); });
    writer.start();
    server.start();
    std::cout << "{\"listening\":\"" << where << "\"}" << std::endl;
    log.write(http::LogLevel::Info, "listening on " + where, {.file = database});

    std::unique_ptr<sandbox::Sandbox> play;
    if (options.sandbox) {
        const std::string url =
            "http://" + (options.address == "0.0.0.0" ? "127.0.0.1:" + std::to_string(*port) : where);
        play = std::make_unique<sandbox::Sandbox>(sandbox::Play{url, sandboxToken, options.sandbox->seed, start.run,
                                                                options.sandbox->betsPerSecond,
                                                                options.sandbox->wrongResult},
                                                  clock);
        play->start();
    }
    waitForTheEnd(signals, options.tokenStdin);
    log.write(http::LogLevel::Info, "stopping");
    play.reset();
    server.drain();
    writer.stop();
    link.stop();
    courier.stop();
    conclude(store, betService, log);
    reader.stop();
    server.stop();
    log.write(http::LogLevel::Info, "stopped");
    return static_cast<int>(Exit::Stopped);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && std::string_view(argv[1]) == "audit")
        return auditCommand(argc - 1, argv + 1);
    if (argc > 1 && std::string_view(argv[1]) == "partner")
        return partnerCommand(argc - 1, argv + 1);
    const auto options = parseOptions(argc, argv);
    if (!options)
        return static_cast<int>(options.error());
    // Before any thread starts, so that all of them leave these signals to the one that waits for them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        Configuration settings;
        if (!options->configFile.empty()) {
            auto loaded = loadConfig(options->configFile);
            if (!loaded)
                return failed(Exit::Usage, loaded.error().detail);
            settings = std::move(*loaded);
        }
        http::Tokens tokens;
        if (const auto loaded = loadTokens(*options, settings.identity, tokens); !loaded)
            return failed(Exit::Usage, loaded.error().detail);
        return serve(*options, std::move(settings), tokens, signals);
    } catch (const core::StoreError& error) {
        return failed(Exit::Store, options->database + ": " + error.what());
    } catch (const std::exception& error) {
        return failed(Exit::Failed, error.what());
    }
}
