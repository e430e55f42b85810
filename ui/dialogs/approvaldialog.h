// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/approval.h"
#include "ui/context.h"
#include "ui/dialogs/confirmwake.h"
#include "ui/jobtexts.h"
#include "ui/models/jobchangesmodel.h"
#include "ui/models/jobitemsmodel.h"
#include "ui/models/jobplanmodel.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace ui {

class ConfirmButton;
class RowTable;

// The second person's view of one job: who asks for what and why, the plan, what changed since, and the decision. A
// recalculation's result is chosen without having seen the requested one. Shows what the operation knows and hands over
// at most one decision. Opened with open(), never exec().
class ApprovalDialog : public QDialog
{
    Q_OBJECT

public:
    // `known`: results that the round's game had, offered and not required.
    ApprovalDialog(const Context& context, const client::contract::JobRow& job, const QStringList& known,
                   QWidget* parent = nullptr);
    ~ApprovalDialog() override;

    client::operations::Approval& approval() { return *m_approval; }
    void onJob(const client::contract::JobRow& job);
    void setClockSkewMs(std::int64_t skewMs) { m_skewMs = skewMs; }

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    void jobRequested(const QString& job);
    // Known before the feed tells it.
    void decided(const client::contract::JobRow& job);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build(const QStringList& known);
    void connectParts();
    void retranslate();
    void tick();
    void onChanged();
    void refresh();
    void refreshFacts();
    void refreshTables();
    void refreshButtons();
    void onApproved();
    QString blocks() const;
    QString end() const;
    QString closed() const;
    QString refused() const;
    QString changesText() const;
    QString hint() const;
    std::string result() const;
    bool isEnded() const;
    std::int64_t serviceNowMs() const;
    void growToContents();
    static void say(QLabel* label, const QString& text);

    const Context m_context;
    const JobTexts m_texts;
    client::operations::Approval* m_approval;
    JobPlanModel m_plan;
    JobChangesModel m_changes;
    JobItemsModel m_items;
    std::unique_ptr<ConfirmWake> m_wake;
    QTimer m_tick;
    QPointer<QWidget> m_trigger;
    std::int64_t m_skewMs = 0;
    int m_ticks = 0;
    bool m_keyRefused = false;
    bool m_told = false;

    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_reason;
    QLabel* m_block;
    QTabWidget* m_tabs;
    RowTable* m_planTable;
    RowTable* m_changesTable;
    RowTable* m_itemsTable;
    QLabel* m_changesText;
    QLabel* m_resultLabel;
    QComboBox* m_result;
    QLabel* m_typedLabel;
    QLineEdit* m_typed;
    QLabel* m_commentLabel;
    QLineEdit* m_comment;
    QLabel* m_end;
    QLabel* m_hint;
    QPushButton* m_again;
    QPushButton* m_openJob;
    QPushButton* m_reject;
    QPushButton* m_cancel;
    ConfirmButton* m_approve;
};

// Opens the dialog over `parent`'s window; it deletes itself.
ApprovalDialog* openApproval(const Context& context, const client::contract::JobRow& job, const QStringList& known,
                             QWidget* parent);

} // namespace ui
