// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ledgermodel.h"

#include "ui/format.h"

#include <QFont>
#include <QStringList>

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

bool isPlayer(const LedgerEntry& entry)
{
    return entry.account.starts_with("player");
}

bool isHold(const LedgerEntry& entry)
{
    return entry.account.starts_with("held") || entry.account.starts_with("hold");
}

const TimelineEntry* operationOf(const Story& story, const std::string& key)
{
    const auto found = std::find_if(story.entries.begin(), story.entries.end(), [&](const TimelineEntry& entry) {
        return entry.operation && (entry.operation->key == key || entry.operation->brief.id.text() == key);
    });
    return found == story.entries.end() ? nullptr : &*found;
}

} // namespace

LedgerModel::LedgerModel(const Format& format, QObject* parent) : QAbstractTableModel(parent), m_format(format) {}

void LedgerModel::setStory(const Story& story)
{
    beginResetModel();
    m_postings.clear();
    m_balance = 0;
    m_currency = story.bet.currency;
    for (const LedgerEntry& entry : story.ledger) {
        m_balance += entry.amountMinor;
        auto posting = std::find_if(m_postings.begin(), m_postings.end(),
                                    [&](const Posting& other) { return other.key == entry.key; });
        if (posting == m_postings.end()) {
            m_postings.push_back({});
            posting = std::prev(m_postings.end());
            posting->key = entry.key;
            posting->at = entry.at;
        }
        posting->entries.push_back(entry);
    }
    for (Posting& posting : m_postings) {
        const TimelineEntry* operation = operationOf(story, posting.key);
        posting.call = operation ? operation->call : std::string();
        // Without its operation a posting is known by where the player's money came from.
        const bool fromHold = std::any_of(posting.entries.begin(), posting.entries.end(), [](const LedgerEntry& entry) {
            return isHold(entry) && entry.amountMinor < 0;
        });
        const bool fromHouse =
            std::any_of(posting.entries.begin(), posting.entries.end(), [](const LedgerEntry& entry) {
                return !isHold(entry) && !isPlayer(entry) && entry.amountMinor < 0;
            });
        const bool isRefund = operation ? operation->operation->brief.kind == OperationKind::Refund ||
                                              operation->operation->brief.kind == OperationKind::Expiry
                                        : fromHold && !fromHouse;
        for (const LedgerEntry& entry : posting.entries) {
            if (isHold(entry))
                posting.held += entry.amountMinor;
            else if (isPlayer(entry) && entry.amountMinor < 0)
                posting.taken -= entry.amountMinor;
            else if (isPlayer(entry))
                (isRefund ? posting.returned : posting.paid) += entry.amountMinor;
        }
    }
    endResetModel();
}

void LedgerModel::clear()
{
    setStory({});
}

void LedgerModel::retranslate()
{
    if (!m_postings.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

int LedgerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_postings.empty() ? 0 : static_cast<int>(m_postings.size()) + 1;
}

int LedgerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

std::int64_t LedgerModel::amount(int row, Column column) const
{
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < m_postings.size(); ++i) {
        if (!isTotal(row) && static_cast<int>(i) != row)
            continue;
        switch (column) {
        case Column::Operation:
            break;
        case Column::Held:
            sum += m_postings[i].held;
            break;
        case Column::Taken:
            sum += m_postings[i].taken;
            break;
        case Column::Paid:
            sum += m_postings[i].paid;
            break;
        case Column::Returned:
            sum += m_postings[i].returned;
            break;
        }
    }
    return sum;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column column = static_cast<Column>(index.column());
    const bool total = isTotal(index.row());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column == Column::Operation ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2", "column header and value of a cell")
            .arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                 data(index, Qt::DisplayRole).toString());
    if (role == Qt::ToolTipRole && !total) {
        const Posting& posting = m_postings[static_cast<std::size_t>(index.row())];
        QStringList lines{m_format.dateTime(posting.at)};
        for (const LedgerEntry& entry : posting.entries)
            lines << tr("%1: %2", "an account and its amount")
                         .arg(Format::foreign(entry.account), m_format.money(entry.amountMinor, entry.currency));
        // A tooltip guesses rich text from its content, and account names come from outside.
        return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(lines.join(QLatin1Char('\n')).toHtmlEscaped());
    }
    if (role != Qt::DisplayRole)
        return {};
    if (column == Column::Operation) {
        if (total)
            return tr("Total");
        const Posting& posting = m_postings[static_cast<std::size_t>(index.row())];
        return Format::foreign(posting.call.empty() ? posting.key : posting.call);
    }
    const std::int64_t minor = amount(index.row(), column);
    return minor == 0 && !total ? dash() : m_format.amount(minor, m_currency);
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const Column column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column == Column::Operation ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Operation:
        return tr("Operation");
    case Column::Held:
        return tr("Held");
    case Column::Taken:
        return tr("Taken");
    case Column::Paid:
        return tr("Paid");
    case Column::Returned:
        return tr("Returned");
    }
    return {};
}

} // namespace ui
