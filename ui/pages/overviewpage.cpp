// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewpage.h"

#include "client/contract/query.h"
#include "ui/charts/timechart.h"
#include "ui/fileproblem.h"
#include "ui/jobtexts.h"
#include "ui/widgets/attentioncard.h"
#include "ui/widgets/rowtable.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <limits>

namespace ui {

using client::contract::Aging;
using client::contract::CallTally;
using client::contract::ShownStatus;
using client::feed::LinkState;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

ChartLine lineOf(const QString& name, ShownStatus tone, Qt::PenStyle pen)
{
    return {name, tone, pen, {}};
}

double orUnknown(const std::optional<std::int64_t>& value)
{
    return value ? static_cast<double>(*value) : unknown;
}

} // namespace

OverviewPage::~OverviewPage()
{
    giveUpCall();
}

Place OverviewPage::placeOf(Card card)
{
    switch (card) {
    case Card::Failed:
        return {Place::Kind::Bets, QStringLiteral("status:failed")};
    case Card::Retrying:
        return {Place::Kind::Bets, QStringLiteral("status:retrying")};
    case Card::Held:
        return {Place::Kind::Bets, QStringLiteral("status:funds_held not last:5m")};
    case Card::InDoubt:
        return {Place::Kind::Bets, QStringLiteral("status:in_doubt")};
    case Card::Approvals:
        break;
    }
    return {Place::Kind::Job, {}};
}

std::vector<QWidget*> OverviewPage::panes() const
{
    return {m_cards.front(), m_calls->view(), m_durations->view(), m_queue->view(), m_partnersTable};
}

int OverviewPage::needingAttention() const
{
    if (!m_stats)
        return 0;
    const auto& attention = m_stats->attention;
    int kinds = 0;
    for (const Aging* aging :
         {&attention.failed, &attention.retrying, &attention.held, &attention.inDoubt, &attention.approvals})
        kinds += aging->total() > 0 ? 1 : 0;
    return kinds;
}

QString OverviewPage::badge() const
{
    const int kinds = needingAttention();
    return kinds > 0 ? m_context.format.number(kinds) : QString();
}

bool OverviewPage::isReachable() const
{
    return m_context.connection.isReachable();
}

void OverviewPage::giveUpCall()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->stop();
    m_call.clear();
}

void OverviewPage::refresh()
{
    m_askAtMs = m_context.clock.steadyMs();
    tick();
}

void OverviewPage::tick()
{
    if (isVisible() && isReachable() && !m_call && m_context.clock.steadyMs() >= m_askAtMs)
        ask();
    refreshStatus();
}

void OverviewPage::ask()
{
    auto* call = m_context.api.stats();
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        m_askAtMs = m_context.clock.steadyMs() + refreshMs;
        if (call->result()) {
            m_problem.clear();
            m_stats = *call->result();
            m_checkedAtMs = m_context.clock.utcMs();
            showStats();
        } else {
            m_problem = JobTexts::refusal(call->answer());
        }
        refreshStatus();
        Q_EMIT changed();
    });
}

void OverviewPage::showEarlier(const client::contract::Stats& stats, qint64 readAtMs)
{
    if (m_stats)
        return;
    m_stats = stats;
    m_checkedAtMs = readAtMs;
    showStats();
    refreshStatus();
    Q_EMIT changed();
}

void OverviewPage::onConnection()
{
    // Numbers of one environment are never shown under the name of another.
    if (m_environmentId != m_context.connection.instance().environmentId) {
        m_environmentId = m_context.connection.instance().environmentId;
        giveUpCall();
        m_stats.reset();
        m_problem.clear();
        m_askAtMs = 0;
        showStats();
        Q_EMIT changed();
    }
    tick();
}

// Another moment of a file has other numbers.
void OverviewPage::onRows(const client::feed::Rows& rows)
{
    if (rows.snapshot && m_context.connection.link() == LinkState::File) {
        giveUpCall();
        refresh();
    }
}

void OverviewPage::setLink(const LinkStatus& status)
{
    m_link = status;
    tick();
}

QString OverviewPage::statusText() const
{
    const auto& format = m_context.format;
    const qint64 now = m_context.clock.utcMs();
    if (m_context.connection.link() == LinkState::Offline) {
        if (!m_stats)
            return tr("Offline. Numbers appear when the connection returns.");
        return tr("Offline. Numbers are as of %1 (%2 ago).")
            .arg(format.moment(m_checkedAtMs, now), format.duration(std::max<qint64>(now - m_checkedAtMs, 0)));
    }
    if (!fileProblem(m_link).isEmpty())
        return fileProblem(m_link);
    if (m_context.connection.link() == LinkState::File)
        return tr("As of %1. How partners answered and what waits is not in events.")
            .arg(format.moment(m_stats ? m_stats->at : m_link.dataAsOfMs, now));
    if (!m_problem.isEmpty()) {
        const auto waitMs = std::max<std::int64_t>(m_askAtMs - m_context.clock.steadyMs(), 0);
        const auto next =
            m_call ? tr("Asking again.") : tr("Retrying in %1.").arg(format.duration((waitMs + 999) / 1'000 * 1'000));
        return tr("The service did not give its numbers (%1).").arg(m_problem) + u' ' + next;
    }
    if (!m_stats)
        return tr("Connecting. Numbers appear here.");
    if (m_context.connection.link() == LinkState::Connecting)
        return tr("Connecting. Numbers are as of %1 (%2 ago).")
            .arg(format.moment(m_checkedAtMs, now), format.duration(std::max<qint64>(now - m_checkedAtMs, 0)));
    const auto checked = tr("Last checked %1.").arg(format.moment(m_checkedAtMs, now));
    if (m_stats->attention.isCalm())
        return tr("Nothing needs attention.") + u' ' + checked;
    return tr("%n things need attention.", nullptr, needingAttention()) + u' ' + checked;
}

