// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/jwt.h"
#include "tests/service/betdprocess.h"
#include "tests/service/corefixture.h"
#include "tests/service/jwtmint.h"
#include "tests/service/rawclient.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace service;
using tests::BetdProcess;
using tests::exchange;
using tests::keySet;
using tests::member;
using tests::MintKey;
using tests::request;
using tests::writeFile;

namespace {

struct Nowhere
{
    const int descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ~Nowhere() { ::close(descriptor); }
};

// Keys that a test may swap.
class Keys : public http::KeySource
{
public:
    explicit Keys(const std::string& text) { set(text); }
    void set(const std::string& text)
    {
        m_keys = http::parseKeySet(text).value();
        ++m_generation;
    }
    const http::PublicKey* find(std::string_view id) override
    {
        ++looked;
        for (const http::PublicKey& key : m_keys) {
            if (key.id() == id)
                return &key;
        }
        return nullptr;
    }
    std::int64_t generation() override { return m_generation; }

    int looked = 0;

private:
    std::vector<http::PublicKey> m_keys;
    std::int64_t m_generation = 0;
};

// Made once: an RSA key takes a while.
struct Issuer
{
    MintKey rs{"RS256", "rs"};
    MintKey ps{"PS256", "ps"};
    MintKey es{"ES256", "es"};
    MintKey stranger{"ES256", "es"};
    std::string set() const { return keySet({rs.jwk(), ps.jwk(), es.jwk()}); }
};

// Claims that are good at the manual clock's start, with some of them replaced; a null takes one away.
std::string claims(const QByteArray& changes = "{}")
{
    const tests::ManualClock clock;
    const qint64 now = clock.utcMs() / 1'000;
    QJsonObject all{{u"iss"_s, u"https://id.example"_s},
                    {u"aud"_s, u"betd"_s},
                    {u"sub"_s, u"a.petrova"_s},
                    {u"exp"_s, now + 300},
                    {u"nbf"_s, now},
                    {u"roles"_s, QJsonArray{u"support"_s}}};
    QByteArray text = changes;
    // Times in the table are relative.
    for (const int offset : {-3'600, -301, -61, -59, 0, 59, 61, 300})
        text.replace("\"now" + QByteArray(offset < 0 ? "" : "+") + QByteArray::number(offset) + "\"",
                     QByteArray::number(now + offset));
    const QJsonObject changed = QJsonDocument::fromJson(text).object();
    for (auto it = changed.begin(); it != changed.end(); ++it) {
        if (it.value().isNull())
            all.remove(it.key());
        else
            all[it.key()] = it.value();
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

class TestJwt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesEachAlgorithmByItsKey_data();
    void takesEachAlgorithmByItsKey();
    void readsEveryClaim();
    void judgesClaims_data();
    void judgesClaims();
    void refusesForgeries_data();
    void refusesForgeries();
    void remembersAGoodTokenUntilItEnds();
    void forgetsTokensWhenTheKeysChange();
    void judgesKeySets_data();
    void judgesKeySets();
    void readsTheFileAgainWhenItChangesOrAKeyIsUnknown();
    void refusesAKeyFileThatCannotBeUsed();
    void servesAnIssuersTokensOverHttp();
    void endsAnEventStreamWithItsToken();

private:
    tl::expected<http::Caller, std::string> verify(const std::string& token);
    const Issuer m_issuer{};
    const Nowhere m_nowhere{};
    tests::ManualClock m_clock;
};

void TestJwt::takesEachAlgorithmByItsKey_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("RS256") << 0;
    QTest::newRow("PS256") << 1;
    QTest::newRow("ES256") << 2;
}

void TestJwt::takesEachAlgorithmByItsKey()
{
    QFETCH(int, which);
    const MintKey& key = which == 0 ? m_issuer.rs : which == 1 ? m_issuer.ps : m_issuer.es;
    const auto caller = verify(key.token(claims()));
    QVERIFY2(caller, caller ? "" : caller.error().c_str());
    QCOMPARE(caller->identity.subject, "a.petrova");
    QCOMPARE(caller->identity.roles, std::vector<std::string>{"support"});
    QCOMPARE(caller->takenUntil, (m_clock.utcMs() / 1'000 + 300) * 1'000 + http::JwtVerifier::leewayMs);
}

void TestJwt::readsEveryClaim()
{
    const auto caller = verify(m_issuer.es.token(
        claims(R"({"roles":["game","offline_access"],"partners":["acme","p-2"],"team":"desk-1","auth_time":1790000000,
                   "aud":["other","betd"]})")));
    QVERIFY2(caller, caller ? "" : caller.error().c_str());
    QCOMPARE(caller->identity.roles, std::vector<std::string>{"game"});
    QCOMPARE(caller->identity.partners, (std::vector<std::string>{"acme", "p-2"}));
    QCOMPARE(caller->identity.team, "desk-1");
    QCOMPARE(caller->identity.authTime, 1'790'000'000'000);
}

void TestJwt::judgesClaims_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const char* changes, const char* refusal) {
        QTest::newRow(name) << QByteArray(changes) << QByteArray(refusal);
    };
    row("good", "{}", "");
    row("expired within the leeway", R"({"exp":"now-59"})", "");
    row("expired", R"({"exp":"now-61"})", "expired");
    row("no exp", R"({"exp":null})", "no exp");
    row("exp as a text", R"({"exp":"soon"})", "a time is none");
    row("exp beyond every calendar", R"({"exp":1e300})", "a time is none");
    row("exp negative", R"({"exp":-1})", "a time is none");
    row("nbf within the leeway", R"({"nbf":"now+59"})", "");
    row("nbf later", R"({"nbf":"now+61"})", "not valid yet");
    row("no nbf", R"({"nbf":null})", "");
    row("made later", R"({"iat":"now+61"})", "not valid yet");
    row("another issuer", R"({"iss":"https://id.example/"})", "another issuer");
    row("no issuer", R"({"iss":null})", "another issuer");
    row("another audience", R"({"aud":"betd2"})", "another audience");
    row("other audiences", R"({"aud":["a","b"]})", "another audience");
    row("audience as an object", R"({"aud":{"betd":1}})", "another audience");
    row("no audience", R"({"aud":null})", "another audience");
    row("no sub", R"({"sub":null})", "no sub");
    row("empty sub", R"({"sub":""})", "no sub");
    row("sub as a number", R"({"sub":7})", "no sub");
    row("sub with a blank", R"({"sub":"a b"})", "no sub");
    row("sub in other letters", "{\"sub\":\"а.petrova\"}", "no sub");
    row("no roles", R"({"roles":null})", "");
    row("roles as a text", R"({"roles":"support"})", "roles is no list");
    row("roles of numbers", R"({"roles":[1]})", "roles is no list");
    row("money and admin", R"({"roles":["manager","admin"]})", "exclude each other");
    row("support and admin", R"({"roles":["admin","viewer","support"]})", "exclude each other");
    row("admin and auditor", R"({"roles":["admin","auditor"]})", "");
    row("game without partners", R"({"roles":["game"]})", "bound to partners");
    row("game with no partner", R"({"roles":["game"],"partners":[]})", "bound to partners");
    row("partners as a text", R"({"roles":["game"],"partners":"acme"})", "partners is no list");
    row("a partner that is no id", R"({"roles":["game"],"partners":["a b"]})", "partners is no list");
    row("team as a list", R"({"team":["a"]})", "team is no id");
    row("auth_time as a text", R"({"auth_time":"now"})", "a time is none");
}

void TestJwt::judgesClaims()
{
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, refusal);
    const auto caller = verify(m_issuer.es.token(claims(changes)));
    const std::string got = caller ? std::string() : caller.error();
    QVERIFY2(refusal.isEmpty() ? got.empty() : got.find(refusal.toStdString()) != std::string::npos, got.c_str());
}

void TestJwt::refusesForgeries_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const std::string& token, const char* refusal) {
        QTest::newRow(name) << QByteArray::fromStdString(token) << QByteArray(refusal);
    };
    const auto plain = [](const std::string& header, const std::string& signature) {
        return tests::base64Url(header) + "." + tests::base64Url(claims()) + "." + signature;
    };
    const std::string good = m_issuer.es.token(claims());
    const std::string signature = good.substr(good.rfind('.') + 1);
    row("alg none", plain(R"({"alg":"none","kid":"es"})", ""), "the key is for ES256");
    row("alg none, signed", plain(R"({"alg":"none","kid":"es"})", signature), "the key is for ES256");
    row("no alg", plain(R"({"kid":"es"})", signature), "the key is for ES256");
    row("HS256 by the public key", m_issuer.rs.tokenByPublicHalf(claims()), "the key is for RS256");
    row("RS256 by a key for PS256", m_issuer.ps.sign(R"({"alg":"RS256","kid":"ps"})", claims()),
        "the key is for PS256");
    row("another key's signature", m_issuer.stranger.token(claims()), "does not fit");
    row("another key named", plain(R"({"alg":"RS256","kid":"rs"})", signature), "does not fit");
    row("unknown kid", m_issuer.es.sign(R"({"alg":"ES256","kid":"elsewhere"})", claims()), "the kid is unknown");
    row("no kid", m_issuer.es.sign(R"({"alg":"ES256"})", claims()), "no kid");
    row("kid as a number", plain(R"({"alg":"ES256","kid":7})", signature), "no kid");
    row("own key in the header",
        m_issuer.stranger.sign(R"({"alg":"ES256","kid":"es","jwk":)" + m_issuer.stranger.jwk() + "}", claims()),
        "does not fit");
    row("crit", m_issuer.es.sign(R"({"alg":"ES256","kid":"es","crit":["b64"],"b64":false})", claims()), "extensions");
    row("another kind of token", m_issuer.es.sign(R"({"alg":"ES256","kid":"es","typ":"logout+jwt"})", claims()),
        "not an access token");
    row("two algorithms", plain(R"({"alg":"ES256","alg":"none","kid":"es"})", signature), "no JSON object");
    row("payload swapped",
        good.substr(0, good.find('.')) + "." + tests::base64Url(claims(R"({"roles":["manager"]})")) + "." + signature,
        "does not fit");
    row("signature cut", good.substr(0, good.size() - 4), "does not fit");
    row("signature missing", good.substr(0, good.rfind('.') + 1), "does not fit");
    row("two parts", good.substr(0, good.rfind('.')), "three parts");
    row("four parts", good + ".x", "three parts");
    row("five parts, as of an encrypted one", good + "..", "three parts");
    row("padded", tests::base64Url(R"({"alg":"ES256","kid":"es"})") + "=." + good.substr(good.find('.') + 1),
        "no JSON object");
    row("payload no JSON", m_issuer.es.token("hello"), "payload is no JSON object");
    row("payload a list", m_issuer.es.token("[]"), "payload is no JSON object");
    row("a claim twice", m_issuer.es.token(R"({"sub":"a","sub":"b"})"), "payload is no JSON object");
    row("nested too deep", m_issuer.es.token(std::string(2'000, '[') + std::string(2'000, ']')),
        "payload is no JSON object");
    row("oversize", m_issuer.es.token(claims("{\"fill\":\"" + QByteArray(9'000, 'x') + "\"}")), "over 8 KiB");
    row("garbage", "..", "no JSON object");
    row("zeros", std::string("\0.\0.\0", 5), "no JSON object");
    row("nothing", "", "three parts");
}

void TestJwt::refusesForgeries()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, refusal);
    const auto caller = verify(token.toStdString());
    QVERIFY(!caller);
    QVERIFY2(caller.error().find(refusal.toStdString()) != std::string::npos, caller.error().c_str());
}

void TestJwt::remembersAGoodTokenUntilItEnds()
{
    Keys keys(m_issuer.set());
    http::JwtVerifier verifier("https://id.example", "betd", keys, m_clock);
    const std::string token = m_issuer.es.token(claims());
    QVERIFY(verifier.verify(token));
    QVERIFY(verifier.verify(token));
    QCOMPARE(keys.looked, 1);
    // Another signature over the same words is another token.
    QVERIFY(!verifier.verify(token.substr(0, token.size() - 3) + "AAA"));
    tests::ManualClock& clock = m_clock;
    const std::int64_t then = clock.now;
    clock.now += 300'000 + http::JwtVerifier::leewayMs;
    QVERIFY(!verifier.verify(token));
    clock.now = then;
}

void TestJwt::forgetsTokensWhenTheKeysChange()
{
    Keys keys(m_issuer.set());
    http::JwtVerifier verifier("https://id.example", "betd", keys, m_clock);
    const std::string token = m_issuer.es.token(claims());
    QVERIFY(verifier.verify(token));
    keys.set(keySet({m_issuer.rs.jwk()}));
    const auto refused = verifier.verify(token);
    QVERIFY(!refused);
    QCOMPARE(refused.error(), "the kid is unknown");
    keys.set(keySet({m_issuer.stranger.jwk()}));
    QCOMPARE(verifier.verify(token).error(), "the signature does not fit");
}

void TestJwt::judgesKeySets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const std::string& text, const char* refusal) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(refusal);
    };
    const std::string es = m_issuer.es.jwk();
    const auto with = [&es](const char* members) { return es.substr(0, es.size() - 1) + "," + members + "}"; };
    const auto renamed = [&es] {
        std::string made = es;
        return made.replace(made.find("\"es\""), 4, "\"e2\"");
    };
    row("three kinds", m_issuer.set(), "");
    row("without alg", keySet({m_issuer.es.jwk(false), m_issuer.rs.jwk(false)}), "");
    row("beside keys of other kinds",
        keySet({es, R"({"kty":"oct","kid":"o","k":"c2VjcmV0"})", R"({"kty":"OKP","kid":"k","crv":"Ed25519","x":"AA"})",
                R"({"kty":"EC","kid":"k","crv":"P-384","x":"AA","y":"AA"})", "7"}),
        "");
    row("only other kinds", keySet({R"({"kty":"oct","kid":"o","k":"c2VjcmV0"})"}), "holds no key");
    row("for encryption", keySet({with(R"("use":"enc")")}), "holds no key");
    row("private", keySet({m_issuer.es.privateJwk()}), "is private");
    row("no such set", "{}", "no JWKS");
    row("a key alone", es, "no JWKS");
    row("no JSON", "keys", "");
    row("empty", keySet({}), "holds no key");
    row("the same kid twice", keySet({es, m_issuer.stranger.jwk()}), "twice");
    row("the same key under two names", keySet({es, renamed()}), "");
    row("a short modulus", keySet({R"({"kty":"RSA","kid":"r","n":"AQAB","e":"AQAB"})"}), "2048 to 8192 bits");
    row("no exponent", keySet({R"({"kty":"RSA","kid":"r","n":")" + tests::base64Url(std::string(256, 'n')) + "\"}"}),
        "has no e");
    row("no y", keySet({R"({"kty":"EC","kid":"k","crv":"P-256","x":"AAAA"})"}), "has no y");
}

