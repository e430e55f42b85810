// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/staleedge.h"

#include "ui/theme.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QPainter>

namespace ui {

namespace {

constexpr int edgeWidth = 6; // narrower than a cell's padding, so that no text is covered

} // namespace

StaleEdge::StaleEdge(const Theme& theme, QAbstractItemView* table) : QWidget(table), m_theme(theme), m_table(table)
{
    setObjectName(QStringLiteral("staleEdge"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    // The table itself gets no event when its viewport is resized by a header.
    table->viewport()->installEventFilter(this);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StaleEdge::place()
{
    const QRect viewport = m_table->viewport()->geometry();
    setGeometry(viewport.left(), viewport.top(), edgeWidth, viewport.height());
    raise();
}

bool StaleEdge::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        place();
    return QWidget::eventFilter(watched, event);
}

void StaleEdge::showEvent(QShowEvent* event)
{
    place();
    QWidget::showEvent(event);
}

void StaleEdge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().base);
    painter.fillRect(rect(), QBrush(m_theme.colors().border, Qt::BDiagPattern));
}

} // namespace ui
