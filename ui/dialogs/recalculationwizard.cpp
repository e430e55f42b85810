// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/recalculationwizard.h"

#include "ui/charts/partnermoneychart.h"
#include "ui/dialogs/inputsform.h"
#include "ui/jobtexts.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

using client::operations::Recalculation;
using Step = client::operations::Recalculation::Step;

namespace {

constexpr int tickMs = 200;
constexpr int lookEveryTicks = 5;
constexpr int resultMax = 64;
constexpr int formWidthMax = 640;

} // namespace

RecalculationWizard::RecalculationWizard(const Context& context, const client::contract::RoundRow& round,
                                         const QStringList& known, QWidget* parent)
    : QWidget(parent), m_context(context), m_texts(context.format),
      m_recalculation(
          new Recalculation(context.api, context.clock, context.random, context.connection.instance(), round, this)),
      m_moves(context.format), m_money(context.format)
{
    setObjectName(QStringLiteral("recalculationWizard"));
    m_title = plainLabel("recalculationTitle", TextRole::Section);
    m_facts = plainLabel("recalculationFacts", TextRole::Secondary);
    m_stepLabel = plainLabel("recalculationStep", TextRole::Secondary);
    m_leave = plainButton("leaveRecalculationButton");
    m_pages = new QStackedWidget;
    m_formPage = buildForm(known);
    m_previewPage = buildPreview();
    m_endPage = buildEnd();
    for (auto* page : {m_formPage, m_previewPage, m_endPage})
        m_pages->addWidget(page);

    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::groupSpacing);
    head->addWidget(m_title, 1);
    head->addWidget(m_leave, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::groupSpacing, metrics::dialogMargin,
                               metrics::groupSpacing);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_facts);
    column->addWidget(m_stepLabel);
    column->addWidget(m_pages, 1);
    connectParts();
    retranslate();
    askResults();
}

RecalculationWizard::~RecalculationWizard() = default;

QWidget* RecalculationWizard::buildForm(const QStringList& known)
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto addRow = [&](QLabel*& label, QWidget* field, const char* name) {
        label = new QLabel;
        label->setObjectName(QLatin1String(name) + QStringLiteral("Label"));
        label->setBuddy(field);
        field->setObjectName(QLatin1String(name));
        grid->addWidget(label, line, 0);
        grid->addWidget(field, line++, 1);
    };
    m_result = new QComboBox;
    m_result->setEditable(true);
    m_result->setInsertPolicy(QComboBox::NoInsert);
    m_result->addItems(known);
    m_result->setCurrentIndex(-1);
    m_result->lineEdit()->setMaxLength(resultMax);
    addRow(m_resultLabel, m_result, "correctResult");
    m_official = plainLabel("officialResultNote", TextRole::Secondary);
    grid->addWidget(m_official, line++, 1);
    m_reason = new QComboBox;
    addRow(m_reasonLabel, m_reason, "recalculationReason");
    m_reasonText = new QLineEdit;
    m_reasonText->setMaxLength(500);
    addRow(m_reasonTextLabel, m_reasonText, "recalculationReasonText");
    m_ticket = new QLineEdit;
    m_ticket->setMaxLength(64);
    addRow(m_ticketLabel, m_ticket, "recalculationTicket");

    m_formHint = plainLabel("recalculationFormHint", TextRole::Secondary);
    m_preview = plainButton("previewRecalculationButton");
    setButtonRole(m_preview, ButtonRole::Primary);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_formHint, 1);
    buttons->addWidget(m_preview, 0, Qt::AlignTop);
    auto* narrow = new QWidget;
    narrow->setMaximumWidth(formWidthMax);
    auto* column = new QVBoxLayout(narrow);
    column->setContentsMargins(0, metrics::groupSpacing, 0, 0);
    column->setSpacing(metrics::groupSpacing);
    column->addLayout(grid);
    column->addLayout(buttons);
    column->addStretch(1);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(narrow, 1);
    row->addStretch(0);
    return page;
}

