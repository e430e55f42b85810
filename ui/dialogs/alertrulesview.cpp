// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/alertrulesview.h"

#include "ui/alerttexts.h"
#include "ui/dialogs/alertruledialog.h"
#include "ui/jobtexts.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

using client::contract::AlertRuleRow;
using client::contract::AnswerKind;
using client::contract::ProblemCode;
using client::feed::LinkState;

namespace {

constexpr int columnWidthMax = 240;

// A long text has its tooltip; it must not push the columns behind it out of sight.
void fitColumns(RowTable& table)
{
    table.resizeColumnsToContents();
    for (int column = 0; column + 1 < table.model()->columnCount(); ++column)
        table.setColumnWidth(column, std::min(table.columnWidth(column), columnWidthMax));
}

} // namespace

AlertRulesView::AlertRulesView(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.api, context.clock, context.format),
      m_text(plainLabel("rulesText")), m_table(new RowTable(context.theme)),
      m_chosen(plainLabel("ruleText", TextRole::Secondary)), m_result(plainLabel("ruleResult")),
      m_add(plainButton("addRuleButton")), m_edit(plainButton("editRuleButton")),
      m_toggle(plainButton("toggleRuleButton")), m_snooze(plainButton("snoozeRuleButton")), m_snoozes(new QMenu(this)),
      m_delete(plainButton("deleteRuleButton")), m_refresh(plainButton("refreshRulesButton"))
{
    setObjectName(QStringLiteral("alertRulesView"));
    build();
    connect(&m_model, &AlertRulesModel::loadingChanged, this, [this] {
        if (m_model.wasLoaded())
            fitColumns(*m_table);
        refresh();
    });
    connect(m_table, &RowTable::currentRowChanged, this, [this] {
        m_toDelete = {};
        refresh();
    });
    connect(m_table, &RowTable::openRequested, this, [this] {
        if (m_edit->isEnabled())
            openDialog(false);
    });
    connect(m_add, &QPushButton::clicked, this, [this] { openDialog(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { openDialog(false); });
    connect(m_toggle, &QPushButton::clicked, this, &AlertRulesView::toggle);
    connect(m_delete, &QPushButton::clicked, this, &AlertRulesView::remove);
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        m_told.clear();
        m_model.reload();
    });
    connect(&m_context.connection, &Connection::changed, this, &AlertRulesView::onConnection);
    retranslate();
    onConnection();
}

AlertRulesView::~AlertRulesView()
{
    if (m_call)
        m_call->disconnect(this);
}

void AlertRulesView::build()
{
    m_table->setObjectName(QStringLiteral("rulesTable"));
    m_table->setModel(&m_model);
    m_text->setBuddy(m_table);
    m_snoozes->setObjectName(QStringLiteral("snoozeRuleMenu"));
    m_snooze->setMenu(m_snoozes);
    auto* buttons = new LineLayout(metrics::cellPadding);
    for (auto* button : {m_add, m_edit, m_toggle, m_snooze, m_delete, m_refresh})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::groupSpacing, metrics::groupSpacing, metrics::groupSpacing,
                               metrics::groupSpacing);
    layout->setSpacing(metrics::cellPadding);
    layout->addWidget(m_text);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_chosen);
    layout->addWidget(m_result);
    layout->addLayout(buttons);
}

void AlertRulesView::onConnection()
{
    const auto& connection = m_context.connection;
    const bool answers = connection.isReachable() && connection.link() != LinkState::File;
    if (answers && !m_wasReachable && !m_model.wasLoaded())
        m_model.reload();
    m_wasReachable = answers;
    refresh();
}

const AlertRuleRow* AlertRulesView::chosen() const
{
    const int row = m_table->currentRow();
    return row < 0 ? nullptr : &m_model.row(row);
}

void AlertRulesView::openDialog(bool isNew)
{
    const auto* rule = chosen();
    if (!isNew && !rule)
        return;
    auto* dialog = new AlertRuleDialog(m_context, isNew ? std::nullopt : std::optional(*rule), this);
    connect(dialog, &AlertRuleDialog::saved, this, [this](const AlertRuleRow& saved) {
        m_told = tr("Saved.");
        m_model.apply(saved);
        m_table->selectRowAt(m_model.rowOf(saved.id));
        refresh();
    });
    connect(dialog, &AlertRuleDialog::outdated, this, [this] { m_model.reload(); });
    dialog->open();
}

void AlertRulesView::change(const AlertRuleRow& rule, std::function<QString(const AlertRuleRow&)> said)
{
    if (m_call)
        return;
    follow(m_context.api.changeAlertRule({rule, rule.version}),
           [this, said = std::move(said)](const AlertRuleRow& now) {
               m_model.apply(now);
               m_told = said(now);
           });
}

void AlertRulesView::toggle()
{
    const auto* chosen = this->chosen();
    if (!chosen)
        return;
    auto rule = *chosen;
    rule.enabled = !rule.enabled;
    change(rule, [](const AlertRuleRow& now) {
        return now.enabled ? tr("The rule is on.") : tr("The rule is off: it raises nothing.");
    });
}

