// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timebar.h"

#include "ui/format.h"
#include "ui/glyph.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <array>

namespace ui {

namespace {

constexpr int sliderMost = 10'000;
constexpr std::array speeds{1, 10, 60, 600};
constexpr int speedAtFirst = 2;

} // namespace

TimeBar::TimeBar(const Theme& theme, const Format& format, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_format(format), m_back(new QPushButton(this)),
      m_playButton(new QPushButton(this)), m_forward(new QPushButton(this)), m_steps(new QComboBox(this)),
      m_speed(new QComboBox(this)), m_slider(new QSlider(Qt::Horizontal, this)), m_text(new QLabel(this)),
      m_mark(new QPushButton(this)), m_changes(new QPushButton(this))
{
    setObjectName(QStringLiteral("timeBar"));
    build();
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        stopPlaying();
        Q_EMIT timeRequested(timeOf(value));
    });
    connect(m_back, &QPushButton::clicked, this, [this] {
        stopPlaying();
        Q_EMIT stepRequested(-1, steps());
    });
    connect(m_forward, &QPushButton::clicked, this, [this] {
        stopPlaying();
        Q_EMIT stepRequested(1, steps());
    });
    connect(m_playButton, &QPushButton::clicked, this, &TimeBar::togglePlay);
    connect(m_mark, &QPushButton::clicked, this, &TimeBar::markRequested);
    connect(m_changes, &QPushButton::clicked, this, &TimeBar::changesRequested);
    connect(&m_play, &QTimer::timeout, this, &TimeBar::beat);
    connect(&theme, &Theme::changed, this, &TimeBar::refresh);
    m_play.setInterval(beatMs);
    retranslate();
    hide();
}

void TimeBar::build()
{
    m_back->setObjectName(QStringLiteral("stepBackButton"));
    m_playButton->setObjectName(QStringLiteral("playButton"));
    m_forward->setObjectName(QStringLiteral("stepForwardButton"));
    m_steps->setObjectName(QStringLiteral("stepsBox"));
    m_speed->setObjectName(QStringLiteral("speedBox"));
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_text->setObjectName(QStringLiteral("momentText"));
    m_mark->setObjectName(QStringLiteral("markMomentButton"));
    m_changes->setObjectName(QStringLiteral("changesButton"));
    m_slider->setRange(0, sliderMost);
    m_slider->setPageStep(sliderMost / 20);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setFont(Theme::font());
    for (std::size_t i = 0; i < 3; ++i)
        m_steps->addItem(QString());
    for (const int speed : speeds)
        m_speed->addItem(QStringLiteral("%1×").arg(speed));
    m_speed->setCurrentIndex(speedAtFirst);
    for (auto* box : {m_steps, m_speed})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);

    // Two lines, because a small window has no room for one.
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 4, 8, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    int column = 0;
    for (QWidget* part : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_playButton),
                          static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_speed)})
        grid->addWidget(part, 0, column++);
    grid->addWidget(m_slider, 0, column);
    grid->setColumnStretch(column, 1);
    auto* below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_text, 1);
    below->addWidget(m_steps);
    below->addWidget(m_mark);
    below->addWidget(m_changes);
    grid->addLayout(below, 1, 0, 1, column + 1);
}

TimeBar::Steps TimeBar::steps() const
{
    return static_cast<Steps>(m_steps->currentIndex());
}

qint64 TimeBar::timeOf(int value) const
{
    const qint64 span = std::max<qint64>(m_moment.toMs - m_moment.fromMs, 0);
    return m_moment.fromMs + span * value / sliderMost;
}

void TimeBar::setMoment(const Moment& moment)
{
    m_moment = moment;
    if (!isPlaying())
        m_playedMs = moment.atMs;
    refresh();
}

void TimeBar::togglePlay()
{
    if (isPlaying())
        return stopPlaying();
    m_playedMs = m_moment.atMs;
    m_play.start();
    refresh();
}

void TimeBar::stopPlaying()
{
    m_play.stop();
    refresh();
}

void TimeBar::beat()
{
    m_playedMs += qint64(beatMs) * speeds[static_cast<std::size_t>(m_speed->currentIndex())];
    Q_EMIT timeRequested(std::min(m_playedMs, m_moment.toMs));
    if (m_playedMs >= m_moment.toMs)
        stopPlaying();
}

void TimeBar::retranslate()
{
    m_back->setAccessibleName(tr("One event back"));
    m_back->setToolTip(tr("One event back"));
    m_forward->setAccessibleName(tr("One event on"));
    m_forward->setToolTip(tr("One event on"));
    m_steps->setItemText(0, tr("Steps: any event"));
    m_steps->setItemText(1, tr("Steps: the chosen bet"));
    m_steps->setItemText(2, tr("Steps: the chosen round"));
    m_steps->setAccessibleName(tr("Which events the steps go to"));
    m_speed->setAccessibleName(tr("Speed of playing"));
    m_slider->setAccessibleName(tr("Moment that is shown"));
    m_mark->setText(tr("&Mark this moment"));
    m_changes->setText(tr("What &changed since the mark…"));
    refresh();
}

void TimeBar::refresh()
{
    const QSignalBlocker blocker(m_slider);
    const qint64 span = m_moment.toMs - m_moment.fromMs;
    if (span > 0 && !m_slider->isSliderDown())
        m_slider->setValue(static_cast<int>((m_moment.atMs - m_moment.fromMs) * sliderMost / span));
    const bool isEmpty = m_moment.rows == 0;
    for (QWidget* part : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_playButton),
                          static_cast<QWidget*>(m_mark), static_cast<QWidget*>(m_steps)})
        part->setEnabled(!isEmpty);
    m_back->setEnabled(m_moment.row > 0);
    m_forward->setEnabled(m_moment.row < m_moment.rows);
    m_changes->setEnabled(m_moment.markedMs > 0);
    m_changes->setToolTip(m_moment.markedMs > 0 ? tr("Since %1.").arg(m_format.moment(m_moment.markedMs, m_moment.atMs))
                                                : tr("Mark a moment first."));
    const auto& colors = m_theme.colors();
    m_back->setIcon(glyphIcon(Glyph::StepBack, colors.text, colors.secondary));
    m_forward->setIcon(glyphIcon(Glyph::StepForward, colors.text, colors.secondary));
    m_playButton->setIcon(glyphIcon(isPlaying() ? Glyph::Pause : Glyph::Play, colors.text, colors.secondary));
    m_playButton->setAccessibleName(isPlaying() ? tr("Stop playing") : tr("Play"));
    m_playButton->setToolTip(m_playButton->accessibleName());
    m_text->setText(isEmpty
                        ? tr("No events.")
                        //: %1 a time, %2 and %3 numbers
                        : tr("%1 · event %2 of %3")
                              .arg(m_format.dateTime(m_moment.atMs), m_format.number(static_cast<qint64>(m_moment.row)),
                                   m_format.number(static_cast<qint64>(m_moment.rows))));
    m_slider->setToolTip(m_text->text());
}

void TimeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TimeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colors().separator);
}

} // namespace ui
