// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/detaildock.h"

#include "ui/glyph.h"
#include "ui/models/timelinemodel.h"
#include "ui/widgets/copymenu.h"
#include "ui/widgets/doubtbar.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/ledgerview.h"
#include "ui/widgets/notesview.h"
#include "ui/widgets/relatedview.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/timelineview.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace client::contract;
using client::feed::LinkState;

// A line of ids that may be longer than the dock is wide.
class ElidedLabel : public QLabel
{
public:
    explicit ElidedLabel(TextRole role)
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        setTextRole(this, role);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

namespace {

QString idText(const std::string& id)
{
    return id.empty() ? dash() : Format::foreign(id);
}

QLabel* plainLabel(const char* name, TextRole role = TextRole::Normal)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setObjectName(QLatin1String(name));
    setTextRole(label, role);
    return label;
}

std::string keyOf(const Story& story, const OperationId& operation)
{
    for (const TimelineEntry& entry : story.entries) {
        if (entry.operation && entry.operation->brief.id == operation)
            return entry.operation->key;
    }
    return {};
}

bool isSameBet(const BetRow& a, const BetRow& b)
{
    return a.partner == b.partner && a.bet == b.bet;
}

} // namespace

DetailDock::DetailDock(const Context& context, QWidget* parent) : QDockWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("detailDock"));
    m_timeline = new TimelineModel(m_context.format, this);
    build();
    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadMs);
    connect(&m_reload, &QTimer::timeout, this, &DetailDock::reload);
    connect(&m_context.connection, &Connection::changed, this, &DetailDock::onConnectionChanged);
    retranslate();
}

DetailDock::~DetailDock() = default;

void DetailDock::build()
{
    auto* root = new QWidget;
    auto* rootColumn = new QVBoxLayout(root);
    rootColumn->setContentsMargins(0, 0, 0, 0);
    m_empty = plainLabel("detailEmpty", TextRole::Secondary);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    rootColumn->addWidget(m_empty);
    m_content = new QWidget;
    rootColumn->addWidget(m_content);
    m_content->hide();

    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, metrics::groupSpacing);
    column->setSpacing(8);
    column->addWidget(buildHeader());
    column->addWidget(buildState());

    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setProperty("dense", true); // five of them fit beside a list in a small window
    // In a longer language they are scrolled and not cut.
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_timelineView = new TimelineView(m_context.theme);
    m_timelineView->setObjectName(QStringLiteral("timelineView"));
    m_timelineView->setModel(m_timeline);
    m_exchange = new JsonView(m_context.format);
    m_exchange->setObjectName(QStringLiteral("exchangeView"));
    m_ledger = new LedgerView(m_context.format);
    m_ledger->setObjectName(QStringLiteral("ledger"));
    m_tabs->addTab(m_timelineView, QString());
    m_tabs->addTab(m_exchange, QString());
    m_related = new RelatedView(m_context);
    m_related->setObjectName(QStringLiteral("related"));
    m_notes = new NotesView(m_context);
    m_notes->setObjectName(QStringLiteral("notes"));
    m_tabs->addTab(m_ledger, QString());
    m_tabs->addTab(m_related, QString());
    m_tabs->addTab(m_notes, QString());
    column->addWidget(m_tabs, 1);
    m_doubt = new DoubtBar(m_context);
    column->addWidget(m_doubt);
    column->addWidget(buildButtons());
    connect(m_doubt, &DoubtBar::changed, this, &DetailDock::reload);
    connect(m_doubt, &DoubtBar::resolveRequested, this, [this] {
        if (m_bet)
            Q_EMIT resolveRequested(*m_bet);
    });
    setWidget(root);

    connect(m_timelineView->selectionModel(), &QItemSelectionModel::currentChanged, this, &DetailDock::onCurrentLine);
    connect(m_timelineView, &QListView::activated, this, [this](const QModelIndex& index) {
        if (m_timeline->attempt(index))
            m_tabs->setCurrentWidget(m_exchange);
    });
    // Not while the view that asked is still at work: another bet empties it.
    connect(m_related, &RelatedView::betRequested, this, &DetailDock::showBet, Qt::QueuedConnection);
    connect(m_notes, &NotesView::noted, this, &DetailDock::reload);
}

