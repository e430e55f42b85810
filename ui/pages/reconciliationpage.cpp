// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page does; how it is built stands in reconciliationpage_view.cpp.
#include "ui/pages/reconciliationpage.h"

#include "client/contract/stats.h"
#include "ui/dialogs/acceptdifferencedialog.h"
#include "ui/dialogs/reconciliationdialog.h"
#include "ui/jobtexts.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStandardPaths>

#include <algorithm>

namespace ui {

using client::api::Call;
using client::contract::BetRow;
using client::contract::ReconciliationItem;
using client::contract::ReconciliationRow;
using client::operations::DifferenceExport;

ReconciliationPage::~ReconciliationPage()
{
    if (m_call)
        m_call->disconnect(this);
}

std::vector<QWidget*> ReconciliationPage::panes() const
{
    return {m_runsTable, m_class, m_differencesTable, m_sidesTable};
}

QWidget* ReconciliationPage::filterField() const
{
    return m_class;
}

const ReconciliationRow* ReconciliationPage::chosenRun() const
{
    return m_chosenRun.empty() ? nullptr : m_runs.find(m_chosenRun);
}

const ReconciliationItem* ReconciliationPage::chosen() const
{
    const int row = m_differencesTable->currentRow();
    return row < 0 ? nullptr : &m_differences.row(row);
}

QString ReconciliationPage::subject() const
{
    if (const auto* item = chosen())
        return Format::foreign(item->bet.text(), 64);
    const auto* run = chosenRun();
    return run ? m_runs.text(*run, ReconciliationsModel::Column::Run) : QString();
}

QString ReconciliationPage::filter() const
{
    const QStringList parts{m_class->currentData().toString(), m_age->currentData().toString(),
                            m_accepted->currentData().toString()};
    const auto text = parts.join(u'|');
    return text == QStringLiteral("|-1|") ? QString() : text;
}

void ReconciliationPage::setFilter(const QString& text)
{
    if (text == filter())
        return;
    const auto parts = text.split(u'|');
    const auto choose = [](QComboBox* box, const QVariant& value) {
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    choose(m_class, parts.value(0));
    choose(m_age, parts.value(1).isEmpty() ? -1 : parts.value(1).toInt());
    choose(m_accepted, parts.value(2));
    loadDifferences();
}

void ReconciliationPage::escape()
{
    setFilter({});
}

client::api::ReconciliationItemFilter ReconciliationPage::asked() const
{
    client::api::ReconciliationItemFilter filter;
    filter.kind = m_class->currentData().toString().toStdString();
    if (const auto accepted = m_accepted->currentData().toString(); !accepted.isEmpty())
        filter.accepted = accepted == QStringLiteral("accepted");
    if (const int step = m_age->currentData().toInt(); step >= 0) {
        const auto& bounds = client::contract::agingBoundsMs;
        filter.sinceBefore = m_context.clock.utcMs() - bounds.at(static_cast<std::size_t>(step));
    }
    return filter;
}

bool ReconciliationPage::isReachable() const
{
    return m_context.connection.isReachable();
}

void ReconciliationPage::onConnection()
{
    // Runs of one environment are never shown under the name of another.
    if (m_environmentId != m_context.connection.instance().environmentId) {
        m_environmentId = m_context.connection.instance().environmentId;
        m_export.cancel();
        // Ids are counted by each service: what was begun here must not end there.
        for (auto* dialog : findChildren<QDialog*>())
            delete dialog;
        m_exportText.clear();
        m_chosenRun.clear();
        m_runs.clear();
        m_differences.clear();
    }
    // What happened while nothing could be asked is asked for at once.
    if (!isReachable())
        m_askedAtMs = m_context.clock.steadyMs() - refreshMs;
    loadIfShown();
    refreshEmpty();
    refreshBar();
}

void ReconciliationPage::loadIfShown()
{
    if (isVisible() && isReachable() && !m_runs.wasLoaded() && !m_runs.isLoading() && m_runs.problem().isEmpty())
        refresh();
    else if (isVisible() && isReachable() && !m_chosenRun.empty() && m_differences.run().empty())
        loadDifferences(); // the connection was gone when the run was chosen
}

void ReconciliationPage::refresh()
{
    if (!isReachable())
        return;
    m_askedAtMs = m_context.clock.steadyMs();
    m_runs.reload();
    if (!m_chosenRun.empty())
        loadDifferences();
}

void ReconciliationPage::tick()
{
    if (!isVisible())
        return;
    m_differences.tick();
    const auto age = m_context.clock.steadyMs() - m_askedAtMs;
    // The runs alone: what somebody reads stays under their eyes.
    const bool hurries = m_runs.hasOpenRun() || !m_runs.problem().isEmpty();
    if (isReachable() && !m_runs.isLoading() && age >= (hurries ? pollMs : refreshMs)) {
        m_askedAtMs = m_context.clock.steadyMs();
        m_runs.reload();
    }
}

void ReconciliationPage::onRuns()
{
    if (const int row = m_wantedRun.empty() ? -1 : m_runs.rowOf(m_wantedRun); row >= 0) {
        m_wantedRun.clear();
        m_runsTable->selectRowAt(row);
    } else if (m_runsTable->currentRow() < 0 && m_runs.rowCount() > 0) {
        m_runsTable->selectRowAt(0);
    }
    // It has ended since: what it found last is not listed yet.
    const auto* run = chosenRun();
    if (run && m_wasOpen && !client::contract::isOpen(run->state))
        loadDifferences();
    m_wasOpen = run && client::contract::isOpen(run->state);
    refreshClasses();
    refreshEmpty();
    refreshBar();
    Q_EMIT changed();
}

void ReconciliationPage::onCurrentRun()
{
    const int row = m_runsTable->currentRow();
    const auto run = row < 0 ? std::string() : m_runs.row(row).id;
    if (run == m_chosenRun)
        return;
    m_chosenRun = run;
    m_wasOpen = row >= 0 && client::contract::isOpen(m_runs.row(row).state);
    m_exportText.clear();
    loadDifferences();
    refreshClasses();
    Q_EMIT changed();
}

void ReconciliationPage::loadDifferences()
{
    m_exportText.clear();
    if (m_chosenRun.empty() || !isReachable())
        m_differences.clear();
    else
        m_differences.load(m_chosenRun, asked());
    Q_EMIT filterChanged();
}

void ReconciliationPage::onCurrentDifference()
{
    const auto* item = chosen();
    m_sides.show(item ? std::optional(*item) : std::nullopt);
    refreshBar();
    Q_EMIT changed();
}

QString ReconciliationPage::whyNot(Action action) const
{
    const auto* run = chosenRun();
    const auto* item = chosen();
    switch (action) {
    case Action::New:
        return ReconciliationTexts::whyNot(m_context.connection);
    case Action::GiveUp:
        if (!run || !client::contract::isOpen(run->state))
            return tr("Choose a run that has not ended.");
        return m_call ? tr("One thing after the other.") : ReconciliationTexts::whyNot(m_context.connection);
    case Action::Export:
        if (!run)
            return tr("Choose a run.");
        if (m_export.isRunning())
            return tr("A file is being saved.");
        return isReachable() ? QString() : tr("Off until the connection returns.");
    case Action::Open:
    case Action::Accept:
    case Action::Remedy:
        break;
    }
    if (!item)
        return tr("Choose a difference.");
    if (m_call)
        return tr("One thing after the other.");
    if (action == Action::Accept) {
        if (!client::contract::isException(item->kind))
            return tr("The bet is still moving: there is nothing to accept.");
        if (item->isAccepted())
            return tr("%1 has accepted it.").arg(Format::foreign(item->acceptedBy, 64));
        return ReconciliationTexts::whyNot(m_context.connection);
    }
    if (!item->ours)
        return ReconciliationTexts::remedyHint(*item);
    if (!isReachable())
        return tr("Off until the connection returns.");
    if (action == Action::Open)
        return {};
    switch (ReconciliationTexts::remedy(*item)) {
    case Remedy::None:
        return ReconciliationTexts::remedyHint(*item);
    case Remedy::Refund:
        return m_context.connection.whyNot(Act::Refund);
    case Remedy::Recalculate:
        return m_context.connection.whyNot(Act::Recalculate);
    case Remedy::AskPartner:
        return {};
    }
    return {};
}

void ReconciliationPage::act(Action action)
{
    if (const auto why = whyNot(action); !why.isEmpty()) {
        Q_EMIT message(why);
        return;
    }
    switch (action) {
    case Action::New:
        return begin();
    case Action::GiveUp:
        return giveUp();
    case Action::Export:
        return askFile();
    case Action::Open:
        return readBet(&ReconciliationPage::betOpened);
    case Action::Accept:
        return askReason();
    case Action::Remedy:
        return startRemedy();
    }
}

void ReconciliationPage::begin()
{
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_dialog = new ReconciliationDialog(m_context, this);
    connect(m_dialog, &ReconciliationDialog::started, this, [this](const ReconciliationRow& run) {
        m_wantedRun = run.id;
        m_runs.apply(run);
        onRuns();
        m_runs.reload();
    });
    connect(m_dialog, &QDialog::finished, this, [this] {
        // Who went on to another page meanwhile stays there.
        if (!isVisible())
            return;
        window()->activateWindow();
        m_runsTable->setFocus();
    });
    m_dialog->show();
}

void ReconciliationPage::giveUp()
{
    auto* call = m_context.api.cancelReconciliation(m_chosenRun);
    m_call = call;
    connect(call, &Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            m_runs.apply(*call->result());
            onRuns();
        } else {
            Q_EMIT message(tr("The run was not given up (%1).").arg(JobTexts::refusal(call->answer())));
        }
        refreshBar();
    });
    refreshBar();
}

