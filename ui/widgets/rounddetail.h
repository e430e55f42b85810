// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"
#include "client/contract/wire.h"
#include "ui/context.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace ui {

class RoundResultsModel;
class RowTable;

// One round: what it is now, what has to be done about it, and the results it had, which the service is asked for.
class RoundDetail : public QWidget
{
    Q_OBJECT

public:
    static constexpr int reloadMs = 250;

    explicit RoundDetail(const Context& context, QWidget* parent = nullptr);
    ~RoundDetail() override;

    // The results are asked for again when the version is another one.
    void showRound(const client::contract::RoundRow& round);
    // The recalculation of this round that has not ended.
    void showJob(const std::optional<client::contract::JobRow>& job);
    // A recalculation of this round was begun here and waits.
    void setBegun(bool begun);
    void clear();
    void reload();
    const std::optional<client::contract::RoundRow>& round() const { return m_round; }
    const RoundResultsModel& results() const { return *m_results; }
    RowTable& table() { return *m_table; }
    // Empty if a recalculation can be asked for now, else why not, as a sentence.
    QString whyNoRecalculation() const;
    QString whyNoResult() const;
    QString whyNoFlag() const;

Q_SIGNALS:
    void recalculateRequested();
    void postResultRequested();
    void flagRequested();
    void betsRequested();
    void jobRequested(const QString& job);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();
    QString facts() const;
    QString attention() const;
    void onResults(client::api::CallOf<client::contract::Page<client::contract::RoundResult>>* call);

    const Context& m_context;
    std::optional<client::contract::RoundRow> m_round;
    std::optional<client::contract::JobRow> m_job;
    bool m_begun = false;
    QString m_problem; // why the results could not be asked for
    QPointer<client::api::CallOf<client::contract::Page<client::contract::RoundResult>>> m_call;
    QTimer m_reload;
    RoundResultsModel* m_results;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_attention;
    QLabel* m_note;
    QPushButton* m_recalculate;
    QPushButton* m_postResult;
    QPushButton* m_flag;
    QPushButton* m_openBets;
    QPushButton* m_openJob;
    RowTable* m_table;
};

} // namespace ui
