// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/betdelegate.h"
#include "ui/glyph.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTest>

#include <cmath>
#include <set>

using client::contract::ShownStatus;
using ui::Theme;
using ui::ThemeMode;

namespace {

constexpr double readable = 4.5; // WCAG 2.1 AA

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

QImage paintedChip(ShownStatus status)
{
    QImage image(140, 26, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    ui::BetDelegate::paintChip(painter, image.rect(), QString(), status, ui::Look::Light);
    return image;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTextReadable_data()
    {
        QTest::addColumn<ui::Look>("look");
        QTest::newRow("light") << ui::Look::Light;
        QTest::newRow("dark") << ui::Look::Dark;
        QTest::newRow("high contrast") << ui::Look::HighContrast;
    }

    void keepsTextReadable()
    {
        QFETCH(ui::Look, look);
        const auto& colors = ui::colors(look);
        for (const auto& ground : {colors.window, colors.base, colors.alternate, colors.selection, colors.hover})
            QVERIFY2(contrast(colors.text, ground) >= readable, qPrintable(ground.name()));
        for (const auto& ground : {colors.window, colors.base, colors.alternate})
            QVERIFY2(contrast(colors.secondary, ground) >= readable, qPrintable(ground.name()));
        for (const auto& ground : {colors.window, colors.base, colors.selection})
            QVERIFY2(contrast(colors.accent, ground) >= readable, qPrintable(ground.name()));
        QVERIFY(contrast(colors.primaryText, colors.primary) >= readable);
        QVERIFY(contrast(colors.dangerText, colors.danger) >= readable);
        QVERIFY(contrast(colors.border, colors.base) >= 3.0); // of controls
    }

    void keepsEachStatusReadable_data() { keepsTextReadable_data(); }

    void keepsEachStatusReadable()
    {
        QFETCH(ui::Look, look);
        for (int i = 0; i <= static_cast<int>(ShownStatus::Expired); ++i) {
            const auto colors = ui::stateColors(static_cast<ShownStatus>(i), look);
            QVERIFY2(contrast(colors.text, colors.chip) >= readable, qPrintable(QString::number(i)));
        }
    }

    void givesEachStatusAShapeOfItsOwn()
    {
        const std::vector<ShownStatus> distinct{ShownStatus::InDoubt,      ShownStatus::Retrying, ShownStatus::Failed,
                                                ShownStatus::Refunded,     ShownStatus::Won,      ShownStatus::Lost,
                                                ShownStatus::Recalculated, ShownStatus::FundsHeld};
        std::set<int> shapes;
        for (const auto status : distinct)
            shapes.insert(static_cast<int>(ui::glyph(status)));
        QCOMPARE(shapes.size(), distinct.size());
        for (const auto status : distinct)
            QVERIFY(paintedChip(status) !=
                    paintedChip(status == ShownStatus::Won ? ShownStatus::Lost : ShownStatus::Won));
    }

    void hasDigitsOfEqualWidth()
    {
        for (const auto& font : {Theme::font(), Theme::font(12), Theme::font(22), Theme::monoFont()}) {
            const QFontMetricsF metrics(font);
            for (char16_t digit = u'0'; digit <= u'9'; ++digit)
                QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'0'));
        }
    }

    void showsADisabledDangerButtonAsDisabled()
    {
        Theme theme;
        theme.setMode(ThemeMode::Light);
        QPushButton button(QStringLiteral("Refund"));
        ui::setButtonRole(&button, ui::ButtonRole::Danger);
        button.resize(120, 30);
        const auto enabled = button.grab().toImage();
        button.setEnabled(false);
        const auto disabled = button.grab().toImage();
        const QPoint inside(10, 15);
        QCOMPARE(enabled.pixelColor(inside), theme.colors().danger);
        QCOMPARE(disabled.pixelColor(inside), theme.colors().window);
    }

    void switchesWidgetsThatAreThere()
    {
        Theme theme;
        theme.setMode(ThemeMode::Light);
        QLabel label(QStringLiteral("secondary"));
        label.ensurePolished();
        ui::setTextRole(&label, ui::TextRole::Secondary);
        QCOMPARE(label.palette().color(QPalette::WindowText), ui::colors(ui::Look::Light).secondary);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(label.palette().color(QPalette::WindowText), ui::colors(ui::Look::Dark).secondary);
        QCOMPARE(QApplication::palette().color(QPalette::Window), ui::colors(ui::Look::Dark).window);
        QCOMPARE(label.font().pixelSize(), ui::metrics::secondaryFont);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
