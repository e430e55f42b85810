// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rounddetail.h"

#include "ui/models/roundresultsmodel.h"
#include "ui/roundtexts.h"
#include "ui/translation.h"
#include "ui/widgets/linelayout.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using client::contract::RoundState;

RoundDetail::RoundDetail(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_results(new RoundResultsModel(context.clock, context.format, this)),
      m_title(plainLabel("roundTitle", TextRole::Section)), m_facts(plainLabel("roundFacts", TextRole::Secondary)),
      m_attention(plainLabel("roundAttention", TextRole::Alarm)), m_note(plainLabel("roundNote", TextRole::Secondary)),
      m_recalculate(new QPushButton(this)), m_postResult(new QPushButton(this)), m_flag(new QPushButton(this)),
      m_openBets(new QPushButton(this)), m_openJob(new QPushButton(this)), m_table(new RowTable(context.theme, this))
{
    setObjectName(QStringLiteral("roundDetail"));
    m_recalculate->setObjectName(QStringLiteral("recalculateButton"));
    m_postResult->setObjectName(QStringLiteral("postResultButton"));
    m_flag->setObjectName(QStringLiteral("flagRoundButton"));
    m_openBets->setObjectName(QStringLiteral("openRoundBetsButton"));
    m_openJob->setObjectName(QStringLiteral("openRoundJobButton"));
    m_table->setObjectName(QStringLiteral("roundResultsTable"));
    m_table->setModel(m_results);

    // In Russian they do not fit beside each other into a small window.
    auto* buttons = new LineLayout(8);
    for (auto* button : {m_openJob, m_openBets, m_flag, m_postResult, m_recalculate})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 0);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addLayout(buttons);
    for (auto* label : {m_facts, m_attention, m_note})
        layout->addWidget(label);
    layout->addWidget(m_table, 1);

    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadMs);
    connect(&m_reload, &QTimer::timeout, this, &RoundDetail::reload);
    connect(m_recalculate, &QPushButton::clicked, this, &RoundDetail::recalculateRequested);
    connect(m_postResult, &QPushButton::clicked, this, &RoundDetail::postResultRequested);
    connect(m_flag, &QPushButton::clicked, this, &RoundDetail::flagRequested);
    connect(m_openBets, &QPushButton::clicked, this, &RoundDetail::betsRequested);
    connect(m_openJob, &QPushButton::clicked, this, [this] {
        if (m_job)
            Q_EMIT jobRequested(QString::fromStdString(m_job->id.text()));
    });
    connect(&context.connection, &Connection::changed, this, &RoundDetail::refresh);
    retranslate();
}

RoundDetail::~RoundDetail()
{
    if (m_call)
        m_call->disconnect(this);
}

void RoundDetail::showRound(const client::contract::RoundRow& round)
{
    const bool isOther = !m_round || m_round->round != round.round;
    const bool isNewer = isOther || m_round->version != round.version;
    m_round = round;
    if (isOther) {
        m_results->setResults({});
        m_problem.clear();
        m_job.reset();
    }
    // The arrow keys pass rounds by that nobody wants to see.
    if (isNewer && !m_reload.isActive())
        m_reload.start();
    refresh();
}

void RoundDetail::showJob(const std::optional<client::contract::JobRow>& job)
{
    m_job = job;
    refresh();
}

void RoundDetail::setBegun(bool begun)
{
    m_begun = begun;
    refresh();
}

void RoundDetail::clear()
{
    m_round.reset();
    m_job.reset();
    m_results->setResults({});
    m_reload.stop();
    refresh();
}

void RoundDetail::reload()
{
    if (!m_round)
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    auto* call = m_context.api.roundResults(m_round->round);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] { onResults(call); });
}

void RoundDetail::onResults(client::api::CallOf<client::contract::Page<client::contract::RoundResult>>* call)
{
    m_problem.clear();
    if (call->result())
        m_results->setResults(call->result()->rows);
    else
        m_problem = Format::foreign(call->result().error().detail, 200);
    refresh();
}

QString RoundDetail::whyNoRecalculation() const
{
    if (!m_round)
        return tr("Choose a round.");
    // What was begun can always be looked at; its own buttons say what it may still do.
    if (m_begun)
        return {};
    if (m_round->state == RoundState::Recalculating)
        return m_job ? tr("Another recalculation of this round is running (job %1).").arg(m_job->number)
                     : tr("Another recalculation of this round is running.");
    return m_context.connection.whyNot(Act::Recalculate);
}

