// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences.h"

#include "ui/actions.h"
#include "ui/context.h"
#include "ui/dialogs/zonedialog.h"
#include "ui/translation.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSettings>
#include <QTimeZone>

namespace ui {

namespace {

const QString zoneKey = QStringLiteral("zone");

} // namespace

Preferences::Preferences(const Context& context, const Actions& actions, Translation& translation, QSettings& settings,
                         QString profile, QObject* parent)
    : QObject(parent), m_context(context), m_actions(actions), m_translation(translation), m_settings(settings),
      m_profile(std::move(profile))
{
    const auto on = [this](Actions::Id id, auto&& then) {
        connect(m_actions[id], &QAction::triggered, this, std::forward<decltype(then)>(then));
    };
    on(Actions::ThemeSystem, [this] { useTheme(ThemeMode::System); });
    on(Actions::ThemeLight, [this] { useTheme(ThemeMode::Light); });
    on(Actions::ThemeDark, [this] { useTheme(ThemeMode::Dark); });
    on(Actions::ThemeContrast, [this] { useTheme(ThemeMode::HighContrast); });
    on(Actions::ThemeToggle, [this] { useTheme(m_context.theme.isDark() ? ThemeMode::Light : ThemeMode::Dark); });
    on(Actions::ReduceMotion, [this] { useMotion(!m_context.theme.isMotionReduced()); });
    on(Actions::English, [this] { useLanguage(Language::English); });
    on(Actions::Russian, [this] { useLanguage(Language::Russian); });
    on(Actions::LanguageToggle,
       [this] { useLanguage(m_translation.language() == Language::English ? Language::Russian : Language::English); });
    on(Actions::TimeZone, [this] { askZone(); });
    on(Actions::SafetyReadOnly, [this] { useSafety(SafetyLevel::ReadOnly); });
    on(Actions::SafetyConfirm, [this] { useSafety(SafetyLevel::Confirm); });
    on(Actions::SafetyType, [this] { useSafety(SafetyLevel::ConfirmAndType); });
    connect(&m_context.connection, &Connection::changed, this, &Preferences::refresh);
    // Another window may have chosen.
    connect(&m_context.theme, &Theme::changed, this, &Preferences::refresh);
    if (const auto reduced = settings.value(QStringLiteral("reducedMotion")); reduced.isValid())
        m_context.theme.setMotionReduced(reduced.toBool());
    refresh();
}

void Preferences::useTheme(ThemeMode mode)
{
    m_context.theme.setMode(mode);
    m_settings.setValue(QStringLiteral("theme"), static_cast<int>(mode));
    refresh();
}

void Preferences::useMotion(bool reduced)
{
    m_context.theme.setMotionReduced(reduced);
    m_settings.setValue(QStringLiteral("reducedMotion"), reduced);
    refresh();
}

void Preferences::useLanguage(Language language)
{
    m_context.format.setLanguage(language);
    m_settings.setValue(QStringLiteral("language"), static_cast<int>(language));
    m_translation.use(language);
    refresh();
    Q_EMIT languageChanged();
}

void Preferences::askZone()
{
    auto* dialog = new ZoneDialog(m_settings.value(zoneKey).toByteArray(), m_context.clock,
                                  qobject_cast<QWidget*>(m_actions.parent()));
    connect(dialog, &ZoneDialog::chosen, this, &Preferences::useZone);
    dialog->open();
}

void Preferences::useZone(const QByteArray& id)
{
    m_settings.setValue(zoneKey, id);
    m_context.format.setZone(id.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(id));
    // Every widget and model writes its texts anew, times among them, as it does for another language.
    QEvent event(QEvent::LanguageChange);
    QCoreApplication::sendEvent(QCoreApplication::instance(), &event);
}

void Preferences::useSafety(SafetyLevel level)
{
    m_context.connection.setSafety(level);
    m_settings.setValue(m_profile + QStringLiteral("/safety"), static_cast<int>(level));
}

void Preferences::refresh()
{
    switch (m_context.theme.mode()) {
    case ThemeMode::System:
        m_actions[Actions::ThemeSystem]->setChecked(true);
        break;
    case ThemeMode::Light:
        m_actions[Actions::ThemeLight]->setChecked(true);
        break;
    case ThemeMode::Dark:
        m_actions[Actions::ThemeDark]->setChecked(true);
        break;
    case ThemeMode::HighContrast:
        m_actions[Actions::ThemeContrast]->setChecked(true);
        break;
    }
    m_actions[Actions::ReduceMotion]->setChecked(m_context.theme.isMotionReduced());
    m_actions[m_translation.language() == Language::English ? Actions::English : Actions::Russian]->setChecked(true);
    const auto safety = m_context.connection.safety();
    m_actions[safety == SafetyLevel::ReadOnly  ? Actions::SafetyReadOnly
              : safety == SafetyLevel::Confirm ? Actions::SafetyConfirm
                                               : Actions::SafetyType]
        ->setChecked(true);
}

} // namespace ui