void AlertRulesView::fillSnoozes()
{
    m_snoozes->clear();
    constexpr int hour = 60;
    constexpr std::int64_t minuteMs = 60'000;
    for (const int minutes : {hour / 2, 2 * hour, 8 * hour, 24 * hour}) {
        auto* action = m_snoozes->addAction(m_context.format.duration(minutes * minuteMs));
        action->setObjectName(QStringLiteral("snoozeRule%1").arg(minutes));
        connect(action, &QAction::triggered, this,
                [this, minutes] { snooze(m_context.clock.utcMs() + minutes * minuteMs); });
    }
    m_endSnooze = m_snoozes->addAction(tr("&End the snooze"));
    m_endSnooze->setObjectName(QStringLiteral("endRuleSnooze"));
    connect(m_endSnooze, &QAction::triggered, this, [this] { snooze(0); });
}

void AlertRulesView::snooze(std::int64_t untilMs)
{
    const auto* chosen = this->chosen();
    if (!chosen)
        return;
    auto rule = *chosen;
    rule.snoozedUntil = untilMs;
    change(rule, [this](const AlertRuleRow& now) {
        return now.snoozedUntil == 0 ? tr("The snooze is over.")
                                     //: %1 a time
                                     : tr("The rule raises nothing new until %1.")
                                           .arg(m_context.format.moment(now.snoozedUntil, m_context.clock.utcMs()));
    });
}

void AlertRulesView::remove()
{
    const auto* rule = chosen();
    if (!rule || m_call)
        return;
    if (std::exchange(m_toDelete, rule->id) != rule->id) {
        m_told.clear();
        return refresh();
    }
    m_toDelete = {};
    follow(m_context.api.deleteAlertRule(rule->id), [this](const AlertRuleRow& gone) {
        m_model.remove(gone.id);
        m_told = tr("Deleted. Its open alerts are over.");
    });
}

void AlertRulesView::follow(client::api::CallOf<AlertRuleRow>* call, std::function<void(const AlertRuleRow&)> then)
{
    m_call = call;
    m_told.clear();
    connect(call, &client::api::Call::finished, this, [this, call, then = std::move(then)] {
        m_call.clear();
        const auto& answer = call->answer();
        if (call->result()) {
            then(*call->result());
        } else if (answer.problem && answer.problem->code == ProblemCode::VersionConflict) {
            m_told =
                tr("Somebody changed this rule meanwhile. It is read anew: look at it before you change it again.");
            m_model.reload();
        } else if (answer.kind == AnswerKind::InDoubt) {
            m_told = tr("The service did not answer (%1). The rules are read anew.").arg(JobTexts::refusal(answer));
            m_model.reload();
        } else {
            m_told = tr("Not done: %1.").arg(JobTexts::refusal(answer));
        }
        refresh();
    });
    refresh();
}

QString AlertRulesView::stateText() const
{
    const auto link = m_context.connection.link();
    if (link == LinkState::File)
        return tr("A file knows nothing of alert rules.");
    if (link == LinkState::Offline || link == LinkState::Connecting)
        return m_model.wasLoaded() ? tr("The service does not answer. This is what it said last.")
                                   : tr("The service does not answer. The rules come with the connection.");
    if (!m_model.problem().isEmpty())
        return tr("The rules did not come: %1.").arg(m_model.problem());
    if (!m_model.wasLoaded())
        return tr("Asking the service…");
    if (m_model.rowCount() == 0)
        return tr("There are no rules. The service raises no alerts.");
    return tr("What the service looks for, with or without a console:");
}

void AlertRulesView::refresh()
{
    const auto* rule = chosen();
    const auto told =
        !m_toDelete.empty() ? tr("Deletes the rule and ends its open alerts. Press again to delete it.") : m_told;
    m_text->setText(stateText());
    m_chosen->setText(rule ? AlertTexts(m_context.format).looksFor(*rule) : QString());
    m_chosen->setVisible(rule);
    const auto whyNot = m_context.connection.whyNot(Act::AlertRule);
    // Who may not change them reads why without a mouse.
    m_result->setText(told.isEmpty() && m_model.wasLoaded() ? whyNot : told);
    m_result->setVisible(!m_result->text().isEmpty());
    const bool may = whyNot.isEmpty() && !m_call && !m_model.isLoading();
    m_add->setEnabled(may && m_model.wasLoaded());
    m_add->setToolTip(whyNot);
    for (auto* button : {m_edit, m_toggle, m_snooze, m_delete}) {
        button->setEnabled(may && rule);
        button->setToolTip(!whyNot.isEmpty() ? whyNot : rule ? QString() : tr("Choose a rule."));
    }
    if (rule && rule->builtIn) {
        m_delete->setEnabled(false);
        m_delete->setToolTip(whyNot.isEmpty() ? tr("A built-in rule can be turned off, not deleted.") : whyNot);
    }
    if (m_endSnooze)
        m_endSnooze->setEnabled(rule && rule->snoozedUntil != 0);
    m_toggle->setText(rule && !rule->enabled ? tr("Turn &on") : tr("Turn &off"));
    m_delete->setText(m_toDelete.empty() ? tr("&Delete") : tr("&Delete it now"));
    m_refresh->setEnabled(!m_model.isLoading() && !m_call && m_context.connection.link() != LinkState::File);
}

void AlertRulesView::retranslate()
{
    m_table->setAccessibleName(tr("Alert rules"));
    m_add->setText(tr("&New rule…"));
    m_edit->setText(tr("&Edit…"));
    m_snooze->setText(tr("&Snooze"));
    m_snooze->setAccessibleDescription(tr("The rule raises nothing new for that time."));
    m_refresh->setText(tr("Re&fresh"));
    m_model.retranslate();
    fitColumns(*m_table);
    fillSnoozes();
    refresh();
}

void AlertRulesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
