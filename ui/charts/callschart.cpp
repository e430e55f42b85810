// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/callschart.h"

#include "ui/charts/chartreader.h"
#include "ui/format.h"
#include "ui/models/callsperminute.h"
#include "ui/theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLegend>
#include <QLineSeries>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>

namespace ui {

using client::contract::ShownStatus;

namespace {

constexpr double lineWidth = 1.8;
constexpr int labelRoom = 104;
constexpr int timeLabelEveryMinutes = 5;
constexpr std::array<ShownStatus, 3> statuses{ShownStatus::Won, ShownStatus::Retrying, ShownStatus::Failed};
constexpr std::array<Qt::PenStyle, 3> styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine};

} // namespace

CallsChart::CallsChart(CallsPerMinute& model, const Theme& theme, const Format& format, QWidget* parent)
    : QWidget(parent), m_model(model), m_theme(theme), m_format(format), m_chart(new QChart),
      m_view(new QChartView(m_chart)), m_timeAxis(new QCategoryAxis(m_chart)), m_countAxis(new QValueAxis(m_chart)),
      m_stack(new QStackedWidget(this)), m_table(new QTableView), m_toggle(new QPushButton(this))
{
    tellReadersOfCharts();
    setObjectName(QStringLiteral("callsChart"));
    m_view->setObjectName(QStringLiteral("callsChartView"));
    m_table->setObjectName(QStringLiteral("callsTable"));
    m_toggle->setObjectName(QStringLiteral("chartAsTableButton"));
    m_toggle->setCheckable(true);
    setButtonRole(m_toggle, ButtonRole::Quiet);

    m_chart->legend()->hide();
    m_chart->setMargins(QMargins(4, 2, labelRoom, 2));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_timeAxis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_countAxis->setLabelFormat(QStringLiteral("%d"));
    m_countAxis->setLineVisible(false);
    m_countAxis->setTruncateLabels(false); // the axis keeps its former width and would cut longer numbers
    m_chart->addAxis(m_timeAxis, Qt::AlignBottom);
    m_chart->addAxis(m_countAxis, Qt::AlignLeft);
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        m_series[i] = new QLineSeries(m_chart);
        m_chart->addSeries(m_series[i]);
        m_series[i]->attachAxis(m_timeAxis);
        m_series[i]->attachAxis(m_countAxis);
        m_labels[i] = new QGraphicsSimpleTextItem(m_chart);
    }
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);

    m_table->setModel(&model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(8, 0, 8, 0);
    bottom->addStretch(1);
    bottom->addWidget(m_toggle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addLayout(bottom);

    connect(m_toggle, &QPushButton::toggled, this, &CallsChart::showTable);
    connect(&model, &CallsPerMinute::changed, this, &CallsChart::refresh);
    connect(&theme, &Theme::changed, this, &CallsChart::applyTheme);
    connect(m_chart, &QChart::plotAreaChanged, this, &CallsChart::placeLabels);
    applyTheme();
    retranslate();
}

void CallsChart::showTable(bool table)
{
    m_toggle->setChecked(table);
    m_stack->setCurrentIndex(table ? 1 : 0);
    retranslate();
}

void CallsChart::applyTheme()
{
    const auto& colors = m_theme.colors();
    m_chart->setBackgroundBrush(colors.base);
    m_view->setBackgroundBrush(colors.base);
    QColor grid = colors.separator;
    grid.setAlphaF(0.6F);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_timeAxis), static_cast<QAbstractAxis*>(m_countAxis)}) {
        axis->setLabelsFont(Theme::font(metrics::axisFont));
        axis->setLabelsColor(colors.secondary);
        axis->setLinePenColor(colors.separator);
        axis->setGridLineColor(grid);
    }
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto color = m_theme.state(statuses[i]).text;
        m_series[i]->setPen(QPen(color, lineWidth, styles[i], Qt::FlatCap, Qt::RoundJoin));
        m_labels[i]->setBrush(color);
        m_labels[i]->setFont(Theme::font(metrics::secondaryFont));
    }
    refresh();
}

void CallsChart::refresh()
{
    // A hidden dock costs nothing; it is drawn anew when it shows.
    if (!isVisible())
        return;
    const auto& bins = m_model.bins();
    const auto known = m_model.knownSinceMs();
    int highest = 0;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QList<QPointF> points;
        for (const auto& bin : bins) {
            // The minute that runs now is not over: its count would look like a fall.
            const bool isRunning = &bin == &bins.back() && known < bin.startMs - CallsPerMinute::minuteMs;
            if (known == 0 || bin.startMs < known || isRunning)
                continue;
            points << QPointF(static_cast<double>((bin.startMs - bins.front().startMs) / CallsPerMinute::minuteMs),
                              bin.counts[i]);
            highest = std::max(highest, bin.counts[i]);
        }
        m_series[i]->setPointsVisible(points.size() < 3);
        m_series[i]->replace(points);
    }
    const auto labels = m_timeAxis->categoriesLabels();
    for (const auto& label : labels)
        m_timeAxis->remove(label);
    m_timeAxis->setRange(0, CallsPerMinute::minutes - 1);
    for (const auto& bin : bins) {
        const auto text = m_format.timeShort(bin.startMs).left(5);
        if (bin.startMs / CallsPerMinute::minuteMs % timeLabelEveryMinutes == 0)
            m_timeAxis->append(text,
                               static_cast<double>((bin.startMs - bins.front().startMs) / CallsPerMinute::minuteMs));
    }
    m_countAxis->setRange(0, std::max(4, highest));
    m_countAxis->setTickCount(5);
    m_countAxis->applyNiceNumbers();
    placeLabels();
}

void CallsChart::placeLabels()
{
    const auto area = m_chart->plotArea();
    std::array<std::pair<double, std::size_t>, 3> order{};
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto points = m_series[i]->points();
        m_labels[i]->setVisible(!points.isEmpty());
        const double value = points.isEmpty() ? 0 : points.last().y();
        order[i] = {m_chart->mapToPosition(QPointF(0, value), m_series[i]).y(), i};
    }
    // Lines that end close together push their names apart, from the bottom up.
    std::sort(order.begin(), order.end(), std::greater<>());
    double limit = area.bottom() + 8;
    for (const auto& [wanted, i] : order) {
        const double height = m_labels[i]->boundingRect().height() - 2;
        const double top = std::min(wanted - height / 2, limit - height);
        m_labels[i]->setPos(area.right() + 8, top);
        limit = top;
    }
}

void CallsChart::retranslate()
{
    for (std::size_t i = 0; i < m_labels.size(); ++i)
        m_labels[i]->setText(CallsPerMinute::name(static_cast<CallsPerMinute::Column>(i + 1)));
    m_toggle->setText(m_toggle->isChecked() ? tr("Show as chart") : tr("Show as table"));
    m_view->setAccessibleName(tr("Calls per minute by outcome, last 30 minutes"));
    m_table->setAccessibleName(m_view->accessibleName());
    placeLabels();
}

void CallsChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CallsChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeLabels();
}

void CallsChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace ui
