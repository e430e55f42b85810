// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/config.h"

#include "client/contract/ids.h"
#include "client/contract/money.h"
#include "service/bookmakers/credentials.h"
#include "service/walletrules.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace service {

namespace {

using client::contract::Currency;
using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

constexpr std::array<std::string_view, 3> kinds{"local", "staging", "production"};
constexpr std::array<std::string_view, 5> outcomeWords{"won", "lost", "void", "half_won", "half_lost"};
constexpr std::array<std::pair<std::string_view, core::Overdraw>, 3> overdraws{
    {{"negative", core::Overdraw::Negative}, {"debt", core::Overdraw::Debt}, {"reject", core::Overdraw::Reject}}};
constexpr std::array<std::pair<std::string_view, core::CorrectionCalls>, 3> correctionWords{
    {{"rows", core::CorrectionCalls::Rows},
     {"bare", core::CorrectionCalls::Bare},
     {"none", core::CorrectionCalls::None}}};
// Together with the wait for its turn a call has to end before the outbox counts its answer as lost.
constexpr std::int64_t timeoutMaxMs = 30'000;
constexpr std::size_t addressCharsMax = 1'000;
constexpr std::string_view otherwiseKey = "otherwise";
constexpr std::size_t textCharsMax = 128;

// Walks the document and collects what is wrong with it.
class Document
{
public:
    explicit Document(std::string_view origin) : m_origin(origin) {}

    void mistake(const toml::source_region& where, const std::string& what)
    {
        m_mistakes.emplace_back(static_cast<int>(where.begin.line), what);
    }

    // Mistakes in the order of the lines; empty if there are none.
    std::string mistakes()
    {
        std::stable_sort(m_mistakes.begin(), m_mistakes.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::string text;
        for (const auto& [line, what] : m_mistakes) {
            if (!text.empty())
                text += '\n';
            text += std::string(m_origin) + ":" + std::to_string(line) + ": " + what;
        }
        return text;
    }

private:
    std::string_view m_origin;
    std::vector<std::pair<int, std::string>> m_mistakes;
};

// One table: reads the keys that are known and refuses the rest.
class Section
{
public:
    Section(Document& document, const toml::table& table, std::string name)
        : m_document(document), m_table(table), m_name(std::move(name))
    {
    }

    void text(std::string_view key, std::string& into, std::size_t charsMax = textCharsMax)
    {
        if (const toml::node* node = take(key)) {
            const auto value = node->value<std::string>();
            if (!node->is_string() || value->empty() || value->size() > charsMax)
                m_document.mistake(node->source(),
                                   path(key) + " has to be a text of 1 to " + std::to_string(charsMax) + " bytes");
            else
                into = *value;
        }
    }

    void number(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most)
    {
        if (const toml::node* node = take(key)) {
            const auto value = node->value<std::int64_t>();
            if (!node->is_integer() || *value < least || *value > most)
                m_document.mistake(node->source(), path(key) + " has to be a whole number from " +
                                                       std::to_string(least) + " to " + std::to_string(most));
            else
                into = *value;
        }
    }

    void number(std::string_view key, int& into, int least, int most)
    {
        std::int64_t wide = into;
        number(key, wide, least, most);
        into = static_cast<int>(wide);
    }

    void boolean(std::string_view key, bool& into)
    {
        if (const toml::node* node = take(key)) {
            if (!node->is_boolean())
                m_document.mistake(node->source(), path(key) + " has to be true or false");
            else
                into = *node->value<bool>();
        }
    }

    void texts(std::string_view key, std::vector<std::string>& into, bool ids)
    {
        const toml::node* node = take(key);
        if (node == nullptr)
            return;
        if (!node->is_array()) {
            m_document.mistake(node->source(), path(key) + " has to be a list of texts");
            return;
        }
        for (const toml::node& item : *node->as_array()) {
            const auto value = item.value<std::string>();
            if (!item.is_string() || value->empty() || value->size() > textCharsMax)
                m_document.mistake(item.source(), path(key) + " has to hold texts of 1 to 128 bytes");
            else if (ids && !client::contract::isValidId(*value))
                m_document.mistake(item.source(), "\"" + *value + "\" is no id: 1 to 64 of A-Z a-z 0-9 . _ : -");
            else if (std::find(into.begin(), into.end(), *value) != into.end())
                m_document.mistake(item.source(), path(key) + " names \"" + *value + "\" twice");
            else
                into.push_back(*value);
        }
    }

