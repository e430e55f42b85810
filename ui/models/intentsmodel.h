// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/runner.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// Refunds of the journal that have no definite end yet, oldest first.
class IntentsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Started, Bet, Partner, Amount, State, Attempts, NextTry, LastAnswer };
    static constexpr int columns = 8;

    IntentsModel(client::operations::Runner& runner, const Format& format, QObject* parent = nullptr);

    const client::store::Intent& intent(int row) const { return m_intents[static_cast<std::size_t>(row)]; }
    // Nothing of it ever left this computer, so that it can be given up.
    bool wasNeverSent(int row) const;
    int count() const { return static_cast<int>(m_intents.size()); }
    void reload();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

Q_SIGNALS:
    void countChanged(int count);

private:
    QString text(const client::store::Intent& intent, Column column) const;
    static QString header(Column column);

    client::operations::Runner& m_runner;
    const Format& m_format;
    std::vector<client::store::Intent> m_intents;
};

} // namespace ui
