// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/roundspage.h"

#include "client/contract/query.h"
#include "ui/dialogs/recalculationwizard.h"
#include "ui/dialogs/resultdialog.h"
#include "ui/fileproblem.h"
#include "ui/proxies/roundsproxy.h"
#include "ui/translation.h"
#include "ui/widgets/rounddetail.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/shownstack.h"
#include "ui/widgets/staleedge.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using client::contract::JobKind;
using client::contract::RoundRow;
using client::feed::LinkState;

namespace {

constexpr int tableShare = 3;
constexpr int detailShare = 2;
constexpr int jobsAskedFor = 10;

} // namespace

RoundsPage::RoundsPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_model(context.clock, context.format), m_proxy(new RoundsProxy(m_model, this)),
      m_views(new ShownStack(this)), m_list(new QWidget), m_field(new QLineEdit(this)), m_needing(new QCheckBox(this)),
      m_count(new QLabel(this)), m_splitter(new QSplitter(Qt::Vertical, this)), m_table(new RowTable(context.theme)),
      m_edge(new StaleEdge(context.theme, m_table)), m_detail(new RoundDetail(context)), m_empty(new QWidget(m_table)),
      m_emptyLabel(new QLabel(m_empty)), m_clear(new QPushButton(m_empty))
{
    setObjectName(QStringLiteral("roundsPage"));
    buildList();
    connectParts();
    retranslate();
    constexpr int recountMs = 3'000;
    m_recount.setSingleShot(true);
    m_recount.setInterval(recountMs);
    connect(&m_recount, &QTimer::timeout, this, [this] {
        if (isVisible() && m_context.connection.isReachable())
            readRounds();
    });
    resetLayout();
}

RoundsPage::~RoundsPage() = default;

void RoundsPage::buildList()
{
    m_field->setObjectName(QStringLiteral("roundsFilter"));
    m_field->setClearButtonEnabled(true);
    m_needing->setObjectName(QStringLiteral("needingOnly"));
    m_count->setObjectName(QStringLiteral("roundsCount"));
    setTextRole(m_count, TextRole::Secondary);
    m_table->setObjectName(QStringLiteral("roundsTable"));
    m_table->setSortingEnabled(true);
    m_table->setModel(m_proxy);
    m_table->horizontalHeader()->setSortIndicator(static_cast<int>(RoundsModel::Column::Started), Qt::DescendingOrder);
    m_splitter->setObjectName(QStringLiteral("roundsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);

    m_emptyLabel->setObjectName(QStringLiteral("roundsEmptyText"));
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setWordWrap(true);
    setTextRole(m_emptyLabel, TextRole::Secondary);
    m_clear->setObjectName(QStringLiteral("clearRoundsFilterButton"));
    auto* empty = new QVBoxLayout(m_empty);
    empty->setSpacing(metrics::groupSpacing);
    empty->addStretch(1);
    empty->addWidget(m_emptyLabel);
    empty->addWidget(m_clear, 0, Qt::AlignCenter);
    empty->addStretch(2);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 8);
    tools->setSpacing(metrics::groupSpacing);
    tools->addWidget(m_field, 1);
    tools->addWidget(m_needing);
    tools->addWidget(m_count);
    auto* list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addLayout(tools);
    list->addWidget(m_splitter, 1);
    m_views->addWidget(m_list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_views);
}

void RoundsPage::connectParts()
{
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setText(text);
        refreshCounts();
        Q_EMIT filterChanged();
    });
    connect(m_needing, &QCheckBox::toggled, this, [this](bool needing) {
        m_proxy->setNeedingOnly(needing);
        refreshCounts();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_needing->setChecked(false);
        setFilter({});
    });
    connect(&m_model, &RoundsModel::countsChanged, this, [this] {
        const auto* shown = currentRound();
        if (shown && m_detail->round() && m_detail->round()->version != shown->version)
            m_detail->showRound(*shown);
        for (const auto& [id, open] : m_wizards) {
            if (const auto* row = m_model.find(id))
                open->onRound(*row);
        }
        refreshCounts();
        Q_EMIT changed();
    });
    connect(m_table, &RowTable::currentRowChanged, this, &RoundsPage::showCurrent);
    connect(m_table, &RowTable::filterRequested, this, [this] { m_field->setFocus(); });
    connect(m_table, &RowTable::openRequested, m_detail, [this] { m_detail->table().setFocus(); });
    connect(m_detail, &RoundDetail::betsRequested, this, [this] {
        if (const auto* round = currentRound())
            Q_EMIT placeRequested(
                {Place::Kind::Bets, QString::fromStdString(client::contract::Query::termText(
                                        client::contract::QueryField::Round, client::contract::QueryOperator::Equals,
                                        round->round.text()))});
    });
    connect(m_detail, &RoundDetail::jobRequested, this, [this](const QString& job) {
        Q_EMIT placeRequested({Place::Kind::Job, job});
    });
    connect(m_detail, &RoundDetail::recalculateRequested, this, &RoundsPage::recalculate);
    connect(m_detail, &RoundDetail::flagRequested, this, &RoundsPage::flag);
    connect(m_detail, &RoundDetail::postResultRequested, this, &RoundsPage::openResultDialog);
    connect(&m_context.theme, &Theme::changed, this, [this] { update(); });
}

