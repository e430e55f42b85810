// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page does; how it is built stands in betspage_view.cpp, what it does with views in betspage_views.cpp.
#include "ui/pages/betspage.h"

#include "ui/betterms.h"
#include "ui/fileproblem.h"
#include "ui/models/viewsmodel.h"
#include "ui/widgets/betcsv.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/staleedge.h"

#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

namespace ui {

using client::contract::BetRow;
using client::feed::LinkState;

namespace {

constexpr auto byteOrderMark = "\xEF\xBB\xBF";

} // namespace

BetsPage::~BetsPage() = default;

std::vector<QWidget*> BetsPage::panes() const
{
    return {m_table, m_field};
}

QString BetsPage::subject() const
{
    return QString::fromStdString(m_table->currentKey().bet);
}

QWidget* BetsPage::filterField() const
{
    return m_field;
}

QString BetsPage::filter() const
{
    return m_field->text();
}

void BetsPage::setFilter(const QString& text)
{
    m_field->setQueryText(text);
}

void BetsPage::onRows(const client::feed::Rows& rows)
{
    m_search.onRows(rows);
    refreshState();
}

void BetsPage::setLink(const LinkStatus& status)
{
    m_link = status;
    m_edge->setVisible(status.isStale(m_context.clock.utcMs()));
    refreshState();
}

void BetsPage::refresh()
{
    if (m_field->error())
        return;
    m_search.show(m_field->query());
    askService();
}

void BetsPage::askService()
{
    if (m_context.connection.link() != LinkState::Offline && !m_field->error())
        m_search.ask();
}

void BetsPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("filter"), m_field->text());
}

void BetsPage::restore(QSettings& settings)
{
    m_table->restoreColumns(settings.value(QStringLiteral("columns")).toByteArray());
    setFilter(settings.value(QStringLiteral("filter")).toString());
}

void BetsPage::resetLayout()
{
    auto* header = m_table->horizontalHeader();
    for (int column = 0; column < BetsModel::columns; ++column) {
        header->showSection(column);
        header->moveSection(header->visualIndex(column), column);
    }
    m_table->fitColumns();
}

QString BetsPage::stateText() const
{
    if (m_field->error())
        return tr("Not looked for: the query has a mistake.");
    const auto& format = m_context.format;
    const int count = m_search.isAsking() ? m_search.read() : 0;
    if (isFile())
        return fileStateText();
    if (m_search.isAsking())
        return m_search.readBackTo() == 0
                   ? tr("Asking the service…")
                   : tr("The service sent %n bets so far, back to %1…", nullptr, count)
                         .arg(format.timeDetails(m_search.readBackTo(), m_context.clock.utcMs()).section(u'\n', 0, 0));
    const int listed = m_table->model()->rowCount();
    const auto bets = tr("%n bets.", nullptr, listed);
    if (!m_search.problem().isEmpty())
        return bets + u' ' + tr("The service did not answer (%1).").arg(m_search.problem());
    if (m_search.isComplete())
        return bets + u' ' + tr("The service has no more.");
    if (m_context.connection.link() == LinkState::Offline)
        return bets + u' ' + tr("Only what is cached: the service can be asked after reconnecting.");
    return m_search.read() > 0
               ? bets + u' ' + tr("There are more: ask the service to go on.")
               : bets + u' ' + tr("Only what is cached: press Enter in the filter to ask the service, too.");
}

bool BetsPage::isFile() const
{
    return m_context.connection.link() == LinkState::File;
}

// A file is read as a service is asked, page after page.
QString BetsPage::fileStateText() const
{
    if (!fileProblem(m_link).isEmpty())
        return fileProblem(m_link);
    const auto bets = tr("%n bets.", nullptr, m_table->model()->rowCount());
    if (m_search.isAsking())
        return bets + u' ' + tr("Reading…");
    if (m_search.isComplete())
        return bets + u' ' + tr("There are no more.");
    return bets + u' ' + tr("There are more, perhaps: press Enter in the filter to read all.");
}

