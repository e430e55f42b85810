// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "ui/models/savedview.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

class QSettings;

namespace ui {

class BetsModel;
class Format;

// The views of the left dock: a name, a query, and how many bets match it now. Those that everybody has come first,
// then those that were saved here; of these there may be any number, but only the first views are counted.
class ViewsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CountRole = Qt::UserRole + 1, QueryRole };

    ViewsModel(BetsModel& bets, const Format& format, QObject* parent = nullptr);

    QString name(int row) const;
    QString query(int row) const;
    std::optional<int> count(int row) const; // nullopt: not counted
    // The view whose query is this text, or -1.
    int rowOfQuery(const QString& query) const;
    void retranslate();

    const std::vector<SavedView>& saved() const { return m_saved; }
    const SavedView* savedAt(int row) const; // nullptr: one that everybody has
    // Takes the place of the saved view of that name, if there is one.
    void put(const SavedView& view);
    void rename(int row, const QString& name);
    void remove(int row);
    // Adds what a file holds; the number of views in it.
    client::contract::Result<int> import(const QByteArray& json);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    int rowCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;

Q_SIGNALS:
    void savedChanged(); // by somebody, not by restore()

private:
    void setSaved(std::vector<SavedView> saved);
    void setCounters();
    static void putInto(std::vector<SavedView>& saved, const SavedView& view);

    BetsModel& m_bets;
    const Format& m_format;
    std::vector<SavedView> m_saved;
};

} // namespace ui
