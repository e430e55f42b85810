// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QAbstractButton;
class QLabel;

namespace ui {

enum class ThemeMode { System, Light, Dark, HighContrast };

// How everything is drawn now.
enum class Look { Light, Dark, HighContrast };

// The roles of console.md 4.
struct Colors
{
    QColor window, base, alternate;
    QColor text, secondary;
    QColor border, separator;
    QColor accent, selection, hover;
    QColor primary, primaryText, danger, dangerText;
    int lineWidth = 1; // of borders and chips, pixels
};

struct StateColors
{
    QColor text;
    QColor chip;
    QColor line = {}; // around the chip; invalid: none
};

const Colors& colors(Look look);
StateColors stateColors(client::contract::ShownStatus status, Look look);

// Pixels. Spacing lies on a grid of 4.
namespace metrics {
inline constexpr int uiFont = 13, secondaryFont = 12, axisFont = 11, sectionFont = 15, keyNumberFont = 22;
inline constexpr int rowHeight = 26, cellPadding = 8, groupSpacing = 12, dialogMargin = 16, radius = 4, hitTarget = 24;
inline constexpr int controlHeight = 30;
inline constexpr int environmentFrame = 3; // around every window
} // namespace metrics

// Buttons are drawn by role; a disabled one always looks disabled, whatever its role.
enum class ButtonRole { Normal, Primary, Danger, Quiet };
void setButtonRole(QAbstractButton* button, ButtonRole role);

enum class TextRole { Normal, Secondary, Section, KeyNumber, Mono, Alarm };
// Font and colour of a label by role, kept over theme switches.
void setTextRole(QLabel* label, TextRole role);

// Fusion, a palette and a small proxy style for the whole application; switches at run time.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    void setMode(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }
    Look look() const { return m_look; }
    bool isDark() const { return m_look != Look::Light; }
    // Nothing moves or lights up by itself. As the desktop says, until it is set.
    bool isMotionReduced() const { return m_motionReduced; }
    void setMotionReduced(bool reduced);
    const ui::Colors& colors() const { return ui::colors(m_look); }
    StateColors state(client::contract::ShownStatus status) const { return stateColors(status, m_look); }
    QPalette palette() const;

    // Tabular digits in all of them.
    static QFont font(int pixels = metrics::uiFont, QFont::Weight weight = QFont::Normal);
    static QFont monoFont(int pixels = metrics::secondaryFont);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSystemSchemeChanged(const QString& group, const QString& key);

private:
    void apply();

    ThemeMode m_mode = ThemeMode::System;
    Look m_look = Look::Light;
    bool m_motionReduced = false;
};

} // namespace ui
