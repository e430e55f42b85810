// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/stats.h"
#include "ui/pages/reconciliationpage.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

// How the page looks; what it does is in reconciliationpage.cpp.
namespace ui {

using client::contract::ReconciliationClass;

namespace {

constexpr int tickMs = 1'000;
constexpr int arrowRoom = 48;
const QList<int> partSizes{170, 230, 210};

using Action = ReconciliationPage::Action;

struct Key
{
    Action action;
    const char* name;
    Qt::Key key;
};

// Bare letters work in the tables alone.
constexpr std::array<Key, 6> keys{{{Action::New, "newReconciliation", Qt::Key_N},
                                   {Action::GiveUp, "giveUpReconciliation", Qt::Key_unknown},
                                   {Action::Export, "exportDifferences", Qt::Key_unknown},
                                   {Action::Open, "openDifferenceBet", Qt::Key_D},
                                   {Action::Accept, "acceptDifference", Qt::Key_A},
                                   {Action::Remedy, "differenceRemedy", Qt::Key_P}}};

constexpr std::array listed{ReconciliationClass::MissingAtPartner, ReconciliationClass::MissingHere,
                            ReconciliationClass::StateMismatch,    ReconciliationClass::AmountMismatch,
                            ReconciliationClass::CurrencyMismatch, ReconciliationClass::Duplicate,
                            ReconciliationClass::Pending};

QLabel* emptyLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    setTextRole(label, TextRole::Secondary);
    return label;
}

QVBoxLayout* columnOf(QWidget* widget)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

QHBoxLayout* barOf()
{
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(metrics::groupSpacing, 6, metrics::groupSpacing, 6);
    bar->setSpacing(8);
    return bar;
}

} // namespace

ReconciliationPage::ReconciliationPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_texts(m_context.format), m_runs(context.api, context.clock, context.format),
      m_differences(context.api, context.clock, context.format), m_sides(context.format), m_export(context.api),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_runLine(new LineLabel), m_runsTable(new RowTable(context.theme)),
      m_runsEmpty(emptyLabel("reconciliationsEmptyText", m_runsTable)), m_class(new QComboBox), m_age(new QComboBox),
      m_accepted(new QComboBox), m_line(new LineLabel), m_cancel(new QPushButton),
      m_differencesTable(new RowTable(context.theme)),
      m_differencesEmpty(emptyLabel("differencesEmptyText", m_differencesTable)),
      m_sidesTable(new RowTable(context.theme))
{
    setObjectName(QStringLiteral("reconciliationPage"));
    buildActions();
    build();
    connect(m_runsTable, &RowTable::currentRowChanged, this, &ReconciliationPage::onCurrentRun);
    connect(m_runsTable, &RowTable::openRequested, this, [this] {
        if (m_differencesTable->currentRow() < 0)
            m_differencesTable->selectRowAt(0);
        m_differencesTable->setFocus();
    });
    connect(m_differencesTable, &RowTable::currentRowChanged, this, &ReconciliationPage::onCurrentDifference);
    connect(m_differencesTable, &RowTable::openRequested, this, [this] { act(Action::Open); });
    for (auto* table : {m_runsTable, m_differencesTable})
        connect(table, &RowTable::filterRequested, m_class, qOverload<>(&QWidget::setFocus));
    for (auto* box : {m_class, m_age, m_accepted})
        connect(box, &QComboBox::currentIndexChanged, this, &ReconciliationPage::loadDifferences);
    connect(m_cancel, &QPushButton::clicked, &m_export, &client::operations::DifferenceExport::cancel);
    connect(&m_runs, &ReconciliationsModel::rowsChanged, this, &ReconciliationPage::onRuns);
    connect(&m_runs, &ReconciliationsModel::loadingChanged, this, &ReconciliationPage::refreshEmpty);
    connect(&m_differences, &DifferencesModel::loadingChanged, this, [this] {
        refreshEmpty();
        refreshBar();
    });
    connect(&m_export, &client::operations::DifferenceExport::progressed, this, &ReconciliationPage::refreshBar);
    connect(&m_export, &client::operations::DifferenceExport::finished, this, &ReconciliationPage::onExported);
    connect(&m_context.connection, &Connection::changed, this, &ReconciliationPage::onConnection);
    connect(&m_timer, &QTimer::timeout, this, &ReconciliationPage::tick);
    m_timer.start(tickMs);
    retranslate();
    onConnection();
}