void TestJwt::judgesKeySets()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, refusal);
    const auto keys = http::parseKeySet(text.toStdString());
    if (refusal.isEmpty() && text != "keys") {
        QVERIFY2(keys, keys ? "" : keys.error().detail.c_str());
        return;
    }
    QVERIFY(!keys);
    QVERIFY2(keys.error().detail.find(refusal.toStdString()) != std::string::npos, keys.error().detail.c_str());
}

void TestJwt::readsTheFileAgainWhenItChangesOrAKeyIsUnknown()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder.filePath(u"keys.json"_s), QByteArray::fromStdString(m_issuer.set()));
    http::Log log(m_nowhere.descriptor, http::LogLevel::Error, m_clock);
    auto file = http::JwksFile::open(path.toStdString(), m_clock, log).value();
    QVERIFY(file->find("es"));
    QVERIFY(!file->find("later"));
    const std::int64_t first = file->generation();

    const MintKey later("ES256", "later");
    writeFile(path, QByteArray::fromStdString(keySet({later.jwk()})));
    // An unknown key was looked for a moment ago.
    QVERIFY(!file->find("later"));
    m_clock.now += 9'999;
    QVERIFY(!file->find("later"));
    QCOMPARE(file->generation(), first);
    m_clock.now += 1;
    QVERIFY(file->find("later"));
    QVERIFY(!file->find("es"));
    QVERIFY(file->generation() != first);

    // Nobody asks for an unknown key: the change is seen all the same.
    writeFile(path, QByteArray::fromStdString(m_issuer.set()));
    m_clock.now += 10'000;
    const std::int64_t second = file->generation();
    QVERIFY(file->find("es"));

    // What cannot be used changes nothing, and is tried again.
    writeFile(path, "{");
    m_clock.now += 10'000;
    QCOMPARE(file->generation(), second);
    QVERIFY(file->find("es"));
    QVERIFY(QFile::remove(path));
    m_clock.now += 10'000;
    QVERIFY(file->find("es"));
    writeFile(path, QByteArray::fromStdString(keySet({later.jwk()})));
    m_clock.now += 10'000;
    QVERIFY(file->generation() != second);
    QVERIFY(!file->find("es"));
}

