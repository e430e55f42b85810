// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/roundsproxy.h"

#include "ui/models/roundsmodel.h"
#include "ui/roundtexts.h"

#include <algorithm>

namespace ui {

using Column = RoundsModel::Column;

RoundsProxy::RoundsProxy(RoundsModel& model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
    sort(static_cast<int>(Column::Started), Qt::DescendingOrder);
}

void RoundsProxy::setText(const QString& text)
{
    m_text = text;
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RoundsProxy::setNeedingOnly(bool needing)
{
    m_needing = needing;
    invalidateFilter();
}

bool RoundsProxy::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto& round = m_model.row(row);
    if (m_needing && !round.needsRecalculation)
        return false;
    if (m_words.isEmpty())
        return true;
    const QStringList texts{QString::fromStdString(round.round.text()), QString::fromStdString(round.game.text()),
                            QString::fromStdString(round.result), RoundTexts::state(round.state)};
    return std::all_of(m_words.begin(), m_words.end(), [&texts](const QString& word) {
        return std::any_of(texts.begin(), texts.end(),
                           [&word](const QString& text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

bool RoundsProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto& a = m_model.row(left.row());
    const auto& b = m_model.row(right.row());
    switch (static_cast<Column>(left.column())) {
    case Column::Round:
        return a.round.text() < b.round.text();
    case Column::Game:
        return a.game.text() < b.game.text();
    case Column::State:
        return a.state < b.state;
    case Column::Result:
        return a.result < b.result;
    case Column::Version:
        return a.resultVersion < b.resultVersion;
    case Column::Bets:
        return a.bets < b.bets;
    case Column::Open:
        return a.openBets < b.openBets;
    case Column::Attention:
        return a.needsRecalculation < b.needsRecalculation;
    case Column::Updated:
        return a.updatedAt < b.updatedAt;
    case Column::Started:
        break;
    }
    // Rounds of one moment keep the order in which they came.
    return a.createdAt != b.createdAt ? a.createdAt < b.createdAt : left.row() < right.row();
}

} // namespace ui
