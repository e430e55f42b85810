// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobplanmodel.h"

#include "ui/format.h"
#include "ui/models/tableroles.h"

#include <algorithm>
#include <utility>

namespace ui {

using namespace client::contract;

JobPlanModel::JobPlanModel(const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_format(format), m_texts(format)
{
}

void JobPlanModel::setSummary(std::optional<JobSummary> summary)
{
    m_summary = std::move(summary);
    rebuild();
}

void JobPlanModel::retranslate()
{
    rebuild();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

void JobPlanModel::rebuild()
{
    beginResetModel();
    m_lines.clear();
    if (m_summary) {
        addMoves();
        addParts();
        addLargest();
        addWarnings();
    }
    endResetModel();
}

QString JobPlanModel::amountText(std::int64_t minor, const Currency& currency) const
{
    // Only one direction is possible in a refund, so a sign would be noise.
    return m_summary->job.kind == JobKind::Refund ? m_format.money(minor, currency)
                                                  : m_format.signedMoney(minor, currency);
}

QString JobPlanModel::moveText(const JobMove& move) const
{
    if (move.state == JobItemState::Pending || move.state == JobItemState::Running ||
        move.state == JobItemState::Applied) {
        if (m_summary->job.kind == JobKind::Refund)
            return move.from == BetState::Blocked ? tr("Will be refunded")
                                                  : tr("Will be refunded (%1)").arg(m_format.state(move.from));
        return m_format.state(move.from) + QStringLiteral(" → ") + m_format.state(move.target);
    }
    const auto state = JobTexts::itemState(move.state, m_summary->job.kind);
    return move.why.empty() ? state : state + QStringLiteral(": ") + JobTexts::why(move.why);
}

QString JobPlanModel::moveAmount(const JobMove& move) const
{
    if (move.state == JobItemState::Deferred)
        return m_texts.deferredDelta(move);
    return move.deltaMinor == 0 ? QString() : amountText(move.deltaMinor, move.currency);
}

QString JobPlanModel::overdrawText(const JobOverdraw& overdraw) const
{
    const auto player = Format::foreign(overdraw.player.text());
    const auto partner = Format::foreign(overdraw.partner.text());
    const auto balance = m_format.money(overdraw.balanceMinor, overdraw.currency);
    if (overdraw.policy == "negative")
        return tr("Player %1 at %2 has %3, less than is taken back: the balance falls below zero")
            .arg(player, partner, balance);
    if (overdraw.policy == "debt")
        return tr("Player %1 at %2 has %3, less than is taken back: the rest becomes a debt")
            .arg(player, partner, balance);
    if (overdraw.policy == "reject")
        return tr("Player %1 at %2 has %3, less than is taken back: the partner may refuse")
            .arg(player, partner, balance);
    return tr("Player %1 at %2 has %3, less than is taken back").arg(player, partner, balance);
}

void JobPlanModel::addMoves()
{
    m_lines.push_back({tr("What happens"), {}, {}, true});
    auto moves = m_summary->moves;
    std::stable_sort(moves.begin(), moves.end(), [](const JobMove& a, const JobMove& b) { return a.state < b.state; });
    // What reads the same is one line: nobody could tell two of them apart.
    std::vector<std::pair<QString, JobMove>> lines;
    bool hasCurrencies = false;
    for (const auto& move : moves) {
        const auto text = moveText(move);
        const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) {
            return line.first == text && line.second.currency == move.currency;
        });
        if (found == lines.end())
            lines.emplace_back(text, move);
        else
            found->second.add(move);
        hasCurrencies = hasCurrencies || move.currency != moves.front().currency;
    }
    for (const auto& [text, move] : lines) {
        const auto amount = moveAmount(move);
        m_lines.push_back({text, m_format.number(move.bets),
                           amount.isEmpty() && hasCurrencies ? Format::foreign(move.currency.code, 3) : amount});
    }
}

void JobPlanModel::addParts()
{
    if (m_summary->parts.empty())
        return;
    m_lines.push_back({tr("By partner and currency"), {}, {}, true});
    for (const auto& part : m_summary->parts) {
        QStringList amounts;
        if (part.creditMinor != 0 || part.debitMinor == 0)
            amounts << amountText(part.creditMinor, part.currency);
        if (part.debitMinor != 0)
            amounts << amountText(part.debitMinor, part.currency);
        m_lines.push_back(
            {Format::foreign(part.partner.text()), m_format.number(part.bets), amounts.join(QStringLiteral(" · "))});
    }
}

void JobPlanModel::addLargest()
{
    if (m_summary->largest.empty())
        return;
    m_lines.push_back({tr("Largest amounts"), {}, {}, true});
    for (const auto& item : m_summary->largest)
        m_lines.push_back({tr("Bet %1, player %2, %3")
                               .arg(Format::foreign(item.bet.text()), Format::foreign(item.player.text()),
                                    Format::foreign(item.partner.text())),
                           QString(), amountText(item.deltaMinor, item.currency)});
}

void JobPlanModel::addWarnings()
{
    if (m_summary->playersHitTwice == 0 && m_summary->overdraws.empty())
        return;
    m_lines.push_back({tr("Look at twice"), {}, {}, true});
    if (m_summary->playersHitTwice > 0)
        m_lines.push_back(
            {tr("Players with more than one bet here: %1").arg(m_format.number(m_summary->playersHitTwice)), QString(),
             QString()});
    for (const auto& overdraw : m_summary->overdraws)
        m_lines.push_back({overdrawText(overdraw), QString(), m_format.money(overdraw.debitMinor, overdraw.currency)});
}

QString JobPlanModel::header(Column column)
{
    switch (column) {
    case Column::What:
        return tr("What");
    case Column::Bets:
        return tr("Bets");
    case Column::Amount:
        return tr("Amount");
    }
    return {};
}

int JobPlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int JobPlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant JobPlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const auto& text = column == Column::What ? line.what : column == Column::Bets ? line.bets : line.amount;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text;
    case Qt::AccessibleTextRole:
        if (column == Column::What) {
            QStringList parts{line.what};
            if (!line.bets.isEmpty())
                parts << tr("%1: %2").arg(header(Column::Bets), line.bets);
            if (!line.amount.isEmpty())
                parts << line.amount;
            return parts.join(QStringLiteral(", "));
        }
        return tr("%1: %2").arg(header(column), text.isEmpty() ? dash() : text);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case GroupRole:
        return line.isGroup;
    default:
        return {};
    }
}

QVariant JobPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::What ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags JobPlanModel::flags(const QModelIndex& index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    const bool isGroup = index.isValid() && m_lines[static_cast<std::size_t>(index.row())].isGroup;
    return isGroup ? flags & ~Qt::ItemFlags(Qt::ItemIsSelectable) : flags;
}

} // namespace ui
