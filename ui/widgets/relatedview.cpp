// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/relatedview.h"

#include "ui/widgets/rowtable.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace client::contract;

namespace {

constexpr BetsModel::Column shownColumns[] = {BetsModel::Column::Time, BetsModel::Column::Bet,
                                              BetsModel::Column::Amount, BetsModel::Column::Status};

} // namespace

RelatedView::RelatedView(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.clock, context.format, rowsMax + 1)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    m_scope = new QComboBox;
    m_scope->setObjectName(QStringLiteral("relatedScope"));
    m_scope->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scope->setMinimumContentsLength(16); // its list shows the whole
    m_scope->addItem(QString(), static_cast<int>(Scope::Round));
    m_scope->addItem(QString(), static_cast<int>(Scope::Player));
    m_scope->addItem(QString(), static_cast<int>(Scope::Failure));
    m_table = new RowTable(m_context.theme);
    m_table->setObjectName(QStringLiteral("relatedTable"));
    m_table->setModel(&m_model);
    for (int i = 0; i < BetsModel::columns; ++i)
        m_table->setColumnHidden(i, std::find(std::begin(shownColumns), std::end(shownColumns),
                                              static_cast<BetsModel::Column>(i)) == std::end(shownColumns));
    m_line = new QLabel;
    m_line->setObjectName(QStringLiteral("relatedLine"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    setTextRole(m_line, TextRole::Secondary);
    column->addWidget(m_scope);
    column->addWidget(m_table, 1);
    column->addWidget(m_line);
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this] {
        forget();
        ask();
    });
    connect(m_table, &RowTable::openRequested, this, [this] {
        if (const int row = m_table->currentRow(); row >= 0)
            Q_EMIT betRequested(BetRow(m_model.row(row)));
    });
    retranslate();
}

RelatedView::~RelatedView() = default;

RelatedView::Scope RelatedView::scope() const
{
    return static_cast<Scope>(m_scope->currentData().toInt());
}

void RelatedView::setBet(const BetRow& bet)
{
    const bool isSame = m_bet && m_bet->partner == bet.partner && m_bet->bet == bet.bet;
    m_bet = bet;
    if (isSame)
        return;
    forget();
    ask();
}

void RelatedView::clear()
{
    m_bet.reset();
    forget();
    say({});
}

void RelatedView::forget()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
        m_call.clear();
    }
    m_asked = false;
    m_model.clear();
}

void RelatedView::ask()
{
    if (!m_bet || m_asked || !isVisible())
        return;
    if (scope() == Scope::Failure) {
        askGroup();
        return;
    }
    client::api::BetFilter filter;
    filter.limit = rowsMax;
    if (scope() == Scope::Round) {
        if (m_bet->round.empty()) {
            say(tr("This bet belongs to no round."));
            return;
        }
        filter.round = m_bet->round.text();
    } else {
        filter.partner = m_bet->partner.text();
        filter.player = m_bet->player.text();
        filter.createdFrom = m_bet->createdAt - aroundMs;
        filter.createdTo = m_bet->createdAt + aroundMs + 1;
    }
    m_asked = true;
    say(tr("Loading…"));
    auto* call = m_context.api.bets(filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] { onPage(call); });
}

void RelatedView::askGroup()
{
    m_asked = true;
    say(tr("Loading…"));
    client::api::FailureFilter filter;
    filter.partner = m_bet->partner.text();
    filter.bet = m_bet->bet.text();
    auto* call = m_context.api.failures(filter);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (!call->result()) {
            m_asked = false;
            say(tr("The service did not answer (%1).").arg(Format::foreign(call->result().error().detail, 300)));
        } else if (call->result()->rows.empty()) {
            say(tr("This bet is in no group of failures."));
        } else {
            auto* bets = m_context.api.failureBets(call->result()->rows.front().id, {});
            m_call = bets;
            connect(bets, &client::api::Call::finished, this, [this, bets] { onPage(bets); });
        }
    });
}

void RelatedView::onPage(client::api::CallOf<Page<BetRow>>* call)
{
    m_call.clear();
    if (!call->result()) {
        m_asked = false; // the next look tries again
        say(tr("The service did not answer (%1).").arg(Format::foreign(call->result().error().detail, 300)));
        return;
    }
    std::vector<BetRow> others;
    for (const BetRow& row : call->result()->rows) {
        if (!m_bet || row.partner != m_bet->partner || row.bet != m_bet->bet)
            others.push_back(row);
    }
    const bool more = !call->result()->nextCursor.empty() || others.size() > rowsMax;
    others.resize(std::min<std::size_t>(others.size(), rowsMax));
    m_model.apply(others, false);
    fitColumns();
    const int count = m_model.rowCount();
    say(count == 0 ? tr("No other bets.")
        : more     ? tr("The newest %n other bets; there are more.", nullptr, count)
                   : tr("%n other bets.", nullptr, count));
}

void RelatedView::say(const QString& text)
{
    m_line->setText(text);
}

void RelatedView::retranslate()
{
    m_scope->setItemText(0, tr("Same round"));
    m_scope->setItemText(1, tr("Same player, 10 minutes before and after"));
    m_scope->setItemText(2, tr("Same failure"));
    m_scope->setAccessibleName(tr("Which bets are related"));
    m_table->setAccessibleName(tr("Related bets"));
    m_model.retranslate();
    if (m_asked && !m_call) {
        forget();
        ask();
    }
    fitColumns();
}

void RelatedView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void RelatedView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

// The status has its chip whole; ids get what is left.
void RelatedView::fitColumns()
{
    const auto at = [](BetsModel::Column column) { return static_cast<int>(column); };
    int left = m_table->viewport()->width();
    for (const auto column : {BetsModel::Column::Time, BetsModel::Column::Amount, BetsModel::Column::Status}) {
        QStringList texts;
        for (int row = 0; row < m_model.rowCount(); ++row)
            texts << m_model.index(row, at(column)).data().toString();
        m_table->fitColumn(at(column), texts, column == BetsModel::Column::Status);
        left -= m_table->columnWidth(at(column));
    }
    m_table->setColumnWidth(at(BetsModel::Column::Bet), std::max(left, m_table->fontMetrics().averageCharWidth() * 12));
}

} // namespace ui
