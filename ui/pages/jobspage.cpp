// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/jobspage.h"

#include "ui/dialogs/jobactiondialog.h"
#include "ui/fileproblem.h"
#include "ui/widgets/jobpanel.h"
#include "ui/widgets/reportbar.h"
#include "ui/widgets/rowtable.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>

namespace ui {

using client::api::JobVerb;
using client::contract::JobId;
using client::contract::JobRow;
using client::feed::LinkState;

namespace {

constexpr int tickMs = 1'000;
const QList<int> partSizes{190, 420};

constexpr std::array<std::pair<JobAction, Qt::Key>, 6> keys{{{JobAction::Decide, Qt::Key_A},
                                                             {JobAction::Withdraw, Qt::Key_W},
                                                             {JobAction::Pause, Qt::Key_P},
                                                             {JobAction::Resume, Qt::Key_R},
                                                             {JobAction::Stop, Qt::Key_S},
                                                             {JobAction::RetryFailed, Qt::Key_F}}};

JobVerb verbOf(JobAction action)
{
    switch (action) {
    case JobAction::Withdraw:
        return JobVerb::Withdraw;
    case JobAction::Pause:
        return JobVerb::Pause;
    case JobAction::Resume:
        return JobVerb::Resume;
    case JobAction::RetryFailed:
        return JobVerb::RetryFailed;
    case JobAction::Stop:
    case JobAction::Decide:
        break;
    }
    return JobVerb::Cancel;
}

} // namespace

JobsPage::JobsPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_model(context.api, context.clock, context.format), m_commands(context.api),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_table(new RowTable(context.theme)),
      m_empty(new QWidget(m_table)), m_emptyLabel(new QLabel(m_empty)), m_retry(new QPushButton(m_empty)),
      m_reportBar(new ReportBar(context)), m_panel(new JobPanel(context))
{
    setObjectName(QStringLiteral("jobsPage"));
    m_splitter->setObjectName(QStringLiteral("jobsSplitter"));
    m_table->setObjectName(QStringLiteral("jobsTable"));
    m_table->setModel(&m_model);
    m_emptyLabel->setObjectName(QStringLiteral("jobsEmptyText"));
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    setTextRole(m_emptyLabel, TextRole::Secondary);
    m_retry->setObjectName(QStringLiteral("retryJobsButton"));
    auto* empty = new QVBoxLayout(m_empty);
    empty->setSpacing(metrics::groupSpacing);
    empty->addStretch(1);
    empty->addWidget(m_emptyLabel);
    empty->addWidget(m_retry, 0, Qt::AlignCenter);
    empty->addStretch(1);

    auto* below = new QWidget;
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_reportBar->setContentsMargins(metrics::groupSpacing, 4, metrics::groupSpacing, 4);
    column->addWidget(m_reportBar);
    column->addWidget(m_panel, 1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(below);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes(partSizes);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    buildActions();
    connect(m_table, &RowTable::currentRowChanged, this, &JobsPage::onCurrentRow);
    connect(m_table, &RowTable::openRequested, this, [this] { m_panel->itemsTable().setFocus(); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &JobsPage::showMenu);
    connect(m_retry, &QPushButton::clicked, this, &JobsPage::refresh);
    connect(m_panel, &JobPanel::actionRequested, this, &JobsPage::act);
    connect(m_panel, &JobPanel::reportRequested, this, &JobsPage::saveReport);
    connect(m_panel, &JobPanel::continueRequested, this, [this] {
        if (m_panel->row())
            Q_EMIT continueRequested(*m_panel->row());
    });
    connect(m_panel, &JobPanel::betRequested, this, [this](const QString& partner, const QString& bet) {
        Q_EMIT placeRequested({Place::Kind::Bet, bet, partner});
    });
    connect(m_reportBar, &ReportBar::runningChanged, this, &JobsPage::refreshPanel);
    connect(&m_model, &JobsModel::loadingChanged, this, &JobsPage::refreshEmpty);
    connect(&m_model, &JobsModel::rowsChanged, this, [this] {
        if (!m_wanted.empty())
            choose(m_wanted);
        else if (m_table->currentRow() < 0 && m_model.rowCount() > 0)
            m_table->selectRowAt(0);
        refreshEmpty();
        refreshPanel();
        Q_EMIT changed();
    });
    connect(&m_commands, &client::operations::JobCommands::busyChanged, this, &JobsPage::refreshPanel);
    connect(&m_commands, &client::operations::JobCommands::done, this, [this](const JobRow& row) {
        m_model.apply({row});
        Q_EMIT message(JobTexts::name(row) + QStringLiteral(": ") + JobTexts::state(row.state));
    });
    connect(&m_commands, &client::operations::JobCommands::failed, this,
            [this](const JobId&, JobVerb verb, const client::contract::Answer& answer) { sayFailed(verb, answer); });
    connect(&context.connection, &Connection::changed, this, &JobsPage::onConnection);
    connect(&m_timer, &QTimer::timeout, this, &JobsPage::tick);
    m_timer.start(tickMs);
    retranslate();
    onConnection();
}

JobsPage::~JobsPage() = default;

void JobsPage::buildActions()
{
    for (const auto& [action, key] : keys) {
        auto* made = new QAction(this);
        made->setObjectName(QStringLiteral("jobAction%1").arg(static_cast<int>(action)));
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, [this, which = action] { act(which); });
        m_actions[action] = made;
        m_table->addAction(made);
        addAction(made); // for the palette
    }
    m_saveReport = new QAction(this);
    m_saveReport->setObjectName(QStringLiteral("jobReportAction"));
    m_saveReport->setShortcut(Qt::CTRL | Qt::Key_E);
    m_saveReport->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_saveReport, &QAction::triggered, this, &JobsPage::saveReport);
    addAction(m_saveReport);
}

std::vector<QWidget*> JobsPage::panes() const
{
    return {m_table, m_panel};
}

QString JobsPage::subject() const
{
    return m_panel->row() ? JobTexts::name(*m_panel->row()) : QString();
}

QString JobsPage::badge() const
{
    const int waiting = m_model.waitingFor(m_context.connection.instance().subject);
    return waiting > 0 ? m_context.format.number(waiting) : QString();
}

bool JobsPage::open(const Place& place)
{
    if (place.kind != Place::Kind::Job)
        return false;
    if (!place.id.isEmpty())
        choose(JobId(place.id.toStdString()));
    return true;
}

void JobsPage::choose(const JobId& job)
{
    const int row = m_model.rowOf(job);
    if (row >= 0) {
        m_wanted = {};
        m_table->selectRowAt(row);
        return;
    }
    if (m_wanted == job)
        return;
    m_wanted = job;
    auto* call = m_context.api.job(job);
    connect(call, &client::api::Call::finished, this, [this, call, job] {
        if (m_wanted != job)
            return;
        m_wanted = {};
        if (!call->result()) {
            Q_EMIT message(tr("The job could not be read (%1).").arg(JobTexts::refusal(call->answer())));
            return;
        }
        m_model.apply({call->result()->job});
        choose(job);
    });
}

void JobsPage::refresh()
{
    if (!m_context.connection.isKnown())
        return;
    m_askedAtMs = m_context.clock.steadyMs();
    m_model.reload();
    m_panel->items().markStale();
    refreshEmpty();
}

void JobsPage::onConnection()
{
    const bool isReachable = m_context.connection.isReachable();
    // Jobs of one environment are never shown under the name of another.
    const bool isOther = m_environmentId != m_context.connection.instance().environmentId;
    if (isOther) {
        m_environmentId = m_context.connection.instance().environmentId;
        m_model.clear();
    }
    if (isReachable && (!m_wasReachable || isOther))
        refresh();
    m_wasReachable = isReachable;
    refreshEmpty();
    refreshPanel();
}

void JobsPage::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver)
        m_model.clear();
    m_model.apply(rows.jobs);
    // A snapshot says nothing of jobs: what happened to them meanwhile was missed.
    if (rows.snapshot && m_wasReachable && (rows.startsOver || !m_model.isLoading()))
        refresh();
}

