// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace ui {

class RoundsModel;

// Rounds by text and by need, in the order of a column; newest first unless somebody sorts.
class RoundsProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RoundsProxy(RoundsModel& model, QObject* parent = nullptr);

    // Words that all have to occur in the round's id, game, result or state.
    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void setNeedingOnly(bool needing);
    bool needingOnly() const { return m_needing; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    RoundsModel& m_model;
    QString m_text;
    QStringList m_words;
    bool m_needing = false;
};

} // namespace ui
