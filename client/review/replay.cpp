// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replay.h"

#include "client/contract/cause.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace client::review {

using namespace contract;

namespace {

constexpr std::int64_t failedForMs = 7 * 86'400'000LL;

// Codes of the dictionary whose texts begin like one of these.
std::vector<std::uint8_t> beginning(const DictionaryView& texts, std::initializer_list<std::string_view> with)
{
    std::vector<std::uint8_t> found(std::size_t(texts.entries()) + 1);
    for (std::uint32_t code = 1; code <= texts.entries(); ++code)
        found[code] = std::any_of(with.begin(), with.end(),
                                  [&](std::string_view begin) { return texts.text(code).starts_with(begin); });
    return found;
}

// The newest version of each, by id.
template <typename Row>
class Newest
{
public:
    void add(const Row& row)
    {
        const auto [place, isNew] = m_rows.emplace(row.id.text(), row);
        if (!isNew && place->second.version <= row.version)
            place->second = row;
    }
    std::vector<Row> take() const
    {
        std::vector<Row> rows;
        for (const auto& [id, row] : m_rows)
            rows.push_back(row);
        return rows;
    }

private:
    std::map<std::string, Row> m_rows;
};

bool isOf(const BetRow& row, const FailureRow& failure)
{
    if (!row.operation || row.operation->state == OperationState::Succeeded || row.operation->http != failure.http ||
        row.operation->errorClass != failure.errorClass)
        return false;
    std::vector<std::string> ids{row.bet.text(), row.player.text()};
    if (!row.round.empty())
        ids.push_back(row.round.text());
    return normalisedMessage(row.operation->error, ids) == failure.message;
}

} // namespace

Replay::Replay(std::shared_ptr<const Log> log) : m_log(std::move(log)), m_moments(m_log, {})
{
    const Columns& columns = m_log->columns();
    for (std::uint64_t row = 0; row < columns.rows() && m_fromMs == 0; ++row) {
        if (columns.kind(row) == LineKind::Event)
            m_fromMs = columns.value(Column::At, row);
    }
    m_toMs = columns.rows() == 0 ? 0 : columns.latestAt();
    findOthers();
    m_moment = m_moments.atRow(columns.rows());
}

void Replay::findOthers()
{
    const Columns& columns = m_log->columns();
    const auto wanted = beginning(columns.dictionary(Dictionary::Type), {"failure.", "job.", "alert."});
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const BlockColumn type = columns.block(block, Column::Type);
        const BlockColumn kind = columns.block(block, Column::Kind);
        for (std::size_t i = 0; i < columns.blocks()[block].rows; ++i) {
            const auto code = static_cast<std::size_t>(type.at(i));
            if (code < wanted.size() && wanted[code] != 0 && kind.at(i) == static_cast<int>(LineKind::Event))
                m_others.push_back(columns.blocks()[block].firstRow + i);
        }
    }
}

std::optional<FeedEvent> Replay::eventAt(std::uint64_t row) const
{
    if (row >= m_log->rows() || m_log->columns().kind(row) != LineKind::Event)
        return std::nullopt;
    const auto seq = std::to_string(m_log->columns().value(Column::Seq, row));
    auto event = decodeFeedEvent("file-" + seq, m_log->line(row));
    return event ? std::optional(*std::move(event)) : std::nullopt;
}

std::int64_t Replay::atMs() const
{
    const Columns& columns = m_log->columns();
    for (std::uint64_t row = position(); row-- > 0;) {
        if (columns.kind(row) == LineKind::Event)
            return columns.value(Column::At, row);
    }
    return m_fromMs;
}

void Replay::moveToRow(std::uint64_t rows)
{
    m_moment = m_moments.atRow(rows);
}

void Replay::moveToTime(std::int64_t atMs)
{
    m_moment = m_moments.atTime(atMs);
}

std::optional<std::uint64_t> Replay::step(int step, const PartnerId& partner, const BetId& bet,
                                          const RoundId& round) const
{
    const Columns& columns = m_log->columns();
    if (!bet.empty()) {
        const auto rows = columns.rowsOfBet(bet.text(), partner.text());
        // The position after a row is the row + 1, so that the newest row that counts is position() - 1.
        if (step > 0) {
            const auto next = std::lower_bound(rows.begin(), rows.end(), position());
            return next == rows.end() ? std::nullopt : std::optional(*next + 1);
        }
        const auto after = std::lower_bound(rows.begin(), rows.end(), position() == 0 ? 0 : position() - 1);
        return after == rows.begin() ? std::nullopt : std::optional(*std::prev(after) + 1);
    }
    const auto fits = [&](std::uint64_t row) {
        return columns.kind(row) == LineKind::Event &&
               (round.empty() || columns.text(Dictionary::Round, row) == round.text());
    };
    if (step > 0) {
        for (std::uint64_t row = position(); row < columns.rows(); ++row) {
            if (fits(row))
                return row + 1;
        }
        return std::nullopt;
    }
    for (std::uint64_t row = position() == 0 ? 0 : position() - 1; row-- > 0;) {
        if (fits(row))
            return row + 1;
    }
    return std::nullopt;
}

