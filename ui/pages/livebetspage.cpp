// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/livebetspage.h"

#include "client/contract/query.h"
#include "ui/betterms.h"
#include "ui/fileproblem.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/statusline.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <map>
#include <optional>

namespace ui {

using client::contract::BetRow;
using client::feed::LinkState;

namespace {

constexpr int staleEdge = 6;

using Sums = std::map<std::string, client::contract::Money>; // by currency, never added across

void addTo(Sums& sums, const BetRow& row)
{
    sums.try_emplace(row.currency.code, client::contract::Money{0, row.currency}).first->second.minor += row.stakeMinor;
}

std::vector<client::contract::Money> listOf(const Sums& sums)
{
    std::vector<client::contract::Money> list;
    for (const auto& [code, sum] : sums)
        list.push_back(sum);
    return list;
}

constexpr int bannerPadding = 24;

} // namespace

LiveBetsPage::LiveBetsPage(const Context& context, BetsModel& model, QWidget* parent)
    : Page(parent), m_context(context), m_model(model), m_banner(new QPushButton(this)),
      m_table(new BetsTable(model, context.theme, this)), m_empty(new QWidget(m_table)),
      m_emptyLabel(new QLabel(m_empty)), m_clearButton(new QPushButton(m_empty))
{
    setObjectName(QStringLiteral("liveBetsPage"));
    m_banner->setObjectName(QStringLiteral("newBetsBanner"));
    m_banner->setFocusPolicy(Qt::NoFocus);
    m_banner->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setButtonRole(m_banner, ButtonRole::Quiet);
    m_banner->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_table, 1);

    m_emptyLabel->setObjectName(QStringLiteral("emptyText"));
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setWordWrap(true);
    setTextRole(m_emptyLabel, TextRole::Secondary);
    m_clearButton->setObjectName(QStringLiteral("clearFilterButton"));
    auto* emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->setSpacing(metrics::groupSpacing);
    emptyLayout->addStretch(1);
    emptyLayout->addWidget(m_emptyLabel);
    emptyLayout->addWidget(m_clearButton, 0, Qt::AlignCenter);
    emptyLayout->addStretch(2);

    connect(m_banner, &QPushButton::clicked, this, [this] {
        if (m_model.isPaused())
            togglePause();
        m_table->follow();
    });
    connect(m_clearButton, &QPushButton::clicked, this, [this] { setFilter({}); });
    connect(m_table, &BetsTable::newCountChanged, this, &LiveBetsPage::refreshBanner);
    connect(m_table, &BetsTable::followingChanged, this, &LiveBetsPage::refreshBanner);
    connect(m_table, &BetsTable::currentBetChanged, this, &LiveBetsPage::currentBetChanged);
    connect(m_table, &BetsTable::openRequested, this, &LiveBetsPage::openRequested);
    connect(m_table, &BetsTable::pauseRequested, this, &LiveBetsPage::togglePause);
    connect(m_table, &BetsTable::selectionSummaryChanged, this, &LiveBetsPage::summaryChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LiveBetsPage::showMenu);
    connect(&m_model, &BetsModel::pendingChanged, this, &LiveBetsPage::refreshBanner);
    connect(&m_model, &BetsModel::countsChanged, this, [this] {
        refreshEmpty();
        Q_EMIT summaryChanged();
    });
    connect(&m_model, &BetsModel::overloadChanged, this, &LiveBetsPage::refreshBanner);
    m_model.setHighlights(!context.theme.isMotionReduced());
    connect(&context.theme, &Theme::changed, this, [this] {
        m_model.setHighlights(!m_context.theme.isMotionReduced());
        m_table->viewport()->update();
        refreshBanner();
    });
    retranslate();
}

void LiveBetsPage::retranslate()
{
    m_table->setAccessibleName(tr("Live bets"));
    m_clearButton->setText(tr("Clear filter"));
    refreshBanner();
    refreshEmpty();
}

std::vector<QWidget*> LiveBetsPage::panes() const
{
    return {m_table};
}

void LiveBetsPage::onFilter(const QString& text)
{
    m_filter = text;
    Q_EMIT filterChanged();
}

bool LiveBetsPage::open(const Place& place)
{
    switch (place.kind) {
    case Place::Kind::Bets:
        setFilter(place.id);
        return true;
    case Place::Kind::Bet: {
        const BetKey key{place.partner.toStdString(), place.id.toStdString()};
        if (m_model.rowOf(key) < 0)
            setFilter({});
        m_table->selectBet(key);
        return true;
    }
    case Place::Kind::Round:
    case Place::Kind::Recalculation:
    case Place::Kind::Job:
    case Place::Kind::Failure:
        break;
    }
    return false;
}

void LiveBetsPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("filter"), m_filter);
}

