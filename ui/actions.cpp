// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include <QActionGroup>
#include <QWidget>

namespace ui {

namespace {

struct Spec
{
    const char* name;
    const char* text;
    const char* keys; // separated by spaces
};

constexpr std::array<Spec, Actions::Count> specs{{
    {"palette", QT_TRANSLATE_NOOP("ui::Actions", "Commands…"), "Ctrl+K"},
    {"filter", QT_TRANSLATE_NOOP("ui::Actions", "Filter"), "Ctrl+F"},
    {"clearFilter", QT_TRANSLATE_NOOP("ui::Actions", "Clear filter"), ""},
    {"back", QT_TRANSLATE_NOOP("ui::Actions", "Back to the page or filter before"), "Alt+Left"},
    {"forward", QT_TRANSLATE_NOOP("ui::Actions", "Forward again"), "Alt+Right"},
    {"pause", QT_TRANSLATE_NOOP("ui::Actions", "Pause or resume the live list"), ""},
    {"follow", QT_TRANSLATE_NOOP("ui::Actions", "Follow the newest bets"), ""},
    {"details", QT_TRANSLATE_NOOP("ui::Actions", "Details of the bet"), ""},
    {"ownWindow", QT_TRANSLATE_NOOP("ui::Actions", "Open the bet in a window of its own"), "Shift+Return"},
    {"pageWindow", QT_TRANSLATE_NOOP("ui::Actions", "Open this page in a window of its own"), "Ctrl+Shift+N"},
    {"refund", QT_TRANSLATE_NOOP("ui::Actions", "Refund…"), "Ctrl+R"},
    {"prepareRefund", QT_TRANSLATE_NOOP("ui::Actions", "Prepare a refund while offline…"), ""},
    {"recalculate", QT_TRANSLATE_NOOP("ui::Actions", "Recalculate the round…"), "Ctrl+Shift+R"},
    {"refundSelection", QT_TRANSLATE_NOOP("ui::Actions", "Refund selection…"), ""},
    {"refundMatching", QT_TRANSLATE_NOOP("ui::Actions", "Refund all matching…"), ""},
    {"reopenBulk", QT_TRANSLATE_NOOP("ui::Actions", "Go on with the refund of many bets…"), ""},
    {"unfinished", QT_TRANSLATE_NOOP("ui::Actions", "Unfinished refunds…"), ""},
    {"copyJson", QT_TRANSLATE_NOOP("ui::Actions", "Copy the bet as JSON"), "Ctrl+J"},
    {"copyCurl", QT_TRANSLATE_NOOP("ui::Actions", "Copy the chosen attempt as cURL, without secrets"), "Ctrl+Shift+C"},
    {"copyId", QT_TRANSLATE_NOOP("ui::Actions", "Copy the bet's id"), "Ctrl+C"},
    {"openFile", QT_TRANSLATE_NOOP("ui::Actions", "Open a bundle…"), "Ctrl+Shift+O"},
    {"showPast", QT_TRANSLATE_NOOP("ui::Actions", "Any moment again…"), "Ctrl+Shift+M"},
    {"reconnect", QT_TRANSLATE_NOOP("ui::Actions", "Connect again now"), "F5"},
    {"nextPane", QT_TRANSLATE_NOOP("ui::Actions", "Next pane"), "F6"},
    {"previousPane", QT_TRANSLATE_NOOP("ui::Actions", "Previous pane"), "Shift+F6"},
    {"showViews", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide pages and views"), ""},
    {"showDetail", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the bet's details"), ""},
    {"showChart", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the chart"), ""},
    {"showAlerts", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the alerts"), ""},
    {"showJobs", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the jobs that run or wait"), ""},
    {"showCalls", QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the API console"), ""},
    {"newestAlert", QT_TRANSLATE_NOOP("ui::Actions", "Newest alert"), ""},
    {"alertRules", QT_TRANSLATE_NOOP("ui::Actions", "Alert rules…"), ""},
    {"deliveries", QT_TRANSLATE_NOOP("ui::Actions", "Deliveries…"), ""},
    {"resetLayout", QT_TRANSLATE_NOOP("ui::Actions", "Reset the layout"), ""},
    {"themeSystem", QT_TRANSLATE_NOOP("ui::Actions", "Theme: as the system"), ""},
    {"themeLight", QT_TRANSLATE_NOOP("ui::Actions", "Theme: light"), ""},
    {"themeDark", QT_TRANSLATE_NOOP("ui::Actions", "Theme: dark"), ""},
    {"themeContrast", QT_TRANSLATE_NOOP("ui::Actions", "Theme: high contrast"), ""},
    {"themeToggle", QT_TRANSLATE_NOOP("ui::Actions", "Light or dark"), "Ctrl+Shift+T"},
    {"timeZone", QT_TRANSLATE_NOOP("ui::Actions", "Time zone…"), ""},
    {"reduceMotion", QT_TRANSLATE_NOOP("ui::Actions", "Reduce motion: changes are not highlighted"), ""},
    {"english", "English", ""},
    {"russian", "Русский", ""},
    {"languageToggle", QT_TRANSLATE_NOOP("ui::Actions", "English or Russian"), "Ctrl+Shift+L"},
    {"safetyReadOnly", QT_TRANSLATE_NOOP("ui::Actions", "Safety: read-only"), ""},
    {"safetyConfirm", QT_TRANSLATE_NOOP("ui::Actions", "Safety: confirm"), ""},
    {"safetyType", QT_TRANSLATE_NOOP("ui::Actions", "Safety: confirm and type"), ""},
    {"shortcuts", QT_TRANSLATE_NOOP("ui::Actions", "Keys"), "F1 Ctrl+/"},
    {"fullScreen", QT_TRANSLATE_NOOP("ui::Actions", "Full screen"), "F11"},
    {"quit", QT_TRANSLATE_NOOP("ui::Actions", "Quit"), "Ctrl+Q"},
}};

} // namespace

Actions::Actions(QWidget* window) : QObject(window)
{
    for (std::size_t i = 0; i < specs.size(); ++i) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromUtf8(specs[i].name) + QStringLiteral("Action"));
        if (*specs[i].keys != '\0')
            action->setShortcuts(
                QKeySequence::listFromString(QString::fromUtf8(specs[i].keys).replace(u' ', QStringLiteral("; "))));
        window->addAction(action);
        m_actions[i] = action;
    }
    const auto group = [this](std::initializer_list<Id> ids) {
        auto* actions = new QActionGroup(this);
        for (const auto id : ids) {
            m_actions[id]->setCheckable(true);
            actions->addAction(m_actions[id]);
        }
    };
    m_actions[ReduceMotion]->setCheckable(true);
    group({ThemeSystem, ThemeLight, ThemeDark, ThemeContrast});
    group({English, Russian});
    group({SafetyReadOnly, SafetyConfirm, SafetyType});
    retranslate();
}

void Actions::retranslate()
{
    for (std::size_t i = 0; i < specs.size(); ++i)
        m_actions[i]->setText(tr(specs[i].text));
}

} // namespace ui
