// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "client/feed/feed.h"
#include "ui/context.h"

#include <QDockWidget>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <string>

class QLabel;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace ui {

class CopyMenu;
class DoubtBar;
class ElidedLabel;
class JsonView;
class LedgerView;
class NotesView;
class RelatedView;
class StatusChip;
class TimelineModel;
class TimelineView;

// One bet in full: its row, its story, the exchange of the chosen attempt, its ledger. The row is shown at once, the
// story when the service has told it; a newer row of the shown bet asks for the story again, at most every reloadMs.
class DetailDock : public QDockWidget
{
    Q_OBJECT

public:
    static constexpr int reloadMs = 250;

    explicit DetailDock(const Context& context, QWidget* parent = nullptr);
    ~DetailDock() override;

    const std::optional<client::contract::BetRow>& bet() const { return m_bet; }
    // Empty if a refund of the shown bet makes sense now, else why not, as a sentence.
    QString whyNoRefund() const;
    // To what may be done about a doubt; of a bet without one, to its story.
    void focusDoubt();

public Q_SLOTS:
    void showBet(const client::contract::BetRow& row);
    void clear();
    // Rows that the feed brought; only a newer row of the shown bet does something.
    void onRows(const client::feed::Rows& rows);
    void onRow(const client::contract::BetRow& row);
    void reload();
    // The chosen attempt, for a shell; nothing if there is none.
    void copyCurl();

Q_SIGNALS:
    void refundRequested(const QString& partner, const QString& bet);
    void resolveRequested(const client::contract::BetRow& bet);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Load { None, Loading, Loaded, Failed };

    void build();
    QWidget* buildHeader();
    QWidget* buildState();
    QWidget* buildButtons();
    void retranslate();
    void refresh();
    void refreshState();
    void refreshButtons();
    void recall();
    void showStory();
    void onStory(client::api::CallOf<client::contract::Story>* call);
    void onConnectionChanged();
    void onCurrentLine();
    void selectAttempt();
    void retryNow();
    const client::contract::AttemptRow* findAttempt(const std::string& operation, int number) const;
    void showExchange(const QModelIndex& line);
    QString whyNoRetry() const;

    const Context m_context;
    std::optional<client::contract::BetRow> m_bet;
    std::optional<client::contract::Story> m_story;
    std::int64_t m_storyAtMs = 0; // UTC
    Load m_load = Load::None;
    QString m_loadProblem;
    QString m_retryText;
    QPointer<client::api::CallOf<client::contract::Story>> m_call;
    QPointer<client::api::Call> m_retryCall;
    bool m_staleWhileLoading = false;
    QTimer m_reload;
    std::string m_attemptOperation; // of the chosen attempt; empty: none was chosen, so the newest is shown
    int m_attemptNumber = 0;
    bool m_selecting = false;

    TimelineModel* m_timeline = nullptr;
    QWidget* m_content = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_amount = nullptr;
    StatusChip* m_chip = nullptr;
    ElidedLabel* m_id = nullptr;
    ElidedLabel* m_facts = nullptr;
    QToolButton* m_copyId = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_tryAgain = nullptr;
    QTabWidget* m_tabs = nullptr;
    TimelineView* m_timelineView = nullptr;
    JsonView* m_exchange = nullptr;
    LedgerView* m_ledger = nullptr;
    RelatedView* m_related = nullptr;
    NotesView* m_notes = nullptr;
    DoubtBar* m_doubt = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_copyButton = nullptr;
    QPushButton* m_refund = nullptr;
    CopyMenu* m_copyMenu = nullptr;
};

} // namespace ui
