// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace ui {

class Format;

// Bets that cannot be computed, with what a person knows of each: lost, or won with a payout. A bet may be left open.
class InputsForm : public QWidget
{
    Q_OBJECT

public:
    // The next ones come with the next plan.
    static constexpr std::size_t shownMax = 50;

    explicit InputsForm(const Format& format, QWidget* parent = nullptr);

    // `count`: all there are; what was filled in for bets that are still there stays.
    void setItems(const std::vector<client::contract::JobItem>& items, std::int64_t count);
    std::vector<client::contract::JobInput> inputs() const;
    bool isEmpty() const { return m_rows.empty(); }
    // The first thing that is wrong, as a sentence.
    QString problem() const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row
    {
        client::contract::JobItem item;
        QLabel* name = nullptr;
        QComboBox* outcome = nullptr;
        QLineEdit* payout = nullptr;
    };

    void addRow(const client::contract::JobItem& item);
    void retranslate();
    QChar decimalMark() const;

    const Format& m_format;
    std::int64_t m_count = 0;
    std::vector<Row> m_rows;
    QLabel* m_text;
    QGridLayout* m_grid;
};

} // namespace ui
