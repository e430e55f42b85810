// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paletteentries.h"

#include "ui/actions.h"
#include "ui/betlink.h"
#include "ui/format.h"
#include "ui/models/betsmodel.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/pagestack.h"
#include "ui/widgets/topbar.h"

#include <algorithm>
#include <limits>

namespace ui {

namespace {

constexpr int betsMax = 20;

} // namespace

PaletteEntries::PaletteEntries(const Actions& actions, PageStack& pages, ViewsModel& views, BetsModel& bets,
                               const Format& format, const std::vector<Person>& people, OpenWindow openWindow,
                               OpenLink openLink)
    : m_actions(actions), m_pages(pages), m_views(views), m_bets(bets), m_format(format), m_people(people),
      m_openWindow(std::move(openWindow)), m_openLink(std::move(openLink))
{
}

std::vector<PaletteEntry> PaletteEntries::operator()(const QString& text) const
{
    std::vector<std::pair<int, PaletteEntry>> scored;
    const auto add = [&](PaletteEntry entry) {
        const int score = CommandPalette::score(entry.text, text);
        if (score >= 0)
            scored.emplace_back(score, std::move(entry));
    };
    const auto addAction = [&](QAction* action, const QString& name) {
        add({name, action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); },
             action->isEnabled()});
    };
    for (auto* action : m_pages.pageActions())
        addAction(action, tr("Page: %1").arg(action->text()));
    // Those of the page that is shown.
    if (const auto* page = m_pages.page())
        for (auto* action : page->actions())
            addAction(action, action->text());
    for (int i = 0; i < Actions::Count; ++i) {
        if (i != Actions::Palette)
            addAction(m_actions[static_cast<Actions::Id>(i)], m_actions[static_cast<Actions::Id>(i)]->text());
    }
    const auto openBets = [this](const QString& query) {
        return [this, query] { m_pages.open({Place::Kind::Bets, query}); };
    };
    for (int row = 0; row < m_views.rowCount(); ++row)
        add({tr("View: %1").arg(m_views.fullName(row)), m_views.index(row).data(ViewsModel::CountRole).toString(),
             openBets(m_views.query(row))});
    for (const auto& person : m_people)
        add({tr("Open a window as %1").arg(person.subject), TopBar::roleText(person.role.toStdString()),
             [this, subject = person.subject] { m_openWindow(subject); }});
    if (parseBetLink(text.trimmed()))
        scored.emplace_back(
            std::numeric_limits<int>::max(),
            PaletteEntry{tr("Open the link"), QString(), [this, link = text.trimmed()] { m_openLink(link); }});
    if (text.size() >= 2) {
        for (const auto& bet : m_bets.search(text.trimmed().toStdString(), betsMax)) {
            const auto id = QString::fromStdString(bet.bet.text());
            const Place place{Place::Kind::Bet, id, QString::fromStdString(bet.partner.text())};
            add({tr("Bet %1").arg(id), m_format.status(bet), [this, place] { m_pages.open(place); }});
        }
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PaletteEntry> entries;
    for (auto& [score, entry] : scored)
        entries.push_back(std::move(entry));
    return entries;
}

} // namespace ui