void LiveBetsPage::restore(QSettings& settings)
{
    m_table->restoreColumns(settings.value(QStringLiteral("columns")).toByteArray());
    setFilter(settings.value(QStringLiteral("filter")).toString());
}

void LiveBetsPage::resetLayout()
{
    m_table->fitColumns();
}

void LiveBetsPage::setLink(const LinkStatus& status)
{
    m_link = status;
    refreshEmpty();
    update();
}

std::optional<BetRow> LiveBetsPage::currentBet() const
{
    const auto key = m_table->currentKey();
    return key.isEmpty() ? std::nullopt : m_model.find(key);
}

TableSummary LiveBetsPage::summary() const
{
    TableSummary summary;
    summary.shown = m_model.rowCount();
    summary.total = m_model.totalCount();
    summary.skipped = m_model.skippedCount();
    summary.newestAtMs = m_model.newestAt();
    Sums sums;
    for (const auto& key : m_table->selectedKeys()) {
        const auto row = m_model.find(key);
        if (!row)
            continue;
        ++summary.selected;
        addTo(sums, *row);
    }
    summary.selectedSums = listOf(sums);
    return summary;
}

int LiveBetsPage::selectedCount() const
{
    return static_cast<int>(m_table->selectionModel()->selectedRows().size());
}

void LiveBetsPage::refundSelection()
{
    using client::operations::BulkSelection;
    BulkSelection selection;
    Sums stakes;
    std::optional<BetRow> only;
    for (const auto& key : m_table->selectedKeys()) {
        const auto row = m_model.find(key);
        if (!row)
            continue;
        selection.items.push_back({row->partner, row->bet});
        addTo(stakes, *row);
        only = *row;
    }
    if (selection.items.size() == 1) {
        Q_EMIT refundRequested(*only);
        return;
    }
    if (selection.items.size() > BulkSelection::itemsMax) {
        Q_EMIT message(tr("Select at most %1 bets, or refund all that match a filter.")
                           .arg(m_context.format.number(BulkSelection::itemsMax)));
        return;
    }
    if (!selection.items.empty())
        Q_EMIT bulkRefundRequested(
            selection, {static_cast<int>(selection.items.size()), m_table->rowsOnScreen(), listOf(stakes), false});
}

void LiveBetsPage::refundMatching()
{
    if (m_model.query().isEmpty()) {
        Q_EMIT message(tr("Filter the list first: every bet of the service would match."));
        return;
    }
    Sums stakes;
    for (int row = 0; row < m_model.rowCount(); ++row)
        addTo(stakes, m_model.row(row));
    Q_EMIT bulkRefundRequested({{}, m_model.query().text()},
                               {m_model.rowCount(), m_table->rowsOnScreen(), listOf(stakes), false});
}

QString LiveBetsPage::overloadText() const
{
    const auto overload = m_model.overload();
    if (!overload)
        return {};
    return tr("Showing 1 of %1 events. %2 skipped (kept in the log).")
        .arg(m_context.format.number(overload->oneOf), m_context.format.number(overload->skipped));
}

QString LiveBetsPage::bannerText() const
{
    QStringList parts{readingText(), overloadText()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("   "));
}

QString LiveBetsPage::readingText() const
{
    if (m_model.isPaused()) {
        const int waiting = m_model.pendingNewCount();
        return waiting == 0 ? tr("Paused. Press Space to resume.")
                            : tr("Paused. %n new bets are waiting. Press Space to resume.", nullptr, waiting);
    }
    if (!m_table->isFollowing() && m_table->newCount() > 0)
        return tr("▼ %n new bets while you were reading. Press End to follow.", nullptr, m_table->newCount());
    return {};
}

void LiveBetsPage::refreshBanner()
{
    const auto text = bannerText();
    // A long one stands on several lines, sentence by sentence, instead of making the window wider.
    const bool fits = m_banner->fontMetrics().horizontalAdvance(text) + bannerPadding <= width();
    m_banner->setText(fits ? text
                           : QString(text)
                                 .replace(QStringLiteral(". "), QStringLiteral(".\n"))
                                 .replace(QStringLiteral("   "), QStringLiteral("\n")));
    auto own = m_banner->palette();
    own.setColor(QPalette::ButtonText, m_context.theme.colors().accent);
    m_banner->setPalette(own);
    m_banner->setVisible(!text.isEmpty());
    update();
}

bool LiveBetsPage::isStale() const
{
    return m_link.isStale(m_context.clock.utcMs());
}

