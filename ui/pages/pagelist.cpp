// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pagelist.h"

#include "ui/delegates/viewdelegate.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/pagestack.h"
#include "ui/theme.h"

#include <QAction>
#include <QEvent>
#include <QSignalBlocker>

namespace ui {

PageList::PageList(PageStack& stack, const Theme& theme, QWidget* parent)
    : QListWidget(parent), m_stack(stack), m_theme(theme)
{
    setObjectName(QStringLiteral("pageList"));
    setItemDelegate(new ViewDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&stack, &PageStack::pagesChanged, this, &PageList::refresh);
    connect(&stack, &PageStack::pageChanged, this, &PageList::showCurrent);
    connect(&theme, &Theme::changed, this, &PageList::drawIcons);
    connect(this, &QListWidget::itemClicked, this, &PageList::open);
    connect(this, &QListWidget::itemActivated, this, &PageList::open);
    refresh();
}

void PageList::refresh()
{
    const auto& pages = m_stack.pages();
    const QSignalBlocker blocker(this);
    const int before = count();
    while (count() < static_cast<int>(pages.size()))
        addItem(QString());
    if (count() > before)
        drawIcons();
    for (int i = 0; i < count(); ++i) {
        const auto* page = pages[static_cast<std::size_t>(i)];
        const auto badge = page->badge();
        auto* line = item(i);
        line->setText(page->title());
        line->setData(ViewsModel::CountRole, badge);
        line->setToolTip(
            m_stack.pageActions()[static_cast<std::size_t>(i)]->shortcut().toString(QKeySequence::NativeText));
        //: Screen reader. %1 title of a page, %2 what waits there
        line->setData(Qt::AccessibleTextRole, badge.isEmpty() ? page->title() : tr("%1: %2").arg(page->title(), badge));
    }
    setAccessibleName(tr("Pages"));
    setFixedHeight(count() * (metrics::rowHeight + 2));
    showCurrent();
}

void PageList::drawIcons()
{
    const auto& colors = m_theme.colors();
    for (int i = 0; i < count(); ++i)
        item(i)->setIcon(
            glyphIcon(m_stack.pages()[static_cast<std::size_t>(i)]->icon(), colors.secondary, colors.secondary));
}

void PageList::showCurrent()
{
    setCurrentRow(m_stack.indexOfPage());
}

void PageList::open(QListWidgetItem* item)
{
    m_stack.showPage(m_stack.pages()[static_cast<std::size_t>(row(item))]);
}

void PageList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QListWidget::changeEvent(event);
}

} // namespace ui
