// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/bulkrefund.h"
#include "ui/context.h"
#include "ui/dialogs/bulkrefunddialog.h"
#include "ui/models/failurebets.h"
#include "ui/models/failuresmodel.h"
#include "ui/pages/page.h"

#include <QPointer>
#include <QTimer>

#include <map>
#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;

namespace ui {

class BetsTable;
class FailureRetryDialog;
class LineLabel;
class RowTable;
class StaleEdge;

// What fails, by cause and partner, and below it the bets of the chosen group with what may be done to all of them.
class FailuresPage : public Page
{
    Q_OBJECT

public:
    enum class Action { Assign, Mute, Note, Retry, Refund, Partner, Export };
    // While the stream is broken the groups are asked for this often; while it is not, because hours pass.
    static constexpr std::int64_t pollMs = 5'000;
    static constexpr std::int64_t refreshMs = 60'000;

    explicit FailuresPage(const Context& context, QWidget* parent = nullptr);
    ~FailuresPage() override;

    QString title() const override { return tr("Failures"); }
    Glyph icon() const override { return Glyph::FilledTriangle; }
    std::vector<QWidget*> panes() const override;
    QString subject() const override;
    // Of the list below the groups, while it has the keys.
    std::optional<client::contract::BetRow> chosenBet() const override;
    QString badge() const override;
    bool open(const Place& place) override;
    void refresh() override;
    void onRows(const client::feed::Rows& rows) override;
    void setLink(const LinkStatus& status) override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    FailuresModel& model() { return m_model; }
    FailureBets& bets() { return m_bets; }
    RowTable& table() { return *m_table; }
    BetsTable& betsTable() { return *m_betsTable; }
    QPushButton& button(Action action) { return *m_buttons.at(action); }
    QString emptyText() const;
    QString whyNot(Action action) const; // empty: it may be done
    void choose(const client::contract::FailureId& failure);
    // Writes the groups as they are listed; the problem, empty if the file is there.
    QString saveCsv(const QString& path) const;
    // What has to be asked for again; a timer calls it.
    void tick();

Q_SIGNALS:
    void betOpened(const client::contract::BetRow& row);
    void betChosen(const client::contract::BetRow& row); // by moving to its row
    void bulkRefundRequested(const client::operations::BulkSelection& selection, const ui::BulkRefundView& view);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildBar();
    void buildActions();
    void retranslate();
    const client::contract::FailureRow* chosen() const;
    bool isMine(const client::contract::FailureRow& row) const;
    void act(Action action);
    void askRetry();
    void askNote();
    void askFile();
    void showPartner();
    void refundGroup();
    void follow(client::api::CallOf<client::contract::FailureRow>* call, const QString& done);
    void retry(const client::contract::FailureId& failure, std::int64_t expectedCount);
    void sayFailed(const client::contract::Answer& answer);
    void onConnection();
    void onGroups();
    void onCurrentRow();
    void refreshBar();
    void refreshEmpty();
    void fitColumns();
    void giveFocusBack(QDialog* dialog);

    const Context m_context;
    const FailureTexts m_texts;
    FailuresModel m_model;
    FailureBets m_bets;
    QSortFilterProxyModel* m_proxy;
    LinkStatus m_link;
    std::string m_environmentId;
    bool m_wasReachable = false;
    std::int64_t m_askedAtMs = 0; // steady
    client::contract::FailureId m_chosen;
    int m_rowsBefore = 0;                 // the last batch
    std::int64_t m_shownVersion = 0;      // of the chosen group, when its bets were asked for
    client::contract::FailureId m_wanted; // asked for by open(), and not here yet
    QPointer<client::api::Call> m_call;   // of a command
    QPointer<FailureRetryDialog> m_dialog;
    std::map<Action, QAction*> m_actions;
    std::map<Action, QPushButton*> m_buttons;
    QTimer m_timer;

    QSplitter* m_splitter;
    RowTable* m_table;
    StaleEdge* m_edge;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPushButton* m_askAgain;
    LineLabel* m_cause;
    LineLabel* m_facts;
    BetsTable* m_betsTable;
};

} // namespace ui
