// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QBarCategoryAxis;
class QBarSet;
class QChart;
class QChartView;
class QComboBox;
class QHorizontalBarSeries;
class QPushButton;
class QStackedWidget;
class QValueAxis;

namespace ui {

class Format;
class PartnerMoneyModel;
class RowTable;
class Theme;

// Money to pay and to take back by partner, one currency at a time, as bars or as a table.
class PartnerMoneyChart : public QWidget
{
    Q_OBJECT

public:
    // More bars than these are too thin to read; the table has all.
    static constexpr int partnersMax = 8;

    PartnerMoneyChart(PartnerMoneyModel& model, const Theme& theme, const Format& format, QWidget* parent = nullptr);

    void showTable(bool table);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void refresh();
    void showTip(bool inside, int bar, QBarSet* set);
    void retranslate();

    PartnerMoneyModel& m_model;
    const Theme& m_theme;
    const Format& m_format;
    QChart* m_chart;
    QChartView* m_view;
    QHorizontalBarSeries* m_series;
    QBarSet* m_takeBack;
    QBarSet* m_pay;
    QBarCategoryAxis* m_partners;
    QValueAxis* m_money;
    QStackedWidget* m_stack;
    RowTable* m_table;
    QComboBox* m_currency;
    QPushButton* m_toggle;
    std::vector<int> m_rows; // of the model, by bar
};

} // namespace ui
