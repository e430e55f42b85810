// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/deliveriesdialog.h"

#include "ui/dialogs/alertrulesview.h"
#include "ui/dialogs/deliveriesview.h"
#include "ui/widgets/plainwidgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 960;
constexpr int dialogHeight = 560;

} // namespace

DeliveriesDialog::DeliveriesDialog(const Context& context, QWidget* parent)
    : QDialog(parent), m_tabs(new QTabWidget), m_close(plainButton("closeButton"))
{
    setObjectName(QStringLiteral("deliveriesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_tabs->setObjectName(QStringLiteral("deliveriesTabs"));
    m_tabs->addTab(new AlertRulesView(context), QString());
    m_tabs->addTab(new DeliveriesView(context), QString());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    // A rule of one environment must not be written into another under the same name, nor an endpoint's events sent.
    const auto& connection = context.connection;
    connect(&connection, &Connection::changed, this,
            [this, &connection, environment = connection.instance().environmentId] {
                if (connection.instance().environmentId != environment)
                    close();
            });
    retranslate();
    resize(dialogWidth, dialogHeight);
}

void DeliveriesDialog::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void DeliveriesDialog::showFor(const Context& context, QWidget* window, Tab tab)
{
    auto* dialog = window->findChild<DeliveriesDialog*>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog)
        dialog = new DeliveriesDialog(context, window);
    dialog->showTab(tab);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void DeliveriesDialog::retranslate()
{
    setWindowTitle(tr("Alert rules and deliveries"));
    m_tabs->setAccessibleName(windowTitle());
    m_tabs->setTabText(static_cast<int>(Tab::Rules), tr("Alert rules"));
    m_tabs->setTabText(static_cast<int>(Tab::Deliveries), tr("Deliveries"));
    m_close->setText(tr("&Close"));
}

void DeliveriesDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
