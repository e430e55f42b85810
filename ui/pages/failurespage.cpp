// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/failurespage.h"

#include "client/contract/csv.h"
#include "ui/dialogs/failurenotedialog.h"
#include "ui/dialogs/failureretrydialog.h"
#include "ui/dialogs/partnerdialog.h"
#include "ui/fileproblem.h"
#include "ui/jobtexts.h"
#include "ui/widgets/betstable.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/staleedge.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <utility>

namespace ui {

using client::api::Call;
using client::contract::FailureId;
using client::contract::FailureRow;
using client::feed::LinkState;

namespace {

// For a file: without the spaces that a screen groups digits by.
QString plainAmounts(const FailureRow& row)
{
    QStringList parts;
    for (const auto& amount : row.amounts)
        parts << QString::fromStdString(amount.text() + ' ' + amount.currency.code);
    return parts.join(QStringLiteral("; "));
}

} // namespace

FailuresPage::~FailuresPage()
{
    if (m_call)
        m_call->disconnect(this);
}

std::vector<QWidget*> FailuresPage::panes() const
{
    return {m_table, m_buttons.at(Action::Assign), m_betsTable};
}

// Somebody's own group is given back; one that came back is taken again.
bool FailuresPage::isMine(const FailureRow& row) const
{
    return row.owner == m_context.connection.instance().subject &&
           row.state != client::contract::FailureState::Regressed;
}

const FailureRow* FailuresPage::chosen() const
{
    return m_chosen.empty() ? nullptr : m_model.find(m_chosen);
}

std::optional<client::contract::BetRow> FailuresPage::chosenBet() const
{
    const auto key = m_betsTable->currentKey();
    return key.isEmpty() ? std::nullopt : m_bets.model().find(key);
}

QString FailuresPage::subject() const
{
    const auto* row = chosen();
    return row ? FailureTexts::cause(*row) : QString();
}

QString FailuresPage::badge() const
{
    const int needing = m_model.needingAttention();
    return needing > 0 ? m_context.format.number(needing) : QString();
}

bool FailuresPage::open(const Place& place)
{
    if (place.kind != Place::Kind::Failure)
        return false;
    choose(FailureId(place.id.toStdString()));
    return true;
}

void FailuresPage::choose(const FailureId& failure)
{
    const int at = m_model.rowOf(failure);
    if (at >= 0) {
        m_wanted = {};
        m_table->selectRowAt(m_proxy->mapFromSource(m_model.index(at, 0)).row());
        return;
    }
    if (m_wanted == failure)
        return;
    m_wanted = failure;
    auto* call = m_context.api.failure(failure);
    connect(call, &Call::finished, this, [this, call, failure] {
        if (m_wanted != failure)
            return;
        m_wanted = {};
        if (!call->result()) {
            Q_EMIT message(tr("The group could not be read (%1).").arg(JobTexts::refusal(call->answer())));
            return;
        }
        m_model.apply({*call->result()});
        choose(failure);
    });
}

void FailuresPage::refresh()
{
    if (!m_context.connection.isKnown())
        return;
    m_askedAtMs = m_context.clock.steadyMs();
    m_model.reload();
    m_bets.markStale();
    refreshEmpty();
}

void FailuresPage::onConnection()
{
    const bool isReachable = m_context.connection.isReachable();
    // Failures of one environment are never shown under the name of another.
    const bool isOther = m_environmentId != m_context.connection.instance().environmentId;
    if (isOther) {
        m_environmentId = m_context.connection.instance().environmentId;
        m_model.clear();
    }
    if (isReachable && (!m_wasReachable || isOther))
        refresh();
    m_wasReachable = isReachable;
    refreshEmpty();
    refreshBar();
}

void FailuresPage::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver)
        m_model.clear();
    m_bets.onRows(rows);
    m_model.apply(rows.failures);
    // A snapshot says nothing of groups: what happened to them meanwhile was missed.
    if (rows.snapshot && m_wasReachable && (rows.startsOver || !m_model.isLoading()))
        refresh();
}

void FailuresPage::setLink(const LinkStatus& status)
{
    m_link = status;
    m_edge->setVisible(status.isStale(m_context.clock.utcMs()));
    refreshEmpty();
}

void FailuresPage::tick()
{
    m_bets.tick();
    const auto age = m_context.clock.steadyMs() - m_askedAtMs;
    const auto limit = m_link.state == LinkState::Polling ? pollMs : refreshMs;
    if (m_wasReachable && !m_model.isLoading() && age >= limit)
        refresh();
}

