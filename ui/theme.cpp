// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/style.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDBusVariant>
#include <QFontDatabase>
#include <QLabel>
#include <QStyleFactory>
#include <QToolTip>

namespace ui {

using client::contract::ShownStatus;

namespace {

const Colors lightColors{
    .window = QColor(0xF4F6F8),
    .base = QColor(0xFFFFFF),
    .alternate = QColor(0xF7F9FB),
    .text = QColor(0x1B2027),
    .secondary = QColor(0x535D69),
    .border = QColor(0x7D8794),
    .separator = QColor(0xD3D9E0),
    .accent = QColor(0x0B57C2),
    .selection = QColor(0xD7E6FC),
    .hover = QColor(0xEBF1F8),
    .primary = QColor(0x0B57C2),
    .primaryText = QColor(0xFFFFFF),
    .danger = QColor(0x820F08),
    .dangerText = QColor(0xFFFFFF),
};

const Colors darkColors{
    .window = QColor(0x14171C),
    .base = QColor(0x1A1E24),
    .alternate = QColor(0x1E232A),
    .text = QColor(0xE4E8EE),
    .secondary = QColor(0xA4AEBB),
    .border = QColor(0x76818F),
    .separator = QColor(0x2F3640),
    .accent = QColor(0x7DB0FF),
    .selection = QColor(0x203A61),
    .hover = QColor(0x232A33),
    .primary = QColor(0x7DB0FF),
    .primaryText = QColor(0x0E1420),
    .danger = QColor(0xF97F70),
    .dangerText = QColor(0x1A1E24),
};

// Black, white and yellow, and no tints: what is told apart by a shade elsewhere has a line or a shape here. Only the
// selection is a dark yellow, so that white and yellow stay readable on it.
const Colors contrastColors{
    .window = QColor(Qt::black),
    .base = QColor(Qt::black),
    .alternate = QColor(Qt::black),
    .text = QColor(0xFFFFFF),
    .secondary = QColor(0xFFFFFF),
    .border = QColor(0xFFFFFF),
    .separator = QColor(0xFFFFFF),
    .accent = QColor(0xFFFF00),
    .selection = QColor(0x4D4D00),
    .hover = QColor(0x333300),
    .primary = QColor(0xFFFFFF),
    .primaryText = QColor(Qt::black),
    .danger = QColor(0xFFFF00),
    .dangerText = QColor(Qt::black),
    .lineWidth = 2,
};

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearanceGroup = "org.freedesktop.appearance";
constexpr auto colorSchemeKey = "color-scheme";
constexpr auto contrastKey = "contrast";
constexpr auto interfaceGroup = "org.gnome.desktop.interface";
constexpr auto animationsKey = "enable-animations";
constexpr int portalTimeoutMs = 300;

// Invalid where the desktop does not say.
QVariant portalSetting(const char* group, const char* key)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return {};
    auto call = QDBusMessage::createMethodCall(QLatin1String(portalService), QLatin1String(portalPath),
                                               QLatin1String(portalInterface), QStringLiteral("Read"));
    call << QLatin1String(group) << QLatin1String(key);
    const QDBusReply<QDBusVariant> reply = bus.call(call, QDBus::Block, portalTimeoutMs);
    if (!reply.isValid())
        return {};
    const auto outer = reply.value().variant();
    return outer.canConvert<QDBusVariant>() ? outer.value<QDBusVariant>().variant() : outer;
}

// Qt 6.4 has no QStyleHints::colorScheme: the portal is asked, and without one the desktop's own palette.
bool systemPrefersDark(const QPalette& systemPalette)
{
    if (const auto scheme = portalSetting(appearanceGroup, colorSchemeKey).toUInt(); scheme != 0)
        return scheme == 1;
    return systemPalette.color(QPalette::Window).lightness() < 128;
}

bool systemPrefersContrast()
{
    return portalSetting(appearanceGroup, contrastKey).toUInt() == 1;
}

QPalette makePalette(const Colors& colors)
{
    const auto blend = [](const QColor& a, const QColor& b, double share) {
        return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - share) + b.redF() * share),
                                static_cast<float>(a.greenF() * (1 - share) + b.greenF() * share),
                                static_cast<float>(a.blueF() * (1 - share) + b.blueF() * share));
    };
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.alternate);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::Button, colors.base);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.danger);
    palette.setColor(QPalette::PlaceholderText, colors.secondary);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::HighlightedText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::ToolTipBase, colors.base);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Light, blend(colors.base, colors.text, 0.04));
    palette.setColor(QPalette::Midlight, colors.hover);
    palette.setColor(QPalette::Mid, colors.separator);
    palette.setColor(QPalette::Dark, colors.border);
    palette.setColor(QPalette::Shadow, colors.border);
    const auto dimmed = blend(colors.window, colors.text, 0.45);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, dimmed);
    palette.setColor(QPalette::Disabled, QPalette::Button, colors.window);
    palette.setColor(QPalette::Disabled, QPalette::Base, colors.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.hover);
    return palette;
}

QString firstInstalled(const QStringList& wanted)
{
    const auto families = QFontDatabase::families();
    for (const auto& family : wanted) {
        if (families.contains(family))
            return family;
    }
    return wanted.last();
}

} // namespace

