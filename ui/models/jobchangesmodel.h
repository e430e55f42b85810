// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class Format;

// Bets of a job that moved since its plan was made, and what that means for it.
class JobChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Bet, Partner, Now, Why, Effect };
    static constexpr int columns = 5;

    explicit JobChangesModel(const Format& format, QObject* parent = nullptr);

    void setChanges(std::vector<client::contract::JobChange> changes);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    QString text(const client::contract::JobChange& change, Column column) const;
    static QString header(Column column);

    const Format& m_format;
    std::vector<client::contract::JobChange> m_changes;
};

} // namespace ui
