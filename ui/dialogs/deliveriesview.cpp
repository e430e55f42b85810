// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/deliveriesview.h"

#include "ui/jobtexts.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace ui {

using client::api::Call;
using client::contract::AnswerKind;
using client::contract::WebhookRow;
using client::feed::LinkState;

namespace {

constexpr int endpointsHeight = 110;
constexpr int lettersHeight = 120;
constexpr int columnWidthMax = 300;

int shownCount(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, std::numeric_limits<int>::max()));
}

// A long text has its tooltip; it must not push the columns behind it out of sight.
void fitColumns(RowTable& table)
{
    table.resizeColumnsToContents();
    for (int column = 0; column + 1 < table.model()->columnCount(); ++column)
        table.setColumnWidth(column, std::min(table.columnWidth(column), columnWidthMax));
}

} // namespace

DeliveriesView::DeliveriesView(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_webhooks(context.api, context.clock, context.format),
      m_letters(context.api, context.clock, context.format), m_endpointsText(plainLabel("endpointsText")),
      m_endpoints(new RowTable(context.theme)), m_lettersText(plainLabel("lettersText")),
      m_table(new RowTable(context.theme)), m_next(plainLabel("replayText", TextRole::Secondary)),
      m_result(plainLabel("replayResult")), m_replay(plainButton("replayButton")),
      m_refresh(plainButton("refreshDeliveriesButton"))
{
    setObjectName(QStringLiteral("deliveriesView"));
    build();
    connect(m_endpoints, &RowTable::currentRowChanged, this, &DeliveriesView::onChosen);
    connect(&m_webhooks, &WebhooksModel::loadingChanged, this, [this] {
        if (!m_webhooks.isLoading() && m_webhooks.problem().isEmpty()) {
            if (m_endpoints->currentRow() < 0)
                m_endpoints->selectRowAt(0);
            else
                onChosen();
            fitColumns(*m_endpoints);
        }
        refresh();
    });
    connect(&m_letters, &DeadLettersModel::loadingChanged, this, [this] {
        if (!m_letters.isLoading())
            fitColumns(*m_table);
        refresh();
    });
    connect(m_replay, &QPushButton::clicked, this, &DeliveriesView::replay);
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        m_told.clear();
        reload();
    });
    connect(&m_context.connection, &Connection::changed, this, &DeliveriesView::onConnection);
    retranslate();
    onConnection();
}

DeliveriesView::~DeliveriesView()
{
    // What was asked for is the service's to do; only nobody listens any more.
    if (m_call)
        m_call->disconnect(this);
}

void DeliveriesView::build()
{
    m_endpoints->setObjectName(QStringLiteral("endpointsTable"));
    m_endpoints->setModel(&m_webhooks);
    m_endpoints->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_endpoints->setMinimumHeight(endpointsHeight);
    m_table->setObjectName(QStringLiteral("deadLettersTable"));
    m_table->setModel(&m_letters);
    m_table->setMinimumHeight(lettersHeight);
    m_endpointsText->setBuddy(m_endpoints);
    m_lettersText->setBuddy(m_table);
    auto* buttons = new LineLayout(metrics::cellPadding);
    buttons->addWidget(m_replay);
    buttons->addWidget(m_refresh);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::groupSpacing, metrics::groupSpacing, metrics::groupSpacing,
                               metrics::groupSpacing);
    layout->setSpacing(metrics::cellPadding);
    layout->addWidget(m_endpointsText);
    layout->addWidget(m_endpoints, 1);
    layout->addWidget(m_lettersText);
    layout->addWidget(m_table, 2);
    layout->addWidget(m_next);
    layout->addWidget(m_result);
    layout->addLayout(buttons);
}

void DeliveriesView::reload()
{
    m_webhooks.reload();
}

void DeliveriesView::onConnection()
{
    const auto link = m_context.connection.link();
    const bool answers = link != LinkState::Connecting && link != LinkState::Offline && link != LinkState::File;
    if (answers && m_context.connection.isKnown() && !m_webhooks.wasLoaded() && m_webhooks.problem().isEmpty())
        reload();
    refresh();
}

void DeliveriesView::onChosen()
{
    std::vector<std::string> names;
    for (const auto& row : chosen()) {
        if (row.dead > 0)
            names.push_back(row.name);
    }
    m_letters.show(std::move(names));
    refresh();
}

std::vector<WebhookRow> DeliveriesView::chosen() const
{
    std::vector<WebhookRow> rows;
    auto indexes = m_endpoints->selectionModel()->selectedRows();
    std::sort(indexes.begin(), indexes.end());
    for (const auto& index : indexes)
        rows.push_back(m_webhooks.row(index.row()));
    return rows;
}

std::int64_t DeliveriesView::deadOfChosen() const
{
    std::int64_t dead = 0;
    for (const auto& row : chosen())
        dead += row.dead;
    return dead;
}

