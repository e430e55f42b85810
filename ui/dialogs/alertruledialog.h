// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/alertrow.h"
#include "ui/context.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace ui {

class QueryField;

// One alert rule: a new one with a query, or what can be changed of one that is there. It stays open until the service
// took it. Shown with open().
class AlertRuleDialog : public QDialog
{
    Q_OBJECT

public:
    // Without a rule: a new one.
    AlertRuleDialog(const Context& context, const std::optional<client::contract::AlertRuleRow>& rule,
                    QWidget* parent = nullptr);
    ~AlertRuleDialog() override;

Q_SIGNALS:
    void saved(const client::contract::AlertRuleRow& rule);
    // Somebody was faster: what is listed is old.
    void outdated();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void fill();
    void retranslate();
    void refresh();
    void save();
    client::contract::AlertRuleRow rule() const;
    std::int64_t windowMs() const;
    // What is wrong with one field, as a sentence; empty: nothing.
    QString nameProblem() const;
    QString queryProblem() const;
    QString quietProblem() const;
    bool isComplete() const;
    void onUnit();
    QString thresholdText() const;
    QString windowText() const;

    const Context m_context;
    const bool m_isNew;
    const client::contract::AlertRuleRow m_before;
    QPointer<client::api::Call> m_call;
    QString m_told; // what came of the last try
    QLabel* m_nameLabel;
    QLineEdit* m_name;
    QLabel* m_nameHint;
    QLabel* m_queryLabel;
    QueryField* m_query;
    QLabel* m_queryHint;
    QLabel* m_thresholdLabel;
    QDoubleSpinBox* m_threshold;
    QLabel* m_windowLabel;
    QSpinBox* m_window;
    QComboBox* m_unit;
    QLabel* m_severityLabel;
    QComboBox* m_severity;
    QCheckBox* m_quiet;
    QTimeEdit* m_quietFrom;
    QLabel* m_quietToLabel;
    QTimeEdit* m_quietTo;
    QLabel* m_quietHint;
    QCheckBox* m_enabled;
    QCheckBox* m_sound;
    QCheckBox* m_desktop;
    QLabel* m_meaning; // the rule as a sentence, while it is complete
    QLabel* m_hint;
    QPushButton* m_cancel;
    QPushButton* m_save;
};

} // namespace ui
