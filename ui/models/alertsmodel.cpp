// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alertsmodel.h"

#include "ui/alerttexts.h"
#include "ui/connection.h"
#include "ui/format.h"
#include "ui/roundtexts.h"

#include <algorithm>
#include <array>

namespace ui {

using client::contract::AlertCondition;
using client::contract::AlertRow;
using client::contract::AlertSeverity;
using client::contract::AlertState;
using client::contract::JobRow;
using client::contract::JobState;
using client::contract::RoundRow;
using client::contract::ShownStatus;

namespace {

constexpr std::array<const char*, AlertsModel::columns> headers{QT_TRANSLATE_NOOP("ui::AlertsModel", "When"),
                                                                QT_TRANSLATE_NOOP("ui::AlertsModel", "Kind"),
                                                                QT_TRANSLATE_NOOP("ui::AlertsModel", "Alert")};
// More groups than a console meets in weeks.
constexpr std::size_t groupsMax = 20'000;

} // namespace

AlertsModel::AlertsModel(const client::ports::Clock& clock, const Format& format, const Connection& connection,
                         QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_format(format), m_connection(connection)
{
}

bool AlertsModel::mayRepeat(const std::string& group)
{
    const auto now = m_clock.steadyMs();
    const auto [last, isFirst] = m_lastAt.try_emplace(group, now);
    if (isFirst) {
        if (m_lastAt.size() > groupsMax)
            std::erase_if(m_lastAt, [now](const auto& entry) { return now - entry.second >= repeatMs; });
        return true;
    }
    if (now - last->second < repeatMs)
        return false;
    last->second = now;
    return true;
}

void AlertsModel::learnRounds(const std::vector<RoundRow>& rounds)
{
    for (const auto& round : rounds) {
        if (round.needsRecalculation)
            m_rounds.insert(round.round.text());
        else
            m_rounds.erase(round.round.text());
    }
}

void AlertsModel::applyRounds(const std::vector<RoundRow>& rounds)
{
    std::vector<Alert> alerts;
    for (const auto& round : rounds) {
        const bool wasNeeding = m_rounds.erase(round.round.text()) > 0;
        if (round.needsRecalculation)
            m_rounds.insert(round.round.text());
        if (!round.needsRecalculation || wasNeeding || !mayRepeat("round:" + round.round.text()))
            continue;
        Alert alert;
        alert.kind = Kind::Round;
        alert.round = round;
        alerts.push_back(std::move(alert));
    }
    add(std::move(alerts));
}

bool AlertsModel::wants(const JobRow& job, Kind& kind, std::string& group) const
{
    const auto& instance = m_connection.instance();
    const auto id = job.id.text();
    switch (job.state) {
    case JobState::PendingApproval: {
        const bool isManager =
            std::find(instance.roles.begin(), instance.roles.end(), "manager") != instance.roles.end();
        kind = Kind::Approval;
        group = "approval:" + id;
        return isManager && job.author != instance.subject;
    }
    case JobState::Paused:
        kind = Kind::Paused;
        group = "paused:" + id;
        return job.why != "paused";
    case JobState::Planning:
    case JobState::Planned:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Withdrawn: // by its author, who knows
        return false;
    case JobState::Stale:
    case JobState::Expired:
    case JobState::Rejected: {
        // Nothing ran: only the author waits for it.
        kind = Kind::Ended;
        group = "ended:" + id;
        return job.author == instance.subject && !job.approval.empty();
    }
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Cancelled:
    case JobState::Superseded:
        break;
    }
    kind = Kind::Ended;
    group = "ended:" + id;
    return true;
}

void AlertsModel::applyJobs(const std::vector<JobRow>& jobs)
{
    std::vector<Alert> alerts;
    for (const auto& job : jobs) {
        auto [held, isFirst] = m_jobs.try_emplace(job.id.text());
        if (!isFirst && job.version <= held->second.version)
            continue;
        const bool isSame = !isFirst && held->second.state == job.state && held->second.why == job.why;
        held->second = {job.version, job.state, job.why};
        Alert alert;
        std::string group;
        if (isSame || !wants(job, alert.kind, group) || !mayRepeat(group))
            continue;
        alert.job = job;
        alerts.push_back(std::move(alert));
    }
    add(std::move(alerts));
}

void AlertsModel::applyIncidents(const std::vector<client::contract::Incident>& incidents)
{
    const auto& roles = m_connection.instance().roles;
    const bool isManager = std::find(roles.begin(), roles.end(), "manager") != roles.end();
    std::vector<Alert> alerts;
    for (const auto& incident : incidents) {
        // Only who may agree to it is asked.
        if (incident.kind == client::contract::Incident::Kind::ResolutionPending && !isManager)
            continue;
        const auto group = "incident:" + std::to_string(static_cast<int>(incident.kind)) + ":" +
                           incident.partner.text() + "/" + incident.bet.text();
        if (!mayRepeat(group))
            continue;
        Alert alert;
        alert.kind = Kind::Incident;
        alert.incident = incident;
        alerts.push_back(std::move(alert));
    }
    add(std::move(alerts));
}

bool AlertsModel::update(const AlertRow& row)
{
    const auto known = std::find_if(m_alerts.begin(), m_alerts.end(), [&row](const Alert& alert) {
        return alert.kind == Kind::Found && alert.found.id == row.id;
    });
    if (known == m_alerts.end())
        return row.state == AlertState::Resolved;
    if (row.version <= known->found.version)
        return true;
    const int at = static_cast<int>(known - m_alerts.begin());
    if (row.state == AlertState::Open && row.raisedAt > known->found.raisedAt) {
        // It came again after its snooze: a new line on top.
        beginRemoveRows({}, at, at);
        m_unseen -= known->seen ? 0 : 1;
        m_alerts.erase(known);
        endRemoveRows();
        return false;
    }
    known->found = row;
    Q_EMIT dataChanged(index(at, 0), index(at, columns - 1));
    return true;
}

void AlertsModel::applyAlerts(const std::vector<AlertRow>& rows, bool news)
{
    std::vector<Alert> quiet;
    std::vector<Alert> loud;
    bool heard = false;
    for (const auto& row : rows) {
        if (update(row))
            continue;
        Alert alert;
        alert.kind = Kind::Found;
        alert.found = row;
        alert.seen = !news;
        // The round itself has told it already.
        const bool isTold = row.condition == AlertCondition::WrongResult && !mayRepeat("round:" + row.round.text());
        const bool isNew = news && row.state == AlertState::Open && !row.quiet && !isTold;
        heard = heard || (isNew && row.sound);
        const bool isLoud = isNew && row.desktop;
        (isLoud ? loud : quiet).push_back(std::move(alert));
    }
    add(std::move(quiet), false);
    add(std::move(loud));
    if (heard)
        Q_EMIT sounded();
}

const AlertRow* AlertsModel::found(int row) const
{
    if (row < 0 || row >= rowCount() || m_alerts[static_cast<std::size_t>(row)].kind != Kind::Found)
        return nullptr;
    return &m_alerts[static_cast<std::size_t>(row)].found;
}

void AlertsModel::add(std::vector<Alert> alerts, bool aloud)
{
    if (alerts.empty())
        return;
    const int count = static_cast<int>(alerts.size());
    int newest = rowCount();
    for (auto& alert : alerts) {
        alert.at = alert.kind == Kind::Found ? alert.found.raisedAt : m_clock.utcMs();
        // What the service found while nobody listened comes late. Of two at the same time the later one is above.
        const auto below = std::find_if(m_alerts.begin(), m_alerts.end(),
                                        [at = alert.at](const Alert& other) { return other.at <= at; });
        const int row = static_cast<int>(below - m_alerts.begin());
        beginInsertRows({}, row, row);
        m_unseen += alert.seen ? 0 : 1;
        m_alerts.insert(below, std::move(alert));
        endInsertRows();
        newest = std::min(newest, row);
    }
    if (rowCount() > alertsMax) {
        beginRemoveRows({}, alertsMax, rowCount() - 1);
        m_alerts.resize(alertsMax);
        m_unseen = static_cast<int>(
            std::count_if(m_alerts.begin(), m_alerts.end(), [](const Alert& alert) { return !alert.seen; }));
        endRemoveRows();
    }
    if (aloud && newest < rowCount()) {
        Q_EMIT raised(std::min(count, rowCount()), newest);
        // Those of the service say by themselves whether they are heard.
        if (m_alerts[static_cast<std::size_t>(newest)].kind != Kind::Found)
            Q_EMIT sounded();
    }
    Q_EMIT unseenChanged();
}

void AlertsModel::clear()
{
    beginResetModel();
    m_alerts.clear();
    m_lastAt.clear();
    m_jobs.clear();
    m_rounds.clear();
    m_unseen = 0;
    endResetModel();
    Q_EMIT unseenChanged();
}

void AlertsModel::markAllSeen()
{
    if (m_unseen == 0)
        return;
    for (auto& alert : m_alerts)
        alert.seen = true;
    m_unseen = 0;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT unseenChanged();
}

Place AlertsModel::placeOf(const AlertRow& row)
{
    if (!row.job.empty())
        return {Place::Kind::Job, QString::fromStdString(row.job.text())};
    if (!row.round.empty())
        return {Place::Kind::Round, QString::fromStdString(row.round.text())};
    const auto partner = QString::fromStdString(row.partner.text());
    if (!row.bet.empty())
        return {Place::Kind::Bet, QString::fromStdString(row.bet.text()), partner};
    if (partner.isEmpty())
        return {Place::Kind::Bets, {}};
    const auto status = row.condition == AlertCondition::FundsHeld ? QStringLiteral("status:funds_held ")
                        : row.condition == AlertCondition::InDoubt ? QStringLiteral("status:in_doubt ")
                                                                   : QString();
    return {Place::Kind::Bets, status + QStringLiteral("partner:") + partner};
}

Place AlertsModel::place(int row) const
{
    const auto& alert = m_alerts[static_cast<std::size_t>(row)];
    if (alert.kind == Kind::Found)
        return placeOf(alert.found);
    if (alert.kind == Kind::Incident && alert.incident.bet.empty())
        return {Place::Kind::Bets, QStringLiteral("partner:") + QString::fromStdString(alert.incident.partner.text())};
    if (alert.kind == Kind::Incident)
        return {Place::Kind::Bet, QString::fromStdString(alert.incident.bet.text()),
                QString::fromStdString(alert.incident.partner.text())};
    return alert.kind == Kind::Round ? Place{Place::Kind::Round, QString::fromStdString(alert.round.round.text())}
                                     : Place{Place::Kind::Job, QString::fromStdString(alert.job.id.text())};
}

QString AlertsModel::text(int row) const
{
    return text(m_alerts[static_cast<std::size_t>(row)]);
}

QString AlertsModel::text(const Alert& alert) const
{
    if (alert.kind == Kind::Round)
        //: %1 a round's id, %2 why, as a phrase
        return tr("Round %1: %2. A recalculation is needed.")
            .arg(Format::foreign(alert.round.round.text(), 64), RoundTexts::cause(alert.round.cause));
    if (alert.kind == Kind::Found)
        return AlertTexts(m_format).found(alert.found, m_clock.utcMs());
    return alert.kind == Kind::Incident ? incidentText(alert.incident) : jobText(alert);
}

QString AlertsModel::incidentText(const client::contract::Incident& incident)
{
    const auto partner = Format::foreign(incident.partner.text(), 64);
    const auto bet = Format::foreign(incident.bet.text(), 64);
    switch (incident.kind) {
    case client::contract::Incident::Kind::PartnerLied:
        //: %1 a bookmaker, %2 a bet
        return incident.bet.empty()
                   ? tr("%1 answered for something else than it was asked.").arg(partner)
                   : tr("%1 answered for something else than bet %2. It counts as no answer.").arg(partner, bet);
    case client::contract::Incident::Kind::ResolutionPending:
        return tr("Approval needed: somebody says what the operation in doubt of bet %2 at %1 came to.")
            .arg(partner, bet);
    case client::contract::Incident::Kind::Contradicted:
        return tr("%1 says otherwise than people did about bet %2. Compare both sides.").arg(partner, bet);
    }
    return {};
}

QString AlertsModel::jobText(const Alert& alert) const
{
    const AlertTexts texts(m_format);
    const auto& job = alert.job;
    const auto name = texts.name(job);
    if (alert.kind == Kind::Approval)
        //: %1 "refund of 305 bets, 17 902.00 EUR", %2 who asks for it
        return tr("Approval needed: %1, by %2.").arg(texts.request(job), Format::foreign(job.author, 64));
    if (alert.kind == Kind::Paused)
        //: %1 "Refund job 88", %2 why, as a phrase, %3 "4 done, 1 failed"
        return tr("%1 paused: %2; %3.").arg(name, AlertTexts::why(job.why), texts.outcome(job.counts));
    switch (job.state) {
    case JobState::Rejected:
        return job.why == "result_differs"
                   ? tr("%1 is returned to you: the second person chose another result.").arg(name)
                   //: %1 "Refund job 88", %2 who rejected it, %3 their comment
                   : tr("%1 was rejected by %2: %3")
                         .arg(name, Format::foreign(job.approver, 64), Format::foreign(job.comment, 200));
    case JobState::Expired:
        return tr("%1 expired: nobody approved it in time. Nothing was changed.").arg(name);
    case JobState::Stale:
        return tr("%1 is stale: bets changed meanwhile. Nothing was changed.").arg(name);
    case JobState::Superseded:
        return tr("%1 did not start: %2. Nothing was changed.").arg(name, AlertTexts::why(job.why));
    case JobState::Cancelled:
        return tr("%1 was stopped: %2.").arg(name, texts.outcome(job.counts));
    case JobState::Planning:
    case JobState::Planned:
    case JobState::PendingApproval:
    case JobState::Holding:
    case JobState::Running:
    case JobState::Paused:
    case JobState::Completed:
    case JobState::CompletedWithExceptions:
    case JobState::Withdrawn:
        break;
    }
    return tr("%1 finished: %2.").arg(name, texts.outcome(job.counts));
}

QString AlertsModel::kindText(const Alert& alert) const
{
    switch (alert.kind) {
    case Kind::Round:
        return tr("Recalculation");
    case Kind::Approval:
        return tr("Approval");
    case Kind::Paused:
        return tr("Paused");
    case Kind::Ended:
        return tr("Ended");
    case Kind::Incident:
        return tr("Incident");
    case Kind::Found:
        return alert.found.state == AlertState::Resolved ? tr("Over") : AlertTexts::severity(alert.found.severity);
    }
    return {};
}

Chip AlertsModel::chip(const Alert& alert) const
{
    switch (alert.kind) {
    case Kind::Round:
        return {Glyph::DiamondOutline, ShownStatus::Retrying};
    case Kind::Approval:
        return {Glyph::Padlock, ShownStatus::FundsHeld};
    case Kind::Paused:
        return {Glyph::Pause, ShownStatus::Retrying};
    case Kind::Incident:
        return {Glyph::FilledTriangle, ShownStatus::Failed};
    case Kind::Found:
        if (alert.found.state == AlertState::Resolved)
            return {Glyph::Check, ShownStatus::Lost};
        return alert.found.severity == AlertSeverity::Critical  ? Chip{Glyph::FilledTriangle, ShownStatus::Failed}
               : alert.found.severity == AlertSeverity::Warning ? Chip{Glyph::DiamondOutline, ShownStatus::Retrying}
                                                                : Chip{Glyph::Dash, ShownStatus::Lost};
    case Kind::Ended:
        break;
    }
    if (alert.job.state == JobState::Completed)
        return {Glyph::Check, ShownStatus::Won};
    return alert.job.counts.failed + alert.job.counts.inDoubt > 0 ? Chip{Glyph::FilledTriangle, ShownStatus::Failed}
                                                                  : Chip{Glyph::Dash, ShownStatus::Lost};
}

void AlertsModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

const char* AlertsModel::headerSource(Column column)
{
    return headers[static_cast<std::size_t>(column)];
}

int AlertsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_alerts.size());
}

int AlertsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AlertsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& alert = m_alerts[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const auto shown = column == Column::When   ? m_format.moment(alert.at, m_clock.utcMs())
                       : column == Column::Kind ? kindText(alert)
                                                : text(alert);
    switch (role) {
    case Qt::DisplayRole:
        return shown;
    case Qt::ToolTipRole:
        return QStringLiteral("<p>") + text(alert).toHtmlEscaped() + QStringLiteral("</p>");
    case Qt::AccessibleTextRole:
        if (column != Column::When)
            return tr("%1: %2").arg(tr(headerSource(column)), shown);
        //: Screen reader. %1 a time, %2 the alert
        return alert.seen ? tr("%1. %2").arg(shown, text(alert)) : tr("New. %1. %2").arg(shown, text(alert));
    case ChipRole:
        return column == Column::Kind ? QVariant::fromValue(chip(alert)) : QVariant();
    case FaintRole:
        return alert.kind == Kind::Found ? alert.found.state != AlertState::Open : alert.seen;
    default:
        return {};
    }
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(tr(headerSource(static_cast<Column>(section)))) : QVariant();
}

} // namespace ui