void JobsPage::setLink(const LinkStatus& status)
{
    m_link = status;
    m_model.setClockSkew(status.clockSkewMs);
    refreshEmpty();
}

void JobsPage::tick()
{
    m_model.tick();
    m_panel->tick(m_model.serviceNowMs());
    if (m_link.state == LinkState::Polling && !m_model.isLoading() &&
        m_context.clock.steadyMs() - m_askedAtMs >= pollMs)
        refresh();
}

void JobsPage::onCurrentRow()
{
    refreshPanel();
    Q_EMIT changed();
}

void JobsPage::refreshPanel()
{
    const int at = m_table->currentRow();
    const auto* row = at < 0 ? nullptr : &m_model.row(at);
    m_panel->showJob(row, m_model.serviceNowMs());
    m_panel->setBusy(row && m_commands.isBusy(row->id), m_reportBar->isRunning());
    if (m_dialog) {
        if (const auto* asked = m_model.find(m_dialog->row().id))
            m_dialog->setRow(*asked);
    }
    refreshActions();
}

void JobsPage::refreshActions()
{
    const auto& row = m_panel->row();
    for (const auto& [action, made] : m_actions) {
        const bool may =
            row && !m_commands.isBusy(row->id) && JobActions::whyNot(action, *row, m_context.connection).isEmpty();
        made->setEnabled(may);
    }
    m_saveReport->setEnabled(row && !m_reportBar->isRunning());
}

