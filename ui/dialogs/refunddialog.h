// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/ids.h"
#include "ui/context.h"
#include "ui/dialogs/refundtexts.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace client::operations {
class Refund;
}

namespace ui {

class ConfirmButton;
class RefundForm;
class StatusChip;

// One refund from preview to end (console.md 3.7 A). Shows what the operation knows and hands over at most one
// confirm(); nothing is decided here but when the button may wake. Opened with open(), never exec().
class RefundDialog : public QDialog
{
    Q_OBJECT

public:
    // The button wakes this long after everything is filled in, and only on a preview younger than previewMaxAgeMs.
    static constexpr std::int64_t wakeMs = 3'000;
    static constexpr std::int64_t previewMaxAgeMs = 60'000;

    // The caller starts refund.preview(); the operation outlives the dialog or is its child.
    RefundDialog(client::operations::Refund& refund, const Context& context, QWidget* parent = nullptr);
    ~RefundDialog() override;

    // Gets the focus back at the end, and the confirm button is kept away from it. Default: what had the focus before.
    void setTrigger(QWidget* trigger);
    // Without a service: what is written here waits for one, as the bet was when it was seen last. When the connection
    // returns previewAgainRequested() comes by itself, and a person confirms what that finds.
    void prepare(const client::contract::BetRow& bet);
    bool isDraft() const { return m_draft.has_value(); }
    // Another operation on the same bet in the same dialog, for a fresh preview after an end.
    void restart(client::operations::Refund& refund);

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    void openBetRequested(const QString& partner, const QString& bet);
    // The refund needs a second person: it becomes a job of one bet.
    void approvalRequested(const client::contract::BetRow& bet);
    // The operation has ended and a new one is wanted; answered by restart().
    void previewAgainRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    void retranslate();

    void onConnection();
    // Whether it is the environment of the draft that answers now; the connection may not have learnt it yet.
    void askWhoAnswers();
    void onRefundChanged();
    void onConfirmed();
    void onPreviewAgain();
    void onAskPartner();
    void askNow(const std::string& intent);
    void onAsked(const QString& problem);
    void askForStatusNow();

    void refresh();
    void refreshFacts();
    void refreshBlocks();
    void refreshRunning();
    void refreshEnd();
    void sayEnd(const QString& text, const QString& fact, const QString& next);
    void refreshButtons();

    QWidget* page() const;
    QString partnerName() const;
    bool isRunning() const;
    bool isEnded() const;
    bool isFresh() const;
    qint64 msToWake() const;
    void growToContents();
    void moveAwayFromTrigger();
    void say(QLabel* label, const QString& text);

    client::operations::Refund* m_refund;
    const Context m_context;
    const RefundTexts m_texts;
    QPointer<QWidget> m_trigger;
    QTimer m_tick;

    bool m_wasPreviewing = false;
    bool m_wasEnded = false;
    std::int64_t m_askedAtMs = 0;                  // steady: when the shown preview was asked for
    std::optional<std::int64_t> m_completeSinceMs; // steady
    std::int64_t m_previewedVersion = -1;
    bool m_changedWhileReading = false;
    std::optional<client::contract::Money> m_confirmed;
    std::int64_t m_endedAtMs = 0; // UTC
    QString m_askProblem;         // why the partner could not be asked
    bool m_asking = false;
    QString m_askedIntent; // our own open refund of this bet that was asked about
    bool m_closeRefused = false;
    bool m_keyRefused = false;
    std::optional<client::contract::BetRow> m_betNow; // asked after a version conflict
    std::optional<client::contract::BetRow> m_draft;  // while it is prepared without a service
    std::string m_draftEnvironment;                   // its id
    QString m_draftPlace;                             // its name
    QString m_elsewhere;                              // the name of another environment that answered in its place
    QTimer m_askAgain;                                // who answers
    QPointer<client::api::Call> m_who;

    QLabel* m_title = nullptr;
    QLabel* m_body = nullptr;
    QLabel* m_facts = nullptr;
    QPushButton* m_previewAgain = nullptr;
    QLabel* m_block = nullptr;
    QPushButton* m_openBet = nullptr;
    QPushButton* m_askPartner = nullptr;
    QPushButton* m_propose = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_emptyPage = nullptr;
    QWidget* m_runningPage = nullptr;
    QWidget* m_endPage = nullptr;
    RefundForm* m_form = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_progress = nullptr;
    QLabel* m_progressNote = nullptr;
    QPushButton* m_stop = nullptr;
    StatusChip* m_endStatus = nullptr;
    QLabel* m_end = nullptr;
    QLabel* m_endFact = nullptr;
    QLabel* m_endNext = nullptr;
    QPushButton* m_askNow = nullptr;
    QPushButton* m_cancel = nullptr;
    ConfirmButton* m_confirm = nullptr;
};

// Makes the operation, asks for its preview and opens the dialog over `parent`'s window. The dialog deletes itself.
RefundDialog* openRefund(const Context& context, const client::contract::PartnerId& partner,
                         const client::contract::BetId& bet, QWidget* parent);

// The same without a service: a draft, which blocks no other window.
RefundDialog* prepareRefundOf(const Context& context, const client::contract::BetRow& bet, QWidget* parent);

} // namespace ui
