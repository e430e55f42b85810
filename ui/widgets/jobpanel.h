// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/jobactions.h"
#include "ui/jobtexts.h"
#include "ui/models/jobitemsmodel.h"
#include "ui/models/jobplanmodel.h"

#include <QPointer>
#include <QWidget>

#include <map>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;

namespace ui {

class JobProgressBar;
class LineLabel;
class RowTable;
class StatusChip;

// One job: where it stands, what may be done to it, its bets and its plan.
class JobPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobPanel(const Context& context, QWidget* parent = nullptr);
    ~JobPanel() override;

    // Null: none. The same job again only brings it up to date.
    void showJob(const client::contract::JobRow* row, std::int64_t serviceNowMs);
    // A command of this job has no answer yet, or a report is being saved.
    void setBusy(bool command, bool report);
    void tick(std::int64_t serviceNowMs);

    const std::optional<client::contract::JobRow>& row() const { return m_row; }
    JobItemsModel& items() { return m_items; }
    JobPlanModel& plan() { return m_plan; }
    RowTable& itemsTable() { return *m_itemsTable; }
    void fitColumns();
    QPushButton& button(JobAction action) const { return *m_buttons.at(action); }

Q_SIGNALS:
    void actionRequested(ui::JobAction action);
    void reportRequested();
    void continueRequested(); // a plan of one's own goes on in its wizard
    void betRequested(const QString& partner, const QString& bet);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildBets();
    void retranslate();
    void refresh();
    void refreshButtons();
    void askSummary();
    void fillFilter();
    void fitPlan();
    QString facts() const;
    void say(QLabel* label, const QString& text);

    const Context m_context;
    const JobTexts m_texts;
    std::optional<client::contract::JobRow> m_row;
    std::int64_t m_nowMs = 0; // UTC of the service
    bool m_commandBusy = false;
    bool m_reportBusy = false;
    JobItemsModel m_items;
    JobPlanModel m_plan;
    QPointer<client::api::Call> m_asking;
    std::string m_summaryDigest; // of the summary that is shown or asked for
    QString m_summaryProblem;

    StatusChip* m_chip;
    QLabel* m_title;
    LineLabel* m_facts;
    QLabel* m_note;
    JobProgressBar* m_bar;
    QLabel* m_progress;
    std::map<JobAction, QPushButton*> m_buttons;
    QPushButton* m_continue;
    QPushButton* m_report;
    QTabWidget* m_tabs;
    QComboBox* m_filter;
    RowTable* m_itemsTable;
    LineLabel* m_itemsNote;
    RowTable* m_planTable;
};

} // namespace ui
