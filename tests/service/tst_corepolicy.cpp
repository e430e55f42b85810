// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/policy.h"
#include "tests/service/corefixture.h"
#include "tests/support/goldenmessages.h"

#include <QTest>

using service::core::Request;
using service::core::Response;
using tests::codeOf;
using tests::Desk;

namespace {

Request bare(const std::string& method, const std::string& path, const std::vector<std::string>& as)
{
    Request request;
    request.method = method;
    request.path = path;
    request.identity = {"someone", as};
    request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k-1"}};
    return request;
}

std::string verdict(const Desk& desk, const Request& request)
{
    const auto refused = desk.service->precheck(request);
    return refused ? codeOf(*refused) : "passes";
}

} // namespace

class TestCorePolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsNobody();
    void strangersAndOddMethodsAreRefused();
    void anotherContentTypeIsRefused();
    void workOnTheApiNeedsAKey();
    void goldenBodiesGetTheirVerdict();
    void goldenSuccessesAnswerWordForWord();
    void onlyConfiguredPartnersAndPlayersAreKnown();
    void writesAreToldFromReads();
    void aBoundGameCorrectsNoBetOfOthers();
};

void TestCorePolicy::nobodyIsNobody()
{
    Desk desk;
    Request request = bare("GET", "/api/v1/bets", {"viewer"});
    request.identity.subject.clear();
    QCOMPARE(verdict(desk, request), std::string("unauthenticated"));
    QCOMPARE(codeOf(desk.service->read(*desk.store, request)), std::string("unauthenticated"));
    QCOMPARE(verdict(desk, bare("GET", "/api/v1/bets", {})), std::string("forbidden"));
    QCOMPARE(verdict(desk, bare("GET", "/api/v1/bets", {"viewer support"})), std::string("forbidden"));
    QCOMPARE(verdict(desk, bare("GET", "/api/v1/bets", {""})), std::string("forbidden"));
}

void TestCorePolicy::strangersAndOddMethodsAreRefused()
{
    Desk desk;
    for (const char* path : {"/", "/api", "/api/v2/bets", "/api/v1/bets/", "/api/v1/bets/p-1", "/api/v1/bets/p 1/b-1",
                             "/api/v1/bets/p-1/b-1/ledger/x", "/api/check_bet/"})
        QCOMPARE(verdict(desk, bare("GET", path, {"viewer"})), std::string("not_found"));
    const auto refused = desk.service->precheck(bare("GET", "/api/check_bet", {"game"}));
    QCOMPARE(codeOf(*refused), std::string("method_not_allowed"));
    QCOMPARE(std::string(client::contract::headerValue(refused->headers, "Allow")), std::string("POST"));
    QCOMPARE(verdict(desk, bare("DELETE", "/api/v1/bets/p-1/b-1", {"manager"})), std::string("method_not_allowed"));
}

void TestCorePolicy::anotherContentTypeIsRefused()
{
    Desk desk;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "application/json-patch+json", ""}) {
        Request request = bare("POST", "/api/check_bet", {"game"});
        request.body = tests::body();
        request.headers.front().value = type;
        const auto refused = desk.service->precheck(request);
        QVERIFY(refused.has_value());
        QCOMPARE(refused->status, 415);
    }
    for (const char* type : {"application/json", "application/json; charset=utf-8", "Application/JSON"}) {
        Request request = bare("POST", "/api/check_bet", {"game"});
        request.body = tests::body();
        request.headers.front().value = type;
        QCOMPARE(verdict(desk, request), std::string("passes"));
    }
}

void TestCorePolicy::workOnTheApiNeedsAKey()
{
    Desk desk;
    Request request = bare("POST", "/api/v1/operations/op-1:retry", {"support"});
    QCOMPARE(verdict(desk, request), std::string("passes"));
    request.headers.back().value = std::string(256, 'k');
    QCOMPARE(verdict(desk, request), std::string("validation_failed"));
    request.headers.back().value = "two words";
    QCOMPARE(verdict(desk, request), std::string("validation_failed"));
    request.headers.pop_back();
    QCOMPARE(verdict(desk, request), std::string("idempotency_key_missing"));
}

