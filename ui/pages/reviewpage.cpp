// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reviewpage.h"

#include "client/review/rowsets.h"
#include "ui/charts/timechart.h"
#include "ui/dialogs/exportbundledialog.h"
#include "ui/reviewtexts.h"
#include "ui/widgets/countsview.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/logtable.h"
#include "ui/widgets/marksview.h"
#include "ui/widgets/matchstrip.h"
#include "ui/widgets/queryfield.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>
#include <utility>

namespace ui {

using client::review::Desk;
using QueryFieldId = client::contract::QueryField;

namespace {

constexpr qsizetype notesShownMax = 3; // beside a line; all of them are under Marks

} // namespace

std::vector<QWidget*> ReviewPage::panes() const
{
    if (m_stack->currentIndex() == 0)
        return {m_emptyOpen};
    std::vector<QWidget*> panes{m_allTable};
    if (m_foundTable->isVisible())
        panes.push_back(m_foundTable);
    panes.insert(panes.end(), {m_field, m_chart->view(), m_tabs->currentWidget()});
    return panes;
}

QString ReviewPage::subject() const
{
    const auto position = m_desk.current();
    if (position == Desk::none)
        return {};
    const auto place = m_desk.merged().place(position);
    const auto& log = *m_desk.merged().sources()[place.source].log;
    return Format::fileName(log.path()) + u':' + QString::number(place.row + 1);
}

QWidget* ReviewPage::filterField() const
{
    return m_field;
}

QString ReviewPage::filter() const
{
    return m_field->text().trimmed();
}

void ReviewPage::setFilter(const QString& text)
{
    m_field->setQueryText(text);
}

void ReviewPage::escape()
{
    if (!filter().isEmpty())
        setFilter({});
    else
        m_desk.setPeriod({});
}

void ReviewPage::showEvent(QShowEvent* event)
{
    m_desk.resume();
    Page::showEvent(event);
}

void ReviewPage::openFiles(const QStringList& paths)
{
    m_desk.resume();
    for (const auto& path : paths)
        m_desk.files().open(path);
}

void ReviewPage::openLocked(const QString& path, const std::string& password)
{
    const auto* file = m_desk.files().find(path);
    m_desk.files().open(path, file ? file->shiftMs : 0, password);
}

void ReviewPage::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void ReviewPage::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const auto& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    event->acceptProposedAction();
    openFiles(paths);
}

void ReviewPage::askForFiles()
{
    auto* dialog = new QFileDialog(this, tr("Open files of events"));
    dialog->setObjectName(QStringLiteral("openLogsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Bundles and logs (*.betlog *.jsonl *.json *.log *.gz)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &ReviewPage::openFiles);
    dialog->open();
}

void ReviewPage::askForPassword(const QString& path)
{
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("bundlePasswordDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Password of the bundle"));
    dialog->setLabelText(tr("Password of %1:").arg(Format::fileName(path)));
    dialog->findChild<QLabel*>()->setTextFormat(Qt::PlainText);
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, path](const QString& password) { openLocked(path, password.toStdString()); });
    dialog->open();
}

void ReviewPage::onAnswer()
{
    const auto& answer = m_desk.answer();
    const bool hasSameLines = m_shown && m_shown->merged == answer->merged && m_shown->matches == answer->matches &&
                              m_shown->sorted == answer->sorted;
    m_shown = answer;
    m_counts->refresh();
    if (hasSameLines) // a person may have scrolled away from the chosen line
        return;
    const auto current = m_desk.current();
    m_syncing = true;
    m_all.setLines(answer->merged, nullptr);
    m_found.setLines(answer->merged,
                     answer->matches ? answer->matches : std::make_shared<const client::review::Positions>(),
                     answer->sorted);
    m_foundTable->setVisible(answer->matches != nullptr);
    const bool hasFiles = answer->merged->sources().size() > 1;
    for (auto* table : {m_allTable, m_foundTable})
        table->setColumnHidden(static_cast<int>(LogModel::Column::File), !hasFiles);
    m_syncing = false;
    // Widths that a person chose stay, unless the times are written otherwise now.
    if (m_timeSample != m_all.timeSample()) {
        m_timeSample = m_all.timeSample();
        fitColumns();
    }
    m_strip->setAnswer(answer);
    m_strip->setMarks(m_desk.noted());
    refreshChart();
    if (m_following && m_all.rowCount() > 0)
        setCurrent(m_all.position(m_all.rowCount() - 1));
    else
        setCurrent(current);
    if (m_following)
        m_allTable->scrollToBottom();
    m_marks->refresh();
    refreshSort();
    refreshState();
    refreshShown();
}

