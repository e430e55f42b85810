// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jobpanel.h"

#include "ui/joblook.h"
#include "ui/widgets/jobprogressbar.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statuschip.h"

#include <QAccessible>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>

namespace ui {

using client::contract::JobItemState;
using client::contract::JobRow;
using client::contract::JobState;

namespace {

constexpr std::array allActions{JobAction::Decide, JobAction::Withdraw, JobAction::Pause,
                                JobAction::Resume, JobAction::Stop,     JobAction::RetryFailed};

const char* nameOf(JobAction action)
{
    switch (action) {
    case JobAction::Decide:
        return "decideButton";
    case JobAction::Withdraw:
        return "withdrawButton";
    case JobAction::Pause:
        return "pauseJobButton";
    case JobAction::Resume:
        return "resumeJobButton";
    case JobAction::Stop:
        return "stopJobButton";
    case JobAction::RetryFailed:
        break;
    }
    return "retryFailedButton";
}

} // namespace

JobPanel::JobPanel(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_texts(context.format), m_items(context.api, context.clock, context.format),
      m_plan(context.format), m_chip(new StatusChip(context.theme)), m_title(plainLabel("jobTitle", TextRole::Section)),
      m_facts(new LineLabel), m_note(plainLabel("jobNote")), m_bar(new JobProgressBar(context.theme)),
      m_progress(plainLabel("jobProgress")), m_continue(plainButton("continuePlanButton")),
      m_report(plainButton("reportButton")), m_tabs(new QTabWidget), m_filter(new QComboBox),
      m_itemsTable(new RowTable(context.theme)), m_itemsNote(new LineLabel), m_planTable(new RowTable(context.theme))
{
    setObjectName(QStringLiteral("jobPanel"));
    m_chip->setObjectName(QStringLiteral("jobChip"));
    m_facts->setObjectName(QStringLiteral("jobFacts"));
    m_title->setWordWrap(false);

    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::groupSpacing);
    head->addWidget(m_title);
    head->addWidget(m_chip);
    head->addWidget(m_facts, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (const auto action : allActions) {
        auto* button = plainButton(nameOf(action));
        m_buttons[action] = button;
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
        buttons->addWidget(button);
    }
    buttons->addWidget(m_continue);
    buttons->addStretch(1);
    buttons->addWidget(m_report);
    connect(m_continue, &QPushButton::clicked, this, &JobPanel::continueRequested);
    connect(m_report, &QPushButton::clicked, this, &JobPanel::reportRequested);

    m_planTable->setObjectName(QStringLiteral("planTable"));
    m_planTable->setModel(&m_plan);
    m_planTable->horizontalHeader()->setStretchLastSection(false);
    m_planTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tabs->setObjectName(QStringLiteral("jobTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildBets(), QString());
    m_tabs->addTab(m_planTable, QString());

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_note);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    column->addWidget(m_tabs, 1);

    connect(&context.connection, &Connection::changed, this, &JobPanel::refreshButtons);
    retranslate();
}

JobPanel::~JobPanel()
{
    if (m_asking)
        m_asking->disconnect(this);
}

QWidget* JobPanel::buildBets()
{
    m_filter->setObjectName(QStringLiteral("itemStateFilter"));
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this] {
        const auto chosen = m_filter->currentData();
        m_items.setStateFilter(chosen.isValid() ? std::optional(static_cast<JobItemState>(chosen.toInt()))
                                                : std::nullopt);
    });
    m_itemsTable->setObjectName(QStringLiteral("jobItemsTable"));
    m_itemsTable->setModel(&m_items);
    connect(m_itemsTable, &RowTable::openRequested, this, [this] {
        const int at = m_itemsTable->currentRow();
        if (at < 0)
            return;
        const auto& item = m_items.item(at);
        Q_EMIT betRequested(QString::fromStdString(item.partner.text()), QString::fromStdString(item.bet.text()));
    });
    m_itemsNote->setObjectName(QStringLiteral("jobItemsNote"));
    m_itemsNote->setForegroundRole(QPalette::PlaceholderText);
    connect(&m_items, &JobItemsModel::loadingChanged, this, &JobPanel::refresh);
    auto* bets = new QWidget;
    auto* column = new QVBoxLayout(bets);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* above = new QHBoxLayout;
    above->setContentsMargins(0, 4, 0, 4);
    above->addWidget(m_itemsNote, 1);
    above->addWidget(m_filter);
    column->addLayout(above);
    column->addWidget(m_itemsTable, 1);
    return bets;
}

void JobPanel::fillFilter()
{
    const QSignalBlocker blocker(m_filter);
    const auto kind = m_row ? m_row->kind : client::contract::JobKind::Refund;
    const auto chosen = m_filter->currentData();
    m_filter->clear();
    m_filter->addItem(tr("All states"));
    for (int state = 0; state <= static_cast<int>(JobItemState::Cancelled); ++state)
        m_filter->addItem(JobTexts::itemState(static_cast<JobItemState>(state), kind), state);
    m_filter->setCurrentIndex(chosen.isValid() ? m_filter->findData(chosen) : 0);
}

void JobPanel::showJob(const JobRow* row, std::int64_t serviceNowMs)
{
    m_nowMs = serviceNowMs;
    const bool isOther = !row || !m_row || row->id != m_row->id;
    const bool isNews = isOther || row->version != m_row->version;
    const bool isOtherKind = row && (!m_row || m_row->kind != row->kind);
    m_row = row ? std::optional(*row) : std::nullopt;
    if (isOther) {
        if (m_asking)
            m_asking->disconnect(this);
        m_asking.clear();
        m_summaryDigest.clear();
        m_summaryProblem.clear();
        m_plan.setSummary(std::nullopt);
        m_itemsTable->clearSelection();
        m_itemsTable->setCurrentIndex({});
        m_items.show(row ? row->id : client::contract::JobId(), row ? row->kind : client::contract::JobKind::Refund);
    } else if (isNews) {
        m_items.markStale();
    }
    if (isOtherKind)
        fillFilter();
    // The plan is one once it has a digest; a new digest is another plan.
    if (m_row && m_row->state != JobState::Planning && m_row->digest != m_summaryDigest)
        askSummary();
    refresh();
}

void JobPanel::askSummary()
{
    if (m_asking)
        m_asking->disconnect(this);
    m_summaryDigest = m_row->digest;
    auto* call = m_context.api.job(m_row->id);
    m_asking = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_asking.clear();
        m_summaryProblem.clear();
        if (call->result()) {
            m_plan.setSummary(*call->result());
            fitPlan();
        } else {
            m_summaryProblem = JobTexts::refusal(call->answer());
            m_summaryDigest.clear();
        }
        refresh();
    });
}

