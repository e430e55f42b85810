// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "client/operations/bulkrefund.h"
#include "ui/context.h"
#include "ui/dialogs/bulkrefunddialog.h"

#include <QObject>
#include <QPointer>

namespace ui {

// Keeps the refund of many bets that somebody prepares, so that its window can be closed and opened again. A new one
// takes its place: a plan that was made stays with the service, among the jobs.
class BulkRefunds : public QObject
{
    Q_OBJECT

public:
    BulkRefunds(const Context& context, QWidget* window);

    void start(const client::operations::BulkSelection& selection, const BulkRefundView& view);
    // One bet, whose refund needs a second person.
    void startOne(const client::contract::BetRow& bet);
    // A plan of the service that was not sent yet.
    void resume(const client::contract::JobRow& job);
    // The window of the one that is being prepared, if there is one.
    bool reopen();
    bool isPreparing() const { return m_dialog; }
    BulkRefundDialog* dialog() const { return m_dialog; }

    void onRows(const client::feed::Rows& rows);
    void setClockSkew(std::int64_t ms);

Q_SIGNALS:
    void preparingChanged();
    void jobRequested(const QString& job);

private:
    void show(client::operations::BulkRefund* refund, const BulkRefundView& view);
    void planAgain();

    const Context m_context;
    QWidget* m_window;
    QPointer<BulkRefundDialog> m_dialog;
    std::int64_t m_skewMs = 0;
};

} // namespace ui
