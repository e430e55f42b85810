// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/jobcommands.h"
#include "ui/context.h"
#include "ui/jobactions.h"
#include "ui/models/jobsmodel.h"
#include "ui/pages/page.h"

#include <QPointer>
#include <QTimer>

#include <map>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;

namespace ui {

class JobActionDialog;
class JobPanel;
class ReportBar;
class RowTable;

// All jobs, and below them the chosen one with what may be done to it.
class JobsPage : public Page
{
    Q_OBJECT

public:
    // While the stream is broken the list is asked for this often.
    static constexpr std::int64_t pollMs = 5'000;

    explicit JobsPage(const Context& context, QWidget* parent = nullptr);
    ~JobsPage() override;

    QString title() const override { return tr("Jobs & approvals"); }
    Glyph icon() const override { return Glyph::Clock; }
    std::vector<QWidget*> panes() const override;
    QString subject() const override;
    QString badge() const override;
    bool open(const Place& place) override;
    void refresh() override;
    void onRows(const client::feed::Rows& rows) override;
    void setLink(const LinkStatus& status) override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    JobsModel& model() { return m_model; }
    RowTable& table() { return *m_table; }
    JobPanel& panel() { return *m_panel; }
    ReportBar& report() { return *m_reportBar; }
    QString emptyText() const;
    void choose(const client::contract::JobId& job);
    // Countdowns, estimates and what has to be asked for again; a timer calls it.
    void tick();

Q_SIGNALS:
    // A plan of one's own that is not sent yet.
    void continueRequested(const client::contract::JobRow& row);
    void decideRequested(const client::contract::JobRow& row);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    void retranslate();
    void act(JobAction action);
    void confirm(JobAction action, const client::contract::JobRow& row);
    void saveReport();
    void showMenu(const QPoint& position);
    void onConnection();
    void onCurrentRow();
    void refreshPanel();
    void refreshActions();
    void refreshEmpty();
    void sayFailed(client::api::JobVerb verb, const client::contract::Answer& answer);
    void fitColumns();

    const Context m_context;
    JobsModel m_model;
    client::operations::JobCommands m_commands;
    LinkStatus m_link;
    std::string m_environmentId;
    bool m_wasReachable = false;
    std::int64_t m_askedAtMs = 0;     // steady
    client::contract::JobId m_wanted; // asked for by open(), and not here yet
    QPointer<JobActionDialog> m_dialog;
    std::map<JobAction, QAction*> m_actions;
    QAction* m_saveReport = nullptr;
    QTimer m_timer;

    QSplitter* m_splitter;
    RowTable* m_table;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPushButton* m_retry;
    ReportBar* m_reportBar;
    JobPanel* m_panel;
};

} // namespace ui
