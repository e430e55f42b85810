// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>
#include <functional>

namespace client::operations {
class Refund;
}

namespace ui {
class FailuresPage;
class MainWindow;
class RefundDialog;
} // namespace ui

namespace app {

// Shows the real window by itself: finds a failed bet, reads its story, refunds a held one, in two languages and
// themes. Everything goes by keys and clicks; it waits for what a person would wait for. Prints one line of JSON at the
// end.
class Tour : public QObject
{
    Q_OBJECT

public:
    // `killService` ends the service, which comes back by itself.
    Tour(ui::MainWindow& window, QString folder, std::function<void()> killService, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    void ended(int code);

private:
    // One thing to do once `ready` is true; given up after patienceMs.
    struct Step
    {
        QString name;
        std::function<bool()> ready;
        std::function<void()> act;
    };

    void then(const QString& name, std::function<bool()> ready, std::function<void()> act);
    void next(const QString& name, std::function<bool()> ready, std::function<void()> act);
    void tick();
    void fail(const QString& reason);
    void finish();

    void planVisit(const QString& prefix);
    void planFailed(const QString& prefix);
    void planOverview(const QString& name);
    void planGroups(const QString& prefix);
    void planReview(const QString& prefix);
    // The service dies in front of somebody who looks, what was seen is shown again, the service comes back.
    void planPast(const QString& prefix);
    // What is known of the bets as a file of events, with a damaged line among them. Empty: it cannot be written.
    QString writeEvents();
    void pickGroup(const QString& prefix);
    void planRefund(const QString& prefix);
    void planSwitch();
    void pickHeldBet(const QString& prefix);
    void fillDialog(const QString& prefix);
    void awaitEnd(const QString& prefix);
    void filter(const QString& query);
    void closeDialog();
    // Inputs wait in a queue and go one a tick, so that what each one causes happens before the next, as with a person.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString& text);
    void click(const QString& name); // of a widget of the dialog
    QWidget* target() const;
    bool isActive() const;
    void shoot(const QString& name);
    void keep(const QPixmap& picture, const QString& name);
    bool isCurrent(int status) const;
    ui::FailuresPage* failures() const;
    ui::RefundDialog* dialog() const;
    client::operations::Refund* refund() const;

    ui::MainWindow& m_window;
    const QString m_folder;
    const std::function<void()> m_killService;
    QTimer m_timer;
    QElapsedTimer m_overall;
    QElapsedTimer m_waiting;
    std::deque<std::function<void()>> m_inputs;
    std::deque<Step> m_steps;
    int m_inserted = 0; // steps that the running one put before the rest
    int m_refunds = 0;
    int m_inDoubt = 0;
    int m_tries = 0;
    QStringList m_pictures;
    QTemporaryDir m_events;
};

} // namespace app