std::vector<client::contract::RoundRow> RoundsPage::newest(int most) const
{
    std::vector<client::contract::RoundRow> rows;
    for (int row = std::max(0, m_model.rowCount() - most); row < m_model.rowCount(); ++row)
        rows.push_back(m_model.row(row));
    return rows;
}

QString RoundsPage::subject() const
{
    return QString::fromStdString(m_current);
}

QString RoundsPage::badge() const
{
    const int needing = m_model.needsRecalculationCount();
    return needing == 0 ? QString() : m_context.format.number(needing);
}

std::vector<QWidget*> RoundsPage::panes() const
{
    if (auto* open = wizard())
        return {open};
    return {m_table, m_field, m_detail};
}

QWidget* RoundsPage::filterField() const
{
    return m_field;
}

QString RoundsPage::filter() const
{
    return m_field->text();
}

void RoundsPage::setFilter(const QString& text)
{
    m_field->setText(text);
}

const RoundRow* RoundsPage::currentRound() const
{
    return m_current.empty() ? nullptr : m_model.find(m_current);
}

QStringList RoundsPage::resultsFor(const client::contract::RoundId& round) const
{
    const auto* row = m_model.find(round.text());
    return row ? m_model.resultsOf(row->game) : QStringList();
}

bool RoundsPage::open(const Place& place)
{
    if (place.kind != Place::Kind::Round && place.kind != Place::Kind::Recalculation)
        return false;
    showList();
    m_wantsWizard = place.kind == Place::Kind::Recalculation;
    select(place.id.toStdString());
    return true;
}

void RoundsPage::select(const std::string& round)
{
    const int row = m_model.rowOf(round);
    if (row < 0) {
        m_wanted = round;
        auto* call = m_context.api.round(client::contract::RoundId(round));
        connect(call, &client::api::Call::finished, this, [this, call] {
            if (call->result())
                m_model.apply({*call->result()});
            else
                Q_EMIT message(
                    tr("The round could not be read: %1").arg(Format::foreign(call->result().error().detail, 200)));
            if (m_model.find(m_wanted))
                select(m_wanted);
        });
        return;
    }
    m_wanted.clear();
    if (!m_proxy->mapFromSource(m_model.index(row, 0)).isValid()) {
        m_needing->setChecked(false);
        setFilter({});
    }
    m_table->selectRowAt(m_proxy->mapFromSource(m_model.index(row, 0)).row());
    if (std::exchange(m_wantsWizard, false))
        recalculate();
}

void RoundsPage::showCurrent()
{
    const int row = m_table->currentRow();
    const auto* round = row < 0 ? nullptr : &m_model.row(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
    // A round that left the list by a filter stays in the detail: its row may be read until another one is chosen.
    if (!round)
        return;
    const bool isOther = round->round.text() != m_current;
    m_current = round->round.text();
    m_detail->showRound(*round);
    m_detail->setBegun(m_wizards.count(m_current) > 0);
    if (!isOther)
        return;
    const auto job = m_jobs.find(m_current);
    m_detail->showJob(job == m_jobs.end() ? std::nullopt : std::optional(job->second));
    if (job == m_jobs.end() && round->state == client::contract::RoundState::Recalculating)
        askForJob(round->round);
    Q_EMIT changed();
}

void RoundsPage::askForJob(const client::contract::RoundId& round)
{
    client::api::JobFilter filter;
    filter.kind = client::contract::word(JobKind::Recalculation);
    filter.round = round.text();
    filter.limit = jobsAskedFor;
    auto* call = m_context.api.jobs(filter);
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result())
            onJobs(call->result()->rows);
    });
}