void ReconciliationPage::build()
{
    m_runsTable->setObjectName(QStringLiteral("reconciliationsTable"));
    m_runsTable->setModel(&m_runs);
    m_differencesTable->setObjectName(QStringLiteral("differencesTable"));
    m_differencesTable->setModel(&m_differences);
    m_sidesTable->setObjectName(QStringLiteral("sidesTable"));
    m_sidesTable->setModel(&m_sides);
    m_class->setObjectName(QStringLiteral("differenceClass"));
    m_class->addItem(QString(), QString());
    for (const auto kind : listed)
        m_class->addItem(QString(), QString::fromStdString(std::string(word(kind))));
    m_age->setObjectName(QStringLiteral("differenceAge"));
    m_age->addItem(QString(), -1);
    for (int step = 0; step < static_cast<int>(client::contract::agingBoundsMs.size()); ++step)
        m_age->addItem(QString(), step);
    m_accepted->setObjectName(QStringLiteral("differenceAccepted"));
    for (const auto* value : {"", "open", "accepted"})
        m_accepted->addItem(QString(), QString::fromLatin1(value));

    m_splitter->setObjectName(QStringLiteral("reconciliationSplitter"));
    m_splitter->addWidget(buildRuns());
    m_splitter->addWidget(buildDifferences());
    m_splitter->addWidget(buildSides());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes(partSizes);
    columnOf(this)->addWidget(m_splitter);
}

QWidget* ReconciliationPage::buildRuns()
{
    auto* part = new QWidget;
    auto* column = columnOf(part);
    auto* bar = barOf();
    m_runLine->setObjectName(QStringLiteral("reconciliationLine"));
    bar->addWidget(m_runLine, 1);
    for (const auto action : {Action::New, Action::GiveUp, Action::Export})
        bar->addWidget(m_buttons.at(action));
    setButtonRole(m_buttons.at(Action::New), ButtonRole::Primary);
    setButtonRole(m_buttons.at(Action::Export), ButtonRole::Quiet);
    column->addLayout(bar);
    column->addWidget(m_runsTable, 1);
    return part;
}

QWidget* ReconciliationPage::buildDifferences()
{
    auto* part = new QWidget;
    auto* column = columnOf(part);
    auto* bar = barOf();
    for (auto* box : {m_class, m_age, m_accepted})
        bar->addWidget(box);
    m_line->setObjectName(QStringLiteral("differencesLine"));
    bar->addWidget(m_line, 1);
    m_cancel->setObjectName(QStringLiteral("cancelDifferencesExport"));
    bar->addWidget(m_cancel);
    column->addLayout(bar);
    column->addWidget(m_differencesTable, 1);
    return part;
}

QWidget* ReconciliationPage::buildSides()
{
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, metrics::groupSpacing, 0);
    row->setSpacing(metrics::groupSpacing);
    row->addWidget(m_sidesTable, 1);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    buttons->addSpacing(8);
    for (const auto action : {Action::Open, Action::Accept, Action::Remedy})
        buttons->addWidget(m_buttons.at(action));
    buttons->addStretch(1);
    row->addLayout(buttons);
    return part;
}

void ReconciliationPage::buildActions()
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
            for (auto* table : {m_runsTable, m_differencesTable, m_sidesTable})
                table->addAction(made);
        }
        connect(made, &QAction::triggered, this, [this, action = key.action] { act(action); });
        m_actions[key.action] = made;
        addAction(made); // for the palette
        auto* button = new QPushButton;
        button->setObjectName(QLatin1String(key.name) + QStringLiteral("Button"));
        connect(button, &QPushButton::clicked, this, [this, action = key.action] { act(action); });
        m_buttons[key.action] = button;
    }
}

