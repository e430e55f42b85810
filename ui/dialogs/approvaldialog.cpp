// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/approvaldialog.h"

#include "ui/widgets/confirmbutton.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui {

using client::operations::Approval;
using Step = client::operations::Approval::Step;

namespace {

constexpr int tickMs = 200;
constexpr int lookEveryTicks = 5;
constexpr int dialogWidth = 760;
constexpr int dialogHeight = 580;
constexpr int resultMax = 64;
constexpr int commentMax = 1'000;

} // namespace

ApprovalDialog::ApprovalDialog(const Context& context, const client::contract::JobRow& job, const QStringList& known,
                               QWidget* parent)
    : QDialog(parent), m_context(context), m_texts(context.format),
      m_approval(new Approval(context.api, context.connection.instance().subject, job, this)), m_plan(context.format),
      m_changes(context.format), m_items(context.api, context.clock, context.format)
{
    setObjectName(QStringLiteral("approvalDialog"));
    m_trigger = parent ? parent->window()->focusWidget() : QApplication::focusWidget();
    build(known);
    connectParts();
    retranslate();
    resize(dialogWidth, dialogHeight);
}

ApprovalDialog::~ApprovalDialog() = default;

void ApprovalDialog::build(const QStringList& known)
{
    m_title = plainLabel("approvalTitle", TextRole::Section);
    m_facts = plainLabel("approvalFacts", TextRole::Secondary);
    m_reason = plainLabel("approvalReason");
    m_block = plainLabel("approvalBlock", TextRole::Alarm);
    m_planTable = new RowTable(m_context.theme);
    m_planTable->setObjectName(QStringLiteral("approvalPlanTable"));
    m_planTable->setModel(&m_plan);
    m_changesText = plainLabel("approvalChangesText");
    m_changesTable = new RowTable(m_context.theme);
    m_changesTable->setObjectName(QStringLiteral("approvalChangesTable"));
    m_changesTable->setModel(&m_changes);
    auto* heads = m_planTable->horizontalHeader();
    heads->setStretchLastSection(false);
    heads->setSectionResizeMode(QHeaderView::ResizeToContents);
    heads->setSectionResizeMode(static_cast<int>(JobPlanModel::Column::What), QHeaderView::Stretch);
    m_changesTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("approvalTabs"));
    m_tabs->addTab(m_planTable, QString());
    m_tabs->addTab(m_changesTable, QString());
    m_itemsTable = new RowTable(m_context.theme);
    m_itemsTable->setObjectName(QStringLiteral("approvalItemsTable"));
    m_itemsTable->setModel(&m_items);
    m_itemsTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tabs->addTab(m_itemsTable, QString());
    m_tabs->setTabEnabled(2, false);

    m_result = new QComboBox;
    m_result->setObjectName(QStringLiteral("approvalResult"));
    m_result->setEditable(true);
    m_result->setInsertPolicy(QComboBox::NoInsert);
    // Completing would write the requested result for whoever types its first letter.
    m_result->setCompleter(nullptr);
    m_result->addItems(known);
    m_result->setCurrentIndex(-1);
    m_result->lineEdit()->setMaxLength(resultMax);
    m_typed = new QLineEdit;
    m_typed->setObjectName(QStringLiteral("approvalTyped"));
    m_typed->setMaxLength(64);
    m_comment = new QLineEdit;
    m_comment->setObjectName(QStringLiteral("approvalComment"));
    m_comment->setMaxLength(commentMax);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto addRow = [&](QLabel*& label, QWidget* field) {
        label = new QLabel;
        label->setObjectName(field->objectName() + QStringLiteral("Label"));
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        grid->addWidget(label, line, 0);
        grid->addWidget(field, line++, 1);
    };
    addRow(m_resultLabel, m_result);
    addRow(m_typedLabel, m_typed);
    addRow(m_commentLabel, m_comment);

    m_end = plainLabel("approvalEnd");
    m_hint = plainLabel("approvalHint", TextRole::Secondary);
    m_again = plainButton("approvalAgainButton");
    m_openJob = plainButton("approvalOpenJobButton");
    m_reject = plainButton("rejectButton");
    m_cancel = plainButton("cancelButton");
    m_cancel->setDefault(true);
    m_approve = new ConfirmButton;
    m_approve->setObjectName(QStringLiteral("approveButton"));
    m_approve->setEnabled(false);
    setButtonRole(m_approve, ButtonRole::Danger);
    m_wake = std::make_unique<ConfirmWake>(*m_approve, m_context.clock);
    // Its place stays empty when it is gone: the second half of a double click must not close the result.
    QSizePolicy policy = m_approve->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_approve->setSizePolicy(policy);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addWidget(m_reject);
    buttons->addWidget(m_again);
    buttons->addWidget(m_openJob);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_approve);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(8);
    for (auto* label : {m_title, m_facts, m_reason, m_block, m_changesText})
        column->addWidget(label);
    column->addWidget(m_tabs, 1);
    column->addLayout(grid);
    column->addWidget(m_end);
    column->addWidget(m_hint);
    column->addLayout(buttons);
}

