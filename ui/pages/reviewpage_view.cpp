// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the page is built and what it says; what it does stands in reviewpage.cpp.
#include "ui/charts/timechart.h"
#include "ui/pages/reviewpage.h"
#include "ui/widgets/countsview.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/logfilesview.h"
#include "ui/widgets/logtable.h"
#include "ui/widgets/marksview.h"
#include "ui/widgets/matchstrip.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/querychips.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/sqlview.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui {

using client::review::Desk;
using client::review::Files;

namespace {

const QList<int> partSizes{360, 220};
const QList<int> belowSizes{420, 480};
constexpr std::array<const char*, ReviewPage::acts> actNames{
    "openLogs",     "nextError", "previousError", "nextOfBet",    "previousOfBet", "markLine",   "nextMark",
    "previousMark", "followLog", "wholeTime",     "exportBundle", "openCache",     "sortMatches"};

} // namespace

ReviewPage::ReviewPage(const Context& context, const QString& folder, QWidget* parent)
    : Page(parent), m_context(context), m_desk(folder),
      m_all(
          context.format, [this](std::uint64_t position) { return m_desk.mark(position); },
          [this](std::uint64_t position) { return m_desk.bundleNotesAt(position); }),
      m_found(
          context.format, [this](std::uint64_t position) { return m_desk.mark(position); },
          [this](std::uint64_t position) { return m_desk.bundleNotesAt(position); }),
      m_field(new QueryField(context.theme)), m_chips(new QueryChips(context.theme)),
      m_open(plainButton("openLogsButton")), m_export(plainButton("exportBundleButton")),
      m_cancel(plainButton("cancelLogsButton")), m_wholeTime(plainButton("wholeTimeButton")), m_state(new LineLabel),
      m_stack(new QStackedWidget), m_emptyLabel(plainLabel("reviewEmptyText", TextRole::Secondary)),
      m_emptyOpen(plainButton("emptyOpenLogsButton")), m_emptyCache(plainButton("emptyOpenCacheButton")),
      m_parts(new QSplitter(Qt::Vertical)), m_lists(new QSplitter(Qt::Horizontal)),
      m_below(new QSplitter(Qt::Horizontal)), m_allTable(new LogTable(context.theme)),
      m_foundTable(new LogTable(context.theme)), m_noMatch(new QLabel(m_foundTable)),
      m_strip(new MatchStrip(context.theme)),
      m_chart(new TimeChart(
          context.theme, context.format,
          [&format = context.format](double value) { return format.number(static_cast<std::int64_t>(value)); })),
      m_tabs(new QTabWidget), m_lineTitle(new LineLabel), m_bundleNote(plainLabel("bundleNote", TextRole::Secondary)),
      m_line(new QPlainTextEdit), m_marks(new MarksView(context, m_desk)), m_files(new LogFilesView(context, m_desk)),
      m_sql(new SqlView(context, m_desk)), m_counts(new CountsView(context, m_desk))
{
    setObjectName(QStringLiteral("reviewPage"));
    setAcceptDrops(true);
    build();
    buildActions();
    connectParts();
    retranslate();
    onAnswer();
}

ReviewPage::~ReviewPage()
{
    m_desk.disconnect(this);
    m_desk.files().disconnect(this);
}

QWidget* ReviewPage::buildBar()
{
    m_field->setObjectName(QStringLiteral("reviewQueryField"));
    m_chips->setObjectName(QStringLiteral("reviewQueryChips"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 4);
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    for (auto* button : {m_wholeTime, m_cancel, m_export, m_open}) {
        button->setFixedHeight(metrics::controlHeight);
        row->addWidget(button);
    }
    return bar;
}

QWidget* ReviewPage::buildEmpty()
{
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(metrics::groupSpacing);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    column->addStretch(1);
    column->addWidget(m_emptyLabel);
    column->addWidget(m_emptyOpen, 0, Qt::AlignCenter);
    column->addWidget(m_emptyCache, 0, Qt::AlignCenter);
    column->addStretch(1);
    return empty;
}

QWidget* ReviewPage::buildLine()
{
    auto* widget = new QWidget;
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    m_lineTitle->setObjectName(QStringLiteral("logLineTitle"));
    m_line->setObjectName(QStringLiteral("logLineText"));
    m_line->setReadOnly(true);
    m_line->setTabChangesFocus(true);
    m_line->setFont(Theme::monoFont());
    m_line->setFrameShape(QFrame::NoFrame);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metrics::cellPadding, 0, metrics::cellPadding, 0);
    head->addWidget(m_lineTitle);
    m_bundleNote->setContentsMargins(metrics::cellPadding, 0, metrics::cellPadding, 0);
    column->addLayout(head);
    column->addWidget(m_bundleNote);
    column->addWidget(m_line, 1);
    widget->setFocusProxy(m_line);
    return widget;
}

