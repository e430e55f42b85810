// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/context.h"
#include "ui/models/countsmodel.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace ui {

class LineLabel;
class RowTable;

// How often each value of a field stands in what the filter and the period of a review leave. The desk counts only
// while this is seen.
class CountsView : public QWidget
{
    Q_OBJECT

public:
    CountsView(const Context& context, client::review::Desk& desk, QWidget* parent = nullptr);

    client::review::GroupField field() const;
    void setField(client::review::GroupField field);
    // The desk has another answer.
    void refresh();
    QString said() const;
    CountsModel& model() { return m_model; }
    const CountsModel& model() const { return m_model; }
    RowTable& table() { return *m_table; }
    void copy(int row) const;
    // The export's own file dialog ends here.
    void exportTo(const QString& path);

Q_SIGNALS:
    void filterRequested(int row);
    void menuRequested(int row, const QPoint& globalAt);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fitColumns();
    void retranslate();
    void say();

    const Format& m_format;
    const QPointer<client::review::Desk> m_desk; // goes before this when the page does
    CountsModel m_model;
    QString m_exported;
    QLabel* m_fieldLabel;
    QComboBox* m_field;
    QPushButton* m_export;
    LineLabel* m_said;
    RowTable* m_table;
    QLabel* m_empty;
};

} // namespace ui
