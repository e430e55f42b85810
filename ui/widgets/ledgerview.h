// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace ui {

class Format;
class LedgerModel;

// A bet's ledger as a table, and whether the books add up as a sentence. Where the partner keeps the books, what it has
// confirmed.
class LedgerView : public QWidget
{
    Q_OBJECT

public:
    explicit LedgerView(const Format& format, QWidget* parent = nullptr);

    void setStory(const client::contract::Story& story);
    // A file of events has none; that is not the same as no money that moved.
    void setAbsent();
    void clear();
    void retranslate();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void fitColumns();
    QString confirmed() const;

    const Format& m_format;
    std::optional<client::contract::BetRow> m_remote; // at a bookmaker with books of its own
    bool m_absent = false;
    LedgerModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_balance = nullptr;
};

} // namespace ui