QWidget* RecalculationWizard::buildPreview()
{
    auto* page = new QWidget;
    m_change = plainLabel("recalculationChange");
    m_validity = plainLabel("recalculationValidity", TextRole::Secondary);
    m_movesTable = new RowTable(m_context.theme);
    m_movesTable->setObjectName(QStringLiteral("movesTable"));
    m_movesTable->setModel(&m_moves);
    m_movesTable->setMinimumHeight(8 * metrics::rowHeight);
    auto* heads = m_movesTable->horizontalHeader();
    heads->setStretchLastSection(false);
    heads->setSectionResizeMode(QHeaderView::ResizeToContents);
    heads->setSectionResizeMode(static_cast<int>(MovesModel::Column::What), QHeaderView::Stretch);
    m_chart = new PartnerMoneyChart(m_money, m_context.theme, m_context.format);
    m_chart->setMinimumHeight(8 * metrics::rowHeight);
    m_warnings = plainLabel("recalculationWarnings", TextRole::Alarm);
    m_notes = plainLabel("recalculationNotes");
    m_inputs = new InputsForm(m_context.format);
    m_previewInputs = plainButton("previewInputsButton");

    auto* content = new QWidget;
    auto* tables = new QHBoxLayout;
    tables->setSpacing(metrics::groupSpacing);
    tables->addWidget(m_movesTable, 5);
    tables->addWidget(m_chart, 3);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_change);
    column->addWidget(m_validity);
    column->addLayout(tables, 1);
    column->addWidget(m_warnings);
    column->addWidget(m_notes);
    column->addWidget(m_inputs);
    column->addWidget(m_previewInputs, 0, Qt::AlignLeft);
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(QStringLiteral("previewScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    // Both would paint the window's colour over the page's.
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    m_typedLabel = new QLabel;
    m_typedLabel->setObjectName(QStringLiteral("recalculationTypedLabel"));
    m_typedLabel->setTextFormat(Qt::PlainText);
    m_typed = new QLineEdit;
    m_typed->setObjectName(QStringLiteral("recalculationTyped"));
    m_typed->setMaxLength(160);
    m_typedLabel->setBuddy(m_typed);
    auto* typing = new QHBoxLayout;
    typing->setSpacing(metrics::groupSpacing);
    typing->addWidget(m_typedLabel);
    typing->addWidget(m_typed, 1);
    m_hint = plainLabel("recalculationHint", TextRole::Secondary);
    m_edit = plainButton("editRecalculationButton");
    m_previewAgain = plainButton("previewAgainButton");
    m_confirm = new ConfirmButton;
    m_confirm->setObjectName(QStringLiteral("sendRecalculationButton"));
    m_confirm->setEnabled(false);
    setButtonRole(m_confirm, ButtonRole::Danger);
    m_wake = std::make_unique<ConfirmWake>(*m_confirm, m_context.clock);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_previewAgain);
    buttons->addStretch(1);
    buttons->addWidget(m_confirm);

    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    outer->addWidget(m_scroll, 1);
    outer->addLayout(typing);
    outer->addWidget(m_hint);
    outer->addLayout(buttons);
    return page;
}

QWidget* RecalculationWizard::buildEnd()
{
    auto* page = new QWidget;
    m_end = plainLabel("recalculationEnd");
    m_endFact = plainLabel("recalculationEndFact");
    m_withdraw = plainButton("withdrawRecalculationButton");
    m_openJob = plainButton("openRecalculationJobButton");
    m_again = plainButton("recalculateAgainButton");
    m_close = plainButton("closeRecalculationButton");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    for (auto* button : {m_withdraw, m_openJob, m_again})
        buttons->addWidget(button);
    buttons->addStretch(1);
    // Far from where "Send for approval" was: the second half of a double click must not close the result.
    buttons->addWidget(m_close);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, metrics::groupSpacing, 0, 0);
    column->setSpacing(metrics::groupSpacing);
    column->addWidget(m_end);
    column->addWidget(m_endFact);
    column->addLayout(buttons);
    column->addStretch(1);
    return page;
}

void RecalculationWizard::connectParts()
{
    connect(m_recalculation, &Recalculation::changed, this, &RecalculationWizard::onChanged);
    connect(m_result, &QComboBox::editTextChanged, this, &RecalculationWizard::refresh);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &RecalculationWizard::refresh);
    for (auto* field : {m_reasonText, m_ticket, m_typed})
        connect(field, &QLineEdit::textChanged, this, &RecalculationWizard::refresh);
    connect(m_inputs, &InputsForm::edited, this, &RecalculationWizard::refresh);
    connect(m_preview, &QPushButton::clicked, this, &RecalculationWizard::preview);
    connect(m_previewAgain, &QPushButton::clicked, this, &RecalculationWizard::preview);
    connect(m_previewInputs, &QPushButton::clicked, this, &RecalculationWizard::preview);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        m_recalculation->edit();
        m_result->setFocus();
    });
    connect(m_confirm, &ConfirmButton::confirmed, this, &RecalculationWizard::onConfirmed);
    connect(m_confirm, &ConfirmButton::keyRefused, this, [this] {
        m_keyRefused = true;
        refresh();
    });
    connect(m_leave, &QPushButton::clicked, this, &RecalculationWizard::left);
    connect(m_close, &QPushButton::clicked, this, &RecalculationWizard::closed);
    connect(m_again, &QPushButton::clicked, this, &RecalculationWizard::againRequested);
    connect(m_withdraw, &QPushButton::clicked, m_recalculation, &Recalculation::withdraw);
    connect(m_openJob, &QPushButton::clicked, this, [this] {
        if (const auto& job = m_recalculation->job())
            Q_EMIT jobRequested(QString::fromStdString(job->id.text()));
    });
    connect(&m_context.connection, &Connection::changed, this, &RecalculationWizard::refresh);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &RecalculationWizard::tick);
}

