// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/review/lookup.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace ui {

class Format;

// How often each value of a field stands in the lines of a review, most first.
class CountsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Value, Lines, Share };
    static constexpr int columns = 3;
    // double, 0 … 1: of the share's cell.
    static constexpr int shareRole = Qt::UserRole + 60;

    explicit CountsModel(const Format& format, QObject* parent = nullptr);

    // Null: nothing is counted yet.
    void setCounts(std::shared_ptr<const client::review::ValueCounts> counts);
    const std::shared_ptr<const client::review::ValueCounts>& counts() const { return m_counts; }
    client::review::GroupField field() const;
    void retranslate();
    // The rows that have no such value.
    bool isNone(int row) const;
    // What finds the lines of a row; empty: no query does.
    QString term(int row) const;
    // All of it as RFC 4180, in the words of the files, without secrets and formulas.
    QByteArray csv() const;
    QString wholeText(int row) const; // without secrets; empty: none

    static QString fieldText(client::review::GroupField field);
    static std::optional<client::contract::QueryField> queryField(client::review::GroupField field);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    const client::review::Group& group(int row) const;
    double share(int row) const;
    QString value(int row) const;
    QString shareText(int row) const;
    QString text(int row, Column column) const;
    QString header(Column column) const;
    QVariant chip(int row) const;

    const Format& m_format;
    std::shared_ptr<const client::review::ValueCounts> m_counts;
};

} // namespace ui