void ReconciliationPage::askReason()
{
    auto* dialog = new AcceptDifferenceDialog(m_context, *chosen(), this);
    connect(dialog, &AcceptDifferenceDialog::differenceAccepted, this, [this](const ReconciliationItem& item) {
        m_differences.apply(item);
        onCurrentDifference();
        m_runs.reload();
        Q_EMIT message(tr("Accepted: bet %1.").arg(Format::foreign(item.bet.text(), 64)));
    });
    connect(dialog, &QDialog::finished, this, [this] {
        window()->activateWindow();
        m_differencesTable->setFocus();
    });
    dialog->open();
}

void ReconciliationPage::readBet(void (ReconciliationPage::*told)(const BetRow&))
{
    const auto item = *chosen();
    auto* call = m_context.api.bet(item.partner, item.bet);
    m_call = call;
    connect(call, &Call::finished, this, [this, call, told] {
        m_call.clear();
        if (call->result())
            Q_EMIT(this->*told)(*call->result());
        else
            Q_EMIT message(tr("The bet could not be read (%1).").arg(JobTexts::refusal(call->answer())));
        refreshBar();
    });
    refreshBar();
}

void ReconciliationPage::startRemedy()
{
    const auto& item = *chosen();
    switch (ReconciliationTexts::remedy(item)) {
    case Remedy::None:
        return;
    case Remedy::Refund:
        Q_EMIT refundRequested(QString::fromStdString(item.partner.text()), QString::fromStdString(item.bet.text()));
        return;
    case Remedy::Recalculate:
        Q_EMIT placeRequested({Place::Kind::Recalculation, QString::fromStdString(item.ours->round.text())});
        return;
    case Remedy::AskPartner:
        return readBet(&ReconciliationPage::doubtOpened);
    }
}