QWidget* DetailDock::buildHeader()
{
    auto* header = new QWidget;
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_amount = plainLabel("detailAmount", TextRole::KeyNumber);
    m_chip = new StatusChip(m_context.theme);
    m_chip->setObjectName(QStringLiteral("detailStatus"));
    auto* first = new QHBoxLayout;
    first->addWidget(m_amount);
    first->addStretch(1);
    first->addWidget(m_chip);
    column->addLayout(first);
    m_id = new ElidedLabel(TextRole::Mono);
    m_id->setObjectName(QStringLiteral("detailId"));
    m_copyId = new QToolButton;
    m_copyId->setObjectName(QStringLiteral("copyIdButton"));
    m_copyId->setAutoRaise(true);
    auto* second = new QHBoxLayout;
    second->addWidget(m_id, 1);
    second->addWidget(m_copyId);
    column->addLayout(second);
    m_facts = new ElidedLabel(TextRole::Secondary);
    m_facts->setObjectName(QStringLiteral("detailFacts"));
    column->addWidget(m_facts);

    const auto paintIcon = [this] {
        const Colors& colors = m_context.theme.colors();
        m_copyId->setIcon(glyphIcon(Glyph::Copy, colors.text, colors.secondary));
    };
    paintIcon();
    connect(&m_context.theme, &Theme::changed, m_copyId, paintIcon);
    connect(m_copyId, &QToolButton::clicked, this, [this] {
        if (m_bet)
            QGuiApplication::clipboard()->setText(QString::fromStdString(m_bet->bet.text()));
    });
    return header;
}

QWidget* DetailDock::buildState()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_state = plainLabel("detailState", TextRole::Secondary);
    m_state->setWordWrap(true);
    m_tryAgain = new QPushButton;
    m_tryAgain->setObjectName(QStringLiteral("tryAgainButton"));
    row->addWidget(m_state, 1);
    row->addWidget(m_tryAgain, 0, Qt::AlignTop);
    connect(m_tryAgain, &QPushButton::clicked, this, &DetailDock::reload);
    return bar;
}

QWidget* DetailDock::buildButtons()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_copyButton = new QPushButton;
    m_copyButton->setObjectName(QStringLiteral("copyButton"));
    m_copyMenu = new CopyMenu(
        [this]() -> std::optional<CopyMenu::Subject> {
            if (!m_bet)
                return std::nullopt;
            CopyMenu::Subject subject{*m_bet, m_context.connection.instance().name, {}, {}};
            const AttemptRow* attempt = m_attemptOperation.empty() ? m_timeline->attempt(m_timeline->lastAttempt())
                                                                   : findAttempt(m_attemptOperation, m_attemptNumber);
            if (attempt) {
                subject.attempt = *attempt;
                subject.key = keyOf(*m_story, attempt->operation);
            }
            return subject;
        },
        m_copyButton);
    m_copyButton->setMenu(m_copyMenu);
    m_retry = new QPushButton;
    m_retry->setObjectName(QStringLiteral("retryNowButton"));
    m_refund = new QPushButton;
    m_refund->setObjectName(QStringLiteral("openRefundButton"));
    row->addWidget(m_copyButton);
    row->addStretch(1);
    row->addWidget(m_retry);
    row->addWidget(m_refund);
    connect(m_retry, &QPushButton::clicked, this, &DetailDock::retryNow);
    connect(m_refund, &QPushButton::clicked, this, [this] {
        if (m_bet)
            Q_EMIT refundRequested(QString::fromStdString(m_bet->partner.text()),
                                   QString::fromStdString(m_bet->bet.text()));
    });
    return bar;
}

