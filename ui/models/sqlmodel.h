// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/logsql.h"

#include <QAbstractTableModel>

namespace ui {

class Format;

// The rows that a SELECT over the lines gave.
class SqlModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit SqlModel(const Format& format, QObject* parent = nullptr);

    void setTable(client::review::SqlTable table);
    const client::review::SqlTable& table() const { return m_table; }
    // All of it as RFC 4180, without secrets and formulas.
    QByteArray csv() const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    const client::review::SqlValue& value(const QModelIndex& index) const;
    QString text(const client::review::SqlValue& value) const;

    const Format& m_format;
    client::review::SqlTable m_table;
};

} // namespace ui
