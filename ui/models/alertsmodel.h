// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "client/contract/incident.h"
#include "client/contract/jobrow.h"
#include "client/contract/wire.h"
#include "client/ports/clock.h"
#include "ui/models/tableroles.h"
#include "ui/place.h"

#include <QAbstractTableModel>

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ui {

class Connection;
class Format;

// What a person has to know at once, newest first: a round that needs a recalculation, an approval that this person may
// give, a job that stopped by itself or ended, what the service's rules found. The same group does not repeat within
// repeatMs.
class AlertsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { When, Kind, Text };
    static constexpr int columns = 3;
    static constexpr qint64 repeatMs = 5 * 60'000;
    static constexpr int alertsMax = 500;

    AlertsModel(const client::ports::Clock& clock, const Format& format, const Connection& connection,
                QObject* parent = nullptr);

    // News only: what a snapshot brings has been waiting, and the pages count it.
    void applyRounds(const std::vector<client::contract::RoundRow>& rounds);
    void applyJobs(const std::vector<client::contract::JobRow>& jobs);
    void applyIncidents(const std::vector<client::contract::Incident>& incidents);
    // New ones by their time, known ones where they are; `news`: they are told, unless their rule wants silence.
    void applyAlerts(const std::vector<client::contract::AlertRow>& rows, bool news = true);
    // Known from now on, without an alert.
    void learnRounds(const std::vector<client::contract::RoundRow>& rounds);
    void clear();

    int unseen() const { return m_unseen; }
    void markAllSeen();
    Place place(int row) const;
    QString text(int row) const;
    // Of an alert of the service, which people can work on; null for others.
    const client::contract::AlertRow* found(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static const char* headerSource(Column column);

Q_SIGNALS:
    void unseenChanged();
    // Never more often than once a batch; `newest`: the row of the newest of them.
    void raised(int count, int newest);
    // One of them wants to be heard.
    void sounded();

private:
    enum class Kind { Round, Approval, Paused, Ended, Incident, Found };
    struct Alert
    {
        Kind kind = Kind::Round;
        client::contract::RoundRow round; // of Round
        client::contract::JobRow job;     // of Approval, Paused and Ended
        client::contract::Incident incident = {};
        client::contract::AlertRow found = {}; // of Found
        qint64 at = 0;                         // UTC
        bool seen = false;
    };

    bool mayRepeat(const std::string& group);
    void add(std::vector<Alert> alerts, bool aloud = true);
    // True if it was in the list and needs no new line.
    bool update(const client::contract::AlertRow& row);
    static Place placeOf(const client::contract::AlertRow& row);
    bool wants(const client::contract::JobRow& job, Kind& kind, std::string& group) const;
    QString text(const Alert& alert) const;
    QString jobText(const Alert& alert) const;
    static QString incidentText(const client::contract::Incident& incident);
    QString kindText(const Alert& alert) const;
    Chip chip(const Alert& alert) const;

    const client::ports::Clock& m_clock;
    const Format& m_format;
    const Connection& m_connection;
    std::deque<Alert> m_alerts;
    std::map<std::string, qint64> m_lastAt; // of a group, steady
    struct Seen
    {
        std::int64_t version = 0;
        client::contract::JobState state = client::contract::JobState::Planning;
        std::string why;
    };
    std::map<std::string, Seen> m_jobs;
    std::set<std::string> m_rounds; // that need a recalculation
    int m_unseen = 0;
};

} // namespace ui
