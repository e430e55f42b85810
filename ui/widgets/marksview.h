// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/context.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;

namespace ui {

class RowTable;

// The marked lines of a review with their tags and notes, and what the makers of its bundles wrote, which nobody can
// change here.
class MarksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Line, File, Time, Tags, Note, From };
    static constexpr int columns = 6;

    MarksModel(const client::review::Desk& desk, const Format& format, QObject* parent = nullptr);

    void refresh();
    void retranslate();
    // Merged::none: of a line that is not in its bundle.
    std::uint64_t position(int row) const { return m_rows[static_cast<std::size_t>(row)].position; }
    bool hasBundleNotes() const;
    int rowOf(std::uint64_t position) const; // -1: it is not marked

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

private:
    struct Row
    {
        std::uint64_t position = client::review::Merged::none;
        QString file = {};                                   // of a bundle
        std::optional<client::review::BundleNote> note = {}; // nothing: one's own mark
        bool operator==(const Row&) const = default;
    };

    static QString header(Column column);
    QString text(const Row& row, Column column) const;
    QString placeText(const Row& row, Column column) const;

    const client::review::Desk& m_desk;
    const Format& m_format;
    std::vector<Row> m_rows; // by position
};

// Marks as a list, and below it tags and note of the line that is read. What is written there marks the line; it is
// kept when a field is left or Enter is pressed.
class MarksView : public QWidget
{
    Q_OBJECT

public:
    MarksView(const Context& context, client::review::Desk& desk, QWidget* parent = nullptr);

    // The line whose tags and note are written; Merged::none: none.
    void setLine(std::uint64_t position);
    // Marks or positions are others now.
    void refresh();
    // What is written and not kept yet.
    void keep();
    MarksModel& model() { return m_model; }

Q_SIGNALS:
    void positionRequested(std::uint64_t position);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void retranslate();

    client::review::Desk& m_desk;
    MarksModel m_model;
    std::uint64_t m_position = client::review::Merged::none;
    RowTable* m_table;
    QLabel* m_tagsLabel;
    QLineEdit* m_tags;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
};

} // namespace ui
