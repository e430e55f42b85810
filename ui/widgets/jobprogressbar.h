// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"

#include <QWidget>

namespace ui {

class Theme;

// How far a job is, in four textures that can be told apart in grey too: done is solid, failed is crossed, in doubt is
// dotted, left is empty. Whatever is not zero is seen, however small its share.
class JobProgressBar : public QWidget
{
    Q_OBJECT

public:
    explicit JobProgressBar(const Theme& theme, QWidget* parent = nullptr);

    void setJob(const client::contract::JobRow& row);
    // What counts as done, failed and in doubt: nothing, before the job begins.
    static client::contract::JobCounts shownCounts(const client::contract::JobRow& row);

    struct Parts
    {
        int done = 0, failed = 0, inDoubt = 0, left = 0; // pixels
    };
    static Parts partsOf(const client::contract::JobCounts& counts, int width);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    client::contract::JobCounts m_counts;
};

} // namespace ui
