// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/topbar.h"

#include "ui/actions.h"
#include "ui/glyph.h"
#include "ui/widgets/environmentbadge.h"
#include "ui/widgets/linkbar.h"
#include "ui/widgets/querychips.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/timebar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

TopBar::TopBar(const Context& context, Actions& actions, QWidget* parent)
    : QWidget(parent), m_context(context), m_badge(new EnvironmentBadge(context.theme, this)),
      m_query(new QueryField(context.theme, this)), m_chips(new QueryChips(context.theme, this)),
      m_linkBar(new LinkBar(context.theme, context.format, this)),
      m_timeBar(new TimeBar(context.theme, context.format, this)), m_pause(new QPushButton(this)),
      m_commands(new QPushButton(this)), m_identity(new QPushButton(this)), m_row(new QWidget(this)),
      m_gap(new QWidget(m_row))
{
    setObjectName(QStringLiteral("topBar"));
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_commands->setObjectName(QStringLiteral("commandsButton"));
    m_identity->setObjectName(QStringLiteral("identityButton"));
    m_query->setMinimumWidth(180);

    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_badge);
    row->addWidget(m_query, 1);
    row->addWidget(m_gap, 1);
    m_gap->hide();
    row->addWidget(m_pause);
    row->addWidget(m_commands);
    row->addWidget(m_identity);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_row);
    layout->addWidget(m_chips);
    layout->addWidget(m_linkBar);
    layout->addWidget(m_timeBar);

    auto* menu = new QMenu(m_identity);
    for (const auto id : {Actions::ThemeSystem, Actions::ThemeLight, Actions::ThemeDark, Actions::ThemeContrast})
        menu->addAction(actions[id]);
    menu->addSeparator();
    for (const auto id : {Actions::English, Actions::Russian, Actions::TimeZone})
        menu->addAction(actions[id]);
    menu->addSeparator();
    for (const auto id : {Actions::SafetyReadOnly, Actions::SafetyConfirm, Actions::SafetyType})
        menu->addAction(actions[id]);
    menu->addSeparator();
    for (const auto id :
         {Actions::ShowViews, Actions::ShowDetail, Actions::ShowChart, Actions::ShowAlerts, Actions::OpenFile,
          Actions::ShowPast, Actions::ResetLayout, Actions::FullScreen, Actions::Shortcuts, Actions::Quit})
        menu->addAction(actions[id]);
    m_identity->setMenu(menu);

    connect(m_pause, &QPushButton::clicked, this, &TopBar::pauseRequested);
    connect(m_commands, &QPushButton::clicked, actions[Actions::Palette], &QAction::trigger);
    connect(m_query, &QueryField::queryChanged, m_chips, &QueryChips::setQuery);
    connect(m_query, &QueryField::errorChanged, this, [this] {
        const auto& error = m_query->error();
        m_chips->setError(error ? QueryField::explain(*error, m_query->text()) : QString());
    });
    connect(m_chips, &QueryChips::textChanged, m_query, &QueryField::setQueryText);
    connect(&context.connection, &Connection::changed, this, &TopBar::refresh);
    connect(&context.theme, &Theme::changed, this, &TopBar::refresh);
    refresh();
}

void TopBar::setPaused(bool paused)
{
    m_paused = paused;
    refresh();
}

void TopBar::showBetTools(bool shown)
{
    m_query->setVisible(shown);
    m_pause->setVisible(shown);
    m_gap->setVisible(!shown);
    m_chips->setShown(shown);
    refresh();
}

QString TopBar::roleText(const std::string& role)
{
    return role == "viewer"    ? tr("viewer")
           : role == "support" ? tr("support")
           : role == "manager" ? tr("manager")
           : role == "auditor" ? tr("auditor")
           : role == "admin"   ? tr("administrator")
                               : Format::foreign(role, 24);
}

QString TopBar::identity() const
{
    const auto& instance = m_context.connection.instance();
    QStringList parts;
    if (!instance.subject.empty())
        parts << Format::foreign(instance.subject, 24);
    if (!instance.roles.empty())
        parts << roleText(instance.roles.front());
    switch (m_context.connection.safety()) {
    case SafetyLevel::ReadOnly:
        parts << tr("read-only");
        break;
    case SafetyLevel::Confirm:
        parts << tr("confirm");
        break;
    case SafetyLevel::ConfirmAndType:
        parts << tr("confirm + type");
        break;
    }
    return parts.join(QStringLiteral(" · "));
}

void TopBar::refresh()
{
    const auto& colors = m_context.theme.colors();
    const auto& instance = m_context.connection.instance();
    m_badge->setEnvironment(instance.kind, Format::foreign(instance.name, 24));
    m_pause->setIcon(glyphIcon(m_paused ? Glyph::Play : Glyph::Pause, colors.text, colors.secondary));
    m_pause->setIconSize({12, 12});
    auto who = identity();
    m_identity->setText(who.replace(u'&', QStringLiteral("&&")));
    showKeys(true);
    // In a small window the names of keys go first.
    if (m_row->minimumSizeHint().width() > width())
        showKeys(false);
    m_identity->setAccessibleName(tr("Who, safety level and settings: %1").arg(identity()));
}

void TopBar::showKeys(bool shown)
{
    if (shown) {
        m_pause->setText(m_paused ? tr("Resume  (Space)") : tr("Pause  (Space)"));
        m_commands->setText(tr("Commands…  %1").arg(QStringLiteral("Ctrl+K")));
    } else {
        m_pause->setText(m_paused ? tr("Resume") : tr("Pause"));
        m_commands->setText(tr("Commands…"));
    }
    m_row->layout()->activate();
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.colors().window);
    painter.fillRect(QRect(0, m_row->height() - 1, width(), 1), m_context.theme.colors().separator);
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace ui