std::vector<std::uint64_t> Replay::betRows(const BetWish& wish, std::size_t most) const
{
    const Columns& columns = m_log->columns();
    const auto status = shownStatusFrom(wish.status);
    const auto fits = [&](std::uint64_t row) {
        const auto created = columns.value(Column::Created, row);
        return (wish.createdFrom == 0 || created >= wish.createdFrom) &&
               (wish.createdTo == 0 || created < wish.createdTo) &&
               (!status || columns.value(Column::Status, row) == static_cast<int>(*status) + 1) &&
               (wish.partner.empty() || columns.text(Dictionary::Partner, row) == wish.partner) &&
               (wish.player.empty() || columns.text(Dictionary::Player, row) == wish.player) &&
               (wish.round.empty() || columns.text(Dictionary::Round, row) == wish.round) &&
               columns.text(Dictionary::Bet, row).starts_with(wish.idPrefix);
    };
    std::vector<std::pair<std::int64_t, std::uint64_t>> found; // when it was created, and the row
    for (const std::uint32_t known : m_moment.bets) {
        if (known != 0 && fits(known - 1))
            found.emplace_back(columns.value(Column::Created, known - 1), known - 1);
    }
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::partial_sort(found.begin(), end, found.end(), std::greater());
    std::vector<std::uint64_t> rows;
    for (auto one = found.begin(); one != end; ++one)
        rows.push_back(one->second);
    return rows;
}

std::vector<BetRow> Replay::bets(const BetWish& wish, std::size_t skip, std::size_t limit) const
{
    const auto rows = betRows(wish, skip + limit);
    std::vector<BetRow> bets;
    for (std::size_t i = skip; i < rows.size(); ++i) {
        if (auto event = eventAt(rows[i]); event && event->bet)
            bets.push_back(*std::move(event->bet));
    }
    return bets;
}

std::vector<RoundRow> Replay::rounds(std::size_t skip, std::size_t limit) const
{
    std::vector<RoundRow> rounds;
    for (const std::uint32_t known : m_moment.rounds) {
        if (known == 0)
            continue;
        if (auto event = eventAt(known - 1); event && event->round)
            rounds.push_back(*std::move(event->round));
    }
    std::sort(rounds.begin(), rounds.end(), [](const RoundRow& a, const RoundRow& b) {
        return std::pair(a.createdAt, a.round) > std::pair(b.createdAt, b.round);
    });
    rounds.erase(rounds.begin(), rounds.begin() + static_cast<std::ptrdiff_t>(std::min(skip, rounds.size())));
    rounds.resize(std::min(limit, rounds.size()));
    return rounds;
}

std::optional<BetRow> Replay::bet(const PartnerId& partner, const BetId& bet) const
{
    const auto event = eventAt(m_moments.rowOf(m_moment, partner.text(), bet.text()));
    return event ? event->bet : std::nullopt;
}

std::optional<RoundRow> Replay::round(const RoundId& round) const
{
    const Columns& columns = m_log->columns();
    for (const std::uint32_t known : m_moment.rounds) {
        if (known == 0 || columns.text(Dictionary::Round, known - 1) != round.text())
            continue;
        const auto event = eventAt(known - 1);
        return event ? event->round : std::nullopt;
    }
    return std::nullopt;
}

std::vector<RoundResult> Replay::results(const RoundId& round) const
{
    const Columns& columns = m_log->columns();
    std::map<std::int64_t, RoundResult> results;
    for (std::uint64_t row = 0; row < position(); ++row) {
        if (columns.kind(row) != LineKind::Event || columns.has(IsBetRow, row) ||
            columns.text(Dictionary::Round, row) != round.text())
            continue;
        const auto event = eventAt(row);
        if (!event || !event->round || event->round->resultVersion == 0)
            continue;
        RoundResult result;
        result.version = event->round->resultVersion;
        result.result = event->round->result;
        result.at = event->at;
        results.emplace(result.version, std::move(result)); // the first event with it is when it came
    }
    std::vector<RoundResult> all;
    for (auto& [version, result] : results)
        all.push_back(std::move(result));
    return all;
}

std::vector<FeedEvent> Replay::eventsOf(const PartnerId& partner, const BetId& bet) const
{
    std::vector<FeedEvent> events;
    for (const std::uint64_t row : m_log->columns().rowsOfBet(bet.text(), partner.text())) {
        if (row >= position())
            break;
        if (auto event = eventAt(row); event && event->bet)
            events.push_back(*std::move(event));
    }
    return events;
}