void RoundsPage::onJobs(const std::vector<client::contract::JobRow>& jobs)
{
    for (const auto& job : jobs) {
        if (job.kind != JobKind::Recalculation || job.round.empty())
            continue;
        const auto& round = job.round.text();
        if (const auto open = m_wizards.find(round); open != m_wizards.end())
            open->second->onJob(job);
        const auto held = m_jobs.find(round);
        const bool isHeld = held != m_jobs.end() && held->second.id == job.id;
        if (isHeld && job.version <= held->second.version)
            continue;
        // A plan that nobody has asked to approve is nobody else's business.
        const bool counts =
            client::contract::isActive(job.state) || job.state == client::contract::JobState::PendingApproval;
        if (counts)
            m_jobs.insert_or_assign(round, job);
        else if (isHeld)
            m_jobs.erase(held);
        const auto now = m_jobs.find(round);
        if (const auto open = m_wizards.find(round); open != m_wizards.end())
            open->second->setOtherJob(now == m_jobs.end() ? 0 : now->second.number);
        if (round == m_current) {
            m_detail->showJob(now == m_jobs.end() ? std::nullopt : std::optional(now->second));
        }
    }
}

void RoundsPage::refresh()
{
    readRounds();
    m_detail->reload();
}

void RoundsPage::escape()
{
    if (wizard())
        return showList();
    if (m_field->text().isEmpty())
        m_table->setFocus();
    setFilter({});
}

void RoundsPage::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver) {
        m_model.clear();
        m_jobs.clear();
        m_current.clear();
        m_detail->clear();
        while (!m_wizards.empty())
            closeWizard(m_wizards.begin()->first);
    }
    m_model.apply(rows.rounds);
    onJobs(rows.jobs);
    // Bets join a round without a word of the round's own, so its counts are read again while somebody looks.
    if (!rows.bets.empty() && !rows.snapshot && isVisible() && !m_recount.isActive())
        m_recount.start();
}

void RoundsPage::readRounds()
{
    auto* call = m_context.api.rounds();
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result()) {
            m_problem.clear();
            m_model.apply(call->result()->rows);
        } else {
            m_problem = Format::foreign(call->result().error().detail, 200);
            Q_EMIT message(tr("The rounds could not be read: %1").arg(m_problem));
        }
        refreshCounts();
    });
}

void RoundsPage::setLink(const LinkStatus& status)
{
    m_link = status;
    m_model.setCounted(status.state != LinkState::Connecting && status.state != LinkState::Offline);
    m_edge->setVisible(status.isStale(m_context.clock.utcMs()));
    for (const auto& [id, open] : m_wizards)
        open->setClockSkewMs(status.clockSkewMs);
    refreshCounts();
}

QString RoundsPage::emptyText() const
{
    if (m_proxy->rowCount() > 0)
        return {};
    if (m_model.rowCount() > 0)
        return m_needing->isChecked() && m_field->text().isEmpty() ? tr("No round needs a recalculation.")
                                                                   : tr("No rounds match.");
    if (!m_problem.isEmpty())
        return tr("The service did not answer (%1). F5 asks again.").arg(m_problem);
    switch (m_link.state) {
    case LinkState::Connecting:
        return tr("Connecting. The first rounds appear here.");
    case LinkState::Offline:
        return tr("Offline since %1, and no round is cached.").arg(m_context.format.timeShort(m_link.offlineSinceMs));
    case LinkState::File:
        return fileProblem(m_link).isEmpty() ? tr("No round is known up to this moment.") : fileProblem(m_link);
    case LinkState::Live:
    case LinkState::Delayed:
    case LinkState::Polling:
        return tr("No rounds yet.");
    }
    return {};
}

void RoundsPage::refreshCounts()
{
    const auto text = emptyText();
    m_emptyLabel->setText(text);
    m_clear->setVisible(m_model.rowCount() > 0);
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!text.isEmpty());
    //: %1 shown, %2 in all; the plural goes by %2
    m_count->setText(
        tr("%1 of %2 rounds", nullptr, m_model.rowCount())
            .arg(m_context.format.number(m_proxy->rowCount()), m_context.format.number(m_model.rowCount())));
}

void RoundsPage::openResultDialog()
{
    const auto* round = currentRound();
    if (!round)
        return;
    auto* dialog = new ResultDialog(m_context, *round, m_model.resultsOf(round->game), this);
    connect(dialog, &ResultDialog::posted, this, [this](const RoundRow& row) {
        m_model.apply({row});
        m_detail->reload();
        Q_EMIT message(tr("The official result of round %1 is recorded.").arg(Format::foreign(row.round.text(), 64)));
    });
    dialog->open();
}

void RoundsPage::flag()
{
    const auto* round = currentRound();
    if (!round || !m_detail->whyNoFlag().isEmpty())
        return;
    auto* call = m_context.api.flagRound(round->round);
    connect(call, &client::api::Call::finished, this, [this, call] {
        if (call->result()) {
            m_model.apply({*call->result()});
            Q_EMIT message(tr("Round %1 is marked: it needs a recalculation.")
                               .arg(Format::foreign(call->result()->round.text(), 64)));
        } else {
            Q_EMIT message(
                tr("The round could not be marked: %1").arg(Format::foreign(call->result().error().detail, 200)));
        }
    });
}