const Colors& colors(Look look)
{
    switch (look) {
    case Look::Light:
        return lightColors;
    case Look::Dark:
        return darkColors;
    case Look::HighContrast:
        return contrastColors;
    }
    return lightColors;
}

StateColors stateColors(ShownStatus status, Look look)
{
    if (look == Look::HighContrast) {
        if (status == ShownStatus::InDoubt)
            return {Qt::black, Qt::white, Qt::white};
        const QColor ink(status == ShownStatus::Failed ? 0xFFFF00 : 0xFFFFFF);
        return {ink, Qt::black, ink};
    }
    const bool dark = look == Look::Dark;
    switch (status) {
    case ShownStatus::Won:
    case ShownStatus::Checked:
        return dark ? StateColors{0x4FE0A6, 0x163A2D} : StateColors{0x157347, 0xE0F3E8};
    case ShownStatus::FundsHeld:
        return dark ? StateColors{0x9DBEF7, 0x1E3252} : StateColors{0x1658D1, 0xE1EBFC};
    case ShownStatus::Retrying:
        return dark ? StateColors{0xF5B335, 0x3E300F} : StateColors{0x885D00, 0xFBEFD2};
    case ShownStatus::Failed:
        return dark ? StateColors{0xF97F70, 0x4A211E} : StateColors{0x820F08, 0xFBE5E2};
    case ShownStatus::Refunded:
        return dark ? StateColors{0xCC8AFF, 0x36244F} : StateColors{0x541C80, 0xF0E7FA};
    case ShownStatus::Recalculated:
        return dark ? StateColors{0xBDEFF7, 0x173940} : StateColors{0x0A3F4C, 0xDDF0F3};
    case ShownStatus::Lost:
    case ShownStatus::Expired:
        return dark ? StateColors{0x9AA4B0, 0x2A3039} : StateColors{0x5C6775, 0xECEFF3};
    case ShownStatus::InDoubt:
        // The only inverse chip: doubt has to stand out.
        return dark ? StateColors{0x1A1E24, 0x9AA4B0} : StateColors{0xFFFFFF, 0x5C6775};
    }
    return {};
}

void setButtonRole(QAbstractButton* button, ButtonRole role)
{
    button->setProperty(Style::buttonRoleProperty, static_cast<int>(role));
    button->update();
}

void setTextRole(QLabel* label, TextRole role)
{
    label->setProperty(Style::textRoleProperty, static_cast<int>(role));
    Style::applyTextRole(label);
}

Theme::Theme(QObject* parent) : QObject(parent)
{
    QDBusConnection::sessionBus().connect(QLatin1String(portalService), QLatin1String(portalPath),
                                          QLatin1String(portalInterface), QStringLiteral("SettingChanged"), this,
                                          SLOT(onSystemSchemeChanged(QString, QString)));
    const auto animations = portalSetting(interfaceGroup, animationsKey);
    m_motionReduced = animations.isValid() && !animations.toBool();
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setMotionReduced(bool reduced)
{
    if (m_motionReduced == reduced)
        return;
    m_motionReduced = reduced;
    Q_EMIT changed();
}

void Theme::onSystemSchemeChanged(const QString& group, const QString& key)
{
    if (m_mode == ThemeMode::System && group == QLatin1String(appearanceGroup) &&
        (key == QLatin1String(colorSchemeKey) || key == QLatin1String(contrastKey)))
        apply();
}

void Theme::apply()
{
    // Asked once: after the first apply() the application's palette is ours.
    static const QPalette systemPalette = QApplication::palette();
    switch (m_mode) {
    case ThemeMode::System:
        m_look = systemPrefersContrast()            ? Look::HighContrast
                 : systemPrefersDark(systemPalette) ? Look::Dark
                                                    : Look::Light;
        break;
    case ThemeMode::Light:
        m_look = Look::Light;
        break;
    case ThemeMode::Dark:
        m_look = Look::Dark;
        break;
    case ThemeMode::HighContrast:
        m_look = Look::HighContrast;
        break;
    }
    const auto themed = palette();
    // A new style object makes Qt polish every widget again, so none keeps an old colour.
    QApplication::setStyle(new Style(colors(), themed));
    QApplication::setPalette(themed);
    QToolTip::setPalette(themed);
    QApplication::setFont(font());
    QToolTip::setFont(font(metrics::secondaryFont));
    Q_EMIT changed();
}

QPalette Theme::palette() const
{
    return makePalette(colors());
}

QFont Theme::font(int pixels, QFont::Weight weight)
{
    // Only families whose digits have equal advances: Qt 6.4 can not ask a font for tabular figures.
    static const QString family =
        firstInstalled({QStringLiteral("Noto Sans"), QStringLiteral("Open Sans"), QStringLiteral("Roboto"),
                        QStringLiteral("Liberation Sans"), QStringLiteral("DejaVu Sans")});
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont Theme::monoFont(int pixels)
{
    static const QString family = firstInstalled({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                                                  QStringLiteral("Noto Sans Mono"), QStringLiteral("Liberation Mono"),
                                                  QStringLiteral("Monospace")});
    QFont font(family);
    font.setPixelSize(pixels);
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace ui
