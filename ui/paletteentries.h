// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/commandpalette.h"

#include <QCoreApplication>
#include <QString>

#include <functional>
#include <vector>

namespace ui {

class Actions;
class BetsModel;
class Format;
class PageStack;
class ViewsModel;

// Somebody that a further window may be opened as.
struct Person
{
    QString subject;
    QString role; // as the service says it
};

// What the command palette offers: pages, actions, views, and bets by a part of their id.
class PaletteEntries
{
    Q_DECLARE_TR_FUNCTIONS(PaletteEntries)

public:
    using OpenWindow = std::function<void(const QString& subject)>;
    using OpenLink = std::function<void(const QString& link)>;

    PaletteEntries(const Actions& actions, PageStack& pages, ViewsModel& views, BetsModel& bets, const Format& format,
                   const std::vector<Person>& people, OpenWindow openWindow, OpenLink openLink);

    std::vector<PaletteEntry> operator()(const QString& text) const;

private:
    const Actions& m_actions;
    PageStack& m_pages;
    ViewsModel& m_views;
    BetsModel& m_bets;
    const Format& m_format;
    const std::vector<Person>& m_people;
    OpenWindow m_openWindow;
    OpenLink m_openLink;
};

} // namespace ui
