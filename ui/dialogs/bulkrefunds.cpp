// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/bulkrefunds.h"

namespace ui {

using client::operations::BulkRefund;

BulkRefunds::BulkRefunds(const Context& context, QWidget* window)
    : QObject(window), m_context(context), m_window(window)
{
}

void BulkRefunds::start(const client::operations::BulkSelection& selection, const BulkRefundView& view)
{
    show(new BulkRefund(m_context.api, m_context.clock, m_context.random, selection), view);
}

void BulkRefunds::startOne(const client::contract::BetRow& bet)
{
    start({{{bet.partner, bet.bet}}, {}},
          {1, 1, {{bet.netStakeMinor(), bet.currency}}, bet.state == client::contract::BetState::Lost});
}

void BulkRefunds::resume(const client::contract::JobRow& job)
{
    if (m_dialog && m_dialog->refund().id() == job.id) {
        reopen();
        return;
    }
    show(new BulkRefund(m_context.api, m_context.clock, job), BulkRefundView());
}

void BulkRefunds::show(BulkRefund* refund, const BulkRefundView& view)
{
    // Gone at once, so that it cannot answer for the new one.
    delete m_dialog;
    m_dialog = new BulkRefundDialog(*refund, view, m_context, m_window);
    refund->setParent(m_dialog);
    m_dialog->setClockSkew(m_skewMs);
    connect(m_dialog, &BulkRefundDialog::jobRequested, this, &BulkRefunds::jobRequested);
    connect(m_dialog, &BulkRefundDialog::planAgainRequested, this, &BulkRefunds::planAgain);
    m_dialog->show();
    Q_EMIT preparingChanged();
}

void BulkRefunds::planAgain()
{
    auto* before = &m_dialog->refund();
    auto* next = new BulkRefund(m_context.api, m_context.clock, m_context.random, before->selection(), m_dialog);
    m_dialog->restart(*next);
    before->deleteLater();
}

bool BulkRefunds::reopen()
{
    if (!m_dialog)
        return false;
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
    return true;
}

void BulkRefunds::onRows(const client::feed::Rows& rows)
{
    if (!m_dialog)
        return;
    for (const auto& job : rows.jobs)
        m_dialog->refund().onJob(job);
    if (!rows.snapshot)
        m_dialog->refund().onBets(rows.bets);
}

void BulkRefunds::setClockSkew(std::int64_t ms)
{
    m_skewMs = ms;
    if (m_dialog)
        m_dialog->setClockSkew(ms);
}

} // namespace ui