void DetailDock::retranslate()
{
    m_empty->setText(tr("Choose a bet to see its story."));
    // Short enough that all five are seen; the tip says the whole.
    const auto tab = [this](int index, const QString& text, const QString& whole) {
        m_tabs->setTabText(index, text);
        m_tabs->setTabToolTip(index, whole);
    };
    tab(0, tr("T&imeline"), tr("Timeline of the bet"));
    tab(1, tr("R&equest"), tr("Request and response of a call"));
    tab(2, tr("&Money"), tr("Ledger of the bet"));
    tab(3, tr("Re&lated"), tr("Related bets"));
    tab(4, tr("N&otes"), tr("Notes and audit entries"));
    m_timelineView->setAccessibleName(tr("Timeline of the bet"));
    m_copyId->setToolTip(tr("Copy the bet's id"));
    m_copyId->setAccessibleName(tr("Copy the bet's id"));
    m_tryAgain->setText(tr("Try again"));
    m_copyButton->setText(tr("&Copy"));
    m_retry->setText(tr("Retry &now"));
    m_refund->setText(tr("Re&fund…"));
    m_exchange->retranslate();
    m_timeline->retranslate();
    m_ledger->retranslate();
    m_related->retranslate();
    m_notes->retranslate();
    m_doubt->retranslate();
    m_copyMenu->retranslate();
    refresh();
}

void DetailDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void DetailDock::showBet(const BetRow& row)
{
    if (m_bet && isSameBet(*m_bet, row)) {
        onRow(row);
        return;
    }
    clear();
    m_bet = row;
    m_content->show();
    m_empty->hide();
    refresh();
    reload();
}

void DetailDock::copyCurl()
{
    if (isVisible())
        m_copyMenu->copyCurl();
}

void DetailDock::clear()
{
    m_reload.stop();
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    if (m_retryCall)
        m_retryCall->disconnect(this);
    m_call.clear();
    m_retryCall.clear();
    m_bet.reset();
    m_story.reset();
    m_load = Load::None;
    m_staleWhileLoading = false;
    m_retryText.clear();
    m_attemptOperation.clear();
    m_timeline->clear();
    m_ledger->clear();
    m_exchange->clear();
    m_related->clear();
    m_notes->clear();
    m_doubt->clear();
    m_content->hide();
    m_empty->show();
    refresh();
}

void DetailDock::onRows(const client::feed::Rows& rows)
{
    if (rows.startsOver && m_bet) {
        // Its version may have gone back, or it may not be there any more.
        BetRow before = *m_bet;
        clear();
        const auto now = std::find_if(rows.bets.begin(), rows.bets.end(),
                                      [&before](const BetRow& row) { return isSameBet(row, before); });
        if (now != rows.bets.end()) {
            showBet(*now);
        } else if (m_context.connection.link() == LinkState::File) {
            // A file pushes its newest bets alone; the others are asked for.
            before.version = 0;
            showBet(before);
        }
        return;
    }
    for (const BetRow& row : rows.bets)
        onRow(row);
}

void DetailDock::onRow(const BetRow& row)
{
    if (!m_bet || !isSameBet(*m_bet, row) || row == *m_bet || row.version < m_bet->version)
        return;
    m_bet = row;
    refresh();
    if (!m_reload.isActive())
        m_reload.start();
}

void DetailDock::reload()
{
    m_reload.stop();
    if (!m_bet)
        return;
    if (m_call) {
        m_staleWhileLoading = true;
        return;
    }
    if (m_context.connection.link() == LinkState::Offline) {
        recall();
        refreshState();
        return;
    }
    m_load = Load::Loading;
    m_staleWhileLoading = false;
    auto* call = m_context.api.story(m_bet->partner, m_bet->bet);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] { onStory(call); });
    refreshState();
}

// The service is gone: what was read of this bet before is better than nothing.
void DetailDock::recall()
{
    if (m_story || !m_context.recallStory)
        return;
    m_context.recallStory(
        m_bet->partner, m_bet->bet,
        [self = QPointer<DetailDock>(this), asked = *m_bet](const std::optional<Story>& story, qint64 readAtMs) {
            if (!self || !story || !self->m_bet || !isSameBet(*self->m_bet, asked) || self->m_story)
                return;
            self->m_story = *story;
            self->m_storyAtMs = readAtMs;
            self->showStory();
            self->refresh();
        });
}

void DetailDock::onStory(client::api::CallOf<Story>* call)
{
    m_call.clear();
    if (!call->result()) {
        m_load = Load::Failed;
        m_loadProblem = Format::foreign(call->result().error().detail, 300);
        refresh();
        return;
    }
    m_load = Load::Loaded;
    m_story = *call->result();
    m_storyAtMs = m_context.clock.utcMs();
    if (m_story->bet.version >= m_bet->version)
        m_bet = m_story->bet;
    showStory();
    refresh();
    // What somebody says about it does not change the row.
    m_doubt->look();
    if (m_staleWhileLoading)
        m_reload.start();
}

