// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pagestack.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QSettings>

#include <algorithm>

namespace ui {

PageStack::PageStack(QWidget* parent) : ShownStack(parent)
{
    setObjectName(QStringLiteral("pageStack"));
    connect(this, &QStackedWidget::currentChanged, this, [this] {
        remember();
        Q_EMIT pageChanged();
    });
}

void PageStack::add(Page* page, int digit)
{
    auto* action = new QAction(this);
    action->setObjectName(page->objectName() + QStringLiteral("Action"));
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + digit)));
    window()->addAction(action);
    connect(action, &QAction::triggered, this, [this, page] { showPage(page); });
    m_pages.push_back(page);
    m_actions.push_back(action);
    connect(page, &Page::changed, this, &PageStack::pagesChanged);
    connect(page, &Page::message, this, &PageStack::message);
    connect(page, &Page::placeRequested, this, &PageStack::open);
    connect(page, &Page::filterChanged, this, [this, page] {
        if (page == this->page())
            remember();
    });
    addWidget(page);
    retranslate();
}

Page* PageStack::page() const
{
    const int at = indexOfPage();
    return at < 0 ? nullptr : m_pages[static_cast<std::size_t>(at)];
}

int PageStack::indexOfPage() const
{
    const auto found = std::find(m_pages.begin(), m_pages.end(), currentWidget());
    return found == m_pages.end() ? -1 : static_cast<int>(found - m_pages.begin());
}

void PageStack::showPage(Page* page)
{
    setCurrentWidget(page);
    if (const auto panes = page->panes(); !panes.empty())
        panes.front()->setFocus();
}

bool PageStack::open(const Place& place)
{
    for (auto* page : m_pages) {
        if (!page->open(place))
            continue;
        showPage(page);
        return true;
    }
    return false;
}

void PageStack::remember()
{
    auto* now = page();
    if (m_stepping || !now)
        return;
    const auto filter = now->filter();
    if (m_at >= 0) {
        const auto& last = m_history[static_cast<std::size_t>(m_at)];
        if (last.page == now && last.filter == filter)
            return;
    }
    m_history.resize(static_cast<std::size_t>(m_at + 1));
    m_history.push_back({now, filter});
    if (m_history.size() > historyMax)
        m_history.erase(m_history.begin());
    m_at = static_cast<int>(m_history.size()) - 1;
    Q_EMIT historyChanged();
}

bool PageStack::canStep(int by) const
{
    return m_at + by >= 0 && m_at + by < static_cast<int>(m_history.size());
}

void PageStack::step(int by)
{
    if (!canStep(by))
        return;
    m_at += by;
    const auto visit = m_history[static_cast<std::size_t>(m_at)];
    m_stepping = true;
    visit.page->setFilter(visit.filter);
    if (visit.page != page())
        showPage(visit.page);
    m_stepping = false;
    Q_EMIT historyChanged();
}

void PageStack::forgetHistory()
{
    m_history.clear();
    m_at = -1;
    remember();
}

void PageStack::save(QSettings& settings) const
{
    if (const auto* now = page())
        settings.setValue(QStringLiteral("page"), now->objectName());
    for (const auto* page : m_pages) {
        settings.beginGroup(page->objectName());
        page->save(settings);
        settings.endGroup();
    }
}

void PageStack::restore(QSettings& settings)
{
    const auto name = settings.value(QStringLiteral("page")).toString();
    for (auto* page : m_pages) {
        settings.beginGroup(page->objectName());
        page->restore(settings);
        settings.endGroup();
        if (page->objectName() == name)
            setCurrentWidget(page);
    }
}

void PageStack::retranslate()
{
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_actions[i]->setText(m_pages[i]->title());
    Q_EMIT pagesChanged();
}

void PageStack::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    ShownStack::changeEvent(event);
}

void PageStack::keyPressEvent(QKeyEvent* event)
{
    auto* now = page();
    if (event->key() != Qt::Key_Escape || !now)
        return ShownStack::keyPressEvent(event);
    now->escape();
}

} // namespace ui