void TestCorePolicy::goldenBodiesGetTheirVerdict()
{
    Desk desk;
    const auto rows = tests::support::goldenRows("messages/malformed.txt", 3);
    QVERIFY(rows.size() >= 150);
    for (const auto& row : rows) {
        Request request = bare("POST", "/api/" + row.fields[0], {"game"});
        request.body = row.fields[2];
        const std::string got = verdict(desk, request);
        QVERIFY2(got == row.fields[1], (std::to_string(row.line) + ": " + got).c_str());
        // The writer says the same, should it ever see one.
        if (row.line % 20 == 0) {
            service::core::Transaction transaction(*desk.store);
            QCOMPARE(codeOf(*desk.service->handle(request).response), row.fields[1]);
        }
    }
}

void TestCorePolicy::goldenSuccessesAnswerWordForWord()
{
    for (const auto& row : tests::support::goldenRows("messages/valid.txt", 3)) {
        if (row.fields[0] != "check_bet")
            continue;
        service::core::Settings settings;
        const std::string& body = row.fields[1];
        const std::size_t currency = body.find("\"currency\":\"");
        if (currency != std::string::npos)
            settings.defaultPartner.currency = body.substr(currency + 12, 3);
        settings.defaultPartner.openingBalanceMinor = client::contract::amountMinorMax;
        Desk desk(settings);
        const Response response = desk.post("/api/check_bet", body);
        QVERIFY2(response.body == row.fields[2], (std::to_string(row.line) + ": " + response.body).c_str());
    }
}

void TestCorePolicy::onlyConfiguredPartnersAndPlayersAreKnown()
{
    service::core::Settings settings;
    settings.anyPartner = false;
    service::core::PartnerSettings partner;
    partner.id = "p-1";
    partner.currency = "JPY";
    partner.players = {"u-1"};
    partner.openingBalanceMinor = 1'000;
    settings.partners["p-1"] = partner;
    Desk desk(settings);
    QCOMPARE(desk.post("/api/block_funds", tests::body({}, "100")).status, 200);
    QCOMPARE(codeOf(desk.post("/api/block_funds", tests::body({}, "1.5", "b-2"))), std::string("amount_precision"));
    QCOMPARE(codeOf(desk.post("/api/block_funds", tests::body(R"("currency":"EUR")", "100", "b-2"))),
             std::string("currency_mismatch"));
    const Response stranger = desk.post("/api/block_funds", tests::body({}, "100", "b-2", "u-2"));
    QCOMPARE(codeOf(stranger), std::string("bet_declined"));
    QCOMPARE(client::contract::decodeProblem(stranger.body, stranger.status)->reason, std::string("player_unknown"));
    QCOMPARE(codeOf(desk.post("/api/check_bet", tests::body({}, "100", "b-3", "u-2"))), std::string("bet_declined"));
    QCOMPARE(codeOf(desk.post("/api/check_bet",
                              R"({"partner_id":"p-2","partner_player_id":"u-1","amount":100,"bet_id":"b-4"})")),
             std::string("partner_unknown"));
}

void TestCorePolicy::writesAreToldFromReads()
{
    QVERIFY(!service::core::Service::isWrite(bare("GET", "/api/v1/bets", {})));
    QVERIFY(!service::core::Service::isWrite(bare("HEAD", "/api/v1/bets", {})));
    QVERIFY(service::core::Service::isWrite(bare("POST", "/api/check_bet", {})));
}

void TestCorePolicy::aBoundGameCorrectsNoBetOfOthers()
{
    Desk desk;
    const std::string round = R"("round_id":"r-1","selection":"5","odds":2)";
    QCOMPARE(desk.post("/api/block_funds", tests::body(round)).status, 200);
    Request request = desk.request("POST", "/api/recalculate_bets", R"({"round_id":"r-1","correct_result":"5"})");
    request.identity.partners = {"p-2"};
    QCOMPARE(codeOf(desk.send(request)), std::string("forbidden"));
    QCOMPARE(desk.state(), std::string("blocked"));
    request.identity.partners = {"p-2", "p-1"};
    QVERIFY(codeOf(desk.send(request)) != "forbidden");
}

QTEST_GUILESS_MAIN(TestCorePolicy)
#include "tst_corepolicy.moc"