void ReviewPage::build()
{
    m_allTable->setObjectName(QStringLiteral("allLinesTable"));
    m_allTable->setModel(&m_all);
    m_foundTable->setObjectName(QStringLiteral("foundLinesTable"));
    m_foundTable->setModel(&m_found);
    for (auto* table : {m_allTable, m_foundTable})
        table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_foundTable->horizontalHeader()->setSortIndicatorShown(true);
    m_foundTable->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_noMatch->setObjectName(QStringLiteral("noLineMatches"));
    m_noMatch->setAlignment(Qt::AlignCenter);
    m_noMatch->setWordWrap(true);
    setTextRole(m_noMatch, TextRole::Secondary);
    m_state->setObjectName(QStringLiteral("reviewState"));
    m_lists->setObjectName(QStringLiteral("reviewLists"));
    m_lists->setChildrenCollapsible(false);
    m_lists->addWidget(m_allTable);
    m_lists->addWidget(m_foundTable);
    auto* lists = new QWidget;
    auto* row = new QHBoxLayout(lists);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_lists, 1);
    row->addWidget(m_strip);

    m_chart->setObjectName(QStringLiteral("logHistogram"));
    m_chart->setPicking(true);
    m_tabs->setObjectName(QStringLiteral("reviewTabs"));
    m_tabs->setDocumentMode(true);
    for (auto* tab : std::initializer_list<QWidget*>{buildLine(), m_marks, m_files, m_sql, m_counts})
        m_tabs->addTab(tab, QString());
    m_below->setChildrenCollapsible(false);
    m_below->addWidget(m_chart);
    m_below->addWidget(m_tabs);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(lists);
    m_parts->addWidget(m_below);
    m_parts->setStretchFactor(0, 1);
    resetLayout();

    auto* content = new QWidget;
    auto* below = new QHBoxLayout;
    below->setContentsMargins(metrics::groupSpacing, 4, metrics::groupSpacing, 4);
    below->addWidget(m_state);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    inside->addWidget(m_chips);
    inside->addLayout(below);
    inside->addWidget(m_parts, 1);
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(m_stack, 1);
}

void ReviewPage::buildActions()
{
    for (std::size_t i = 0; i < acts; ++i) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromLatin1(actNames[i]) + QStringLiteral("Action"));
        connect(action, &QAction::triggered, this, [this, i] { run(static_cast<Act>(i)); });
        addAction(action);
        m_actions[i] = action;
    }
    action(Act::Open)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_O));
    action(Act::Export)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    for (const auto act : {Act::Open, Act::Export})
        action(act)->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