void JobPanel::setBusy(bool command, bool report)
{
    m_commandBusy = command;
    m_reportBusy = report;
    refreshButtons();
}

void JobPanel::tick(std::int64_t serviceNowMs)
{
    m_nowMs = serviceNowMs;
    m_items.tick();
    if (m_row)
        refresh();
}

void JobPanel::say(QLabel* label, const QString& text)
{
    label->setVisible(!text.isEmpty());
    if (label->text() == text)
        return;
    label->setText(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(label, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString JobPanel::facts() const
{
    QStringList parts{JobTexts::reason(m_row->reason)};
    for (const auto& text : {m_row->reasonText, m_row->ticket, m_row->query})
        if (!text.empty())
            parts << Format::foreign(text, 200);
    if (m_row->overrideSettled)
        parts << tr("bets that lost too");
    parts << tr("by %1").arg(Format::foreign(m_row->author, 64));
    if (!m_row->approver.empty() && m_row->state != JobState::Rejected)
        parts << tr("approved by %1").arg(Format::foreign(m_row->approver, 64));
    return parts.join(QStringLiteral(" · "));
}

void JobPanel::refresh()
{
    setEnabled(m_row.has_value());
    if (!m_row) {
        refreshButtons();
        return;
    }
    const auto look = lookOf(m_row->state);
    m_chip->setLook(look.glyph, look.colors, JobTexts::state(m_row->state));
    m_title->setText(JobTexts::name(*m_row));
    m_facts->setText(facts());
    say(m_note, m_texts.note(*m_row, m_nowMs, m_context.connection.instance().subject));
    m_bar->setJob(*m_row);
    say(m_progress, m_texts.progress(*m_row));
    m_bar->setAccessibleName(tr("Progress: %1").arg(m_progress->text()));
    m_bar->setToolTip(tr("Solid: done. Crossed: failed. Dotted: in doubt. Empty: left.") + u'\n' + m_progress->text());

    QString note;
    if (!m_items.problem().isEmpty())
        note = tr("The bets could not be read (%1).").arg(m_items.problem());
    else if (m_items.isLoading() && m_items.rowCount() == 0)
        note = tr("Reading the bets…");
    else if (m_items.rowCount() == 0)
        note = m_items.stateFilter() ? tr("No bet of this job is in this state.") : tr("No bets in this job.");
    else
        note = tr("%1 of %2 bets read", "of a job")
                   .arg(m_context.format.number(m_items.rowCount()), m_context.format.number(m_row->counts.total()));
    m_itemsNote->setText(note);
    if (!m_summaryProblem.isEmpty())
        m_planTable->setToolTip(tr("The plan could not be read (%1).").arg(m_summaryProblem));
    refreshButtons();
}

void JobPanel::refreshButtons()
{
    for (const auto& [action, button] : m_buttons) {
        const auto why = !m_row          ? tr("Choose a job first.")
                         : m_commandBusy ? tr("The command before has no answer yet.")
                                         : JobActions::whyNot(action, *m_row, m_context.connection);
        button->setEnabled(why.isEmpty());
        button->setToolTip(why);
    }
    const bool isPlan = m_row && m_row->kind == client::contract::JobKind::Refund &&
                        (m_row->state == JobState::Planning || m_row->state == JobState::Planned) &&
                        m_row->author == m_context.connection.instance().subject;
    m_continue->setVisible(isPlan);
    m_report->setEnabled(m_row && !m_reportBusy);
}

void JobPanel::retranslate()
{
    m_buttons[JobAction::Decide]->setText(tr("&Approve or reject…"));
    m_buttons[JobAction::Withdraw]->setText(tr("&Withdraw…"));
    m_buttons[JobAction::Pause]->setText(tr("Pa&use"));
    m_buttons[JobAction::Resume]->setText(tr("R&esume…"));
    m_buttons[JobAction::Stop]->setText(tr("&Stop…"));
    m_buttons[JobAction::RetryFailed]->setText(tr("Retry &failed…"));
    m_continue->setText(tr("Go on with the &plan…"));
    m_report->setText(tr("Save repor&t…"));
    m_tabs->setTabText(0, tr("&Bets"));
    m_tabs->setTabText(1, tr("P&lan"));
    m_filter->setAccessibleName(tr("State of the bets that are shown"));
    m_itemsTable->setAccessibleName(tr("Bets of the job"));
    m_planTable->setAccessibleName(tr("Plan of the job"));
    fillFilter();
    m_items.retranslate();
    m_plan.retranslate();
    fitPlan();
    fitColumns();
    refresh();
}

void JobPanel::fitColumns()
{
    using Column = JobItemsModel::Column;
    const auto& format = m_context.format;
    const auto fit = [this](Column column, QStringList texts, bool isChip = false) {
        m_itemsTable->fitColumn(static_cast<int>(column), texts << JobItemsModel::header(column), isChip);
    };
    fit(Column::Bet, {QStringLiteral("b-00000000000")});
    fit(Column::Player, {QStringLiteral("p-000000000")});
    fit(Column::Change, {format.state(client::contract::BetState::Blocked) + QStringLiteral(" → ") +
                         format.state(client::contract::BetState::Refunded)});
    fit(Column::Delta, {QStringLiteral("+00 000.00 EUR")});
    QStringList states;
    for (int state = 0; state <= static_cast<int>(JobItemState::Cancelled); ++state)
        states << JobTexts::itemState(static_cast<JobItemState>(state), client::contract::JobKind::Recalculation);
    fit(Column::State, states, true);
    fit(Column::Cause, {JobTexts::why("operation_in_progress")});
}

// The first column takes the rest.
void JobPanel::fitPlan()
{
    for (int column = 1; column < JobPlanModel::columns; ++column) {
        QStringList texts{m_plan.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()};
        for (int row = 0; row < m_plan.rowCount(); ++row)
            texts << m_plan.index(row, column).data().toString();
        m_planTable->fitColumn(column, texts);
    }
}

void JobPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