void DetailDock::showStory()
{
    m_selecting = true;
    const bool wasAtEnd =
        m_timelineView->verticalScrollBar()->value() == m_timelineView->verticalScrollBar()->maximum();
    const int scrolled = m_timelineView->verticalScrollBar()->value();
    m_timeline->setStory(*m_story);
    if (m_context.connection.link() == LinkState::File)
        m_ledger->setAbsent();
    else
        m_ledger->setStory(*m_story);
    m_selecting = false;
    selectAttempt();
    m_timelineView->doItemsLayout();
    if (wasAtEnd)
        m_timelineView->scrollToBottom();
    else
        m_timelineView->verticalScrollBar()->setValue(scrolled);
}

void DetailDock::onConnectionChanged()
{
    const bool isBack =
        m_context.connection.link() != LinkState::Offline && m_context.connection.link() != LinkState::Connecting;
    if (m_bet && isBack && (m_load == Load::None || m_load == Load::Failed) && !m_call)
        reload();
    refresh();
}

void DetailDock::onCurrentLine()
{
    const QModelIndex index = m_timelineView->currentIndex();
    const AttemptRow* attempt = m_timeline->attempt(index);
    if (m_selecting || !attempt)
        return;
    m_attemptOperation = attempt->operation.text();
    m_attemptNumber = attempt->number;
    showExchange(index);
}

const AttemptRow* DetailDock::findAttempt(const std::string& operation, int number) const
{
    if (!m_story)
        return nullptr;
    for (const TimelineEntry& entry : m_story->entries) {
        if (entry.attempt && entry.attempt->number == number && entry.attempt->operation.text() == operation)
            return &*entry.attempt;
    }
    return nullptr;
}

void DetailDock::showExchange(const QModelIndex& line)
{
    const AttemptRow* attempt = m_timeline->attempt(line);
    const AttemptRow* before = findAttempt(attempt->operation.text(), attempt->number - 1);
    m_exchange->setAttempt(*attempt, m_timeline->call(line), before ? std::optional(*before) : std::nullopt);
}

void DetailDock::selectAttempt()
{
    QModelIndex chosen = m_timeline->lastAttempt();
    for (int row = 0; row < m_timeline->rowCount() && !m_attemptOperation.empty(); ++row) {
        const AttemptRow* attempt = m_timeline->attempt(m_timeline->index(row));
        if (attempt && attempt->operation.text() == m_attemptOperation && attempt->number == m_attemptNumber)
            chosen = m_timeline->index(row);
    }
    const AttemptRow* attempt = m_timeline->attempt(chosen);
    if (!attempt) {
        m_exchange->clear();
        return;
    }
    showExchange(chosen);
    if (m_attemptOperation.empty())
        return;
    m_selecting = true;
    m_timelineView->selectionModel()->setCurrentIndex(chosen, QItemSelectionModel::ClearAndSelect);
    m_selecting = false;
}

void DetailDock::retryNow()
{
    if (m_retryCall || !m_bet || !whyNoRetry().isEmpty())
        return;
    auto* call = m_context.api.retryOperation(m_bet->operation->id);
    m_retryCall = call;
    m_retryText = tr("Asking for the next try now…");
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_retryCall.clear();
        m_retryText =
            call->answer().kind == AnswerKind::Accepted
                ? QString()
                : tr("The next try could not be asked for: %1").arg(Format::foreign(call->answer().detail, 300));
        refresh();
        reload();
    });
    refresh();
}

void DetailDock::focusDoubt()
{
    if (m_doubt->isHidden())
        m_timelineView->setFocus();
    else
        m_doubt->focusAsk();
}

