// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/stripdelegate.h"
#include "ui/dialogs/failureretrydialog.h"
#include "ui/pages/failurespage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/staleedge.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>

// How the page looks; what it does is in failurespage.cpp.
namespace ui {

namespace {

constexpr int tickMs = 1'000;
const QList<int> partSizes{300, 320};

using Action = FailuresPage::Action;

struct Key
{
    Action action;
    const char* name;
    Qt::Key key;
};

// Bare letters work in the list of groups alone.
constexpr std::array<Key, 7> keys{{{Action::Assign, "assignFailure", Qt::Key_A},
                                   {Action::Mute, "muteFailure", Qt::Key_M},
                                   {Action::Note, "noteFailure", Qt::Key_N},
                                   {Action::Retry, "retryFailure", Qt::Key_R},
                                   {Action::Refund, "refundFailure", Qt::Key_unknown},
                                   {Action::Partner, "failurePartner", Qt::Key_P},
                                   {Action::Export, "exportFailures", Qt::Key_unknown}}};

} // namespace

FailuresPage::FailuresPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_texts(m_context.format), m_model(context.api, context.clock, context.format),
      m_bets(context.api, context.clock, context.format), m_proxy(new QSortFilterProxyModel(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_table(new RowTable(context.theme)),
      m_edge(new StaleEdge(context.theme, m_table)), m_empty(new QWidget(m_table)), m_emptyLabel(new QLabel(m_empty)),
      m_askAgain(new QPushButton(m_empty)), m_cause(new LineLabel), m_facts(new LineLabel),
      m_betsTable(new BetsTable(m_bets.model(), context.theme))
{
    setObjectName(QStringLiteral("failuresPage"));
    buildActions();
    build();
    connect(m_table, &RowTable::currentRowChanged, this, &FailuresPage::onCurrentRow);
    connect(m_table, &RowTable::openRequested, this, [this] {
        if (m_bets.model().rowCount() > 0 && m_betsTable->currentKey().isEmpty())
            m_betsTable->selectBet(BetKey::of(m_bets.model().row(0)));
        m_betsTable->setFocus();
    });
    const auto currentBet = [this](void (FailuresPage::*told)(const client::contract::BetRow&)) {
        if (const auto bet = chosenBet())
            Q_EMIT(this->*told)(*bet);
    };
    connect(m_betsTable, &BetsTable::openRequested, this, [currentBet] { currentBet(&FailuresPage::betOpened); });
    connect(m_betsTable, &BetsTable::currentBetChanged, this, [currentBet] { currentBet(&FailuresPage::betChosen); });
    connect(m_askAgain, &QPushButton::clicked, this, &FailuresPage::refresh);
    connect(&m_model, &FailuresModel::loadingChanged, this, &FailuresPage::refreshEmpty);
    connect(&m_model, &FailuresModel::rowsChanged, this, &FailuresPage::onGroups);
    connect(&m_bets, &FailureBets::loadingChanged, this, &FailuresPage::refreshBar);
    connect(&m_context.connection, &Connection::changed, this, &FailuresPage::onConnection);
    connect(&m_timer, &QTimer::timeout, this, &FailuresPage::tick);
    m_timer.start(tickMs);
    retranslate();
    onConnection();
}

void FailuresPage::build()
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(FailuresModel::SortRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("failuresTable"));
    m_table->setSortingEnabled(true);
    m_table->setModel(m_proxy);
    // By when a group came, which does not move under the reader as the time of its last failure does.
    m_table->sortByColumn(static_cast<int>(FailuresModel::Column::First), Qt::DescendingOrder);
    // Beside the cause, so that it is seen also where the window is narrow.
    m_table->horizontalHeader()->moveSection(static_cast<int>(FailuresModel::Column::State), 1);
    m_table->setItemDelegateForColumn(static_cast<int>(FailuresModel::Column::Hours),
                                      new StripDelegate(m_context.theme, FailuresModel::HoursRole, m_table));
    m_betsTable->setObjectName(QStringLiteral("failureBetsTable"));
    m_emptyLabel->setObjectName(QStringLiteral("failuresEmptyText"));
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    setTextRole(m_emptyLabel, TextRole::Secondary);
    m_askAgain->setObjectName(QStringLiteral("retryFailuresButton"));
    auto* empty = new QVBoxLayout(m_empty);
    empty->setSpacing(metrics::groupSpacing);
    empty->addStretch(1);
    empty->addWidget(m_emptyLabel);
    empty->addWidget(m_askAgain, 0, Qt::AlignCenter);
    empty->addStretch(1);

    auto* below = new QWidget;
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_betsTable, 1);
    m_splitter->setObjectName(QStringLiteral("failuresSplitter"));
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(below);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes(partSizes);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
}

QWidget* FailuresPage::buildBar()
{
    auto* bar = new QWidget;
    auto* column = new QVBoxLayout(bar);
    column->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 8);
    column->setSpacing(8);
    m_cause->setObjectName(QStringLiteral("failureCause"));
    m_facts->setObjectName(QStringLiteral("failureFacts"));
    column->addWidget(m_cause);
    column->addWidget(m_facts);
    auto* buttons = new LineLayout(8);
    for (const auto& key : keys) {
        auto* button = new QPushButton;
        button->setObjectName(QLatin1String(key.name) + QStringLiteral("Button"));
        connect(button, &QPushButton::clicked, this, [this, action = key.action] { act(action); });
        m_buttons[key.action] = button;
        buttons->addWidget(button);
    }
    column->addLayout(buttons);
    setButtonRole(m_buttons[Action::Retry], ButtonRole::Primary);
    setButtonRole(m_buttons[Action::Export], ButtonRole::Quiet);
    return bar;
}

