// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/alertsdock.h"

#include "ui/jobtexts.h"
#include "ui/notifier.h"
#include "ui/translation.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using client::api::Call;
using client::contract::AlertState;

AlertsDock::AlertsDock(const Context& context, QWidget* parent)
    : QDockWidget(parent), m_context(context), m_model(context.clock, context.format, context.connection),
      m_table(new RowTable(context.theme)), m_empty(new LineLabel), m_open(new QPushButton),
      m_acknowledge(new QPushButton), m_assign(new QPushButton), m_snooze(new QPushButton), m_snoozes(new QMenu(this)),
      m_more(new QPushButton), m_moreMenu(new QMenu(this)), m_mute(m_moreMenu->addAction(QString())),
      m_test(m_moreMenu->addAction(QString())), m_rules(m_moreMenu->addAction(QString())),
      m_deliveries(m_moreMenu->addAction(QString()))
{
    setObjectName(QStringLiteral("alertsDock"));
    m_table->setObjectName(QStringLiteral("alertsTable"));
    m_table->setModel(&m_model);
    m_empty->setObjectName(QStringLiteral("alertsEmptyText"));
    m_open->setObjectName(QStringLiteral("openAlertButton"));
    m_acknowledge->setObjectName(QStringLiteral("acknowledgeAlertButton"));
    m_assign->setObjectName(QStringLiteral("assignAlertButton"));
    m_snooze->setObjectName(QStringLiteral("snoozeAlertButton"));
    m_snoozes->setObjectName(QStringLiteral("snoozeAlertMenu"));
    m_snooze->setMenu(m_snoozes);
    m_more->setObjectName(QStringLiteral("moreAlertsButton"));
    m_moreMenu->setObjectName(QStringLiteral("moreAlertsMenu"));
    m_moreMenu->setToolTipsVisible(true);
    m_moreMenu->insertSeparator(m_rules);
    m_more->setMenu(m_moreMenu);
    m_mute->setObjectName(QStringLiteral("muteAlerts"));
    m_mute->setCheckable(true);
    m_test->setObjectName(QStringLiteral("testAlert"));
    m_rules->setObjectName(QStringLiteral("openAlertRules"));
    m_deliveries->setObjectName(QStringLiteral("openDeliveries"));

    auto* tools = new QVBoxLayout;
    tools->setContentsMargins(metrics::cellPadding, 6, metrics::cellPadding, 6);
    tools->setSpacing(4);
    auto* work = new LineLayout(metrics::cellPadding);
    for (auto* button : {m_open, m_acknowledge, m_assign, m_snooze, m_more})
        work->addWidget(button);
    tools->addLayout(work);
    tools->addWidget(m_empty);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addLayout(tools);
    setWidget(content);

    connect(&m_model, &AlertsModel::raised, this, &AlertsDock::onRaised);
    connect(&m_model, &AlertsModel::unseenChanged, this, &AlertsDock::refresh);
    connect(this, &QDockWidget::visibilityChanged, this, &AlertsDock::lookAt);
    connect(m_table, &RowTable::openRequested, this, &AlertsDock::openCurrent);
    connect(m_table, &RowTable::currentRowChanged, this, &AlertsDock::refresh);
    connect(m_open, &QPushButton::clicked, this, &AlertsDock::openCurrent);
    connect(&m_model, &AlertsModel::dataChanged, this, &AlertsDock::refreshWork);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (const auto* alert = m_model.found(m_table->currentRow()))
            follow(m_context.api.acknowledgeAlert(alert->id));
    });
    connect(m_assign, &QPushButton::clicked, this, [this] {
        if (const auto* alert = m_model.found(m_table->currentRow()))
            follow(m_context.api.assignAlert(alert->id, m_context.connection.instance().subject));
    });
    connect(m_rules, &QAction::triggered, this, &AlertsDock::rulesRequested);
    connect(m_deliveries, &QAction::triggered, this, &AlertsDock::deliveriesRequested);
    connect(m_test, &QAction::triggered, this, &AlertsDock::test);
    connect(m_mute, &QAction::toggled, this, &AlertsDock::mutedChanged);
    connect(&m_model, &AlertsModel::sounded, this, [this] {
        if (m_notifier && !m_mute->isChecked())
            m_notifier->sound();
    });
    connect(&context.connection, &Connection::changed, this, &AlertsDock::onConnection);
    retranslate();
    onConnection();
}

