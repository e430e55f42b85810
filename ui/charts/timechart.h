// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/seriesmodel.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCategoryAxis;
class QChart;
class QChartView;
class QGraphicsLineItem;
class QGraphicsRectItem;
class QGraphicsSimpleTextItem;
class QKeyEvent;
class QLabel;
class QLineSeries;
class QMouseEvent;
class QPushButton;
class QStackedWidget;
class QValueAxis;

namespace ui {

class LineLabel;
class RowTable;
class Theme;

// Up to four lines over time with their names beside them, or the same as a table. The mouse or the arrow keys move a
// cursor that says the values of its moment. Where a period can be picked, dragging does, or Shift with the arrow keys
// and then Enter. Drawn only while it can be seen, and with no more points than pixels.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    TimeChart(const Theme& theme, const Format& format, SeriesModel::ValueText text, QWidget* parent = nullptr);
    ~TimeChart() override;

    // `title` is what it shows; also the name for screen readers.
    void setTitle(const QString& title);
    void setData(ChartData drawn);
    void showTable(bool table);
    void setCursor(int step); // -1: none
    void setPicking(bool picking);

    int cursorStep() const { return m_cursor; }
    QString cursorText() const; // "18:42  Accepted 41  In doubt 2"; empty without a cursor
    const SeriesModel& model() const { return m_model; }
    QWidget* view() const;
    // Points that are drawn now, of all lines.
    int drawnPoints() const;
    double highest() const; // of the axis

Q_SIGNALS:
    void periodPicked(qint64 fromMs, qint64 toMs); // UTC, the end is not in it

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line
    {
        std::vector<QLineSeries*> runs; // between gaps; unused ones are empty
        QGraphicsSimpleTextItem* label = nullptr;
    };

    void applyTheme();
    void refresh();
    void drawLine(Line& line, const ChartLine& drawn);
    void drawTimes();
    void placeLabels();
    void placeCursor();
    void moveCursor(int key);
    int stepAt(const QPoint& place) const; // -1: beside the plot
    bool onMouse(QMouseEvent& event);
    bool onKey(const QKeyEvent& event);
    void pick(bool isDone);
    void retranslate();
    QPen penOf(const ChartLine& drawn) const;

    const Theme& m_theme;
    SeriesModel m_model;
    QChart* m_chart;
    QChartView* m_view;
    QCategoryAxis* m_timeAxis;
    QValueAxis* m_valueAxis;
    QGraphicsLineItem* m_cursorLine;
    QGraphicsRectItem* m_picked;
    bool m_picking = false;
    int m_pickFrom = -1; // step where picking began; -1: nobody picks
    std::vector<Line> m_lines;
    int m_cursor = -1;
    QLabel* m_title;
    LineLabel* m_values;
    QStackedWidget* m_stack;
    RowTable* m_table;
    QPushButton* m_toggle;
};

} // namespace ui
