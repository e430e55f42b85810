// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/lookup.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace ui {

class Theme;

// All lines of a review from top to bottom in one narrow strip: errors at the left, what matches in the middle, marks
// at the right, and what the list shows of them. A click goes there. For the eye and the mouse alone: the keys e, [ and
// ] and the filtered list do the same.
class MatchStrip : public QWidget
{
    Q_OBJECT

public:
    static constexpr int stripWidth = 28;

    explicit MatchStrip(const Theme& theme, QWidget* parent = nullptr);

    void setAnswer(const std::shared_ptr<const client::review::Answer>& answer);
    void setMarks(const client::review::Positions& marks);
    void setShown(std::uint64_t first, std::uint64_t count); // what the list shows now
    void setCurrent(std::uint64_t position);                 // Merged::none: no line

    // Pixels from the top that have something; for tests.
    const std::vector<bool>& errorPixels() const { return m_errors; }
    const std::vector<bool>& matchPixels() const { return m_matches; }
    const std::vector<bool>& markPixels() const { return m_markPixels; }

    QSize sizeHint() const override { return {stripWidth, 100}; }

Q_SIGNALS:
    void positionRequested(std::uint64_t position);

protected:
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void retranslate();
    void request(int y);
    int pixelOf(std::uint64_t position) const;
    std::vector<bool> pixelsOf(const client::review::Positions& positions) const;

    const Theme& m_theme;
    std::shared_ptr<const client::review::Answer> m_answer;
    client::review::Positions m_marks;
    std::vector<bool> m_errors, m_matches, m_markPixels;
    std::uint64_t m_first = 0;
    std::uint64_t m_count = 0;
    std::uint64_t m_current = client::review::Merged::none;
};

} // namespace ui