void JobsPage::act(JobAction action)
{
    if (!m_panel->row())
        return;
    const JobRow row = *m_panel->row();
    if (!JobActions::whyNot(action, row, m_context.connection).isEmpty() || m_commands.isBusy(row.id))
        return;
    switch (action) {
    case JobAction::Decide:
        Q_EMIT decideRequested(row);
        return;
    case JobAction::Pause:
        // Nothing can be lost by a pause, and it may be urgent.
        m_commands.steer(row.id, JobVerb::Pause);
        return;
    case JobAction::Withdraw:
    case JobAction::Resume:
    case JobAction::Stop:
    case JobAction::RetryFailed:
        confirm(action, row);
        return;
    }
}

void JobsPage::confirm(JobAction action, const JobRow& row)
{
    if (m_dialog)
        return;
    m_dialog = new JobActionDialog(m_context, action, row, this);
    connect(m_dialog, &JobActionDialog::confirmed, this,
            [this, action, job = row.id] { m_commands.steer(job, verbOf(action)); });
    auto* focused = window()->focusWidget();
    connect(m_dialog, &QDialog::finished, this, [focused = QPointer<QWidget>(focused)] {
        if (focused)
            focused->setFocus(Qt::OtherFocusReason);
    });
    m_dialog->open();
}

void JobsPage::saveReport()
{
    if (m_panel->row() && !m_reportBar->isRunning())
        m_reportBar->ask(*m_panel->row());
}

void JobsPage::sayFailed(JobVerb verb, const client::contract::Answer& answer)
{
    const auto why = JobTexts::refusal(answer);
    if (answer.kind == client::contract::AnswerKind::InDoubt) {
        // Whether the command arrived is what the job itself says.
        refresh();
        Q_EMIT message(tr("The service did not answer (%1). Look at the job's state before you press again.").arg(why));
        return;
    }
    switch (verb) {
    case JobVerb::Withdraw:
        Q_EMIT message(tr("Not withdrawn: %1.").arg(why));
        break;
    case JobVerb::Pause:
        Q_EMIT message(tr("Not paused: %1.").arg(why));
        break;
    case JobVerb::Resume:
        Q_EMIT message(tr("Not resumed: %1.").arg(why));
        break;
    case JobVerb::Cancel:
        Q_EMIT message(tr("Not stopped: %1.").arg(why));
        break;
    case JobVerb::RetryFailed:
        Q_EMIT message(tr("Not tried again: %1.").arg(why));
        break;
    }
    refresh();
}

