// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsheet.h"

#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace ui {

namespace {

struct Line
{
    const char* keys;
    const char* does;
};

constexpr std::array<Line, 34> lines{{
    {"Ctrl+K", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Commands, views, bets")},
    {"Ctrl+F  /", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Filter")},
    {"j  k  ↓  ↑", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Next, previous bet")},
    {"e  Shift+E", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Next, previous failure or doubt")},
    {"o  Shift+O", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Next, previous bet of the same player")},
    {"o  Shift+O", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Log review: next, previous line of the same bet")},
    {"m  [  ]", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Mark; previous, next mark")},
    {"s", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Sort by the current column; again: the other way round")},
    {"Space", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Pause or resume the live list")},
    {"End", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Follow the newest bets")},
    {"Enter", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Details of the bet")},
    {"Shift+Enter", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "The bet in a window of its own")},
    {"Ctrl+Shift+N", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "This page in a window of its own")},
    {"Ctrl+R", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Refund… (opens the dialog, sends nothing)")},
    {"Ctrl+Shift+R", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Recalculate… (opens the page, sends nothing)")},
    {"Ctrl+J", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Copy the bet as JSON")},
    {"Ctrl+Shift+C", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Copy the chosen attempt as cURL, without secrets")},
    {"Ctrl+C", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Copy the bet's id")},
    {"Ctrl+S", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Bets: save the view")},
    {"Ctrl+E", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Save the list as CSV")},
    {"Ctrl+Shift+O", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Open a bundle")},
    {"Ctrl+Shift+M", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Any moment of what this console saw")},
    {"Ctrl+O", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Log review: open files")},
    {"Ctrl+Shift+←  →", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Bets: move the current column")},
    {"Ctrl+1 … Ctrl+9", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "The page with this number")},
    {"F6  Shift+F6", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Next, previous pane")},
    {"Alt+←  Alt+→", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Back, forward: page and filter")},
    {"F5", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Connect again now")},
    {"Ctrl+Shift+L", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "English or Russian")},
    {"Ctrl+Shift+T", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Light or dark")},
    {"F1  Ctrl+/", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "This sheet")},
    {"F11", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Full screen")},
    {"Esc", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Close, clear, cancel")},
    {"Ctrl+Q", QT_TRANSLATE_NOOP("ui::ShortcutSheet", "Quit")},
}};

} // namespace

ShortcutSheet::ShortcutSheet(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    rebuild();
}

void ShortcutSheet::rebuild()
{
    setWindowTitle(tr("Keys"));
    delete layout();
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                              metrics::dialogMargin);
    outer->setSpacing(metrics::groupSpacing);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    const int half = static_cast<int>((lines.size() + 1) / 2);
    for (int i = 0; i < static_cast<int>(lines.size()); ++i) {
        const auto& line = lines[static_cast<std::size_t>(i)];
        auto* keys = new QLabel(QString::fromUtf8(line.keys), this);
        setTextRole(keys, TextRole::Mono);
        auto* does = new QLabel(tr(line.does), this);
        grid->addWidget(keys, i % half, i / half * 2);
        grid->addWidget(does, i % half, i / half * 2 + 1);
    }
    outer->addLayout(grid);
    auto* note = new QLabel(tr("No key ever moves money: refunds are confirmed in their dialog."), this);
    setTextRole(note, TextRole::Secondary);
    outer->addWidget(note);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setObjectName(QStringLiteral("closeButton"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    outer->addWidget(close, 0, Qt::AlignRight);
}

void ShortcutSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QDialog::changeEvent(event);
}

} // namespace ui
