// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ledgerview.h"

#include "ui/format.h"
#include "ui/models/ledgermodel.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int operationWidthMin = 90;

} // namespace

LedgerView::LedgerView(const Format& format, QWidget* parent) : QWidget(parent), m_format(format)
{
    m_model = new LedgerModel(m_format, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("ledgerView"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->viewport()->installEventFilter(this);
    m_table->setFont(Theme::font(metrics::secondaryFont));
    m_table->horizontalHeader()->setFont(Theme::font(metrics::secondaryFont));
    m_balance = new QLabel;
    m_balance->setTextFormat(Qt::PlainText);
    m_balance->setObjectName(QStringLiteral("ledgerBalance"));
    m_balance->setWordWrap(true);
    column->addWidget(m_table, 1);
    column->addWidget(m_balance);
    retranslate();
}

void LedgerView::setStory(const client::contract::Story& story)
{
    m_absent = false;
    m_remote.reset();
    if (story.remoteWallet)
        m_remote = story.bet;
    m_model->setStory(story);
    refresh();
}

void LedgerView::setAbsent()
{
    m_absent = true;
    m_remote.reset();
    m_model->clear();
    refresh();
}

void LedgerView::clear()
{
    m_absent = false;
    m_remote.reset();
    m_model->clear();
    refresh();
}

void LedgerView::retranslate()
{
    m_table->setAccessibleName(tr("Ledger of the bet"));
    m_model->retranslate();
    refresh();
}

bool LedgerView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void LedgerView::refresh()
{
    const QString sum = m_format.money(m_model->balanceMinor(), m_model->currency());
    const bool isBalanced = m_model->balanceMinor() == 0;
    m_table->setVisible(!m_remote && !m_absent);
    m_balance->setText(m_absent                   ? tr("The ledger is not in events.")
                       : m_remote                 ? confirmed()
                       : m_model->rowCount() == 0 ? tr("No money moved for this bet.")
                       : isBalanced               ? tr("Balance %1: every entry has its counter-entry.").arg(sum)
                                    : tr("Balance %1: the books do not add up. Report this bet.").arg(sum));
    setTextRole(m_balance, isBalanced ? TextRole::Secondary : TextRole::Alarm);
    fitColumns();
}

QString LedgerView::confirmed() const
{
    using namespace client::contract;
    const BetRow& bet = *m_remote;
    const auto money = [this, &bet](std::int64_t minor) { return m_format.money(minor, bet.currency); };
    const bool isVoid = bet.state == BetState::Refunded && bet.closedBy == ClosedBy::RecalculationVoid;
    QString text =
        //: %1 a partner, %2 to %4 amounts
        tr("The money is in the books of %1. It has confirmed: held %2, paid %3, returned %4.")
            .arg(Format::foreign(bet.partner.text(), 64),
                 money(bet.state == BetState::Blocked ? bet.netStakeMinor() : 0),
                 money(bet.state == BetState::Won ? bet.payoutMinor.value_or(0) : 0),
                 money(bet.refundedMinor + (isVoid ? bet.netStakeMinor() : 0)));
    if (bet.operation && isOpen(bet.operation->state))
        text += QLatin1Char('\n') + tr("What the last call came to is not counted in yet.");
    return text;
}

// Amounts are never cut; the names of the operations get what is left.
void LedgerView::fitColumns()
{
    const QFontMetrics headerFont(Theme::font());
    const QFontMetrics font(Theme::font(metrics::secondaryFont));
    int left = m_table->viewport()->width();
    for (int column = 1; column < m_model->columnCount(); ++column) {
        int width =
            headerFont.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < m_model->rowCount(); ++row)
            width = std::max(width, font.horizontalAdvance(m_model->index(row, column).data().toString()));
        m_table->setColumnWidth(column, width + 2 * metrics::cellPadding);
        left -= m_table->columnWidth(column);
    }
    m_table->setColumnWidth(0, std::max(operationWidthMin, left));
}

} // namespace ui
