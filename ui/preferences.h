// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connection.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QObject>
#include <QString>

class QSettings;

namespace ui {

class Actions;
class Translation;
struct Context;

// Theme, motion, language and safety level: their actions, and where the choice is kept.
class Preferences : public QObject
{
    Q_OBJECT

public:
    Preferences(const Context& context, const Actions& actions, Translation& translation, QSettings& settings,
                QString profile, QObject* parent);

    // Marks the chosen ones.
    void refresh();

Q_SIGNALS:
    void languageChanged();

private:
    void useLanguage(Language language);
    void useTheme(ThemeMode mode);
    void useMotion(bool reduced);
    void useZone(const QByteArray& id); // empty: as the system
    void askZone();
    void useSafety(SafetyLevel level);

    const Context& m_context;
    const Actions& m_actions;
    Translation& m_translation;
    QSettings& m_settings;
    const QString m_profile;
};

} // namespace ui
