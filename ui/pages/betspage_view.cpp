// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the page is built and what it says; what it does stands in betspage.cpp.
#include "ui/models/viewsmodel.h"
#include "ui/pages/betspage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/querychips.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/staleedge.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using client::feed::LinkState;

BetsPage::BetsPage(const Context& context, const BetsModel& known, ViewsModel& views, QWidget* parent)
    : Page(parent), m_context(context), m_views(views), m_search(context.api, known, context.clock, context.format),
      m_shared(context, views), m_field(new QueryField(context.theme, this)),
      m_chips(new QueryChips(context.theme, this)), m_table(new BetsTable(m_search.model(), context.theme, this)),
      m_edge(new StaleEdge(context.theme, m_table)), m_state(new LineLabel(this)), m_empty(new QLabel(m_table)),
      m_ask(new QPushButton(this)), m_viewsButton(new QPushButton(this)), m_columnsButton(new QPushButton(this)),
      m_file(new QPushButton(this)), m_viewsMenu(new QMenu(this)), m_columnsMenu(new QMenu(this)),
      m_saveView(new QAction(this)), m_saveFile(new QAction(this)), m_columnLeft(new QAction(this)),
      m_columnRight(new QAction(this))
{
    setObjectName(QStringLiteral("betsPage"));
    build();
    buildActions();
    m_field->setValues([this](client::contract::QueryField field) { return m_search.model().values(field); });
    connect(m_field, &QueryField::queryChanged, this, [this](const client::contract::Query& query) {
        m_chips->setQuery(query);
        m_search.show(query);
        refreshState();
        Q_EMIT filterChanged();
    });
    connect(&m_shared, &SharedViews::message, this, &Page::message);
    connect(&m_shared, &SharedViews::kept, this, [this](const QString& key) { m_openedView = key; });
    connect(m_field, &QueryField::errorChanged, this, [this] {
        const auto& error = m_field->error();
        m_chips->setError(error ? QueryField::explain(*error, m_field->text()) : QString());
        refreshState();
        Q_EMIT changed();
    });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_field->error())
            return;
        askService();
        m_table->setFocus();
    });
    connect(m_chips, &QueryChips::textChanged, m_field, &QueryField::setQueryText);
    connect(&m_search, &BetSearch::changed, this, &BetsPage::refreshState);
    connect(&m_context.connection, &Connection::changed, this, &BetsPage::refreshState);
    connect(m_table, &BetsTable::currentBetChanged, this, [this] {
        tell(&BetsPage::betChosen);
        Q_EMIT changed();
    });
    connect(m_table, &BetsTable::openRequested, this, [this] { tell(&BetsPage::betOpened); });
    connect(m_table, &BetsTable::filterRequested, this, [this] { m_field->setFocus(Qt::ShortcutFocusReason); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &BetsPage::showMenu);
    connect(m_ask, &QPushButton::clicked, this, [this] {
        if (m_search.isAsking())
            m_search.stop();
        else
            askService();
    });
    retranslate();
}

