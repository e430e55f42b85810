// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "ui/context.h"
#include "ui/models/alertsmodel.h"

#include <QDockWidget>
#include <QPointer>

class QCheckBox;
class QLabel;
class QPushButton;
class QSettings;

namespace ui {

class Notifier;
class RowTable;

// Alerts, newest first, and how loud they are. What is shown while somebody looks counts as seen.
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
    void showNewest();
    void save(QSettings& settings) const;
    void restore(QSettings& settings);

Q_SIGNALS:
    void placeRequested(const ui::Place& place);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void onRaised(int count);
    void onConnection();
    void openCurrent();
    void lookAt();
    void refresh();
    void retranslate();

    const Context& m_context;
    AlertsModel m_model;
    QPointer<Notifier> m_notifier;
    std::string m_askedAs; // whose waiting approvals were asked for
    Place m_notified;
    RowTable* m_table;
    QLabel* m_empty;
    QPushButton* m_open;
    QCheckBox* m_mute;
    QPushButton* m_test;
};

} // namespace ui
