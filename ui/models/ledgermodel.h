// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// A bet's ledger, one row for each posting (the entries of one operation) and a last row with the totals. Held is what
// the hold changed by; Taken left the player; Paid and Returned reached the player, by a settlement or by a refund.
class LedgerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Operation, Held, Taken, Paid, Returned };
    static constexpr int columns = 5;

    explicit LedgerModel(const Format& format, QObject* parent = nullptr);

    void setStory(const client::contract::Story& story);
    void clear();
    void retranslate();

    // Of all entries; anything but 0 is a fault of the books.
    std::int64_t balanceMinor() const { return m_balance; }
    const client::contract::Currency& currency() const { return m_currency; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    struct Posting
    {
        std::string key;
        std::string call;
        std::int64_t at = 0;
        std::int64_t held = 0;
        std::int64_t taken = 0;
        std::int64_t paid = 0;
        std::int64_t returned = 0;
        std::vector<client::contract::LedgerEntry> entries;
    };

    std::int64_t amount(int row, Column column) const;
    bool isTotal(int row) const { return row == static_cast<int>(m_postings.size()); }

    const Format& m_format;
    std::vector<Posting> m_postings;
    std::int64_t m_balance = 0;
    client::contract::Currency m_currency;
};

} // namespace ui
