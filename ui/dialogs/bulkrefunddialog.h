// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/bulkrefund.h"
#include "ui/context.h"
#include "ui/jobtexts.h"
#include "ui/models/jobplanmodel.h"

#include <QDialog>
#include <QTimer>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace ui {

class BulkRefundForm;
class ConfirmButton;
class ReportBar;
class RowTable;
class StatusChip;

// How the selection was made, for people.
struct BulkRefundView
{
    int bets = 0;                                // selected, or matching the view
    int onScreen = 0;                            // of those that match
    std::vector<client::contract::Money> stakes; // per currency
    bool overrideSettled = false;                // what the box is at first
};

// The refund of many bets as steps in a window of its own, which can be left and opened again: what and why, the
// service's preview with the typed confirmation, and what the approvers make of it. It hands over what a person
// decided; what may be sent is the operation's business.
class BulkRefundDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr std::int64_t wakeMs = 3'000;

    BulkRefundDialog(client::operations::BulkRefund& refund, BulkRefundView view, const Context& context,
                     QWidget* parent = nullptr);
    ~BulkRefundDialog() override;

    client::operations::BulkRefund& refund() { return *m_refund; }
    // The same selection with a new plan; what was written stays.
    void restart(client::operations::BulkRefund& refund);
    // How much the service's clock is ahead of ours.
    void setClockSkew(std::int64_t ms);
    // The exact text to type; empty without a plan.
    QString wantedText() const;

Q_SIGNALS:
    // The plan is worth nothing any more, and another is wanted; answered by restart().
    void planAgainRequested();
    void jobRequested(const QString& job);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using Step = client::operations::BulkRefund::Step;

    QWidget* buildDraft();
    QWidget* buildPlan();
    QWidget* buildSent();
    void build();
    void retranslate();
    void onChanged();
    void onMakePlan();
    void onConfirmed();

    void refresh();
    void refreshDraft();
    void refreshPlan();
    void refreshSent();
    void refreshButtons();
    QWidget* page() const;
    bool isDraft() const;
    QString problem() const;
    QString sentText() const;
    QString frozenText() const;
    std::int64_t serviceNowMs() const { return m_context.clock.utcMs() + m_skewMs; }
    void say(QLabel* label, const QString& text);

    client::operations::BulkRefund* m_refund;
    const BulkRefundView m_view;
    const Context m_context;
    const JobTexts m_texts;
    JobPlanModel m_plan;
    std::int64_t m_skewMs = 0;
    std::int64_t m_openedAtMs;                     // UTC
    std::optional<std::int64_t> m_completeSinceMs; // steady
    std::string m_shownDigest;
    bool m_keyRefused = false;
    QTimer m_tick;

    QLabel* m_title = nullptr;
    QLabel* m_step = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_draftPage = nullptr;
    QWidget* m_planPage = nullptr;
    QWidget* m_sentPage = nullptr;
    QLabel* m_selection = nullptr;
    QLabel* m_query = nullptr;
    QLabel* m_stakes = nullptr;
    QLabel* m_draftFrozen = nullptr;
    BulkRefundForm* m_form = nullptr;
    QLabel* m_frozen = nullptr;
    QLabel* m_headline = nullptr;
    QLabel* m_why = nullptr;
    RowTable* m_planTable = nullptr;
    QLabel* m_valid = nullptr;
    ReportBar* m_reportBar = nullptr;
    QLabel* m_typedLabel = nullptr;
    QLineEdit* m_typed = nullptr;
    StatusChip* m_chip = nullptr;
    QLabel* m_sent = nullptr;
    QLabel* m_progress = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_withdraw = nullptr;
    QPushButton* m_openJob = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_makePlan = nullptr;
    ConfirmButton* m_send = nullptr;
};

} // namespace ui
