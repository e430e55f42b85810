// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reviewpage.h"

#include "ui/reviewtexts.h"
#include "ui/widgets/countsview.h"
#include "ui/widgets/logtable.h"
#include "ui/widgets/queryfield.h"

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <array>
#include <utility>

// How the page filters by what stands in its lists.
namespace ui {

using client::review::Dictionary;
using QueryFieldId = client::contract::QueryField;

namespace {

constexpr std::uint32_t valuesMax = 50; // offered for completion

bool isTermOf(const QString& query, const QString& term)
{
    const auto parsed = client::contract::Query::parse(query.toStdString());
    const auto padded = [](const QString& text) { return u' ' + text + u' '; };
    return parsed && parsed->isConjunction() && padded(query).contains(padded(term)) &&
           !padded(query).contains(QStringLiteral(" not ") + term + u' ');
}

} // namespace

// A cell as a term of the query; empty: the language has none for it.
QString ReviewPage::termOf(std::uint64_t position, LogModel::Column column) const
{
    const auto place = m_desk.merged().place(position);
    const auto& columns = m_desk.merged().sources()[place.source].log->columns();
    switch (column) {
    case LogModel::Column::Bet:
        return columns.has(client::review::HasBet, place.row)
                   ? ReviewTexts::term(QueryFieldId::Bet, columns.text(Dictionary::Bet, place.row))
                   : QString();
    case LogModel::Column::Partner:
        return ReviewTexts::term(QueryFieldId::Partner, columns.text(Dictionary::Partner, place.row));
    case LogModel::Column::Http: {
        const auto http = columns.value(client::review::Column::Http, place.row);
        return http == 0 ? QString() : ReviewTexts::term(QueryFieldId::Http, std::to_string(http));
    }
    case LogModel::Column::Status: {
        const auto status = m_all.statusAt(position);
        return status ? ReviewTexts::term(QueryFieldId::Status, client::contract::word(*status)) : QString();
    }
    case LogModel::Column::Line:
    case LogModel::Column::Mark:
    case LogModel::Column::File:
    case LogModel::Column::Time:
    case LogModel::Column::Event:
    case LogModel::Column::Text:
        break;
    }
    return {};
}

// Apply, And, Not.
void ReviewPage::addTerm(QMenu& menu, const QString& term)
{
    const auto add = [&](const QString& text, const QString& query) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, query] { setFilter(query); });
    };
    auto shown = term;
    shown.replace(u'&', QStringLiteral("&&"));
    add(tr("Only %1").arg(shown), term);
    if (!filter().isEmpty()) {
        add(tr("And %1").arg(shown), QueryField::joined(filter(), term));
        add(tr("But not %1").arg(shown), QueryField::joined(filter(), QStringLiteral("not ") + term));
    } else {
        add(tr("Not %1").arg(shown), QStringLiteral("not ") + term);
    }
}

void ReviewPage::showCountsMenu(int row, const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("countsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto term = m_counts->model().term(row); !term.isEmpty())
        addTerm(*menu, term);
    else
        menu->addAction(noTermText(row))->setEnabled(false);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy the value")), &QAction::triggered, m_counts, [this, row] { m_counts->copy(row); });
    menu->popup(at);
}

void ReviewPage::filterByCount(int row)
{
    // Not to what is half written in the field: what was counted was found by this.
    const auto& counted = m_desk.queryText();
    if (const auto term = m_counts->model().term(row); !term.isEmpty())
        setFilter(isTermOf(counted, term) ? counted : QueryField::joined(counted, term));
    else
        Q_EMIT message(noTermText(row));
}

QString ReviewPage::noTermText(int row) const
{
    const auto& model = m_counts->model();
    if (!CountsModel::queryField(model.field()))
        return tr("No filter goes by this: SQL does.");
    return model.isNone(row) ? tr("No filter finds lines without a value: SQL does.")
                             : tr("No filter can be written with this value: SQL finds it.");
}

void ReviewPage::showMenu(LogTable& table, const LogModel& model, const QPoint& at)
{
    const auto index = table.indexAt(at);
    if (!index.isValid())
        return;
    const auto position = model.position(index.row());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("logMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto term = termOf(position, static_cast<LogModel::Column>(index.column())); !term.isEmpty()) {
        addTerm(*menu, term);
        menu->addSeparator();
    }
    for (const auto act : {Act::Mark, Act::NextOfBet, Act::PreviousOfBet, Act::NextError, Act::PreviousError})
        menu->addAction(action(act));
    menu->popup(table.viewport()->mapToGlobal(at));
}

QStringList ReviewPage::values(QueryFieldId field) const
{
    constexpr std::array<std::pair<QueryFieldId, Dictionary>, 4> offered{
        {{QueryFieldId::Partner, Dictionary::Partner},
         {QueryFieldId::Game, Dictionary::Game},
         {QueryFieldId::Currency, Dictionary::Currency},
         {QueryFieldId::Error, Dictionary::ErrorClass}}};
    const auto known =
        std::find_if(offered.begin(), offered.end(), [field](const auto& offer) { return offer.first == field; });
    if (known == offered.end())
        return {};
    QStringList found;
    for (const auto& source : m_desk.merged().sources()) {
        const auto& texts = source.log->columns().dictionary(known->second);
        for (std::uint32_t code = 1; code <= std::min(texts.entries(), valuesMax); ++code)
            found << Format::foreign(texts.text(code), 128);
    }
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace ui
