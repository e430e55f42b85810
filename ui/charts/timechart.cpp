// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include "ui/charts/chartreader.h"
#include "ui/format.h"
#include "ui/theme.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLegend>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ui {

namespace {

constexpr double lineWidth = 1.8;
constexpr double leastHeight = 4;
constexpr int labelGap = 6;
constexpr int pixelsPerTime = 70;
constexpr int timeGap = 16;
constexpr int axisRoom = 40; // for the numbers at the left
constexpr qint64 secondMs = 1'000, minuteMs = 60 * secondMs, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;
constexpr std::array<qint64, 27> timesMs{1,
                                         10,
                                         100,
                                         500,
                                         secondMs,
                                         5 * secondMs,
                                         10 * secondMs,
                                         15 * secondMs,
                                         30 * secondMs,
                                         minuteMs,
                                         5 * minuteMs,
                                         10 * minuteMs,
                                         15 * minuteMs,
                                         30 * minuteMs,
                                         hourMs,
                                         3 * hourMs,
                                         6 * hourMs,
                                         12 * hourMs,
                                         dayMs,
                                         2 * dayMs,
                                         7 * dayMs,
                                         14 * dayMs,
                                         30 * dayMs,
                                         60 * dayMs,
                                         180 * dayMs,
                                         365 * dayMs,
                                         3'650 * dayMs};

} // namespace

TimeChart::TimeChart(const Theme& theme, const Format& format, SeriesModel::ValueText text, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_model(format, std::move(text)), m_chart(new QChart),
      m_view(new QChartView(m_chart)), m_timeAxis(new QCategoryAxis(m_chart)), m_valueAxis(new QValueAxis(m_chart)),
      m_cursorLine(new QGraphicsLineItem(m_chart)), m_picked(new QGraphicsRectItem(m_chart)), m_title(new QLabel(this)),
      m_values(new LineLabel(this)), m_stack(new QStackedWidget(this)), m_table(new RowTable(theme)),
      m_toggle(new QPushButton(this))
{
    tellReadersOfCharts();
    m_title->setObjectName(QStringLiteral("chartTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setTextRole(m_title, TextRole::Section);
    m_values->setObjectName(QStringLiteral("chartValues"));
    m_view->setObjectName(QStringLiteral("timeChartView"));
    m_table->setObjectName(QStringLiteral("timeChartTable"));
    m_toggle->setObjectName(QStringLiteral("timeChartAsTableButton"));
    m_toggle->setCheckable(true);
    setButtonRole(m_toggle, ButtonRole::Quiet);

    m_chart->legend()->hide();
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_timeAxis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_valueAxis->setLabelFormat(QStringLiteral("%d"));
    m_valueAxis->setLineVisible(false);
    m_timeAxis->setTruncateLabels(false);
    m_valueAxis->setTruncateLabels(false); // the axis keeps its former width and would cut longer numbers
    m_chart->addAxis(m_timeAxis, Qt::AlignBottom);
    m_chart->addAxis(m_valueAxis, Qt::AlignLeft);
    m_cursorLine->hide();
    m_picked->hide();
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_view->setMinimumHeight(120);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_view->installEventFilter(this);
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::cellPadding, 0, metrics::cellPadding, 0);
    top->addWidget(m_title);
    top->addStretch(1);
    top->addWidget(m_toggle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_values);

    connect(m_toggle, &QPushButton::toggled, this, &TimeChart::showTable);
    connect(&theme, &Theme::changed, this, &TimeChart::applyTheme);
    connect(m_chart, &QChart::plotAreaChanged, this, [this] {
        placeLabels();
        placeCursor();
    });
    applyTheme();
    retranslate();
}

TimeChart::~TimeChart() = default;

QWidget* TimeChart::view() const
{
    return m_view;
}

void TimeChart::setTitle(const QString& title)
{
    m_title->setText(title);
    m_view->setAccessibleName(title);
    m_table->setAccessibleName(title);
}

void TimeChart::setData(ChartData drawn)
{
    m_model.setData(std::move(drawn));
    if (m_cursor >= m_model.rowCount())
        m_cursor = -1;
    m_pickFrom = -1;
    refresh();
}

void TimeChart::setPicking(bool picking)
{
    m_picking = picking;
    placeCursor();
}

void TimeChart::showTable(bool table)
{
    m_toggle->setChecked(table);
    m_stack->setCurrentIndex(table ? 1 : 0);
    m_values->setVisible(!table);
    retranslate();
    refresh();
}

QPen TimeChart::penOf(const ChartLine& drawn) const
{
    return {m_theme.state(drawn.tone).text, lineWidth, drawn.pen, Qt::FlatCap, Qt::RoundJoin};
}

void TimeChart::applyTheme()
{
    const auto& colors = m_theme.colors();
    m_chart->setBackgroundBrush(colors.base);
    m_view->setBackgroundBrush(colors.base);
    QColor grid = colors.separator;
    grid.setAlphaF(0.6F);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_timeAxis), static_cast<QAbstractAxis*>(m_valueAxis)}) {
        axis->setLabelsFont(Theme::font(metrics::axisFont));
        axis->setLabelsColor(colors.secondary);
        axis->setLinePenColor(colors.separator);
        axis->setGridLineColor(grid);
    }
    m_timeAxis->setGridLineVisible(false);
    m_cursorLine->setPen(QPen(colors.accent, 1));
    QColor picked = colors.selection;
    picked.setAlphaF(0.6F);
    m_picked->setBrush(picked);
    m_picked->setPen(QPen(colors.accent, 1));
    refresh();
}

