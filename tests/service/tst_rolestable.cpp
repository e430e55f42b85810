// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/policy.h"
#include "tests/service/corefixture.h"

#include <QTest>

#include <fstream>
#include <map>
#include <optional>
#include <sstream>

using service::core::Identity;
using service::core::Request;
using service::core::Response;
using tests::codeOf;
using tests::Desk;

namespace {

const std::vector<std::string> roles{"viewer", "support", "manager", "auditor", "admin", "game", "none"};

struct Row
{
    std::string method;
    std::string path; // as the rules write it
    std::string answer;
    std::map<std::string, std::string> cells; // by role
    std::string name() const { return method + " " + path; }
};

std::vector<Row> table()
{
    std::ifstream file(BETDESK_SOURCE_DIR "/tests/data/roles/endpoints.txt");
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        std::istringstream words(line);
        Row& row = rows.emplace_back();
        std::string colon;
        words >> row.method >> row.path >> colon >> row.answer >> colon;
        for (const std::string& role : roles)
            words >> row.cells[role];
        std::string more;
        if (!words || words >> more)
            qFatal("a row of the table is not whole: %s", line.c_str());
    }
    return rows;
}

// The path with an id of something that is not there in each brace.
std::string example(std::string path)
{
    for (std::size_t open = 0; (open = path.find('{')) != std::string::npos;)
        path.replace(open, path.find('}') - open + 1, "op-1");
    return path;
}

Request requestOf(const Row& row, const Identity& identity)
{
    Request request;
    request.method = row.method;
    request.path = example(row.path);
    request.identity = identity;
    if (row.method != "GET")
        request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "k-1"}};
    return request;
}

std::string wordOf(const Response& response)
{
    return response.status < 400 ? std::to_string(response.status) : codeOf(response);
}

// At the edge, and then where it would be done: by the writer or by a reader.
std::vector<std::string> answers(Desk& desk, const Request& request)
{
    std::vector<std::string> all;
    const auto atOnce = desk.service->precheck(request);
    if (atOnce)
        all.push_back(wordOf(*atOnce));
    if (service::core::Service::isWrite(request)) {
        service::core::Transaction transaction(*desk.store);
        all.push_back(wordOf(desk.service->handle(request).response.value_or(Response{})));
    } else {
        all.push_back(wordOf(desk.service->read(*desk.store, request)));
    }
    return all;
}

} // namespace

class TestRolesTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRoleAtEveryEndpoint_data();
    void everyRoleAtEveryEndpoint();
    void everyEndpointHasARow();
    void everyRowIsAnEndpoint();
    void everyCellIsKnown();
};

void TestRolesTable::everyRoleAtEveryEndpoint_data()
{
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<int>("row");
    const std::vector<Row> rows = table();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::string& role : roles)
            QTest::newRow((role + " " + rows[i].name()).c_str())
                << QByteArray::fromStdString(role) << static_cast<int>(i);
        QTest::newRow(("nobody " + rows[i].name()).c_str()) << QByteArray() << static_cast<int>(i);
    }
}

void TestRolesTable::everyRoleAtEveryEndpoint()
{
    QFETCH(QByteArray, role);
    QFETCH(int, row);
    const Row asked = table()[static_cast<std::size_t>(row)];
    Identity identity;
    std::string expected = "unauthenticated";
    if (!role.isEmpty()) {
        identity.subject = "someone";
        if (role != "none")
            identity.roles = {role.toStdString()};
        expected = asked.cells.at(role.toStdString()) == "yes" ? asked.answer : "forbidden";
    }
    Desk desk;
    for (const std::string& got : answers(desk, requestOf(asked, identity)))
        QCOMPARE(got, expected);
}

void TestRolesTable::everyEndpointHasARow()
{
    std::map<std::string, int> listed;
    for (const Row& row : table())
        ++listed[row.name()];
    for (const service::core::EndpointRule& rule : service::core::endpointRules()) {
        const std::string name = std::string(rule.method) + " " + std::string(rule.path);
        QVERIFY2(listed[name] == 1, (name + " has no row, or two, in tests/data/roles/endpoints.txt").c_str());
    }
}

void TestRolesTable::everyRowIsAnEndpoint()
{
    const auto rows = table();
    QCOMPARE(rows.size(), service::core::endpointRules().size());
    for (const Row& row : rows) {
        const auto found = service::core::route(requestOf(row, {"someone", {}}));
        QVERIFY2(found, row.name().c_str());
        QCOMPARE(std::string(found->rule->path), row.path);
    }
}

void TestRolesTable::everyCellIsKnown()
{
    for (const Row& row : table()) {
        for (const auto& [role, cell] : row.cells)
            QVERIFY2(cell == "yes" || cell == "403", (row.name() + ", " + role + ": " + cell).c_str());
    }
}

QTEST_GUILESS_MAIN(TestRolesTable)
#include "tst_rolestable.moc"