// How many of each class the run has found, beside the class.
void ReconciliationPage::refreshClasses()
{
    const auto* run = chosenRun();
    const QSignalBlocker blocker(m_class);
    m_class->setItemText(0, tr("Every class"));
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto name = ReconciliationTexts::kind(listed.at(i));
        //: %1 a class of differences, %2 how many there are
        m_class->setItemText(static_cast<int>(i) + 1,
                             run ? tr("%1: %2").arg(name, m_context.format.number(run->count(listed.at(i)).found))
                                 : name);
    }
    int widest = 0;
    for (const auto kind : listed)
        widest = std::max(widest, m_class->fontMetrics().horizontalAdvance(ReconciliationTexts::kind(kind) +
                                                                           QStringLiteral(": 0000")));
    m_class->setMinimumWidth(widest + arrowRoom);
}

void ReconciliationPage::refreshBar()
{
    const auto* run = chosenRun();
    m_runLine->setText(run ? m_texts.outcome(*run) : tr("Our bets against a partner's list, bet by bet."));
    m_runLine->setAccessibleName(m_runLine->text());
    QString text;
    if (m_export.isRunning())
        text = tr("Saving: %n rows so far…", nullptr, static_cast<int>(m_export.rows()));
    else if (!m_exportText.isEmpty())
        text = m_exportText;
    else if (m_differences.rowCount() > 0)
        text = m_differences.canFetchMore({})
                   ? tr("%n differences read; more when you scroll down.", nullptr, m_differences.rowCount())
                   : tr("%n differences.", nullptr, m_differences.rowCount());
    m_line->setText(text);
    m_line->setAccessibleName(text);
    m_cancel->setVisible(m_export.isRunning());
    const auto row = m_differencesTable->currentRow();
    const auto remedy = row < 0 ? Remedy::None : ReconciliationTexts::remedy(m_differences.row(row));
    m_buttons[Action::Remedy]->setText(ReconciliationTexts::remedy(remedy));
    for (const auto& [action, button] : m_buttons) {
        const auto why = whyNot(action);
        const auto& shortcut = m_actions[action]->shortcut();
        const auto does = action == Action::Remedy && row >= 0 ? ReconciliationTexts::remedyHint(m_differences.row(row))
                                                               : m_actions[action]->text();
        button->setEnabled(why.isEmpty());
        button->setToolTip(!why.isEmpty() ? why
                           : shortcut.isEmpty()
                               ? does
                               : does + QStringLiteral(" (") + shortcut.toString(QKeySequence::NativeText) + u')');
    }
}

void ReconciliationPage::refreshEmpty()
{
    const auto show = [](RowTable* table, QLabel* label, const QString& text) {
        label->setText(text);
        label->setGeometry(table->viewport()->geometry().adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0));
        label->setVisible(!text.isEmpty());
    };
    show(m_runsTable, m_runsEmpty, runsEmptyText());
    show(m_differencesTable, m_differencesEmpty, differencesEmptyText());
}