    // Null if it is absent or no table.
    const toml::table* table(std::string_view key)
    {
        const toml::node* node = take(key);
        if (node != nullptr && !node->is_table())
            m_document.mistake(node->source(), path(key) + " has to be a table");
        return node == nullptr ? nullptr : node->as_table();
    }

    const toml::node* take(std::string_view key)
    {
        m_known.emplace_back(key);
        return m_table.get(key);
    }

    void refuseOthers()
    {
        for (const auto& [key, node] : m_table) {
            if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end())
                m_document.mistake(key.source(), path(key.str()) + " is not a known key");
        }
    }

    std::string path(std::string_view key) const
    {
        return m_name.empty() ? std::string(key) : m_name + "." + std::string(key);
    }

private:
    Document& m_document;
    const toml::table& m_table;
    const std::string m_name;
    std::vector<std::string> m_known;
};

void readEnvironment(Document& document, const toml::table& table, core::Settings& settings)
{
    Section section(document, table, "environment");
    section.text("id", settings.environmentId);
    section.text("name", settings.name);
    section.text("kind", settings.kind);
    if (std::find(kinds.begin(), kinds.end(), settings.kind) == kinds.end())
        document.mistake(table.get("kind")->source(), "environment.kind has to be local, staging or production");
    section.refuseOthers();
}

void readAmount(Document& document, Section& section, std::string_view key, const Currency& currency,
                std::int64_t& into)
{
    std::string text;
    section.text(key, text);
    if (text.empty())
        return;
    const auto money = client::contract::parseMoney(text, currency.code);
    if (!money || money->minor < 0)
        document.mistake(section.take(key)->source(), "\"" + text + "\" is no amount of " + currency.code +
                                                          ", as in \"" +
                                                          client::contract::Money{1'000'000, currency}.text() + "\"");
    else
        into = money->minor;
}

// A file that is named, beside the configuration unless its path is absolute.
void readFileName(Document& document, Section& section, std::string_view key, std::string_view origin, bool secret,
                  std::string& into)
{
    std::string name;
    section.text(key, name, addressCharsMax);
    if (name.empty())
        return;
    into = (std::filesystem::path(origin).parent_path() / name).string();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(into, ignored))
        document.mistake(section.take(key)->source(), "there is no file " + into);
    else if (const auto fine = bookmakers::checkSecretFile(into); secret && !fine)
        document.mistake(section.take(key)->source(), fine.error().detail);
}

void readAddress(Document& document, Section& section, std::string_view key, std::string& into)
{
    section.text(key, into, addressCharsMax);
    if (into.empty())
        return;
    if (const auto fine = checkBookmakerUrl(into); !fine)
        document.mistake(section.take(key)->source(), section.path(key) + " " + fine.error().detail);
}

void readHeaders(Document& document, const toml::table& table, const std::string& name,
                 bookmakers::Bookmaker& bookmaker)
{
    for (const auto& [key, node] : table) {
        const std::string header(key.str());
        const auto value = node.value<std::string>();
        if (!node.is_string())
            document.mistake(node.source(), name + "." + header + " has to be a text");
        else if (const auto fine = checkExtraHeader(header, *value); !fine)
            document.mistake(key.source(), name + "." + header + " " + fine.error().detail);
        else
            bookmaker.headers.push_back({header, *value});
    }
}

