// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/models/auditmodel.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class RowTable;

// What was done to a bet and by whom, from the audit log, and a line to write a note. A note is part of that log: it
// can not be taken back.
class NotesView : public QWidget
{
    Q_OBJECT

public:
    explicit NotesView(const Context& context, QWidget* parent = nullptr);
    ~NotesView() override;

    void setBet(const client::contract::BetRow& bet);
    void clear();
    void retranslate();

Q_SIGNALS:
    // The service keeps it now.
    void noted();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void load();
    void add();
    void onAdded(const client::api::CallOf<client::contract::NoteOrder>& call);
    void refresh();
    void fitColumns();
    bool mayRead() const;
    QString whyNoNote() const;
    QString aboutFile() const; // while a file is looked at

    const Context m_context;
    AuditModel m_model;
    std::optional<client::contract::BetRow> m_bet;
    bool m_loaded = false;
    QString m_problem; // of the last note
    QPointer<client::api::Call> m_call;
    RowTable* m_table = nullptr;
    QLabel* m_line = nullptr;
    QLineEdit* m_field = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace ui
