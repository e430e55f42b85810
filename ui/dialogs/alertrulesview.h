// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/models/alertrulesmodel.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace ui {

class RowTable;

// The rules by which the service raises alerts, and what a manager does about them. Deleting asks for a second press.
class AlertRulesView : public QWidget
{
    Q_OBJECT

public:
    explicit AlertRulesView(const Context& context, QWidget* parent = nullptr);
    ~AlertRulesView() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void onConnection();
    void openDialog(bool isNew);
    void fillSnoozes();
    void toggle();
    void snooze(std::int64_t untilMs); // 0: ends it
    void remove();
    void change(const client::contract::AlertRuleRow& rule,
                std::function<QString(const client::contract::AlertRuleRow&)> said);
    void follow(client::api::CallOf<client::contract::AlertRuleRow>* call,
                std::function<void(const client::contract::AlertRuleRow&)> then);
    const client::contract::AlertRuleRow* chosen() const;
    QString stateText() const;

    const Context m_context;
    AlertRulesModel m_model;
    QPointer<client::api::Call> m_call;
    bool m_wasReachable = false;
    QString m_told;                           // what came of the last act
    client::contract::AlertRuleId m_toDelete; // pressed once
    QLabel* m_text;
    RowTable* m_table;
    QLabel* m_chosen; // what the chosen rule looks for: the table has no room for a long query
    QLabel* m_result;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_toggle;
    QPushButton* m_snooze;
    QMenu* m_snoozes;
    QAction* m_endSnooze = nullptr; // the menu's last
    QPushButton* m_delete;
    QPushButton* m_refresh;
};

} // namespace ui
