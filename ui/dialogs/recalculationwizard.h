// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/recalculation.h"
#include "ui/context.h"
#include "ui/dialogs/confirmwake.h"
#include "ui/dialogs/recalculationtexts.h"
#include "ui/models/movesmodel.h"
#include "ui/models/partnermoneymodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace ui {

class ConfirmButton;
class InputsForm;
class PartnerMoneyChart;
class RowTable;

// A recalculation from the correct result to the request for approval (console.md 3.7 C), as a page that can be left
// and opened again. Shows what the operation knows and hands over at most one confirm() a plan.
class RecalculationWizard : public QWidget
{
    Q_OBJECT

public:
    // `known`: results that this game had, offered and not required.
    RecalculationWizard(const Context& context, const client::contract::RoundRow& round, const QStringList& known,
                        QWidget* parent = nullptr);
    ~RecalculationWizard() override;

    client::operations::Recalculation& recalculation() { return *m_recalculation; }
    // Nothing of it is lost when it is closed.
    bool isOver() const;
    void onRound(const client::contract::RoundRow& round);
    void onJob(const client::contract::JobRow& job);
    // Another recalculation of the round that has not ended; 0: none.
    void setOtherJob(std::int64_t number) { m_otherJob = number; }
    void setClockSkewMs(std::int64_t skewMs);
    void focusFirst();

Q_SIGNALS:
    void left();   // to the list; the wizard stays as it is
    void closed(); // it is not needed any more
    void againRequested();
    void jobRequested(const QString& job);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;

private:
    QWidget* buildForm(const QStringList& known);
    QWidget* buildPreview();
    QWidget* buildEnd();
    void connectParts();
    void askResults();
    void retranslate();
    void fillReasons();
    void tick();
    void onChanged();
    void refresh();
    void refreshHead();
    void refreshForm();
    void refreshPreview();
    void refreshEnd();
    void preview();
    void onConfirmed();
    client::operations::RecalculationDraft draft() const;
    QString whyNot() const;
    std::int64_t serviceNowMs() const;
    static void say(QLabel* label, const QString& text);

    const Context m_context;
    const RecalculationTexts m_texts;
    client::operations::Recalculation* m_recalculation;
    MovesModel m_moves;
    PartnerMoneyModel m_money;
    QTimer m_tick;
    int m_ticks = 0;
    std::int64_t m_otherJob = 0;
    std::int64_t m_skewMs = 0;
    bool m_keyRefused = false;
    client::operations::Recalculation::Step m_shownStep = client::operations::Recalculation::Step::Editing;
    std::vector<client::contract::RoundResult> m_results;

    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_stepLabel = nullptr;
    QPushButton* m_leave = nullptr;
    QStackedWidget* m_pages = nullptr;

    QWidget* m_formPage = nullptr;
    QLabel* m_resultLabel = nullptr;
    QComboBox* m_result = nullptr;
    QLabel* m_official = nullptr;
    QLabel* m_reasonLabel = nullptr;
    QComboBox* m_reason = nullptr;
    QLabel* m_reasonTextLabel = nullptr;
    QLineEdit* m_reasonText = nullptr;
    QLabel* m_ticketLabel = nullptr;
    QLineEdit* m_ticket = nullptr;
    QLabel* m_formHint = nullptr;
    QPushButton* m_preview = nullptr;

    QWidget* m_previewPage = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_change = nullptr;
    QLabel* m_validity = nullptr;
    RowTable* m_movesTable = nullptr;
    PartnerMoneyChart* m_chart = nullptr;
    QLabel* m_warnings = nullptr; // money that may be lost
    QLabel* m_notes = nullptr;
    InputsForm* m_inputs = nullptr;
    QPushButton* m_previewInputs = nullptr;
    QLabel* m_typedLabel = nullptr;
    QLineEdit* m_typed = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_previewAgain = nullptr;
    ConfirmButton* m_confirm = nullptr;
    std::unique_ptr<ConfirmWake> m_wake;

    QWidget* m_endPage = nullptr;
    QLabel* m_end = nullptr;
    QLabel* m_endFact = nullptr;
    QPushButton* m_withdraw = nullptr;
    QPushButton* m_openJob = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_close = nullptr;
};

} // namespace ui