void TimeChart::refresh()
{
    // What nobody sees costs nothing; it is drawn anew when it shows.
    if (!isVisible() || m_stack->currentIndex() != 0)
        return;
    const auto& drawn = m_model.chart();
    while (m_lines.size() < drawn.lines.size())
        m_lines.push_back({{}, new QGraphicsSimpleTextItem(m_chart)});
    double labelWidth = 0;
    double most = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        auto* const label = m_lines[i].label;
        label->setText(i < drawn.lines.size() ? drawn.lines[i].name : QString());
        label->setFont(Theme::font(metrics::axisFont));
        labelWidth = std::max(labelWidth, label->boundingRect().width());
    }
    m_chart->setMargins(QMargins(4, 4, static_cast<int>(labelWidth) + 2 * labelGap, 2));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        static const ChartLine none;
        const ChartLine& line = i < drawn.lines.size() ? drawn.lines[i] : none;
        m_lines[i].label->setBrush(penOf(line).color());
        drawLine(m_lines[i], line);
        // What is drawn has every peak, and is far less than all values.
        for (const auto* run : m_lines[i].runs) {
            for (const auto& point : run->points())
                most = std::max(most, point.y());
        }
    }
    // applyNiceNumbers() would be seen one turn of the event loop late.
    const auto axis = niceAxis(std::max(leastHeight, most));
    m_valueAxis->setTickCount(axis.ticks);
    m_valueAxis->setRange(0, axis.top);
    drawTimes();
    placeLabels();
    placeCursor();
}

void TimeChart::drawLine(Line& line, const ChartLine& drawn)
{
    // Of the plot, whose own size is known only once all of it is laid out.
    const int pixels = m_view->width() - m_chart->margins().left() - m_chart->margins().right() - axisRoom;
    const auto runs = runsOf(drawn.values, static_cast<std::size_t>(std::max(pixels, 2)));
    while (line.runs.size() < runs.size()) {
        auto* series = new QLineSeries(m_chart);
        m_chart->addSeries(series);
        series->attachAxis(m_timeAxis);
        series->attachAxis(m_valueAxis);
        line.runs.push_back(series);
    }
    for (std::size_t i = 0; i < line.runs.size(); ++i) {
        QList<QPointF> points;
        if (i < runs.size())
            points = QList<QPointF>(runs[i].begin(), runs[i].end());
        line.runs[i]->setPen(penOf(drawn));
        // A moment between two gaps has no line to show it.
        line.runs[i]->setPointsVisible(points.size() == 1);
        line.runs[i]->replace(points);
    }
}

