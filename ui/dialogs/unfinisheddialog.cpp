// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/unfinisheddialog.h"

#include "ui/dialogs/refundtexts.h"
#include "ui/models/intentsmodel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

UnfinishedDialog::UnfinishedDialog(const Context& context, IntentsModel& model, QWidget* parent)
    : QDialog(parent), m_context(context), m_model(model), m_text(new QLabel(this)), m_table(new QTableView(this)),
      m_problem(new QLabel(this)), m_tryNow(new QPushButton(this)), m_giveUp(new QPushButton(this)),
      m_openBet(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("unfinishedDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    setTextRole(m_problem, TextRole::Alarm);
    m_problem->setObjectName(QStringLiteral("unfinishedProblem"));
    m_tryNow->setObjectName(QStringLiteral("tryNowButton"));
    m_giveUp->setObjectName(QStringLiteral("giveUpButton"));
    m_openBet->setObjectName(QStringLiteral("openBetButton"));
    m_close->setObjectName(QStringLiteral("closeButton"));
    m_close->setDefault(true);
    m_table->setObjectName(QStringLiteral("unfinishedTable"));
    m_table->setModel(&model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    m_table->horizontalHeader()->setStretchLastSection(true);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_tryNow);
    buttons->addWidget(m_giveUp);
    buttons->addWidget(m_openBet);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_text);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    resize(820, 360);

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UnfinishedDialog::refresh);
    connect(&model, &IntentsModel::countChanged, this, [this] {
        if (m_model.count() > 0)
            m_table->selectRow(0);
        refresh();
    });
    connect(&context.connection, &Connection::changed, this, &UnfinishedDialog::refresh);
    connect(m_tryNow, &QPushButton::clicked, this, &UnfinishedDialog::tryNow);
    connect(m_giveUp, &QPushButton::clicked, this, &UnfinishedDialog::giveUp);
    connect(m_openBet, &QPushButton::clicked, this, [this] {
        const int row = currentRow();
        if (row < 0)
            return;
        const auto& intent = m_model.intent(row);
        Q_EMIT openBetRequested(QString::fromStdString(intent.partner.text()),
                                QString::fromStdString(intent.bet.text()));
        close();
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    if (model.count() > 0)
        m_table->selectRow(0);
    m_table->resizeColumnsToContents();
}

int UnfinishedDialog::currentRow() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void UnfinishedDialog::tryNow()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const auto asked = m_context.runner.tryNow(m_model.intent(row).id);
    say(asked ? QString() : tr("It could not be asked again: %1").arg(RefundTexts::notAsked(asked.error())));
}

void UnfinishedDialog::giveUp()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const auto given = m_context.runner.abandon(m_model.intent(row).id);
    say(given ? QString() : tr("It could not be given up: %1").arg(Format::foreign(given.error().detail)));
}

void UnfinishedDialog::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void UnfinishedDialog::refresh()
{
    const int row = currentRow();
    m_tryNow->setEnabled(row >= 0 && m_context.connection.mayMoveMoney());
    m_tryNow->setToolTip(m_context.connection.whyNot());
    m_giveUp->setEnabled(row >= 0 && m_model.wasNeverSent(row));
    m_openBet->setEnabled(row >= 0);
    m_text->setText(
        m_model.count() == 0
            ? tr("Every refund has a definite end.")
            : tr("These refunds have no definite end yet. Each is asked for again in the background with the "
                 "same request, which moves money once at most. Do not refund them anew."));
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void UnfinishedDialog::retranslate()
{
    setWindowTitle(tr("Unfinished refunds"));
    m_table->setAccessibleName(windowTitle());
    m_tryNow->setText(tr("&Ask again now"));
    m_giveUp->setText(tr("&Give up what was never sent"));
    m_openBet->setText(tr("&Open the bet"));
    m_close->setText(tr("&Close"));
    refresh();
}

void UnfinishedDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
