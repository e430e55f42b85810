// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style.h"

#include "ui/glyph.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QVariant>

namespace ui {

namespace {

constexpr int scrollBarExtent = 12;
constexpr int fieldPadding = 5;

ButtonRole roleOf(const QWidget* widget)
{
    return widget ? static_cast<ButtonRole>(widget->property(Style::buttonRoleProperty).toInt()) : ButtonRole::Normal;
}

// Where a line of that width lies wholly inside the rectangle and on whole pixels.
QRectF crisp(const QRect& rect, int lineWidth)
{
    const double half = lineWidth / 2.0;
    return QRectF(rect).adjusted(half, half, -half, -half);
}

bool isFocused(const QStyleOption& option)
{
    return option.state & QStyle::State_HasFocus && option.state & QStyle::State_Enabled;
}

} // namespace

Style::Style(const Colors& colors, QPalette palette)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_colors(colors), m_palette(std::move(palette))
{
}

void Style::applyTextRole(QLabel* label)
{
    const auto value = label->property(textRoleProperty);
    if (!value.isValid())
        return;
    const auto palette = label->style()->standardPalette();
    auto own = label->palette();
    own.setColor(QPalette::WindowText, palette.color(QPalette::WindowText));
    switch (static_cast<TextRole>(value.toInt())) {
    case TextRole::Normal:
        label->setFont(Theme::font());
        break;
    case TextRole::Secondary:
        label->setFont(Theme::font(metrics::secondaryFont));
        own.setColor(QPalette::WindowText, palette.color(QPalette::PlaceholderText));
        break;
    case TextRole::Section:
        label->setFont(Theme::font(metrics::sectionFont, QFont::DemiBold));
        break;
    case TextRole::KeyNumber:
        label->setFont(Theme::font(metrics::keyNumberFont));
        break;
    case TextRole::Mono:
        label->setFont(Theme::monoFont());
        break;
    case TextRole::Alarm:
        label->setFont(Theme::font());
        own.setColor(QPalette::WindowText, palette.color(QPalette::BrightText));
        break;
    }
    label->setPalette(own);
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (auto* label = qobject_cast<QLabel*>(widget))
        applyTextRole(label);
    if (qobject_cast<QAbstractButton*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::drawButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const bool enabled = option.state & State_Enabled;
    const bool down = option.state & (State_Sunken | State_On);
    const bool hovered = option.state & State_MouseOver;
    const auto role = roleOf(widget);
    QColor fill = m_colors.base;
    QColor line = m_colors.border;
    if (!enabled) {
        fill = m_colors.window;
        line = m_colors.separator;
    } else if (role == ButtonRole::Primary || role == ButtonRole::Danger) {
        fill = role == ButtonRole::Primary ? m_colors.primary : m_colors.danger;
        if (down)
            fill = fill.darker(118);
        else if (hovered)
            fill = fill.lighter(112);
        line = fill;
    } else if (down) {
        fill = m_colors.selection;
    } else if (hovered) {
        fill = m_colors.hover;
    }
    if (role == ButtonRole::Quiet) {
        line = Qt::transparent;
        if (!hovered && !down)
            fill = Qt::transparent;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, m_colors.lineWidth));
    painter.setBrush(fill);
    painter.drawRoundedRect(crisp(option.rect, m_colors.lineWidth), metrics::radius, metrics::radius);
    if (isFocused(option)) {
        painter.setPen(
            QPen(role == ButtonRole::Primary || role == ButtonRole::Danger ? m_colors.text : m_colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), metrics::radius, metrics::radius);
    }
    painter.restore();
}

void Style::drawField(const QStyleOption& option, QPainter& painter, bool focused) const
{
    const bool enabled = option.state & State_Enabled;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(enabled ? m_colors.base : m_colors.window);
    painter.setPen(QPen(enabled ? m_colors.border : m_colors.separator, m_colors.lineWidth));
    painter.drawRoundedRect(crisp(option.rect, m_colors.lineWidth), metrics::radius, metrics::radius);
    if (focused) {
        painter.setPen(QPen(m_colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), metrics::radius, metrics::radius);
    }
    painter.restore();
}

void Style::drawScrollBar(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (!slider)
        return;
    painter.fillRect(option.rect, m_colors.window);
    if (slider->maximum <= slider->minimum)
        return;
    const auto handle = proxy()->subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget);
    const bool active = option.state & State_MouseOver || option.activeSubControls & SC_ScrollBarSlider;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(active ? m_colors.secondary : m_colors.border);
    const auto inner = QRectF(handle).adjusted(3, 3, -3, -3);
    painter.drawRoundedRect(inner, 3, 3);
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (static_cast<int>(element)) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        if (element == PE_PanelButtonTool && widget && !widget->property(buttonRoleProperty).isValid() &&
            !(option->state & (State_MouseOver | State_Sunken | State_On | State_HasFocus)))
            return;
        drawButton(*option, *painter, widget);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        // Buttons and fields draw their own ring.
        if (qobject_cast<const QAbstractButton*>(widget) && !widget->inherits("QCheckBox") &&
            !widget->inherits("QRadioButton"))
            return;
        painter->save();
        painter->setPen(QPen(m_colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option->rect).adjusted(1, 1, -1, -1));
        painter->restore();
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0) {
            drawField(*option, *painter, isFocused(*option));
            return;
        }
        break;
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox: {
        const bool enabled = option->state & State_Enabled;
        const bool on = option->state & State_On;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(
            QPen(enabled ? on ? m_colors.accent : m_colors.border : m_colors.separator, m_colors.lineWidth));
        painter->setBrush(on && enabled ? m_colors.accent : m_colors.base);
        painter->drawRoundedRect(crisp(option->rect, m_colors.lineWidth), 2, 2);
        if (on)
            paintGlyph(*painter, QRectF(option->rect).adjusted(1, 1, -1, -1), Glyph::Check,
                       enabled ? m_colors.base : m_colors.secondary);
        painter->restore();
        return;
    }
    case PE_IndicatorRadioButton: {
        const bool enabled = option->state & State_Enabled;
        const bool on = option->state & State_On;
        const auto circle = crisp(option->rect, m_colors.lineWidth);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(
            QPen(enabled ? on ? m_colors.accent : m_colors.border : m_colors.separator, m_colors.lineWidth));
        painter->setBrush(m_colors.base);
        painter->drawEllipse(circle);
        if (on) {
            const double inset = circle.width() / 4;
            painter->setPen(Qt::NoPen);
            painter->setBrush(enabled ? m_colors.accent : m_colors.secondary);
            painter->drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
        }
        painter->restore();
        return;
    }
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
        painter->save();
        painter->setPen(QPen(m_colors.separator, m_colors.lineWidth));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(crisp(option->rect, m_colors.lineWidth));
        painter->restore();
        return;
    case PE_FrameMenu:
        painter->save();
        painter->setPen(QPen(m_colors.border, m_colors.lineWidth));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(crisp(option->rect, m_colors.lineWidth));
        painter->restore();
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, m_colors.base);
        return;
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_PanelStatusBar:
        return;
    case PE_IndicatorDockWidgetResizeHandle: {
        const auto rect = option->rect;
        painter->fillRect(rect, m_colors.window);
        if (option->state & State_Horizontal)
            painter->fillRect(QRect(rect.center().x(), rect.top(), 1, rect.height()), m_colors.separator);
        else
            painter->fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), m_colors.separator);
        return;
    }
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, m_colors.window);
        return;
    case PE_IndicatorArrowDown:
        paintGlyph(*painter, QRectF(option->rect.center() - QPoint(6, 6), QSizeF(14, 14)), Glyph::ChevronDown,
                   option->state & State_Enabled ? m_colors.secondary : m_colors.separator);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_colors.base);
        painter->setPen(QPen(m_colors.border, m_colors.lineWidth));
        painter->drawRect(crisp(option->rect, m_colors.lineWidth));
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    switch (static_cast<int>(element)) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy = *button;
            const auto role = roleOf(widget);
            if (role == ButtonRole::Primary)
                copy.palette.setColor(QPalette::Active, QPalette::ButtonText, m_colors.primaryText);
            if (role == ButtonRole::Danger)
                copy.palette.setColor(QPalette::Active, QPalette::ButtonText, m_colors.dangerText);
            copy.palette.setColor(QPalette::Inactive, QPalette::ButtonText,
                                  copy.palette.color(QPalette::Active, QPalette::ButtonText));
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_colors.window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_colors.separator);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            const auto rect = option->rect.adjusted(metrics::cellPadding - 2, 0, -metrics::cellPadding + 2, 0);
            painter->save();
            painter->setFont(Theme::font(metrics::uiFont, QFont::Medium));
            painter->setPen(m_colors.secondary);
            const auto text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, rect.width());
            painter->drawText(rect, static_cast<int>(header->textAlignment | Qt::AlignVCenter | Qt::TextSingleLine),
                              text);
            painter->restore();
            return;
        }
        break;
    case CE_DockWidgetTitle:
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option)) {
            painter->fillRect(option->rect, m_colors.window);
            auto rect = proxy()->subElementRect(SE_DockWidgetTitleBarText, option, widget);
            rect.setLeft(option->rect.left() + 12);
            painter->save();
            painter->setFont(Theme::font(metrics::uiFont, QFont::Medium));
            painter->setPen(m_colors.text);
            painter->drawText(rect, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                              painter->fontMetrics().elidedText(dock->title, Qt::ElideRight, rect.width()));
            painter->restore();
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            const bool selected = option->state & State_Selected;
            painter->fillRect(option->rect,
                              !selected && option->state & State_MouseOver ? m_colors.hover : m_colors.window);
            const bool above = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
            const auto edge = [&](int thickness) {
                return above ? QRect(option->rect.left(), option->rect.top(), option->rect.width(), thickness)
                             : QRect(option->rect.left(), option->rect.bottom() - thickness + 1, option->rect.width(),
                                     thickness);
            };
            painter->fillRect(edge(1), m_colors.separator);
            if (selected)
                painter->fillRect(edge(2), m_colors.accent);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, m_colors.separator);
        return;
    case CE_ToolBar:
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*option, *painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo) {
            drawField(*option, *painter, isFocused(*option) || option->state & State_On);
            const auto arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
            const QRect box(arrow.center().x() - 7, arrow.center().y() - 7, 16, 16);
            paintGlyph(*painter, box, Glyph::ChevronDown,
                       option->state & State_Enabled ? m_colors.secondary : m_colors.separator);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                            const QWidget* widget) const
{
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        const auto inner = QProxyStyle::subControlRect(control, option, subControl, widget);
        // A line edit fills its own background, which must not cover the frame.
        return combo && combo->editable ? option->rect.adjusted(2, 2, inner.right() - option->rect.right(), -2)
                                        : inner.adjusted(fieldPadding, 0, 0, 0);
    }
    if (control != CC_ScrollBar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!slider)
        return {};
    const bool horizontal = slider->orientation == Qt::Horizontal;
    const int length = horizontal ? option->rect.width() : option->rect.height();
    const int range = slider->maximum - slider->minimum;
    int handle = length;
    if (range > 0) {
        const auto share = static_cast<double>(slider->pageStep) / (static_cast<double>(range) + slider->pageStep);
        handle =
            std::max(static_cast<int>(length * share), proxy()->pixelMetric(PM_ScrollBarSliderMin, option, widget));
    }
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle,
                                              slider->upsideDown);
    const auto span = [&](int from, int size) {
        return visualRect(slider->direction, option->rect,
                          horizontal ? QRect(from, 0, size, option->rect.height())
                                     : QRect(0, from, option->rect.width(), size));
    };
    switch (static_cast<int>(subControl)) {
    case SC_ScrollBarSlider:
        return span(start, handle);
    case SC_ScrollBarGroove:
        return span(0, length);
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + handle, length - start - handle);
    default:
        return {}; // no arrow buttons
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const auto rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(fieldPadding, 0, -fieldPadding, 0) : rect;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    auto result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (static_cast<int>(type)) {
    case CT_PushButton:
        result.setHeight(std::max(result.height(), metrics::controlHeight));
        result.rwidth() += 8;
        break;
    case CT_LineEdit:
    case CT_ComboBox:
        result.setHeight(std::max(result.height(), metrics::controlHeight));
        break;
    case CT_HeaderSection:
        result.setHeight(std::max(result.height(), metrics::rowHeight + 4));
        // Drawn in a bolder font and with more padding than Fusion measured by.
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            result.setWidth(
                std::max(result.width(),
                         QFontMetrics(Theme::font(metrics::uiFont, QFont::Medium)).horizontalAdvance(header->text) +
                             2 * metrics::cellPadding + 4));
        break;
    case CT_TabBarTab:
        result.setHeight(std::max(result.height(), metrics::controlHeight));
        break;
    case CT_MenuItem:
        result.setHeight(std::max(result.height(), metrics::hitTarget + 2));
        break;
    default:
        break;
    }
    return result;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (static_cast<int>(metric)) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_DockWidgetFrameWidth:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
        return 6;
    case PM_SplitterWidth:
        return 1;
    case PM_TabBarTabHSpace:
        return widget && widget->property("dense").toBool() ? 10 : 28;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_SmallIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returned) const
{
    switch (static_cast<int>(hint)) {
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
        return hint == SH_UnderlineShortcut;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QIcon Style::standardIcon(StandardPixmap pixmap, const QStyleOption* option, const QWidget* widget) const
{
    switch (static_cast<int>(pixmap)) {
    case SP_TitleBarNormalButton:
        return glyphIcon(Glyph::Float, m_colors.secondary, m_colors.separator);
    case SP_TitleBarCloseButton:
    case SP_LineEditClearButton:
        return glyphIcon(Glyph::Close, m_colors.secondary, m_colors.separator);
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

} // namespace ui