// Labels at round times, as many as there is room for.
void TimeChart::drawTimes()
{
    const auto& drawn = m_model.chart();
    const auto steps = static_cast<qint64>(drawn.steps());
    const auto labels = m_timeAxis->categoriesLabels();
    for (const auto& label : labels)
        m_timeAxis->remove(label);
    m_timeAxis->setRange(0, static_cast<double>(std::max<qint64>(steps - 1, 1)));
    const QFontMetrics text(Theme::font(metrics::axisFont));
    const int width = std::max(pixelsPerTime, text.horizontalAdvance(m_model.timeText(0)) + timeGap);
    const qint64 room = std::max<qint64>(m_view->width() / width, 1);
    qint64 everyMs = drawn.stepMs;
    for (const qint64 every : timesMs) {
        everyMs = every;
        if (every >= drawn.stepMs && steps * drawn.stepMs / every <= room)
            break;
    }
    for (qint64 at = (drawn.startMs + everyMs - 1) / everyMs * everyMs; at < drawn.startMs + steps * drawn.stepMs;
         at += everyMs) {
        const auto step = static_cast<std::size_t>((at - drawn.startMs) / drawn.stepMs);
        // At whole seconds nobody reads the thousandths.
        const auto label = m_model.timeText(step);
        m_timeAxis->append(everyMs % secondMs == 0 ? label.left(label.lastIndexOf(u'.')) : label,
                           static_cast<double>(step));
    }
}

void TimeChart::placeLabels()
{
    const auto area = m_chart->plotArea();
    std::vector<std::pair<double, QGraphicsSimpleTextItem*>> order;
    for (auto& line : m_lines) {
        QLineSeries* last = nullptr;
        for (auto* run : line.runs) {
            if (run->count() > 0)
                last = run;
        }
        line.label->setVisible(last != nullptr);
        if (last)
            order.emplace_back(m_chart->mapToPosition(last->at(last->count() - 1), last).y(), line.label);
    }
    // Lines that end close together push their names apart, from the bottom up.
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    double limit = area.bottom() + 8;
    for (const auto& [wanted, label] : order) {
        const double height = label->boundingRect().height() - 2;
        const double top = std::min(wanted - height / 2, limit - height);
        label->setPos(area.right() + labelGap, top);
        limit = top;
    }
}

void TimeChart::setCursor(int step)
{
    m_cursor = step < 0 ? -1 : std::min(step, m_model.rowCount() - 1);
    placeCursor();
}