// What the service would say, before it is asked.
QString DeliveriesView::whyNot() const
{
    if (const auto whyNot = m_context.connection.whyNot(Act::Alert); !whyNot.isEmpty())
        return whyNot;
    const auto& roles = m_context.connection.instance().roles;
    if (std::find(roles.begin(), roles.end(), "manager") == roles.end())
        return tr("Only a manager may send dead letters again.");
    return {};
}

void DeliveriesView::replay()
{
    if (m_call || !whyNot().isEmpty())
        return;
    m_toReplay.clear();
    m_told.clear();
    for (const auto& row : chosen()) {
        if (row.dead > 0)
            m_toReplay.push_back(row.name);
    }
    replayNext();
}

void DeliveriesView::replayNext()
{
    if (m_toReplay.empty()) {
        reload();
        refresh();
        return;
    }
    const auto name = m_toReplay.front();
    m_toReplay.erase(m_toReplay.begin());
    auto* call = m_context.api.replayDeadLetters(name);
    m_call = call;
    connect(call, &Call::finished, this, [this, call, name] {
        m_call.clear();
        const auto shown = Format::foreign(name, 64);
        if (call->result())
            //: %1 the name of an endpoint
            m_told << tr("%1: %n events are sent again.", nullptr, shownCount(call->result()->replayed)).arg(shown);
        else if (call->answer().kind == AnswerKind::InDoubt)
            //: %1 the name of an endpoint, %2 a reason
            m_told << tr("%1: the service did not answer (%2). Look at the list before you press again.")
                          .arg(shown, JobTexts::refusal(call->answer()));
        else
            //: %1 the name of an endpoint, %2 a reason
            m_told << tr("%1: not done (%2).").arg(shown, JobTexts::refusal(call->answer()));
        replayNext();
    });
    refresh();
}

QString DeliveriesView::endpointsText() const
{
    const auto link = m_context.connection.link();
    if (link == LinkState::File)
        return tr("A file knows nothing of deliveries.");
    if (link == LinkState::Offline || link == LinkState::Connecting)
        return m_webhooks.wasLoaded() ? tr("The service does not answer. This is what it said last.")
                                      : tr("The service does not answer. The endpoints come with the connection.");
    if (!m_webhooks.problem().isEmpty())
        return tr("The endpoints did not come: %1.").arg(m_webhooks.problem());
    if (!m_webhooks.wasLoaded())
        return tr("Asking the service…");
    if (m_webhooks.rowCount() == 0)
        return tr("No other system is told of events: the service's configuration names no endpoints.");
    return tr("Systems and mailboxes that are told of events:");
}

QString DeliveriesView::lettersText() const
{
    if (!m_letters.problem().isEmpty())
        return tr("Not all dead letters came: %1.").arg(m_letters.problem());
    if (m_letters.isLoading())
        return tr("Asking for dead letters…");
    if (m_endpoints->currentRow() < 0)
        return m_webhooks.rowCount() == 0 ? QString() : tr("Choose endpoints to see their dead letters.");
    if (m_letters.rowCount() == 0)
        return tr("No dead letters: every event was taken, or is still being tried.");
    if (m_letters.isCut())
        return tr("Dead letters of the chosen endpoints, the first %n:", nullptr, m_letters.rowCount());
    return tr("Dead letters of the chosen endpoints:");
}

QString DeliveriesView::nextText() const
{
    const auto dead = deadOfChosen();
    if (dead == 0)
        return {};
    QStringList names;
    for (const auto& row : chosen()) {
        if (row.dead > 0)
            names << Format::foreign(row.name, 64);
    }
    //: %1 names of endpoints
    return tr("Sends %n dead letters of %1 again, those of a bet in their order. A receiver that has one already drops "
              "it by its id.",
              nullptr, shownCount(dead))
        .arg(names.join(QStringLiteral(", ")));
}

void DeliveriesView::refresh()
{
    const auto show = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    show(m_endpointsText, endpointsText());
    show(m_lettersText, lettersText());
    show(m_next, nextText());
    show(m_result, m_told.join(u'\n'));
    auto whyNot = this->whyNot();
    if (whyNot.isEmpty() && deadOfChosen() == 0)
        whyNot = tr("Choose endpoints with dead letters.");
    m_replay->setEnabled(whyNot.isEmpty() && !m_call && !m_webhooks.isLoading());
    m_replay->setToolTip(whyNot);
    m_refresh->setEnabled(!m_webhooks.isLoading() && !m_call && m_context.connection.link() != LinkState::File);
}

void DeliveriesView::retranslate()
{
    m_endpoints->setAccessibleName(tr("Endpoints"));
    m_table->setAccessibleName(tr("Dead letters"));
    m_replay->setText(tr("&Send again"));
    m_replay->setAccessibleDescription(tr("Sends all dead letters of the chosen endpoints again."));
    m_refresh->setText(tr("Re&fresh"));
    m_webhooks.retranslate();
    m_letters.retranslate();
    fitColumns(*m_endpoints);
    fitColumns(*m_table);
    refresh();
}

void DeliveriesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