void JobsPage::showMenu(const QPoint& position)
{
    const auto index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    m_table->selectRowAt(index.row());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("jobMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& [action, key] : keys)
        menu->addAction(m_actions[action]);
    menu->addSeparator();
    menu->addAction(m_saveReport);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

QString JobsPage::emptyText() const
{
    if (m_model.rowCount() > 0)
        return {};
    const auto link = m_context.connection.link();
    if (link == LinkState::Offline)
        return tr("Offline. Jobs run on the service and are shown when the connection returns. Approvals cannot be "
                  "given offline.");
    if (!fileProblem(m_link).isEmpty())
        return fileProblem(m_link);
    if (!m_model.problem().isEmpty())
        return tr("The service did not give its jobs (%1).").arg(m_model.problem());
    if (!m_model.wasLoaded())
        return tr("Connecting. Jobs appear here.");
    return tr("No jobs yet. Refund or recalculate from a selection.");
}

void JobsPage::refreshEmpty()
{
    const auto text = emptyText();
    m_emptyLabel->setText(text);
    m_retry->setVisible(!m_model.problem().isEmpty());
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!text.isEmpty());
    m_panel->setVisible(text.isEmpty());
}

void JobsPage::fitColumns()
{
    using Column = JobsModel::Column;
    const auto fit = [this](Column column, QStringList texts, bool isChip = false) {
        m_table->fitColumn(static_cast<int>(column), texts << JobsModel::header(column), isChip);
    };
    fit(Column::Job, {QStringLiteral("0 000")});
    fit(Column::Kind, {JobTexts::kind(client::contract::JobKind::Recalculation)});
    QStringList states;
    for (int state = 0; state <= static_cast<int>(client::contract::JobState::Superseded); ++state)
        states << JobTexts::state(static_cast<client::contract::JobState>(state));
    fit(Column::State, states, true);
    fit(Column::Counts, {QStringLiteral("0 000 / 00 / 00 / 000 / 000")});
    fit(Column::Amount, {QStringLiteral("000 000.00 / 000 000.00 EUR")});
    fit(Column::Author, {QStringLiteral("a.petrova00")});
    fit(Column::Approver, {QStringLiteral("a.petrova00")});
    fit(Column::Started, {QStringLiteral("00:00:00")});
    fit(Column::TimeLeft, {QStringLiteral("00 min")});
}

void JobsPage::retranslate()
{
    m_table->setAccessibleName(tr("Jobs"));
    m_retry->setText(tr("Retry now"));
    m_actions[JobAction::Decide]->setText(tr("Approve or reject…"));
    m_actions[JobAction::Withdraw]->setText(tr("Withdraw the job…"));
    m_actions[JobAction::Pause]->setText(tr("Pause the job"));
    m_actions[JobAction::Resume]->setText(tr("Resume the job…"));
    m_actions[JobAction::Stop]->setText(tr("Stop the job…"));
    m_actions[JobAction::RetryFailed]->setText(tr("Retry what failed…"));
    m_saveReport->setText(tr("Save the job's report…"));
    m_model.retranslate();
    fitColumns();
    refreshEmpty();
}

void JobsPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("itemColumns"), m_panel->itemsTable().horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
}

void JobsPage::restore(QSettings& settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_panel->itemsTable().horizontalHeader()->restoreState(settings.value(QStringLiteral("itemColumns")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
}

void JobsPage::resetLayout()
{
    fitColumns();
    m_panel->fitColumns();
    m_splitter->setSizes(partSizes);
}

void JobsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void JobsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

} // namespace ui
