// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/contract/views.h"
#include "ui/models/savedview.h"

#include <QAbstractListModel>

#include <optional>
#include <string>
#include <vector>

class QSettings;

namespace ui {

class BetsModel;
class Format;

// The views of the left dock: a name, a query, and how many bets match it now. Those that everybody has come first,
// then those that were saved here, then those of the service: one's own and what others share. Of the saved ones there
// may be any number, but only the first views are counted.
class ViewsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    // KindRole: "mine" or "shared"; empty for those that everybody has.
    enum Role { CountRole = Qt::UserRole + 1, QueryRole, KindRole };

    ViewsModel(BetsModel& bets, const Format& format, QObject* parent = nullptr);

    QString name(int row) const;
    // With a word for whose it is, for lists that show no other.
    QString fullName(int row) const;
    QString query(int row) const;
    std::optional<int> count(int row) const; // nullopt: not counted
    // The view whose query is this text, or -1.
    int rowOfQuery(const QString& query) const;
    void retranslate();

    const std::vector<SavedView>& saved() const { return m_saved; }
    std::vector<SavedView> mine() const; // saved here, and one's own of the service
    bool hasMine(const QString& name) const;
    const SavedView* savedAt(int row) const; // nullptr: one that everybody has
    // nullptr: not of the service.
    const client::contract::ViewRow* sharedAt(int row) const;
    bool isMine(int row) const; // saved here, or one's own of the service
    // Says the same view also after others came or went.
    QString key(int row) const;
    static QString keyOf(const SavedView& view);
    static QString keyOf(const client::contract::ViewRow& row);
    int rowOfKey(const QString& key) const; // or -1
    // Takes the place of the saved view of that name, if there is one.
    void put(const SavedView& view);
    void rename(int row, const QString& name);
    void remove(int row);
    void removeNamed(const QString& name); // of those saved here

    // Who reads; kept until somebody else does: of the service's views only these and the shared ones are listed.
    void setReader(const std::string& subject);
    // As the service lists them; kept until it says something else.
    void setShared(std::vector<client::contract::ViewRow> rows);
    void putShared(const client::contract::ViewRow& row);
    void dropShared(const client::contract::ViewId& id);
    const client::contract::ViewRow* mineOnService(const QString& name) const;

    // Adds what a file holds; the number of views in it.
    client::contract::Result<int> import(const QByteArray& json);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    int rowCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;

Q_SIGNALS:
    void savedChanged(); // by somebody, not by restore()

private:
    struct Shared
    {
        client::contract::ViewRow row;
        SavedView view;
    };

    void setSaved(std::vector<SavedView> saved);
    void setRows(std::vector<client::contract::ViewRow> rows);
    int firstShared() const;
    QString kind(int row) const;
    QString ownerText(int row) const; // empty: no word is needed
    QString tipText(int row) const;
    void setCounters();
    static void putInto(std::vector<SavedView>& saved, const SavedView& view);

    BetsModel& m_bets;
    const Format& m_format;
    std::vector<SavedView> m_saved;
    std::vector<client::contract::ViewRow> m_rows; // of the service
    std::vector<Shared> m_shared;                  // of m_rows those that are listed
    std::string m_reader;
};

} // namespace ui