void OverviewPage::refreshStatus()
{
    const auto text = statusText();
    m_retry->setVisible(!m_problem.isEmpty() && m_context.connection.link() != LinkState::Offline);
    if (m_status->text() == text)
        return;
    m_status->setText(text);
    m_status->setAccessibleName(text);
}

void OverviewPage::showStats()
{
    if (m_stats) {
        const auto& attention = m_stats->attention;
        card(Card::Failed).setCounts(attention.failed);
        card(Card::Retrying).setCounts(attention.retrying);
        card(Card::Held).setCounts(attention.held);
        card(Card::InDoubt).setCounts(attention.inDoubt);
        card(Card::Approvals).setCounts(attention.approvals);
        m_partners.setPartners(m_stats->partners, m_stats->at);
    } else {
        for (auto* card : m_cards)
            card->clearCounts();
        m_partners.clear();
    }
    m_calls->setData(callsData());
    m_queue->setData(queueData());
    if (m_partnersTable->currentRow() < 0 && m_partners.rowCount() > 0)
        m_partnersTable->selectRowAt(std::max(m_partners.rowOf(m_chosen), 0));
    showPartner();
}

const client::contract::PartnerStats* OverviewPage::chosenPartner() const
{
    const int at = m_partnersTable->currentRow();
    return at < 0 || at >= m_partners.rowCount() ? nullptr : &m_partners.row(at);
}

void OverviewPage::showPartner()
{
    const auto* partner = chosenPartner();
    if (partner)
        m_chosen = partner->partner;
    //: Title of a chart. %1 a partner
    m_durations->setTitle(partner ? tr("Duration of calls: %1").arg(Format::foreign(partner->partner.text(), 32))
                                  : tr("Duration of calls"));
    m_durations->setData(durationsData());
}

void OverviewPage::openPartner()
{
    if (const auto* partner = chosenPartner())
        Q_EMIT placeRequested(
            {Place::Kind::Bets, QString::fromStdString(client::contract::Query::termText(
                                    client::contract::QueryField::Partner, client::contract::QueryOperator::Equals,
                                    partner->partner.text()))});
}

ChartData OverviewPage::callsData() const
{
    ChartData made;
    made.lines = {lineOf(tr("Accepted"), ShownStatus::Won, Qt::SolidLine),
                  lineOf(tr("Declined"), ShownStatus::Failed, Qt::DashLine),
                  lineOf(tr("Not sent"), ShownStatus::Retrying, Qt::DotLine),
                  lineOf(tr("In doubt"), ShownStatus::Lost, Qt::DashDotLine)};
    if (!m_stats)
        return made;
    made.startMs = m_stats->from;
    for (std::size_t i = 0; i < m_stats->minutes.size(); ++i) {
        const qint64 minuteMs = m_stats->from + static_cast<qint64>(i) * made.stepMs;
        // The minute that runs now is not over, and would look like a fall; what was not counted is no zero.
        const bool known = m_stats->since > 0 && minuteMs >= m_stats->since && i + 1 < m_stats->minutes.size();
        const CallTally& calls = m_stats->minutes[i].calls;
        const std::array<std::int64_t, 4> counts{calls.accepted, calls.declined, calls.notSent, calls.inDoubt};
        for (std::size_t line = 0; line < counts.size(); ++line)
            made.lines[line].values.push_back(known ? static_cast<double>(counts[line]) : unknown);
    }
    return made;
}

ChartData OverviewPage::queueData() const
{
    ChartData made;
    made.lines = {lineOf(tr("Operations"), ShownStatus::FundsHeld, Qt::SolidLine)};
    if (!m_stats)
        return made;
    made.startMs = m_stats->from;
    for (const auto& minute : m_stats->minutes)
        made.lines[0].values.push_back(orUnknown(minute.queueDepth));
    return made;
}

ChartData OverviewPage::durationsData() const
{
    ChartData made;
    made.lines = {lineOf(tr("p50"), ShownStatus::FundsHeld, Qt::SolidLine),
                  lineOf(tr("p95"), ShownStatus::Retrying, Qt::DashLine)};
    const auto* partner = chosenPartner();
    if (!partner || !m_stats)
        return made;
    made.startMs = m_stats->from;
    for (const auto& minute : partner->minutes) {
        made.lines[0].values.push_back(orUnknown(minute.p50Ms));
        made.lines[1].values.push_back(orUnknown(minute.p95Ms));
    }
    return made;
}

} // namespace ui