QString DetailDock::whyNoRefund() const
{
    if (!m_bet)
        return tr("No bet is chosen.");
    if (!m_context.connection.mayMoveMoney())
        return m_context.connection.whyNot();
    if (m_bet->operation && m_bet->operation->state == OperationState::InDoubt)
        return tr("The state is in doubt. Ask again before refunding.");
    if (m_bet->operation && isOpen(m_bet->operation->state))
        return tr("An operation on this bet is still running.");
    switch (m_bet->state) {
    case BetState::Blocked:
        return {};
    case BetState::Won:
    case BetState::Lost:
        return tr("The bet is settled. A refund does not take a payout back.");
    case BetState::Refunded:
        return tr("The bet was refunded before.");
    case BetState::Expired:
        return tr("The hold expired; there is nothing to refund.");
    case BetState::None:
    case BetState::Checked:
    case BetState::Rejected:
        break;
    }
    return tr("Nothing is held for this bet.");
}

QString DetailDock::whyNoRetry() const
{
    if (!m_bet || !m_bet->operation)
        return tr("No operation is waiting.");
    if (!m_context.connection.mayMoveMoney())
        return m_context.connection.whyNot();
    if (m_retryCall)
        return tr("The next try was asked for.");
    const OperationState state = m_bet->operation->state;
    if (state == OperationState::RetryScheduled || state == OperationState::InDoubt ||
        state == OperationState::NeedsReview)
        return {};
    return state == OperationState::InFlight ? tr("A call is out at this moment.") : tr("No operation is waiting.");
}

void DetailDock::refresh()
{
    setWindowTitle(m_bet ? tr("Bet %1").arg(Format::foreign(m_bet->bet.text())) : tr("Bet"));
    if (m_bet) {
        m_amount->setText(m_context.format.money(m_bet->stakeMinor, m_bet->currency));
        m_chip->setStatus(m_bet->shown(), m_context.format.status(*m_bet));
        m_id->setText(idText(m_bet->bet.text()));
        const QString facts =
            tr("%1 · player %2 · round %3")
                .arg(idText(m_bet->partner.text()), idText(m_bet->player.text()), idText(m_bet->round.text()));
        m_facts->setText(facts);
        m_facts->setToolTip(QStringLiteral("<p>%1</p>").arg(facts.toHtmlEscaped()));
        m_related->setBet(*m_bet);
        m_notes->setBet(*m_bet);
        m_doubt->setBet(*m_bet);
    }
    refreshState();
    refreshButtons();
}

void DetailDock::refreshState()
{
    QString text;
    bool canTryAgain = false;
    const bool isOffline = m_context.connection.link() == LinkState::Offline;
    if (m_bet && isOffline) {
        text = m_story ? tr("Offline. This is the story as of %1.").arg(m_context.format.timeShort(m_storyAtMs))
                       : tr("Offline. This is the cached row as of %1; its story needs a connection.")
                             .arg(m_context.format.timeShort(m_bet->updatedAt));
    } else if (m_bet && m_context.connection.link() == LinkState::File) {
        text = m_load == Load::Failed ? tr("Nothing is known of this bet at this moment.")
                                      : tr("From events: they do not hold what was sent and answered, and no ledger.");
    } else if (m_bet && m_load == Load::Failed) {
        text = m_story ? tr("The service did not answer (%1). This is the story as of %2.")
                             .arg(m_loadProblem, m_context.format.timeShort(m_storyAtMs))
                       : tr("The service did not answer (%1).").arg(m_loadProblem);
        canTryAgain = true;
    } else if (m_bet && m_load == Load::Loading && !m_story) {
        text = tr("Loading the story…");
    }
    if (!m_retryText.isEmpty())
        text = text.isEmpty() ? m_retryText : text + QLatin1Char('\n') + m_retryText;
    m_state->setText(text);
    m_tryAgain->setVisible(canTryAgain);
    m_state->parentWidget()->setVisible(!text.isEmpty());
}

void DetailDock::refreshButtons()
{
    const QString noRefund = whyNoRefund();
    m_refund->setEnabled(noRefund.isEmpty());
    m_refund->setToolTip(noRefund.isEmpty() ? tr("Opens the refund dialog; nothing is sent yet.") : noRefund);
    const QString noRetry = whyNoRetry();
    m_retry->setEnabled(noRetry.isEmpty());
    m_retry->setToolTip(noRetry.isEmpty() ? tr("Sends the waiting call now, again with the same key.") : noRetry);
    m_copyButton->setEnabled(m_bet.has_value());
    m_copyId->setEnabled(m_bet.has_value());
}

} // namespace ui
