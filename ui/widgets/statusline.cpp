// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusline.h"

#include "ui/format.h"
#include "ui/glyph.h"
#include "ui/theme.h"
#include "ui/widgets/linelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

namespace ui {

using client::contract::ShownStatus;
using client::feed::LinkState;

namespace {

constexpr int messageMs = 4'000;
constexpr int dotSize = 10;
constexpr int iconSize = 14;

} // namespace

StatusLine::StatusLine(const Theme& theme, const Format& format, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_format(format), m_left(new LineLabel(this)), m_right(new LineLabel(this)),
      m_unfinished(new QPushButton(this)), m_alerts(new QPushButton(this)), m_mute(new QPushButton(this)),
      m_test(new QPushButton(this))
{
    setObjectName(QStringLiteral("statusLine"));
    m_left->setObjectName(QStringLiteral("statusLeft"));
    m_right->setObjectName(QStringLiteral("statusRight"));
    for (auto* label : {m_left, m_right})
        label->setFont(Theme::font(metrics::secondaryFont));
    m_right->setAlignment(Qt::AlignRight);
    m_right->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(28, 3, 12, 3);
    layout->setSpacing(16);
    layout->addWidget(m_left, 3);
    m_unfinished->setObjectName(QStringLiteral("unfinishedButton"));
    m_alerts->setObjectName(QStringLiteral("alertsButton"));
    for (auto* button : {m_unfinished, m_alerts}) {
        layout->addWidget(button);
        button->setFixedHeight(metrics::hitTarget);
    }
    m_mute->setObjectName(QStringLiteral("muteButton"));
    m_mute->setCheckable(true);
    m_test->setObjectName(QStringLiteral("testAlertsButton"));
    for (auto* button : {m_mute, m_test}) {
        layout->addWidget(button);
        button->setFixedSize(metrics::hitTarget + 4, metrics::hitTarget);
        button->setIconSize({iconSize, iconSize});
        setButtonRole(button, ButtonRole::Quiet);
        button->hide();
    }
    connect(m_mute, &QPushButton::clicked, this, &StatusLine::muteRequested);
    connect(m_test, &QPushButton::clicked, this, &StatusLine::testRequested);
    connect(m_alerts, &QPushButton::clicked, this, &StatusLine::alertsRequested);
    connect(m_unfinished, &QPushButton::clicked, this, &StatusLine::unfinishedRequested);
    layout->addWidget(m_right, 2);
    connect(&theme, &Theme::changed, this, &StatusLine::drawIcons);
    drawIcons();
    retranslate();
}

void StatusLine::drawIcons()
{
    const auto& colors = m_theme.colors();
    m_mute->setIcon(glyphIcon(m_mute->isChecked() ? Glyph::BellOff : Glyph::Bell, colors.text, colors.secondary));
    m_test->setIcon(glyphIcon(Glyph::Play, colors.secondary, colors.secondary));
    update();
}

QString StatusLine::linkText() const
{
    switch (m_link.state) {
    case LinkState::Connecting:
        return tr("Connecting");
    case LinkState::Live:
        return tr("Live · %1 events/s · lag %2")
            .arg(m_format.decimal(m_link.eventsPerSecond, m_link.eventsPerSecond < 10 ? 1 : 0),
                 m_format.duration(m_link.lagMs));
    case LinkState::Delayed:
        return tr("Delayed · data as of %1").arg(m_format.timeShort(m_link.dataAsOfMs));
    case LinkState::Polling:
        return tr("Polling · data as of %1").arg(m_format.timeShort(m_link.dataAsOfMs));
    case LinkState::Offline:
        return tr("Offline since %1").arg(m_format.timeShort(m_link.offlineSinceMs));
    case LinkState::File:
        return (m_link.isRecording ? tr("The past · data as of %1") : tr("File · data as of %1"))
            .arg(m_format.timeShort(m_link.dataAsOfMs));
    }
    return {};
}

QString StatusLine::tableText() const
{
    QStringList parts;
    //: %1 shown, %2 in all; the plural goes by %2
    parts << tr("%1 of %2 bets", nullptr, m_table.total)
                 .arg(m_format.number(m_table.shown), m_format.number(m_table.total));
    if (m_table.selected > 0) {
        parts << tr("%n selected", nullptr, m_table.selected);
        for (const auto& sum : m_table.selectedSums)
            parts << QStringLiteral("Σ ") + m_format.money(sum.minor, sum.currency);
    }
    if (m_table.skipped > 0)
        parts << tr("%1 skipped (kept in the log)").arg(m_format.number(m_table.skipped));
    return parts.join(QStringLiteral(" · "));
}

void StatusLine::retranslate()
{
    QStringList left{linkText()};
    if (!m_message.isEmpty())
        left << m_message;
    else if (m_showsTable)
        left << tableText();
    m_left->setText(left.join(QStringLiteral("   |   ")));
    QStringList right{tr("Times: %1").arg(m_format.zoneName(m_link.dataAsOfMs))};
    if (m_link.cacheBytes > 0)
        right << (m_table.newestAtMs > 0
                      ? tr("Cache %1, newest %2")
                            .arg(m_format.bytes(m_link.cacheBytes), m_format.timeShort(m_table.newestAtMs))
                      : tr("Cache %1").arg(m_format.bytes(m_link.cacheBytes)));
    m_right->setText(right.join(QStringLiteral("   |   ")));
    m_unfinished->setText(tr("%n refunds unfinished", nullptr, m_unfinishedCount));
    m_unfinished->setVisible(m_unfinishedCount > 0);
    m_alerts->setText(tr("%n new alerts", nullptr, m_alertsCount));
    m_alerts->setVisible(m_alertsCount > 0);
    m_mute->setAccessibleName(m_mute->isChecked() ? tr("Alerts are muted; sound them again") : tr("Mute the alerts"));
    m_test->setAccessibleName(tr("Test how an alert looks and sounds"));
    for (auto* button : {m_mute, m_test})
        button->setToolTip(button->accessibleName());
    setAccessibleName(text());
    update();
}

QString StatusLine::text() const
{
    return m_left->text();
}

void StatusLine::setLink(const LinkStatus& status)
{
    m_link = status;
    retranslate();
}

void StatusLine::setUnfinished(int count)
{
    m_unfinishedCount = count;
    retranslate();
}

void StatusLine::setAlerts(int count)
{
    m_alertsCount = count;
    retranslate();
}

void StatusLine::showTelling(bool shown)
{
    m_mute->setVisible(shown);
    m_test->setVisible(shown);
}

void StatusLine::setMuted(bool muted)
{
    m_mute->setChecked(muted);
    drawIcons();
    retranslate();
}

void StatusLine::setTable(const TableSummary& summary)
{
    m_table = summary;
    retranslate();
}

void StatusLine::showTable(bool shown)
{
    m_showsTable = shown;
    retranslate();
}

void StatusLine::showMessage(const QString& message)
{
    m_message = message;
    retranslate();
    QTimer::singleShot(messageMs, this, [this, message] {
        if (m_message != message)
            return;
        m_message.clear();
        retranslate();
    });
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().window);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.colors().separator);
    const bool live = m_link.state == LinkState::Live;
    const auto color = live ? m_theme.state(ShownStatus::Won).text : m_theme.state(ShownStatus::Retrying).text;
    const QRectF box(12, (height() - dotSize) / 2.0, dotSize, dotSize);
    paintGlyph(painter, box, live ? Glyph::Disc : Glyph::DiamondOutline, color);
}

void StatusLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
