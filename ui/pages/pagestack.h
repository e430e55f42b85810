// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/widgets/shownstack.h"

class QAction;

namespace ui {

// The pages of the window's centre, and back and forward over (page, filter).
class PageStack : public ShownStack
{
    Q_OBJECT

public:
    static constexpr int historyMax = 100;

    explicit PageStack(QWidget* parent = nullptr);

    // Ctrl+`digit` opens it; actions of the palette and the list of pages follow by themselves.
    void add(Page* page, int digit);
    const std::vector<Page*>& pages() const { return m_pages; }
    Page* page() const;
    int indexOfPage() const; // in pages()
    // In the order of pages().
    const std::vector<QAction*>& pageActions() const { return m_actions; }

    void showPage(Page* page);
    bool open(const Place& place);
    void step(int by); // -1 back, 1 forward
    bool canStep(int by) const;
    void forgetHistory();

    void save(QSettings& settings) const;
    void restore(QSettings& settings);

Q_SIGNALS:
    void pageChanged();
    void pagesChanged(); // titles, subjects or badges
    void historyChanged();
    void message(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Visit
    {
        Page* page = nullptr;
        QString filter;
    };

    void remember();
    void retranslate();

    std::vector<Page*> m_pages;
    std::vector<QAction*> m_actions;
    std::vector<Visit> m_history;
    int m_at = -1;
    bool m_stepping = false;
};

} // namespace ui
