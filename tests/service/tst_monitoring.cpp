// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/betdprocess.h"
#include "tests/service/rawclient.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using tests::exchange;
using tests::request;

namespace {

const QString packaging = QStringLiteral(BETDESK_SOURCE_DIR) + u"/packaging/"_s;

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Runs it to its end; what it said, empty if all was well.
QByteArray complaint(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return "it did not end";
    const QByteArray said = process.readAll();
    return process.exitCode() == 0 ? QByteArray() : "exit code " + QByteArray::number(process.exitCode()) + ": " + said;
}

// Names of series that a page of metrics holds.
QSet<QString> seriesOf(const QByteArray& metrics)
{
    QSet<QString> names;
    for (const QByteArray& line : metrics.split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#'))
            names << QString::fromUtf8(line.left(line.indexOf(line.contains('{') ? '{' : ' ')));
    }
    return names;
}

QStringList namesIn(const QString& expression)
{
    static const QRegularExpression name(u"\\bbetd_\\w+"_s);
    QStringList names;
    for (auto found = name.globalMatch(expression); found.hasNext();)
        names << found.next().captured();
    return names;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

// The service with a partner, after some calls and a refusal.
class Watched
{
public:
    Watched()
    {
        const QString config = tests::writeFile(m_folder.filePath(u"betd.toml"_s), "[partners.acme]\n");
        m_betd = std::make_unique<tests::BetdProcess>(QStringList{u"--config"_s, config});
        if (m_betd->start() == 0)
            qFatal("betd did not start");
        for (int i = 0; i < 3; ++i)
            exchange(port(), request("POST", "/api/block_funds", tests::gameToken,
                                     R"({"partner_id":"acme","partner_player_id":"u","amount":1,"bet_id":"b-)" +
                                         QByteArray::number(i) + "\"}"));
    }

    quint16 port() const { return m_betd->port(); }
    QByteArray metrics() const { return exchange(port(), request("GET", "/metrics", {})).body; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<tests::BetdProcess> m_betd;
};

} // namespace

class TestMonitoring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void metricsCoverPartnersStoreJobsAndLoops()
    {
        const Watched watched;
        const QByteArray metrics = watched.metrics();
        for (const char* line :
             {R"(betd_partner_calls_total{call="block_funds",outcome="accepted",partner="acme"} 3)",
              R"(betd_partner_call_duration_seconds_count{partner="acme"} 3)",
              R"(betd_partner_breaker_state{partner="acme"} 0)", R"(betd_partner_in_flight{partner="acme"} 0)",
              R"(betd_partner_queued{partner="acme"} 0)", R"(betd_partner_suspended{partner="acme"} 0)",
              R"(betd_jobs{state="running"} 0)", R"(betd_loop_age_seconds{loop="writer"})",
              R"(betd_loop_age_seconds{loop="server"})", R"(betd_loop_age_seconds{loop="partners"})",
              "betd_event_subscribers 0"})
            QVERIFY2(metrics.contains(line), line);
        const auto size = QRegularExpression(u"\nbetd_store_size_bytes (\\S+)"_s).match(QString::fromUtf8(metrics));
        QVERIFY(size.captured(1).toDouble() > 4'096);
    }

    void labelsComeFromFixedSetsAlone()
    {
        tests::BetdProcess betd;
        QVERIFY(betd.start() != 0);
        for (int i = 0; i < 20; ++i) {
            const QByteArray made = QByteArray::number(i);
            exchange(betd.port(), request("POST", "/api/block_funds", tests::gameToken,
                                          R"({"partner_id":"made-up-)" + made +
                                              R"(","partner_player_id":"u","amount":1,"bet_id":"b"})"));
            exchange(betd.port(), request("GET", "/made-up-" + made, tests::deskToken));
        }
        const QByteArray metrics = exchange(betd.port(), request("GET", "/metrics", {})).body;
        QVERIFY(metrics.contains(R"(betd_partner_calls_total{call="block_funds",outcome="accepted",partner="*"} 20)"));
        QVERIFY(!metrics.contains("made-up"));
    }

