// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sidesmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"
#include "ui/reconciliationtexts.h"

namespace ui {

using client::contract::ReconciliationClass;
using client::contract::ReconciliationItem;

SidesModel::SidesModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void SidesModel::show(const std::optional<ReconciliationItem>& item)
{
    beginResetModel();
    m_item = item;
    rebuild();
    endResetModel();
}

void SidesModel::retranslate()
{
    show(std::optional<ReconciliationItem>(m_item));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

void SidesModel::rebuild()
{
    m_lines.clear();
    if (!m_item)
        return;
    const auto& ours = m_item->ours;
    const auto& theirs = m_item->theirs;
    const auto money = [this](const std::optional<std::int64_t>& minor, const client::contract::Currency& currency) {
        return minor ? m_format.money(*minor, currency) : dash();
    };
    const auto add = [this](const QString& what, const QString& left, const QString& right, bool differs) {
        m_lines.push_back({what, left, right, differs});
    };
    const bool both = ours && theirs;
    const bool sameState = m_item->kind != ReconciliationClass::StateMismatch;
    add(tr("Bet"), ours ? Format::foreign(m_item->bet.text(), 128) : tr("not here"),
        theirs ? Format::foreign(m_item->bet.text(), 128) : tr("not in the list"), !both);
    add(tr("State"), ours ? m_format.state(ours->state) : dash(),
        theirs ? ReconciliationTexts::partnerState(theirs->state) : dash(), both && !sameState);
    add(tr("Stake"), ours ? m_format.money(ours->stake.minor, ours->stake.currency) : dash(),
        theirs ? m_format.money(theirs->stake.minor, theirs->stake.currency) : dash(),
        both && (ours->stake.minor != theirs->stake.minor || ours->stake.currency != theirs->stake.currency));
    // What the list does not say is not compared.
    add(tr("Payout"), ours ? money(ours->payoutMinor, ours->stake.currency) : dash(),
        theirs ? money(theirs->payoutMinor, theirs->stake.currency) : dash(),
        both && theirs->payoutMinor && *theirs->payoutMinor != ours->payoutMinor.value_or(0));
    add(tr("Refunded"), ours ? m_format.money(ours->refundedMinor, ours->stake.currency) : dash(),
        theirs ? money(theirs->refundedMinor, theirs->stake.currency) : dash(),
        // A void counts no refund and is the same thing.
        both && m_item->kind == ReconciliationClass::AmountMismatch && theirs->refundedMinor &&
            *theirs->refundedMinor != ours->refundedMinor);
    add(tr("Round"), ours && !ours->round.empty() ? Format::foreign(ours->round.text(), 128) : dash(), dash(), false);
    add(tr("Made"), ours ? m_format.dateTime(ours->createdAt) : dash(), dash(), false);
    add(tr("Rows in the list"), dash(), theirs ? m_format.number(theirs->lines) : m_format.number(0),
        theirs && theirs->lines > 1);
}

QString SidesModel::header(Column column)
{
    switch (column) {
    case Column::What:
        return tr("Compared");
    case Column::Ours:
        return tr("Ours");
    case Column::Theirs:
        return tr("Theirs");
    case Column::Differs:
        return tr("Differs");
    }
    return {};
}

int SidesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int SidesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SidesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case Column::What:
            return line.what;
        case Column::Ours:
            return line.ours;
        case Column::Theirs:
            return line.theirs;
        case Column::Differs:
            return line.differs ? QStringLiteral("≠") : QString();
        }
        return {};
    case Qt::AccessibleTextRole:
        //: Read by a screen reader: %1 what is compared, %2 and %3 the two sides
        return (line.differs ? tr("%1 differs. Ours: %2. Theirs: %3.") : tr("%1. Ours: %2. Theirs: %3."))
            .arg(line.what, line.ours, line.theirs);
    case FaintRole:
        return column == Column::What;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SidesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return header(static_cast<Column>(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

} // namespace ui
