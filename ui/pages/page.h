// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "ui/glyph.h"
#include "ui/linkstatus.h"
#include "ui/place.h"

#include <QWidget>

#include <optional>
#include <vector>

class QSettings;

namespace ui {

// What the frame asks of one page of the window's centre. A page has an objectName, by which its layout is kept, and
// never looks back at the window.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual Glyph icon() const = 0;
    // In the order of F6; the first gets the focus when the page is opened.
    virtual std::vector<QWidget*> panes() const = 0;
    // What is chosen on it, for the window's title.
    virtual QString subject() const { return {}; }
    // What the list of pages says beside the title, such as how many things wait here.
    virtual QString badge() const { return {}; }
    // True: the filter of the top bar, the bet's details and the chart belong to it.
    virtual bool showsBets() const { return false; }
    // The bet that is chosen on it, which keys act on.
    virtual std::optional<client::contract::BetRow> chosenBet() const { return std::nullopt; }
    // Where Ctrl+F goes on a page with a filter of its own.
    virtual QWidget* filterField() const { return nullptr; }
    // The text that back and forward bring back.
    virtual QString filter() const { return {}; }
    virtual void setFilter(const QString&) {}
    // Shows a place; false: it is none of this page's.
    virtual bool open(const Place&) { return false; }
    // F5: asks the service anew.
    virtual void refresh() {}
    // Esc that no widget of the page used.
    virtual void escape() {}
    virtual void onRows(const client::feed::Rows&) {}
    virtual void setLink(const LinkStatus&) {}
    // Columns, splitters and switches; the group is the page's own.
    virtual void save(QSettings&) const {}
    virtual void restore(QSettings&) {}
    virtual void resetLayout() {}

Q_SIGNALS:
    void changed(); // title, subject or badge
    void filterChanged();
    void placeRequested(const ui::Place& place);
    void message(const QString& text); // for the status bar
};

} // namespace ui