void ReviewPage::onCurrentRow(LogTable& table, const LogModel& model)
{
    const int row = table.currentRow();
    if (m_syncing || row < 0)
        return;
    const auto position = model.position(row);
    if (position + 1 != m_desk.merged().rows())
        m_following = false;
    setCurrent(position);
}

// Both lists show the same line: chosen where they hold it, else scrolled to where it would be.
void ReviewPage::setCurrent(std::uint64_t position)
{
    m_desk.setCurrent(position);
    m_syncing = true;
    const std::array<std::pair<LogTable*, LogModel*>, 2> lists{{{m_allTable, &m_all}, {m_foundTable, &m_found}}};
    for (const auto& [table, model] : lists) {
        const int row = position == Desk::none ? -1 : model->rowOf(position);
        table->chooseRow(row);
        if (row < 0 && position != Desk::none && !model->isSorted())
            table->showRow(model->nearestRow(position));
    }
    m_syncing = false;
    m_strip->setCurrent(position);
    m_marks->setLine(position);
    refreshLine();
    refreshState();
    Q_EMIT changed();
}

bool ReviewPage::isInFound() const
{
    return m_foundTable->isVisible() && m_foundTable->hasFocus();
}

void ReviewPage::jump(Desk::Jump kind, int step)
{
    const auto& matches = m_desk.answer()->matches;
    const auto from = m_desk.current();
    const auto to = m_desk.next(kind, from, step, isInFound() && matches ? matches.get() : nullptr);
    if (to != Desk::none) {
        m_following = false;
        setCurrent(to);
        return;
    }
    const bool isForward = step > 0;
    switch (kind) {
    case Desk::Jump::Error:
        Q_EMIT message(isForward ? tr("No error after this line.") : tr("No error before this line."));
        break;
    case Desk::Jump::SameBet:
        Q_EMIT message(m_desk.sameBet(from).empty() ? tr("This line is of no bet.")
                       : isForward                  ? tr("No later line of this bet.")
                                                    : tr("No earlier line of this bet."));
        break;
    case Desk::Jump::Mark:
        Q_EMIT message(isForward ? tr("No mark after this line.") : tr("No mark before this line."));
        break;
    }
}

void ReviewPage::toggleMark()
{
    const auto current = m_desk.current();
    if (current == Desk::none)
        return;
    if (m_desk.toggleMark(current) == Desk::Marked::HasNote)
        Q_EMIT message(tr("This mark has a note or tags. Clear them first: they would be lost."));
}

void ReviewPage::follow()
{
    if (m_all.rowCount() == 0)
        return;
    // The end of what matches is no place to wait at: the next line may not match.
    m_following = !m_found.isSorted();
    if (!m_following)
        Q_EMIT message(tr("The end is not followed while what matches is sorted."));
    m_allTable->setFocus();
    setCurrent(m_all.position(m_all.rowCount() - 1));
    m_allTable->scrollToBottom();
}

void ReviewPage::sortBy(LogModel::Column column)
{
    using client::review::Sorter;
    if (m_desk.merged().sources().size() > 1) {
        Q_EMIT message(LogModel::sortRefusal());
        return;
    }
    const auto field = LogModel::sortField(column);
    if (!field) {
        Q_EMIT message(tr("Nothing is sorted by this column."));
        return;
    }
    const auto& before = m_desk.sort();
    if (!before || before->field != *field)
        m_desk.setSort(client::review::Sort{*field, Sorter::Order::Ascending});
    else if (before->order == Sorter::Order::Ascending)
        m_desk.setSort(client::review::Sort{*field, Sorter::Order::Descending});
    else
        m_desk.setSort({});
    m_following = false;
    refreshSort();
    refreshState();
}

void ReviewPage::sortByCell()
{
    if (m_foundTable->isVisible())
        sortBy(static_cast<LogModel::Column>(m_foundTable->column()));
    else
        Q_EMIT message(tr("What a filter finds can be sorted, not all lines."));
}

