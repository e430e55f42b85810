// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/callsdock.h"

#include "ui/widgets/copymenu.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/rowtable.h"

#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using client::api::LoggedCall;

CallsDock::CallsDock(const Context& context, QWidget* parent)
    : QDockWidget(parent), m_model(context.calls, context.format), m_table(new RowTable(context.theme)),
      m_failedOnly(new QCheckBox), m_copyCurl(new QPushButton), m_copyCorrelation(new QPushButton)
{
    setObjectName(QStringLiteral("callsDock"));
    m_shown.setSourceModel(&m_model);
    m_shown.setFilterRole(CallsModel::FailedRole);
    m_table->setObjectName(QStringLiteral("callsTable"));
    m_table->setModel(&m_shown);
    m_failedOnly->setObjectName(QStringLiteral("failedCallsOnly"));
    m_copyCurl->setObjectName(QStringLiteral("copyCallAsCurl"));
    m_copyCorrelation->setObjectName(QStringLiteral("copyCorrelationId"));

    auto* tools = new LineLayout(metrics::cellPadding);
    tools->setContentsMargins(metrics::cellPadding, 6, metrics::cellPadding, 6);
    tools->addWidget(m_failedOnly);
    tools->addWidget(m_copyCurl);
    tools->addWidget(m_copyCorrelation);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addLayout(tools);
    setWidget(content);

    connect(m_failedOnly, &QCheckBox::toggled, this,
            [this](bool only) { m_shown.setFilterRegularExpression(only ? QStringLiteral("^true$") : QString()); });
    connect(m_table, &RowTable::currentRowChanged, this, &CallsDock::refresh);
    connect(m_copyCurl, &QPushButton::clicked, this, [this] {
        client::contract::AttemptRow attempt;
        if (const auto* call = chosen())
            attempt.request = call->method + ' ' + call->target;
        copy(curlCommand(attempt, {}));
    });
    connect(m_copyCorrelation, &QPushButton::clicked, this, [this] {
        if (const auto* call = chosen())
            copy(QString::fromStdString(call->correlationId));
    });
    retranslate();
    refresh();
}

const LoggedCall* CallsDock::chosen() const
{
    const int row = m_table->currentRow();
    return row < 0 ? nullptr : &m_model.row(m_shown.mapToSource(m_shown.index(row, 0)).row());
}

void CallsDock::copy(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
}

void CallsDock::refresh()
{
    const auto* call = chosen();
    // What a request carried is not kept, so only one that carries nothing can be made again.
    m_copyCurl->setEnabled(call && call->method == "GET");
    m_copyCorrelation->setEnabled(call && !call->correlationId.empty());
}

void CallsDock::fitColumns()
{
    const auto fit = [this](CallsModel::Column column, const QStringList& texts, bool isChip = false) {
        m_table->fitColumn(static_cast<int>(column), QStringList(texts) << CallsModel::header(column), isChip);
    };
    fit(CallsModel::Column::Time, {QStringLiteral("00:00:00.000")});
    fit(CallsModel::Column::Request, {QStringLiteral("GET /api/v1/bets/betmaster/bet-90412197/timeline")});
    LoggedCall late;
    late.isOver = true;
    late.error = client::contract::TransportError::NotConnected;
    fit(CallsModel::Column::Answer, {m_model.answer(late)}, true);
    fit(CallsModel::Column::Duration, {QStringLiteral("00,000 ms")});
    fit(CallsModel::Column::Bytes, {QStringLiteral("000.0 KB")});
}

void CallsDock::retranslate()
{
    setWindowTitle(tr("API console"));
    m_table->setAccessibleName(tr("Requests of this console"));
    m_failedOnly->setText(tr("Failed &only"));
    m_copyCurl->setText(tr("Copy as c&URL, without secrets"));
    m_copyCorrelation->setText(tr("Copy the correlation &id"));
    m_model.retranslate();
    fitColumns();
}

void CallsDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

} // namespace ui
