// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace ui {

class PageStack;
class Theme;

// The list of pages with what waits on each; as high as its lines.
class PageList : public QListWidget
{
    Q_OBJECT

public:
    PageList(PageStack& stack, const Theme& theme, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void drawIcons();
    void showCurrent();
    void open(QListWidgetItem* item);

    PageStack& m_stack;
    const Theme& m_theme;
};

} // namespace ui