void ReconciliationPage::askFile()
{
    auto* dialog = new QFileDialog(this, tr("Save the differences"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("differencesFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table, CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("differences.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReconciliationPage::exportTo);
    dialog->open();
}

void ReconciliationPage::exportTo(const QString& path)
{
    if (!m_chosenRun.empty())
        m_export.save(m_chosenRun, asked(), path);
    refreshBar();
}

void ReconciliationPage::onExported(DifferenceExport::End end, const QString& detail)
{
    const auto file = QFileInfo(m_export.path()).fileName();
    switch (end) {
    case DifferenceExport::End::Saved:
        m_exportText = tr("Saved as %1: %n rows.", nullptr, static_cast<int>(m_export.rows())).arg(file);
        break;
    case DifferenceExport::End::Cancelled:
        m_exportText = tr("Cancelled. No file was written.");
        break;
    case DifferenceExport::End::ServiceFailed:
        m_exportText = tr("Not saved: the service did not give the differences (%1).")
                           .arg(m_export.answer().kind == client::contract::AnswerKind::Accepted
                                    ? Format::foreign(detail.toStdString(), 200)
                                    : JobTexts::refusal(m_export.answer()));
        break;
    case DifferenceExport::End::FileFailed:
        m_exportText = tr("Not saved: %1 cannot be written (%2).").arg(file, detail);
        break;
    }
    refreshBar();
}

QString ReconciliationPage::runsEmptyText() const
{
    if (m_runs.rowCount() > 0)
        return {};
    if (!isReachable())
        return tr("Reconciliation needs a connection.");
    if (!m_runs.problem().isEmpty())
        return tr("The service did not give its runs (%1). F5 asks again.").arg(m_runs.problem());
    if (!m_runs.wasLoaded())
        return tr("Reading the runs…");
    return tr("No bets have been compared with a partner's list yet. “New” begins.");
}

QString ReconciliationPage::differencesEmptyText() const
{
    if (m_differences.rowCount() > 0)
        return {};
    const auto* run = chosenRun();
    if (!run)
        return m_runs.rowCount() > 0 ? tr("Choose a run to see what it found.") : QString();
    if (!m_differences.problem().isEmpty())
        return tr("The service did not give the differences (%1). F5 asks again.").arg(m_differences.problem());
    if (!isReachable() && !m_differences.wasLoaded())
        return tr("Differences are shown when the connection returns.");
    if (!m_differences.wasLoaded())
        return tr("Reading what was found…");
    if (!filter().isEmpty())
        return tr("No difference of this class and age. Esc shows all.");
    return client::contract::isOpen(run->state) ? tr("Nothing has been found so far.")
                                                : tr("No differences. Both sides agree.");
}

void ReconciliationPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("runs"), m_runsTable->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("differences"), m_differencesTable->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
}

void ReconciliationPage::restore(QSettings& settings)
{
    m_runsTable->horizontalHeader()->restoreState(settings.value(QStringLiteral("runs")).toByteArray());
    m_differencesTable->horizontalHeader()->restoreState(settings.value(QStringLiteral("differences")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
}

void ReconciliationPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void ReconciliationPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    refreshEmpty();
}

void ReconciliationPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    loadIfShown();
    refreshEmpty();
}

} // namespace ui