std::vector<FailureRow> Replay::failures() const
{
    Newest<FailureRow> newest;
    for (const std::uint64_t row : m_others) {
        if (row >= position())
            break;
        if (const auto event = eventAt(row); event && event->failure)
            newest.add(*event->failure);
    }
    return newest.take();
}

std::vector<BetRow> Replay::failureBets(const FailureId& failure, std::size_t limit) const
{
    const auto groups = failures();
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const FailureRow& row) { return row.id == failure; });
    std::vector<BetRow> bets;
    if (group == groups.end())
        return bets;
    BetWish wish;
    wish.partner = group->partner.text();
    const Columns& columns = m_log->columns();
    for (const std::uint64_t row : betRows(wish, m_moment.bets.size())) {
        if (columns.value(Column::Http, row) != group->http ||
            columns.text(Dictionary::ErrorClass, row) != group->errorClass)
            continue;
        auto event = eventAt(row);
        if (event && event->bet && isOf(*event->bet, *group))
            bets.push_back(*std::move(event->bet));
        if (bets.size() == limit)
            break;
    }
    return bets;
}

std::vector<JobRow> Replay::jobs() const
{
    Newest<JobRow> newest;
    for (const std::uint64_t row : m_others) {
        if (row >= position())
            break;
        if (const auto event = eventAt(row); event && event->job)
            newest.add(*event->job);
    }
    return newest.take();
}

std::vector<AlertRow> Replay::alerts() const
{
    Newest<AlertRow> newest;
    for (const std::uint64_t row : m_others) {
        if (row >= position())
            break;
        if (const auto event = eventAt(row); event && event->alert)
            newest.add(*event->alert);
    }
    return newest.take();
}

Stats Replay::stats() const
{
    const Columns& columns = m_log->columns();
    Stats stats;
    stats.at = atMs();
    stats.from =
        stats.at / statsMinuteMs * statsMinuteMs - (static_cast<std::int64_t>(statsMinutes) - 1) * statsMinuteMs;
    stats.minutes.resize(statsMinutes);
    const auto count = [&](Aging& aging, std::int64_t sinceMs) {
        ++aging.counts[agingStep(std::max<std::int64_t>(stats.at - sinceMs, 0))];
    };
    Attention& attention = stats.attention;
    for (const std::uint32_t known : m_moment.bets) {
        const std::int64_t status = known == 0 ? 0 : columns.value(Column::Status, known - 1);
        if (status == 0)
            continue;
        const std::int64_t at = columns.value(Column::At, known - 1);
        const std::int64_t created = columns.value(Column::Created, known - 1);
        switch (static_cast<ShownStatus>(status - 1)) {
        case ShownStatus::Failed:
            if (stats.at - at <= failedForMs)
                count(attention.failed, at);
            break;
        case ShownStatus::Retrying:
            if (columns.value(Column::Attempt, known - 1) > 0)
                count(attention.retrying, at);
            break;
        case ShownStatus::FundsHeld:
            if (agingStep(stats.at - created) > 0)
                count(attention.held, created);
            break;
        case ShownStatus::InDoubt:
            count(attention.inDoubt, at);
            break;
        case ShownStatus::Refunded:
        case ShownStatus::Recalculated:
        case ShownStatus::Won:
        case ShownStatus::Lost:
        case ShownStatus::Checked:
        case ShownStatus::Expired:
            break;
        }
    }
    for (const JobRow& job : jobs()) {
        if (job.state == JobState::PendingApproval)
            count(attention.approvals, job.updatedAt);
    }
    return stats;
}

std::vector<FeedEvent> Replay::events(std::uint64_t begin, std::uint64_t end) const
{
    std::vector<FeedEvent> events;
    for (std::uint64_t row = begin; row < std::min(end, rows()); ++row) {
        if (auto event = eventAt(row))
            events.push_back(*std::move(event));
    }
    return events;
}

Changed Replay::changed(std::uint64_t before, std::uint64_t after, std::size_t limit) const
{
    const auto changes = m_moments.difference(m_moments.atRow(before), m_moments.atRow(after));
    Changed changed;
    changed.leftOut = changes.size() - std::min(limit, changes.size());
    for (std::size_t i = 0; i < std::min(limit, changes.size()); ++i) {
        const auto from = eventAt(changes[i].before), to = eventAt(changes[i].after);
        if (changes[i].isRound)
            changed.rounds.push_back({from ? from->round : std::nullopt, to ? to->round : std::nullopt});
        else
            changed.bets.push_back({from ? from->bet : std::nullopt, to ? to->bet : std::nullopt});
    }
    return changed;
}

} // namespace client::review
