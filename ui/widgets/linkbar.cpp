// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linkbar.h"

#include "ui/format.h"
#include "ui/theme.h"
#include "ui/widgets/linelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <cstdlib>

namespace ui {

using client::contract::ShownStatus;
using client::feed::LinkState;

namespace {

constexpr qint64 skewShownMs = 2'000;

} // namespace

LinkBar::LinkBar(const Theme& theme, const Format& format, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_format(format), m_label(new LineLabel(this)),
      m_retryButton(new QPushButton(this))
{
    setObjectName(QStringLiteral("linkBar"));
    m_label->setObjectName(QStringLiteral("linkBarText"));
    m_retryButton->setObjectName(QStringLiteral("retryNowButton"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 12, 3);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_retryButton);
    connect(m_retryButton, &QPushButton::clicked, this, &LinkBar::retryRequested);
    connect(&theme, &Theme::changed, this, [this] { setStatus(m_status); });
    hide();
}

QString LinkBar::text() const
{
    const auto& status = m_status;
    QStringList sentences;
    switch (status.state) {
    case LinkState::Connecting:
        sentences << tr("Connecting to the service…");
        if (status.dataAsOfMs > 0)
            sentences << tr("You see cached bets up to %1.").arg(m_format.timeShort(status.dataAsOfMs));
        break;
    case LinkState::Live:
        break;
    case LinkState::Delayed:
        sentences << tr("The service is silent. Data as of %1.").arg(m_format.timeShort(status.dataAsOfMs));
        break;
    case LinkState::Polling:
        sentences << tr("Live feed broke; showing polled data every 5 s. Data as of %1.")
                         .arg(m_format.timeShort(status.dataAsOfMs));
        break;
    case LinkState::Offline:
        sentences << tr("Offline since %1.").arg(m_format.timeShort(status.offlineSinceMs));
        if (status.dataAsOfMs > 0)
            sentences << tr("You see cached bets up to %1.").arg(m_format.timeShort(status.dataAsOfMs));
        sentences << tr("Refunds and recalculations are off until the connection returns.");
        if (status.nextRetryMs >= 1'000)
            sentences << tr("Retrying in %1.").arg(m_format.duration(status.nextRetryMs / 1'000 * 1'000));
        break;
    case LinkState::File:
        if (!status.file.isEmpty())
            sentences << status.file;
        if (status.dataAsOfMs > 0)
            sentences << tr("You see bets as of %1 (%2 ago).")
                             .arg(m_format.moment(status.dataAsOfMs, status.dataAsOfMs + status.ageMs),
                                  m_format.duration(status.ageMs));
        sentences << tr("Nothing of it can be changed.");
        break;
    }
    if (!status.note.isEmpty())
        sentences << status.note;
    if (std::llabs(status.clockSkewMs) > skewShownMs)
        sentences << tr("This computer's clock differs from the service's by %1.")
                         .arg(m_format.duration(std::llabs(status.clockSkewMs)));
    return sentences.join(u' ');
}

// A file is no trouble.
ShownStatus LinkBar::tone() const
{
    return m_status.state == LinkState::File ? ShownStatus::Recalculated : ShownStatus::Retrying;
}

void LinkBar::setStatus(const LinkStatus& status)
{
    m_status = status;
    retranslate();
    auto own = palette();
    own.setColor(QPalette::WindowText, m_theme.state(tone()).text);
    m_label->setPalette(own);
    update();
}

void LinkBar::retranslate()
{
    const auto said = text();
    m_label->setText(said);
    m_retryButton->setText(tr("&Retry now"));
    m_retryButton->setVisible(m_status.state == LinkState::Offline || m_status.state == LinkState::Polling);
    setVisible(!said.isEmpty());
}

void LinkBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.state(tone()).chip);
}

void LinkBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
