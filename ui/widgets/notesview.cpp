// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notesview.h"

#include "ui/widgets/rowtable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace client::contract;
using client::feed::LinkState;

namespace {

constexpr AuditModel::Column shownColumns[] = {AuditModel::Column::When, AuditModel::Column::Who,
                                               AuditModel::Column::Action, AuditModel::Column::Reason};

bool isShown(AuditModel::Column column)
{
    return std::find(std::begin(shownColumns), std::end(shownColumns), column) != std::end(shownColumns);
}

} // namespace

NotesView::NotesView(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_model(context.api, context.clock, context.format)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    m_table = new RowTable(m_context.theme);
    m_table->setObjectName(QStringLiteral("betAuditTable"));
    m_table->setModel(&m_model);
    for (int i = 0; i < AuditModel::columns; ++i)
        m_table->setColumnHidden(i, !isShown(static_cast<AuditModel::Column>(i)));
    m_line = new QLabel;
    m_line->setObjectName(QStringLiteral("betAuditLine"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_line->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a stranger's word may be wider than a screen
    setTextRole(m_line, TextRole::Secondary);
    m_field = new QLineEdit;
    m_field->setObjectName(QStringLiteral("noteField"));
    m_field->setMaxLength(static_cast<int>(NoteOrder::bytesMax) / 4); // of any alphabet
    m_add = new QPushButton;
    m_add->setObjectName(QStringLiteral("addNoteButton"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_field, 1);
    row->addWidget(m_add);
    column->addWidget(m_table, 1);
    column->addWidget(m_line);
    column->addLayout(row);
    connect(&m_model, &AuditModel::loadingChanged, this, [this] {
        fitColumns();
        refresh();
    });
    connect(m_field, &QLineEdit::textChanged, this, &NotesView::refresh);
    connect(m_field, &QLineEdit::returnPressed, this, &NotesView::add);
    connect(m_add, &QPushButton::clicked, this, &NotesView::add);
    connect(&m_context.connection, &Connection::changed, this, &NotesView::refresh);
    retranslate();
}

NotesView::~NotesView() = default;

void NotesView::setBet(const BetRow& bet)
{
    const bool isSame = m_bet && m_bet->partner == bet.partner && m_bet->bet == bet.bet;
    if (isSame && m_bet->version == bet.version)
        return;
    // What is being written belongs to the bet it was written for.
    if (!isSame)
        clear();
    m_bet = bet;
    m_loaded = false;
    load();
    refresh();
}

void NotesView::clear()
{
    if (m_call)
        m_call->disconnect(this);
    m_call.clear();
    m_bet.reset();
    m_loaded = false;
    m_problem.clear();
    m_field->clear();
    m_model.clear();
    refresh();
}

bool NotesView::mayRead() const
{
    const auto& roles = m_context.connection.instance().roles;
    return std::any_of(roles.begin(), roles.end(), [](const std::string& role) {
        return role == "auditor" || role == "manager" || role == "support";
    });
}

// Only for somebody who looks and may: a refusal would be a row of the log itself.
void NotesView::load()
{
    const LinkState link = m_context.connection.link();
    const bool isAnswered = link != LinkState::Offline && link != LinkState::Connecting && link != LinkState::File;
    if (!m_bet || m_loaded || !isVisible() || !mayRead() || !isAnswered)
        return;
    m_loaded = true;
    client::api::AuditFilter filter;
    filter.object = "bet:" + m_bet->partner.text() + '/' + m_bet->bet.text();
    m_model.load(filter);
}

QString NotesView::whyNoNote() const
{
    const LinkState link = m_context.connection.link();
    if (link == LinkState::Offline || link == LinkState::Connecting)
        return tr("A note needs a connection.");
    if (link == LinkState::File)
        return tr("This is the past: nothing of it can be changed.");
    const auto& roles = m_context.connection.instance().roles;
    const bool may = std::any_of(roles.begin(), roles.end(),
                                 [](const std::string& role) { return role == "manager" || role == "support"; });
    return may ? QString() : tr("Your role may not write notes.");
}

void NotesView::add()
{
    const QString text = m_field->text().trimmed();
    if (!m_bet || m_call || text.isEmpty() || !whyNoNote().isEmpty())
        return;
    m_problem.clear();
    auto* call = m_context.api.addNote(m_bet->partner, m_bet->bet, {text.toStdString()});
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] { onAdded(*call); });
    refresh();
}

void NotesView::onAdded(const client::api::CallOf<NoteOrder>& call)
{
    m_call.clear();
    if (call.result()) {
        m_field->clear();
        m_loaded = false;
        load();
        Q_EMIT noted();
    } else {
        m_problem = tr("The note was not written: %1").arg(Format::foreign(call.result().error().detail, 300));
    }
    refresh();
}

QString NotesView::aboutFile() const
{
    const auto notes = m_bet && isVisible() && m_context.bundleNotes ? m_context.bundleNotes(m_bet->partner, m_bet->bet)
                                                                     : QStringList();
    const QString absent = tr("The audit log is not in events.");
    return notes.isEmpty() ? absent
                           : tr("In the bundle: %1").arg(notes.join(QLatin1Char('\n'))) + QLatin1Char('\n') + absent;
}

void NotesView::refresh()
{
    const QString whyNot = whyNoNote();
    m_field->setEnabled(whyNot.isEmpty() && !m_call);
    m_add->setEnabled(whyNot.isEmpty() && !m_call && !m_field->text().trimmed().isEmpty());
    m_add->setToolTip(whyNot.isEmpty() ? tr("It stays in the audit log and can not be taken back.") : whyNot);
    if (!m_problem.isEmpty())
        m_line->setText(m_problem);
    else if (m_call)
        m_line->setText(tr("Writing the note…"));
    else if (m_context.connection.link() == LinkState::File)
        m_line->setText(aboutFile());
    else if (!mayRead())
        m_line->setText(tr("Your role does not read the audit log."));
    else if (m_model.isLoading())
        m_line->setText(tr("Loading…"));
    else if (!m_model.problem().isEmpty())
        m_line->setText(m_model.problem());
    else
        m_line->setText(m_model.rowCount() == 0 && m_loaded ? tr("Nothing is written about this bet.") : QString());
    m_line->setVisible(!m_line->text().isEmpty());
    m_table->setVisible(m_context.connection.link() != LinkState::File);
}

void NotesView::retranslate()
{
    m_table->setAccessibleName(tr("Audit log of the bet"));
    m_field->setPlaceholderText(tr("Write a note about this bet"));
    m_field->setAccessibleName(tr("Note"));
    m_add->setText(tr("&Add note"));
    m_model.retranslate();
    fitColumns();
    refresh();
}

void NotesView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    load();
    refresh();
}

void NotesView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void NotesView::fitColumns()
{
    int left = m_table->viewport()->width();
    for (const auto column : shownColumns) {
        if (column == AuditModel::Column::Reason)
            continue;
        const int at = static_cast<int>(column);
        QStringList texts;
        for (int row = 0; row < m_model.rowCount(); ++row)
            texts << m_model.data(m_model.index(row, at), Qt::DisplayRole).toString();
        m_table->fitColumn(at, texts);
        left -= m_table->columnWidth(at);
    }
    m_table->setColumnWidth(static_cast<int>(AuditModel::Column::Reason),
                            std::max(left, m_table->fontMetrics().averageCharWidth() * 16));
}

} // namespace ui
