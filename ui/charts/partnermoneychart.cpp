// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/partnermoneychart.h"

#include "ui/charts/chartreader.h"
#include "ui/format.h"
#include "ui/models/partnermoneymodel.h"
#include "ui/theme.h"
#include "ui/widgets/rowtable.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QCursor>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace ui {

using client::contract::ShownStatus;
using Column = PartnerMoneyModel::Column;

namespace {

constexpr double barWidthMax = 0.7; // of its category
constexpr double barWidthOfOne = 0.2;

} // namespace

PartnerMoneyChart::PartnerMoneyChart(PartnerMoneyModel& model, const Theme& theme, const Format& format,
                                     QWidget* parent)
    : QWidget(parent), m_model(model), m_theme(theme), m_format(format), m_chart(new QChart),
      m_view(new QChartView(m_chart)), m_series(new QHorizontalBarSeries(m_chart)), m_takeBack(new QBarSet(QString())),
      m_pay(new QBarSet(QString())), m_partners(new QBarCategoryAxis(m_chart)), m_money(new QValueAxis(m_chart)),
      m_stack(new QStackedWidget(this)), m_table(new RowTable(theme)), m_currency(new QComboBox(this)),
      m_toggle(new QPushButton(this))
{
    tellReadersOfCharts();
    setObjectName(QStringLiteral("partnerMoneyChart"));
    m_view->setObjectName(QStringLiteral("partnerMoneyView"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_table->setObjectName(QStringLiteral("partnerMoneyTable"));
    m_table->setModel(&model);
    m_currency->setObjectName(QStringLiteral("chartCurrency"));
    m_toggle->setObjectName(QStringLiteral("moneyAsTableButton"));
    m_toggle->setCheckable(true);
    setButtonRole(m_toggle, ButtonRole::Quiet);

    // A bar chart draws its first set lowest: what is paid stands above what is taken back.
    m_series->append(m_takeBack);
    m_series->append(m_pay);
    m_chart->addSeries(m_series);
    m_chart->setMargins(QMargins(4, 2, 12, 2));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->addAxis(m_partners, Qt::AlignLeft);
    m_chart->addAxis(m_money, Qt::AlignBottom);
    m_series->attachAxis(m_partners);
    m_series->attachAxis(m_money);
    m_partners->setGridLineVisible(false);
    m_money->setLabelFormat(QStringLiteral("%.0f"));

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(0, 0, 0, 0);
    bottom->addWidget(m_currency);
    bottom->addStretch(1);
    bottom->addWidget(m_toggle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_stack, 1);
    layout->addLayout(bottom);

    connect(m_toggle, &QPushButton::toggled, this, &PartnerMoneyChart::showTable);
    connect(m_currency, &QComboBox::currentIndexChanged, this, &PartnerMoneyChart::refresh);
    connect(&model, &PartnerMoneyModel::modelReset, this, [this] {
        const QSignalBlocker blocker(m_currency);
        m_currency->clear();
        for (const auto& currency : m_model.currencies())
            m_currency->addItem(QString::fromStdString(currency.code));
        m_currency->setVisible(m_currency->count() > 1);
        refresh();
    });
    connect(m_series, &QHorizontalBarSeries::hovered, this, &PartnerMoneyChart::showTip);
    connect(&theme, &Theme::changed, this, &PartnerMoneyChart::applyTheme);
    m_currency->hide();
    retranslate();
    applyTheme();
}

void PartnerMoneyChart::showTable(bool table)
{
    m_toggle->setChecked(table);
    m_stack->setCurrentIndex(table ? 1 : 0);
    retranslate();
}

void PartnerMoneyChart::applyTheme()
{
    const auto& colors = m_theme.colors();
    m_chart->setBackgroundBrush(colors.base);
    m_view->setBackgroundBrush(colors.base);
    m_chart->legend()->setLabelColor(colors.secondary);
    m_chart->legend()->setFont(Theme::font(metrics::axisFont));
    QColor grid = colors.separator;
    grid.setAlphaF(0.6F);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_partners), static_cast<QAbstractAxis*>(m_money)}) {
        axis->setLabelsFont(Theme::font(metrics::axisFont));
        axis->setLabelsColor(colors.secondary);
        axis->setLinePenColor(colors.separator);
        axis->setGridLineColor(grid);
    }
    // Never by colour alone: one is solid, the other hatched.
    const auto pay = m_theme.state(ShownStatus::FundsHeld).text;
    const auto takeBack = m_theme.state(ShownStatus::Retrying).text;
    m_pay->setBrush(pay);
    m_pay->setPen(QPen(pay, 1));
    m_takeBack->setBrush(QBrush(takeBack, Qt::BDiagPattern));
    m_takeBack->setPen(QPen(takeBack, 1));
}

