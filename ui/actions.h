// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <array>

namespace ui {

// Every action of the main window with its keys, once: menus, buttons and the command palette show the same ones.
class Actions : public QObject
{
    Q_OBJECT

public:
    enum Id {
        Palette,
        Filter,
        ClearFilter,
        Back,
        Forward,
        Pause,
        Follow,
        Details,
        OwnWindow,
        PageWindow,
        Refund,
        PrepareRefund,
        Recalculate,
        RefundSelection,
        RefundMatching,
        ReopenBulk,
        Unfinished,
        CopyJson,
        CopyCurl,
        CopyId,
        OpenFile,
        ShowPast,
        Reconnect,
        NextPane,
        PreviousPane,
        ShowViews,
        ShowDetail,
        ShowChart,
        ShowAlerts,
        ShowJobs,
        ShowCalls,
        NewestAlert,
        AlertRules,
        Deliveries,
        ResetLayout,
        ThemeSystem,
        ThemeLight,
        ThemeDark,
        ThemeContrast,
        ThemeToggle,
        TimeZone,
        ReduceMotion,
        English,
        Russian,
        LanguageToggle,
        SafetyReadOnly,
        SafetyConfirm,
        SafetyType,
        Shortcuts,
        FullScreen,
        Quit,
        Count
    };

    explicit Actions(QWidget* window);

    QAction* operator[](Id id) const { return m_actions[id]; }
    void retranslate();

private:
    std::array<QAction*, Count> m_actions{};
};

} // namespace ui