void TestJwt::refusesAKeyFileThatCannotBeUsed()
{
    const QTemporaryDir folder;
    http::Log log(m_nowhere.descriptor, http::LogLevel::Error, m_clock);
    const auto open = [&](const QString& path) { return http::JwksFile::open(path.toStdString(), m_clock, log); };
    QVERIFY(!open(folder.filePath(u"none"_s)));
    QVERIFY(!open(writeFile(folder.filePath(u"empty"_s), "")));
    QVERIFY(!open(writeFile(folder.filePath(u"large"_s), QByteArray(300'000, ' '))));
}

void TestJwt::servesAnIssuersTokensOverHttp()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"keys.json"_s), QByteArray::fromStdString(m_issuer.set()));
    const QString config = writeFile(folder.filePath(u"betd.toml"_s),
                                     "[partners.acme]\n[partners.other]\n[identity]\nissuer = \"https://id.example\"\n"
                                     "audience = \"betd\"\njwks_file = \"keys.json\"\n");
    BetdProcess betd({u"--config"_s, config});
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    const auto mint = [this](const QByteArray& changes) {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        QByteArray all = changes;
        all.replace("{", "{\"exp\":" + QByteArray::number(now + 300) + ",\"nbf\":" + QByteArray::number(now) +
                             (changes == "{}" ? "" : ","));
        return QByteArray::fromStdString(m_issuer.rs.token(claims(all)));
    };
    const QByteArray desk = mint("{}");
    const auto me = exchange(port, request("GET", "/api/v1/instance", desk));
    QCOMPARE(me.status, 200);
    QCOMPARE(member(me.body, "subject"), "a.petrova");
    for (const QByteArray& changes : {QByteArray(R"({"aud":"other"})"), QByteArray(R"({"iss":"x"})")}) {
        const auto refused = exchange(port, request("GET", "/api/v1/instance", mint(changes)));
        QCOMPARE(refused.status, 401);
        QCOMPARE(member(refused.body, "code"), "unauthenticated");
    }
    const QByteArray fill(9'000, 'x');
    QCOMPARE(exchange(port, request("GET", "/api/v1/instance", mint("{\"fill\":\"" + fill + "\"}"))).status, 401);

    // A game speaks for its partners alone.
    const QByteArray game = mint(R"({"sub":"wheel","roles":["game"],"partners":["acme"]})");
    const auto call = [&](const QByteArray& name, const QByteArray& partner, const QByteArray& more = {}) {
        return exchange(port, request("POST", "/api/" + name, game,
                                      R"({"partner_id":")" + partner +
                                          R"(","partner_player_id":"u-1","amount":10,"bet_id":"b-1")" + more + "}"));
    };
    QCOMPARE(call("check_bet", "acme").status, 200);
    const QByteArray win = R"(,"status":"win","payout":20)";
    for (const auto& [name, more] : {std::pair<QByteArray, QByteArray>{"check_bet", {}},
                                     {"block_funds", {}},
                                     {"update_bet_status", win},
                                     {"refund", {}}}) {
        for (const QByteArray& partner : {QByteArray("other"), QByteArray("nobody")}) {
            const auto foreign = call(name, partner, more);
            QCOMPARE(foreign.status, 403);
            QCOMPARE(member(foreign.body, "code"), "forbidden");
        }
    }
}

void TestJwt::endsAnEventStreamWithItsToken()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"keys.json"_s), QByteArray::fromStdString(m_issuer.set()));
    const QString config =
        writeFile(folder.filePath(u"betd.toml"_s), "[partners.acme]\n[identity]\nissuer = \"https://id.example\"\n"
                                                   "audience = \"betd\"\njwks_file = \"keys.json\"\n");
    BetdProcess betd({u"--config"_s, config});
    const quint16 port = betd.start();
    QVERIFY(port != 0);
    // With the leeway it has three more seconds.
    const qint64 expires = QDateTime::currentSecsSinceEpoch() - 57;
    const QByteArray token = QByteArray::fromStdString(
        m_issuer.es.token(claims(R"({"nbf":null,"exp":)" + QByteArray::number(expires) + "}")));
    tests::RawClient follower(port);
    follower.send(request("GET", "/api/v1/events", token));
    QVERIFY(!follower.readUntil("event: heartbeat").isEmpty());
    QVERIFY(follower.isClosedWithin(10'000));
    QCOMPARE(exchange(port, request("GET", "/api/v1/instance", token)).status, 401);
}

tl::expected<http::Caller, std::string> TestJwt::verify(const std::string& token)
{
    Keys keys(m_issuer.set());
    http::JwtVerifier verifier("https://id.example", "betd", keys, m_clock);
    return verifier.verify(token);
}

QTEST_GUILESS_MAIN(TestJwt)
#include "tst_jwt.moc"
