// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"
#include "client/contract/wire.h"
#include "ui/mainwindow.h"
#include "ui/pages/reviewpage.h"
#include "ui/widgets/logtable.h"
#include "ui/widgets/sqlview.h"

#include <QFile>
#include <QTabWidget>

#include <algorithm>

// The tour's look at the log review.
namespace app {

namespace {

constexpr std::int64_t damagedAfter = 12; // events

} // namespace

QString Tour::writeEvents()
{
    auto bets = m_window.bets().search(std::string(), m_window.bets().totalCount());
    std::sort(bets.begin(), bets.end(), [](const auto& a, const auto& b) { return a.updatedAt < b.updatedAt; });
    QByteArray text;
    client::contract::FeedEvent event;
    for (const auto& bet : bets) {
        ++event.seq;
        event.at = bet.updatedAt;
        event.type = "bet." + std::string(client::contract::word(bet.shown()));
        event.partner = bet.partner;
        event.betId = bet.bet;
        event.roundId = bet.round;
        event.bet = bet;
        text += QByteArray::fromStdString(client::contract::encode(event)) + '\n';
        if (event.seq == damagedAfter)
            text += "{\"seq\":\n";
    }
    QFile file(m_events.filePath(QStringLiteral("events.jsonl")));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

void Tour::planReview(const QString& prefix)
{
    const auto page = [this] { return m_window.findChild<ui::ReviewPage*>(); };
    then(
        QStringLiteral("a file of events"), [] { return true; },
        [this] {
            const auto path = writeEvents();
            if (path.isEmpty())
                return fail(QStringLiteral("the file of events can not be written"));
            m_window.review({path});
        });
    then(
        QStringLiteral("its lines"), [page] { return !page()->desk().isBusy() && page()->allTable().hasFocus(); },
        [this] {
            press(Qt::Key_F, Qt::ControlModifier);
            press(Qt::Key_A, Qt::ControlModifier);
            press(Qt::Key_Backspace);
            type(QStringLiteral("status:failed"));
            press(Qt::Key_Return);
        });
    // What matches is looked for on another thread.
    then(
        QStringLiteral("what matches"),
        [page] { return !page()->desk().isBusy() && page()->foundTable().model()->rowCount() > 0; },
        [this, page] {
            page()->foundTable().setFocus();
            press(Qt::Key_J);
            press(Qt::Key_M);
        });
    then(
        QStringLiteral("its first line"), [page] { return page()->foundTable().currentRow() >= 0; },
        [this, page, prefix] {
            shoot(prefix + QStringLiteral("-review"));
            page()->tabs().setCurrentWidget(&page()->sqlView());
            page()->sqlView().run();
        });
    then(
        QStringLiteral("its rows"), [page] { return page()->sqlView().model().rowCount() > 0; },
        [this, page, prefix] {
            shoot(prefix + QStringLiteral("-review-sql"));
            page()->tabs().setCurrentIndex(0);
            // The next visit begins as this one did.
            page()->setFilter({});
            press(Qt::Key_2, Qt::ControlModifier);
        });
}

} // namespace app