// Who said what when, and whether an official result waits for this.
void RecalculationWizard::askResults()
{
    auto* call = m_context.api.roundResults(m_recalculation->round().round);
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result())
            m_results = call->result()->rows;
        refresh();
    });
}

bool RecalculationWizard::isOver() const
{
    const auto step = m_recalculation->step();
    const auto& job = m_recalculation->job();
    return step == Step::Submitted && job && client::contract::isEnded(job->state);
}

void RecalculationWizard::onRound(const client::contract::RoundRow& round)
{
    const auto before = m_recalculation->round().resultVersion;
    m_recalculation->onRound(round);
    if (m_recalculation->round().resultVersion != before)
        askResults();
}

void RecalculationWizard::onJob(const client::contract::JobRow& job)
{
    m_recalculation->onJob(job);
}

void RecalculationWizard::setClockSkewMs(std::int64_t skewMs)
{
    m_skewMs = skewMs;
    m_recalculation->setClockSkewMs(skewMs);
}

// The page gives the focus to the wizard as a pane; keys belong to the field that is next.
void RecalculationWizard::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    focusFirst();
}

void RecalculationWizard::focusFirst()
{
    switch (m_recalculation->step()) {
    case Step::Editing:
    case Step::Planning:
    case Step::PlanFailed:
        return m_result->setFocus();
    case Step::Planned:
    case Step::Submitting:
    case Step::SubmitFailed:
    case Step::Refused:
        return m_typed->setFocus();
    case Step::Submitted:
        return m_close->setFocus();
    }
}

client::operations::RecalculationDraft RecalculationWizard::draft() const
{
    client::operations::RecalculationDraft draft;
    draft.result = m_result->currentText().simplified().toStdString();
    draft.reason = m_reason->currentData().toString().toStdString();
    if (draft.reason == "other")
        draft.reasonText = m_reasonText->text().trimmed().toStdString();
    draft.ticket = m_ticket->text().trimmed().toStdString();
    // What was entered for an earlier plan of the same round counts on.
    draft.inputs = m_recalculation->draft().inputs;
    for (const auto& input : m_inputs->inputs()) {
        std::erase_if(draft.inputs, [&input](const client::contract::JobInput& known) {
            return known.partner == input.partner && known.bet == input.bet;
        });
        draft.inputs.push_back(input);
    }
    return draft;
}

void RecalculationWizard::preview()
{
    if (!whyNot().isEmpty() || !m_inputs->problem().isEmpty())
        return;
    m_typed->clear();
    m_keyRefused = false;
    if (m_recalculation->step() == Step::Planned || m_recalculation->step() == Step::Refused) {
        const auto wanted = draft();
        m_recalculation->edit();
        m_recalculation->plan(wanted);
        return;
    }
    m_recalculation->plan(draft());
}

void RecalculationWizard::onConfirmed()
{
    refresh();
    if (!m_confirm->isEnabled())
        return;
    m_recalculation->confirm(m_typed->text());
    // Away from every button: a held key must not press what stands there next.
    setFocus();
    refresh();
}

QString RecalculationWizard::whyNot() const
{
    return m_context.connection.whyNot(Act::Recalculate);
}

std::int64_t RecalculationWizard::serviceNowMs() const
{
    return m_context.clock.utcMs() + m_skewMs;
}

void RecalculationWizard::tick()
{
    if (++m_ticks % lookEveryTicks == 0)
        m_recalculation->look();
    refresh();
}

void RecalculationWizard::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_tick.start();
    refresh();
}

void RecalculationWizard::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

bool RecalculationWizard::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        m_wake->startOver();
    return QWidget::event(event);
}

void RecalculationWizard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