void FailuresPage::buildActions()
{
    for (const auto& key : keys) {
        auto* made = new QAction(this);
        made->setObjectName(QLatin1String(key.name) + QStringLiteral("Action"));
        if (key.action == Action::Export) {
            made->setShortcut(Qt::CTRL | Qt::Key_E);
            made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        } else {
            if (key.key != Qt::Key_unknown)
                made->setShortcut(key.key);
            made->setShortcutContext(Qt::WidgetShortcut);
            m_table->addAction(made);
        }
        connect(made, &QAction::triggered, this, [this, action = key.action] { act(action); });
        m_actions[key.action] = made;
        addAction(made); // for the palette
    }
}

void FailuresPage::refreshBar()
{
    const auto* row = chosen();
    m_cause->setText(row ? FailureTexts::cause(*row) : tr("Choose a group to see its bets."));
    QStringList facts;
    if (row) {
        facts << m_texts.openBets(*row);
        if (!row->owner.empty())
            facts << tr("Owner: %1.").arg(Format::foreign(row->owner, 64));
        if (!row->note.empty())
            facts << tr("Note: %1.").arg(Format::foreign(row->note, 300));
        facts << m_texts.hours(*row) + u'.';
        if (!m_bets.problem().isEmpty())
            facts << tr("The service did not give the bets (%1).").arg(m_bets.problem());
    }
    m_facts->setText(facts.join(u' '));
    for (auto* line : {m_cause, m_facts})
        line->setAccessibleName(line->text());
    const bool mine = row && isMine(*row);
    m_buttons[Action::Assign]->setText(mine ? tr("Give it b&ack") : tr("&Assign to me"));
    m_actions[Action::Assign]->setText(mine ? tr("Give the group back") : tr("Assign the group to me"));
    const bool muted = row && row->mutedUntil > 0;
    m_buttons[Action::Mute]->setText(muted ? tr("Un&mute") : tr("&Mute until worse"));
    m_actions[Action::Mute]->setText(muted ? tr("Unmute the group") : tr("Mute the group until it gets worse"));
    for (const auto& [action, button] : m_buttons) {
        const auto why = whyNot(action);
        const auto& shortcut = m_actions[action]->shortcut();
        button->setEnabled(why.isEmpty());
        button->setToolTip(!why.isEmpty()       ? why
                           : shortcut.isEmpty() ? m_actions[action]->text()
                                                : m_actions[action]->text() + QStringLiteral(" (") +
                                                      shortcut.toString(QKeySequence::NativeText) + u')');
        m_actions[action]->setEnabled(why.isEmpty());
    }
    if (m_dialog) {
        if (const auto* asked = m_model.find(m_dialog->row().id))
            m_dialog->setRow(*asked);
    }
}

void FailuresPage::refreshEmpty()
{
    const auto text = emptyText();
    m_emptyLabel->setText(text);
    m_askAgain->setVisible(!m_model.problem().isEmpty());
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!text.isEmpty());
    m_splitter->widget(1)->setVisible(text.isEmpty());
}

void FailuresPage::fitColumns()
{
    using Column = FailuresModel::Column;
    const auto fit = [this](Column column, QStringList texts, bool isChip = false) {
        m_table->fitColumn(static_cast<int>(column), texts << FailuresModel::header(column), isChip);
    };
    fit(Column::Cause, {QStringLiteral("block_funds · HTTP 503 · The partner")});
    fit(Column::Partner, {QStringLiteral("northbet")});
    fit(Column::Bets, {QStringLiteral("00 000")});
    fit(Column::Amount, {QStringLiteral("000 000.00 EUR")});
    fit(Column::First, {QStringLiteral("00:00:00")});
    fit(Column::Last, {QStringLiteral("00:00:00")});
    m_table->setColumnWidth(static_cast<int>(Column::Hours),
                            StripDelegate::widthOf(static_cast<int>(client::contract::failureBlocks)) +
                                2 * metrics::cellPadding);
    QStringList states;
    for (int state = 0; state <= static_cast<int>(client::contract::FailureState::Muted); ++state)
        states << FailureTexts::state(static_cast<client::contract::FailureState>(state));
    fit(Column::State, states, true);
    fit(Column::Owner, {QStringLiteral("a.petrova")});
    m_betsTable->fitColumns();
}

void FailuresPage::retranslate()
{
    m_table->setAccessibleName(tr("Groups of failures"));
    m_betsTable->setAccessibleName(tr("Bets of the chosen group"));
    m_askAgain->setText(tr("Retry now"));
    m_buttons[Action::Note]->setText(tr("Not&e…"));
    m_buttons[Action::Retry]->setText(tr("&Retry group…"));
    m_buttons[Action::Refund]->setText(tr("Re&fund group…"));
    m_buttons[Action::Partner]->setText(tr("&Partner…"));
    m_buttons[Action::Export]->setText(tr("&Save as CSV…"));
    m_actions[Action::Note]->setText(tr("Note on the group…"));
    m_actions[Action::Retry]->setText(tr("Retry the group…"));
    m_actions[Action::Refund]->setText(tr("Refund the bets of the group…"));
    m_actions[Action::Partner]->setText(tr("Partner of the group: its calls, suspend or resume…"));
    m_actions[Action::Export]->setText(tr("Save the failures as CSV…"));
    m_model.retranslate();
    m_bets.model().retranslate();
    fitColumns();
    refreshEmpty();
    refreshBar();
}

void FailuresPage::resetLayout()
{
    fitColumns();
    m_splitter->setSizes(partSizes);
}

} // namespace ui
