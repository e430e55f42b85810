// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "ui/context.h"

#include <QMainWindow>

#include <string>

namespace ui {

class DetailDock;

// One bet in a window of its own, kept up to date, in the colour of its environment.
class BetWindow : public QMainWindow
{
    Q_OBJECT

public:
    BetWindow(const Context& context, const client::contract::BetRow& bet, QWidget* parent);

    DetailDock& detail() { return *m_detail; }

public Q_SLOTS:
    void onRows(const client::feed::Rows& rows);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshTitle();

    const Context m_context;
    const std::string m_environment; // whose bet it is
    DetailDock* m_detail;
};

} // namespace ui