void ReviewPage::connectParts()
{
    m_field->setValues([this](client::contract::QueryField field) { return values(field); });
    connect(m_field, &QueryField::queryChanged, this, [this](const client::contract::Query& query) {
        m_chips->setQuery(query);
        m_desk.setQuery(query);
        Q_EMIT filterChanged();
    });
    connect(m_field, &QueryField::errorChanged, this, [this] {
        const auto& error = m_field->error();
        m_chips->setError(error ? QueryField::explain(*error, m_field->text()) : QString());
    });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (!m_field->error())
            (m_foundTable->isVisible() ? m_foundTable : m_allTable)->setFocus();
    });
    connect(m_chips, &QueryChips::textChanged, m_field, &QueryField::setQueryText);
    const std::array<std::pair<LogTable*, LogModel*>, 2> lists{{{m_allTable, &m_all}, {m_foundTable, &m_found}}};
    for (const auto& pair : lists) {
        auto* table = pair.first;
        auto* model = pair.second;
        connect(table, &RowTable::currentRowChanged, this, [this, table, model] { onCurrentRow(*table, *model); });
        connect(table, &RowTable::filterRequested, this, [this] { m_field->setFocus(Qt::ShortcutFocusReason); });
        connect(table, &RowTable::openRequested, this, [this] {
            m_tabs->setCurrentIndex(0);
            m_line->setFocus();
        });
        connect(table, &LogTable::jumpRequested, this, &ReviewPage::jump);
        connect(table, &LogTable::markRequested, this, &ReviewPage::toggleMark);
        connect(table, &LogTable::followRequested, this, &ReviewPage::follow);
        connect(table, &LogTable::sortRequested, this, &ReviewPage::sortByCell);
        connect(table, &QWidget::customContextMenuRequested, this,
                [this, table, model](const QPoint& at) { showMenu(*table, *model, at); });
    }
    connect(m_allTable->verticalScrollBar(), &QScrollBar::valueChanged, this, &ReviewPage::refreshShown);
    connect(m_foundTable->horizontalHeader(), &QHeaderView::sectionClicked, this,
            [this](int column) { sortBy(static_cast<LogModel::Column>(column)); });
    connect(m_strip, &MatchStrip::positionRequested, this, [this](std::uint64_t position) {
        m_following = false;
        setCurrent(position);
    });
    connect(m_chart, &TimeChart::periodPicked, this, [this](qint64 fromMs, qint64 toMs) {
        m_desk.setPeriod(client::review::Period{fromMs, toMs});
    });
    for (auto* button : {m_open, m_emptyOpen})
        connect(button, &QPushButton::clicked, this, &ReviewPage::askForFiles);
    connect(m_emptyCache, &QPushButton::clicked, this, &ReviewPage::openCache);
    connect(m_export, &QPushButton::clicked, this, &ReviewPage::exportBundle);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_desk.files().cancel(); });
    connect(m_wholeTime, &QPushButton::clicked, this, [this] { m_desk.setPeriod({}); });
    connect(m_marks, &MarksView::positionRequested, this, &ReviewPage::setCurrent);
    connect(m_counts, &CountsView::filterRequested, this, &ReviewPage::filterByCount);
    connect(m_counts, &CountsView::menuRequested, this, &ReviewPage::showCountsMenu);

    connect(&m_desk, &Desk::resumed, this, [this] {
        m_field->setQueryText(m_desk.queryText());
        refreshState();
    });
    connect(&m_desk, &Desk::answered, this, &ReviewPage::onAnswer);
    connect(&m_desk, &Desk::saveProblemChanged, this, &ReviewPage::refreshState);
    connect(&m_desk, &Desk::marksChanged, this, [this] {
        m_all.refreshMarks();
        m_found.refreshMarks();
        m_strip->setMarks(m_desk.noted());
        m_marks->refresh();
        refreshState();
    });
    connect(&m_desk.files(), &Files::changed, this, &ReviewPage::refreshState);
    connect(&m_desk.files(), &Files::progressed, this, &ReviewPage::refreshState);
    connect(&m_desk.files(), &Files::failed, this, [this](const QString& path, const client::contract::Error& error) {
        refreshState();
        if (error.kind == client::contract::ErrorKind::Invalid)
            askForPassword(path);
    });
    connect(&m_desk.files(), &Files::cancelled, this, [this](const QString& path) {
        Q_EMIT message(tr("Cancelled. %1 was not read.").arg(Format::fileName(path)));
    });
}

void ReviewPage::refreshState()
{
    const auto& files = m_desk.files();
    const bool isReading = files.isLoading();
    m_stack->setCurrentIndex(m_desk.merged().sources().empty() && !isReading ? 0 : 1);
    m_emptyLabel->setText(emptyText());
    m_state->setText(stateText());
    m_state->setAccessibleName(m_state->text());
    m_cancel->setVisible(isReading);
    m_files->refresh();
    m_noMatch->setGeometry(m_foundTable->viewport()->geometry());
    m_noMatch->setVisible(m_found.rowCount() == 0);
}

