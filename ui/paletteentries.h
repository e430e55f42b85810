// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/commandpalette.h"

#include <QCoreApplication>

namespace ui {

class Actions;
class BetsModel;
class Format;
class PageStack;
class ViewsModel;

// What the command palette offers: pages, actions, views, and bets by a part of their id.
class PaletteEntries
{
    Q_DECLARE_TR_FUNCTIONS(PaletteEntries)

public:
    PaletteEntries(const Actions& actions, PageStack& pages, ViewsModel& views, BetsModel& bets, const Format& format);

    std::vector<PaletteEntry> operator()(const QString& text) const;

private:
    const Actions& m_actions;
    PageStack& m_pages;
    ViewsModel& m_views;
    BetsModel& m_bets;
    const Format& m_format;
};

} // namespace ui