void TimeChart::placeCursor()
{
    const auto area = m_chart->plotArea();
    const int steps = m_model.rowCount();
    m_cursorLine->setVisible(m_cursor >= 0);
    if (m_cursor >= 0 && steps > 1) {
        const double x = area.left() + area.width() * m_cursor / (steps - 1);
        m_cursorLine->setLine(x, area.top(), x, area.bottom());
    }
    m_picked->setVisible(m_pickFrom >= 0 && m_cursor >= 0 && m_pickFrom != m_cursor);
    if (m_picked->isVisible() && steps > 1) {
        const double width = area.width() / (steps - 1);
        const int first = std::min(m_pickFrom, m_cursor), last = std::max(m_pickFrom, m_cursor);
        m_picked->setRect(area.left() + width * first, area.top(), width * (last - first), area.height());
    }
    const auto text = cursorText();
    auto hint = tr("Arrow keys or the mouse tell the values.");
    if (m_picking)
        hint = tr("Drag to choose a period; by keys: Shift with the arrow keys, then Enter.");
    if (drawnPoints() == 0)
        hint = tr("Nothing is known of this time.");
    m_values->setText(text.isEmpty() ? hint : text);
    if (m_view->accessibleDescription() == m_values->text())
        return;
    m_view->setAccessibleDescription(m_values->text());
    QAccessibleEvent told(m_view, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

QString TimeChart::cursorText() const
{
    if (m_cursor < 0 || m_cursor >= m_model.rowCount())
        return {};
    const auto step = static_cast<std::size_t>(m_cursor);
    QStringList parts{m_model.timeText(step)};
    for (const auto& line : m_model.chart().lines)
        parts << line.name + u' ' + m_model.valueText(line.values[step]);
    return parts.join(QStringLiteral(" · "));
}

void TimeChart::moveCursor(int key)
{
    const int last = m_model.rowCount() - 1;
    const int from = m_cursor < 0 ? last : m_cursor;
    switch (key) {
    case Qt::Key_Left:
        setCursor(m_cursor < 0 ? last : std::max(from - 1, 0));
        return;
    case Qt::Key_Right:
        setCursor(std::min(from + 1, last));
        return;
    case Qt::Key_Home:
        setCursor(0);
        return;
    default:
        setCursor(last);
        return;
    }
}

int TimeChart::stepAt(const QPoint& place) const
{
    const auto area = m_chart->plotArea();
    const auto x = m_view->mapToScene(place).x();
    // What is dragged over the edge ends at the edge.
    const bool isInside = m_pickFrom >= 0 || (x >= area.left() && x <= area.right());
    if (area.width() <= 0 || !isInside)
        return -1;
    const double part = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return static_cast<int>(std::lround(part * (m_model.rowCount() - 1)));
}

void TimeChart::pick(bool isDone)
{
    const auto& drawn = m_model.chart();
    const int from = std::exchange(m_pickFrom, -1), to = m_cursor;
    placeCursor();
    if (isDone && from >= 0 && to >= 0 && from != to)
        Q_EMIT periodPicked(drawn.startMs + std::min(from, to) * drawn.stepMs,
                            drawn.startMs + (std::max(from, to) + 1) * drawn.stepMs);
}

bool TimeChart::onMouse(QMouseEvent& event)
{
    if (event.type() == QEvent::MouseMove) {
        setCursor(stepAt(event.pos()));
        return false;
    }
    if (event.button() != Qt::LeftButton)
        return false;
    if (event.type() == QEvent::MouseButtonPress && m_picking) {
        m_view->setFocus(Qt::MouseFocusReason);
        m_pickFrom = stepAt(event.pos());
        setCursor(m_pickFrom);
        return true;
    }
    if (event.type() == QEvent::MouseButtonRelease && m_pickFrom >= 0) {
        setCursor(stepAt(event.pos()));
        pick(true);
        return true;
    }
    return false;
}

bool TimeChart::onKey(const QKeyEvent& event)
{
    const int key = event.key();
    const bool moves = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
    if (moves && m_model.rowCount() > 0) {
        const int from = m_cursor;
        const bool extends = m_picking && event.modifiers().testFlag(Qt::ShiftModifier);
        moveCursor(key);
        m_pickFrom = !extends ? -1 : m_pickFrom >= 0 ? m_pickFrom : from >= 0 ? from : m_cursor;
        placeCursor();
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_pickFrom >= 0) {
        pick(true);
        return true;
    }
    if (key == Qt::Key_Escape && m_cursor >= 0) {
        pick(false);
        setCursor(-1);
        return true;
    }
    return false;
}

bool TimeChart::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport()) {
        const auto type = event->type();
        if (type == QEvent::Leave && !m_view->hasFocus())
            setCursor(-1);
        const bool isMouse =
            type == QEvent::MouseMove || type == QEvent::MouseButtonPress || type == QEvent::MouseButtonRelease;
        if (isMouse && onMouse(*static_cast<QMouseEvent*>(event)))
            return true;
    } else if (event->type() == QEvent::KeyPress && watched == m_view && onKey(*static_cast<QKeyEvent*>(event))) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

int TimeChart::drawnPoints() const
{
    int points = 0;
    for (const auto& line : m_lines)
        for (const auto* run : line.runs)
            points += run->count();
    return points;
}

double TimeChart::highest() const
{
    return m_valueAxis->max();
}

void TimeChart::retranslate()
{
    m_toggle->setText(m_toggle->isChecked() ? tr("Show as chart") : tr("Show as table"));
    m_model.retranslate();
    placeCursor();
}

void TimeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void TimeChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace ui