// What only makes sense together, or not together.
void checkWallet(Document& document, Section& section, const toml::table& table, const bookmakers::Bookmaker& bookmaker)
{
    if (bookmaker.url.empty() && !table.contains("url"))
        document.mistake(table.source(), section.path("url") + " is missing");
    if (!bookmaker.statusUrl.empty() && bookmaker.statusUrl.find("{bet_id}") == std::string::npos)
        document.mistake(table.get("status_url")->source(), section.path("status_url") + " does not hold {bet_id}");
    for (const char* const place : {"{from}", "{to}"}) {
        if (!bookmaker.listUrl.empty() && bookmaker.listUrl.find(place) == std::string::npos)
            document.mistake(table.get("list_url")->source(), section.path("list_url") + " does not hold " + place);
    }
    if (table.contains("token_file") && table.contains("hmac_key_file"))
        document.mistake(table.get("hmac_key_file")->source(),
                         section.path("hmac_key_file") + " and token_file: one of them proves who we are");
    if (table.contains("client_cert_file") != table.contains("client_key_file"))
        document.mistake(table.source(), section.path("client_cert_file") + " and client_key_file belong together");
    for (const std::string& pin : bookmaker.pins) {
        if (!isPin(pin))
            document.mistake(table.get("pins")->source(),
                             section.path("pins") + ": \"" + pin + "\" is no pin, as in sha256//BASE64= of 32 bytes");
    }
}

