// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/partnerupload.h"
#include "tests/client/samples.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using client::contract::ProblemCode;
using client::contract::ReconciliationRow;
using client::contract::ReconciliationState;
using client::operations::PartnerUpload;
using client::ports::HttpRequest;
using tests::samples::problemReply;
using tests::support::FakeTransport;

namespace contract = client::contract;

namespace {

// A service that takes chunks as the real one does.
struct Desk : tests::samples::World
{
    client::api::BetApi api{transport, timers, clock, random, {}};
    PartnerUpload upload{api};
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("partner.csv"));
    std::vector<PartnerUpload::End> ends;
    ReconciliationRow run;
    std::map<std::int64_t, contract::PartnerChunk> chunks;
    std::vector<std::string> targets; // of what was asked
    std::optional<ProblemCode> refusal;
    std::string refusalOf;           // the end of a target
    std::function<void()> onRequest; // before its answer

    Desk()
    {
        run.id = "rec-1";
        run.partner = contract::PartnerId("acme");
        run.from = 1;
        run.to = 2;
        run.author = "ann";
        transport.service = [this](const HttpRequest& request, int) -> std::optional<FakeTransport::Reply> {
            targets.push_back(request.target);
            if (onRequest)
                onRequest();
            if (refusal && request.target.ends_with(refusalOf))
                return problemReply(*refusal);
            if (request.target.ends_with(":rows")) {
                auto chunk = contract::decodePartnerChunk(request.body);
                if (!chunk)
                    return problemReply(ProblemCode::ValidationFailed);
                if (chunks.count(chunk->chunk) == 0) {
                    ++run.chunks;
                    run.lines += static_cast<std::int64_t>(chunk->lines.size());
                }
                chunks[chunk->chunk] = *std::move(chunk);
            }
            if (request.target.ends_with(":compare")) {
                const auto order = contract::decodeCompareOrder(request.body);
                if (!order || order->chunks != run.chunks || order->lines != run.lines)
                    return problemReply(ProblemCode::CountMoved);
                run.state = ReconciliationState::Comparing;
            }
            if (request.target.ends_with(":cancel"))
                run.state = ReconciliationState::Cancelled;
            return FakeTransport::reply(200, encode(run));
        };
        QObject::connect(&upload, &PartnerUpload::finished, &upload,
                         [this](PartnerUpload::End how, const QString&) { ends.push_back(how); });
    }
    void write(int rows, const QByteArray& more = {})
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("bet_id;state;amount;currency\n");
        for (int i = 0; i < rows; ++i)
            file.write("b-" + QByteArray::number(i) + ";held;25,00;EUR\n");
        file.write(more);
    }
    bool start() { return upload.start({contract::PartnerId("acme"), 1, 2}, path); }
    // Lets the event loop and virtual time run until it ends.
    void finish()
    {
        for (int turns = 0; ends.empty() && turns < 100'000; ++turns) {
            QCoreApplication::sendPostedEvents();
            time.advance(60'000);
        }
    }
    bool asked(const std::string& ending) const
    {
        return std::any_of(targets.begin(), targets.end(),
                           [&](const std::string& target) { return target.ends_with(ending); });
    }
};

} // namespace

class TestPartnerUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAFileInChunks();
    void anEmptyListIsAListToo();
    void mistakesSendNothing();
    void aMissingFileIsSaidSo();
    void aLostAnswerCostsNothing();
    void aRefusalGivesTheRunUp();
    void cancelGivesTheRunUp();
    void cancelWhileTheRunIsBegunGivesItUp();
    void aFileThatChangesIsNotCompared();
    void holdsNoMoreThanItSends();
    void oneFileAtATime();
};

void TestPartnerUpload::sendsAFileInChunks()
{
    Desk desk;
    desk.write(1'234);
    QVERIFY(desk.start());
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Comparing});
    QVERIFY(desk.upload.run().state == ReconciliationState::Comparing);
    QCOMPARE(desk.run.lines, 1'234);
    QCOMPARE(desk.chunks.size(), std::size_t(3));
    QCOMPARE(desk.chunks.at(1).lines.size(), std::size_t(500));
    QCOMPARE(desk.chunks.at(3).lines.size(), std::size_t(234));
    int number = 0;
    for (const auto& [key, chunk] : desk.chunks) {
        for (const auto& line : chunk.lines)
            QCOMPARE(line.bet.text(), "b-" + std::to_string(number++));
    }
    QCOMPARE(desk.chunks.at(1).lines.at(0).stake.text(), std::string("25.00"));
    QCOMPARE(desk.upload.rowsSent(), qint64(1'234));
    QVERIFY(desk.asked("/api/v1/reconciliations"));
}

void TestPartnerUpload::anEmptyListIsAListToo()
{
    Desk desk;
    desk.write(0);
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Comparing});
    QVERIFY(desk.chunks.empty());
}

