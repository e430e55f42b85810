// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"

#include <QWidget>

class QPushButton;

namespace ui {

class Actions;
class EnvironmentBadge;
class LinkBar;
class QueryChips;
class QueryField;
class TimeBar;

// Environment, filter, pause, commands, who we are; below it the chips of the filter and the state of the link.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(const Context& context, Actions& actions, QWidget* parent = nullptr);

    QueryField& queryField() { return *m_query; }
    QueryChips& chips() { return *m_chips; }
    LinkBar& linkBar() { return *m_linkBar; }
    // Of a file; hidden over a connection.
    TimeBar& timeBar() { return *m_timeBar; }
    void setPaused(bool paused);
    // Filter, chips and pause are about bets.
    void showBetTools(bool shown);
    // A role of the service in the language of the person.
    static QString roleText(const std::string& role);

Q_SIGNALS:
    void pauseRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showKeys(bool shown);
    QString identity() const;

    const Context& m_context;
    EnvironmentBadge* m_badge;
    QueryField* m_query;
    QueryChips* m_chips;
    LinkBar* m_linkBar;
    TimeBar* m_timeBar;
    QPushButton* m_pause;
    QPushButton* m_commands;
    QPushButton* m_identity;
    QWidget* m_row;
    QWidget* m_gap; // where the filter is not
    bool m_paused = false;
};

} // namespace ui
