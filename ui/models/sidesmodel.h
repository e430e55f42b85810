// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/reconciliation.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace ui {

class Format;

// Both sides of one difference beside each other, a line for each thing that is compared. What differs is marked in a
// column of its own, not by colour.
class SidesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { What, Ours, Theirs, Differs };
    static constexpr int columns = 4;

    explicit SidesModel(const Format& format, QObject* parent = nullptr);

    void show(const std::optional<client::contract::ReconciliationItem>& item);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

private:
    struct Line
    {
        QString what;
        QString ours;
        QString theirs;
        bool differs = false;
    };

    void rebuild();

    const Format& m_format;
    std::optional<client::contract::ReconciliationItem> m_item;
    std::vector<Line> m_lines;
};

} // namespace ui
