// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "ui/context.h"
#include "ui/models/alertsmodel.h"

#include <QDockWidget>
#include <QPointer>

class QAction;
class QMenu;
class QPushButton;
class QSettings;

namespace ui {

class LineLabel;
class Notifier;
class RowTable;

// Alerts, newest first, and how loud they are. What is shown while somebody looks counts as seen. Those of the service
// are acknowledged, taken and snoozed here.
class AlertsDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit AlertsDock(const Context& context, QWidget* parent = nullptr);

    AlertsModel& model() { return m_model; }
    RowTable& table() { return *m_table; }
    void onRows(const client::feed::Rows& rows);
    // Outlives the dock, or is gone before.
    void setNotifier(Notifier* notifier);
    bool isMuted() const;
    void setMuted(bool muted);
    // Shows and sounds what an alert would.
    void test();
    void showNewest();
    void save(QSettings& settings) const;
    void restore(QSettings& settings);

Q_SIGNALS:
    void mutedChanged();
    void placeRequested(const ui::Place& place);
    void rulesRequested();
    void deliveriesRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void onRaised(int count, int newest);
    void onConnection();
    void askWhatIsOpen();
    void openCurrent();
    // What a person does to the chosen alert of the service.
    void follow(client::api::CallOf<client::contract::AlertRow>* call);
    void refreshWork();
    void fillSnoozes();
    void lookAt();
    void refresh();
    QString emptyText() const;
    void retranslate();

    const Context& m_context;
    AlertsModel m_model;
    QPointer<Notifier> m_notifier;
    std::string m_askedAs;  // whose open alerts and waiting approvals were asked for
    bool m_isKnown = false; // the service has told what is open
    QPointer<client::api::Call> m_call;
    QString m_failed; // of the last call
    Place m_notified;
    RowTable* m_table;
    LineLabel* m_empty;
    QPushButton* m_open;
    QPushButton* m_acknowledge;
    QPushButton* m_assign;
    QPushButton* m_snooze;
    QMenu* m_snoozes;
    QPushButton* m_more; // what is rarely wanted: one line of buttons leaves the page its room
    QMenu* m_moreMenu;
    QAction* m_mute;
    QAction* m_test;
    QAction* m_rules;
    QAction* m_deliveries;
};

} // namespace ui