void ReconciliationPage::fitColumns()
{
    using Run = ReconciliationsModel::Column;
    using Difference = DifferencesModel::Column;
    const auto run = [this](Run column, QStringList texts, bool isChip = false) {
        m_runsTable->fitColumn(static_cast<int>(column), texts << ReconciliationsModel::header(column), isChip);
    };
    QStringList states;
    for (int state = 0; state <= static_cast<int>(client::contract::ReconciliationState::Cancelled); ++state)
        states << ReconciliationTexts::state(static_cast<client::contract::ReconciliationState>(state));
    run(Run::Run, {QStringLiteral("rec-0000")});
    run(Run::Partner, {QStringLiteral("northbet")});
    run(Run::State, states, true);
    run(Run::Open, {QStringLiteral("00 000")});
    run(Run::Compared, {QStringLiteral("0 000 000")});
    run(Run::Window, {QStringLiteral("0000-00-00 00:00 – 0000-00-00 00:00")});
    run(Run::Source, {ReconciliationTexts::source(client::contract::ReconciliationSource::File),
                      ReconciliationTexts::source(client::contract::ReconciliationSource::Pull)});
    run(Run::Author, {QStringLiteral("a.petrova")});
    run(Run::Started, {QStringLiteral("00.00 00:00:00")});
    const auto difference = [this](Difference column, QStringList texts, bool isChip = false) {
        m_differencesTable->fitColumn(static_cast<int>(column), texts << DifferencesModel::header(column), isChip);
    };
    QStringList kinds;
    for (const auto kind : listed)
        kinds << ReconciliationTexts::kind(kind);
    difference(Difference::Bet, {QStringLiteral("bet-90412197")});
    difference(Difference::Class, kinds, true);
    difference(Difference::Age, {m_context.format.duration(59 * 60'000)});
    difference(Difference::Ours, {QStringLiteral("Funds held, 000.00 EUR")});
    difference(Difference::Theirs, {QStringLiteral("Refunded, 000.00 EUR")});
    using Side = SidesModel::Column;
    m_sidesTable->fitColumn(static_cast<int>(Side::What), {tr("Rows in the list"), SidesModel::header(Side::What)});
    m_sidesTable->fitColumn(static_cast<int>(Side::Ours), {QStringLiteral("0000-00-00 00:00:00.000")});
    m_sidesTable->fitColumn(static_cast<int>(Side::Theirs), {QStringLiteral("000 000.00 EUR 00")});
}

void ReconciliationPage::retranslate()
{
    m_runsTable->setAccessibleName(tr("Runs"));
    m_differencesTable->setAccessibleName(tr("Differences that the chosen run found"));
    m_sidesTable->setAccessibleName(tr("Both sides of the chosen difference"));
    m_class->setAccessibleName(tr("Class"));
    m_age->setAccessibleName(tr("Age"));
    m_accepted->setAccessibleName(tr("Accepted or not"));
    m_cancel->setText(tr("&Cancel"));
    m_buttons[Action::New]->setText(tr("&New…"));
    m_buttons[Action::GiveUp]->setText(tr("&Give up"));
    m_buttons[Action::Export]->setText(tr("&Save as CSV…"));
    m_buttons[Action::Open]->setText(tr("&Details"));
    m_buttons[Action::Accept]->setText(tr("&Accept…"));
    m_actions[Action::New]->setText(tr("Compare bets with a partner's list…"));
    m_actions[Action::GiveUp]->setText(tr("Give the chosen run up"));
    m_actions[Action::Export]->setText(tr("Save the differences as CSV…"));
    m_actions[Action::Open]->setText(tr("Details of the bet"));
    m_actions[Action::Accept]->setText(tr("Accept the difference, with a reason…"));
    m_actions[Action::Remedy]->setText(tr("Make the operation that the difference calls for…"));
    const QStringList accepted{tr("Accepted or not"), tr("Not accepted"), tr("Accepted")};
    int widest = 0;
    for (int i = 0; i < m_accepted->count(); ++i) {
        m_accepted->setItemText(i, accepted.value(i));
        widest = std::max(widest, m_accepted->fontMetrics().horizontalAdvance(accepted.value(i)));
    }
    m_accepted->setMinimumWidth(widest + arrowRoom);
    widest = 0;
    for (int i = 0; i < m_age->count(); ++i) {
        m_age->setItemText(i, i == 0 ? tr("Any age") : ReconciliationTexts::olderThan(static_cast<std::size_t>(i - 1)));
        widest = std::max(widest, m_age->fontMetrics().horizontalAdvance(m_age->itemText(i)));
    }
    m_age->setMinimumWidth(widest + arrowRoom);
    m_runs.retranslate();
    m_differences.retranslate();
    m_sides.retranslate();
    refreshClasses();
    fitColumns();
    refreshEmpty();
    refreshBar();
}

void ReconciliationPage::resetLayout()
{
    fitColumns();
    m_splitter->setSizes(partSizes);
}

} // namespace ui
