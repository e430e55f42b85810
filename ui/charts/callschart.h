// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

class QCategoryAxis;
class QChart;
class QChartView;
class QGraphicsSimpleTextItem;
class QLineSeries;
class QPushButton;
class QStackedWidget;
class QTableView;
class QValueAxis;

namespace ui {

class CallsPerMinute;
class Format;
class Theme;

// Calls per minute by how they ended, as lines with their names beside them, or as a table.
class CallsChart : public QWidget
{
    Q_OBJECT

public:
    CallsChart(CallsPerMinute& model, const Theme& theme, const Format& format, QWidget* parent = nullptr);

    void showTable(bool table);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void applyTheme();
    void refresh();
    void placeLabels();
    void retranslate();

    CallsPerMinute& m_model;
    const Theme& m_theme;
    const Format& m_format;
    QChart* m_chart;
    QChartView* m_view;
    QCategoryAxis* m_timeAxis;
    QValueAxis* m_countAxis;
    std::array<QLineSeries*, 3> m_series{};
    std::array<QGraphicsSimpleTextItem*, 3> m_labels{};
    QStackedWidget* m_stack;
    QTableView* m_table;
    QPushButton* m_toggle;
};

} // namespace ui
