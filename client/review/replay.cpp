// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replay.h"

#include "client/contract/cause.h"
#include "client/contract/querynode.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

namespace client::review {

using namespace contract;

namespace {

constexpr std::int64_t failedForMs = 7 * 86'400'000LL;
constexpr std::size_t callRunsMax = 1'000'000; // far more than a log has minutes; bounds what a hostile one can take

std::int64_t minuteOf(std::int64_t ms)
{
    return ms / statsMinuteMs - (ms % statsMinuteMs < 0 ? 1 : 0);
}

// Codes of the dictionary whose texts begin like one of these.
std::vector<std::uint8_t> beginning(const DictionaryView& texts, std::initializer_list<std::string_view> with)
{
    std::vector<std::uint8_t> found(std::size_t(texts.entries()) + 1);
    for (std::uint32_t code = 1; code <= texts.entries(); ++code)
        found[code] = std::any_of(with.begin(), with.end(),
                                  [&](std::string_view begin) { return texts.text(code).starts_with(begin); });
    return found;
}

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

Replay::Replay(std::shared_ptr<const Log> log, const std::stop_token& stop)
    : m_log(std::move(log)), m_moments(m_log, {}), m_moment(m_moments.atRow(m_log->rows())),
      m_index(m_log->columns(), m_moment)
{
    const Columns& columns = m_log->columns();
    findTimes();
    m_toMs = columns.rows() == 0 ? 0 : columns.latestAt();
    findOthers(stop);
    countCalls(stop);
}

void Replay::findTimes()
{
    const Columns& columns = m_log->columns();
    std::int64_t latest = 0;
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        m_latestAt.push_back(latest);
        const BlockColumn kind = columns.block(block, Column::Kind);
        const BlockColumn at = columns.block(block, Column::At);
        for (std::size_t i = 0; i < columns.blocks()[block].rows; ++i) {
            if (kind.at(i) != static_cast<int>(LineKind::Event))
                continue;
            const std::int64_t time = at.at(i);
            m_inOrder = m_inOrder && time >= latest;
            m_fromMs = m_fromMs == 0 ? time : std::min(m_fromMs, time);
            latest = std::max(latest, time);
        }
    }
}

void Replay::findOthers(const std::stop_token& stop)
{
    const Columns& columns = m_log->columns();
    const auto wanted = beginning(columns.dictionary(Dictionary::Type), {"failure.", "job.", "alert."});
    for (std::size_t block = 0; block < columns.blocks().size(); ++block) {
        const BlockColumn type = columns.block(block, Column::Type);
        const BlockColumn kind = columns.block(block, Column::Kind);
        for (std::size_t i = 0; i < columns.blocks()[block].rows; ++i) {
            const auto code = static_cast<std::size_t>(type.at(i));
            if (code >= wanted.size() || wanted[code] == 0 || kind.at(i) != static_cast<int>(LineKind::Event))
                continue;
            if (stop.stop_requested())
                return;
            const std::uint64_t row = columns.blocks()[block].firstRow + i;
            const auto event = eventAt(row);
            if (event && event->failure)
                addOther(row, OtherKind::Failure, event->failure->id.text(), event->failure->version);
            if (event && event->job)
                addOther(row, OtherKind::Job, event->job->id.text(), event->job->version);
            if (event && event->alert)
                addOther(row, OtherKind::Alert, event->alert->id.text(), event->alert->version);
        }
    }
}

void Replay::addOther(std::uint64_t row, OtherKind kind, const std::string& id, std::int64_t version)
{
    auto& ids = m_otherIds[static_cast<std::size_t>(kind)];
    const auto known = ids.emplace(id, static_cast<std::uint32_t>(ids.size())).first;
    m_others.push_back({row, version, known->second, kind});
}

std::vector<FeedEvent> Replay::newest(OtherKind kind) const
{
    const auto& ids = m_otherIds[static_cast<std::size_t>(kind)];
    std::vector<const Other*> newest(ids.size());
    for (const Other& other : m_others) {
        if (other.row >= position())
            break;
        if (other.kind == kind && (!newest[other.id] || newest[other.id]->version <= other.version))
            newest[other.id] = &other;
    }
    std::vector<FeedEvent> events;
    for (const auto& [id, place] : ids) {
        if (!newest[place])
            continue;
        if (auto event = eventAt(newest[place]->row))
            events.push_back(*std::move(event));
    }
    return events;
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
    if (position() == 0)
        return m_fromMs;
    const std::size_t block = (position() - 1) / rowsPerBlock;
    std::int64_t latest = m_latestAt[block];
    for (std::uint64_t row = std::uint64_t(block) * rowsPerBlock; row < position(); ++row) {
        if (columns.kind(row) == LineKind::Event)
            latest = std::max(latest, columns.value(Column::At, row));
    }
    return latest == 0 ? m_fromMs : latest;
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
    const std::int64_t code = round.empty() ? 0 : codeOf(round);
    if (!round.empty() && code == 0)
        return std::nullopt;
    const auto fits = [&](std::uint64_t row) {
        return columns.kind(row) == LineKind::Event &&
               (round.empty() || (columns.value(Column::Round, row) == code && columns.has(HasRound, row)));
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
    std::int64_t last = 0; // when the last of the found was created, as the index has it
    for (const auto& [created, place] : m_index.newestBets) {
        // Of those of one instant all are looked at, because their rows decide.
        if (created < wish.createdFrom || (found.size() >= most && created != last))
            break;
        const std::uint32_t known = m_moment.bets[place];
        if (known == 0 || !fits(known - 1))
            continue;
        found.emplace_back(columns.value(Column::Created, known - 1), known - 1);
        last = created;
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
    const Columns& columns = m_log->columns();
    std::vector<std::pair<std::int64_t, std::uint64_t>> known; // when it was created, and the row
    for (const std::uint32_t row : m_moment.rounds) {
        if (row != 0)
            known.emplace_back(columns.value(Column::Created, row - 1), row - 1);
    }
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(std::min(skip + limit, known.size()));
    std::partial_sort(known.begin(), end, known.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first)
            return a.first > b.first;
        return columns.text(Dictionary::Round, a.second) > columns.text(Dictionary::Round, b.second);
    });
    std::vector<std::uint64_t> rows;
    for (auto one = known.begin() + static_cast<std::ptrdiff_t>(std::min(skip, known.size())); one < end; ++one)
        rows.push_back(one->second);
    return roundsAt(rows);
}

std::optional<std::uint64_t> Replay::betUntil(std::uint64_t told, std::int64_t upToMs, std::uint64_t row) const
{
    const Columns& columns = m_log->columns();
    const std::int64_t partner = columns.value(Column::Partner, row);
    std::optional<std::uint64_t> newest;
    // Lines of a bet are few, and one that came late may be older than the one before.
    for (std::int64_t back = columns.value(Column::Before, row); back > 0 && static_cast<std::uint64_t>(back) <= row;
         back = columns.value(Column::Before, row)) {
        row -= static_cast<std::uint64_t>(back);
        if ((row < told || columns.value(Column::At, row) <= upToMs) && columns.kind(row) == LineKind::Event &&
            columns.has(IsBetRow, row) && columns.value(Column::Partner, row) == partner &&
            (!newest || columns.value(Column::Version, row) > columns.value(Column::Version, *newest)))
            newest = row;
    }
    return newest;
}

std::vector<RoundRow> Replay::roundsAt(const std::vector<std::uint64_t>& rows) const
{
    const Columns& columns = m_log->columns();
    std::vector<RoundRow> rounds;
    const auto isOpenBet = [&](std::uint64_t row) {
        const auto status = columns.value(Column::Status, row);
        return columns.value(Column::State, row) == static_cast<int>(BetState::Blocked) + 1 ||
               status == static_cast<int>(ShownStatus::Retrying) + 1 ||
               status == static_cast<int>(ShownStatus::InDoubt) + 1;
    };
    for (const std::uint64_t told : rows) {
        auto event = eventAt(told);
        if (!event || !event->round)
            continue;
        RoundRow round = *std::move(event->round);
        // A snapshot's rounds were counted after its newest row, and what the stream told until then comes behind them.
        const std::int64_t upToMs = event->type == roundSeen ? event->at : 0;
        for (const std::uint32_t bet :
             m_index.betsOfRound.of(static_cast<std::size_t>(columns.value(Column::Round, told)))) {
            const std::uint32_t known = m_moment.bets[bet];
            if (known == 0 || known - 1 < told)
                continue;
            const std::uint64_t row = known - 1;
            if (columns.value(Column::At, row) <= upToMs)
                continue;
            const auto before = betUntil(told, upToMs, row);
            // One that is older than the log was there, and held funds, when it was told of the round.
            const bool isOlder = !before && columns.value(Column::Created, row) < m_fromMs;
            const bool wasIn = isOlder || (before && columns.has(HasOperation, *before));
            const bool wasOpen = isOlder || (before && isOpenBet(*before));
            round.bets += static_cast<int>(columns.has(HasOperation, row)) - static_cast<int>(wasIn);
            round.openBets += static_cast<int>(isOpenBet(row)) - static_cast<int>(wasOpen);
        }
        // Of a log that leaves out bets.
        round.bets = std::max<std::int64_t>(round.bets, 0);
        round.openBets = std::max<std::int64_t>(round.openBets, 0);
        rounds.push_back(std::move(round));
    }
    return rounds;
}

std::optional<BetRow> Replay::bet(const PartnerId& partner, const BetId& bet) const
{
    const auto event = eventAt(m_moments.rowOf(m_moment, partner.text(), bet.text()));
    return event ? event->bet : std::nullopt;
}

std::optional<RoundRow> Replay::round(const RoundId& round) const
{
    auto found = rounds({round.text()});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<RoundRow> Replay::rounds(const std::set<std::string, std::less<>>& ids) const
{
    std::vector<std::uint64_t> rows;
    for (const std::string& id : ids) {
        const std::uint32_t code = codeOf(RoundId(id));
        if (code != 0 && code < m_moment.rounds.size() && m_moment.rounds[code] != 0)
            rows.push_back(m_moment.rounds[code] - 1);
    }
    return roundsAt(rows);
}

std::uint32_t Replay::codeOf(const RoundId& round) const
{
    const DictionaryView& ids = m_log->columns().dictionary(Dictionary::Round);
    for (const std::uint32_t code : ids.equal(foldCase(round.text()))) {
        if (ids.text(code) == round.text())
            return code;
    }
    return 0;
}

std::vector<RoundResult> Replay::results(const RoundId& round) const
{
    std::map<std::int64_t, RoundResult> results;
    for (const std::uint32_t row : m_index.rowsOfRound.of(codeOf(round))) {
        if (row >= position())
            break;
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
    auto rows = m_log->columns().rowsOfBet(bet.text(), partner.text());
    rows.erase(std::lower_bound(rows.begin(), rows.end(), position()), rows.end());
    m_log->fetch(rows);
    for (const std::uint64_t row : rows) {
        if (auto event = eventAt(row); event && event->bet)
            events.push_back(*std::move(event));
    }
    return events;
}

std::vector<FailureRow> Replay::failures() const
{
    std::vector<FailureRow> rows;
    for (FeedEvent& event : newest(OtherKind::Failure))
        rows.push_back(*std::move(event.failure));
    return rows;
}

FailureBets Replay::failureBets(const FailureId& failure, std::size_t begin, std::size_t limit) const
{
    FailureBets found;
    const auto groups = failures();
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const FailureRow& row) { return row.id == failure; });
    if (group == groups.end())
        return found;
    const Columns& columns = m_log->columns();
    std::vector<std::pair<std::int64_t, std::uint64_t>> like; // when it was created, and the row
    for (const std::uint32_t known : m_moment.bets) {
        if (known != 0 && columns.value(Column::Http, known - 1) == group->http &&
            columns.has(HasOperation, known - 1) &&
            columns.text(Dictionary::ErrorClass, known - 1) == group->errorClass &&
            columns.text(Dictionary::Partner, known - 1) == group->partner.text())
            like.emplace_back(columns.value(Column::Created, known - 1), known - 1);
    }
    // Sorted as far as it is read: the rest of a million would be sorted for nothing.
    std::size_t sorted = std::min(begin, like.size());
    const auto at = [&](std::size_t place) { return like.begin() + static_cast<std::ptrdiff_t>(place); };
    if (sorted > 0 && sorted < like.size())
        std::nth_element(like.begin(), at(sorted), like.end(), std::greater());
    for (std::size_t place = sorted; place < like.size(); ++place) {
        if (place == sorted) {
            sorted = std::min(sorted + limit + 1, like.size());
            std::partial_sort(at(place), at(sorted), like.end(), std::greater());
        }
        auto event = eventAt(like[place].second);
        if (!event || !event->bet || !isOf(*event->bet, *group))
            continue;
        if (found.bets.size() == limit) {
            found.next = place;
            break;
        }
        found.bets.push_back(*std::move(event->bet));
    }
    return found;
}

bool Replay::isIn(const FailureRow& failure, const BetId& bet) const
{
    const auto row = this->bet(failure.partner, bet);
    return row && isOf(*row, failure);
}

std::vector<JobRow> Replay::jobs() const
{
    std::vector<JobRow> rows;
    for (FeedEvent& event : newest(OtherKind::Job))
        rows.push_back(*std::move(event.job));
    return rows;
}

std::vector<AlertRow> Replay::alerts() const
{
    std::vector<AlertRow> rows;
    for (FeedEvent& event : newest(OtherKind::Alert))
        rows.push_back(*std::move(event.alert));
    return rows;
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

// A person who drags through a day asks for the last half hour at each pixel, which may be a million lines.
void Replay::countCalls(const std::stop_token& stop)
{
    const Columns& columns = m_log->columns();
    for (std::size_t block = 0; block < columns.blocks().size() && !stop.stop_requested(); ++block) {
        const std::uint64_t first = columns.blocks()[block].firstRow;
        const BlockColumn at = columns.block(block, Column::At);
        eachCall(block, 0, columns.blocks()[block].rows, [&](std::size_t i, std::size_t state) {
            const std::int64_t minute = minuteOf(at.at(i));
            if (m_calls.empty() || m_calls.back().minute != minute)
                m_calls.push_back({minute, first + i, first + i, {}});
            m_calls.back().end = first + i + 1;
            ++m_calls.back().counts[state];
        });
        if (m_calls.size() > callRunsMax) {
            m_calls.clear();
            m_countsCalls = false;
            return;
        }
    }
}

template <typename Visit>
void Replay::eachCall(std::size_t block, std::size_t begin, std::size_t end, const Visit& visit) const
{
    const Columns& columns = m_log->columns();
    const BlockColumn operation = columns.block(block, Column::Operation);
    if (operation.most == 0)
        return;
    const BlockColumn type = columns.block(block, Column::Type);
    const auto seen = columns.dictionary(Dictionary::Type).equal(betSeen); // a snapshot tells of no call
    for (std::size_t i = begin; i < end; ++i) {
        const auto state = static_cast<std::uint64_t>(operation.at(i)) - 1; // huge for 0
        if (state < CallMinutes::states && (seen.empty() || type.at(i) != seen.front()))
            visit(i, static_cast<std::size_t>(state));
    }
}

CallMinutes Replay::calls(std::int64_t fromMs, std::size_t minutes) const
{
    CallMinutes made{fromMs, {}};
    if (!m_countsCalls)
        return made;
    made.counts.resize(minutes);
    const Columns& columns = m_log->columns();
    const std::int64_t from = minuteOf(fromMs);
    for (const CallRun& run : m_calls) {
        if (run.begin >= position())
            break;
        if (run.minute < from || run.minute >= from + static_cast<std::int64_t>(minutes))
            continue;
        auto& counts = made.counts[static_cast<std::size_t>(run.minute - from)];
        if (run.end <= position()) {
            for (std::size_t state = 0; state < counts.size(); ++state)
                counts[state] += run.counts[state];
            continue;
        }
        for (std::uint64_t row = run.begin; row < position();) {
            const std::size_t block = row / rowsPerBlock;
            const std::uint64_t first = columns.blocks()[block].firstRow;
            const std::uint64_t end = std::min(first + columns.blocks()[block].rows, position());
            eachCall(block, row - first, end - first, [&](std::size_t, std::size_t state) { ++counts[state]; });
            row = end;
        }
    }
    return made;
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