void AlertsDock::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver)
        m_model.clear();
    if (rows.snapshot)
        m_model.learnRounds(rows.rounds);
    else
        m_model.applyRounds(rows.rounds);
    m_model.applyJobs(rows.jobs);
    m_model.applyIncidents(rows.incidents);
    m_model.applyAlerts(rows.alerts);
}

// What the service found while no console was there.
void AlertsDock::askWhatIsOpen()
{
    for (const auto state : {AlertState::Snoozed, AlertState::Acknowledged, AlertState::Open}) {
        auto* call = m_context.api.alerts(std::string(word(state)));
        connect(call, &Call::finished, this, [this, call] {
            if (!call->result())
                return;
            // The oldest first, so that of two at the same time the newer one is above.
            auto rows = call->result()->rows;
            std::reverse(rows.begin(), rows.end());
            m_isKnown = true;
            m_model.applyAlerts(rows, false);
            refresh();
        });
    }
}

void AlertsDock::follow(client::api::CallOf<client::contract::AlertRow>* call)
{
    m_call = call;
    m_failed.clear();
    connect(call, &Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result())
            m_model.applyAlerts({*call->result()});
        else if (call->answer().kind == client::contract::AnswerKind::InDoubt)
            m_failed = tr("The service did not answer (%1). Look at the alert before you press again.")
                           .arg(JobTexts::refusal(call->answer()));
        else
            m_failed = tr("Not done: %1.").arg(JobTexts::refusal(call->answer()));
        refresh();
    });
    refresh();
}

void AlertsDock::fillSnoozes()
{
    m_snoozes->clear();
    constexpr int hour = 60;
    for (const int minutes : {hour / 2, 2 * hour, 8 * hour, 24 * hour}) {
        auto* action = m_snoozes->addAction(m_context.format.duration(std::int64_t{minutes} * 60'000));
        action->setObjectName(QStringLiteral("snooze%1").arg(minutes));
        connect(action, &QAction::triggered, this, [this, minutes] {
            if (const auto* alert = m_model.found(m_table->currentRow()))
                follow(m_context.api.snoozeAlert(alert->id, minutes));
        });
    }
}

void AlertsDock::refreshWork()
{
    const auto* alert = m_model.found(m_table->currentRow());
    auto whyNot = m_context.connection.whyNot(Act::Alert);
    if (!alert)
        whyNot = tr("Choose an alert of the service.");
    else if (alert->state == AlertState::Resolved)
        whyNot = tr("This alert is over.");
    const bool may = whyNot.isEmpty() && !m_call;
    const auto& me = m_context.connection.instance().subject;
    m_acknowledge->setEnabled(may && alert->state != AlertState::Acknowledged);
    m_assign->setEnabled(may && alert->owner != me);
    m_snooze->setEnabled(may);
    for (auto* button : {m_acknowledge, m_assign, m_snooze})
        button->setToolTip(whyNot);
}

// What waited before this console came.
void AlertsDock::onConnection()
{
    const auto& instance = m_context.connection.instance();
    const auto link = m_context.connection.link();
    refresh();
    const bool answers = link != client::feed::LinkState::Connecting && link != client::feed::LinkState::Offline;
    const auto who = instance.environmentId + ' ' + instance.subject;
    if (!answers || !m_context.connection.isKnown() || who == m_askedAs)
        return;
    m_askedAs = who;
    askWhatIsOpen();
    if (!m_context.connection.whyNot(Act::Approve).isEmpty())
        return;
    auto* call = m_context.api.approvals();
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result())
            m_model.applyJobs(call->result()->rows);
    });
}

void AlertsDock::setNotifier(Notifier* notifier)
{
    m_notifier = notifier;
    if (notifier)
        connect(notifier, &Notifier::clicked, this, [this] {
            window()->raise();
            window()->activateWindow();
            if (!m_notified.id.isEmpty())
                Q_EMIT placeRequested(m_notified);
        });
    refresh();
}

bool AlertsDock::isMuted() const
{
    return m_mute->isChecked();
}

void AlertsDock::setMuted(bool muted)
{
    m_mute->setChecked(muted);
}

void AlertsDock::test()
{
    if (!m_notifier)
        return;
    m_notifier->sound();
    if (m_notifier->isAvailable())
        m_notifier->notify(tr("Betdesk"), tr("This is a test. Alerts look like this."));
}