    void everyExpressionNamesAMetricThatExists()
    {
        const Watched watched;
        const QSet<QString> series = seriesOf(watched.metrics());
        QVERIFY(series.size() > 30);
        const auto check = [&](const QString& expression) {
            for (const QString& name : namesIn(expression))
                QVERIFY2(series.contains(name), qPrintable(name + u" in "_s + expression));
        };
        const auto dashboard = QJsonDocument::fromJson(contents(packaging + u"grafana/betdesk.json"_s)).object();
        int expressions = 0;
        for (const auto& panel : dashboard[u"panels"_s].toArray()) {
            for (const auto& target : panel[u"targets"_s].toArray()) {
                const QString expression = target[u"expr"_s].toString();
                QVERIFY2(!namesIn(expression).isEmpty(), qPrintable(expression));
                check(expression);
                ++expressions;
            }
        }
        QVERIFY(expressions > 20);
        for (const auto& variable : dashboard[u"templating"_s][u"list"_s].toArray())
            check(variable[u"query"_s][u"query"_s].toString());
        // Requests that were refused make their series with the first of them, so all rules' names are there too.
        check(QString::fromUtf8(contents(packaging + u"prometheus/betd.rules.yml"_s)));
    }

    void everyGaugeAndCounterIsOnTheDashboard()
    {
        const Watched watched;
        const QString dashboard = QString::fromUtf8(contents(packaging + u"grafana/betdesk.json"_s));
        for (const QString& name : seriesOf(watched.metrics())) {
            static const QRegularExpression part(u"_(bucket|sum|count)$"_s);
            const QString family = QString(name).remove(part);
            // A number that only grows with every event says nothing that their rate does not.
            if (family != u"betd_event_head"_s)
                QVERIFY2(dashboard.contains(family), qPrintable(name));
        }
    }

    void prometheusTakesTheMetricsAndTheRules()
    {
        const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
        if (promtool.isEmpty())
            QSKIP("promtool is not installed");
        const QString rules = packaging + u"prometheus/betd.rules"_s;
        QCOMPARE(complaint(promtool, {u"check"_s, u"rules"_s, rules + u".yml"_s}), QByteArray());
        QCOMPARE(complaint(promtool, {u"test"_s, u"rules"_s, rules + u".test.yml"_s}), QByteArray());
        const Watched watched;
        QCOMPARE(complaint(promtool, {u"check"_s, u"metrics"_s}, watched.metrics()), QByteArray());
    }

    void everyRuleHasATest()
    {
        const QByteArray tested = contents(packaging + u"prometheus/betd.rules.test.yml"_s);
        static const QRegularExpression alert(u"alert: (\\w+)"_s);
        const QString rules = QString::fromUtf8(contents(packaging + u"prometheus/betd.rules.yml"_s));
        int alerts = 0;
        for (auto found = alert.globalMatch(rules); found.hasNext(); ++alerts) {
            const QByteArray name = found.next().captured(1).toUtf8();
            QVERIFY2(QRegularExpression(QString::fromUtf8("alertname: " + name + "\\s+exp_alerts"))
                         .match(QString::fromUtf8(tested))
                         .hasMatch(),
                     name.constData());
        }
        QVERIFY(alerts > 10);
    }

    void aRealPrometheusScrapesTheService()
    {
        const QString program = QStandardPaths::findExecutable(u"prometheus"_s);
        if (program.isEmpty())
            QSKIP("prometheus is not installed");
        const Watched watched;
        const QTemporaryDir folder;
        const QString config = tests::writeFile(
            folder.filePath(u"prometheus.yml"_s),
            "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: ['" +
                (packaging + u"prometheus/betd.rules.yml"_s).toUtf8() +
                "']\nscrape_configs:\n  - job_name: betd\n    static_configs: [{targets: ['127.0.0.1:" +
                QByteArray::number(watched.port()) + "']}]\n");
        const quint16 port = freePort();
        QVERIFY(port != 0);
        QProcess prometheus;
        prometheus.setStandardErrorFile(folder.filePath(u"log"_s));
        prometheus.start(program, {u"--config.file="_s + config, u"--storage.tsdb.path="_s + folder.filePath(u"data"_s),
                                   u"--web.listen-address=127.0.0.1:"_s + QString::number(port)});
        QVERIFY(prometheus.waitForStarted());
        const auto asked = [port](const QByteArray& query) {
            tests::RawClient client(port);
            if (!client.isConnected() || !client.send(request("GET", "/api/v1/query?query=" + query, {})))
                return QByteArray();
            const auto reply = client.reply();
            return reply ? reply->body : QByteArray();
        };
        QTRY_VERIFY_WITH_TIMEOUT(asked("up").contains(R"("1"])"), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(asked("sum(betd_partner_calls_total)").contains(R"("3"])"), 30'000);
        QVERIFY(asked("betd_loop_age_seconds").contains("writer"));
        prometheus.terminate();
        QVERIFY(prometheus.waitForFinished(30'000));
    }
};

QTEST_GUILESS_MAIN(TestMonitoring)
#include "tst_monitoring.moc"