void ApprovalDialog::connectParts()
{
    connect(m_approval, &Approval::changed, this, &ApprovalDialog::onChanged);
    // Read when somebody wants to see them: a plan may have many.
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() == m_itemsTable)
            m_items.show(m_approval->job().id, m_approval->job().kind);
    });
    connect(m_result, &QComboBox::editTextChanged, this, &ApprovalDialog::refresh);
    for (auto* field : {m_typed, m_comment})
        connect(field, &QLineEdit::textChanged, this, &ApprovalDialog::refresh);
    connect(m_approve, &ConfirmButton::confirmed, this, &ApprovalDialog::onApproved);
    connect(m_approve, &ConfirmButton::keyRefused, this, [this] {
        m_keyRefused = true;
        refresh();
    });
    connect(m_reject, &QPushButton::clicked, this, [this] {
        if (m_context.connection.whyNot(Act::Approve).isEmpty())
            m_approval->reject(m_comment->text().trimmed().toStdString());
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_approval->step() == Step::SendFailed)
            m_approval->sendAgain();
        else
            m_approval->load();
    });
    connect(m_openJob, &QPushButton::clicked, this, [this] {
        Q_EMIT jobRequested(QString::fromStdString(m_approval->job().id.text()));
        reject();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ApprovalDialog::reject);
    connect(&m_context.connection, &Connection::changed, this, &ApprovalDialog::refresh);
    connect(this, &QDialog::finished, this, [this] {
        m_tick.stop();
        if (m_trigger)
            m_trigger->setFocus(Qt::OtherFocusReason);
    });
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ApprovalDialog::tick);
}

void ApprovalDialog::onJob(const client::contract::JobRow& job)
{
    m_approval->onJob(job);
}

std::string ApprovalDialog::result() const
{
    return m_result->currentText().simplified().toStdString();
}

bool ApprovalDialog::isEnded() const
{
    switch (m_approval->step()) {
    case Step::Loading:
    case Step::LoadFailed:
    case Step::Ready:
    case Step::Sending:
    case Step::SendFailed:
        return false;
    case Step::Approved:
    case Step::Rejected:
    case Step::Returned:
    case Step::Closed:
        break;
    }
    return true;
}

std::int64_t ApprovalDialog::serviceNowMs() const
{
    return m_context.clock.utcMs() + m_skewMs;
}

void ApprovalDialog::onApproved()
{
    refresh();
    if (!m_approve->isEnabled())
        return;
    if (m_approval->step() == Step::SendFailed)
        m_approval->sendAgain();
    else
        m_approval->approve(m_typed->text(), result(), m_comment->text().trimmed().toStdString());
    // Away from every button: a held key must not press what stands there next.
    setFocus();
    refresh();
}

void ApprovalDialog::onChanged()
{
    refreshTables();
    if (isEnded() && !m_told) {
        m_told = true;
        Q_EMIT decided(m_approval->job());
    }
    refresh();
}

void ApprovalDialog::reject()
{
    // The decision is on its way; its end is what the person waits for.
    if (m_approval->step() != Step::Sending)
        QDialog::reject();
}

void ApprovalDialog::tick()
{
    if (++m_ticks % lookEveryTicks == 0)
        m_approval->look();
    refresh();
}

void ApprovalDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_tick.start();
    m_cancel->setFocus();
    refresh();
}

bool ApprovalDialog::event(QEvent* event)
{
    // A click that also brings the window to the front was aimed at another window.
    if (event->type() == QEvent::WindowActivate && m_wake)
        m_wake->startOver();
    return QDialog::event(event);
}

void ApprovalDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

ApprovalDialog* openApproval(const Context& context, const client::contract::JobRow& job, const QStringList& known,
                             QWidget* parent)
{
    auto* dialog = new ApprovalDialog(context, job, known, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->approval().load();
    dialog->open();
    return dialog;
}

} // namespace ui
