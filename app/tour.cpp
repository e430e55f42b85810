// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"

#include "app/inputs.h"
#include "app/logging.h"
#include "client/operations/refund.h"
#include "ui/dialogs/refunddialog.h"
#include "ui/dialogs/refundform.h"
#include "ui/mainwindow.h"
#include "ui/pages/failurespage.h"
#include "ui/pages/livebetspage.h"
#include "ui/pages/overviewpage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/detaildock.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/timelineview.h"

#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPushButton>

#include <cstdio>
#include <set>

namespace app {

using client::contract::ShownStatus;
using client::operations::Refund;

namespace {

constexpr int tickMs = 25;
constexpr qint64 patienceMs = 40'000;
constexpr qint64 overallMs = 240'000;
constexpr int triesMax = 25;
constexpr qint64 storyMs = 800; // the detail dock asks for the story again after a change
constexpr int betsWanted = 40;
constexpr QSize large(1440, 900);
constexpr QSize small(1024, 700);

} // namespace

Tour::Tour(ui::MainWindow& window, QString folder, std::function<void()> killService, QObject* parent)
    : QObject(parent), m_window(window), m_folder(std::move(folder)), m_killService(std::move(killService))
{
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Tour::tick);
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder))
        return fail(QStringLiteral("the folder %1 can not be made").arg(m_folder));
    m_overall.start();
    m_waiting.start();
    const auto actions = [this](ui::Actions::Id id) { m_window.actions()[id]->trigger(); };
    actions(ui::Actions::English);
    actions(ui::Actions::ThemeLight);
    m_window.resize(large);
    then(
        QStringLiteral("live bets"), [this] { return m_window.bets().totalCount() >= betsWanted; },
        [this] {
            m_window.activateWindow();
            m_window.livePage().table().setFocus();
        });
    planVisit(QStringLiteral("en-light"));
    planPast(QStringLiteral("en-light"));
    planSwitch();
    planVisit(QStringLiteral("ru-dark"));
    then(
        QStringLiteral("small window"), [] { return true; },
        [this] {
            filter(QString());
            press(Qt::Key_End);
            m_window.resize(small);
        });
    then(
        QStringLiteral("small picture"), [this] { return m_window.size() == small; },
        [this] { shoot(QStringLiteral("ru-dark-live-1024x700")); });
    planOverview(QStringLiteral("ru-dark-overview-1024x700"));
    m_timer.start();
}

void Tour::then(const QString& name, std::function<bool()> ready, std::function<void()> act)
{
    m_steps.push_back({name, std::move(ready), std::move(act)});
}

void Tour::next(const QString& name, std::function<bool()> ready, std::function<void()> act)
{
    m_steps.insert(m_steps.begin() + m_inserted++, {name, std::move(ready), std::move(act)});
}

