// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/betwindow.h"

#include "ui/widgets/detaildock.h"
#include "ui/widgets/environmentbadge.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>

namespace ui {

namespace {

constexpr QSize startSize(460, 720);

} // namespace

BetWindow::BetWindow(const Context& context, const client::contract::BetRow& bet, QWidget* parent)
    : QMainWindow(parent, Qt::Window), m_context(context), m_environment(context.connection.instance().environmentId),
      m_detail(new DetailDock(context, this))
{
    setObjectName(QStringLiteral("betWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setContentsMargins(metrics::environmentFrame, metrics::environmentFrame, metrics::environmentFrame,
                       metrics::environmentFrame);
    m_detail->setFeatures(QDockWidget::NoDockWidgetFeatures);
    // The window's own title says which bet it is.
    m_detail->setTitleBarWidget(new QWidget(m_detail));
    addDockWidget(Qt::RightDockWidgetArea, m_detail);
    connect(&context.connection, &Connection::changed, this, [this] {
        // Another environment's service answers now, which knows nothing of this bet.
        if (m_context.connection.instance().environmentId != m_environment) {
            close();
            return;
        }
        refreshTitle();
        update();
    });
    connect(&context.theme, &Theme::changed, this, [this] { update(); });
    m_detail->showBet(bet);
    refreshTitle();
    resize(startSize);
}

void BetWindow::onRows(const client::feed::Rows& rows)
{
    m_detail->onRows(rows);
}

void BetWindow::refreshTitle()
{
    const auto& bet = m_detail->bet();
    setWindowTitle(
        titleOfWindow({bet ? QString::fromStdString(bet->bet.text()) : QString()}, m_context.connection.instance()));
}

void BetWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refreshTitle();
    QMainWindow::changeEvent(event);
}

void BetWindow::keyPressEvent(QKeyEvent* event)
{
    // What somebody writes is not thrown away by the key that only leaves a field.
    const auto* focus = focusWidget();
    const bool isWriting = qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QPlainTextEdit*>(focus);
    if (event->key() == Qt::Key_Escape && !isWriting)
        close();
    else
        QMainWindow::keyPressEvent(event);
}

void BetWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().window);
    paintEnvironmentFrame(painter, rect(), m_context.connection.instance().kind, m_context.theme.look());
}

} // namespace ui
