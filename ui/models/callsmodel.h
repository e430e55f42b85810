// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/calllog.h"

#include <QAbstractTableModel>

#include <deque>

namespace ui {

class Format;

// What this console asked of the service, newest first, while it runs.
class CallsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Time, Request, Answer, Duration, Bytes, Correlation };
    static constexpr int columns = 6;
    enum Role { FailedRole = Qt::UserRole + 1 };

    // Null: an empty one. The log outlives the model.
    CallsModel(const client::api::CallLog* log, const Format& format, QObject* parent = nullptr);

    const client::api::LoggedCall& row(int row) const { return m_calls[static_cast<std::size_t>(row)]; }
    // "503", "no answer in time": how it ended, or that it has not.
    QString answer(const client::api::LoggedCall& call) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

private:
    void onBegan(const client::api::LoggedCall& call);
    void onWent(const client::api::LoggedCall& call);
    QString text(const client::api::LoggedCall& call, Column column) const;

    const Format& m_format;
    std::deque<client::api::LoggedCall> m_calls; // newest first
};

} // namespace ui
