// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page does with saved views: opens, saves, shares, renames and removes them, and takes them from and to
// files.
#include "ui/dialogs/saveviewdialog.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/betspage.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/queryfield.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QSaveFile>

#include <algorithm>

namespace ui {

void BetsPage::fillViews()
{
    m_viewsMenu->clear();
    const int current = currentView();
    for (int row = 0; row < m_views.rowCount(); ++row) {
        auto name = m_views.fullName(row);
        auto* action = m_viewsMenu->addAction(name.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(row == current);
        // By keys: the service may list others while the menu is open.
        connect(action, &QAction::triggered, this, [this, key = m_views.key(row)] {
            if (const int at = m_views.rowOfKey(key); at >= 0)
                openView(at);
        });
    }
    m_viewsMenu->addSeparator();
    m_viewsMenu->addAction(m_saveView);
    const bool isMine = m_views.isMine(current);
    const auto* shared = m_views.sharedAt(current);
    const auto whyNot = m_shared.whyNot();
    const bool mayChange = isMine && (!shared || whyNot.isEmpty());
    const auto key = m_views.key(current);
    const auto tip = shared && !isMine ? tr("Only %1 changes this view.").arg(Format::foreign(shared->owner))
                     : shared          ? whyNot
                                       : QString();
    m_saveView->setText(shared && !isMine ? tr("Save a copy of the view…") : tr("Save view…"));
    auto* rename = m_viewsMenu->addAction(tr("Rename view…"));
    rename->setObjectName(QStringLiteral("renameViewAction"));
    rename->setEnabled(mayChange && (!shared || m_shared.whyNot(shared->shared).isEmpty()));
    connect(rename, &QAction::triggered, this, [this, key] { askNewName(m_views.rowOfKey(key)); });
    auto* remove =
        m_viewsMenu->addAction(shared && shared->shared ? tr("Remove view, for everybody") : tr("Remove view"));
    remove->setObjectName(QStringLiteral("removeViewAction"));
    remove->setEnabled(mayChange);
    connect(remove, &QAction::triggered, this, [this, key] { removeView(m_views.rowOfKey(key)); });
    auto* share = m_viewsMenu->addAction(tr("Shared with everybody"));
    share->setObjectName(QStringLiteral("shareViewAction"));
    share->setCheckable(true);
    share->setChecked(shared && shared->shared);
    const auto whyNotShare = m_shared.whyNot(!share->isChecked());
    share->setEnabled(isMine && whyNotShare.isEmpty());
    connect(share, &QAction::triggered, this, [this, key](bool on) { shareView(m_views.rowOfKey(key), on); });
    for (auto* action : {rename, remove})
        action->setToolTip(tip.isEmpty() ? action->text() : tip);
    share->setToolTip(isMine && !whyNotShare.isEmpty() ? whyNotShare : tip.isEmpty() ? share->text() : tip);
    m_viewsMenu->addSeparator();
    connect(m_viewsMenu->addAction(tr("Add views of a file…")), &QAction::triggered, this, &BetsPage::askImport);
    auto* file = m_viewsMenu->addAction(tr("Save my views to a file…"));
    file->setEnabled(!m_views.mine().empty());
    connect(file, &QAction::triggered, this, &BetsPage::askExportOfViews);
}

void BetsPage::openView(int row)
{
    auto* header = m_table->horizontalHeader();
    if (const auto* view = m_views.savedAt(row)) {
        for (int at = 0; at < static_cast<int>(view->columns.size()); ++at)
            header->moveSection(header->visualIndex(static_cast<int>(view->columns[static_cast<std::size_t>(at)])), at);
        for (int column = 0; column < BetsModel::columns && !view->columns.empty(); ++column)
            header->setSectionHidden(column, std::find(view->columns.begin(), view->columns.end(),
                                                       static_cast<BetColumn>(column)) == view->columns.end());
        header->setSortIndicator(static_cast<int>(view->order.column),
                                 view->order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    m_openedView = m_views.key(row);
    setFilter(m_views.query(row));
    m_table->setFocus();
}

int BetsPage::currentView() const
{
    const auto text = m_field->text().trimmed();
    const int opened = m_views.rowOfKey(m_openedView);
    return opened >= 0 && m_views.query(opened) == text ? opened : m_views.rowOfQuery(text);
}

SaveViewDialog::Advice BetsPage::adviceOn(const QString& name, bool shared) const
{
    const auto* known = m_views.mineOnService(name);
    SaveViewDialog::Advice advice;
    advice.isShared = known && known->shared;
    if (const auto whyNot = m_shared.whyNot(shared); !whyNot.isEmpty() && (shared || known)) {
        advice.blocks = true;
        advice.text = (shared ? tr("A view for everybody is kept by the service. %1")
                              : tr("Your view of this name is kept by the service. %1"))
                          .arg(whyNot);
    } else if (m_views.hasMine(name)) {
        advice.text = !advice.isShared ? tr("Your view of this name is replaced.")
                      : shared         ? tr("Your view of this name is replaced, for everybody.")
                                       : tr("Your view of this name is replaced, and no longer for everybody.");
    }
    return advice;
}

SaveViewDialog::Advice BetsPage::adviceOnRenaming(const QString& key, const QString& name) const
{
    const int row = m_views.rowOfKey(key);
    if (row < 0)
        return {tr("This view was removed meanwhile."), true};
    if (const auto whyNot = m_shared.whyNot(); m_views.sharedAt(row) && !whyNot.isEmpty())
        return {tr("This view is kept by the service. %1").arg(whyNot), true};
    if (name != m_views.savedAt(row)->name && m_views.hasMine(name))
        return {tr("You have a view of this name."), true};
    return {};
}

// Once it is closed, the outcome is told like any other.
SharedViews::Ended BetsPage::endOf(SaveViewDialog* dialog)
{
    return [this, dialog = QPointer(dialog)](const QString& problem) {
        if (dialog && dialog->isVisible())
            dialog->end(problem);
        else if (!problem.isEmpty())
            Q_EMIT message(problem);
    };
}

void BetsPage::openDialog(SaveViewDialog* dialog)
{
    connect(&m_views, &ViewsModel::modelReset, dialog, &SaveViewDialog::refresh);
    connect(&m_context.connection, &Connection::changed, dialog, &SaveViewDialog::refresh);
    dialog->open();
}

void BetsPage::saveView(const QString& name, bool shared, const SharedViews::Ended& ended)
{
    const auto* header = m_table->horizontalHeader();
    SavedView view{
        name.trimmed().left(SaveViewDialog::charsMax), m_field->text().trimmed(), {}, m_search.model().order()};
    if (view.name.isEmpty())
        return;
    // One that cannot be read would be in the way of all others at the next start.
    if (!client::contract::Query::parse(view.query.toStdString())) {
        if (ended)
            ended(tr("Not saved: the query has a mistake."));
        return;
    }
    for (int at = 0; at < BetsModel::columns; ++at) {
        if (const int column = header->logicalIndex(at); !header->isSectionHidden(column))
            view.columns.push_back(static_cast<BetColumn>(column));
    }
    if (shared || m_views.mineOnService(view.name)) {
        m_shared.save(view, shared, ended);
        return;
    }
    m_views.put(view);
    m_openedView = ViewsModel::keyOf(view);
    if (ended)
        ended({});
    Q_EMIT message(tr("The view %1 is saved.").arg(view.name));
}

void BetsPage::askViewName()
{
    const int row = currentView();
    const auto* saved = m_views.savedAt(row);
    auto* dialog = new SaveViewDialog(
        SaveViewDialog::Kind::Save, saved ? saved->name : QString(),
        [this](const QString& name, bool forAll) { return adviceOn(name, forAll); }, this);
    connect(dialog, &SaveViewDialog::saveRequested, this,
            [this, dialog](const QString& name, bool forAll) { saveView(name, forAll, endOf(dialog)); });
    openDialog(dialog);
}

void BetsPage::askNewName(int row)
{
    if (!m_views.savedAt(row))
        return;
    const auto key = m_views.key(row);
    auto* dialog = new SaveViewDialog(
        SaveViewDialog::Kind::Rename, m_views.savedAt(row)->name,
        [this, key](const QString& name, bool) { return adviceOnRenaming(key, name); }, this);
    connect(dialog, &SaveViewDialog::saveRequested, this, [this, dialog, key](const QString& name) {
        const int at = m_views.rowOfKey(key);
        const auto ended = endOf(dialog);
        if (const auto* shared = m_views.sharedAt(at); shared && name.toStdString() != shared->name) {
            m_shared.rename(*shared, name, ended);
            return;
        }
        m_views.rename(at, name); // nothing, if it is called so
        ended({});
    });
    openDialog(dialog);
}

void BetsPage::removeView(int row)
{
    if (const auto* shared = m_views.sharedAt(row))
        m_shared.remove(*shared);
    else
        m_views.remove(row);
}

void BetsPage::shareView(int row, bool shared)
{
    if (const auto* known = m_views.sharedAt(row))
        m_shared.share(*known, shared);
    else if (const auto* saved = m_views.savedAt(row))
        m_shared.save(*saved, shared);
}

void BetsPage::askImport()
{
    auto* dialog = new QFileDialog(this, tr("Add views of a file"));
    dialog->setObjectName(QStringLiteral("importViewsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Views (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        constexpr qint64 bytesMax = 4'000'000;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            Q_EMIT message(tr("%1 cannot be read (%2).").arg(Format::fileName(path), file.errorString()));
            return;
        }
        const auto count = m_views.import(file.read(bytesMax));
        Q_EMIT message(count ? tr("%n views were added.", nullptr, *count)
                             : tr("No view was added: %1").arg(Format::foreign(count.error().detail, 200)));
    });
    dialog->open();
}

void BetsPage::askExportOfViews()
{
    auto* dialog = new QFileDialog(this, tr("Save my views to a file"));
    dialog->setObjectName(QStringLiteral("exportViewsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Views (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("views.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QSaveFile file(path);
        const auto json = viewsToJson(m_views.mine());
        const bool written = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
        const auto name = QFileInfo(path).fileName();
        Q_EMIT message(written ? tr("Saved as %1.").arg(name)
                               : tr("Not saved: %1 cannot be written (%2).").arg(name, file.errorString()));
    });
    dialog->open();
}

} // namespace ui