QString RoundDetail::whyNoResult() const
{
    return m_round ? m_context.connection.whyNot(Act::PostResult) : tr("Choose a round.");
}

QString RoundDetail::whyNoFlag() const
{
    if (!m_round)
        return tr("Choose a round.");
    if (m_round->needsRecalculation)
        return tr("This round is marked already.");
    return m_context.connection.whyNot(Act::Recalculate);
}

QString RoundDetail::facts() const
{
    QStringList parts;
    if (!m_round->game.empty())
        parts << Format::foreign(m_round->game.text(), 64);
    parts << RoundTexts::state(m_round->state);
    if (m_round->result.empty())
        parts << RoundTexts::result(m_round->result);
    else
        //: %1 a result, %2 its version
        parts << tr("result %1, version %2").arg(RoundTexts::result(m_round->result)).arg(m_round->resultVersion);
    if (RoundTexts::isCounted(*m_round, m_context.connection.isReachable()))
        parts << tr("%n bets", nullptr, static_cast<int>(m_round->bets));
    else
        parts << RoundTexts::notCounted();
    if (m_round->openBets > 0)
        parts << tr("%n open", nullptr, static_cast<int>(m_round->openBets));
    return parts.join(QStringLiteral(" · "));
}

QString RoundDetail::attention() const
{
    return m_round->needsRecalculation
               //: %1 why, as a phrase
               ? tr("A recalculation is needed: %1.").arg(RoundTexts::cause(m_round->cause))
               : QString();
}

void RoundDetail::refresh()
{
    const bool has = m_round.has_value();
    m_title->setText(has ? tr("Round %1").arg(Format::foreign(m_round->round.text(), 64)) : tr("Choose a round."));
    m_facts->setText(has ? facts() : QString());
    m_attention->setText(has ? attention() : QString());
    m_note->setText(!m_job ? m_problem.isEmpty() ? QString() : tr("The results could not be read: %1").arg(m_problem)
                           : tr("Recalculation: job %1 of %2 has not ended.")
                                 .arg(QString::number(m_job->number), Format::foreign(m_job->author, 64)));
    for (auto* label : {m_facts, m_attention, m_note})
        label->setVisible(!label->text().isEmpty());
    const auto whyNot = whyNoRecalculation();
    m_recalculate->setText(m_begun ? tr("Go on with the re&calculation…") : tr("Re&calculate…"));
    m_recalculate->setEnabled(whyNot.isEmpty());
    m_recalculate->setToolTip(whyNot);
    const auto whyNoPost = whyNoResult();
    m_postResult->setEnabled(whyNoPost.isEmpty());
    m_postResult->setToolTip(whyNoPost);
    const auto whyNoMark = whyNoFlag();
    m_flag->setEnabled(whyNoMark.isEmpty());
    m_flag->setToolTip(whyNoMark.isEmpty()
                           ? tr("Says to everybody that this round needs a recalculation. Nothing moves.")
                           : whyNoMark);
    for (auto* widget : std::initializer_list<QWidget*>{m_recalculate, m_postResult, m_flag, m_openBets, m_table})
        widget->setVisible(has);
    m_openJob->setVisible(m_job.has_value());
}

void RoundDetail::retranslate()
{
    m_postResult->setText(tr("&Post official result…"));
    m_flag->setText(tr("Mar&k"));
    m_openBets->setText(tr("Open &bets"));
    m_openJob->setText(tr("Open &job"));
    m_table->setAccessibleName(tr("Results so far"));
    m_results->retranslate();
    using Column = RoundResultsModel::Column;
    const auto fit = [this](Column column, const QStringList& samples) {
        m_table->fitColumn(static_cast<int>(column),
                           samples +
                               Translation::every("ui::RoundResultsModel", RoundResultsModel::headerSource(column)));
    };
    fit(Column::Version, Translation::every("ui::RoundResultsModel", "not applied"));
    fit(Column::Result, {QStringLiteral("BLACK 7, BLACK 17")});
    fit(Column::When, {QStringLiteral("00.00 00:00:00")});
    fit(Column::Who, {QStringLiteral("aleksandra.petrova")});
    refresh();
}

void RoundDetail::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
