// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace ui {

class Theme;

struct PaletteEntry
{
    QString text;
    QString hint; // a shortcut, a count, a status
    std::function<void()> run;
    bool enabled = true;
};

// Ctrl+K: everything that can be done or opened, by typing a part of its name. An overlay of its window.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    // Entries for a text, best first; asked anew with each change of the text.
    using Source = std::function<std::vector<PaletteEntry>(const QString& text)>;

    CommandPalette(const Theme& theme, Source source, QWidget* window);

    void popUp();
    // Letters of `text` in this order, words first; -1: no match.
    static int score(const QString& candidate, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void runCurrent();
    void close(bool giveFocusBack);
    void place();
    void retranslate();

    const Theme& m_theme;
    Source m_source;
    std::vector<PaletteEntry> m_entries;
    QLineEdit* m_edit;
    QListWidget* m_list;
    QLabel* m_empty;
    QWidget* m_shade;
    QWidget* m_before = nullptr;
};

} // namespace ui