bookmakers::Bookmaker readWallet(Document& document, const toml::table& table, const std::string& id,
                                 std::string_view origin)
{
    Section section(document, table, "partners." + id + ".wallet");
    bookmakers::Bookmaker bookmaker;
    bookmaker.id = id;
    readAddress(document, section, "url", bookmaker.url);
    while (bookmaker.url.ends_with('/'))
        bookmaker.url.pop_back();
    readAddress(document, section, "status_url", bookmaker.statusUrl);
    readAddress(document, section, "list_url", bookmaker.listUrl);
    bookmaker.rules.listed = !bookmaker.listUrl.empty();
    readFileName(document, section, "token_file", origin, true, bookmaker.tokenFile);
    readFileName(document, section, "hmac_key_file", origin, true, bookmaker.hmacKeyFile);
    readFileName(document, section, "ca_file", origin, false, bookmaker.caFile);
    readFileName(document, section, "client_cert_file", origin, false, bookmaker.clientCertFile);
    readFileName(document, section, "client_key_file", origin, true, bookmaker.clientKeyFile);
    section.texts("pins", bookmaker.pins, false);
    section.number("connect_timeout_ms", bookmaker.connectTimeoutMs, 10, timeoutMaxMs);
    section.number("timeout_ms", bookmaker.timeoutMs, 10, timeoutMaxMs);
    section.number("in_flight", bookmaker.inFlight, 1, 1'000);
    section.number("rate", bookmaker.rate, 1, 100'000);
    section.boolean("deduplicates", bookmaker.rules.deduplicates);
    section.boolean("honours_tombstones", bookmaker.rules.honoursTombstones);
    std::string corrections = "rows";
    section.text("corrections", corrections);
    const auto known = std::find_if(correctionWords.begin(), correctionWords.end(),
                                    [&corrections](const auto& word) { return word.first == corrections; });
    if (known == correctionWords.end())
        document.mistake(table.get("corrections")->source(),
                         section.path("corrections") + " has to be rows, bare or none");
    else
        bookmaker.rules.corrections = known->second;
    // The call for the whole round goes again for each bet that nobody has an answer for.
    if (bookmaker.rules.corrections == core::CorrectionCalls::Bare && !bookmaker.rules.deduplicates)
        document.mistake(table.get("corrections")->source(),
                         section.path("corrections") + " can be bare only where deduplicates is true");
    if (const toml::table* headers = section.table("headers"))
        readHeaders(document, *headers, section.path("headers"), bookmaker);
    checkWallet(document, section, table, bookmaker);
    section.refuseOthers();
    return bookmaker;
}

core::PartnerSettings readPartner(Document& document, const toml::table& table, const std::string& id,
                                  std::string_view origin, Configuration& settings)
{
    Section section(document, table, "partners." + id);
    core::PartnerSettings partner;
    partner.id = id;
    partner.name = id;
    section.text("name", partner.name);
    section.text("currency", partner.currency);
    const auto currency = Currency::parse(partner.currency);
    if (!currency)
        document.mistake(table.get("currency")->source(), "\"" + partner.currency + "\" is no known currency");
    section.number("answer_within_ms", partner.answerWithinMs, 100, 60'000);
    section.number("hold_ttl_ms", partner.holdTtlMs, 0, 366LL * 86'400'000);
    if (currency)
        readAmount(document, section, "opening_balance", *currency, partner.openingBalanceMinor);
    else
        section.take("opening_balance");
    std::string overdraw = "negative";
    section.text("overdraw", overdraw);
    const auto policy = std::find_if(overdraws.begin(), overdraws.end(),
                                     [&overdraw](const auto& known) { return known.first == overdraw; });
    if (policy == overdraws.end())
        document.mistake(table.get("overdraw")->source(),
                         "partners." + id + ".overdraw has to be negative, debt or reject");
    else
        partner.overdraw = policy->second;
    section.number("refund_rate", partner.refundRate, 1, 10'000);
    section.texts("players", partner.players, true);
    if (const toml::table* wallet = section.table("wallet")) {
        bookmakers::Bookmaker bookmaker = readWallet(document, *wallet, id, origin);
        partner.bookmaker = bookmaker.rules;
        settings.bookmakers[id] = std::move(bookmaker);
    }
    section.refuseOthers();
    return partner;
}

void readOutcomes(Document& document, const toml::table& table, const std::string& name, core::GameSettings& game)
{
    for (const auto& [selection, node] : table) {
        const std::string path = name + "." + std::string(selection.str());
        if (!node.is_table()) {
            document.mistake(node.source(), path + " has to be a table: result = outcome");
            continue;
        }
        auto& byResult = game.outcomes[std::string(selection.str())];
        std::string otherwise;
        for (const auto& [result, outcome] : *node.as_table()) {
            const auto word = outcome.value<std::string>();
            if (!word || std::find(outcomeWords.begin(), outcomeWords.end(), *word) == outcomeWords.end())
                document.mistake(outcome.source(), path + "." + std::string(result.str()) +
                                                       " has to be won, lost, void, half_won or half_lost");
            else if (result.str() == otherwiseKey)
                otherwise = *word;
            else if (std::find(game.results.begin(), game.results.end(), result.str()) == game.results.end())
                document.mistake(result.source(),
                                 path + ": \"" + std::string(result.str()) + "\" is no result of this game");
            else
                byResult[std::string(result.str())] = *word;
        }
        for (const std::string& result : game.results) {
            if (byResult.count(result) == 0 && otherwise.empty())
                document.mistake(node.source(), path + " does not say what \"" + result + "\" means");
            else if (byResult.count(result) == 0)
                byResult[result] = otherwise;
        }
    }
}

core::GameSettings readGame(Document& document, const toml::table& table, const std::string& id)
{
    Section section(document, table, "games." + id);
    core::GameSettings game;
    section.texts("results", game.results, false);
    if (game.results.empty())
        document.mistake(table.source(), "games." + id + ".results is missing");
    if (const toml::table* outcomes = section.table("outcomes"))
        readOutcomes(document, *outcomes, "games." + id + ".outcomes", game);
    section.refuseOthers();
    return game;
}

void readLimits(Document& document, const toml::table& table, core::Settings& settings)
{
    Section section(document, table, "limits");
    for (const auto& [key, node] : table) {
        const std::string code(key.str());
        if (!node.is_table())
            continue;
        section.take(code);
        const auto currency = Currency::parse(code);
        if (!currency) {
            document.mistake(key.source(), "\"" + code + "\" is no known currency");
            continue;
        }
        core::RefundLimit& limit = settings.limits.refunds[code];
        Section ofCurrency(document, *node.as_table(), "limits." + code);
        readAmount(document, ofCurrency, "refund", *currency, limit.oneMinor);
        readAmount(document, ofCurrency, "refund_day", *currency, limit.dayMinor);
        ofCurrency.refuseOthers();
    }
    section.number("refunds_per_hour", settings.limits.refundsPerHour, 0, 1'000'000);
    section.number("outbox_max", settings.outboxMax, 1, 1'000'000);
    section.number("events_kept", settings.eventsKept, 1'000, 1'000'000'000);
    section.refuseOthers();
}

void readJobs(Document& document, const toml::table& table, core::JobSettings& jobs)
{
    Section section(document, table, "jobs");
    section.number("plan_valid_ms", jobs.planValidMs, 1'000, 86'400'000);
    section.number("approval_valid_ms", jobs.approvalValidMs, 1'000, 86'400'000);
    section.number("refund_hold_ms", jobs.refundHoldMs, 0, 3'600'000);
    section.number("recalculation_hold_ms", jobs.recalculationHoldMs, 0, 3'600'000);
    section.number("canary", jobs.canary, 0, 1'000);
    section.refuseOthers();
}

void readAlerts(Document& document, const toml::table& table, core::AlertSettings& alerts)
{
    Section section(document, table, "alerts");
    section.number("every_ms", alerts.everyMs, 100, 60'000);
    section.number("stretch_ms", alerts.stretchMs, 100, 60'000);
    section.refuseOthers();
}

constexpr std::string_view mailName = "email";

void readSeverity(Document& document, Section& section, client::contract::AlertSeverity& into)
{
    std::string severity(word(into));
    section.text("severity", severity);
    if (const auto known = client::contract::alertSeverityFrom(severity))
        into = *known;
    else
        document.mistake(section.take("severity")->source(),
                         section.path("severity") + " has to be info, warning or critical");
}

// What webhooks and mail have in common.
void readEndpoint(Document& document, Section& section, const toml::table& table, std::string_view origin,
                  core::EndpointSettings& endpoint, notify::Endpoint& reached)
{
    section.texts("events", endpoint.events, false);
    for (const std::string& type : endpoint.events) {
        const std::size_t dot = type.find('.');
        if (dot == 0 || dot == std::string::npos || dot + 1 == type.size())
            document.mistake(table.get("events")->source(),
                             section.path("events") + ": \"" + type + "\" is no type, as in bet.won or bet.*");
    }
    readSeverity(document, section, endpoint.severityMin);
    section.number("attempts_max", endpoint.attemptsMax, 1, 100);
    section.number("first_wait_ms", endpoint.firstWaitMs, 10, 3'600'000);
    section.number("wait_max_ms", endpoint.waitMaxMs, 10, 86'400'000);
    section.number("connect_timeout_ms", reached.connectTimeoutMs, 10, timeoutMaxMs);
    section.number("timeout_ms", reached.timeoutMs, 10, timeoutMaxMs);
    readFileName(document, section, "ca_file", origin, false, reached.caFile);
}

void readWebhook(Document& document, const toml::table& table, const std::string& name, std::string_view origin,
                 Configuration& settings)
{
    Section section(document, table, "webhooks." + name);
    core::EndpointSettings endpoint;
    notify::Endpoint reached;
    endpoint.name = name;
    if (name == mailName)
        document.mistake(table.source(), "webhooks.email: the name belongs to [email]");
    readAddress(document, section, "url", reached.url);
    readFileName(document, section, "secret_file", origin, true, reached.secretFile);
    for (const char* key : {"url", "secret_file", "events"}) {
        if (!table.contains(key))
            document.mistake(table.source(), section.path(key) + " is missing");
    }
    section.texts("partners", endpoint.partners, true);
    section.number("in_flight", endpoint.inFlight, 1, 64);
    readEndpoint(document, section, table, origin, endpoint, reached);
    section.refuseOthers();
    endpoint.url = reached.url;
    settings.endpoints[name] = std::move(endpoint);
    settings.notified[name] = std::move(reached);
}

void readMailAddress(Document& document, Section& section, std::string_view key, const std::string& address)
{
    if (!isMailAddress(address))
        document.mistake(section.take(key)->source(),
                         section.path(key) + ": \"" + address + "\" is no address of mail");
}

void readMail(Document& document, const toml::table& table, std::string_view origin, Configuration& settings)
{
    Section section(document, table, "email");
    core::EndpointSettings endpoint;
    notify::Endpoint reached;
    endpoint.name = mailName;
    endpoint.mail = true;
    reached.mail = true;
    endpoint.events = {"alert.raised"};
    endpoint.severityMin = client::contract::AlertSeverity::Warning;
    // One after the other: a mail server minds many at once.
    endpoint.inFlight = 1;
    section.text("url", reached.url, addressCharsMax);
    section.boolean("tls", reached.tls);
    section.text("from", reached.from, addressCharsMax);
    section.texts("to", reached.to, false);
    section.text("user", reached.user);
    readFileName(document, section, "password_file", origin, true, reached.secretFile);
    for (const char* key : {"url", "from", "to"}) {
        if (!table.contains(key))
            document.mistake(table.source(), section.path(key) + " is missing");
    }
    if (table.contains("url")) {
        if (const auto fine = checkMailUrl(reached.url, reached.tls); !fine)
            document.mistake(table.get("url")->source(), "email.url " + fine.error().detail);
    }
    if (!reached.from.empty())
        readMailAddress(document, section, "from", reached.from);
    for (const std::string& address : reached.to)
        readMailAddress(document, section, "to", address);
    if (table.contains("user") != table.contains("password_file"))
        document.mistake(table.source(), "email.user and password_file belong together");
    if (table.contains("events"))
        endpoint.events.clear();
    readEndpoint(document, section, table, origin, endpoint, reached);
    section.refuseOthers();
    endpoint.url = reached.url;
    settings.endpoints[endpoint.name] = std::move(endpoint);
    settings.notified[std::string(mailName)] = std::move(reached);
}

void readIdentity(Document& document, const toml::table& table, std::string_view origin, core::Settings& settings)
{
    core::IdentitySettings& identity = settings.identity;
    Section section(document, table, "identity");
    section.text("issuer", identity.issuer);
    section.text("audience", identity.audience);
    section.text("jwks_file", identity.jwksFile);
    for (const char* key : {"issuer", "audience", "jwks_file"}) {
        if (!table.contains(key))
            document.mistake(table.source(), section.path(key) + " is missing");
    }
    if (!identity.jwksFile.empty()) {
        const auto path = std::filesystem::path(origin).parent_path() / identity.jwksFile;
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(path, ignored))
            document.mistake(table.get("jwks_file")->source(), "there is no file " + path.string());
        identity.jwksFile = path.string();
    }
    section.refuseOthers();
}

// Calls `each` for every table inside `table`, whose keys have to be ids.
template <typename Each>
void forEachNamed(Document& document, const toml::table* table, const std::string& name, Each each)
{
    if (table == nullptr)
        return;
    for (const auto& [key, node] : *table) {
        const std::string id(key.str());
        if (!client::contract::isValidId(id))
            document.mistake(key.source(), "\"" + id + "\" is no id: 1 to 64 of A-Z a-z 0-9 . _ : -");
        else if (!node.is_table())
            document.mistake(node.source(), name + "." + id + " has to be a table");
        else
            each(id, *node.as_table());
    }
}

} // namespace

Result<Configuration> parseConfig(std::string_view text, std::string_view origin)
{
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return fail(ErrorKind::Malformed, std::string(origin) + ":" + std::to_string(error.source().begin.line) + ": " +
                                              std::string(error.description()));
    }
    Document document(origin);
    Configuration settings;
    settings.anyPartner = false;
    settings.mayRecalculate = false;
    Section section(document, root, "");
    section.boolean("may_recalculate", settings.mayRecalculate);
    if (const toml::table* table = section.table("environment"))
        readEnvironment(document, *table, settings);
    const toml::table* partners = section.table("partners");
    forEachNamed(document, partners, "partners", [&](const std::string& id, const toml::table& table) {
        settings.partners[id] = readPartner(document, table, id, origin, settings);
    });
    if (settings.partners.empty())
        document.mistake(root.source(), "no partner is named: a [partners.ID] table is needed");
    forEachNamed(document, section.table("games"), "games", [&](const std::string& id, const toml::table& table) {
        settings.games[id] = readGame(document, table, id);
    });
    if (const toml::table* table = section.table("limits"))
        readLimits(document, *table, settings);
    if (const toml::table* table = section.table("jobs"))
        readJobs(document, *table, settings.jobs);
    if (const toml::table* table = section.table("alerts"))
        readAlerts(document, *table, settings.alerts);
    forEachNamed(document, section.table("webhooks"), "webhooks",
                 [&](const std::string& name, const toml::table& table) {
                     readWebhook(document, table, name, origin, settings);
                 });
    if (const toml::table* table = section.table("email"))
        readMail(document, *table, origin, settings);
    if (const toml::table* table = section.table("identity"))
        readIdentity(document, *table, origin, settings);
    section.refuseOthers();
    if (std::string mistakes = document.mistakes(); !mistakes.empty())
        return fail(ErrorKind::Invalid, std::move(mistakes));
    return settings;
}

Result<Configuration> loadConfig(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return fail(ErrorKind::Storage, path + ": cannot be read, or is empty");
    return parseConfig(text.str(), path);
}

} // namespace service
