// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartreader.h"

#include <QAccessibleWidget>
#include <QString>
#include <QWidget>

namespace ui {

namespace {

QAccessibleInterface* chartInterface(const QString& className, QObject* object)
{
    if (className != QStringLiteral("QChartView") || !object->isWidgetType())
        return nullptr;
    return new QAccessibleWidget(static_cast<QWidget*>(object), QAccessible::Chart);
}

} // namespace

void tellReadersOfCharts()
{
    QAccessible::installFactory(chartInterface); // which Qt keeps once, however often it is given
}

} // namespace ui