void FailuresPage::onGroups()
{
    const bool wasEmpty = std::exchange(m_rowsBefore, m_proxy->rowCount()) == 0;
    if (!m_wanted.empty())
        choose(m_wanted);
    // A chosen group that leaves leaves nothing chosen: the next key must not act on one that nobody looked at.
    else if (wasEmpty && m_table->currentRow() < 0 && m_proxy->rowCount() > 0)
        m_table->selectRowAt(0);
    if (const auto* row = chosen(); row && row->version != m_shownVersion) {
        m_shownVersion = row->version;
        m_bets.markStale();
    }
    refreshEmpty();
    refreshBar();
    Q_EMIT changed();
}

void FailuresPage::onCurrentRow()
{
    const int at = m_table->currentRow();
    m_chosen = at < 0 ? FailureId() : m_model.row(m_proxy->mapToSource(m_proxy->index(at, 0)).row()).id;
    const auto* row = chosen();
    m_shownVersion = row ? row->version : 0;
    m_bets.show(m_chosen);
    refreshBar();
    Q_EMIT changed();
}

QString FailuresPage::whyNot(Action action) const
{
    if (action == Action::Export)
        return m_model.rowCount() > 0 ? QString() : tr("There is nothing to save.");
    const auto* row = chosen();
    if (!row)
        return tr("Choose a group.");
    // Looking is for everybody; the dialog says who may press.
    if (action == Action::Partner)
        return m_wasReachable ? QString() : tr("Off until the connection returns.");
    const auto why = m_context.connection.whyNot(action == Action::Refund ? Act::Job : Act::Failure);
    if (!why.isEmpty())
        return why;
    if (action == Action::Refund) {
        if (!m_bets.isComplete())
            return m_bets.isLoading() ? tr("The bets of the group are being read.")
                                      : tr("The bets of the group are not here.");
        return m_bets.model().rowCount() > 0 ? QString() : tr("The group has no bets now.");
    }
    if (m_call)
        return tr("The service is being asked.");
    if (action == Action::Retry && row->openBets == 0)
        return tr("No bet of this group is open.");
    return {};
}

void FailuresPage::act(Action action)
{
    if (!whyNot(action).isEmpty())
        return;
    const auto* row = chosen();
    switch (action) {
    case Action::Assign: {
        const auto& me = m_context.connection.instance().subject;
        const bool gives = isMine(*row);
        follow(m_context.api.assignFailure(row->id, gives ? std::string() : me),
               gives ? tr("Given back.") : tr("The group is yours."));
        return;
    }
    case Action::Mute: {
        const bool mutes = row->mutedUntil == 0;
        follow(m_context.api.muteFailure(row->id, mutes),
               mutes ? tr("Muted until it gets worse.") : tr("No longer muted."));
        return;
    }
    case Action::Note:
        askNote();
        return;
    case Action::Retry:
        askRetry();
        return;
    case Action::Refund:
        refundGroup();
        return;
    case Action::Partner:
        showPartner();
        return;
    case Action::Export:
        askFile();
        return;
    }
}

void FailuresPage::follow(client::api::CallOf<FailureRow>* call, const QString& done)
{
    m_call = call;
    connect(call, &Call::finished, this, [this, call, done] {
        m_call.clear();
        if (call->result()) {
            m_model.apply({*call->result()});
            Q_EMIT message(done);
        } else {
            sayFailed(call->answer());
        }
        refreshBar();
    });
    refreshBar();
}

void FailuresPage::sayFailed(const client::contract::Answer& answer)
{
    const auto why = JobTexts::refusal(answer);
    Q_EMIT message(answer.kind == client::contract::AnswerKind::InDoubt
                       ? tr("The service did not answer (%1). Look at the group before you press again.").arg(why)
                       : tr("Not done: %1.").arg(why));
    refresh();
}

void FailuresPage::giveFocusBack(QDialog* dialog)
{
    auto* focused = window()->focusWidget();
    connect(dialog, &QDialog::finished, this, [focused = QPointer<QWidget>(focused)] {
        if (focused)
            focused->setFocus(Qt::OtherFocusReason);
    });
}

void FailuresPage::askNote()
{
    auto* dialog = new FailureNoteDialog(*chosen(), this);
    connect(dialog, &FailureNoteDialog::noted, this, [this, id = m_chosen](const QString& text) {
        follow(m_context.api.noteFailure(id, text.toStdString()),
               text.isEmpty() ? tr("The note is gone.") : tr("Noted."));
    });
    giveFocusBack(dialog);
    dialog->open();
}

void FailuresPage::showPartner()
{
    auto* dialog = new PartnerDialog(m_context, chosen()->partner, this);
    giveFocusBack(dialog);
    dialog->open();
}