QString BetsPage::emptyText() const
{
    if (m_field->error())
        return tr("Not looked for: the query has a mistake.");
    if (m_table->model()->rowCount() == 0 && !fileProblem(m_link).isEmpty())
        return fileProblem(m_link);
    if (m_table->model()->rowCount() > 0 || m_search.isAsking())
        return {};
    if (m_search.isComplete())
        return tr("No bets match.");
    if (isFile())
        return tr("Press Enter in the filter to read all.");
    return m_context.connection.link() == LinkState::Offline ? tr("Not in the cache. Available after reconnecting.")
                                                             : tr("Not in the cache.");
}

std::optional<BetRow> BetsPage::chosenBet() const
{
    // The rows below are those of another query, and are not shown.
    if (m_field->error())
        return std::nullopt;
    const auto key = m_table->currentKey();
    return key.isEmpty() ? std::nullopt : m_search.model().find(key);
}

void BetsPage::tell(void (BetsPage::*told)(const BetRow&))
{
    if (const auto row = chosenBet())
        Q_EMIT(this->*told)(*row);
}

void BetsPage::moveColumn(int step)
{
    auto* header = m_table->horizontalHeader();
    const int column = m_table->currentIndex().isValid() ? m_table->currentIndex().column() : 0;
    const int from = header->visualIndex(column);
    int to = from + step;
    while (to >= 0 && to < header->count() && header->isSectionHidden(header->logicalIndex(to)))
        to += step;
    if (to >= 0 && to < header->count())
        header->moveSection(from, to);
}

void BetsPage::filterBy(const QString& text)
{
    m_field->setQueryText(text);
}

QString BetsPage::saveCsv(const QString& path, bool mark) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (mark)
        file.write(byteOrderMark);
    const auto& model = const_cast<BetSearch&>(m_search).model(); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    file.write((csvHeading() + QStringLiteral("\r\n")).toUtf8());
    for (int row = 0; row < model.rowCount(); ++row)
        file.write((csvLine(model.row(row)) + QStringLiteral("\r\n")).toUtf8());
    return file.commit() ? QString() : file.errorString(); // also of a write that failed before
}

void BetsPage::askFile()
{
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(this, tr("Save the bets"), folder);
    dialog->setObjectName(QStringLiteral("betsFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto plain = tr("Table, CSV (*.csv)");
    const auto marked = tr("Table for spreadsheets that need a mark of UTF-8 (*.csv)");
    dialog->setNameFilters({plain, marked});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("bets.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, marked](const QString& path) {
        const auto problem = saveCsv(path, dialog->selectedNameFilter() == marked);
        const auto file = QFileInfo(path).fileName();
        Q_EMIT message(problem.isEmpty() ? tr("Saved as %1.").arg(file)
                                         : tr("Not saved: %1 cannot be written (%2).").arg(file, problem));
    });
    dialog->open();
}

void BetsPage::showMenu(const QPoint& position)
{
    // The menu key means the current cell, wherever the pointer is.
    auto index = m_table->indexAt(position);
    if (!index.isValid())
        index = m_table->currentIndex();
    if (!index.isValid() || m_field->error())
        return;
    const BetRow row = m_search.model().row(index.row());
    if (!m_table->selectionModel()->isRowSelected(index.row(), {}))
        m_table->selectBet(BetKey::of(row));
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("betsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto term = termOfCell(row, static_cast<BetColumn>(index.column())); !term.isEmpty()) {
        auto shown = term.size() > 40 ? term.left(40) + u'…' : term;
        shown.replace(u'&', QStringLiteral("&&"));
        const auto add = [&](const QString& text, const QString& query) {
            connect(menu->addAction(text.arg(shown)), &QAction::triggered, this, [this, query] { filterBy(query); });
        };
        const auto before = m_field->text();
        add(tr("&Apply as filter: %1"), term);
        add(tr("A&nd: %1"), QueryField::joined(before, term));
        add(tr("And n&ot: %1"), QueryField::joined(before, QStringLiteral("not ") + term));
        menu->addSeparator();
    }
    connect(menu->addAction(tr("&Details")), &QAction::triggered, this, [this] { tell(&BetsPage::betOpened); });
    connect(menu->addAction(tr("&Mark or unmark")), &QAction::triggered, this, [this, key = BetKey::of(row)] {
        if (const int at = m_search.model().rowOf(key); at >= 0)
            m_search.model().toggleMark(at);
    });
    menu->popup(m_table->viewport()->mapToGlobal(m_table->visualRect(index).center()));
}

} // namespace ui
