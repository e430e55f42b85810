// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/views.h"
#include "service/core/store.h"
#include "tests/service/corefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

namespace contract = client::contract;
using contract::ViewOrder;
using contract::ViewRow;
using service::core::Response;
using tests::codeOf;
using tests::Desk;

namespace {

ViewOrder order(const std::string& name, bool shared = true, std::int64_t version = 0)
{
    return {name, "status:failed", {"time", "amount"}, "amount", true, shared, version};
}

Response put(Desk& desk, const std::string& who, const std::string& id, const ViewOrder& order,
             const std::string& role = "manager")
{
    desk.subject = who;
    desk.role = role;
    return desk.send(desk.request("PUT", "/api/v1/views/" + id, contract::encode(order)));
}

Response remove(Desk& desk, const std::string& who, const std::string& id)
{
    desk.subject = who;
    desk.role = "support";
    return desk.send(desk.request("DELETE", "/api/v1/views/" + id));
}

std::vector<ViewRow> views(Desk& desk, const std::string& who, const std::string& role = "support")
{
    desk.subject = who;
    desk.reader = role;
    return contract::decodeViewPage(desk.get("/api/v1/views").body).value().rows;
}

std::string names(Desk& desk, const std::string& who, const std::string& role = "support")
{
    std::string all;
    for (const ViewRow& row : views(desk, who, role))
        all += (all.empty() ? "" : " ") + row.name;
    return all;
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAManagerSharesWithEverybody()
    {
        Desk desk;
        const ViewOrder shared = order("For all", true);
        QCOMPARE(put(desk, "mia", "v-1", shared, "support").status, 403);
        QCOMPARE(views(desk, "mia").size(), std::size_t(0));
        QCOMPARE(put(desk, "mia", "v-1", order("Mine", false), "support").status, 200);
        QCOMPARE(put(desk, "mia", "v-1", order("Mine", true, 1), "support").status, 403);
        QCOMPARE(put(desk, "mia", "v-1", order("Mine", true, 1)).status, 200);
        // Who may no longer share takes it back.
        QCOMPARE(put(desk, "mia", "v-1", order("Mine", false, 2), "support").status, 200);
    }

    void everybodyListsTheSharedOnesAndTheirOwn()
    {
        Desk desk;
        QCOMPARE(put(desk, "mia", "v-1", order("shared")).status, 200);
        QCOMPARE(put(desk, "mia", "v-2", order("mine", false)).status, 200);
        QCOMPARE(put(desk, "tom", "v-3", order("toms", false)).status, 200);
        QCOMPARE(names(desk, "mia"), std::string("mine shared"));
        QCOMPARE(names(desk, "tom"), std::string("shared toms"));
        QCOMPARE(names(desk, "eva"), std::string("shared"));
        const ViewRow row = views(desk, "eva").front();
        QCOMPARE(row.owner, std::string("mia"));
        QCOMPARE(row.query, std::string("status:failed"));
        QVERIFY(row.columns == (std::vector<std::string>{"time", "amount"}));
        QCOMPARE(row.sort, std::string("amount"));
        QVERIFY(row.descending && row.shared);
        QCOMPARE(row.version, 1);
        QCOMPARE(row.updatedAt, desk.clock.utcMs());
    }

    void onlyTheOwnerChangesAndDeletes()
    {
        Desk desk;
        put(desk, "mia", "v-1", order("shared"));
        const auto changed = put(desk, "tom", "v-1", order("taken", true, 1));
        QCOMPARE(changed.status, 403);
        QCOMPARE(codeOf(changed), std::string("forbidden"));
        QCOMPARE(remove(desk, "tom", "v-1").status, 403);
        QCOMPARE(names(desk, "tom"), std::string("shared"));
        QCOMPARE(remove(desk, "mia", "v-1").status, 200);
        QCOMPARE(codeOf(remove(desk, "mia", "v-1")), std::string("not_found"));
        QCOMPARE(names(desk, "mia"), std::string());
    }

    void aChangeNeedsTheVersionThatWasRead()
    {
        Desk desk;
        QCOMPARE(codeOf(put(desk, "mia", "v-1", order("a", true, 1))), std::string("not_found"));
        put(desk, "mia", "v-1", order("a"));
        desk.clock.now += 1'000;
        QCOMPARE(put(desk, "mia", "v-1", order("b", true, 1)).status, 200);
        const std::int64_t changedAt = desk.clock.utcMs();
        for (const std::int64_t version :
             {std::int64_t(0), std::int64_t(1), std::int64_t(3), std::numeric_limits<std::int64_t>::max()})
            QCOMPARE(codeOf(put(desk, "mia", "v-1", order("c", true, version))), std::string("version_conflict"));
        // The answer was lost, and the same order comes again.
        desk.clock.now += 1'000;
        QCOMPARE(put(desk, "mia", "v-1", order("b", true, 1)).status, 200);
        const ViewRow row = views(desk, "mia").front();
        QCOMPARE(row.name, std::string("b"));
        QCOMPARE(row.version, 2);
        QCOMPARE(row.updatedAt, changedAt);
    }

    void onePersonKeepsFifty()
    {
        Desk desk;
        for (int i = 0; i < 50; ++i)
            QCOMPARE(put(desk, "mia", "v-" + std::to_string(i), order("view")).status, 200);
        QCOMPARE(codeOf(put(desk, "mia", "v-50", order("view"))), std::string("limit_exceeded"));
        QCOMPARE(put(desk, "mia", "v-1", order("changed", true, 1)).status, 200);
        QCOMPARE(put(desk, "tom", "v-50", order("view")).status, 200);
        remove(desk, "mia", "v-2");
        QCOMPARE(put(desk, "mia", "v-51", order("view")).status, 200);
    }

    void theServiceKeepsTwoThousand()
    {
        Desk desk;
        {
            service::core::Transaction transaction(*desk.store);
            for (int i = 0; i < 2'000; ++i)
                desk.store->saveView({contract::ViewId("v-" + std::to_string(i)),
                                      "u-" + std::to_string(i),
                                      "a",
                                      "",
                                      {},
                                      "",
                                      false,
                                      false,
                                      1,
                                      1});
            transaction.commit();
        }
        QCOMPARE(codeOf(put(desk, "mia", "v-new", order("view"))), std::string("limit_exceeded"));
        QCOMPARE(put(desk, "u-7", "v-7", order("view", true, 1)).status, 200);
    }

    void theListOfAllThatMaySharedIsStillOneAnswer()
    {
        Desk desk;
        ViewOrder large = order("large");
        large.query = "status:failed \"" + std::string(900, 'x') + '"';
        int known = 0;
        {
            service::core::Transaction transaction(*desk.store);
            for (std::size_t bytes = 0; bytes < 590'000; ++known) {
                const ViewRow row{contract::ViewId("v-" + std::to_string(known)),
                                  "m-" + std::to_string(known),
                                  large.name,
                                  large.query,
                                  large.columns,
                                  large.sort,
                                  large.descending,
                                  true,
                                  1,
                                  1};
                bytes += contract::encode(row).size();
                desk.store->saveView(row);
            }
            transaction.commit();
        }
        // A few more go in, and no more than that.
        int taken = 0;
        while (taken < 50 && put(desk, "mia", "new-" + std::to_string(taken), large).status == 200)
            ++taken;
        QVERIFY2(taken > 0 && taken < 20, qPrintable(QString::number(taken)));
        QCOMPARE(codeOf(put(desk, "tom", "new", large)), std::string("limit_exceeded"));
        desk.subject = "eva";
        desk.reader = "support";
        QVERIFY(desk.get("/api/v1/views").body.size() < 700'000);
        // One's own are not counted with them.
        ViewOrder mine = large;
        mine.shared = false;
        QCOMPARE(put(desk, "eva", "v-mine", mine, "support").status, 200);
    }

    void whatCannotBeReadIsRefused()
    {
        Desk desk;
        ViewOrder wrong = order("a");
        wrong.query = "staus:failed";
        QCOMPARE(put(desk, "mia", "v-1", wrong).status, 400);
        auto request = desk.request("PUT", "/api/v1/views/v-1", contract::encode(order("a")));
        request.headers = {{"Content-Type", "text/plain"}};
        QCOMPARE(desk.send(request).status, 415);
        QVERIFY(views(desk, "mia").empty());
    }

    void aViewerIsNotToldWhichPlayersOthersLookFor()
    {
        Desk desk;
        ViewOrder named = order("player");
        named.query = "status:failed (player:p-1162 or amount>5)";
        put(desk, "mia", "v-1", named);
        put(desk, "mia", "v-2", order("plain"));
        // A word alone is looked for in players' ids as well.
        ViewOrder word = order("word");
        word.query = "status:failed p-1162";
        put(desk, "mia", "v-3", word);
        QCOMPARE(names(desk, "guest", "viewer"), std::string("plain"));
        QCOMPARE(names(desk, "tom"), std::string("plain player word"));
    }

    void changesHaveRowsInTheAuditLog()
    {
        Desk desk;
        put(desk, "mia", "v-1", order("a"));
        put(desk, "mia", "v-1", order("a"));
        put(desk, "mia", "v-1", order("b", false, 1));
        remove(desk, "mia", "v-1");
        desk.reader = "auditor";
        const std::string log = desk.get("/api/v1/audit").body;
        for (const char* action : {"\"view_add\"", "\"view_change\"", "\"view_delete\""}) {
            const std::size_t first = log.find(action);
            QVERIFY2(first != std::string::npos, action);
            QCOMPARE(log.find(action, first + 1), std::string::npos);
        }
        QVERIFY(log.find("not shared, b: status:failed") != std::string::npos);
    }

    void theyOutliveTheProcess()
    {
        const QTemporaryDir directory;
        Desk desk({}, directory.filePath(QStringLiteral("betd.db")).toStdString());
        put(desk, "mia", "v-1", order("shared"));
        const auto before = views(desk, "tom");
        desk.restart();
        QVERIFY(views(desk, "tom") == before);
        QCOMPARE(put(desk, "mia", "v-1", order("later", true, 1)).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestViews)
#include "tst_views.moc"
