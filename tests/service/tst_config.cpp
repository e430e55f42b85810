// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/config.h"
#include "service/options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using service::parseConfig;

namespace {

const char* const partner = "[partners.acme]\n";

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheExampleOfTheDocumentation()
    {
        QFile file(QStringLiteral(BETDESK_SOURCE_DIR "/docs/configuration.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const qsizetype begin = text.indexOf("```toml\n") + 8;
        const auto settings =
            parseConfig(text.mid(begin, text.indexOf("\n```", begin) - begin).toStdString(), "example");
        QVERIFY2(settings, settings ? "" : settings.error().detail.c_str());
        QCOMPARE(settings->games.at("roulette").outcomes.at("red").at("zero"), std::string("lost"));
        QCOMPARE(settings->limits.refunds.at("EUR").oneMinor, std::int64_t(50'000));
    }

    void readsABookmaker()
    {
        const QTemporaryDir folder;
        const QString secret = folder.filePath(QStringLiteral("secret"));
        QFile file(secret);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("s\n") == 2);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        const std::string origin = folder.filePath(QStringLiteral("betd.toml")).toStdString();
        const auto settings = parseConfig(R"(
[partners.acme.wallet]
url = "https://api.acme.example/v2/"
status_url = "https://api.acme.example/bets/{partner_id}/{bet_id}"
list_url = "https://api.acme.example/bets?partner_id={partner_id}&created_from={from}&created_to={to}"
hmac_key_file = "secret"
ca_file = "secret"
client_cert_file = "secret"
client_key_file = "secret"
pins = ["sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
connect_timeout_ms = 1500
timeout_ms = 4000
in_flight = 32
rate = 50
deduplicates = false
honours_tombstones = false
corrections = "none"
[partners.acme.wallet.headers]
X-Brand = "betdesk"
[partners.near.wallet]
url = "http://127.0.0.1:8080"
[partners.own]
)",
                                          origin);
        QVERIFY2(settings, settings ? "" : settings.error().detail.c_str());
        const auto& acme = settings->bookmakers.at("acme");
        QCOMPARE(acme.id, "acme");
        QCOMPARE(acme.url, "https://api.acme.example/v2");
        QCOMPARE(acme.statusUrl, "https://api.acme.example/bets/{partner_id}/{bet_id}");
        QVERIFY(acme.listUrl.ends_with("created_to={to}"));
        QVERIFY(settings->partners.at("acme").bookmaker->listed);
        QVERIFY(!settings->partners.at("near").bookmaker->listed);
        QCOMPARE(acme.hmacKeyFile, secret.toStdString());
        QCOMPARE(acme.clientKeyFile, secret.toStdString());
        QCOMPARE(acme.pins.size(), 1u);
        QCOMPARE(acme.connectTimeoutMs, 1'500);
        QCOMPARE(acme.timeoutMs, 4'000);
        QCOMPARE(acme.inFlight, 32);
        QCOMPARE(acme.rate, 50);
        QCOMPARE(acme.headers.front().name, "X-Brand");
        QVERIFY(!acme.rules.deduplicates);
        QVERIFY(!settings->partners.at("acme").bookmaker->honoursTombstones);
        QCOMPARE(settings->partners.at("acme").bookmaker->corrections, service::core::CorrectionCalls::None);
        QVERIFY(settings->bookmakers.at("near").rules.deduplicates);
        QVERIFY(!settings->partners.at("own").bookmaker);
        QCOMPARE(settings->bookmakers.size(), 2u);
    }

    void namesEveryMistakeInAWallet_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("mistake");
        const auto row = [](const char* line, const char* mistake) {
            QTest::addRow("%s", QByteArray(line).replace('\n', ' ').constData())
                << QByteArray(line) << QByteArray(mistake);
        };
        row("", "url is missing");
        row("url = \"ftp://acme.example\"", "has to begin with https://");
        row("url = \"http://acme.example\"", "only for a loopback address");
        row("url = \"http://127.0.0.1.acme.example\"", "only for a loopback address");
        row("url = \"https://me:secret@acme.example\"", "must not hold a name or a password");
        row("url = \"https://\"", "names no host");
        row("url = \"https://a b\"", "a character that an address cannot have");
        row("status_url = \"https://acme.example/bets\"", "does not hold {bet_id}");
        row("list_url = \"https://acme.example/bets\"", "does not hold {from}");
        row("list_url = \"https://acme.example/bets?from={from}\"", "does not hold {to}");
        row("token_file = \"missing\"", "there is no file");
        row("token_file = \"open\"", "others than its owner may use it");
        row("client_key_file = \"open\"", "others than its owner may use it");
        row("client_cert_file = \"closed\"", "belong together");
        row("token_file = \"closed\"\nhmac_key_file = \"closed\"", "one of them proves who we are");
        row("pins = [\"sha256//short=\"]", "is no pin");
        row("timeout_ms = 60000", "from 10 to 30000");
        row("in_flight = 0", "from 1 to 1000");
        row("corrections = \"bare\"\ndeduplicates = false", "can be bare only where deduplicates is true");
        row("status_url = \"https://acme.example/{bet_id}?api_key=1\"", "must not hold a secret");
        row("headers = {X-Api-Key = \"1\"}", "looks like a secret");
        row("corrections = \"some\"", "has to be rows, bare or none");
        row("headers = {Authorization = \"x\"}", "a header that the service sets itself");
        row("headers = {\"X Y\" = \"x\"}", "is no name of a header");
        row("headers = {X-Y = \"a\\nb\"}", "visible ASCII characters");
        row("time_out = 3", "is not a known key");
    }
    void namesEveryMistakeInAWallet()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, mistake);
        const QTemporaryDir folder;
        for (const char* name : {"open", "closed"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("s") == 1);
            const auto owner = QFile::ReadOwner | QFile::WriteOwner;
            file.setPermissions(name[0] == 'o' ? owner | QFile::ReadGroup : owner);
        }
        const bool hasUrl = line.isEmpty() || line.startsWith("url");
        const QByteArray text =
            "[partners.acme.wallet]\n" + QByteArray(hasUrl ? "" : "url = \"https://acme.example\"\n") + line;
        const auto settings = parseConfig(text.toStdString(), folder.filePath(QStringLiteral("f.toml")).toStdString());
        QVERIFY(!settings);
        const QByteArray detail = QByteArray::fromStdString(settings.error().detail);
        QVERIFY2(detail.contains(mistake), detail);
        const QByteArray first = folder.filePath(QStringLiteral("f.toml")).toUtf8() + ":";
        QVERIFY2(detail.startsWith(first) && detail[first.size()] >= '1' && detail[first.size()] <= '4', detail);
    }

    void readsWhoIsToldOfEvents()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("secret")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("s") == 1);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        const auto settings = parseConfig(R"(
[partners.acme]
[alerts]
every_ms = 500
stretch_ms = 250
[webhooks.players]
url = "https://players.example/hook"
secret_file = "secret"
events = ["bet.won", "alert.*"]
partners = ["acme"]
severity = "critical"
attempts_max = 3
first_wait_ms = 20
wait_max_ms = 40
in_flight = 2
timeout_ms = 700
[email]
url = "smtps://mail.example.com"
from = "betdesk@example.com"
to = ["ops@example.com"]
user = "betdesk"
password_file = "secret"
)",
                                          folder.filePath(QStringLiteral("betd.toml")).toStdString());
        QVERIFY2(settings, settings ? "" : settings.error().detail.c_str());
        QCOMPARE(settings->alerts.everyMs, 500);
        QCOMPARE(settings->alerts.stretchMs, 250);
        const auto& players = settings->endpoints.at("players");
        QCOMPARE(players.name, "players");
        QCOMPARE(players.url, "https://players.example/hook");
        QCOMPARE(players.events.size(), 2u);
        QCOMPARE(players.partners.front(), "acme");
        QCOMPARE(players.severityMin, client::contract::AlertSeverity::Critical);
        QCOMPARE(players.attemptsMax, 3);
        QCOMPARE(players.firstWaitMs, 20);
        QCOMPARE(players.waitMaxMs, 40);
        QCOMPARE(players.inFlight, 2);
        QCOMPARE(settings->notified.at("players").secretFile, file.fileName().toStdString());
        QCOMPARE(settings->notified.at("players").timeoutMs, 700);
        const auto& mail = settings->endpoints.at("email");
        QVERIFY(mail.mail);
        QCOMPARE(mail.events.front(), "alert.raised");
        QCOMPARE(mail.severityMin, client::contract::AlertSeverity::Warning);
        QVERIFY(settings->notified.at("email").tls);
        QCOMPARE(settings->notified.at("email").to.front(), "ops@example.com");
    }

    void namesEveryMistakeInAnEndpoint_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("mistake");
        const auto row = [](const char* table, const char* mistake) {
            QTest::addRow("%s", QByteArray(table).replace('\n', ' ').constData())
                << QByteArray(table) << QByteArray(mistake);
        };
        row("[webhooks.a]", "webhooks.a.url is missing");
        row("[webhooks.a]", "webhooks.a.secret_file is missing");
        row("[webhooks.a]", "webhooks.a.events is missing");
        row("[webhooks.email]", "the name belongs to [email]");
        row("[webhooks.a]\nurl = \"http://players.example\"", "only for a loopback address");
        row("[webhooks.a]\nsecret_file = \"none\"", "there is no file");
        row("[webhooks.a]\nevents = [\"won\"]", "is no type, as in bet.won or bet.*");
        row("[webhooks.a]\nseverity = \"high\"", "has to be info, warning or critical");
        row("[webhooks.a]\nattempts_max = 0", "from 1 to 100");
        row("[webhooks.a]\nsecret = \"x\"", "is not a known key");
        row("[email]", "email.url is missing");
        row("[email]\nurl = \"mail.example.com\"", "has to begin with smtp:// or smtps://");
        row("[email]\nurl = \"smtp://me:secret@mail.example.com\"", "credentials come from files");
        row("[email]\nurl = \"smtp://mail.example.com\"\ntls = false", "to a loopback address only");
        row("[email]\nfrom = \"betdesk\"", "is no address of mail");
        row("[email]\nto = [\"a@b.example>\\r\\nRCPT\"]", "is no address of mail");
        row("[email]\nuser = \"x\"", "belong together");
        row("[alerts]\nevery_ms = 1", "from 100 to 60000");
    }
    void namesEveryMistakeInAnEndpoint()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, mistake);
        const auto settings = parseConfig((partner + table).toStdString(), "f.toml");
        QVERIFY(!settings);
        QVERIFY2(settings.error().detail.find(mistake.toStdString()) != std::string::npos,
                 settings.error().detail.c_str());
    }

    void readsEverythingItKnows()
    {
        const auto settings = parseConfig(R"(
may_recalculate = true

[environment]
id = "env-7"
name = "Berlin"
kind = "staging"

[partners.acme]
name = "Acme Bookmakers"
currency = "KWD"
answer_within_ms = 3000
hold_ttl_ms = 86400000
opening_balance = "12.345"
overdraw = "reject"
players = ["ann", "bob"]

[partners.plain]

[games.wheel]
results = ["1", "2", "3"]
[games.wheel.outcomes.low]
1 = "won"
2 = "half_lost"
3 = "lost"
[games.wheel.outcomes.high]
3 = "won"
otherwise = "lost"

[limits]
refunds_per_hour = 3
outbox_max = 50
events_kept = 2000
[limits.KWD]
refund = "10.000"
refund_day = "50.000"
)",
                                          "betd.toml");
        QVERIFY2(settings, settings ? "" : settings.error().detail.c_str());
        QVERIFY(settings->mayRecalculate);
        QVERIFY(!settings->anyPartner);
        QCOMPARE(settings->environmentId, "env-7");
        QCOMPARE(settings->kind, "staging");
        const auto& acme = settings->partners.at("acme");
        QCOMPARE(acme.currency, "KWD");
        QCOMPARE(acme.answerWithinMs, 3'000);
        QCOMPARE(acme.holdTtlMs, 86'400'000);
        QCOMPARE(acme.openingBalanceMinor, 12'345);
        QCOMPARE(acme.overdraw, service::core::Overdraw::Reject);
        QCOMPARE(acme.players.size(), 2u);
        QCOMPARE(settings->partners.at("plain").currency, "EUR");
        const auto& wheel = settings->games.at("wheel");
        QCOMPARE(wheel.outcomes.at("low").at("2"), "half_lost");
        QCOMPARE(wheel.outcomes.at("high").at("1"), "lost");
        QCOMPARE(wheel.outcomes.at("high").size(), 3u);
        QCOMPARE(settings->limits.refunds.at("KWD").oneMinor, 10'000);
        QCOMPARE(settings->limits.refunds.at("KWD").dayMinor, 50'000);
        QCOMPARE(settings->limits.refunds.at("EUR").oneMinor, 50'000);
        QCOMPARE(settings->limits.refundsPerHour, 3);
        QCOMPARE(settings->outboxMax, 50);
        QCOMPARE(settings->eventsKept, 2'000);
    }

    void findsTheIssuersKeysBesideTheConfiguration()
    {
        const QTemporaryDir folder;
        QFile keys(folder.filePath(QStringLiteral("keys.json")));
        QVERIFY(keys.open(QIODevice::WriteOnly));
        const QByteArray text = QByteArray(partner) + "[identity]\nissuer = \"https://id.example\"\n"
                                                      "audience = \"betd\"\njwks_file = \"keys.json\"\n";
        const auto settings =
            parseConfig(text.toStdString(), folder.filePath(QStringLiteral("betd.toml")).toStdString());
        QVERIFY2(settings, settings ? "" : settings.error().detail.c_str());
        QCOMPARE(settings->identity.issuer, "https://id.example");
        QCOMPARE(settings->identity.audience, "betd");
        QCOMPARE(settings->identity.jwksFile, keys.fileName().toStdString());
    }

    void reportsEachMistakeWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const QByteArray& text, const char* says) {
            QTest::newRow(name) << text << QByteArray(says);
        };
        row("no TOML", "[partners\n", "betd.toml:1: ");
        row("a key twice", "may_recalculate = true\nmay_recalculate = true\n", "betd.toml:2: ");
        row("no partner", "may_recalculate = true\n", "no partner is named");
        row("unknown key", QByteArray(partner) + "colour = \"red\"\n",
            "betd.toml:2: partners.acme.colour is not a known key");
        row("unknown table", QByteArray(partner) + "[colours]\n", "betd.toml:2: colours is not a known key");
        row("unknown limit", QByteArray(partner) + "[limits]\nrefund = 5\n",
            "betd.toml:3: limits.refund is not a known key");
        row("partner as a number", "[partners]\nacme = 5\n", "betd.toml:2: partners.acme has to be a table");
        row("partner's id", "[partners.\"a b\"]\n", "\"a b\" is no id");
        row("unknown currency", QByteArray(partner) + "currency = \"ZZZ\"\n",
            "betd.toml:2: \"ZZZ\" is no known currency");
        row("currency as a number", QByteArray(partner) + "currency = 978\n",
            "betd.toml:2: partners.acme.currency has to be");
        row("balance too precise", QByteArray(partner) + "opening_balance = \"1.234\"\n",
            "betd.toml:2: \"1.234\" is no amount of EUR");
        row("negative balance", QByteArray(partner) + "opening_balance = \"-1.00\"\n",
            "betd.toml:2: \"-1.00\" is no amount");
        row("balance as a number", QByteArray(partner) + "opening_balance = 100\n", "betd.toml:2: ");
        row("time too short", QByteArray(partner) + "answer_within_ms = 1\n",
            "betd.toml:2: partners.acme.answer_within_ms has to be a whole number from 100 to 60000");
        row("time as a text", QByteArray(partner) + "hold_ttl_ms = \"1 h\"\n",
            "betd.toml:2: partners.acme.hold_ttl_ms");
        row("overdraw as a text", QByteArray(partner) + "overdraw = \"no\"\n",
            "betd.toml:2: partners.acme.overdraw has to be negative, debt or reject");
        row("players no list", QByteArray(partner) + "players = \"ann\"\n",
            "betd.toml:2: partners.acme.players has to be a list");
        row("a player twice", QByteArray(partner) + "players = [\"ann\",\n\"ann\"]\n",
            "betd.toml:3: partners.acme.players names");
        row("a player's id", QByteArray(partner) + "players = [\"a b\"]\n", "betd.toml:2: \"a b\" is no id");
        row("kind", QByteArray(partner) + "[environment]\nkind = \"moon\"\n",
            "betd.toml:3: environment.kind has to be");
        row("game without results", QByteArray(partner) + "[games.wheel]\n",
            "betd.toml:2: games.wheel.results is missing");
        row("outcome for no result",
            QByteArray(partner) + "[games.g]\nresults = [\"1\"]\n[games.g.outcomes.low]\n1 = \"won\"\n2 = \"won\"\n",
            "betd.toml:6: games.g.outcomes.low: \"2\" is no result of this game");
        row("unknown outcome",
            QByteArray(partner) + "[games.g]\nresults = [\"1\"]\n[games.g.outcomes.low]\n1 = \"maybe\"\n",
            "betd.toml:5: games.g.outcomes.low.1 has to be won, lost");
        row("result without outcome",
            QByteArray(partner) + "[games.g]\nresults = [\"1\", \"2\"]\n[games.g.outcomes.low]\n1 = \"won\"\n",
            "does not say what \"2\" means");
        row("limit below 0", QByteArray(partner) + "[limits.EUR]\nrefund = \"-1.00\"\n",
            "betd.toml:3: \"-1.00\" is no amount");
        row("limit of no currency", QByteArray(partner) + "[limits.ZZZ]\nrefund = \"1.00\"\n",
            "betd.toml:2: \"ZZZ\" is no known currency");
        row("limit too precise", QByteArray(partner) + "[limits.JPY]\nrefund_day = \"1.5\"\n", "is no amount of JPY");
        const QByteArray identity = QByteArray(partner) + "[identity]\nissuer = \"https://id\"\n";
        row("identity without an audience", identity + "jwks_file = \"/dev/null\"\n",
            "betd.toml:2: identity.audience is missing");
        row("identity without keys", identity + "audience = \"betd\"\n", "betd.toml:2: identity.jwks_file is missing");
        row("identity without an issuer", QByteArray(partner) + "[identity]\naudience = \"betd\"\n",
            "betd.toml:2: identity.issuer is missing");
        row("issuer as a number", QByteArray(partner) + "[identity]\nissuer = 7\n",
            "betd.toml:3: identity.issuer has to be a text");
        row("unknown key of identity", identity + "secret = \"x\"\n",
            "betd.toml:4: identity.secret is not a known key");
        row("no such key file", identity + "audience = \"betd\"\njwks_file = \"none.json\"\n",
            "betd.toml:5: there is no file none.json");
    }

    void reportsEachMistakeWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const auto settings = parseConfig(text.toStdString(), "betd.toml");
        QVERIFY(!settings);
        QVERIFY2(settings.error().detail.find(says.toStdString()) != std::string::npos,
                 settings.error().detail.c_str());
    }

    void reportsAllMistakesAtOnceInTheirOrder()
    {
        const auto settings = parseConfig("one = 1\n[partners.acme]\ncurrency = \"ZZZ\"\ntwo = 2\n", "f");
        QVERIFY(!settings);
        const auto lines = QString::fromStdString(settings.error().detail).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QStringLiteral("f:1: ")));
        QVERIFY(lines[1].startsWith(QStringLiteral("f:3: ")));
        QVERIFY(lines[2].startsWith(QStringLiteral("f:4: ")));
    }

    void changesOnlyTheFaultsThatAreNamed()
    {
        service::SandboxOptions options;
        const double slow = options.slow;
        QVERIFY(client::contract::parseFaults("unavailable=0.5,timeout=0,wrong_result=1", options));
        QCOMPARE(options.unavailable, 0.5);
        QCOMPARE(options.timeoutAfter, 0.0);
        QCOMPARE(options.wrongResult, 1.0);
        QCOMPARE(options.slow, slow);
    }

    void refusesFaultsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"fire=0.1", "slow", "slow=", "slow=x", "slow=0.1x", "slow=-0.1", "slow=1.1",
                                 "slow=nan", "unavailable=0.6,slow=0.6", "=1"})
            QTest::newRow(text) << QByteArray(text);
    }

    void refusesFaultsThatAreNone()
    {
        QFETCH(QByteArray, text);
        service::SandboxOptions options;
        QVERIFY(!client::contract::parseFaults(text.toStdString(), options));
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
