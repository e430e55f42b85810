// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/bulkrefunddialog.h"

#include "ui/dialogs/bulkrefundform.h"
#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/reportbar.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statuschip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

using client::operations::BulkRefund;

namespace {

constexpr int tickMs = 100;
constexpr int dialogWidth = 680;
constexpr int dialogHeight = 560;

QVBoxLayout* columnOf(QWidget* page)
{
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    return column;
}

} // namespace

BulkRefundDialog::BulkRefundDialog(BulkRefund& refund, BulkRefundView view, const Context& context, QWidget* parent)
    : QDialog(parent), m_refund(&refund), m_view(std::move(view)), m_context(context), m_texts(context.format),
      m_plan(context.format), m_openedAtMs(context.clock.utcMs())
{
    setObjectName(QStringLiteral("bulkRefundDialog"));
    // A window to come back to, not a question that blocks the others.
    setModal(false);
    build();
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_refund->tick();
        refresh();
    });
    connect(&m_context.connection, &Connection::changed, this, &BulkRefundDialog::refresh);
    if (const auto& job = refund.job())
        m_form->setValues(job->reason, job->reasonText, job->ticket);
    m_form->setOverrideSettled(m_view.overrideSettled);
    retranslate();
    restart(refund);
}

BulkRefundDialog::~BulkRefundDialog() = default;

void BulkRefundDialog::restart(BulkRefund& refund)
{
    m_refund->disconnect(this);
    m_refund = &refund;
    m_refund->setClockSkew(m_skewMs);
    connect(m_refund, &BulkRefund::changed, this, &BulkRefundDialog::onChanged);
    m_shownDigest.clear();
    m_typed->clear();
    onChanged();
}

void BulkRefundDialog::setClockSkew(std::int64_t ms)
{
    m_skewMs = ms;
    m_refund->setClockSkew(ms);
}

QWidget* BulkRefundDialog::buildDraft()
{
    m_draftPage = new QWidget;
    auto* column = columnOf(m_draftPage);
    m_selection = plainLabel("bulkSelection");
    m_query = plainLabel("bulkQuery", TextRole::Mono);
    m_stakes = plainLabel("bulkStakes", TextRole::Secondary);
    m_draftFrozen = plainLabel("bulkDraftFrozen", TextRole::Secondary);
    m_form = new BulkRefundForm;
    for (auto* label : {m_selection, m_query, m_stakes, m_draftFrozen})
        column->addWidget(label);
    column->addSpacing(metrics::groupSpacing);
    column->addWidget(m_form);
    column->addStretch(1);
    return m_draftPage;
}

QWidget* BulkRefundDialog::buildPlan()
{
    m_planPage = new QWidget;
    auto* column = columnOf(m_planPage);
    m_headline = plainLabel("bulkHeadline", TextRole::Alarm);
    m_frozen = plainLabel("bulkFrozen", TextRole::Secondary);
    m_why = plainLabel("bulkWhy", TextRole::Secondary);
    m_planTable = new RowTable(m_context.theme);
    m_planTable->setObjectName(QStringLiteral("bulkPlanTable"));
    m_planTable->setModel(&m_plan);
    m_planTable->horizontalHeader()->setStretchLastSection(false);
    m_planTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_valid = plainLabel("bulkValid", TextRole::Secondary);
    m_reportBar = new ReportBar(m_context);
    m_typedLabel = plainLabel("bulkTypedLabel");
    m_typedLabel->setWordWrap(false);
    m_typed = new QLineEdit;
    m_typed->setObjectName(QStringLiteral("bulkTyped"));
    m_typed->setMaxLength(64);
    m_typedLabel->setBuddy(m_typed);
    auto* typed = new QHBoxLayout;
    typed->setSpacing(metrics::groupSpacing);
    typed->addWidget(m_typedLabel);
    typed->addWidget(m_typed, 1);
    column->addWidget(m_headline);
    column->addWidget(m_frozen);
    column->addWidget(m_why);
    column->addWidget(m_planTable, 1);
    column->addWidget(m_valid);
    column->addWidget(m_reportBar);
    column->addLayout(typed);
    return m_planPage;
}

QWidget* BulkRefundDialog::buildSent()
{
    m_sentPage = new QWidget;
    auto* column = columnOf(m_sentPage);
    m_chip = new StatusChip(m_context.theme);
    m_chip->setObjectName(QStringLiteral("bulkChip"));
    m_sent = plainLabel("bulkSent");
    m_progress = plainLabel("bulkProgress", TextRole::Secondary);
    column->addWidget(m_chip, 0, Qt::AlignLeft);
    column->addWidget(m_sent);
    column->addWidget(m_progress);
    column->addStretch(1);
    return m_sentPage;
}

void BulkRefundDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);
    m_title = plainLabel("bulkTitle", TextRole::Section);
    m_step = plainLabel("bulkStep", TextRole::Secondary);
    m_pages = new QStackedWidget;
    m_pages->addWidget(buildDraft());
    m_pages->addWidget(buildPlan());
    m_pages->addWidget(buildSent());
    m_problem = plainLabel("bulkProblem", TextRole::Alarm);
    m_hint = plainLabel("bulkHint", TextRole::Secondary);
    column->addWidget(m_title);
    column->addWidget(m_step);
    column->addWidget(m_pages, 1);
    column->addWidget(m_problem);
    column->addWidget(m_hint);

    m_save = plainButton("savePreviewButton");
    m_withdraw = plainButton("withdrawPlanButton");
    m_openJob = plainButton("openJobButton");
    m_again = plainButton("planAgainButton");
    m_close = plainButton("closeButton");
    m_close->setDefault(true);
    m_makePlan = plainButton("makePlanButton");
    setButtonRole(m_makePlan, ButtonRole::Primary);
    m_send = new ConfirmButton;
    m_send->setObjectName(QStringLiteral("sendButton"));
    setButtonRole(m_send, ButtonRole::Danger);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    for (auto* button : {m_save, m_withdraw, m_openJob, m_again})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_makePlan);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    resize(dialogWidth, dialogHeight);

    connect(m_form, &BulkRefundForm::edited, this, &BulkRefundDialog::refresh);
    connect(m_typed, &QLineEdit::textChanged, this, &BulkRefundDialog::refresh);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_makePlan, &QPushButton::clicked, this, &BulkRefundDialog::onMakePlan);
    connect(m_again, &QPushButton::clicked, this, &BulkRefundDialog::planAgainRequested);
    connect(m_withdraw, &QPushButton::clicked, this, [this] { m_refund->withdraw(); });
    connect(m_openJob, &QPushButton::clicked, this,
            [this] { Q_EMIT jobRequested(QString::fromStdString(m_refund->id().text())); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (m_refund->summary())
            m_reportBar->ask(m_refund->summary()->job);
    });
    connect(m_reportBar, &ReportBar::runningChanged, this, &BulkRefundDialog::refresh);
    connect(m_send, &ConfirmButton::confirmed, this, &BulkRefundDialog::onConfirmed);
    connect(m_send, &ConfirmButton::keyRefused, this, [this] {
        m_keyRefused = true;
        refresh();
    });
}

void BulkRefundDialog::retranslate()
{
    m_save->setText(tr("Save preview as CS&V…"));
    m_withdraw->setText(tr("&Withdraw"));
    m_openJob->setText(tr("&Open the job"));
    m_again->setText(tr("Make the plan a&gain"));
    m_close->setText(tr("&Close"));
    m_close->setToolTip(tr("What you have prepared stays; nothing is sent by closing."));
    m_send->setToolTip(tr("Click, or press Ctrl+Enter while this button has the focus."));
    m_planTable->setAccessibleName(tr("What would be refunded"));
    m_form->retranslate();
    m_plan.retranslate();
}

void BulkRefundDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QDialog::changeEvent(event);
}

void BulkRefundDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_completeSinceMs.reset();
    m_tick.start();
    if (isDraft())
        m_form->focusFirst();
    else
        m_close->setFocus();
    refresh();
}

void BulkRefundDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    // The service may still be planning: that goes on, and only the button falls asleep.
    m_completeSinceMs.reset();
}

bool BulkRefundDialog::isDraft() const
{
    return m_refund->step() == Step::Draft || m_refund->step() == Step::PlanFailed ||
           (m_refund->step() == Step::Planning && !m_refund->job());
}

void BulkRefundDialog::onChanged()
{
    const auto& summary = m_refund->summary();
    const auto digest = summary ? summary->job.digest : std::string();
    if (digest != m_shownDigest) {
        // What was typed was typed under another plan.
        m_typed->clear();
        m_completeSinceMs.reset();
        m_shownDigest = digest;
        m_plan.setSummary(summary);
        for (int column = 1; column < JobPlanModel::columns; ++column) {
            QStringList texts{m_plan.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()};
            for (int row = 0; row < m_plan.rowCount(); ++row)
                texts << m_plan.index(row, column).data().toString();
            m_planTable->fitColumn(column, texts);
        }
    }
    if (isVisible() && m_refund->step() == Step::Submitted && m_pages->currentWidget() != m_sentPage)
        m_close->setFocus();
    refresh();
}

void BulkRefundDialog::onMakePlan()
{
    refresh();
    if (m_makePlan->isEnabled())
        m_refund->plan(m_form->reason(), m_form->note(), m_form->ticket(), m_form->overrideSettled());
}

void BulkRefundDialog::onConfirmed()
{
    refresh();
    if (!m_send->isEnabled())
        return;
    m_refund->submit();
    // Away from every button: a held key must not withdraw what it has just sent.
    setFocus();
    refresh();
}

} // namespace ui
