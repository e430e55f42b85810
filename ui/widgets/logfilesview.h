// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/context.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class RowTable;

// "-00:01:30.250" as milliseconds: hours, minutes and seconds of which hours or hours and minutes may be left out, with
// or without a sign and a fraction. Nothing: it is none, or beyond ten years.
std::optional<std::int64_t> parseShift(const QString& text);
QString shiftText(std::int64_t shiftMs);

// The files of a review: how much of each is read, and by how much its times are shifted.
class LogFilesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { File, Shift, Lines, First, Last, State };
    static constexpr int columns = 6;

    LogFilesModel(const client::review::Desk& desk, const Format& format, QObject* parent = nullptr);

    void refresh();
    const client::review::Files::File& file(int row) const { return m_files[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    static QString header(Column column);

private:
    QString text(const client::review::Files::File& file, Column column) const;

    const client::review::Desk& m_desk;
    const Format& m_format;
    std::vector<client::review::Files::File> m_files; // as they were at refresh()
};

// The files as a list; below it the chosen one's shift, and a way to close it.
class LogFilesView : public QWidget
{
    Q_OBJECT

public:
    LogFilesView(const Context& context, client::review::Desk& desk, QWidget* parent = nullptr);

    void refresh();
    LogFilesModel& model() { return m_model; }
    RowTable& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void onRow();
    void setShift();
    void closeFile();
    void retranslate();

    const Format& m_format;
    client::review::Desk& m_desk;
    LogFilesModel m_model;
    RowTable* m_table;
    QLabel* m_shiftLabel;
    QLineEdit* m_shift;
    QPushButton* m_set;
    QPushButton* m_close;
    QLabel* m_wrong;
};

} // namespace ui
