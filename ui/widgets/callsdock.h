// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/models/callsmodel.h"

#include <QDockWidget>
#include <QSortFilterProxyModel>

class QCheckBox;
class QPushButton;

namespace ui {

class RowTable;

// The API console: the requests of this console and how they ended, for whoever has to tell the people of the service
// what exactly failed.
class CallsDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit CallsDock(const Context& context, QWidget* parent = nullptr);

    RowTable& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    const client::api::LoggedCall* chosen() const;
    void copy(const QString& text);
    void refresh();
    void fitColumns();
    void retranslate();

    CallsModel m_model;
    QSortFilterProxyModel m_shown;
    RowTable* m_table;
    QCheckBox* m_failedOnly;
    QPushButton* m_copyCurl;
    QPushButton* m_copyCorrelation;
};

} // namespace ui