void ReviewPage::fitColumns()
{
    const auto widest = m_context.format.number(9'999'999);
    for (auto* table : {m_allTable, m_foundTable}) {
        const auto fit = [&](LogModel::Column column, const QStringList& samples, bool isChip = false) {
            table->fitColumn(static_cast<int>(column), QStringList{LogModel::header(column)} + samples, isChip);
        };
        fit(LogModel::Column::Line, {widest});
        fit(LogModel::Column::Mark, {QStringLiteral("★ abcd")});
        fit(LogModel::Column::File, {QStringLiteral("events-00.jsonl")});
        fit(LogModel::Column::Time, {m_all.timeSample()});
        fit(LogModel::Column::Event, {QStringLiteral("bet.recalculated")});
        fit(LogModel::Column::Bet, {QStringLiteral("b-90412197")});
        fit(LogModel::Column::Partner, {QStringLiteral("northbet")});
        fit(LogModel::Column::Status, {m_context.format.status(client::contract::ShownStatus::FundsHeld)}, true);
        fit(LogModel::Column::Http, {QStringLiteral("503")});
    }
}

void ReviewPage::retranslate()
{
    const std::array<QString, acts> texts{tr("Open files of events…"),
                                          tr("Next error (e)"),
                                          tr("Previous error (Shift+E)"),
                                          tr("Next line of this bet (o)"),
                                          tr("Previous line of this bet (Shift+O)"),
                                          tr("Mark the line, or take the mark away (m)"),
                                          tr("Next mark (])"),
                                          tr("Previous mark ([)"),
                                          tr("Follow the end of the files (End)"),
                                          tr("Show the whole time"),
                                          tr("Save lines as a bundle…"),
                                          tr("Open what this console saw"),
                                          tr("Sort what matches by the column of the cell (s)")};
    for (std::size_t i = 0; i < acts; ++i)
        m_actions[i]->setText(texts[i]);
    m_open->setText(tr("&Open…"));
    m_export->setText(tr("&Save as…"));
    m_emptyOpen->setText(tr("Open…"));
    m_emptyCache->setText(tr("Open what this console saw"));
    m_cancel->setText(tr("Cancel reading"));
    m_noMatch->setText(tr("No line matches."));
    m_allTable->setAccessibleName(tr("All lines"));
    m_foundTable->setAccessibleName(tr("Lines that match"));
    m_line->setAccessibleName(tr("The line"));
    m_tabs->setTabText(0, tr("Line"));
    m_tabs->setTabText(1, tr("Marks"));
    m_tabs->setTabText(2, tr("Files"));
    m_tabs->setTabText(3, tr("SQL"));
    m_tabs->setTabText(4, tr("Counts"));
    m_all.retranslate();
    m_found.retranslate();
    fitColumns();
    refreshChart();
    refreshLine();
    refreshState();
}

void ReviewPage::save(QSettings& settings) const
{
    m_marks->keep();
    settings.setValue(QStringLiteral("parts"), m_parts->saveState());
    settings.setValue(QStringLiteral("below"), m_below->saveState());
    settings.setValue(QStringLiteral("lists"), m_lists->saveState());
    settings.setValue(QStringLiteral("sql"), m_sql->sql());
    settings.setValue(QStringLiteral("countBy"), static_cast<int>(m_counts->field()));
}

void ReviewPage::restore(QSettings& settings)
{
    m_parts->restoreState(settings.value(QStringLiteral("parts")).toByteArray());
    m_below->restoreState(settings.value(QStringLiteral("below")).toByteArray());
    m_lists->restoreState(settings.value(QStringLiteral("lists")).toByteArray());
    if (const auto sql = settings.value(QStringLiteral("sql")).toString(); !sql.isEmpty())
        m_sql->setSql(sql);
    const auto partner = static_cast<int>(client::review::GroupField::Partner);
    m_counts->setField(
        static_cast<client::review::GroupField>(settings.value(QStringLiteral("countBy"), partner).toInt()));
}

void ReviewPage::resetLayout()
{
    m_parts->setSizes(partSizes);
    m_below->setSizes(belowSizes);
    m_lists->setSizes({1, 1});
}

void ReviewPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void ReviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_noMatch->setGeometry(m_foundTable->viewport()->geometry());
    refreshShown();
}

} // namespace ui
