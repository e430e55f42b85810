// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"
#include "ui/pages/overviewpage.h"
#include "ui/widgets/attentioncard.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

// How the page looks; what it does is in overviewpage.cpp.
namespace ui {

using client::contract::ShownStatus;

namespace {

constexpr int tickMs = 1'000;
constexpr int chartHeight = 210;
constexpr int twoColumnsFrom = 760; // narrower, and a chart would be all labels
constexpr int oneRowFrom = 700;
constexpr int cardsInShortRow = 3;
constexpr const char* cardGridName = "cardGrid";

struct Look
{
    const char* name;
    Glyph glyph;
    ShownStatus tone;
};

constexpr std::array<Look, OverviewPage::cards> looks{{{"failedCard", Glyph::FilledTriangle, ShownStatus::Failed},
                                                       {"retryingCard", Glyph::Clock, ShownStatus::Retrying},
                                                       {"heldCard", Glyph::Padlock, ShownStatus::FundsHeld},
                                                       {"inDoubtCard", Glyph::DashedQuestion, ShownStatus::Lost},
                                                       {"approvalsCard", Glyph::Check, ShownStatus::Refunded}}};

} // namespace

OverviewPage::OverviewPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_partners(context.format), m_status(new QLabel(this)),
      m_retry(new QPushButton(this)), m_scroll(new QScrollArea(this)), m_grid(new QGridLayout),
      m_calls(
          new TimeChart(context.theme, context.format,
                        [this](double value) { return m_context.format.number(static_cast<std::int64_t>(value)); })),
      m_durations(
          new TimeChart(context.theme, context.format,
                        [this](double value) { return m_context.format.duration(static_cast<std::int64_t>(value)); })),
      m_queue(
          new TimeChart(context.theme, context.format,
                        [this](double value) { return m_context.format.number(static_cast<std::int64_t>(value)); })),
      m_partnersBox(new QWidget), m_partnersTitle(new QLabel), m_partnersTable(new RowTable(context.theme))
{
    setObjectName(QStringLiteral("overviewPage"));
    build();
    connect(m_retry, &QPushButton::clicked, this, &OverviewPage::refresh);
    connect(m_partnersTable, &RowTable::currentRowChanged, this, &OverviewPage::showPartner);
    connect(m_partnersTable, &RowTable::openRequested, this, &OverviewPage::openPartner);
    connect(&m_context.connection, &Connection::changed, this, &OverviewPage::onConnection);
    connect(&m_timer, &QTimer::timeout, this, &OverviewPage::tick);
    m_timer.setInterval(tickMs);
    retranslate();
    showStats();
    onConnection();
}

void OverviewPage::build()
{
    m_status->setObjectName(QStringLiteral("overviewStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_retry->setObjectName(QStringLiteral("retryOverviewButton"));
    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 8);
    top->addWidget(m_status, 1);
    top->addWidget(m_retry);

    m_calls->setObjectName(QStringLiteral("callsTimeChart"));
    m_durations->setObjectName(QStringLiteral("durationsTimeChart"));
    m_queue->setObjectName(QStringLiteral("queueTimeChart"));
    for (auto* chart : {m_calls, m_durations, m_queue})
        chart->setMinimumHeight(chartHeight);
    m_partnersTitle->setObjectName(QStringLiteral("partnersTitle"));
    m_partnersTitle->setContentsMargins(metrics::cellPadding, 4, metrics::cellPadding, 4);
    setTextRole(m_partnersTitle, TextRole::Section);
    m_partnersTable->setObjectName(QStringLiteral("partnersTable"));
    m_partnersTable->setModel(&m_partners);
    m_partnersTable->setMinimumHeight(chartHeight - 30);
    m_partnersTitle->setBuddy(m_partnersTable);
    auto* box = new QVBoxLayout(m_partnersBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(m_partnersTitle);
    box->addWidget(m_partnersTable, 1);

    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("overviewContent"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::groupSpacing, 0, metrics::groupSpacing, metrics::groupSpacing);
    column->setSpacing(metrics::groupSpacing);
    auto* cardGrid = new QGridLayout;
    cardGrid->setObjectName(QLatin1String(cardGridName));
    cardGrid->setSpacing(8);
    buildCards();
    column->addLayout(cardGrid);
    m_grid->setSpacing(metrics::groupSpacing);
    column->addLayout(m_grid, 1);
    m_scroll->setObjectName(QStringLiteral("overviewScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    arrange(); // finds the cards' grid by its name
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_scroll, 1);
}

void OverviewPage::buildCards()
{
    for (std::size_t i = 0; i < cards; ++i) {
        auto* made = new AttentionCard(m_context.theme, m_context.format, looks[i].glyph, looks[i].tone);
        made->setObjectName(QLatin1String(looks[i].name));
        connect(made, &QAbstractButton::clicked, this,
                [this, i] { Q_EMIT placeRequested(placeOf(static_cast<Card>(i))); });
        m_cards[i] = made;
    }
}

// Cards and charts beside each other where there is room, else below.
void OverviewPage::arrange()
{
    const int columns = width() >= twoColumnsFrom ? 2 : 1;
    const int cardColumns = width() >= oneRowFrom ? static_cast<int>(cards) : cardsInShortRow;
    const int layout = columns * 10 + cardColumns;
    if (layout == m_columns)
        return;
    m_columns = layout;
    auto* cardGrid = findChild<QGridLayout*>(QLatin1String(cardGridName));
    for (int i = 0; i < static_cast<int>(cards); ++i) {
        cardGrid->removeWidget(m_cards[static_cast<std::size_t>(i)]);
        cardGrid->addWidget(m_cards[static_cast<std::size_t>(i)], i / cardColumns, i % cardColumns);
    }
    const std::array<QWidget*, 4> parts{m_calls, m_durations, m_queue, m_partnersBox};
    for (int i = 0; i < static_cast<int>(parts.size()); ++i) {
        m_grid->removeWidget(parts[static_cast<std::size_t>(i)]);
        m_grid->addWidget(parts[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, columns - 1);
}

void OverviewPage::retranslate()
{
    m_cards[0]->setText(tr("Failed, 7 days"));
    m_cards[1]->setText(tr("Retrying"));
    m_cards[2]->setText(tr("Funds held > 5 min"));
    m_cards[3]->setText(tr("In doubt"));
    m_cards[4]->setText(tr("Waiting for approval"));
    m_calls->setTitle(tr("Calls per minute"));
    m_queue->setTitle(tr("Longest queue"));
    m_partnersTitle->setText(tr("Partners"));
    m_partnersTable->setAccessibleName(tr("Partners"));
    m_retry->setText(tr("&Retry now"));
    m_partners.retranslate();
    using Column = PartnersModel::Column;
    const auto fit = [this](Column column, QStringList texts, bool isChip = false) {
        m_partnersTable->fitColumn(static_cast<int>(column), texts << PartnersModel::header(column), isChip);
    };
    fit(Column::Partner, {QStringLiteral("northbet")});
    fit(Column::State, PartnersModel::states(), true);
    fit(Column::Errors, {QStringLiteral("100.0 %")});
    fit(Column::LastSuccess, {QStringLiteral("00:00:00")});
    fit(Column::Calls, {QStringLiteral("00 000")});
    fit(Column::P50, {QStringLiteral("000 ms")});
    fit(Column::P95, {QStringLiteral("000 ms")});
    fit(Column::Waiting, {QStringLiteral("000")});
    showStats();
    refreshStatus();
}

void OverviewPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void OverviewPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_timer.start();
    tick();
}

// Nobody looks: nothing is asked.
void OverviewPage::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    Page::hideEvent(event);
}

} // namespace ui