void TestPartnerUpload::mistakesSendNothing()
{
    Desk desk;
    desk.write(600, "b-x;what;1;EUR\nb-y;held;1.2345;EUR\n");
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Mistakes});
    QCOMPARE(desk.upload.mistakeCount(), qint64(2));
    QCOMPARE(desk.upload.mistakes().at(0).line, 602);
    QCOMPARE(desk.upload.mistakes().at(1).line, 603);
    QVERIFY(desk.targets.empty());
}

void TestPartnerUpload::aMissingFileIsSaidSo()
{
    Desk desk;
    QVERIFY(desk.start());
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::FileFailed});
    QVERIFY(!desk.upload.isRunning());
    QVERIFY(desk.targets.empty());
}

void TestPartnerUpload::aLostAnswerCostsNothing()
{
    Desk desk;
    desk.write(700);
    const auto service = desk.transport.service;
    int rows = 0;
    desk.transport.service = [&](const HttpRequest& request, int number) -> std::optional<FakeTransport::Reply> {
        auto reply = service(request, number);
        // Taken, but the answer is lost.
        if (request.target.ends_with(":rows") && ++rows == 1)
            return FakeTransport::broken(contract::TransportError::Reset);
        return reply;
    };
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Comparing});
    QCOMPARE(rows, 3);
    QCOMPARE(desk.run.lines, 700);
}

void TestPartnerUpload::aRefusalGivesTheRunUp()
{
    Desk desk;
    desk.write(700);
    desk.refusal = ProblemCode::Forbidden;
    desk.refusalOf = ":rows";
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::ServiceFailed});
    QVERIFY(desk.upload.answer().problem->code == ProblemCode::Forbidden);
    desk.time.advance(60'000);
    QVERIFY(desk.run.state == ReconciliationState::Cancelled);
}

void TestPartnerUpload::cancelGivesTheRunUp()
{
    Desk desk;
    desk.write(5'000);
    QObject::connect(&desk.upload, &PartnerUpload::progressed, &desk.upload, [&desk] {
        if (desk.upload.rowsSent() >= 500)
            desk.upload.cancel();
    });
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Cancelled});
    desk.time.advance(60'000);
    QCoreApplication::sendPostedEvents();
    QVERIFY(desk.run.state == ReconciliationState::Cancelled);
    QVERIFY(desk.chunks.size() < 10);
    QCOMPARE(desk.ends.size(), std::size_t(1));
}

void TestPartnerUpload::cancelWhileTheRunIsBegunGivesItUp()
{
    Desk desk;
    desk.write(10);
    desk.start();
    for (int turns = 0; desk.targets.empty() && turns < 100; ++turns) {
        QCoreApplication::sendPostedEvents();
        if (desk.targets.empty())
            desk.time.step();
    }
    QCOMPARE(desk.targets.size(), std::size_t(1)); // its answer is on the way
    desk.upload.cancel();
    desk.time.advance(60'000);
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Cancelled});
    QVERIFY(desk.run.state == ReconciliationState::Cancelled);
    QVERIFY(desk.chunks.empty());
}

void TestPartnerUpload::aFileThatChangesIsNotCompared()
{
    Desk desk;
    desk.write(1'000);
    desk.onRequest = [&] {
        if (desk.targets.size() == 1)
            desk.write(900);
    };
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::FileFailed});
    QVERIFY(!desk.asked(":compare"));
    desk.time.advance(60'000);
    QVERIFY(desk.run.state == ReconciliationState::Cancelled);
}

void TestPartnerUpload::holdsNoMoreThanItSends()
{
    // While an answer is out nothing more is read: at most one stretch of the file is in memory.
    Desk desk;
    desk.write(20'000);
    qint64 ahead = 0;
    desk.onRequest = [&] {
        const qint64 rowBytes = desk.upload.bytesTotal() / 20'000;
        if (desk.upload.isSending())
            ahead = std::max(ahead, desk.upload.bytesDone() - desk.upload.rowsSent() * rowBytes);
    };
    desk.start();
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Comparing});
    QVERIFY2(ahead < 3 * 64 * 1024, std::to_string(ahead).c_str());
    QCOMPARE(desk.run.lines, 20'000);
}

void TestPartnerUpload::oneFileAtATime()
{
    Desk desk;
    desk.write(10);
    QVERIFY(desk.start());
    QVERIFY(!desk.start());
    desk.finish();
    QCOMPARE(desk.ends.size(), std::size_t(1));
    desk.ends.clear();
    desk.run.chunks = desk.run.lines = 0;
    desk.chunks.clear();
    QVERIFY(desk.start());
    desk.finish();
    QVERIFY(desk.ends == std::vector{PartnerUpload::End::Comparing});
}

QTEST_GUILESS_MAIN(TestPartnerUpload)
#include "tst_partnerupload.moc"
