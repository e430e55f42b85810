// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the model says about one row: texts, roles, sentences for screen readers.
#include "ui/format.h"
#include "ui/models/betsmodel.h"

#include <QDateTime>

namespace ui {

using client::contract::BetRow;
using client::contract::ShownStatus;

QString BetsModel::header(Column column)
{
    switch (column) {
    case Column::Time:
        return tr("Time");
    case Column::Bet:
        return tr("Bet");
    case Column::Partner:
        return tr("Partner");
    case Column::Player:
        return tr("Player");
    case Column::Round:
        return tr("Round");
    case Column::Amount:
        return tr("Amount");
    case Column::Payout:
        return tr("Payout");
    case Column::Status:
        return tr("Status");
    case Column::Attempt:
        return tr("Attempt");
    case Column::NextTry:
        return tr("Next try");
    case Column::Latency:
        return tr("Latency");
    case Column::LastError:
        return tr("Last error");
    }
    return {};
}

bool BetsModel::isNumeric(Column column)
{
    return column == Column::Amount || column == Column::Payout || column == Column::Attempt ||
           column == Column::NextTry || column == Column::Latency;
}

QString BetsModel::text(const BetRow& row, int position, Column column) const
{
    const auto id = [](const auto& value) { return value.empty() ? dash() : QString::fromStdString(value.text()); };
    switch (column) {
    case Column::Time: {
        const auto time = m_format.time(row.createdAt);
        if (position == 0)
            return time;
        // The date is said once, where it changes.
        const auto dateOf = [this](std::int64_t ms) {
            return QDateTime::fromMSecsSinceEpoch(ms, m_format.zone()).date();
        };
        const auto date = dateOf(row.createdAt);
        return date == dateOf(m_list.rows()[m_list.slotAt(position - 1)].createdAt) ? time
                                                                                    : date.toString(u"dd.MM ") + time;
    }
    case Column::Bet:
        return id(row.bet);
    case Column::Partner:
        return id(row.partner);
    case Column::Player:
        return id(row.player);
    case Column::Round:
        return id(row.round);
    case Column::Amount:
        return m_format.money(row.stakeMinor, row.currency);
    case Column::Payout:
        return m_format.amount(row.payoutMinor, row.currency);
    case Column::Status:
        return m_format.status(row);
    case Column::Attempt:
        return row.operation && row.operation->attempt > 0
                   ? QStringLiteral("%1/%2").arg(row.operation->attempt).arg(row.operation->attemptsMax)
                   : dash();
    case Column::NextTry:
        return row.operation && row.operation->nextAt > 0 && client::contract::isOpen(row.operation->state)
                   ? m_format.timeShort(row.operation->nextAt)
                   : dash();
    case Column::Latency:
        return row.operation && row.operation->latencyMs > 0 ? m_format.duration(row.operation->latencyMs) : dash();
    case Column::LastError:
        return row.operation ? Format::foreign(row.operation->error, 300) : QString();
    }
    return {};
}

// The pattern of the best-read tables: the whole row as one sentence in its first cell.
QString BetsModel::sentence(const BetRow& row) const
{
    QStringList parts;
    //: Screen reader. %1 status, %2 bet id
    parts << tr("%1. Bet %2").arg(m_format.status(row), QString::fromStdString(row.bet.text()))
          << QString::fromStdString(row.partner.text()) << m_format.money(row.stakeMinor, row.currency)
          << m_format.timeShort(row.createdAt);
    if (row.operation && !row.operation->error.empty())
        //: Screen reader. %1 an error text, %n attempts
        parts << tr("%1 after %n attempts", nullptr, row.operation->attempt)
                     .arg(Format::foreign(row.operation->error, 120));
    return parts.join(QStringLiteral(", "));
}

QString BetsModel::toolTip(const BetRow& row, Column column) const
{
    switch (column) {
    case Column::Time:
        return m_format.timeDetails(row.createdAt, m_clock.utcMs());
    case Column::NextTry:
        return row.operation && row.operation->nextAt > 0 ? m_format.timeDetails(row.operation->nextAt, m_clock.utcMs())
                                                          : QString();
    case Column::LastError:
        return row.operation ? Format::foreign(row.operation->error) : QString();
    case Column::Amount:
        return row.refundedMinor > 0 ? tr("Refunded: %1").arg(m_format.money(row.refundedMinor, row.currency))
                                     : QString();
    case Column::Bet:
    case Column::Partner:
    case Column::Player:
    case Column::Round:
    case Column::Payout:
    case Column::Status:
    case Column::Attempt:
    case Column::Latency:
        break;
    }
    return {};
}

QVariant BetsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int slot = m_list.slotAt(index.row());
    const auto& packed = m_list.rows()[slot];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(held(slot), index.row(), column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        const auto tip = toolTip(held(slot), column);
        // Markup in a partner's text is shown, never rendered.
        return tip.isEmpty() ? QVariant()
                             : QVariant(QStringLiteral("<p style='white-space:pre'>") + tip.toHtmlEscaped() +
                                        QStringLiteral("</p>"));
    }
    case Qt::AccessibleTextRole: {
        const auto said = column == Column::Time
                              ? sentence(held(slot))
                              : tr("%1: %2").arg(header(column), text(held(slot), index.row(), column));
        return column == Column::Time && packed.has(BetRows::IsMarked) ? tr("Marked. %1").arg(said) : said;
    }
    case StatusRole:
        return static_cast<int>(packed.shown);
    case ChangedRole:
        return wasChanged(slot, index.column());
    case MarkedRole:
        return packed.has(BetRows::IsMarked);
    default:
        return {};
    }
}

QVariant BetsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Column::Time)
        return m_format.zoneName(m_clock.utcMs());
    return {};
}

QHash<int, QByteArray> BetsModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert(StatusRole, "status");
    names.insert(ChangedRole, "changed");
    names.insert(MarkedRole, "marked");
    return names;
}

std::uint16_t BetsModel::changedColumns(const BetRow& before, const BetRow& after) const
{
    std::uint16_t mask = 0;
    const auto mark = [&](Column column, bool changed) {
        if (changed)
            mask = static_cast<std::uint16_t>(mask | 1U << static_cast<unsigned>(column));
    };
    mark(Column::Amount, before.stakeMinor != after.stakeMinor);
    mark(Column::Payout, before.payoutMinor != after.payoutMinor);
    mark(Column::Status, before.shown() != after.shown());
    const auto a = before.operation.value_or(client::contract::OperationBrief{});
    const auto b = after.operation.value_or(client::contract::OperationBrief{});
    mark(Column::Attempt, a.attempt != b.attempt);
    mark(Column::NextTry, a.nextAt != b.nextAt);
    mark(Column::LastError, a.error != b.error);
    return mask;
}

} // namespace ui
