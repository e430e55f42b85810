// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/environmentbadge.h"

#include "ui/format.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

namespace ui {

using client::contract::ShownStatus;

namespace {

constexpr int nameLengthMax = 24;
constexpr int shapeSize = 12;

} // namespace

EnvironmentLook environmentLook(const std::string& kind, Look look)
{
    const auto word = [](const char* source) { return QCoreApplication::translate("EnvironmentBadge", source); };
    const auto& base = colors(look);
    if (kind == "production")
        return {Glyph::Square, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "PRODUCTION")), base.danger, base.dangerText};
    const auto onState = [&](ShownStatus status) { return stateColors(status, look).text; };
    const QColor ink = look == Look::Light ? QColor(0xFFFFFF) : base.window;
    if (kind == "staging")
        return {Glyph::TriangleUp, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "STAGING")),
                onState(ShownStatus::Retrying), ink};
    if (kind == "local")
        return {Glyph::Disc, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "LOCAL")), onState(ShownStatus::Won), ink};
    if (kind == "file")
        return {Glyph::DiamondOutline, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "OFFLINE FILE")),
                onState(ShownStatus::Recalculated), ink};
    if (kind == "past")
        return {Glyph::DiamondOutline, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "THE PAST")),
                onState(ShownStatus::Recalculated), ink};
    return {Glyph::DiamondOutline, word(QT_TRANSLATE_NOOP("EnvironmentBadge", "NOT CONNECTED")),
            onState(ShownStatus::Lost), ink};
}

void paintEnvironmentFrame(QPainter& painter, const QRect& window, const std::string& kind, Look look)
{
    painter.setPen(QPen(environmentLook(kind, look).fill, metrics::environmentFrame));
    painter.setBrush(Qt::NoBrush);
    const double half = metrics::environmentFrame / 2.0;
    painter.drawRect(QRectF(window).adjusted(half, half, -half, -half));
}

QString titleOfWindow(QStringList parts, const client::contract::InstanceInfo& instance)
{
    parts << (environmentLook(instance.kind, Look::Light).word + u' ' + Format::foreign(instance.name, 24)).trimmed()
          << QStringLiteral("Betdesk");
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" – "));
}

EnvironmentBadge::EnvironmentBadge(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("environmentBadge"));
    setFont(Theme::font(metrics::uiFont, QFont::DemiBold));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setAccessibleName(text());
}

void EnvironmentBadge::setEnvironment(const std::string& kind, const QString& name)
{
    m_kind = kind;
    m_name = name.left(nameLengthMax);
    setAccessibleName(text());
    setToolTip(text());
    updateGeometry();
    update();
}

QString EnvironmentBadge::text() const
{
    const auto word = environmentLook(m_kind, m_theme.look()).word;
    // An environment called as its kind is not said twice.
    return m_name.isEmpty() || m_name.compare(word, Qt::CaseInsensitive) == 0
               ? word
               : QStringLiteral("%1  %2").arg(word, m_name);
}

QSize EnvironmentBadge::sizeHint() const
{
    const QFontMetrics measure(Theme::font(metrics::uiFont, QFont::DemiBold));
    return {measure.horizontalAdvance(text()) + shapeSize + 30, metrics::controlHeight};
}

void EnvironmentBadge::paintEvent(QPaintEvent*)
{
    const auto look = environmentLook(m_kind, m_theme.look());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.fill);
    painter.drawRoundedRect(rect(), metrics::radius, metrics::radius);
    paintGlyph(painter, QRectF(12, (height() - shapeSize) / 2.0, shapeSize, shapeSize), look.shape, look.text);
    painter.setPen(look.text);
    painter.setFont(Theme::font(metrics::uiFont, QFont::DemiBold));
    painter.drawText(rect().adjusted(12 + shapeSize + 6, 0, -8, 0),
                     static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), text());
}

void EnvironmentBadge::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(text());
        setToolTip(text());
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace ui