void BetsPage::build()
{
    m_field->setObjectName(QStringLiteral("betsQueryField"));
    m_chips->setObjectName(QStringLiteral("betsQueryChips"));
    m_table->setObjectName(QStringLiteral("foundBetsTable"));
    m_state->setObjectName(QStringLiteral("betsState"));
    m_empty->setObjectName(QStringLiteral("betsEmptyText"));
    m_ask->setObjectName(QStringLiteral("askServiceButton"));
    m_viewsButton->setObjectName(QStringLiteral("viewsButton"));
    m_columnsButton->setObjectName(QStringLiteral("columnsButton"));
    m_file->setObjectName(QStringLiteral("saveBetsButton"));
    m_viewsMenu->setObjectName(QStringLiteral("viewsMenu"));
    m_columnsMenu->setObjectName(QStringLiteral("columnsMenu"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    setTextRole(m_empty, TextRole::Secondary);
    m_viewsMenu->setToolTipsVisible(true);
    m_viewsButton->setMenu(m_viewsMenu);
    m_columnsButton->setMenu(m_columnsMenu);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 4);
    bar->setSpacing(8);
    bar->addWidget(m_field, 1);
    for (auto* button : {m_ask, m_viewsButton, m_columnsButton, m_file}) {
        button->setFixedHeight(metrics::controlHeight);
        bar->addWidget(button);
    }
    auto* below = new QHBoxLayout;
    below->setContentsMargins(12, 4, 12, 4);
    below->addWidget(m_state, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_chips);
    column->addWidget(m_table, 1);
    column->addLayout(below);
}

void BetsPage::buildActions()
{
    const auto add = [this](QAction* action, const char* name, const QKeySequence& keys, auto&& then) {
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, std::forward<decltype(then)>(then));
    };
    add(m_saveView, "saveViewAction", QKeySequence(Qt::CTRL | Qt::Key_S), [this] { askViewName(); });
    add(m_saveFile, "saveBetsAction", QKeySequence(Qt::CTRL | Qt::Key_E), [this] { askFile(); });
    add(m_columnLeft, "columnLeftAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Left),
        [this] { moveColumn(-1); });
    add(m_columnRight, "columnRightAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Right),
        [this] { moveColumn(1); });
    connect(m_file, &QPushButton::clicked, this, &BetsPage::askFile);
    connect(m_viewsMenu, &QMenu::aboutToShow, this, &BetsPage::fillViews);
    connect(m_columnsMenu, &QMenu::aboutToShow, this, &BetsPage::fillColumns);
}

void BetsPage::fillColumns()
{
    m_columnsMenu->clear();
    auto* header = m_table->horizontalHeader();
    const int shown = header->count() - header->hiddenSectionCount();
    for (int at = 0; at < header->count(); ++at) {
        const int column = header->logicalIndex(at);
        auto* action = m_columnsMenu->addAction(BetsModel::header(static_cast<BetColumn>(column)));
        const bool isShown = !header->isSectionHidden(column);
        action->setCheckable(true);
        action->setChecked(isShown);
        action->setEnabled(!isShown || shown > 1);
        connect(action, &QAction::triggered, this,
                [header, column](bool show) { header->setSectionHidden(column, !show); });
    }
    m_columnsMenu->addSeparator();
    m_columnsMenu->addAction(m_columnLeft);
    m_columnsMenu->addAction(m_columnRight);
    connect(m_columnsMenu->addAction(tr("As they were at first")), &QAction::triggered, this, &BetsPage::resetLayout);
}

void BetsPage::refreshState()
{
    m_state->setText(stateText());
    m_state->setAccessibleName(m_state->text());
    const bool isOffline = m_context.connection.link() == LinkState::Offline;
    m_ask->setText(m_search.isAsking() ? tr("Stop") : isFile() ? tr("&Read all") : tr("Ask the &service"));
    const bool isMistaken = m_field->error().has_value();
    m_ask->setEnabled(m_search.isAsking() || (!isOffline && !isMistaken && !m_search.isComplete()));
    m_ask->setToolTip(isOffline ? tr("Available after reconnecting") : QString());
    const auto empty = emptyText();
    m_empty->setText(empty);
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!empty.isEmpty());
    // Covers the rows of the query before, which come back with it.
    m_empty->setAutoFillBackground(isMistaken);
    m_file->setEnabled(!isMistaken && m_search.model().rowCount() > 0);
    m_saveFile->setEnabled(m_file->isEnabled());
    m_saveView->setEnabled(!isMistaken);
}

void BetsPage::retranslate()
{
    m_table->setAccessibleName(tr("Bets found"));
    m_viewsButton->setText(tr("&Views"));
    m_columnsButton->setText(tr("&Columns"));
    m_file->setText(tr("Save as CS&V…"));
    m_saveView->setText(tr("Save view…"));
    m_saveFile->setText(tr("Save the bets as CSV…"));
    m_columnLeft->setText(tr("Move the current column left"));
    m_columnRight->setText(tr("Move the current column right"));
    m_search.model().retranslate();
    refreshState();
}

void BetsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void BetsPage::showEvent(QShowEvent* event)
{
    m_search.setFollowing(true);
    m_shared.ask(); // others may have shared some since
    refreshState();
    Page::showEvent(event);
}

void BetsPage::hideEvent(QHideEvent* event)
{
    m_search.setFollowing(false);
    Page::hideEvent(event);
}

void BetsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

} // namespace ui