// The arrow says what was asked for, before the lines are there.
void ReviewPage::refreshSort()
{
    const bool isSortable = m_desk.merged().sources().size() <= 1;
    int section = -1;
    for (int column = 0; column < LogModel::columns; ++column) {
        const auto field = LogModel::sortField(static_cast<LogModel::Column>(column));
        if (isSortable && field && m_desk.sort() && m_desk.sort()->field == *field)
            section = column;
    }
    const bool isFalling = m_desk.sort() && m_desk.sort()->order == client::review::Sorter::Order::Descending;
    m_found.setSortable(isSortable);
    m_foundTable->horizontalHeader()->setSectionsClickable(isSortable);
    m_foundTable->horizontalHeader()->setSortIndicator(section, isFalling ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ReviewPage::run(Act act)
{
    switch (act) {
    case Act::Open:
        return askForFiles();
    case Act::NextError:
        return jump(Desk::Jump::Error, 1);
    case Act::PreviousError:
        return jump(Desk::Jump::Error, -1);
    case Act::NextOfBet:
        return jump(Desk::Jump::SameBet, 1);
    case Act::PreviousOfBet:
        return jump(Desk::Jump::SameBet, -1);
    case Act::Mark:
        return toggleMark();
    case Act::NextMark:
        return jump(Desk::Jump::Mark, 1);
    case Act::PreviousMark:
        return jump(Desk::Jump::Mark, -1);
    case Act::Follow:
        return follow();
    case Act::WholeTime:
        return m_desk.setPeriod({});
    case Act::Export:
        return exportBundle();
    case Act::OpenCache:
        return openCache();
    case Act::Sort:
        return sortByCell();
    }
}

void ReviewPage::openCache()
{
    if (!m_context.recallTold)
        return Q_EMIT message(tr("There is no local cache."));
    m_desk.resume();
    const auto environment = Format::foreign(m_context.connection.instance().name, 24);
    // The same in every language, because marks are kept under it.
    const auto name =
        QStringLiteral("cache.db") + (environment.isEmpty() ? QString() : QStringLiteral(" · ") + environment);
    m_context.recallTold([page = QPointer(this), name](const Recording& recording) {
        if (!page)
            return;
        if (!recording.problem.isEmpty())
            return Q_EMIT page->message(recording.problem);
        page->m_desk.files().openLines(name, recording.lines, recording.isCut || recording.unreadable > 0);
    });
}

void ReviewPage::exportBundle()
{
    const auto& answer = m_desk.answer();
    if (answer->merged->rows() == 0)
        return;
    std::vector<client::review::LineNote> notes;
    for (const auto position : m_desk.marked())
        if (const auto* mark = m_desk.mark(position))
            notes.push_back({position, mark->tags, mark->note});
    for (const auto& foreign : m_desk.bundleNotes()) {
        if (foreign.position == client::review::Merged::none)
            continue;
        // Whoever gets them has to see that they are not mine.
        auto tags = foreign.note->tags;
        const auto from = Format::fileName(answer->merged->sources()[foreign.source].log->path());
        if (!tags.contains(from))
            tags.prepend(from);
        notes.push_back({static_cast<std::uint32_t>(foreign.position), tags, foreign.note->note});
    }
    auto* dialog = new ExportBundleDialog(m_context, answer, m_desk.queryText(), std::move(notes), this);
    dialog->open();
}

QString ReviewPage::emptyText() const
{
    QStringList parts;
    for (const auto& file : m_desk.files().list()) {
        if (file.problem)
            parts << ReviewTexts::problem(file.path, *file.problem);
    }
    if (!m_desk.putAside().isEmpty())
        parts << tr("The review that was kept here is damaged. It was put aside as %1.")
                     .arg(Format::fileName(m_desk.putAside()));
    parts << tr("Drop a .betlog bundle, JSON lines or .log.gz here.");
    return parts.join(QStringLiteral("\n\n"));
}

QString ReviewPage::stateText() const
{
    const auto& format = m_context.format;
    QStringList parts;
    for (const auto& file : m_desk.files().list()) {
        if (file.problem)
            parts << ReviewTexts::problem(file.path, *file.problem);
        if (file.isPart)
            parts << tr("%1 begins late or lacks lines that were damaged").arg(Format::fileName(file.path));
        if (!file.isLoading)
            continue;
        const auto total = std::max<std::uint64_t>(file.progress.bytesTotal, 1);
        parts << tr("Reading %1: %2 %")
                     .arg(Format::fileName(file.path), QString::number(file.progress.bytesDone * 100 / total));
    }
    if (!m_desk.saveProblem().isEmpty())
        parts << tr("Marks and notes are not kept (%1).").arg(Format::foreign(m_desk.saveProblem().toStdString(), 200));
    if (!m_desk.putAside().isEmpty())
        parts << tr("The review that was kept here is damaged. It was put aside as %1.")
                     .arg(Format::fileName(m_desk.putAside()));
    const auto& answer = *m_desk.answer();
    const auto rows = format.number(static_cast<std::int64_t>(answer.merged->rows()));
    if (answer.matches)
        parts << tr("%1 of %2 lines match").arg(format.number(static_cast<std::int64_t>(answer.matches->size())), rows);
    else
        parts << tr("Lines: %1").arg(rows);
    if (m_all.rowsLeftOut() > 0)
        parts << tr("the last %1 are not listed").arg(format.number(static_cast<std::int64_t>(m_all.rowsLeftOut())));
    parts << tr("errors: %1").arg(format.number(static_cast<std::int64_t>(answer.errors->size())));
    if (answer.damaged > 0)
        parts << tr("damaged, kept as text: %1").arg(format.number(static_cast<std::int64_t>(answer.damaged)));
    if (m_desk.strayMarks() > 0)
        parts << tr("marks of lines that are others now: %1")
                     .arg(format.number(static_cast<std::int64_t>(m_desk.strayMarks())));
    for (const auto& source : answer.merged->sources()) {
        if (source.log->isCut())
            parts << tr("%1 ends too early").arg(Format::fileName(source.log->path()));
        if (const auto problem = ReviewTexts::notesProblem(*source.log); !problem.isEmpty())
            parts << problem;
    }
    if (m_following)
        parts << tr("following the end");
    return parts.join(QStringLiteral(" · "));
}

QString ReviewPage::lineTitle() const
{
    const auto position = m_desk.current();
    if (position == Desk::none)
        return tr("No line is chosen.");
    const auto place = m_desk.merged().place(position);
    const auto& source = m_desk.merged().sources()[place.source];
    const auto number = m_context.format.number(static_cast<std::int64_t>(place.row + 1));
    QStringList parts;
    if (const auto damage = ReviewTexts::damage(source.log->columns().kind(place.row), number); !damage.isEmpty())
        parts << damage;
    else
        parts << tr("Line %1").arg(number);
    parts << Format::fileName(source.log->path());
    if (source.log->columns().value(client::review::Column::At, place.row) != 0)
        parts << m_context.format.dateTime(m_desk.merged().at(position));
    return parts.join(QStringLiteral(" · "));
}

void ReviewPage::refreshLine()
{
    m_lineTitle->setText(lineTitle());
    const auto position = m_desk.current();
    QStringList notes, whole;
    for (const auto* note : m_desk.bundleNotesAt(position)) {
        notes << tr("From the bundle: %1").arg(ReviewTexts::bundleNote(*note));
        whole << ReviewTexts::bundleNote(*note, client::review::BundleNotes::noteCharsMax);
    }
    m_bundleNote->setText(notes.mid(0, notesShownMax).join(u'\n'));
    m_bundleNote->setToolTip(Format::tip(whole.mid(0, notesShownMax).join(u'\n')));
    m_bundleNote->setVisible(!notes.isEmpty());
    QString text;
    if (position != Desk::none) {
        const auto place = m_desk.merged().place(position);
        text = ReviewTexts::whole(*m_desk.merged().sources()[place.source].log, place.row);
    }
    if (text != m_line->toPlainText())
        m_line->setPlainText(text);
}

void ReviewPage::refreshChart()
{
    const auto& answer = *m_desk.answer();
    const auto lineOf = [](const QString& name, client::contract::ShownStatus tone, Qt::PenStyle pen,
                           const client::review::Histogram& of) {
        ChartLine line{name, tone, pen, {}};
        line.values.assign(of.counts.begin(), of.counts.end());
        return line;
    };
    ChartData drawn;
    drawn.startMs = answer.all.fromMs;
    drawn.stepMs = answer.all.stepMs;
    drawn.lines.push_back(lineOf(tr("All"), client::contract::ShownStatus::Lost, Qt::SolidLine, answer.all));
    if (answer.matches)
        drawn.lines.push_back(
            lineOf(tr("Match"), client::contract::ShownStatus::FundsHeld, Qt::DashLine, answer.matching));
    m_chart->setTitle(tr("Lines per %1").arg(m_context.format.duration(answer.all.stepMs)));
    m_chart->setData(std::move(drawn));
    const auto& period = m_desk.period();
    m_wholeTime->setVisible(period.has_value());
    action(Act::WholeTime)->setEnabled(period.has_value());
    action(Act::Export)->setEnabled(m_desk.merged().rows() > 0);
    m_export->setEnabled(action(Act::Export)->isEnabled());
    if (period)
        //: %1 and %2 times; the button takes the limits away
        m_wholeTime->setText(
            tr("%1 – %2, show the whole time")
                .arg(m_context.format.timeShort(period->fromMs), m_context.format.timeShort(period->toMs)));
}

void ReviewPage::refreshShown()
{
    const int first = m_allTable->rowAt(0);
    const int last = m_allTable->rowAt(m_allTable->viewport()->height() - 1);
    const int end = last < 0 ? m_all.rowCount() : last + 1;
    m_strip->setShown(static_cast<std::uint64_t>(std::max(first, 0)),
                      static_cast<std::uint64_t>(std::max(end - std::max(first, 0), 0)));
}

} // namespace ui
