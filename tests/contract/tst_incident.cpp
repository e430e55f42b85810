// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/incident.h"

#include <QTest>

using client::contract::FeedEvent;
using client::contract::Incident;
using client::contract::incidentOf;

class TestIncident : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheServiceTells_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* type, Incident::Kind kind) {
            QTest::newRow(type) << QByteArray(type) << static_cast<int>(kind);
        };
        // The words that service/core tells; tst_resolutions and tst_bookmakerdoubt hold it to them.
        row("partner.lied", Incident::Kind::PartnerLied);
        row("resolution.requested", Incident::Kind::ResolutionPending);
        row("operation.contradicted", Incident::Kind::Contradicted);
    }

    void readsWhatTheServiceTells()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, kind);
        FeedEvent event;
        event.type = type.toStdString();
        event.partner = client::contract::PartnerId("acme");
        event.betId = client::contract::BetId("b-1");
        const auto incident = incidentOf(event);
        QVERIFY(incident);
        QCOMPARE(static_cast<int>(incident->kind), kind);
        QCOMPARE(incident->partner.text(), std::string("acme"));
        QCOMPARE(incident->bet.text(), std::string("b-1"));
    }

    void otherEventsAreNoIncidents()
    {
        FeedEvent event;
        event.type = "resolution.approved";
        QVERIFY(!incidentOf(event));
    }
};

QTEST_GUILESS_MAIN(TestIncident)
#include "tst_incident.moc"