void AlertsDock::onRaised(int count, int newest)
{
    m_notified = m_model.place(newest);
    if (m_notifier && m_notifier->isAvailable() && !m_mute->isChecked())
        m_notifier->notify(count == 1 ? tr("Betdesk") : tr("Betdesk: %n new alerts", nullptr, count),
                           m_model.text(newest));
    lookAt();
}

void AlertsDock::lookAt()
{
    // A dock behind another tab, or of a window in the background, is not looked at.
    if (isVisible() && !visibleRegion().isEmpty() && window()->isActiveWindow())
        m_model.markAllSeen();
    refresh();
}

void AlertsDock::showNewest()
{
    show();
    raise();
    m_table->setFocus();
    m_table->selectRowAt(0);
    m_model.markAllSeen();
}

void AlertsDock::openCurrent()
{
    const int row = m_table->currentRow();
    if (row >= 0)
        Q_EMIT placeRequested(m_model.place(row));
}

QString AlertsDock::emptyText() const
{
    if (m_model.rowCount() > 0)
        return {};
    const auto link = m_context.connection.link();
    const bool answers = link != client::feed::LinkState::Connecting && link != client::feed::LinkState::Offline;
    return m_isKnown || answers ? tr("No alerts.") : tr("Alerts are known when the service answers.");
}

void AlertsDock::refresh()
{
    const bool canNotify = m_notifier && m_notifier->isAvailable();
    m_open->setEnabled(m_table->currentRow() >= 0);
    m_empty->setText(m_failed.isEmpty() ? emptyText() : m_failed);
    m_empty->setVisible(!m_empty->text().isEmpty());
    refreshWork();
    m_mute->setEnabled(m_notifier);
    m_test->setEnabled(m_notifier);
    const auto onlySound = canNotify ? QString() : tr("This desktop shows no notifications; alerts are only heard.");
    m_mute->setToolTip(onlySound.isEmpty() ? tr("Alerts are listed, but the desktop neither shows nor sounds them.")
                                           : onlySound);
    m_test->setToolTip(onlySound.isEmpty() ? tr("Shows a notification and sounds as an alert would.") : onlySound);
    if (m_notifier)
        m_notifier->setUnseen(m_model.unseen(), tr("%n new alerts", nullptr, m_model.unseen()));
}

void AlertsDock::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("alertsMuted"), m_mute->isChecked());
}

void AlertsDock::restore(QSettings& settings)
{
    m_mute->setChecked(settings.value(QStringLiteral("alertsMuted")).toBool());
}

void AlertsDock::retranslate()
{
    setWindowTitle(tr("Alerts"));
    m_table->setAccessibleName(tr("Alerts"));
    m_open->setText(tr("&Open"));
    m_acknowledge->setText(tr("Ac&knowledge"));
    m_acknowledge->setAccessibleDescription(
        tr("Says that somebody has seen it; it becomes yours unless it has an owner."));
    m_assign->setText(tr("Ass&ign to me"));
    m_snooze->setText(tr("&Snooze"));
    m_snooze->setAccessibleDescription(tr("The alert comes again after that time, unless it is over."));
    fillSnoozes();
    m_more->setText(tr("&More"));
    m_mute->setText(tr("&Mute"));
    m_test->setText(tr("&Test"));
    m_rules->setText(tr("&Rules…"));
    m_rules->setToolTip(tr("What the service raises alerts for."));
    m_deliveries->setText(tr("&Deliveries…"));
    m_deliveries->setToolTip(tr("Which systems are told of events, and what they did not take."));
    m_model.retranslate();
    m_table->fitColumn(0, {QStringLiteral("00.00 00:00:00")});
    QStringList kinds;
    for (const char* kind : {"Recalculation", "Approval", "Paused", "Ended", "Over"})
        kinds << Translation::every("ui::AlertsModel", kind);
    for (const char* severity : {"Information", "Warning", "Critical"})
        kinds << Translation::every("AlertTexts", severity);
    m_table->fitColumn(1, kinds, true);
    refresh();
}

bool AlertsDock::event(QEvent* event)
{
    const bool used = QDockWidget::event(event);
    if (event->type() == QEvent::WindowActivate)
        lookAt();
    return used;
}

void AlertsDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

} // namespace ui
