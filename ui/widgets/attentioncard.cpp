// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attentioncard.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace ui {

namespace {

constexpr int padding = 10;
constexpr int barHeight = 8;
constexpr int lineHeight = 18;
constexpr int titleLines = 2;
constexpr int glyphSize = 16;
constexpr int leastWidth = 120;
constexpr std::int64_t countMax = 100'000;
// The older, the denser: seen also without colours.
constexpr std::array textures{Qt::Dense6Pattern, Qt::Dense4Pattern, Qt::Dense2Pattern, Qt::SolidPattern};

} // namespace

AttentionCard::AttentionCard(const Theme& theme, const Format& format, Glyph glyph, client::contract::ShownStatus tone,
                             QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_format(format), m_glyph(glyph), m_tone(tone)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AttentionCard::setCounts(const client::contract::Aging& counts)
{
    m_counts = counts;
    m_known = true;
    describe();
}

void AttentionCard::clearCounts()
{
    m_counts = {};
    m_known = false;
    describe();
}

QString AttentionCard::age(std::size_t step)
{
    switch (step) {
    case 0:
        return tr("0–5 min");
    case 1:
        return tr("5–60 min");
    case 2:
        return tr("1–24 h");
    default:
        return tr("> 24 h");
    }
}

QString AttentionCard::agesText() const
{
    QStringList parts;
    for (std::size_t step = 0; step < m_counts.counts.size(); ++step) {
        if (m_counts.counts[step] > 0)
            //: %1 an age such as "0–5 min", %2 how many are that old
            parts << tr("%1: %2").arg(age(step), m_format.number(m_counts.counts[step]));
    }
    return parts.join(QStringLiteral(", "));
}

QString AttentionCard::number() const
{
    if (!m_known)
        return dash();
    const bool more = std::any_of(m_counts.counts.begin(), m_counts.counts.end(),
                                  [](std::int64_t count) { return count >= countMax; });
    return m_format.number(m_counts.total()) + (more ? QStringLiteral("+") : QString());
}

void AttentionCard::describe()
{
    updateGeometry();
    const auto ages = agesText();
    //: Screen reader. %1 what is counted, %2 how many
    const auto name = tr("%1: %2").arg(text(), number());
    setAccessibleName(ages.isEmpty() ? name : name + QStringLiteral(". ") + ages);
    setToolTip(ages);
    update();
}

QSize AttentionCard::sizeHint() const
{
    // As wide as its longest word needs: the rest goes on the second line.
    const QFontMetrics words(Theme::font(metrics::secondaryFont, QFont::Medium));
    int widest = 0;
    for (const auto& word : text().split(u' '))
        widest = std::max(widest, words.horizontalAdvance(word));
    return {std::max(leastWidth, widest + glyphSize + 6 + 2 * padding),
            2 * padding + titleLines * lineHeight + 30 + barHeight + 4 + lineHeight};
}

QSize AttentionCard::minimumSizeHint() const
{
    return sizeHint();
}

void AttentionCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colors = m_theme.colors();
    const auto tone = m_theme.state(m_tone);
    const bool some = m_counts.total() > 0;
    const bool focused = hasFocus();
    painter.setPen(QPen(focused ? colors.accent : colors.separator, focused ? 2 : 1));
    painter.setBrush(isDown() ? colors.selection : underMouse() ? colors.hover : colors.base);
    const double inset = focused ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), metrics::radius, metrics::radius);

    const QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    paintGlyph(painter, QRectF(inner.left(), inner.top() + 1, glyphSize, glyphSize), m_glyph,
               some ? tone.text : colors.secondary);
    painter.setFont(Theme::font(metrics::secondaryFont, QFont::Medium));
    painter.setPen(colors.text);
    const QRect title(inner.left() + glyphSize + 6, inner.top(), inner.width() - glyphSize - 6,
                      titleLines * lineHeight);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text());

    painter.setFont(Theme::font(metrics::keyNumberFont, QFont::DemiBold));
    painter.setPen(some ? colors.text : colors.secondary);
    const QRect figure(inner.left(), title.bottom() + 1, inner.width(), 30);
    painter.drawText(figure, Qt::AlignLeft | Qt::AlignVCenter, number());
    const QRect bar(inner.left(), figure.bottom() + 1, inner.width(), barHeight);
    paintBar(painter, bar);
    painter.setFont(Theme::font(metrics::axisFont));
    painter.setPen(colors.secondary);
    const QRect ages(inner.left(), bar.bottom() + 4, inner.width(), lineHeight);
    painter.drawText(ages, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(agesText(), Qt::ElideRight, ages.width()));
}

void AttentionCard::paintBar(QPainter& painter, const QRect& bar) const
{
    const auto& colors = m_theme.colors();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.look() == Look::HighContrast ? colors.base : colors.separator);
    painter.drawRect(bar);
    const auto total = m_counts.total();
    if (total == 0)
        return;
    std::int64_t before = 0;
    for (std::size_t step = 0; step < textures.size(); ++step) {
        const auto count = m_counts.counts[step];
        const int left = static_cast<int>(bar.width() * before / total);
        before += count;
        // A single one among thousands is still seen.
        const int width = std::max(static_cast<int>(bar.width() * before / total) - left, count > 0 ? 2 : 0);
        painter.setBrush(colors.base);
        painter.drawRect(QRect(bar.left() + left, bar.top(), width, bar.height()));
        painter.setBrush(QBrush(m_theme.state(m_tone).text, textures[step]));
        painter.drawRect(QRect(bar.left() + left, bar.top(), width, bar.height()));
    }
}

void AttentionCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QAbstractButton::changeEvent(event);
}

void AttentionCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void AttentionCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void AttentionCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace ui