void PartnerMoneyChart::refresh()
{
    const auto currencies = m_model.currencies();
    const auto chosen = static_cast<std::size_t>(std::max(0, m_currency->currentIndex()));
    m_rows.clear();
    m_pay->remove(0, m_pay->count());
    m_takeBack->remove(0, m_takeBack->count());
    m_partners->clear();
    if (chosen >= currencies.size())
        return;
    const auto& currency = currencies[chosen];
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.parts()[static_cast<std::size_t>(row)].currency == currency &&
            m_rows.size() < static_cast<std::size_t>(partnersMax))
            m_rows.push_back(row);
    }
    // Drawn from below, and the largest belongs on top.
    std::reverse(m_rows.begin(), m_rows.end());
    const double unit = std::pow(10.0, currency.exponent);
    double least = 0;
    double most = 0;
    QStringList names;
    for (const int row : m_rows) {
        const auto& part = m_model.parts()[static_cast<std::size_t>(row)];
        // The length of a bar, never an amount: those are in the table.
        const double pay = static_cast<double>(part.creditMinor) / unit;
        const double takeBack = static_cast<double>(part.debitMinor) / unit;
        m_pay->append(pay);
        m_takeBack->append(takeBack);
        least = std::min(least, takeBack);
        most = std::max(most, pay);
        names << Format::foreign(part.partner.text(), 24);
    }
    m_partners->append(names);
    // Few bars would be blocks.
    m_series->setBarWidth(std::min(barWidthMax, barWidthOfOne * static_cast<double>(names.size())));
    m_money->setRange(least, most > least ? most : least + 1);
    m_money->setTickCount(5);
    m_money->applyNiceNumbers();
    m_money->setTitleText(QString());
    retranslate();
}

void PartnerMoneyChart::showTip(bool inside, int bar, QBarSet* set)
{
    if (!inside || bar < 0 || bar >= static_cast<int>(m_rows.size()))
        return QToolTip::hideText();
    const int row = m_rows[static_cast<std::size_t>(bar)];
    const auto column = static_cast<int>(set == m_pay ? Column::Pay : Column::TakeBack);
    QToolTip::showText(QCursor::pos(),
                       m_model.index(row, 0).data().toString().toHtmlEscaped() + QStringLiteral(": ") +
                           m_model.index(row, column).data().toString().toHtmlEscaped(),
                       m_view);
}

void PartnerMoneyChart::retranslate()
{
    m_model.retranslate();
    m_pay->setLabel(PartnerMoneyModel::header(Column::Pay));
    m_takeBack->setLabel(PartnerMoneyModel::header(Column::TakeBack));
    m_toggle->setText(m_toggle->isChecked() ? tr("Show as chart") : tr("Show as table"));
    m_view->setAccessibleName(tr("Money to pay and to take back, by partner"));
    m_table->setAccessibleName(m_view->accessibleName());
    m_currency->setAccessibleName(tr("Currency of the chart"));
    m_table->resizeColumnsToContents();
}

void PartnerMoneyChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