QString LiveBetsPage::emptyText() const
{
    if (m_model.rowCount() > 0)
        return {};
    if (m_model.totalCount() > 0)
        return tr("No bets match.");
    switch (m_link.state) {
    case LinkState::Connecting:
        return tr("Connecting. The first bets appear here.");
    case LinkState::Offline:
        return tr("Live view needs a connection, and nothing is cached yet.");
    case LinkState::File:
        return fileProblem(m_link).isEmpty() ? tr("No bet is known up to this moment.") : fileProblem(m_link);
    case LinkState::Live:
    case LinkState::Delayed:
    case LinkState::Polling:
        return tr("No bets yet.");
    }
    return {};
}

void LiveBetsPage::refreshEmpty()
{
    const auto text = emptyText();
    m_emptyLabel->setText(text);
    m_clearButton->setVisible(m_model.totalCount() > 0 && !m_model.query().isEmpty());
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!text.isEmpty());
}

void LiveBetsPage::togglePause()
{
    const bool wasPaused = m_model.isPaused();
    if (!wasPaused) {
        m_followedBefore = m_table->isFollowing();
        m_table->hold();
    }
    m_model.setPaused(!wasPaused);
    if (wasPaused && m_followedBefore)
        m_table->follow();
    refreshBanner();
    Q_EMIT pauseChanged();
}

void LiveBetsPage::copyJson()
{
    const auto row = currentBet();
    if (!row)
        return;
    QGuiApplication::clipboard()->setText(QString::fromStdString(client::contract::encode(*row)));
    Q_EMIT message(tr("The bet is on the clipboard as JSON."));
}

void LiveBetsPage::copyId()
{
    const auto row = currentBet();
    if (!row)
        return;
    QGuiApplication::clipboard()->setText(QString::fromStdString(row->bet.text()));
    Q_EMIT message(tr("The bet's id is on the clipboard."));
}

void LiveBetsPage::showMenu(const QPoint& position)
{
    const auto index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    const BetRow row = m_model.row(index.row()); // a copy: the list moves on while the menu is open
    const auto key = BetKey::of(row);
    // A click inside a selection is about the selection.
    if (!m_table->selectionModel()->isRowSelected(index.row(), {}))
        m_table->selectBet(key);
    const int selected = selectedCount();

    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("betMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto term = termOfCell(row, static_cast<BetsModel::Column>(index.column()));
    if (!term.isEmpty()) {
        auto shown = term.size() > 40 ? term.left(40) + u'…' : term;
        shown.replace(u'&', QStringLiteral("&&"));
        const auto add = [&](const QString& text, Join join) {
            connect(menu->addAction(text.arg(shown)), &QAction::triggered, this,
                    [this, term, join] { Q_EMIT filterRequested(term, join); });
        };
        add(tr("&Apply as filter: %1"), Join::Replace);
        add(tr("A&nd: %1"), Join::And);
        add(tr("And n&ot: %1"), Join::AndNot);
        menu->addSeparator();
    }
    connect(menu->addAction(tr("&Details")), &QAction::triggered, this, &LiveBetsPage::openRequested);
    if (selected > 1) {
        auto* refund = menu->addAction(tr("&Refund %n selected bets…", nullptr, selected));
        refund->setEnabled(m_context.connection.whyNot(Act::Job).isEmpty());
        connect(refund, &QAction::triggered, this, &LiveBetsPage::refundSelection);
    } else {
        auto* refund = menu->addAction(tr("&Refund…"));
        refund->setEnabled(m_context.connection.mayMoveMoney());
        connect(refund, &QAction::triggered, this, [this, row] { Q_EMIT refundRequested(row); });
    }
    if (!m_model.query().isEmpty()) {
        auto* matching = menu->addAction(tr("Refund a&ll %n matching bets…", nullptr, m_model.rowCount()));
        matching->setEnabled(m_context.connection.whyNot(Act::Job).isEmpty());
        connect(matching, &QAction::triggered, this, &LiveBetsPage::refundMatching);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Mark or unmark")), &QAction::triggered, this, [this, key] {
        if (const int at = m_model.rowOf(key); at >= 0)
            m_model.toggleMark(at);
    });
    connect(menu->addAction(tr("Copy &id")), &QAction::triggered, this, &LiveBetsPage::copyId);
    connect(menu->addAction(tr("Copy &JSON")), &QAction::triggered, this, &LiveBetsPage::copyJson);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void LiveBetsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void LiveBetsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
    refreshBanner();
}

void LiveBetsPage::paintEvent(QPaintEvent*)
{
    const auto& colors = m_context.theme.colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    if (m_banner->isVisible())
        painter.fillRect(QRect(0, 0, width(), m_banner->height()), colors.selection);
    const bool stale = isStale();
    layout()->setContentsMargins(stale ? staleEdge : 0, 0, 0, 0);
    if (stale)
        painter.fillRect(QRect(0, 0, staleEdge, height()), QBrush(colors.border, Qt::BDiagPattern));
}

} // namespace ui