void FailuresPage::askRetry()
{
    if (m_dialog)
        return;
    m_dialog = new FailureRetryDialog(m_context, *chosen(), this);
    connect(m_dialog, &FailureRetryDialog::confirmed, this,
            [this, id = m_chosen](std::int64_t expectedCount) { retry(id, expectedCount); });
    giveFocusBack(m_dialog);
    m_dialog->open();
}

void FailuresPage::retry(const FailureId& failure, std::int64_t expectedCount)
{
    auto* call = m_context.api.retryFailure(failure, expectedCount);
    m_call = call;
    connect(call, &Call::finished, this, [this, call] {
        m_call.clear();
        const auto& problem = call->answer().problem;
        if (call->result())
            Q_EMIT message(m_texts.retried(*call->result()));
        else if (problem && problem->code == client::contract::ProblemCode::CountMoved)
            Q_EMIT message(tr("Nothing was sent: the group has changed while you were reading. Look again."));
        else
            sayFailed(call->answer());
        refresh();
        refreshBar();
    });
    refreshBar();
}

void FailuresPage::refundGroup()
{
    client::operations::BulkSelection selection;
    BulkRefundView view;
    auto& model = m_bets.model();
    for (int at = 0; at < model.rowCount(); ++at) {
        const auto& row = model.row(at);
        selection.items.push_back({row.partner, row.bet});
        const auto same = std::find_if(view.stakes.begin(), view.stakes.end(),
                                       [&](const auto& stake) { return stake.currency == row.currency; });
        if (same == view.stakes.end())
            view.stakes.push_back({row.netStakeMinor(), row.currency});
        else
            same->minor += row.netStakeMinor();
    }
    view.bets = model.rowCount();
    view.onScreen = view.bets;
    Q_EMIT bulkRefundRequested(selection, view);
}

void FailuresPage::askFile()
{
    auto* dialog = new QFileDialog(this, tr("Save the failures"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("failuresFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table, CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("failures.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const auto problem = saveCsv(path);
        const auto file = QFileInfo(path).fileName();
        Q_EMIT message(problem.isEmpty() ? tr("Saved as %1: %n groups.", nullptr, m_proxy->rowCount()).arg(file)
                                         : tr("Not saved: %1 cannot be written (%2).").arg(file, problem));
    });
    dialog->open();
}

QString FailuresPage::saveCsv(const QString& path) const
{
    using Column = FailuresModel::Column;
    constexpr std::array columns{Column::Cause, Column::Partner, Column::Bets,  Column::Amount, Column::First,
                                 Column::Last,  Column::State,   Column::Owner, Column::Note};
    std::string text;
    const auto line = [&text](const QStringList& cells) {
        for (qsizetype i = 0; i < cells.size(); ++i)
            text.append(i == 0 ? "" : ",").append(client::contract::csvCell(cells[i].toStdString()));
        text += "\r\n";
    };
    QStringList heads;
    for (const auto column : columns)
        heads << FailuresModel::header(column);
    line(heads << tr("Open bets") << tr("Failures"));
    for (int at = 0; at < m_proxy->rowCount(); ++at) {
        const auto& row = m_model.row(m_proxy->mapToSource(m_proxy->index(at, 0)).row());
        QStringList cells;
        for (const auto column : columns) {
            if (column == Column::First || column == Column::Last)
                cells << m_context.format.dateTime(column == Column::First ? row.firstAt : row.lastAt);
            else if (column == Column::Bets)
                cells << QString::number(row.bets);
            else if (column == Column::Amount)
                cells << plainAmounts(row);
            else
                cells << m_model.text(row, column);
        }
        line(cells << QString::number(row.openBets) << QString::number(row.failures));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0 ||
        !file.commit())
        return file.errorString();
    return {};
}

QString FailuresPage::emptyText() const
{
    if (m_model.rowCount() > 0)
        return {};
    if (m_context.connection.link() == LinkState::Offline)
        return tr("Offline. Failures are grouped by the service and are shown when the connection returns.");
    if (m_context.connection.link() == LinkState::File)
        return fileProblem(m_link).isEmpty() ? tr("No failures are known up to this moment.") : fileProblem(m_link);
    if (!m_model.problem().isEmpty())
        return tr("The service did not give its failures (%1).").arg(m_model.problem());
    if (!m_model.wasLoaded())
        return tr("Connecting. Failures appear here.");
    return tr("No failures in the last 24 h.");
}

void FailuresPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("betColumns"), m_betsTable->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
}

void FailuresPage::restore(QSettings& settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_betsTable->restoreColumns(settings.value(QStringLiteral("betColumns")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
}

void FailuresPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void FailuresPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

} // namespace ui
