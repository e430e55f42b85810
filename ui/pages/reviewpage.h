// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/desk.h"
#include "ui/context.h"
#include "ui/models/logmodel.h"
#include "ui/pages/page.h"

#include <array>

class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace ui {

class CountsView;
class LineLabel;
class LogFilesView;
class LogTable;
class MarksView;
class MatchStrip;
class QueryChips;
class QueryField;
class SqlView;
class TimeChart;

// Files of events read offline: all lines, those that a filter finds beside them, an overview, a histogram, the line
// itself, marks. Needs no service. Nothing is read before somebody looks.
class ReviewPage : public Page
{
    Q_OBJECT

public:
    enum class Act {
        Open,
        NextError,
        PreviousError,
        NextOfBet,
        PreviousOfBet,
        Mark,
        NextMark,
        PreviousMark,
        Follow,
        WholeTime,
        Export,
        OpenCache,
        Sort
    };
    static constexpr std::size_t acts = 13;

    // The session and the columns lie in `folder`, which is the profile's.
    ReviewPage(const Context& context, const QString& folder, QWidget* parent = nullptr);
    ~ReviewPage() override;

    QString title() const override { return tr("Log review"); }
    Glyph icon() const override { return Glyph::Search; }
    std::vector<QWidget*> panes() const override;
    QString subject() const override; // "events.jsonl:812"
    QWidget* filterField() const override;
    QString filter() const override;
    void setFilter(const QString& text) override;
    void escape() override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    void openFiles(const QStringList& paths);
    void openLocked(const QString& path, const std::string& password);
    QAction* action(Act act) const { return m_actions[static_cast<std::size_t>(act)]; }
    client::review::Desk& desk() { return m_desk; }
    QueryField& field() { return *m_field; }
    LogTable& allTable() { return *m_allTable; }
    LogTable& foundTable() { return *m_foundTable; }
    MatchStrip& strip() { return *m_strip; }
    TimeChart& chart() { return *m_chart; }
    QTabWidget& tabs() { return *m_tabs; }
    LogFilesView& filesView() { return *m_files; }
    SqlView& sqlView() { return *m_sql; }
    CountsView& countsView() { return *m_counts; }
    bool isFollowing() const { return m_following; }
    QString stateText() const;
    QString emptyText() const;
    QString lineTitle() const;

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    QWidget* buildBar();
    QWidget* buildEmpty();
    QWidget* buildLine();
    void buildActions();
    void connectParts();
    void retranslate();
    void onAnswer();
    void onCurrentRow(LogTable& table, const LogModel& model);
    void setCurrent(std::uint64_t position);
    void jump(client::review::Desk::Jump kind, int step);
    void toggleMark();
    void follow();
    // What matches by a column: rising, then falling, then as in the file.
    void sortBy(LogModel::Column column);
    void sortByCell();
    void refreshSort();
    void run(Act act);
    void askForFiles();
    void openCache();
    void exportBundle();
    void askForPassword(const QString& path);
    void showMenu(LogTable& table, const LogModel& model, const QPoint& at);
    void addTerm(QMenu& menu, const QString& term);
    void showCountsMenu(int row, const QPoint& at);
    void filterByCount(int row);
    QString noTermText(int row) const;
    QString termOf(std::uint64_t position, LogModel::Column column) const;
    QStringList values(client::contract::QueryField field) const;
    void refreshState();
    void refreshLine();
    void refreshChart();
    void refreshShown();
    void fitColumns();
    bool isInFound() const;

    const Context m_context;
    client::review::Desk m_desk;
    LogModel m_all;
    LogModel m_found;
    std::array<QAction*, acts> m_actions{};
    bool m_syncing = false;
    bool m_following = false;
    std::shared_ptr<const client::review::Answer> m_shown; // in the lists
    QString m_timeSample;                                  // that the columns are wide enough for

    QueryField* m_field;
    QueryChips* m_chips;
    QPushButton* m_open;
    QPushButton* m_export;
    QPushButton* m_cancel;
    QPushButton* m_wholeTime;
    LineLabel* m_state;
    QStackedWidget* m_stack;
    QLabel* m_emptyLabel;
    QPushButton* m_emptyOpen;
    QPushButton* m_emptyCache;
    QSplitter* m_parts;
    QSplitter* m_lists;
    QSplitter* m_below;
    LogTable* m_allTable;
    LogTable* m_foundTable;
    QLabel* m_noMatch;
    MatchStrip* m_strip;
    TimeChart* m_chart;
    QTabWidget* m_tabs;
    LineLabel* m_lineTitle;
    QLabel* m_bundleNote;
    QPlainTextEdit* m_line;
    MarksView* m_marks;
    LogFilesView* m_files;
    SqlView* m_sql;
    CountsView* m_counts;
};

} // namespace ui