void Tour::tick()
{
    if (m_overall.hasExpired(overallMs))
        return fail(QStringLiteral("it took over %1 s").arg(overallMs / 1'000));
    if (!m_inputs.empty() && !isActive()) {
        // Without a window manager nobody gives the focus back when a dialog closes.
        target()->activateWindow();
        if (m_waiting.hasExpired(patienceMs))
            fail(QStringLiteral("the window does not get the focus"));
        return;
    }
    if (!m_inputs.empty()) {
        const auto input = std::move(m_inputs.front());
        m_inputs.pop_front();
        input();
        m_waiting.restart();
        return;
    }
    if (m_steps.empty())
        return finish();
    if (!m_steps.front().ready()) {
        if (m_waiting.hasExpired(patienceMs))
            fail(QStringLiteral("nothing came of \"%1\" for %2 s").arg(m_steps.front().name).arg(patienceMs / 1'000));
        return;
    }
    const auto step = std::move(m_steps.front());
    m_steps.pop_front();
    m_inserted = 0;
    qCInfo(logTour).noquote() << step.name;
    step.act();
    m_waiting.restart();
}

void Tour::planVisit(const QString& prefix)
{
    then(
        QStringLiteral("newest bets"), [this] { return m_window.livePage().table().hasFocus(); },
        [this] {
            filter(QString());
            press(Qt::Key_End);
        });
    then(
        QStringLiteral("live picture"), [this] { return m_window.bets().rowCount() >= betsWanted; },
        [this, prefix] { shoot(prefix + QStringLiteral("-live")); });
    planOverview(prefix + QStringLiteral("-overview"));
    planFailed(prefix);
    planGroups(prefix);
    planReview(prefix);
    planRefund(prefix);
}

void Tour::planOverview(const QString& name)
{
    then(
        QStringLiteral("overview"), [] { return true; }, [this] { press(Qt::Key_1, Qt::ControlModifier); });
    then(
        QStringLiteral("its numbers"),
        [this] {
            const auto* page = m_window.findChild<ui::OverviewPage*>();
            return page->isVisible() && page->chosenPartner() && m_waiting.hasExpired(2 * storyMs);
        },
        [this, name] {
            shoot(name);
            press(Qt::Key_2, Qt::ControlModifier);
        });
}

void Tour::planFailed(const QString& prefix)
{
    then(
        QStringLiteral("failed bets"), [] { return true; }, [this] { filter(QStringLiteral("status:failed")); });
    then(
        QStringLiteral("a failed bet"), [this] { return m_window.bets().rowCount() > 0; },
        [this] {
            press(Qt::Key_E);
            press(Qt::Key_Return);
        });
    then(
        QStringLiteral("its timeline"),
        [this] {
            const auto* timeline = m_window.findChild<ui::TimelineView*>(QStringLiteral("timelineView"));
            return timeline && timeline->model()->rowCount() > 0 && isCurrent(static_cast<int>(ShownStatus::Failed));
        },
        [this, prefix] { shoot(prefix + QStringLiteral("-failed-timeline")); });
}

void Tour::planGroups(const QString& prefix)
{
    then(
        QStringLiteral("what fails"), [] { return true; },
        [this] {
            m_tries = 0;
            press(Qt::Key_3, Qt::ControlModifier);
        });
    then(
        QStringLiteral("groups of failures"),
        [this] { return failures()->isVisible() && failures()->table().currentRow() >= 0; },
        [this, prefix] { pickGroup(prefix); });
}

void Tour::pickGroup(const QString& prefix)
{
    if (++m_tries > triesMax)
        return fail(QStringLiteral("no group had a bet in %1 tries").arg(triesMax));
    next(
        QStringLiteral("the bets of the group"),
        [this] { return !failures()->bets().isLoading() && m_waiting.hasExpired(tickMs); },
        [this, prefix] {
            if (failures()->bets().model().rowCount() == 0) {
                press(Qt::Key_J);
                return pickGroup(prefix);
            }
            shoot(prefix + QStringLiteral("-failures"));
            press(Qt::Key_Return);
            press(Qt::Key_Return);
            next(
                QStringLiteral("why a bet of it failed"),
                [this] {
                    const auto* timeline = m_window.findChild<ui::TimelineView*>(QStringLiteral("timelineView"));
                    return m_window.detail().isVisible() && timeline->model()->rowCount() > 0 &&
                           m_waiting.hasExpired(storyMs);
                },
                [this, prefix] {
                    shoot(prefix + QStringLiteral("-failure-why"));
                    press(Qt::Key_2, Qt::ControlModifier);
                });
        });
}

void Tour::planRefund(const QString& prefix)
{
    then(
        QStringLiteral("refundable bets"), [] { return true; },
        [this, prefix] {
            m_tries = 0;
            pickHeldBet(prefix);
        });
}

void Tour::pickHeldBet(const QString& prefix)
{
    if (++m_tries > triesMax)
        return fail(QStringLiteral("no bet could be refunded in %1 tries").arg(triesMax));
    filter(QStringLiteral("status:funds_held currency:EUR amount<300"));
    next(
        QStringLiteral("a bet with held funds"), [this] { return m_window.bets().rowCount() > 0; },
        [this] {
            press(Qt::Key_Escape);
            press(Qt::Key_End);
            press(Qt::Key_J);
            press(Qt::Key_R, Qt::ControlModifier);
        });
    next(
        QStringLiteral("its preview"),
        [this] {
            if (!dialog())
                return m_waiting.hasExpired(2'000); // it was settled under our hands
            const auto step = refund()->step();
            return step != Refund::Step::Previewing;
        },
        [this, prefix] {
            if (dialog() && refund()->step() == Refund::Step::Ready)
                return fillDialog(prefix);
            closeDialog();
            next(
                QStringLiteral("another bet"), [this] { return !dialog(); }, [this, prefix] { pickHeldBet(prefix); });
        });
}

void Tour::fillDialog(const QString& prefix)
{
    click(QStringLiteral("refundReason"));
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    click(QStringLiteral("refundTicket"));
    type(QStringLiteral("INC-2291"));
    click(QStringLiteral("refundTyped"));
    type(dialog()->findChild<ui::RefundForm*>()->wantedText());
    next(
        QStringLiteral("the button"),
        [this] {
            const auto* button = dialog()->findChild<QPushButton*>(QStringLiteral("refundButton"));
            return button->isEnabled() || refund()->step() != Refund::Step::Ready;
        },
        [this, prefix] {
            if (refund()->step() != Refund::Step::Ready) {
                closeDialog();
                next(
                    QStringLiteral("another bet"), [this] { return !dialog(); },
                    [this, prefix] { pickHeldBet(prefix); });
                return;
            }
            shoot(prefix + QStringLiteral("-refund-dialog"));
            click(QStringLiteral("refundButton"));
            awaitEnd(prefix);
        });
}

void Tour::awaitEnd(const QString& prefix)
{
    next(
        QStringLiteral("the end of the refund"),
        [this] {
            switch (refund()->step()) {
            case Refund::Step::Refunded:
            case Refund::Step::Declined:
            case Refund::Step::NotSent:
            case Refund::Step::InDoubt:
                return true;
            case Refund::Step::Previewing:
            case Refund::Step::PreviewFailed:
            case Refund::Step::Blocked:
            case Refund::Step::Ready:
            case Refund::Step::Sending:
            case Refund::Step::Waiting:
                break;
            }
            return false;
        },
        [this, prefix] {
            const auto step = refund()->step();
            if (step == Refund::Step::InDoubt)
                ++m_inDoubt;
            if (step == Refund::Step::Refunded) {
                ++m_refunds;
                next(
                    QStringLiteral("the refunded bet"),
                    [this] {
                        const auto& bet = m_window.detail().bet();
                        return bet && bet->shown() == ShownStatus::Refunded && m_waiting.hasExpired(storyMs);
                    },
                    [this, prefix] {
                        shoot(prefix + QStringLiteral("-refund-success"));
                        closeDialog();
                    });
            } else {
                closeDialog();
            }
            next(
                QStringLiteral("the dialog's close"), [this] { return !dialog(); },
                [this, prefix, step] {
                    if (step != Refund::Step::Refunded)
                        pickHeldBet(prefix);
                });
        });
}

void Tour::planSwitch()
{
    then(
        QStringLiteral("another language and theme"), [this] { return !dialog(); },
        [this] {
            press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
            press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
            m_window.livePage().table().setFocus();
        });
}

QWidget* Tour::target() const
{
    if (auto* popup = QApplication::activePopupWidget())
        return popup;
    if (auto* open = dialog())
        return open;
    return &m_window;
}

ui::FailuresPage* Tour::failures() const
{
    return m_window.findChild<ui::FailuresPage*>();
}

bool Tour::isActive() const
{
    return QApplication::activePopupWidget() || QApplication::activeWindow() == target()->window();
}

void Tour::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    m_inputs.push_back([this, key, modifiers] { pressKey(*target(), key, modifiers); });
}

void Tour::type(const QString& text)
{
    for (const QChar c : text)
        m_inputs.push_back([this, c] { typeText(*target(), QString(c)); });
}

void Tour::click(const QString& name)
{
    m_inputs.push_back([this, name] {
        if (auto* widget = target()->findChild<QWidget*>(name))
            clickOn(*widget);
    });
}

void Tour::filter(const QString& query)
{
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Backspace);
    type(query);
    press(Qt::Key_Return);
    press(Qt::Key_2, Qt::ControlModifier);
}

void Tour::closeDialog()
{
    if (dialog())
        press(Qt::Key_Escape);
}

bool Tour::isCurrent(int status) const
{
    const auto bet = m_window.livePage().currentBet();
    return bet && static_cast<int>(bet->shown()) == status;
}

ui::RefundDialog* Tour::dialog() const
{
    const auto dialogs = m_window.findChildren<ui::RefundDialog*>();
    for (auto* open : dialogs) {
        if (open->isVisible())
            return open;
    }
    return nullptr;
}

Refund* Tour::refund() const
{
    return dialog()->findChild<Refund*>();
}

void Tour::shoot(const QString& name)
{
    auto picture = m_window.grab();
    if (auto* open = dialog()) {
        QPainter painter(&picture);
        const auto at = open->mapToGlobal(QPoint(0, 0)) - m_window.mapToGlobal(QPoint(0, 0));
        painter.drawPixmap(at, open->grab());
        painter.setPen(open->palette().color(QPalette::Dark));
        painter.drawRect(QRect(at, open->size()).adjusted(-1, -1, 0, 0));
    }
    keep(picture, name);
}

void Tour::keep(const QPixmap& picture, const QString& name)
{
    const auto path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    m_pictures.removeAll(QDir(m_folder).absoluteFilePath(name + QStringLiteral(".png")));
    if (picture.save(path))
        m_pictures << QDir(m_folder).absoluteFilePath(name + QStringLiteral(".png"));
    else
        fail(QStringLiteral("the picture %1 can not be written").arg(path));
}

void Tour::fail(const QString& reason)
{
    m_timer.stop();
    m_steps.clear();
    m_window.grab().save(QDir(m_folder).filePath(QStringLiteral("failed.png")));
    std::fprintf(stderr, "betdesk: the tour failed: %s\n", reason.toLocal8Bit().constData());
    Q_EMIT ended(1);
}

void Tour::finish()
{
    m_timer.stop();
    std::set<std::string> rounds;
    const auto& bets = m_window.bets();
    for (const auto& bet : bets.search(std::string(), bets.totalCount()))
        rounds.insert(bet.round.text());
    rounds.erase(std::string());
    const QJsonObject line{{QStringLiteral("bets"), bets.totalCount()},
                           {QStringLiteral("rounds"), static_cast<int>(rounds.size())},
                           {QStringLiteral("refunds"), m_refunds},
                           {QStringLiteral("in_doubt"), m_inDoubt},
                           {QStringLiteral("screenshots"), QJsonArray::fromStringList(m_pictures)}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    Q_EMIT ended(0);
}

} // namespace app