RecalculationWizard* RoundsPage::wizard() const
{
    return m_views->currentWidget() == m_list ? nullptr : qobject_cast<RecalculationWizard*>(m_views->currentWidget());
}

void RoundsPage::recalculate()
{
    const auto* round = currentRound();
    if (!round)
        return;
    if (const auto why = m_detail->whyNoRecalculation(); !why.isEmpty()) {
        Q_EMIT message(why);
        return;
    }
    openWizard(*round);
}

void RoundsPage::openWizard(const RoundRow& round)
{
    const auto id = round.round.text();
    auto& open = m_wizards[id];
    if (!open) {
        open = new RecalculationWizard(m_context, round, m_model.resultsOf(round.game));
        open->setClockSkewMs(m_link.clockSkewMs);
        if (const auto job = m_jobs.find(id); job != m_jobs.end())
            open->setOtherJob(job->second.number);
        m_views->addWidget(open);
        connect(open, &RecalculationWizard::left, this, &RoundsPage::showList);
        connect(open, &RecalculationWizard::closed, this, [this, id] { closeWizard(id); });
        connect(open, &RecalculationWizard::againRequested, this, [this, id] {
            closeWizard(id);
            if (m_model.find(id))
                openWizard(*m_model.find(id));
        });
        connect(open, &RecalculationWizard::jobRequested, this, [this](const QString& job) {
            Q_EMIT placeRequested({Place::Kind::Job, job});
        });
        m_detail->setBegun(id == m_current);
    }
    m_views->setCurrentWidget(open);
    open->focusFirst();
}

void RoundsPage::closeWizard(const std::string& round)
{
    const auto found = m_wizards.find(round);
    if (found == m_wizards.end())
        return;
    auto* closed = found->second;
    m_wizards.erase(found);
    if (m_views->currentWidget() == closed)
        showList();
    m_views->removeWidget(closed);
    closed->deleteLater(); // it is the sender
    m_detail->setBegun(m_wizards.count(m_current) > 0);
}

void RoundsPage::showList()
{
    // What came to an end is not begun again by opening it.
    if (auto* open = wizard(); open && open->isOver()) {
        const auto id = open->recalculation().round().round.text();
        m_views->setCurrentWidget(m_list);
        closeWizard(id);
    }
    m_views->setCurrentWidget(m_list);
    m_table->setFocus();
}

void RoundsPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("filter"), m_field->text());
    settings.setValue(QStringLiteral("needingOnly"), m_needing->isChecked());
}

void RoundsPage::restore(QSettings& settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_field->setText(settings.value(QStringLiteral("filter")).toString());
    m_needing->setChecked(settings.value(QStringLiteral("needingOnly")).toBool());
}

void RoundsPage::resetLayout()
{
    using Column = RoundsModel::Column;
    const auto fit = [this](Column column, const QStringList& samples, bool isChip = false) {
        m_table->fitColumn(static_cast<int>(column),
                           samples + Translation::every("ui::RoundsModel", RoundsModel::headerSource(column)), isChip);
    };
    fit(Column::Round, {QStringLiteral("r00000-000")});
    fit(Column::Game, {QStringLiteral("roulette")});
    fit(Column::Result, {QStringLiteral("BLACK 17")});
    fit(Column::Version, {QStringLiteral("00")});
    QStringList states;
    for (const char* state : {"Open", "Closed", "Settling", "Settled", "Recalculating"})
        states << Translation::every("RoundTexts", state);
    fit(Column::State, states, true);
    fit(Column::Attention, Translation::every("RoundTexts", "equal selections were settled differently"), true);
    fit(Column::Bets, {QStringLiteral("0 000")});
    fit(Column::Open, {QStringLiteral("0 000")});
    fit(Column::Started, {QStringLiteral("00.00 00:00:00")});
    m_splitter->setSizes({tableShare * 100, detailShare * 100});
}

void RoundsPage::retranslate()
{
    m_field->setPlaceholderText(tr("Filter rounds by id, game, result or state"));
    m_field->setAccessibleName(tr("Filter of the rounds"));
    m_needing->setText(tr("&Needs recalculation only"));
    m_clear->setText(tr("Clear filter"));
    m_table->setAccessibleName(tr("Rounds"));
    m_model.retranslate();
    refreshCounts();
}

void RoundsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void RoundsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

void RoundsPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_context.theme.colors().base);
}

} // namespace ui
