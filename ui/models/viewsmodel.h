// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"

#include <QAbstractListModel>

#include <vector>

namespace ui {

class BetsModel;
class Format;

// The saved views of the left dock: a name, a query, and how many bets match it now.
class ViewsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CountRole = Qt::UserRole + 1, QueryRole };

    ViewsModel(BetsModel& bets, const Format& format, QObject* parent = nullptr);

    QString name(int row) const;
    QString query(int row) const;
    int count(int row) const;
    // The view whose query is this text, or -1.
    int rowOfQuery(const QString& query) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;

private:
    BetsModel& m_bets;
    const Format& m_format;
};

} // namespace ui
