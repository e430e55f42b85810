// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/dialogs/saveviewdialog.h"
#include "ui/models/betsearch.h"
#include "ui/models/savedview.h"
#include "ui/models/sharedviews.h"
#include "ui/pages/page.h"

class QLabel;
class QMenu;
class QPushButton;

namespace ui {

class BetsTable;
class LineLabel;
class QueryChips;
class QueryField;
class StaleEdge;
class ViewsModel;

// Bets of any period: what the console has at once, older ones from the service; views that are saved; a file.
class BetsPage : public Page
{
    Q_OBJECT

public:
    // `known`: the console's own bets.
    BetsPage(const Context& context, const BetsModel& known, ViewsModel& views, QWidget* parent = nullptr);
    ~BetsPage() override;

    QString title() const override { return tr("Bets"); }
    Glyph icon() const override { return Glyph::Search; }
    std::vector<QWidget*> panes() const override;
    QString subject() const override;
    std::optional<client::contract::BetRow> chosenBet() const override;
    QWidget* filterField() const override;
    QString filter() const override;
    void setFilter(const QString& text) override;
    void onRows(const client::feed::Rows& rows) override;
    void setLink(const LinkStatus& status) override;
    void refresh() override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    BetSearch& search() { return m_search; }
    BetsTable& table() { return *m_table; }
    QueryField& field() { return *m_field; }
    QueryChips& chips() { return *m_chips; }
    QString stateText() const; // how much is listed, and of what
    QString emptyText() const;
    void openView(int row);
    // Shared: the service keeps it, for everybody.
    void saveView(const QString& name, bool shared = false, const SharedViews::Ended& ended = {});
    // The view that was opened, or one of the same query; or -1.
    int currentView() const;
    SharedViews& shared() { return m_shared; }
    // Writes the bets as they are listed; the problem, empty if the file is there. `mark`: a byte order mark first, by
    // which some spreadsheets know UTF-8.
    QString saveCsv(const QString& path, bool mark) const;

public Q_SLOTS:
    void askService();

Q_SIGNALS:
    void betOpened(const client::contract::BetRow& row);
    void betChosen(const client::contract::BetRow& row); // by moving to its row

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void buildActions();
    void retranslate();
    void refreshState();
    bool isFile() const;
    QString fileStateText() const;
    void fillViews();
    void fillColumns();
    void moveColumn(int step);
    void showMenu(const QPoint& position);
    void filterBy(const QString& text);
    SaveViewDialog::Advice adviceOn(const QString& name, bool shared) const;
    SaveViewDialog::Advice adviceOnRenaming(const QString& key, const QString& name) const;
    SharedViews::Ended endOf(SaveViewDialog* dialog);
    void openDialog(SaveViewDialog* dialog);
    void askViewName();
    void askNewName(int row);
    void removeView(int row);
    void shareView(int row, bool shared);
    void askFile();
    void askImport();
    void askExportOfViews();
    void tell(void (BetsPage::*told)(const client::contract::BetRow&));

    const Context m_context;
    LinkStatus m_link;
    ViewsModel& m_views;
    BetSearch m_search;
    SharedViews m_shared;
    QString m_openedView; // its key
    QueryField* m_field;
    QueryChips* m_chips;
    BetsTable* m_table;
    StaleEdge* m_edge;
    LineLabel* m_state;
    QLabel* m_empty;
    QPushButton* m_ask;
    QPushButton* m_viewsButton;
    QPushButton* m_columnsButton;
    QPushButton* m_file;
    QMenu* m_viewsMenu;
    QMenu* m_columnsMenu;
    QAction* m_saveView;
    QAction* m_saveFile;
    QAction* m_columnLeft;
    QAction* m_columnRight;
};

} // namespace ui
