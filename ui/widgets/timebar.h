// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace ui {

class Format;
class Theme;

// What a person moves through a file's time with: a slider, steps from event to event, and play. It knows no file;
// whoever owns one moves it and says with setMoment() where that led.
class TimeBar : public QWidget
{
    Q_OBJECT

public:
    // Which events a step goes to.
    enum class Steps { Any, Bet, Round };

    // Times are UTC; `row` of `rows` events count.
    struct Moment
    {
        qint64 fromMs = 0;
        qint64 toMs = 0;
        qint64 atMs = 0;
        quint64 row = 0;
        quint64 rows = 0;
        qint64 markedMs = 0; // 0: none is marked
    };

    TimeBar(const Theme& theme, const Format& format, QWidget* parent = nullptr);

    void setMoment(const Moment& moment);
    const Moment& moment() const { return m_moment; }
    bool isPlaying() const { return m_play.isActive(); }
    void togglePlay();
    // One beat of playing; a timer calls it.
    void beat();
    Steps steps() const;
    static constexpr int beatMs = 200;

Q_SIGNALS:
    void timeRequested(qint64 atMs);
    void stepRequested(int step, ui::TimeBar::Steps steps);
    void markRequested();
    void changesRequested();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void stopPlaying();
    qint64 timeOf(int value) const;

    const Theme& m_theme;
    const Format& m_format;
    Moment m_moment;
    qint64 m_playedMs = 0; // where playing is, between two events
    QTimer m_play;
    QPushButton* m_back;
    QPushButton* m_playButton;
    QPushButton* m_forward;
    QComboBox* m_steps;
    QComboBox* m_speed;
    QSlider* m_slider;
    QLabel* m_text;
    QPushButton* m_mark;
    QPushButton* m_changes;
};

} // namespace ui
